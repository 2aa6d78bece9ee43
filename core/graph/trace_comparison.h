// SPDX-License-Identifier: MIT
// Compares two traces of the same flow: before and after a change.
#pragma once

#include "graph/hop.h"

namespace bulkhead::graph {

struct TraceDifference {
    /// The first hop that differs, in each of the two; empty where that trace had ended before.
    std::optional<int> before;
    std::optional<int> after;
    QString sentence; ///< clean; one or two sentences that say what differs
};

/// Nothing if both took the same way and met the same rules. Time stamps, and the order of hosts
/// that got copies, do not count. n log n.
[[nodiscard]] std::optional<TraceDifference> firstDifference(const Hops& before, const Hops& after);

} // namespace bulkhead::graph
