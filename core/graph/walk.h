// SPDX-License-Identifier: MIT
// Walking through a hop graph by arrow keys, and finding a node under the mouse.
#pragma once

#include "graph/layout.h"

namespace bulkhead::graph {

enum class Step : std::uint8_t { Left, Right, Up, Down };

/// The node that an arrow key leads to; `node` itself where there is none. Left is where the packet
/// came from, Right where it went first, Up and Down the next node above and below in the same
/// column. Linear in the nodes.
[[nodiscard]] int neighbour(const HopGraph& graph, const Layout& layout, int node, Step step);

/// The node at a place of the layout, -1 for none.
[[nodiscard]] int nodeAt(const Layout& layout, Point place);

} // namespace bulkhead::graph
