// SPDX-License-Identifier: MIT
// applyEdits: the snapshot as it is after edits; applyTouched: after one more step.
#pragma once

#include "change/edit.h"

#include <vector>

namespace bulkhead::change {

/// `base` with `edits`, which name each object once at most; what they leave alone is shared with
/// it. Rules stand in the order of their sequence numbers; equal numbers keep the order of the
/// base. InvalidInput if a state is no such object, or a rule would stand in a policy that is not
/// there. O(policies + rules of the policies that are touched). Pure; any thread.
[[nodiscard]] Result<snapshot::SnapshotPointer> applyEdits(const snapshot::SnapshotPointer& base,
                                                           const std::vector<Edit>& edits);

/// The same snapshot as applyEdits(base, net), made from `current`, which differs from it in the
/// objects of `touched` only. O(what with() copies + net + edits of the touched policies), unless a
/// policy comes, goes or moves: then as applyEdits.
[[nodiscard]] Result<snapshot::SnapshotPointer>
applyTouched(const snapshot::SnapshotPointer& base, const snapshot::SnapshotPointer& current,
             const std::vector<Edit>& net, const std::vector<Edit>& touched);

} // namespace bulkhead::change
