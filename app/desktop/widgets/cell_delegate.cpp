// SPDX-License-Identifier: MIT
#include "desktop/widgets/cell_delegate.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/cell_model.h"
#include "desktop/widgets/chip_painter.h"
#include "desktop/widgets/trend_painter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bulkhead::desktop {

namespace {

constexpr qreal kDimmed = 0.7;

const QFont& fontOf(const Cell& cell) {
    return Theme::current().font(cell.strong ? TypeRole::BodyStrong : TypeRole::Body);
}

qreal iconAdvance(const Cell& cell) {
    return cell.icon.isEmpty() ? 0 : kSmallIcon * Theme::current().zoom() / 100.0 + space::tight;
}

qreal trendAdvance(const Cell& cell) {
    return cell.trend.empty()
               ? 0
               : space::small + trendWidth(cell.trend.size()) * Theme::current().zoom() / 100.0;
}

qreal markAdvance(const Cell& cell) {
    return cell.mark.isEmpty() ? 0 : kSmallIcon * Theme::current().zoom() / 100.0 + space::tight;
}

void paintPlain(QPainter& painter, const Cell& cell, const QRectF& content) {
    QRectF rest = content;
    if (const qreal width = trendAdvance(cell); width > 0 && width < rest.width()) {
        const qreal height = QFontMetricsF(fontOf(cell)).capHeight() + 2;
        rest.setRight(rest.right() - width);
        paintTrend(painter,
                   QRectF(rest.right() + space::small, content.center().y() - height / 2,
                          width - space::small, height),
                   cell.trend, themeColor(Color::Accent), themeColor(Color::BorderStrong));
    }
    if (!cell.icon.isEmpty()) {
        const qreal size = iconAdvance(cell) - space::tight;
        qreal left = cell.iconOnly ? content.center().x() - size / 2 : content.left();
        if (cell.numeric) {
            const qreal text = QFontMetricsF(fontOf(cell)).horizontalAdvance(cell.text);
            left = std::max(left, rest.right() - text - iconAdvance(cell));
        }
        paintIcon(painter,
                  QRectF(std::round(left), std::round(content.center().y() - size / 2), size, size),
                  cell.icon, themeColor(cell.color));
        rest.setLeft(content.left() + iconAdvance(cell));
    }
    if (!cell.badge.isEmpty()) {
        const qreal badge = paintBadge(nullptr, {}, cell.badge, Color::Category, Color::TextMuted);
        const qreal text = QFontMetricsF(fontOf(cell)).horizontalAdvance(cell.text);
        const qreal left = std::min(rest.left() + text + space::small, rest.right() - badge);
        paintBadge(&painter, {left, rest.center().y()}, cell.badge, Color::Category,
                   Color::TextMuted);
        rest.setRight(left - space::tight);
    }
    if (!cell.iconOnly) {
        paintText(painter, rest, cell.text, fontOf(cell), themeColor(cell.color),
                  (cell.numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                  cell.elideEnd ? Qt::ElideRight : Qt::ElideMiddle);
    }
}

} // namespace

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const Cell* cell = index.data(kCellRole).value<const Cell*>();
    if (cell == nullptr) {
        return;
    }
    painter->save();
    painter->setClipRect(option.rect);
    const QRectF content = contentRect(*cell, option.rect);
    if (cell->isChips) {
        paintChipCell(*painter, cell->chips, content, cell->dimmed);
        if (m_selection.isValid() && m_selection.cell == index) {
            paintChipMark(*painter, *cell, content);
        }
    } else {
        painter->setOpacity(cell->dimmed ? kDimmed : 1.0);
        paintPlain(*painter, *cell, content);
    }
    painter->setOpacity(1.0);
    if (!cell->mark.isEmpty()) {
        const qreal size = markAdvance(*cell) - space::tight;
        paintIcon(*painter,
                  QRectF(std::round(content.right() + space::tight),
                         std::round(content.center().y() - size / 2), size, size),
                  cell->mark, themeColor(cell->markColor));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(themeColor(Color::SelectionEdge), 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -2.5), radius::small,
                                 radius::small);
    }
    painter->restore();
}

void CellDelegate::paintChipMark(QPainter& painter, const Cell& cell, const QRectF& content) const {
    const ChipLayout layout = layoutChips(cell.chips, content, chipMetrics());
    for (const PlacedChip& placed : layout.chips) {
        if (placed.index == m_selection.chip) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(themeColor(Color::SelectionEdge), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(placed.box.adjusted(-1, -1, 1, 1), radius::medium,
                                    radius::medium);
        }
    }
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, Theme::current().rowHeight()};
}

QRectF CellDelegate::contentRect(const Cell& cell, const QRect& rect) {
    // An icon alone keeps its place beside the mark, however narrow the column is.
    const qreal margin = cell.mark.isEmpty() || !cell.iconOnly ? space::small : space::hair;
    return QRectF(rect).adjusted(margin, 0, -margin - markAdvance(cell), 0);
}

bool CellDelegate::isCut(const Cell& cell, const QRect& rect) {
    const qreal room = contentRect(cell, rect).width() - iconAdvance(cell) - trendAdvance(cell);
    return cell.iconOnly || QFontMetricsF(fontOf(cell)).horizontalAdvance(cell.text) > room + 0.5;
}

} // namespace bulkhead::desktop
