// SPDX-License-Identifier: MIT
#include "graph/walk.h"

namespace bulkhead::graph {

namespace {

int firstChild(const HopGraph& graph, int node) {
    for (int i = node + 1; i < static_cast<int>(graph.nodes.size()); ++i) {
        if (graph.nodes[static_cast<std::size_t>(i)].parent == node) {
            return i;
        }
    }
    return node;
}

/// The nearest in the same column, in the direction of `sign`.
int beside(const Layout& layout, int node, int sign) {
    const auto place = static_cast<std::size_t>(node);
    int best = node;
    double nearest = 0;
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
        const double distance = sign * (layout.nodes[i].y - layout.nodes[place].y);
        const bool isThere = layout.columns[i] == layout.columns[place] && distance > 0;
        if (isThere && (best == node || distance < nearest)) {
            best = static_cast<int>(i);
            nearest = distance;
        }
    }
    return best;
}

} // namespace

int neighbour(const HopGraph& graph, const Layout& layout, int node, Step step) {
    if (node < 0 || node >= static_cast<int>(graph.nodes.size())) {
        return graph.nodes.empty() ? -1 : 0;
    }
    switch (step) {
    case Step::Left: {
        const int parent = graph.nodes[static_cast<std::size_t>(node)].parent;
        return parent < 0 ? node : parent;
    }
    case Step::Right:
        return firstChild(graph, node);
    case Step::Up:
        return beside(layout, node, -1);
    case Step::Down:
        return beside(layout, node, 1);
    }
    return node;
}

int nodeAt(const Layout& layout, Point place) {
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
        const Box& box = layout.nodes[i];
        if (place.x >= box.x && place.x < box.right() && place.y >= box.y &&
            place.y < box.bottom()) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

} // namespace bulkhead::graph
