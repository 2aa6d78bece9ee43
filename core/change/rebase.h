// SPDX-License-Identifier: MIT
// rebase: a change set carried over to what others have made of the estate meanwhile.
#pragma once

#include "change/change_set.h"
#include "change/three_way.h"

#include <vector>

namespace bulkhead::change {

/// One object of a change set beside what the manager has now.
struct ObjectComparison {
    Edit edit;
    QJsonValue theirs;
    Merge merge;
};

/// Object by object, in the order of ChangeSet::net(). Pure.
[[nodiscard]] std::vector<ObjectComparison> compareWith(const snapshot::Snapshot& fresh,
                                                        const std::vector<Edit>& net);

/// The same steps on `fresh`, each merged field by field, so that the history stays. What is there
/// already as wanted falls out. Conflict that shows both sides at the first object that cannot be
/// merged; then keep the old set and let a person decide. Redo is forgotten.
[[nodiscard]] Result<ChangeSet> rebase(const ChangeSet& set,
                                       const snapshot::SnapshotPointer& fresh);
/// The same with steps whose base is gone, as a draft keeps them.
[[nodiscard]] Result<ChangeSet> rebaseSteps(const std::vector<Step>& steps,
                                            const snapshot::SnapshotPointer& fresh);

} // namespace bulkhead::change
