// SPDX-License-Identifier: MIT
#include "graph/hop_graph.h"

#include "graph/way_builder.h"

#include <algorithm>

namespace bulkhead::graph {

using namespace Qt::StringLiterals;

namespace {

bool isSameComponent(const HopGraph& graph, const Node& observed, const Node& predicted,
                     const HopGraph& from) {
    if (observed.kind != predicted.kind) {
        return false;
    }
    if (observed.kind == NodeKind::Drop) {
        return true;
    }
    return observed.title == predicted.title && observed.subtitle == predicted.subtitle &&
           graph.lanes[static_cast<std::size_t>(observed.lane)].name ==
               from.lanes[static_cast<std::size_t>(predicted.lane)].name;
}

int childLike(const HopGraph& graph, int parent, const Node& wanted, const HopGraph& from) {
    for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
        const Node& node = graph.nodes[static_cast<std::size_t>(i)];
        if (node.parent == parent && isSameComponent(graph, node, wanted, from)) {
            return i;
        }
    }
    return -1;
}

int laneNamed(HopGraph& graph, const Lane& lane) {
    const auto known = std::find_if(graph.lanes.cbegin(), graph.lanes.cend(),
                                    [&lane](const Lane& one) { return one.name == lane.name; });
    if (known != graph.lanes.cend()) {
        return static_cast<int>(known - graph.lanes.cbegin());
    }
    graph.lanes.push_back(lane);
    return static_cast<int>(graph.lanes.size()) - 1;
}

} // namespace

int HopGraph::nodeOf(int hop) const {
    const auto found = std::find_if(nodes.cbegin(), nodes.cend(), [hop](const Node& node) {
        return std::find(node.hops.cbegin(), node.hops.cend(), hop) != node.hops.cend();
    });
    return found == nodes.cend() ? -1 : static_cast<int>(found - nodes.cbegin());
}

HopGraph graphOf(Hops hops, WayState state) {
    HopGraph graph;
    graph.hops = std::move(hops);
    WayBuilder builder(graph);
    for (int i = 0; i < static_cast<int>(graph.hops.size()); ++i) {
        builder.add(i);
    }
    builder.finish(state);
    return graph;
}

void addPrediction(HopGraph& graph, const Hops& predicted) {
    const HopGraph way = graphOf(predicted, WayState::Finished);
    const int firstHop = static_cast<int>(graph.hops.size());
    graph.hops.insert(graph.hops.end(), way.hops.cbegin(), way.hops.cend());
    std::vector<int> place; // of each predicted node in the graph
    for (const Node& node : way.nodes) {
        if (node.kind == NodeKind::OpenEnd) {
            break; // a prediction that ends early says no more
        }
        const int parent = node.parent < 0 ? -1 : place[static_cast<std::size_t>(node.parent)];
        const int same = childLike(graph, parent, node, way);
        if (same >= 0) {
            graph.nodes[static_cast<std::size_t>(same)].isPredicted = true;
            place.push_back(same);
            continue;
        }
        Node expected = node;
        expected.parent = parent;
        expected.lane = laneNamed(graph, way.lanes[static_cast<std::size_t>(node.lane)]);
        expected.isPredicted = true;
        expected.isObserved = false;
        for (int& hop : expected.hops) {
            hop += firstHop;
        }
        if (expected.ruleHop) {
            expected.ruleHop = *expected.ruleHop + firstHop;
        }
        graph.nodes.push_back(std::move(expected));
        place.push_back(static_cast<int>(graph.nodes.size()) - 1);
    }
}

QString delayInWords(qint64 micro) {
    constexpr double thousand = 1000.0;
    const auto amount = static_cast<double>(micro);
    if (micro < 1000) {
        return u"%1 µs"_s.arg(micro);
    }
    if (micro < 1'000'000) {
        return u"%1 ms"_s.arg(amount / thousand, 0, 'g', 3);
    }
    return u"%1 s"_s.arg(amount / thousand / thousand, 0, 'g', 3);
}

} // namespace bulkhead::graph
