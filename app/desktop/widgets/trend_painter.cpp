// SPDX-License-Identifier: MIT
#include "desktop/widgets/trend_painter.h"

#include <QColor>
#include <QPainter>
#include <QRectF>

#include <algorithm>

namespace bulkhead::desktop {

namespace {

constexpr qreal kStep = 3.5; ///< a bar and the room to the next
constexpr qreal kBar = 2.5;
constexpr qreal kLine = 1; ///< a day without a hit

} // namespace

qreal trendWidth(std::size_t values) {
    return kStep * static_cast<qreal>(values);
}

void paintTrend(QPainter& painter, const QRectF& area,
                const std::vector<std::optional<qint64>>& values, const QColor& color,
                const QColor& quiet) {
    qint64 most = 1;
    for (const std::optional<qint64>& value : values) {
        most = std::max(most, value.value_or(0));
    }
    const qreal step = area.width() / static_cast<qreal>(std::max<std::size_t>(1, values.size()));
    const qreal width = step * kBar / kStep;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const qreal left = area.left() + step * static_cast<qreal>(i);
        if (!values[i]) {
            painter.fillRect(
                QRectF(left + width / 2 - kLine / 2, area.bottom() - kLine, kLine, kLine), quiet);
            continue;
        }
        const bool isHit = *values[i] > 0;
        const qreal height =
            isHit ? std::max(2 * kLine, area.height() * static_cast<qreal>(*values[i]) /
                                            static_cast<qreal>(most))
                  : kLine;
        painter.fillRect(QRectF(left, area.bottom() - height, width, height),
                         isHit ? color : quiet);
    }
}

} // namespace bulkhead::desktop
