// SPDX-License-Identifier: MIT
// OperandCandidate: what may be chosen for a cell of the rule table.
#pragma once

#include "snapshot/snapshot.h"

#include <QString>

#include <vector>

namespace bulkhead::desktop {

/// Something that may be chosen.
struct OperandCandidate {
    QString path;
    QString name;     ///< clean
    QString hint;     ///< clean, e.g. "4 VMs" or "TCP 443"
    QString searched; ///< name and id in lower case
};

/// Candidates of the snapshot, by name.
[[nodiscard]] std::vector<OperandCandidate> groupCandidates(const snapshot::Snapshot& snapshot);
[[nodiscard]] std::vector<OperandCandidate> serviceCandidates(const snapshot::Snapshot& snapshot);
[[nodiscard]] std::vector<OperandCandidate> profileCandidates(const snapshot::Snapshot& snapshot);

} // namespace bulkhead::desktop
