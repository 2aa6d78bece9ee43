// SPDX-License-Identifier: MIT
#include "desktop/widgets/chip_layout.h"

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal kSmallestChip = 44;

QString overflowLabel(qsizetype hidden) {
    return u'+' + QString::number(hidden);
}

} // namespace

qsizetype ChipLayout::chipAt(const QPointF& point) const {
    const auto found = std::find_if(chips.cbegin(), chips.cend(), [&point](const PlacedChip& chip) {
        return chip.box.contains(point);
    });
    return found == chips.cend() ? -1 : found->index;
}

ChipLayout layoutChips(const ChipCell& content, const QRectF& cell, const ChipMetrics& metrics) {
    ChipLayout layout;
    const auto count = static_cast<qsizetype>(content.chips.size());
    if (count == 0 || cell.width() <= 0) {
        return layout;
    }
    const qreal top = cell.center().y() - metrics.chipHeight / 2;
    const auto box = [&](qreal x, qreal width) {
        return QRectF(x, top, std::max<qreal>(width, 0), metrics.chipHeight);
    };
    qreal x = cell.left();
    if (content.negated) {
        layout.negation = box(x, metrics.width(u"not"_s) + 2 * metrics.gap);
        x = layout.negation.right() + metrics.gap;
    }
    const qreal frame = 2 * metrics.padding + metrics.icon + metrics.gap;
    for (qsizetype i = 0; i < count; ++i) {
        const QString& text = content.chips[static_cast<std::size_t>(i)].text;
        const qsizetype after = count - i - 1;
        const qreal reserve =
            after == 0 ? 0
                       : metrics.gap + metrics.width(overflowLabel(after)) + 2 * metrics.padding;
        const qreal room = cell.right() - x - reserve;
        const qreal wanted = frame + metrics.width(text);
        if (wanted > room && (i > 0 && room < std::min(wanted, 2 * kSmallestChip))) {
            break;
        }
        const qreal width = std::min(wanted, std::max(room, std::min(kSmallestChip, wanted)));
        const QRectF place = box(x, std::min(width, cell.right() - x));
        layout.chips.push_back(
            {place, i, wanted > width ? metrics.elide(text, place.width() - frame) : text});
        x = place.right() + metrics.gap;
        if (wanted > room) {
            break; // it took all there was
        }
    }
    layout.hidden = count - static_cast<qsizetype>(layout.chips.size());
    if (layout.hidden > 0) {
        const qreal width = metrics.width(overflowLabel(layout.hidden)) + 2 * metrics.padding;
        layout.overflow = box(x, std::min(width, cell.right() - x));
    }
    return layout;
}

} // namespace bulkhead::desktop
