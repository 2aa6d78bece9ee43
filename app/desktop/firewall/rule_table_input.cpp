// SPDX-License-Identifier: MIT
// RuleTableView's keyboard, mouse, drags and drops; its painting stands in rule_table_view.cpp.
#include "desktop/firewall/rule_operands.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/index_vector_proxy.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

const QString RuleTableView::kOperandMime = u"application/vnd.bulkhead.operand"_s;

namespace {

QStringList policiesIn(const QMimeData& data) {
    return QString::fromUtf8(data.data(RuleTreeModel::kPoliciesMime)).split(u'\n');
}

} // namespace

bool RuleTableView::movesOperand(const QDropEvent& event) const {
    // Shift moves; without it an object is copied: nothing is taken out of a rule by a slip.
    return m_dragCell.isValid() && event.modifiers().testFlag(Qt::ShiftModifier);
}

void RuleTableView::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton && index.data(kSectionRole).toBool() &&
        chevronRect(index).contains(event->position().toPoint())) {
        setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
        event->accept();
        return;
    }
    TableView::mousePressEvent(event);
}

void RuleTableView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    if (event->button() == Qt::LeftButton && index.isValid() &&
        !index.data(kSectionRole).toBool() && chipAt(index, position) < 0) {
        Q_EMIT editRequested(index, {});
        return;
    }
    TableView::mouseDoubleClickEvent(event);
}

void RuleTableView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    const bool section = current.isValid() && current.data(kSectionRole).toBool();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool plain =
        event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (current.isValid() && ((enter && plain && !section) || event->key() == Qt::Key_F2)) {
        Q_EMIT editRequested(current, {});
    } else if (current.isValid() && !section && event->key() == Qt::Key_Right &&
               event->modifiers() == Qt::ControlModifier) {
        selectNextChip();
    } else {
        TableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void RuleTableView::startDrag(Qt::DropActions actions) {
    QMimeData* data = nullptr;
    if (const QString operand = selectedChipPath(); !operand.isEmpty()) {
        data = new QMimeData;
        data->setData(kOperandMime, operand.toUtf8());
        data->setText(m_rules->snapshot()->nameOf(operand));
        m_dragCell = currentIndex();
    } else if (m_makeDragData) {
        data = m_makeDragData();
    }
    if (data == nullptr) {
        return;
    }
    auto* drag = new QDrag(this);
    drag->setMimeData(data);
    drag->exec(actions | Qt::CopyAction | Qt::MoveAction,
               m_dragCell.isValid() ? Qt::CopyAction : Qt::MoveAction);
    m_dragCell = QPersistentModelIndex();
    showDrop(-1, {});
}

std::optional<RuleTableView::Drop> RuleTableView::dropAt(const QPoint& position) const {
    QModelIndex index = indexAt(position);
    bool below = false;
    if (!index.isValid()) {
        // Below the last row: behind it.
        index = indexAt(QPoint(0, viewport()->height() - 1));
        for (QModelIndex last = index.isValid() ? index : model()->index(0, 0); last.isValid();
             last = indexBelow(last)) {
            index = last;
        }
        below = true;
    }
    if (!index.isValid()) {
        return std::nullopt;
    }
    const RuleNode& node = m_rules->node(proxy().mapToSource(index));
    if (node.policy() == nullptr ||
        (node.kind == RuleNodeKind::Policy && node.mark == RowMark::Deleted)) {
        return std::nullopt;
    }
    const QRect row = visualRect(index);
    const QString policy = node.policy()->header.path;
    if (node.kind == RuleNodeKind::Policy) {
        return Drop{policy, change::Place::top(), row.bottom()};
    }
    if (node.mark == RowMark::Deleted) {
        return std::nullopt;
    }
    below = below || position.y() > row.center().y();
    const QString rule = node.rule->header.path;
    return Drop{policy, below ? change::Place::after(rule) : change::Place::before(rule),
                below ? row.bottom() : row.top() - 1};
}

std::optional<RuleTableView::Drop> RuleTableView::policyDropAt(const QPoint& position,
                                                               const QStringList& policies) const {
    const QModelIndex index = indexAt(position);
    const model::SecurityPolicy* dragged =
        m_rules->snapshot() ? m_rules->snapshot()->policy(policies.value(0)) : nullptr;
    const RuleNode* node = index.isValid() ? &m_rules->node(proxy().mapToSource(index)) : nullptr;
    if (dragged == nullptr || node == nullptr || node->policy() == nullptr ||
        node->category != dragged->effectiveCategory()) {
        return std::nullopt; // NSX fixes the category of a policy
    }
    const QString path = node->policy()->header.path;
    if (m_rules->snapshot()->policy(path) == nullptr || policies.contains(path)) {
        return std::nullopt;
    }
    const QModelIndex row = index.siblingAtColumn(0);
    const QModelIndex heading = node->kind == RuleNodeKind::Policy ? row : row.parent();
    const QRect headingRect = visualRect(heading);
    if (position.y() <= headingRect.center().y()) {
        return Drop{{}, change::Place::before(path), headingRect.top() - 1};
    }
    const int rules = isExpanded(heading) ? model()->rowCount(heading) : 0;
    const QRect last = rules > 0 ? visualRect(model()->index(rules - 1, 0, heading)) : headingRect;
    return Drop{{}, change::Place::after(path), last.bottom()};
}

QModelIndex RuleTableView::operandCellAt(const QPoint& position) const {
    const QModelIndex index = indexAt(position);
    const bool takes = index.isValid() && !index.data(kSectionRole).toBool() &&
                       takesOperands(static_cast<RuleColumn>(index.column()));
    return takes && m_rules->node(proxy().mapToSource(index)).mark != RowMark::Deleted
               ? index
               : QModelIndex();
}

void RuleTableView::showDrop(int line, const QModelIndex& cell) {
    if (m_dropLine != line || QModelIndex(m_dropCell) != cell) {
        m_dropLine = line;
        m_dropCell = cell;
        viewport()->update();
    }
}

void RuleTableView::scrollAtEdges(const QPoint& position) {
    const int row = Theme::current().rowHeight();
    const int step = position.y() < row                          ? -row / 2
                     : position.y() > viewport()->height() - row ? row / 2
                                                                 : 0;
    verticalScrollBar()->setValue(verticalScrollBar()->value() + step);
}

void RuleTableView::dragEnterEvent(QDragEnterEvent* event) {
    dragMoveEvent(event);
}

void RuleTableView::dragMoveEvent(QDragMoveEvent* event) {
    const QPoint position = event->position().toPoint();
    scrollAtEdges(position);
    if (event->mimeData()->hasFormat(kOperandMime)) {
        const QModelIndex cell = operandCellAt(position);
        showDrop(-1, cell);
        event->setDropAction(movesOperand(*event) ? Qt::MoveAction : Qt::CopyAction);
        event->setAccepted(cell.isValid());
    } else if (event->mimeData()->hasFormat(RuleTreeModel::kPoliciesMime)) {
        const auto drop = policyDropAt(position, policiesIn(*event->mimeData()));
        showDrop(drop ? drop->line : -1, {});
        event->setDropAction(Qt::MoveAction);
        event->setAccepted(drop.has_value());
    } else if (event->mimeData()->hasFormat(RuleTreeModel::kRulesMime)) {
        const auto drop = dropAt(position);
        showDrop(drop ? drop->line : -1, {});
        event->setDropAction(event->source() == this &&
                                     !event->modifiers().testFlag(Qt::ControlModifier)
                                 ? Qt::MoveAction
                                 : Qt::CopyAction);
        event->setAccepted(drop.has_value());
    } else {
        event->ignore();
    }
}

void RuleTableView::dragLeaveEvent(QDragLeaveEvent* event) {
    showDrop(-1, {});
    event->accept();
}

void RuleTableView::dropEvent(QDropEvent* event) {
    const QPoint position = event->position().toPoint();
    showDrop(-1, {});
    if (event->mimeData()->hasFormat(kOperandMime)) {
        const QModelIndex cell = operandCellAt(position);
        const bool moves = movesOperand(*event);
        // The table changes by itself; Qt must not remove anything.
        event->setDropAction(moves ? Qt::TargetMoveAction : Qt::CopyAction);
        event->setAccepted(cell.isValid());
        if (cell.isValid()) {
            Q_EMIT operandDropped(cell, QString::fromUtf8(event->mimeData()->data(kOperandMime)),
                                  moves ? QModelIndex(m_dragCell) : QModelIndex());
        }
        return;
    }
    if (event->mimeData()->hasFormat(RuleTreeModel::kPoliciesMime)) {
        const QStringList policies = policiesIn(*event->mimeData());
        const auto drop = policyDropAt(position, policies);
        event->setDropAction(Qt::TargetMoveAction);
        event->setAccepted(drop.has_value());
        if (drop) {
            Q_EMIT policiesDropped(policies, drop->place);
        }
        return;
    }
    const auto drop = dropAt(position);
    event->setAccepted(drop && event->mimeData()->hasFormat(RuleTreeModel::kRulesMime));
    if (event->isAccepted()) {
        const bool move =
            event->source() == this && !event->modifiers().testFlag(Qt::ControlModifier);
        // The table changes by itself; Qt must not remove the dragged rows.
        event->setDropAction(move ? Qt::TargetMoveAction : Qt::CopyAction);
        Q_EMIT rulesDropped(event->mimeData(), drop->policy, drop->place, move);
    }
}

void RuleTableView::paintEvent(QPaintEvent* event) {
    TableView::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_dropLine >= 0) {
        painter.fillRect(QRect(0, m_dropLine - 1, viewport()->width(), 3),
                         themeColor(Color::Accent));
    }
    if (m_dropCell.isValid()) {
        painter.setPen(QPen(themeColor(Color::Accent), 2));
        painter.drawRoundedRect(QRectF(visualRect(m_dropCell)).adjusted(2, 2, -2, -2),
                                radius::small, radius::small);
    }
}

} // namespace bulkhead::desktop
