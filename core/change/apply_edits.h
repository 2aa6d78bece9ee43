// SPDX-License-Identifier: MIT
// applyEdits: the snapshot as it is after edits.
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

/// The edits of several steps as one an object, in the order in which the objects were first
/// touched; what ends as it began is left out.
[[nodiscard]] std::vector<Edit> netOf(const std::vector<Edit>& edits);

} // namespace bulkhead::change
