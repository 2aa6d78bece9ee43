// SPDX-License-Identifier: MIT
#include "graph/node_words.h"

#include <QHash>

namespace bulkhead::graph {

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, NodeKind>& kinds() {
    static const QHash<QString, NodeKind> known{
        {u"LS"_s, NodeKind::Segment},
        {u"LR"_s, NodeKind::Router},
        {u"DFW"_s, NodeKind::Firewall},
        {u"ANTREA_DFW"_s, NodeKind::Firewall},
        {u"FW_BRIDGE"_s, NodeKind::GatewayFirewall},
        {u"EDGE_FW"_s, NodeKind::GatewayFirewall},
        {u"PHYSICAL"_s, NodeKind::Tunnel},
        {u"EDGE_TUNNEL"_s, NodeKind::Tunnel},
        {u"EDGE_RTEP_TUNNEL"_s, NodeKind::Tunnel},
        {u"EDGE_HOSTSWITCH"_s, NodeKind::Tunnel},
        {u"HOST_SWITCH"_s, NodeKind::Tunnel},
        {u"NAT"_s, NodeKind::Nat},
        {u"BRIDGE"_s, NodeKind::Bridge},
        {u"LOAD_BALANCER"_s, NodeKind::Service},
        {u"DLB"_s, NodeKind::Service},
        {u"IPSEC"_s, NodeKind::Service},
        {u"SERVICE_INSERTION"_s, NodeKind::Service},
        {u"ANTREA_LB"_s, NodeKind::Service},
        {u"ANTREA_ROUTING"_s, NodeKind::Router},
        {u"ANTREA_FORWARDING"_s, NodeKind::Segment},
        {u"SPOOFGUARD"_s, NodeKind::Guard},
        {u"ANTREA_SPOOFGUARD"_s, NodeKind::Guard},
    };
    return known;
}

QString capitalized(const QString& words) {
    return words.isEmpty() ? words : words.at(0).toUpper() + words.mid(1);
}

/// "Tier-1 gateway t1-prod" without its own name.
QString withoutName(const Hop& hop) {
    QString words = hop.component;
    if (!hop.componentName.isEmpty() && words.endsWith(u' ' + hop.componentName)) {
        words.chop(hop.componentName.size() + 1);
    }
    return capitalized(words);
}

} // namespace

NodeKind kindOf(const Hop& hop) {
    const bool isAtPort = !hop.port.isEmpty() || !hop.portPath.isEmpty();
    if (hop.componentType == u"LS" && isAtPort && hop.step != model::TraceStep::Forwarded) {
        return NodeKind::Port;
    }
    // No version up to 4.2 observes intrusion detection; one that does will say so in its type.
    if (hop.componentType.contains(u"IDS") || hop.componentType.contains(u"IDPS")) {
        return NodeKind::Intrusion;
    }
    return kinds().value(hop.componentType, NodeKind::Other);
}

QString titleOf(const Hop& hop, NodeKind kind) {
    QString owner = hop.portOwner();
    if (kind == NodeKind::Port && !owner.isEmpty()) {
        return owner;
    }
    QString words = withoutName(hop);
    if (!words.isEmpty()) {
        return words;
    }
    return hop.componentName.isEmpty() ? u"Unnamed component"_s : hop.componentName;
}

QString subtitleOf(const Hop& hop, NodeKind kind) {
    if (kind == NodeKind::Firewall) {
        return hop.portOwner();
    }
    if (kind == NodeKind::Port) {
        return hop.componentName.isEmpty() ? QString() : u"segment "_s + hop.componentName;
    }
    return hop.componentName == titleOf(hop, kind) ? QString() : hop.componentName;
}

} // namespace bulkhead::graph
