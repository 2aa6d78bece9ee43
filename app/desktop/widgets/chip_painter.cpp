// SPDX-License-Identifier: MIT
#include "desktop/widgets/chip_painter.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal kDimmed = 0.7;

qreal chipRadius(ChipKind kind, qreal height) {
    switch (kind) {
    case ChipKind::Group:
        return height / 2;
    case ChipKind::Address:
    case ChipKind::Missing:
        return 1.5;
    default:
        return radius::small;
    }
}

} // namespace

const ChipMetrics& chipMetrics() {
    static ChipMetrics metrics;
    static QFont madeFor;
    const QFont& font = Theme::current().font(TypeRole::Small);
    if (metrics.width && madeFor == font) {
        return metrics;
    }
    madeFor = font;
    const QFontMetricsF measures(font);
    metrics.width = [measures](const QString& text) {
        return std::ceil(measures.horizontalAdvance(text));
    };
    metrics.elide = [measures](const QString& text, qreal width) {
        return measures.elidedText(text, Qt::ElideMiddle, width);
    };
    metrics.chipHeight = std::ceil(measures.height()) + space::tight;
    metrics.icon = std::ceil(measures.height() * 0.75);
    return metrics;
}

void paintChip(QPainter& painter, const PlacedChip& placed, const Chip& chip) {
    const ChipColors colors = chipColors(chip.kind);
    const QRectF& box = placed.box;
    const qreal corner = chipRadius(chip.kind, box.height());
    QPen edge(themeColor(colors.edge), 1);
    if (chip.kind == ChipKind::Missing) {
        edge.setStyle(Qt::DashLine);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edge);
    painter.setBrush(themeColor(colors.fill));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    const ChipMetrics& metrics = chipMetrics();
    const QRectF picture(box.left() + metrics.padding,
                         std::round(box.center().y() - metrics.icon / 2), metrics.icon,
                         metrics.icon);
    paintIcon(painter, picture, chipIcon(chip.kind), themeColor(colors.text));
    const qreal textLeft = picture.right() + metrics.gap;
    painter.setFont(Theme::current().font(TypeRole::Small));
    painter.setPen(themeColor(colors.text));
    painter.drawText(QRectF(textLeft, box.top(), box.right() - textLeft, box.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, placed.label);
}

void paintChipCell(QPainter& painter, const ChipCell& content, const QRectF& cell, bool dimmed) {
    painter.save();
    painter.setOpacity(dimmed ? kDimmed : 1.0);
    if (content.chips.empty()) {
        paintText(painter, cell, content.word, Theme::current().font(TypeRole::Body),
                  themeColor(Color::TextMuted));
        painter.restore();
        return;
    }
    const ChipLayout layout = layoutChips(content, cell, chipMetrics());
    if (!layout.negation.isEmpty()) {
        paintText(painter, layout.negation, QCoreApplication::translate("Chip", "not"),
                  Theme::current().font(TypeRole::SmallStrong), themeColor(Color::Drop));
    }
    for (const PlacedChip& placed : layout.chips) {
        paintChip(painter, placed, content.chips[static_cast<std::size_t>(placed.index)]);
    }
    if (layout.hidden > 0) {
        paintText(painter, layout.overflow, u'+' + QString::number(layout.hidden),
                  Theme::current().font(TypeRole::SmallStrong), themeColor(Color::TextMuted),
                  Qt::AlignHCenter | Qt::AlignVCenter);
    }
    painter.restore();
}

void paintText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
               const QColor& color, Qt::Alignment alignment, Qt::TextElideMode cut) {
    if (rect.width() <= 0) {
        return;
    }
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(color);
    const bool fits = metrics.horizontalAdvance(text) <= rect.width() + 0.5;
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                     fits ? text : metrics.elidedText(text, cut, rect.width()));
}

qreal paintBadge(QPainter* painter, const QPointF& leftCenter, const QString& text, Color fill,
                 Color textColor) {
    const QFont& font = Theme::current().font(TypeRole::SmallStrong);
    const QFontMetricsF metrics(font);
    const qreal width = std::ceil(metrics.horizontalAdvance(text)) + 2 * space::small;
    if (painter != nullptr) {
        const qreal height = std::ceil(metrics.height()) + space::hair;
        const QRectF box(leftCenter.x(), std::round(leftCenter.y() - height / 2), width, height);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(themeColor(fill));
        painter->drawRoundedRect(box, radius::small, radius::small);
        paintText(*painter, box, text, font, themeColor(textColor), Qt::AlignCenter);
    }
    return width;
}

} // namespace bulkhead::desktop
