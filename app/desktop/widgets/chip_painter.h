// SPDX-License-Identifier: MIT
// Paints chips and plain cell texts, in the colours of the theme.
#pragma once

#include "desktop/widgets/chip_layout.h"

#include <QFont>

class QPainter;

namespace bulkhead::desktop {

/// Metrics of the theme's fonts for layoutChips; made again only when the font has changed.
[[nodiscard]] const ChipMetrics& chipMetrics();

/// Paints one chip as layoutChips placed it.
void paintChip(QPainter& painter, const PlacedChip& placed, const Chip& chip);

/// Paints a whole cell: chips, negation, overflow, or the word. `dimmed` is for disabled rules.
void paintChipCell(QPainter& painter, const ChipCell& content, const QRectF& cell, bool dimmed);

/// One line of text, cut when it is too long.
void paintText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
               const QColor& color, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter,
               Qt::TextElideMode cut = Qt::ElideMiddle);

/// A small rounded label such as "production" or "disabled"; returns its width. Paints nothing
/// but measures if `painter` is null.
qreal paintBadge(QPainter* painter, const QPointF& leftCenter, const QString& text, Color fill,
                 Color textColor);

} // namespace bulkhead::desktop
