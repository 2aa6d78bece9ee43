// SPDX-License-Identifier: MIT
// Sequence numbers for what comes between others.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace bulkhead::change {

/// The largest sequence number that a person may give (NSX 4.2, SecurityPolicy: 0..999999).
inline constexpr int kMaximumSequence = 999'999;

/// Numbers that bring new neighbours to their place.
struct Numbering {
    std::vector<int> inserted;                           ///< for the new ones, ascending
    std::vector<std::pair<std::size_t, int>> renumbered; ///< index among the others, new number
};

/// Numbers for `count` new ones in front of `others[index]` (index 0..size); `others` are in
/// order. Free numbers between the neighbours are used (10 apart at the end, as NSX's own editor
/// does); where there are too few, as few as possible of those behind are pushed up. Refused if
/// that would go beyond `maximum`.
[[nodiscard]] Result<Numbering> numbersAt(const std::vector<int>& others, std::size_t index,
                                          std::size_t count, int maximum = kMaximumSequence);

} // namespace bulkhead::change
