// SPDX-License-Identifier: MIT
// OperandEditor: chooses the groups, services, profiles or addresses of one cell of the rule table.
#pragma once

#include "base/result.h"
#include "desktop/firewall/new_operands.h"
#include "desktop/firewall/operand_candidates.h"
#include "desktop/widgets/chip.h"
#include "snapshot/snapshot.h"

#include <QFrame>
#include <QPointer>
#include <QStringList>

#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QScrollArea;

namespace bulkhead::desktop {

/// What a cell holds and what it may hold.
struct OperandQuestion {
    QString title;        ///< the column's name
    QStringList operands; ///< paths and literals; empty or ANY: anything
    bool canBeNegated = false;
    bool negated = false;
    bool takesAddresses = false;              ///< raw addresses may be typed
    bool canBeAny = true;                     ///< to choose nothing means anything
    NewOperand creates = NewOperand::Nothing; ///< what a name that nothing has may become
    std::vector<OperandCandidate> candidates;
};

/// A panel over the table: the chosen ones as chips, a field that searches, the candidates with
/// check marks. Typing narrows; Enter takes or leaves the marked one; with an empty field Enter
/// finishes; several at once may be pasted, separated by commas or line breaks. Tab finishes and
/// goes on; Esc leaves everything as it was. Deletes itself when it is done.
class OperandEditor final : public QFrame {
    Q_OBJECT

public:
    static constexpr qsizetype kMostOperands = 128; ///< NSX 4.2 Policy API, Rule.source_groups
    static constexpr int kMostListed = 200;

    OperandEditor(OperandQuestion question, snapshot::SnapshotPointer snapshot, QWidget* parent);

    /// Places the panel below `cell` (in the parent's coordinates), or above where there is no
    /// room.
    void showAt(const QRect& cell);
    /// Ends when `owner`, what the question is about, is not shown any more: as a click elsewhere.
    void endWith(QWidget& owner);
    /// Shows why what was chosen cannot be taken; the panel stays.
    void showProblem(const QString& problem);
    void startWith(const QString& text);
    [[nodiscard]] QStringList operands() const;
    [[nodiscard]] bool isNegated() const;
    /// What newOperand() among operands() stands for.
    [[nodiscard]] NewOperand creates() const { return m_question.creates; }
    /// Ends with `finished`.
    void finish(int step);
    /// Closes without a word.
    void done();

Q_SIGNALS:
    /// The person is done; `step` is 0, or 1 and -1 for the next and the previous cell. The
    /// receiver calls done() or showProblem().
    void finished(int step);
    void cancelled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool keyPressed(QKeyEvent& event);
    void fillList();
    void fillChips();
    void toggle(const QString& operand);
    void takeMarked();
    /// Everything that is typed, as operands; InvalidInput if something of it is none.
    [[nodiscard]] Result<QStringList> typed() const;
    /// Takes what is typed; false, and says why, if that is not possible.
    bool takeTyped();
    [[nodiscard]] QString candidateNamed(const QString& word) const;
    /// Offers to make what is typed, where that is possible.
    void addNewRow(const QString& typed);
    [[nodiscard]] Chip chipOf(const QString& operand) const;
    void addRow(const QString& operand, const QString& name, const QString& hint, bool checked);

    OperandQuestion m_question;
    snapshot::SnapshotPointer m_snapshot;
    QStringList m_chosen;
    QScrollArea* m_chips;
    QLineEdit* m_field;
    QLabel* m_problem;
    QListWidget* m_list;
    QCheckBox* m_not;
    QPointer<QWidget> m_owner;
    bool m_ended = false;
};

} // namespace bulkhead::desktop
