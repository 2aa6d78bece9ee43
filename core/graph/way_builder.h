// SPDX-License-Identifier: MIT
// WayBuilder: finds out which component got the packet from which, hop by hop.
#pragma once

#include "graph/hop_graph.h"

#include <QHash>

namespace bulkhead::graph {

/// Observations come sorted by host, but copies of the packet mix within one and between several;
/// nothing in them names the observation before. The builder knows which ways are open on a host,
/// to which port they lead, and which left for another host.
class WayBuilder final {
public:
    explicit WayBuilder(HopGraph& graph) : m_graph(graph) {}

    /// Adds the hop with this index to the tree.
    void add(int index);
    /// Marks the ends: why a way was dropped, and where the sight of one was lost.
    void finish(WayState state);

private:
    struct Way {
        bool hasChildren = false;
        bool hasLeft = false;   ///< for another host
        bool isWaiting = false; ///< a firewall that has not said yet what becomes of the packet
        QString nextHost;
    };
    /// One stay of the packet on one host.
    struct Visit {
        std::vector<int> nodes;
    };

    [[nodiscard]] bool isEnded(int node) const;
    [[nodiscard]] bool isOpen(int node) const;
    [[nodiscard]] bool continues(int node, const Hop& hop) const;
    [[nodiscard]] int openNode(const Visit& visit, const Hop& hop) const;
    [[nodiscard]] int parentOnHost(const Visit& visit, const Hop& hop) const;
    [[nodiscard]] int parentElsewhere(const Hop& hop) const;
    [[nodiscard]] int partingOf(int node) const;
    [[nodiscard]] const Hop& firstHop(int node) const;
    [[nodiscard]] const QString& portOf(int node) const;
    [[nodiscard]] int laneOf(const Hop& hop);
    int append(const Hop& hop, int index, int parent);
    void take(int node, int index);
    void addEnd(int parent, NodeKind kind, const QString& title, const QString& subtitle);

    HopGraph& m_graph;
    std::vector<Way> m_ways;       ///< beside the graph's nodes
    std::vector<QString> m_ports;  ///< beside the graph's nodes
    std::vector<int> m_departures; ///< nodes at which the packet left a host
    QHash<QString, int> m_lanes;
    QHash<QString, Visit> m_visits;
};

} // namespace bulkhead::graph
