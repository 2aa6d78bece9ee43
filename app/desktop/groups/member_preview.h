// SPDX-License-Identifier: MIT
// MemberPreview: who belongs to criteria that are being typed, and who joins and leaves by them.
#pragma once

#include "desktop/estate/newest_answer.h"
#include "model/group.h"
#include "snapshot/snapshot.h"

#include <QFrame>
#include <QStringList>

#include <optional>
#include <vector>

class QLabel;

namespace bulkhead::desktop {

/// What one evaluation found; texts are clean.
struct MemberAnswer {
    QStringList machines; ///< names, in order
    QStringList others;   ///< addresses, segments, MACs
    QStringList joins;    ///< names of what was no member before
    QStringList leaves;
    QStringList unknowns; ///< sentences: not empty means that there may be more
};

/// Evaluates on the thread pool, one at a time; of what is asked meanwhile only the newest counts.
/// GUI thread.
class MemberPreview final : public QFrame {
    Q_OBJECT

public:
    explicit MemberPreview(QWidget* parent = nullptr);

    struct Question {
        snapshot::SnapshotPointer base; ///< before any edit
        snapshot::SnapshotPointer now;
        QString groupPath; ///< of the group as it was in `base`; may be in neither
        std::vector<model::Expression> expression;
        bool hasDirectoryUsers = false; ///< it is limited to users of a directory too
    };
    void ask(Question question);
    /// The newest answer; empty while it is worked out.
    [[nodiscard]] const std::optional<MemberAnswer>& answer() const { return m_answer; }
    /// What is shown, for tests and screen readers.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void answered();

private:
    void show();

    QLabel* m_members;
    QLabel* m_joins;
    QLabel* m_leaves;
    QLabel* m_unknown;
    std::optional<MemberAnswer> m_answer;
    NewestAnswer<MemberAnswer> m_newest;
};

/// Pure; O(machines × conditions).
[[nodiscard]] MemberAnswer membersOf(const MemberPreview::Question& question);

} // namespace bulkhead::desktop
