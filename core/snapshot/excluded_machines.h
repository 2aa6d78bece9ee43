// SPDX-License-Identifier: MIT
// excludedMachines: whom the distributed firewall leaves alone.
#pragma once

#include "snapshot/membership.h"

#include <QSet>
#include <QString>

#include <optional>

namespace bulkhead::snapshot {

/// External ids of the machines that the exclude list takes out of the firewall: by a group, by
/// their port, or by its segment (NSX 4.2 Policy API, PolicyExcludeList). Empty optional if the
/// snapshot has no list. Groups that cannot be evaluated here count with those of their members
/// that can. `evaluator` is one of this snapshot and belongs to the calling thread. O(members of
/// the list's groups + interfaces).
[[nodiscard]] std::optional<QSet<QString>> excludedMachines(const Snapshot& snapshot,
                                                            MembershipEvaluator& evaluator);

} // namespace bulkhead::snapshot
