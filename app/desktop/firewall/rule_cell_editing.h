// SPDX-License-Identifier: MIT
// RuleCellEditing: opens the right editor over a cell of the firewall table and stages its answer.
#pragma once

#include "desktop/firewall/rule_cells.h"
#include "desktop/firewall/rule_editor.h"

#include <QObject>
#include <QPointer>

class QLineEdit;
class QMenu;

namespace bulkhead::desktop {

class OperandEditor;

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
    /// True if the column of a rule can be edited.
    [[nodiscard]] static bool isEditable(RuleColumn column);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openLine(const QModelIndex& index, const QString& typed);
    void openWords(const QModelIndex& index, RuleColumn column);
    void openOperands(const QModelIndex& index, RuleColumn column, const QString& typed);
    /// Takes what is typed; the line stays with a mark if that is not possible.
    void finishLine(int step);
    void closeLine();
    void finishOperands(RuleColumn column, int step);
    /// Opens the next (1) or previous (-1) editable cell of the row.
    void goOn(int step);

    Document& m_document;
    RuleTableView& m_view;
    RuleTreeModel& m_model;
    RuleEditor& m_editor;
    QPointer<QLineEdit> m_line;
    QString m_lineKey; ///< of the row whose name is typed
    QPointer<OperandEditor> m_operands;
};

} // namespace bulkhead::desktop
