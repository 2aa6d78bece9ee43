// SPDX-License-Identifier: MIT
// HopGraph: the way of a traced packet as a tree of components in lanes, one lane a transport node.
#pragma once

#include "graph/hop.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace bulkhead::graph {

/// What a node of the picture is. A type of component that this version does not know is Other and
/// carries its own name.
enum class NodeKind : std::uint8_t {
    Port, ///< of a segment: where a machine is plugged in
    Segment,
    Firewall, ///< distributed
    Router,
    Tunnel, ///< physical network, tunnel ends
    GatewayFirewall,
    Nat,
    Intrusion, ///< IDS, IPS
    Service,   ///< load balancer, VPN, inserted services
    Bridge,
    Guard, ///< SpoofGuard
    Other,
    Drop,    ///< the end of a way: why the packet was dropped
    OpenEnd, ///< the end of what is known of a way that did not end
};

/// One component that handled the packet, with every observation that it made in one go.
struct Node {
    NodeKind kind = NodeKind::Other;
    int lane = 0;
    int parent = -1;            ///< index of the node before it, always smaller; -1 at the start
    std::vector<int> hops;      ///< indexes into the graph's hops; empty for an OpenEnd
    QString title;              ///< clean, e.g. "Distributed firewall"
    QString subtitle;           ///< clean, e.g. "web-01"; may be empty
    std::optional<int> ruleHop; ///< the hop that names the rule that decided here
    bool isDelivered = false;   ///< a way ends here, well
    bool isDropped = false;     ///< a way ends here; its Drop node says why
    bool isReplicated = false;  ///< copies leave it
    bool isPredicted = false;   ///< the prediction passes it
    bool isObserved = true;     ///< false: only the prediction passes it
    /// From the last observation of the node before it; unknown without both time stamps, and where
    /// the clock runs backwards.
    std::optional<qint64> delayMicro;
    bool crossesClocks = false; ///< `delayMicro` compares two hosts' clocks
};

struct Lane {
    QString name; ///< clean; "unknown host" where NSX names none
    QString type; ///< ESX, EDGE, …; may be empty
};

struct HopGraph {
    Hops hops;               ///< observed, then predicted
    std::vector<Lane> lanes; ///< in the order in which the packet met them
    std::vector<Node> nodes; ///< each after its parent; the first is the start

    /// The node that shows a hop, -1 if there is none.
    [[nodiscard]] int nodeOf(int hop) const;
};

/// What else is known of a trace while its graph is drawn.
enum class WayState : std::uint8_t {
    Finished,   ///< what was not observed did not happen, or nobody saw it
    InProgress, ///< more may come
};

/// The tree that the observations tell, in the order of the way (model::sortObservations). Never
/// fails: what cannot be placed hangs where the packet was seen last. Linear in the hops, but for
/// the length of a way back to where copies parted.
[[nodiscard]] HopGraph graphOf(Hops hops, WayState state);

/// Lays a predicted way over the observed one: nodes that it passes are marked, what it expects
/// beyond them hangs on as nodes that nobody observed. Source: the engine that predicts.
void addPrediction(HopGraph& graph, const Hops& predicted);

/// "37 µs", "1.2 ms", "3 s"; clean, short.
[[nodiscard]] QString delayInWords(qint64 micro);

} // namespace bulkhead::graph
