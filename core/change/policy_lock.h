// SPDX-License-Identifier: MIT
// Policy locks: who may edit a policy that somebody has locked.
#pragma once

#include "change/step.h"
#include "snapshot/snapshot.h"

namespace bulkhead::change {

/// True if the manager would refuse an edit of this policy or of its rules: it is locked, and not
/// by the user who read `base` (NSX 4.2 Policy API, SecurityPolicy.locked). Where either of the two
/// is not known it counts as somebody else's. A lock that is only staged holds nobody back. O(1).
[[nodiscard]] bool isLockedByOther(const snapshot::Snapshot& base, const QString& policyPath);

/// Conflict, with who holds the lock and why, if the step edits such a policy or a rule of one.
[[nodiscard]] Result<void> checkLocks(const snapshot::Snapshot& base, const Step& step);

} // namespace bulkhead::change
