// SPDX-License-Identifier: MIT
// Layout: where everything of a hop graph stands, in units that are pixels at 100 %.
#pragma once

#include "graph/hop_graph.h"

#include <array>
#include <vector>

namespace bulkhead::graph {

struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] Point center() const { return {x + width / 2, y + height / 2}; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// A line from a node to one that got the packet from it: straight, or across, down and across in
/// the gap between two columns, where no node stands.
struct Edge {
    int from = 0;
    int to = 0;
    std::array<Point, 4> points;
    friend bool operator==(const Edge&, const Edge&) = default;
};

struct Layout {
    double width = 0;
    double height = 0;
    std::vector<Box> lanes;   ///< beside the graph's; each as wide as all, from top to bottom
    std::vector<Box> nodes;   ///< beside the graph's
    std::vector<int> columns; ///< beside the graph's nodes: steps from the start
    std::vector<Edge> edges;
};

inline constexpr double kNodeWidth = 172;
inline constexpr double kNodeHeight = 68;
inline constexpr double kColumnGap = 52; ///< room for the time between two hops
inline constexpr double kRowGap = 16;
inline constexpr double kLaneHeader = 28; ///< the host's name
inline constexpr double kLanePadding = 14;
inline constexpr double kMargin = 16;

/// Left to right by steps from the start, one band a lane, copies below each other. Deterministic.
/// Edges lead forward by one column; no two nodes overlap; a way without copies has no crossings.
/// Linear in the nodes.
[[nodiscard]] Layout layoutOf(const HopGraph& graph);

} // namespace bulkhead::graph
