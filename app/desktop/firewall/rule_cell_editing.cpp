// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_cell_editing.h"

#include "change/object_edits.h"
#include "change/policy_lock.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_constraints.h"
#include "desktop/firewall/rule_operands.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/table_header.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLabelWidth = 200;

QString fieldOfCell(RuleColumn column) {
    switch (column) {
    case RuleColumn::Action:
        return u"action"_s;
    case RuleColumn::Log:
        return u"logged"_s;
    case RuleColumn::Direction:
        return u"direction"_s;
    case RuleColumn::Protocol:
        return u"ip_protocol"_s;
    default:
        return takesOperands(column) ? fieldOfColumn(column) : u"display_name"_s;
    }
}

} // namespace

RuleCellEditing::RuleCellEditing(Document& document, RuleTableView& view, RuleTreeModel& model,
                                 RuleEditor& editor, QObject* parent)
    : QObject(parent), m_document(document), m_view(view), m_model(model), m_editor(editor) {
    connect(&view, &RuleTableView::editRequested, this, &RuleCellEditing::open);
    connect(&editor, &RuleEditor::nameWanted, this, &RuleCellEditing::openName);
    connect(&editor, &RuleEditor::labelWanted, this, &RuleCellEditing::openLabel);
    connect(&editor, &RuleEditor::operandsWanted, this, &RuleCellEditing::openMany);
    // A row that goes takes its editor along.
    connect(&document, &Document::snapshotChanged, this, [this] {
        closeLine();
        if (m_operands) {
            m_operands->done();
        }
    });
}

bool RuleCellEditing::isEditable(RuleColumn column) {
    return column != RuleColumn::Number && column != RuleColumn::RuleId &&
           column != RuleColumn::Hits;
}

void RuleCellEditing::openName(const QString& path) {
    if (m_view.goTo(path)) {
        open(m_view.currentIndex().siblingAtColumn(static_cast<int>(RuleColumn::Name)), {});
    }
}

void RuleCellEditing::open(const QModelIndex& index, const QString& typed) {
    if (m_document.edits() == nullptr || !index.isValid()) {
        return;
    }
    const RuleNode& node = m_model.node(m_view.proxy().mapToSource(index));
    if (node.mark == RowMark::Deleted || node.kind == RuleNodeKind::Category) {
        return;
    }
    const auto column = static_cast<RuleColumn>(index.column());
    if (!isFree(node, column)) {
        return;
    }
    if (node.kind == RuleNodeKind::Policy || column == RuleColumn::Name) {
        openLine(index.siblingAtColumn(static_cast<int>(RuleColumn::Name)), typed);
    } else if (takesOperands(column)) {
        openOperands(index, column, typed);
    } else if (isEditable(column)) {
        openWords(index, column);
    }
}

bool RuleCellEditing::isFree(const RuleNode& node, RuleColumn column) {
    const bool isRule = node.kind == RuleNodeKind::Rule;
    const QString path = isRule ? node.rule->header.path : node.policy()->header.path;
    // Who has locked it, before somebody types for nothing.
    change::Step touch;
    touch.edits.push_back({isRule ? change::ObjectKind::Rule : change::ObjectKind::Policy, path});
    Result<void> free = change::checkLocks(*m_document.edits()->base(), touch);
    const QString obstacle =
        isRule ? ruleFieldObstacle(*node.policy(), *node.rule, fieldOfCell(column))
               : policyFieldObstacle(*node.policy(), u"display_name"_s);
    if (free && isEditable(column) && !obstacle.isEmpty()) {
        free = fail(ErrorKind::Refused, obstacle,
                    tr("%1 stays as it is.").arg(ruleColumnTitle(column, true)), path);
    }
    if (!free) {
        m_editor.refuse(free.error());
    }
    return free.has_value();
}

void RuleCellEditing::openLabel() {
    const QModelIndex current = m_view.currentIndex();
    if (current.isValid() && !m_editor.selectedRules().isEmpty()) {
        openLine(current.siblingAtColumn(static_cast<int>(RuleColumn::Log)), {});
    }
}

void RuleCellEditing::openLine(const QModelIndex& index, const QString& typed) {
    closeLine();
    const RuleNode& node = m_model.node(m_view.proxy().mapToSource(index));
    const model::ObjectHeader& header =
        node.rule != nullptr ? node.rule->header : node.policy()->header;
    m_lineKey = header.path;
    m_lineColumn = static_cast<RuleColumn>(index.column());
    const bool isLabel = m_lineColumn == RuleColumn::Log;
    m_view.scrollTo(index);
    m_line = new QLineEdit(m_view.viewport());
    m_line->setObjectName(u"cellLine"_s);
    m_line->setAccessibleName(isLabel ? tr("Log label") : tr("Name"));
    m_line->setPlaceholderText(m_line->accessibleName());
    m_line->setMaxLength(isLabel ? longest::logLabel : longest::name);
    const QString now = isLabel ? node.rule->logLabel.line() : header.label();
    m_line->setText(typed.isEmpty() ? now : typed);
    if (typed.isEmpty()) {
        m_line->selectAll();
    }
    QRect cell = m_view.visualRect(index);
    if (node.kind == RuleNodeKind::Policy) {
        cell = m_view.visualRect(index.siblingAtColumn(0)) | cell;
    }
    if (isLabel) { // its column holds an icon: the line needs more room
        cell.setLeft(std::max(0, cell.right() - kLabelWidth * Theme::current().zoom() / 100));
    }
    m_line->setGeometry(cell.adjusted(1, 0, -1, -1));
    m_line->installEventFilter(this);
    m_line->show();
    m_line->setFocus(Qt::PopupFocusReason);
}

void RuleCellEditing::closeLine() {
    if (m_line) {
        QLineEdit* line = m_line;
        m_line.clear(); // its focus-out must find nothing to finish
        line->removeEventFilter(this);
        const bool focused = line->hasFocus();
        line->hide();
        line->deleteLater();
        if (focused) {
            m_view.setFocus();
        }
    }
}

void RuleCellEditing::finishLine(int step) {
    const QString name = m_line->text().trimmed();
    const QString key = m_lineKey;
    if (m_lineColumn == RuleColumn::Log) {
        const bool typed = m_line->isModified();
        closeLine();
        if (typed) {
            m_editor.change(tr("log label"),
                            [&name](model::Rule& rule) { rule.logLabel = UntrustedText(name); });
        }
        return;
    }
    const snapshot::SnapshotPointer snapshot = m_document.snapshot();
    const bool isRule = snapshot->rule(key).rule != nullptr;
    closeLine();
    if (!name.isEmpty()) {
        const QString field = tr("name");
        const auto rename = [&name](auto& object) {
            if (object.header.label() != name) { // what was cleaned for showing stays as it is
                object.header.displayName = UntrustedText(name);
            }
        };
        m_editor.stage(isRule ? change::changeRules(*snapshot, {key}, field, rename)
                              : change::changePolicies(*snapshot, {key}, field, rename),
                       {key});
    }
    goOn(step);
}

void RuleCellEditing::openWords(const QModelIndex& index, RuleColumn column) {
    auto* menu = new QMenu(&m_view);
    menu->setObjectName(u"cellMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_editor.fillWords(*menu, column, m_model.node(m_view.proxy().mapToSource(index)));
    if (column == RuleColumn::Log) {
        menu->addSeparator();
        menu->addAction(tr("Log label…"), this, &RuleCellEditing::openLabel);
    }
    const QRect cell = m_view.visualRect(index);
    menu->popup(m_view.viewport()->mapToGlobal(cell.bottomLeft()));
}

void RuleCellEditing::goOn(int step) {
    if (step == 0) {
        return;
    }
    const TableHeader& header = m_view.tableHeader();
    const QModelIndex current = m_view.currentIndex();
    for (int visual = header.visualIndex(current.column()) + step;
         visual >= 0 && visual < header.count(); visual += step) {
        const int column = header.logicalIndex(visual);
        if (!header.isSectionHidden(column) && isEditable(static_cast<RuleColumn>(column))) {
            m_view.setCurrentIndex(current.siblingAtColumn(column));
            open(m_view.currentIndex(), {});
            return;
        }
    }
}

bool RuleCellEditing::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_line) {
        return QObject::eventFilter(watched, event);
    }
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape:
            closeLine();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            finishLine(0);
            return true;
        case Qt::Key_Tab:
            finishLine(1);
            return true;
        case Qt::Key_Backtab:
            finishLine(-1);
            return true;
        default:
            break;
        }
    }
    if (event->type() == QEvent::FocusOut) {
        QMetaObject::invokeMethod(
            this, [this] { m_line && !m_line->hasFocus() ? finishLine(0) : void(); },
            Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace bulkhead::desktop
