// SPDX-License-Identifier: MIT
// Where the chips of a cell go: a pure function, shared by painting and by the mouse.
#pragma once

#include "desktop/widgets/chip.h"

#include <QRectF>

#include <functional>

namespace bulkhead::desktop {

struct PlacedChip {
    QRectF box;
    qsizetype index = 0; ///< in ChipCell::chips
    QString label;       ///< elided in the middle if need be
};

struct ChipLayout {
    QRectF negation; ///< of the word "not"; empty if the cell is not negated
    std::vector<PlacedChip> chips;
    QRectF overflow; ///< of the "+3" mark; empty if everything fits
    qsizetype hidden = 0;

    /// Index into ChipCell::chips at a point, or -1.
    [[nodiscard]] qsizetype chipAt(const QPointF& point) const;
};

/// What the layout must know about the font; a test hands in round numbers.
struct ChipMetrics {
    std::function<qreal(const QString&)> width;
    std::function<QString(const QString&, qreal)> elide;
    qreal chipHeight = 20;
    qreal icon = 12;
    qreal padding = 6; ///< left and right inside a chip
    qreal gap = 4;     ///< between icon and text, and between chips
};

/// Lays chips out in one line inside `cell`. At least one chip is shown, elided if it must be; the
/// rest becomes "+n". A single chip is never wider than the cell. O(chips that fit).
[[nodiscard]] ChipLayout layoutChips(const ChipCell& content, const QRectF& cell,
                                     const ChipMetrics& metrics);

} // namespace bulkhead::desktop
