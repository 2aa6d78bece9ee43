// SPDX-License-Identifier: MIT
// CriteriaEditor: a group's criteria as lines that can be typed, joined, nested, moved and removed.
#pragma once

#include "desktop/estate/estate_words.h"
#include "desktop/groups/criteria_draft.h"
#include "desktop/groups/criterion_row.h"

#include <QScrollArea>

#include <memory>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace bulkhead::desktop {

/// What NSX refuses is said at the part concerned while somebody types. GUI thread.
class CriteriaEditor final : public QScrollArea {
    Q_OBJECT

public:
    explicit CriteriaEditor(QWidget* parent = nullptr);

    /// Without a signal. `snapshot` says what can be completed.
    void show(const std::vector<model::Expression>& expression,
              const snapshot::SnapshotPointer& snapshot);
    /// What completes from now on.
    void setSnapshot(const snapshot::SnapshotPointer& snapshot);
    [[nodiscard]] std::vector<model::Expression> expression() const { return m_draft.expression(); }
    /// Why NSX would refuse it as it is; empty if it would not.
    [[nodiscard]] const QString& obstacle() const { return m_obstacle; }
    void focusFirst();
    void addCriterion();
    void addNested();

Q_SIGNALS:
    /// expression() is different; typed: more keys may follow.
    void changed(bool typed);

private:
    void rebuild(const CriterionPlace& focus);
    void addRow(const Criterion& criterion, const CriterionPlace& place);
    void connectRow(CriterionRow* row);
    void check();
    [[nodiscard]] CriterionRow* rowAt(const CriterionPlace& place) const;

    CriteriaDraft m_draft;
    snapshot::SnapshotPointer m_snapshot;
    std::shared_ptr<const EstateWords> m_words;
    std::vector<CriterionRow*> m_rows; ///< in the order in which they stand
    QWidget* m_body = nullptr;
    QVBoxLayout* m_layout = nullptr;
    QLabel* m_whole = nullptr; ///< what is wrong with the list as a whole
    QString m_obstacle;
};

} // namespace bulkhead::desktop
