// SPDX-License-Identifier: MIT
// Paints a small trend inside a cell: a bar a day, a dot where nobody knows.
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

class QColor;
class QPainter;
class QRectF;

namespace bulkhead::desktop {

/// Device-independent pixels at 100 % zoom.
[[nodiscard]] qreal trendWidth(std::size_t values);
/// Fills `area`; the highest value reaches its top.
void paintTrend(QPainter& painter, const QRectF& area,
                const std::vector<std::optional<qint64>>& values, const QColor& color,
                const QColor& quiet);

} // namespace bulkhead::desktop
