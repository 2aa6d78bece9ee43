// SPDX-License-Identifier: MIT
#include "simulator/trace_recorder.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kStepMicro = 37; ///< between two observations on one node
constexpr qint64 kHopMicro = 900; ///< between two nodes

QString uplink() {
    return u"uplink-1"_s;
}

/// 172.16.0.0/16: a tunnel end a node, from the node's id.
QString tunnelAddress(const QString& nodeId) {
    const size_t hash = qHash(nodeId, 0);
    return u"172.16.%1.%2"_s.arg((hash >> 8) % 250).arg(hash % 250 + 1);
}

qint64 tunnelLabel(const QString& nodeId) {
    return 40960 + static_cast<qint64>(qHash(nodeId, 1) % 4096);
}

qint64 overlayId(const StoredObject& segment) {
    const qint64 given = segment.fields.value(u"overlay_id"_s).toInteger();
    return given > 0 ? given : 65536 + static_cast<qint64>(qHash(segment.path, 0) % 65536);
}

QString edgeName() {
    return u"edge-01"_s;
}

} // namespace

void TraceRecorder::enterHost(const Attachment& at) {
    m_micro += m_hop < 0 ? 0 : kHopMicro;
    ++m_hop;
    m_nodeId = at.hostId;
    m_nodeName = at.hostName;
    m_nodeType = u"ESX"_s;
}

void TraceRecorder::enterEdge() {
    m_micro += kHopMicro;
    ++m_hop;
    m_nodeId = uuidFor(edgeName());
    m_nodeName = edgeName();
    m_nodeType = u"EDGE"_s;
}

void TraceRecorder::add(const QString& kind, QJsonObject fields) {
    fields.insert(u"resource_type"_s, u"TraceflowObservation"_s + kind);
    fields.insert(u"sequence_no"_s, m_hop);
    fields.insert(u"timestamp"_s, m_micro / 1000);
    fields.insert(u"timestamp_micro"_s, m_micro);
    fields.insert(u"transport_node_id"_s, m_nodeId);
    fields.insert(u"transport_node_name"_s, m_nodeName);
    fields.insert(u"transport_node_type"_s, m_nodeType);
    fields.insert(u"site_path"_s, u"/infra/sites/default"_s);
    m_observations.push_back(std::move(fields));
    m_micro += kStepMicro;
}

QJsonObject TraceRecorder::component(const StoredObject& object) {
    QJsonObject fields = {{u"component_type"_s, object.type == u"Segment"_s ? u"LS"_s : u"LR"_s},
                          {u"component_name"_s, object.fields.value(u"display_name"_s)},
                          {u"component_id"_s, object.fields.value(u"unique_id"_s)},
                          {u"component_path"_s, object.path}};
    if (object.type == u"Segment"_s) {
        fields.insert(u"vni"_s, overlayId(object));
    } else {
        fields.insert(u"component_sub_type"_s,
                      object.type == u"Tier0"_s ? u"LR_TIER0"_s : u"LR_TIER1"_s);
    }
    return fields;
}

void TraceRecorder::addPort(QJsonObject& fields, const StoredObject& port) {
    fields.insert(u"lport_id"_s, port.fields.value(u"unique_id"_s));
    fields.insert(u"lport_name"_s, port.fields.value(u"display_name"_s));
    fields.insert(u"segment_port_path"_s, port.path);
}

void TraceRecorder::addNode(QJsonObject& fields, const QString& prefix,
                            const StoredObject& object) {
    fields.insert(prefix + u"component_type"_s, object.type == u"Segment"_s ? u"LS"_s : u"LR"_s);
    fields.insert(prefix + u"component_name"_s, object.fields.value(u"display_name"_s));
    fields.insert(prefix + u"component_id"_s, object.fields.value(u"unique_id"_s));
    fields.insert(prefix + u"component_path"_s, object.path);
}

void TraceRecorder::receivedBySegment(const StoredObject& segment, const StoredObject* from,
                                      const StoredObject* port) {
    QJsonObject fields = component(segment);
    if (from != nullptr) {
        addNode(fields, u"src_"_s, *from);
    }
    if (port != nullptr) {
        addPort(fields, *port);
    }
    add(u"ReceivedLogical"_s, fields);
}

void TraceRecorder::forwardedBySegment(const StoredObject& segment, const StoredObject& gateway) {
    QJsonObject fields = component(segment);
    addNode(fields, u"dst_"_s, gateway);
    add(u"ForwardedLogical"_s, fields);
}

void TraceRecorder::receivedByFirewall(const StoredObject& port) {
    QJsonObject fields = {{u"component_type"_s, u"DFW"_s},
                          {u"component_name"_s, u"Distributed Firewall"_s}};
    addPort(fields, port);
    add(u"ReceivedLogical"_s, fields);
}

void TraceRecorder::decidedByFirewall(const StoredObject& port, const Verdict& verdict) {
    QJsonObject fields = {{u"component_type"_s, u"DFW"_s},
                          {u"component_name"_s, u"Distributed Firewall"_s}};
    addPort(fields, port);
    const auto addRule = [&](const QString& name, const Decision& rule) {
        if (rule.ruleId > 0) {
            fields.insert(name + u"_id"_s, rule.ruleId);
        }
        if (!rule.path.isEmpty()) {
            fields.insert(name + u"_path"_s, rule.path);
        }
    };
    addRule(u"acl_rule"_s, verdict.rule);
    addRule(u"jumpto_rule"_s, verdict.jump.value_or(Decision()));
    addRule(u"l2_rule"_s, verdict.ethernet.value_or(Decision()));
    if (!verdict.isAllowed) {
        fields.insert(u"reason"_s, u"FW_RULE"_s);
    }
    add(verdict.isAllowed ? u"ForwardedLogical"_s : u"DroppedLogical"_s, fields);
}

void TraceRecorder::receivedByGateway(const StoredObject& gateway, const StoredObject& from) {
    QJsonObject fields = component(gateway);
    addNode(fields, u"src_"_s, from);
    add(u"ReceivedLogical"_s, fields);
}

void TraceRecorder::forwardedByGateway(const StoredObject& gateway, const StoredObject* to,
                                       const QString& nextHop, const QString& network) {
    QJsonObject fields = component(gateway);
    fields.insert(u"next_hop"_s, nextHop);
    fields.insert(u"route_prefix"_s, network);
    if (to != nullptr) {
        addNode(fields, u"dst_"_s, *to);
    }
    add(u"ForwardedLogical"_s, fields);
}

void TraceRecorder::tunnelled(const Attachment& from, const Attachment& to) {
    add(u"Forwarded"_s, {{u"component_type"_s, u"PHYSICAL"_s},
                         {u"component_name"_s, u"nsxvswitch-01"_s},
                         {u"uplink_name"_s, uplink()},
                         {u"vtep_label"_s, tunnelLabel(from.hostId)},
                         {u"local_ip_address"_s, tunnelAddress(from.hostId)},
                         {u"remote_ip_address"_s, tunnelAddress(to.hostId)},
                         {u"context"_s, 0},
                         {u"dst_transport_node_id"_s, to.hostId},
                         {u"dst_transport_node_name"_s, to.hostName}});
    enterHost(to);
    add(u"Received"_s, {{u"component_type"_s, u"PHYSICAL"_s},
                        {u"component_name"_s, u"nsxvswitch-01"_s},
                        {u"uplink_name"_s, uplink()},
                        {u"vtep_label"_s, tunnelLabel(to.hostId)},
                        {u"local_ip_address"_s, tunnelAddress(to.hostId)},
                        {u"remote_ip_address"_s, tunnelAddress(from.hostId)}});
}

void TraceRecorder::tunnelledToEdge(const Attachment& from) {
    const QString edge = uuidFor(edgeName());
    add(u"Forwarded"_s, {{u"component_type"_s, u"PHYSICAL"_s},
                         {u"component_name"_s, u"nsxvswitch-01"_s},
                         {u"uplink_name"_s, uplink()},
                         {u"vtep_label"_s, tunnelLabel(from.hostId)},
                         {u"local_ip_address"_s, tunnelAddress(from.hostId)},
                         {u"remote_ip_address"_s, tunnelAddress(edge)},
                         {u"context"_s, 0},
                         {u"dst_transport_node_id"_s, edge},
                         {u"dst_transport_node_name"_s, edgeName()}});
    enterEdge();
    add(u"Received"_s, {{u"component_type"_s, u"EDGE_TUNNEL"_s},
                        {u"component_name"_s, edgeName()},
                        {u"vtep_label"_s, tunnelLabel(edge)},
                        {u"local_ip_address"_s, tunnelAddress(edge)},
                        {u"remote_ip_address"_s, tunnelAddress(from.hostId)}});
}

void TraceRecorder::delivered(const StoredObject& segment, const StoredObject& port) {
    QJsonObject fields = component(segment);
    addPort(fields, port);
    fields.insert(u"resolution_type"_s, u"ARP_SUPPRESSION_PORT_CACHE"_s);
    add(u"Delivered"_s, fields);
}

void TraceRecorder::deliveredOutside(const StoredObject& gateway) {
    QJsonObject fields = component(gateway);
    fields.insert(u"resolution_type"_s, u"UNKNOWN"_s);
    add(u"Delivered"_s, fields);
}

void TraceRecorder::dropped(const StoredObject& where, const QString& reason,
                            const QString& arpReason) {
    QJsonObject fields = component(where);
    fields.insert(u"reason"_s, reason);
    if (!arpReason.isEmpty()) {
        fields.insert(u"arp_fail_reason"_s, arpReason);
    }
    add(u"DroppedLogical"_s, fields);
}

} // namespace bulkhead::simulator
