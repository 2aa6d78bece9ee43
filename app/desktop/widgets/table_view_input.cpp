// SPDX-License-Identifier: MIT
// TableView's painting, mouse and keyboard; its memory stands in table_view.cpp.
#include "desktop/theme/theme.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void TableView::paintRowBackground(QPainter& painter, const QRect& row, const QModelIndex& index,
                                   Color plain) const {
    Color fill = plain;
    if (selectionModel()->isRowSelected(index.row(), index.parent())) {
        fill = Color::Selection;
    } else if (m_hovered.isValid() && m_hovered.row() == index.row() &&
               m_hovered.parent() == index.parent()) {
        fill = plain == Color::Surface ? Color::Hover : plain;
    }
    painter.fillRect(row, themeColor(fill));
    painter.setPen(themeColor(Color::Border));
    painter.drawLine(row.bottomLeft(), row.bottomRight());
}

void TableView::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    paintRowBackground(*painter,
                       QRect(0, option.rect.top(), viewport()->width(), option.rect.height()),
                       index, Color::Surface);
    QTreeView::drawRow(painter, option, index);
}

void TableView::drawBranches(QPainter*, const QRect&, const QModelIndex&) const {
    // Rows show their level by themselves.
}

QModelIndex TableView::besideInRow(const QModelIndex& current, int step) const {
    for (int visual = m_header->visualIndex(current.column()) + step;
         visual >= 0 && visual < m_header->count(); visual += step) {
        const int column = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(column)) {
            return current.siblingAtColumn(column);
        }
    }
    return {};
}

QModelIndex TableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) {
    const QModelIndex current = currentIndex();
    if (!current.isValid() || (action != MoveLeft && action != MoveRight)) {
        const QModelIndex next = QTreeView::moveCursor(action, modifiers);
        return next.isValid() && current.isValid() ? next.siblingAtColumn(current.column()) : next;
    }
    const bool section = current.data(kSectionRole).toBool();
    if (action == MoveRight) {
        if (!section) {
            return besideInRow(current, 1);
        }
        if (!isExpanded(current.siblingAtColumn(0))) {
            expand(current.siblingAtColumn(0));
            return current;
        }
        return model()->index(0, current.column(), current.siblingAtColumn(0));
    }
    if (section && isExpanded(current.siblingAtColumn(0))) {
        collapse(current.siblingAtColumn(0));
        return current;
    }
    const QModelIndex left = section ? QModelIndex() : besideInRow(current, -1);
    return left.isValid() || !current.parent().isValid()
               ? left
               : current.parent().siblingAtColumn(current.column());
}

void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (!m_restoring) {
        if (QModelIndex(m_delegate->chipSelection().cell) != current) {
            m_delegate->setChipSelection({});
        }
        Q_EMIT inspectionChanged();
    }
}

void TableView::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    QTreeView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && index.isValid() && index == currentIndex()) {
        const qsizetype chip = chipAt(index, event->position().toPoint());
        if (chip >= 0) {
            selectChip(index, chip);
        } else {
            clearChipSelection();
        }
    }
}

void TableView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid()) {
        return;
    }
    const qsizetype chip = chipAt(index, event->position().toPoint());
    if (chip >= 0) {
        Q_EMIT chipActivated(index.data(kChipPathRole).toStringList().value(chip));
    } else if (index.data(kSectionRole).toBool()) {
        setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    } else {
        Q_EMIT rowActivated(index.data(kKeyRole).toString());
    }
}

void TableView::setHovered(const QModelIndex& index) {
    const QModelIndex row = index.siblingAtColumn(0);
    if (QModelIndex(m_hovered) != row) {
        m_hovered = QPersistentModelIndex(row);
        viewport()->update();
    }
}

void TableView::mouseMoveEvent(QMouseEvent* event) {
    setHovered(indexAt(event->position().toPoint()));
    QTreeView::mouseMoveEvent(event);
}

void TableView::leaveEvent(QEvent* event) {
    setHovered({});
    QTreeView::leaveEvent(event);
}

void TableView::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    m_header->fit(viewport()->width());
}

void TableView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    if (current.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        const QString chip = selectedChipPath();
        if (event->modifiers().testFlag(Qt::ControlModifier) && !chip.isEmpty()) {
            Q_EMIT chipActivated(chip);
        } else if (current.data(kSectionRole).toBool()) {
            setExpanded(current.siblingAtColumn(0), !isExpanded(current.siblingAtColumn(0)));
        } else if (!current.data(kChipPathRole).toStringList().isEmpty()) {
            selectNextChip();
        } else {
            Q_EMIT rowActivated(current.data(kKeyRole).toString());
        }
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape && !selectedChipPath().isEmpty()) {
        clearChipSelection();
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

bool TableView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QTreeView::viewportEvent(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    const Cell* cell = index.data(kCellRole).value<const Cell*>();
    QString tip;
    if (cell != nullptr) {
        const qsizetype chip = chipAt(index, help->pos());
        if (chip >= 0 && m_chipTip) {
            const Chip copy = cell->chips.chips[static_cast<std::size_t>(chip)];
            tip = m_chipTip(copy);
        } else if (!cell->tip.isEmpty()) {
            tip = cell->tip;
        } else if (cell->isChips) {
            tip = cell->chips.chips.size() > 1 ? cell->chips.text().toHtmlEscaped() : QString();
        } else if (CellDelegate::isCut(*cell, visualRect(index))) {
            tip = cell->text.toHtmlEscaped();
        }
    }
    if (cell != nullptr && !cell->markWords.isEmpty()) {
        const QString words = cell->markWords.toHtmlEscaped().replace(u'\n', u"<br>"_s);
        tip = tip.isEmpty() ? words : words + u"<hr>"_s + tip;
    }
    if (tip.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(help->globalPos(), tip, viewport(), visualRect(index));
    }
    return true;
}

} // namespace bulkhead::desktop
