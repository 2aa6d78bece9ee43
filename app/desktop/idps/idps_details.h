// SPDX-License-Identifier: MIT
// What the inspector says about clusters, events, rules, profiles and signatures of the IDPS place.
#pragma once

#include "desktop/widgets/record_table_model.h"
#include "snapshot/snapshot.h"

namespace bulkhead::desktop {

class Inspector;

/// `status` is the result of get_idps_status, for what is true of all clusters.
void describeCluster(Inspector& inspector, const Record& record, const QJsonObject& status);
void describeEvent(Inspector& inspector, const Record& record,
                   const snapshot::SnapshotPointer& snapshot);
void describeIdpsRule(Inspector& inspector, const Record& record);
/// `rules` is the result of list_idps_rules, for who uses the profile.
void describeIdpsProfile(Inspector& inspector, const Record& record, const QJsonObject& rules);
void describeSignature(Inspector& inspector, const Record& record);

} // namespace bulkhead::desktop
