// SPDX-License-Identifier: MIT
// ChangeSet: staged edits on a base snapshot, with a history that goes both ways.
#pragma once

#include "change/net_edits.h"
#include "change/step.h"
#include "snapshot/snapshot.h"

#include <QString>

#include <vector>

namespace bulkhead::change {

/// An ordered list of steps on a base. Nothing is sent. A value: copying is cheap. One thread.
/// The desktop makes steps with change/rule_edits.h and change/object_edits.h from `current()` and
/// pushes them; `steps()` and `undoneSteps()` are what an undo menu shows.
class ChangeSet final {
public:
    enum class Pushed : std::uint8_t {
        Added,
        Merged,  ///< became part of the step before it
        Nothing, ///< it changed nothing and was left out
    };

    explicit ChangeSet(snapshot::SnapshotPointer base);
    /// With its history, as a draft was saved. Conflict if a step does not fit the base.
    [[nodiscard]] static Result<ChangeSet>
    restore(snapshot::SnapshotPointer base, std::vector<Step> done, std::vector<Step> undone);

    [[nodiscard]] const snapshot::SnapshotPointer& base() const { return m_base; }
    /// The base with every step. Computed when the steps change; reading is free.
    [[nodiscard]] const snapshot::SnapshotPointer& current() const { return m_current; }
    [[nodiscard]] bool isEmpty() const { return m_done.empty(); }

    /// Adds a step made from `current()`; what was undone is forgotten. Conflict if an object is
    /// not as the step says that it was; InvalidInput if a state is no such object. Then nothing
    /// is changed. O(net() + what applyTouched costs).
    [[nodiscard]] Result<Pushed> push(Step step);

    [[nodiscard]] bool canUndo() const { return !m_done.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_undone.empty(); }
    /// Does nothing if there is nothing to take back.
    [[nodiscard]] Result<void> undo();
    [[nodiscard]] Result<void> redo();
    /// In the order in which they were made.
    [[nodiscard]] const std::vector<Step>& steps() const { return m_done; }
    /// The one that redo takes is the last.
    [[nodiscard]] const std::vector<Step>& undoneSteps() const { return m_undone; }

    /// What is different in the end: one edit an object, from the base to now.
    [[nodiscard]] const std::vector<Edit>& net() const { return m_net.net(); }

private:
    [[nodiscard]] Result<void> take(NetEdits net, const std::vector<Edit>& touched);

    snapshot::SnapshotPointer m_base;
    snapshot::SnapshotPointer m_current;
    std::vector<Step> m_done;
    std::vector<Step> m_undone;
    NetEdits m_net;
};

} // namespace bulkhead::change
