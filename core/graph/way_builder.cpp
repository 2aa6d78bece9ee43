// SPDX-License-Identifier: MIT
#include "graph/way_builder.h"

#include "graph/node_words.h"

#include <algorithm>

namespace bulkhead::graph {

using namespace Qt::StringLiterals;
using model::TraceStep;

namespace {

bool isFirewall(NodeKind kind) {
    return kind == NodeKind::Firewall || kind == NodeKind::GatewayFirewall;
}

/// A gateway gets the packet at one of its ports and sends it from another.
bool hasSeveralPorts(NodeKind kind) {
    return kind == NodeKind::Router || kind == NodeKind::Tunnel || kind == NodeKind::Nat;
}

QString visitKey(const Hop& hop) {
    return hop.host + u'\n' + (hop.sequence ? QString::number(*hop.sequence) : QString());
}

std::optional<qint64> between(const Hop& before, const Hop& after) {
    if (!before.timestampMicro || !after.timestampMicro ||
        *after.timestampMicro < *before.timestampMicro) {
        return std::nullopt;
    }
    return *after.timestampMicro - *before.timestampMicro;
}

} // namespace

const Hop& WayBuilder::firstHop(int node) const {
    const Node& one = m_graph.nodes[static_cast<std::size_t>(node)];
    return m_graph.hops[static_cast<std::size_t>(one.hops.front())];
}

const QString& WayBuilder::portOf(int node) const {
    return m_ports[static_cast<std::size_t>(node)];
}

bool WayBuilder::isEnded(int node) const {
    const Node& one = m_graph.nodes[static_cast<std::size_t>(node)];
    return one.isDelivered || one.isDropped;
}

/// The packet may go on from here on the same host.
bool WayBuilder::isOpen(int node) const {
    const Way& way = m_ways[static_cast<std::size_t>(node)];
    return !way.hasChildren && !way.hasLeft && !isEnded(node);
}

/// The hop is one more observation of the component that the node shows.
bool WayBuilder::continues(int node, const Hop& hop) const {
    const Hop& first = firstHop(node);
    const NodeKind kind = m_graph.nodes[static_cast<std::size_t>(node)].kind;
    if (!isOpen(node) || first.componentType != hop.componentType ||
        first.componentSubType != hop.componentSubType ||
        first.componentName != hop.componentName) {
        return false;
    }
    const TraceStep last = m_graph
                               .hops[static_cast<std::size_t>(
                                   m_graph.nodes[static_cast<std::size_t>(node)].hops.back())]
                               .step;
    const bool isLater = last == TraceStep::Received && hop.step != TraceStep::Received;
    const bool isCopying = last == TraceStep::Replicated || hop.step == TraceStep::Replicated;
    if (!isLater && !(isCopying && hop.step != TraceStep::Received)) {
        return false;
    }
    if (hasSeveralPorts(kind) || portOf(node) == hop.port) {
        return true;
    }
    // Ends belong to one port; anything else may leave its port out.
    return !hop.isEnd() && (hop.port.isEmpty() || portOf(node).isEmpty());
}

int WayBuilder::openNode(const Visit& visit, const Hop& hop) const {
    const auto found = std::find_if(visit.nodes.crbegin(), visit.nodes.crend(),
                                    [&](int node) { return continues(node, hop); });
    return found == visit.nodes.crend() ? -1 : *found;
}

/// Where the way that ends at a node, or waits there, parted from the others.
int WayBuilder::partingOf(int node) const {
    const QString port = portOf(node);
    int place = node;
    while (place >= 0) {
        const Way& way = m_ways[static_cast<std::size_t>(place)];
        const bool isOfThatWay = !port.isEmpty() && portOf(place) == port;
        if (!isEnded(place) && !way.hasLeft && !way.isWaiting && !isOfThatWay) {
            return place;
        }
        place = m_graph.nodes[static_cast<std::size_t>(place)].parent;
    }
    // The whole way was that port's: at least the start has seen the packet.
    return m_graph.nodes[static_cast<std::size_t>(node)].parent >= 0
               ? m_graph.nodes[static_cast<std::size_t>(node)].parent
               : node;
}

int WayBuilder::parentOnHost(const Visit& visit, const Hop& hop) const {
    const auto last = [&visit](const auto& fits) {
        const auto found = std::find_if(visit.nodes.crbegin(), visit.nodes.crend(), fits);
        return found == visit.nodes.crend() ? -1 : *found;
    };
    if (!hop.port.isEmpty()) {
        const int same = last([&](int node) { return isOpen(node) && portOf(node) == hop.port; });
        if (same >= 0) {
            return same;
        }
    }
    const int open = last([&](int node) {
        return isOpen(node) && !m_ways[static_cast<std::size_t>(node)].isWaiting;
    });
    return open >= 0 ? open : partingOf(visit.nodes.back());
}

/// The packet is new on this host: who sent it?
int WayBuilder::parentElsewhere(const Hop& hop) const {
    const auto last = [this](const auto& fits) {
        const auto found = std::find_if(m_departures.crbegin(), m_departures.crend(), fits);
        return found == m_departures.crend() ? -1 : *found;
    };
    const auto isBefore = [&](int node) {
        const std::optional<int>& sequence = firstHop(node).sequence;
        return !sequence || !hop.sequence || *sequence < *hop.sequence;
    };
    const int named = last([&](int node) {
        const Way& way = m_ways[static_cast<std::size_t>(node)];
        return !way.nextHost.isEmpty() && way.nextHost == hop.host && isBefore(node);
    });
    if (named >= 0) {
        return named;
    }
    const int unnamed = last([&](int node) {
        return m_ways[static_cast<std::size_t>(node)].nextHost.isEmpty() && isBefore(node);
    });
    return unnamed >= 0 ? unnamed : static_cast<int>(m_graph.nodes.size()) - 1;
}

int WayBuilder::laneOf(const Hop& hop) {
    const auto known = m_lanes.constFind(hop.host);
    if (known != m_lanes.cend()) {
        return *known;
    }
    const int lane = static_cast<int>(m_graph.lanes.size());
    m_graph.lanes.push_back({hop.host.isEmpty() ? u"unknown host"_s : hop.host, hop.hostType});
    m_lanes.insert(hop.host, lane);
    return lane;
}

int WayBuilder::append(const Hop& hop, int index, int parent) {
    Node node;
    node.kind = kindOf(hop);
    node.lane = laneOf(hop);
    node.parent = parent;
    node.title = titleOf(hop, node.kind);
    node.subtitle = subtitleOf(hop, node.kind);
    if (parent >= 0) {
        const Node& before = m_graph.nodes[static_cast<std::size_t>(parent)];
        const Hop& last = m_graph.hops[static_cast<std::size_t>(before.hops.back())];
        node.delayMicro = between(last, hop);
        node.crossesClocks = before.lane != node.lane;
        m_ways[static_cast<std::size_t>(parent)].hasChildren = true;
    }
    m_graph.nodes.push_back(std::move(node));
    m_ways.emplace_back();
    m_ports.push_back(hop.port);
    const int made = static_cast<int>(m_graph.nodes.size()) - 1;
    take(made, index);
    return made;
}

/// The node has made this observation, too.
void WayBuilder::take(int at, int index) {
    const Hop& hop = m_graph.hops[static_cast<std::size_t>(index)];
    Node& node = m_graph.nodes[static_cast<std::size_t>(at)];
    Way& way = m_ways[static_cast<std::size_t>(at)];
    node.hops.push_back(index);
    node.isDelivered = node.isDelivered || hop.step == TraceStep::Delivered;
    node.isDropped = node.isDropped || hop.step == TraceStep::Dropped;
    node.isReplicated = node.isReplicated || hop.step == TraceStep::Replicated;
    if (hop.ruleId) {
        node.ruleHop = index;
    }
    if (m_ports[static_cast<std::size_t>(at)].isEmpty()) {
        m_ports[static_cast<std::size_t>(at)] = hop.port;
    }
    way.isWaiting = isFirewall(node.kind) && hop.step == TraceStep::Received;
    const bool isOnTheWire = hop.step == TraceStep::Forwarded && node.kind == NodeKind::Tunnel;
    const bool isSentToMany = hop.step == TraceStep::Replicated;
    if (!hop.nextHost.isEmpty() || isOnTheWire || isSentToMany) {
        // A component that copies goes on on its own host as well.
        way.hasLeft = way.hasLeft || !isSentToMany;
        way.nextHost = hop.nextHost;
        m_departures.push_back(at);
    }
}

void WayBuilder::add(int index) {
    const Hop& hop = m_graph.hops[static_cast<std::size_t>(index)];
    Visit& visit = m_visits[visitKey(hop)];
    if (visit.nodes.empty()) {
        visit.nodes.push_back(append(hop, index, parentElsewhere(hop)));
        return;
    }
    if (const int same = openNode(visit, hop); same >= 0) {
        take(same, index);
        return;
    }
    visit.nodes.push_back(append(hop, index, parentOnHost(visit, hop)));
}

void WayBuilder::addEnd(int parent, NodeKind kind, const QString& title, const QString& subtitle) {
    Node end;
    end.kind = kind;
    end.lane = m_graph.nodes[static_cast<std::size_t>(parent)].lane;
    end.parent = parent;
    end.title = title;
    end.subtitle = subtitle;
    m_graph.nodes.push_back(std::move(end));
}

void WayBuilder::finish(WayState state) {
    const int count = static_cast<int>(m_graph.nodes.size());
    for (int i = 0; i < count; ++i) {
        const Node node = m_graph.nodes[static_cast<std::size_t>(i)];
        if (node.isDropped) {
            const Hop& drop = m_graph.hops[static_cast<std::size_t>(node.hops.back())];
            addEnd(i, NodeKind::Drop, u"Dropped"_s, drop.reason);
            m_graph.nodes.back().hops.push_back(node.hops.back());
        } else if (!node.isDelivered && !m_ways[static_cast<std::size_t>(i)].hasChildren) {
            const bool isRunning = state == WayState::InProgress;
            addEnd(i, NodeKind::OpenEnd, isRunning ? u"Under way"_s : u"Lost sight"_s,
                   isRunning ? u"more may be observed"_s : u"nothing was observed beyond"_s);
        }
    }
}

} // namespace bulkhead::graph
