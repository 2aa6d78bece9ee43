// SPDX-License-Identifier: MIT
#include "change/sequence.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualGap = 10;

} // namespace

Result<Numbering> numbersAt(const std::vector<int>& others, std::size_t index, std::size_t count,
                            int maximum) {
    Numbering numbering;
    // In front of the first, 0 is still free.
    const qint64 low = index == 0 ? -1 : others[index - 1];
    const bool isLast = index >= others.size();
    const auto wanted = static_cast<qint64>(count);
    qint64 gap = kUsualGap;
    qint64 start = isLast && index == 0 ? 0 : low;
    if (!isLast) {
        const qint64 room = others[index] - low - 1;
        gap = room >= wanted ? (others[index] - low) / (wanted + 1) : 1;
    } else if (start + wanted * gap > maximum) {
        gap = 1;
    }
    qint64 number = start;
    for (std::size_t i = 0; i < count; ++i) {
        number += gap;
        numbering.inserted.push_back(static_cast<int>(number));
    }
    for (std::size_t i = index; i < others.size() && others[i] <= number; ++i) {
        ++number;
        numbering.renumbered.emplace_back(i, static_cast<int>(number));
    }
    if (number > maximum) {
        return fail(ErrorKind::Refused, u"Renumber what stands there, or choose another place."_s,
                    u"No sequence number up to %1 is left at that place."_s.arg(maximum));
    }
    return numbering;
}

} // namespace bulkhead::change
