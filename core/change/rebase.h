// SPDX-License-Identifier: MIT
// rebase: a change set carried over to what others have made of the estate meanwhile.
#pragma once

#include "change/change_set.h"
#include "change/three_way.h"

#include <cstdint>
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

/// Who is right about a field that both sides have changed.
enum class Side : std::uint8_t { Mine, Theirs };

/// One field, or one whole object (then `field` is empty, as in FieldConflict).
struct Choice {
    QString path;
    QString field;
    Side side = Side::Theirs;
};

/// What a person decided where both sides had changed the same: everything else is merged field by
/// field. One step on `fresh` with `title`; what nobody has decided stays as the others have it.
/// Redo and the steps before it are forgotten.
[[nodiscard]] Result<ChangeSet> rebaseWithChoices(const std::vector<Edit>& net,
                                                  const snapshot::SnapshotPointer& fresh,
                                                  const std::vector<Choice>& choices,
                                                  const QString& title);

} // namespace bulkhead::change
