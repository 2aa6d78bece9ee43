// SPDX-License-Identifier: MIT
// RuleCellEditing: opens the right editor over a cell of the firewall table and stages its answer.
#pragma once

#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_cells.h"
#include "desktop/firewall/rule_editor.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QLineEdit;
class QMenu;

namespace bulkhead::desktop {

struct RuleNode;

/// Names are typed in place, words are chosen from a menu, operands in a panel. With several rules
/// selected the answer goes to all of them. One editor at a time; GUI thread.
class RuleCellEditing final : public QObject {
    Q_OBJECT

public:
    /// None of them is owned; all outlive this object.
    RuleCellEditing(Document& document, RuleTableView& view, RuleTreeModel& model,
                    RuleEditor& editor, QObject* parent);

    /// Opens the editor of a cell of the view's model; nothing happens where there is none.
    void open(const QModelIndex& index, const QString& typed = {});
    void openName(const QString& path);
    /// Asks for the log label of all selected rules.
    void openLabel();
    /// Edits the operands of all selected rules, beside a button of the inspector.
    void openOperandsBeside(RuleColumn column, QWidget* button);
    /// Asks what to add to, or to take out of, the current column of all selected rules.
    void openMany(OperandChange change);
    /// Edits the Applied To of policies.
    void openPolicyScope(const QStringList& policies, QWidget* button);
    /// True if the column of a rule can be edited.
    [[nodiscard]] static bool isEditable(RuleColumn column);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openLine(const QModelIndex& index, const QString& typed);
    void openWords(const QModelIndex& index, RuleColumn column);
    void openOperands(const QModelIndex& index, RuleColumn column, const QString& typed);
    /// Makes the step of what was chosen.
    using MakeStep = std::function<Result<change::Step>(const QStringList& operands, bool negated)>;
    /// `place` in the coordinates of the window.
    void openPanel(OperandQuestion question, const QRect& place, const QStringList& select,
                   const MakeStep& make);
    [[nodiscard]] OperandQuestion questionAbout(RuleColumn column) const;
    [[nodiscard]] MakeStep replacing(RuleColumn column) const;
    [[nodiscard]] MakeStep adding(RuleColumn column) const;
    [[nodiscard]] MakeStep takingOut(RuleColumn column) const;
    [[nodiscard]] QRect placeOf(const QModelIndex& index) const;
    /// False, and says why, if nobody here may edit the cell.
    [[nodiscard]] bool isFree(const RuleNode& node, RuleColumn column);
    /// Takes what is typed; the line stays with a mark if that is not possible.
    void finishLine(int step);
    void closeLine();
    void finishOperands(const MakeStep& make, const QStringList& select, int step);
    /// Opens the next (1) or previous (-1) editable cell of the row.
    void goOn(int step);

    Document& m_document;
    RuleTableView& m_view;
    RuleTreeModel& m_model;
    RuleEditor& m_editor;
    QPointer<QLineEdit> m_line;
    QString m_lineKey; ///< of the row whose name is typed
    RuleColumn m_lineColumn = RuleColumn::Name;
    QPointer<OperandEditor> m_operands;
};

} // namespace bulkhead::desktop
