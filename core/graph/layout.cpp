// SPDX-License-Identifier: MIT
#include "graph/layout.h"

#include <QHash>

#include <algorithm>

namespace bulkhead::graph {

namespace {

/// The nodes from the start down each way in turn, children in their own order: rows that are given
/// out in this order cannot cross within a lane.
std::vector<int> downEachWay(const HopGraph& graph) {
    const std::size_t count = graph.nodes.size();
    std::vector<int> firstChild(count, -1);
    std::vector<int> nextSibling(count, -1);
    std::vector<int> stack;
    for (int i = static_cast<int>(count) - 1; i >= 0; --i) {
        const int parent = graph.nodes[static_cast<std::size_t>(i)].parent;
        if (parent < 0) {
            stack.push_back(i);
        } else {
            nextSibling[static_cast<std::size_t>(i)] = firstChild[static_cast<std::size_t>(parent)];
            firstChild[static_cast<std::size_t>(parent)] = i;
        }
    }
    std::vector<int> order;
    order.reserve(count);
    while (!stack.empty()) {
        const int node = stack.back();
        stack.pop_back();
        order.push_back(node);
        if (const int sibling = nextSibling[static_cast<std::size_t>(node)]; sibling >= 0) {
            stack.push_back(sibling);
        }
        if (const int child = firstChild[static_cast<std::size_t>(node)]; child >= 0) {
            stack.push_back(child);
        }
    }
    return order;
}

/// Leaves `from` at its right, turns in the gap behind its column, enters `to` at its left.
std::array<Point, 4> route(const Box& from, const Box& to) {
    const double turn = from.right() + kColumnGap / 2;
    const double start = from.center().y;
    const double end = to.center().y;
    return {Point{from.right(), start}, Point{turn, start}, Point{turn, end}, Point{to.x, end}};
}

} // namespace

Layout layoutOf(const HopGraph& graph) {
    Layout layout;
    const std::size_t count = graph.nodes.size();
    layout.columns.assign(count, 0);
    layout.nodes.resize(count);
    int columns = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const int parent = graph.nodes[i].parent;
        layout.columns[i] = parent < 0 ? 0 : layout.columns[static_cast<std::size_t>(parent)] + 1;
        columns = std::max(columns, layout.columns[i] + 1);
    }
    std::vector<int> rows(count, 0);
    std::vector<int> laneRows(graph.lanes.size(), 1);
    QHash<std::pair<int, int>, int> nextFree; // by lane and column
    for (const int i : downEachWay(graph)) {
        const Node& node = graph.nodes[static_cast<std::size_t>(i)];
        const bool staysInLane =
            node.parent >= 0 &&
            graph.nodes[static_cast<std::size_t>(node.parent)].lane == node.lane;
        int& free = nextFree[{node.lane, layout.columns[static_cast<std::size_t>(i)]}];
        const int wished = staysInLane ? rows[static_cast<std::size_t>(node.parent)] : 0;
        const int row = std::max(wished, free);
        free = row + 1;
        rows[static_cast<std::size_t>(i)] = row;
        int& height = laneRows[static_cast<std::size_t>(node.lane)];
        height = std::max(height, row + 1);
    }
    const double inner = columns * kNodeWidth + std::max(0, columns - 1) * kColumnGap;
    layout.width = inner + 2 * kMargin;
    double top = 0;
    for (const int laneHeight : laneRows) {
        const double height =
            kLaneHeader + 2 * kLanePadding + laneHeight * kNodeHeight + (laneHeight - 1) * kRowGap;
        layout.lanes.push_back({0, top, layout.width, height});
        top += height;
    }
    layout.height = top;
    for (std::size_t i = 0; i < count; ++i) {
        const Node& node = graph.nodes[i];
        const Box& lane = layout.lanes[static_cast<std::size_t>(node.lane)];
        layout.nodes[i] = {kMargin + layout.columns[i] * (kNodeWidth + kColumnGap),
                           lane.y + kLaneHeader + kLanePadding + rows[i] * (kNodeHeight + kRowGap),
                           kNodeWidth, kNodeHeight};
        if (node.parent >= 0) {
            layout.edges.push_back(
                {node.parent, static_cast<int>(i),
                 route(layout.nodes[static_cast<std::size_t>(node.parent)], layout.nodes[i])});
        }
    }
    return layout;
}

} // namespace bulkhead::graph
