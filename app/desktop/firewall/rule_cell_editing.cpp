// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_cell_editing.h"

#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_operands.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/table_header.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// NSX 4.2 Policy API, display_name.
constexpr int kLongestName = 255;

std::vector<OperandCandidate> candidatesFor(const snapshot::Snapshot& snapshot, RuleColumn column) {
    return column == RuleColumn::Services   ? serviceCandidates(snapshot)
           : column == RuleColumn::Profiles ? profileCandidates(snapshot)
                                            : groupCandidates(snapshot);
}

} // namespace

RuleCellEditing::RuleCellEditing(Document& document, RuleTableView& view, RuleTreeModel& model,
                                 RuleEditor& editor, QObject* parent)
    : QObject(parent), m_document(document), m_view(view), m_model(model), m_editor(editor) {
    connect(&view, &RuleTableView::editRequested, this, &RuleCellEditing::open);
    connect(&editor, &RuleEditor::nameWanted, this, &RuleCellEditing::openName);
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
    if (node.kind == RuleNodeKind::Policy || column == RuleColumn::Name) {
        openLine(index.siblingAtColumn(static_cast<int>(RuleColumn::Name)), typed);
    } else if (takesOperands(column)) {
        openOperands(index, column, typed);
    } else if (isEditable(column)) {
        openWords(index, column);
    }
}

void RuleCellEditing::openLine(const QModelIndex& index, const QString& typed) {
    closeLine();
    const RuleNode& node = m_model.node(m_view.proxy().mapToSource(index));
    const model::ObjectHeader& header =
        node.rule != nullptr ? node.rule->header : node.policy->header;
    m_lineKey = header.path;
    m_view.scrollTo(index);
    m_line = new QLineEdit(m_view.viewport());
    m_line->setObjectName(u"cellLine"_s);
    m_line->setAccessibleName(tr("Name"));
    m_line->setMaxLength(kLongestName);
    m_line->setText(typed.isEmpty() ? header.label() : typed);
    if (typed.isEmpty()) {
        m_line->selectAll();
    }
    QRect cell = m_view.visualRect(index);
    if (node.kind == RuleNodeKind::Policy) {
        cell = m_view.visualRect(index.siblingAtColumn(0)) | cell;
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
    const model::Rule& rule = *m_model.node(m_view.proxy().mapToSource(index)).rule;
    m_editor.fillWords(*menu, column, rule);
    const QRect cell = m_view.visualRect(index);
    menu->popup(m_view.viewport()->mapToGlobal(cell.bottomLeft()));
}

void RuleCellEditing::openOperands(const QModelIndex& index, RuleColumn column,
                                   const QString& typed) {
    if (m_operands) {
        m_operands->done();
    }
    model::Rule rule = *m_model.node(m_view.proxy().mapToSource(index)).rule;
    OperandQuestion question;
    question.title = ruleColumnTitle(column, true);
    question.operands = operandsOf(rule, column);
    if (const std::optional<bool>* negated = negationOf(rule, column)) {
        question.canBeNegated = true;
        question.takesAddresses = true;
        question.negated = negated->value_or(false);
    }
    question.candidates = candidatesFor(*m_document.snapshot(), column);
    m_view.scrollTo(index);
    auto* panel = new OperandEditor(std::move(question), m_document.snapshot(), m_view.window());
    m_operands = panel;
    connect(panel, &OperandEditor::finished, this,
            [this, column](int step) { finishOperands(column, step); });
    connect(panel, &OperandEditor::cancelled, &m_view, qOverload<>(&QWidget::setFocus));
    const QRect cell = m_view.visualRect(index);
    panel->showAt({m_view.viewport()->mapTo(m_view.window(), cell.topLeft()), cell.size()});
    if (!typed.isEmpty()) {
        panel->startWith(typed);
    }
}

void RuleCellEditing::finishOperands(RuleColumn column, int step) {
    const QStringList operands = m_operands->operands();
    const bool negated = m_operands->isNegated();
    const auto change = [&operands, negated, column](model::Rule& rule) {
        QStringList& now = operandsOf(rule, column);
        if (!model::isAny(now) || !model::isAny(operands)) { // "anything" has two spellings
            now = operands;
        }
        std::optional<bool>* negation = negationOf(rule, column);
        if (negation != nullptr && negation->value_or(false) != negated) {
            *negation = negated;
        }
    };
    const QStringList rules = m_editor.selectedRules();
    const auto made = change::changeRules(*m_document.snapshot(), rules,
                                          ruleColumnTitle(column, true).toLower(), change);
    const Result<void> fits = RuleEditor::check(*m_document.snapshot(), made);
    if (!fits) {
        m_operands->showProblem(fits.error().message()); // the mistake stays where it was made
        return;
    }
    m_operands->done();
    m_view.setFocus();
    m_editor.stage(made, rules);
    goOn(step);
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
