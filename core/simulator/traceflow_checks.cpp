// SPDX-License-Identifier: MIT
// Field checks of traceflows (NSX 4.2 TraceflowConfig, PacketData).
#include "base/ip_range.h"
#include "simulator/field_checks.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

Problem checkIpHeader(const QJsonObject& header, const QString& name, IpFamily family) {
    for (const QString& key : {u"src_ip"_s, u"dst_ip"_s}) {
        const QJsonValue text = header.value(key);
        if (text.isUndefined()) {
            continue;
        }
        const std::optional<IpAddress> address = IpAddress::parse(text.toString());
        if (!address || address->family != family) {
            return name + u'.' + key + u" is no address of its family"_s;
        }
    }
    for (const Problem& problem :
         {checkWhole(header, u"ttl"_s, 0, 255), checkWhole(header, u"hop_limit"_s, 0, 255),
          checkWhole(header, u"protocol"_s, 0, 255), checkWhole(header, u"next_header"_s, 0, 255),
          checkWhole(header, u"flags"_s, 0, 8)}) {
        if (problem) {
            return name + u'.' + *problem;
        }
    }
    return std::nullopt;
}

Problem checkTransport(const QJsonObject& transport) {
    for (const QString& key : {u"tcp_header"_s, u"udp_header"_s}) {
        const QJsonObject header = transport.value(key).toObject();
        for (const Problem& problem : {checkWhole(header, u"src_port"_s, 0, 65535),
                                       checkWhole(header, u"dst_port"_s, 0, 65535),
                                       checkWhole(header, u"tcp_flags"_s, 0, 511)}) {
            if (problem) {
                return u"transport_header."_s + key + u'.' + *problem;
            }
        }
    }
    return std::nullopt;
}

} // namespace

Problem checkPacket(const QJsonValue& value) {
    if (!value.isObject()) {
        return u"packet is required"_s;
    }
    const QJsonObject packet = value.toObject();
    const QString kind = packet.value(u"resource_type"_s).toString();
    if (kind == u"BinaryPacketData"_s) {
        return u"packet is a BinaryPacketData, which is not simulated"_s;
    }
    if (kind != u"FieldsPacketData"_s) {
        return u"packet.resource_type is neither FieldsPacketData nor BinaryPacketData"_s;
    }
    const bool hasV4 = packet.contains(u"ip_header"_s);
    const bool hasV6 = packet.contains(u"ipv6_header"_s);
    if (hasV4 == hasV6) {
        return u"packet has not exactly one of ip_header and ipv6_header"_s;
    }
    for (const Problem& problem :
         {checkOneOf(packet, u"transport_type"_s,
                     {u"UNICAST"_s, u"BROADCAST"_s, u"MULTICAST"_s, u"UNKNOWN"_s}),
          checkBools(packet, {u"routed"_s}), checkWhole(packet, u"frame_size"_s, 60, 1000),
          checkIpHeader(packet.value(u"ip_header"_s).toObject(), u"ip_header"_s, IpFamily::V4),
          checkIpHeader(packet.value(u"ipv6_header"_s).toObject(), u"ipv6_header"_s, IpFamily::V6),
          checkTransport(packet.value(u"transport_header"_s).toObject())}) {
        if (problem) {
            return u"packet."_s + *problem;
        }
    }
    return std::nullopt;
}

Problem checkTraceflowConfig(const QJsonObject& own) {
    const bool hasSource = !own.value(u"source_id"_s).toString().isEmpty() ||
                           !own.value(u"segment_port_path"_s).toString().isEmpty();
    if (!hasSource) {
        return u"source_id is required"_s;
    }
    if (Problem problem = checkWhole(own, u"timeout"_s, 5, 15)) {
        return problem; // seconds
    }
    if (Problem problem = checkBools(own, {u"is_transient"_s})) {
        return problem;
    }
    return checkPacket(own.value(u"packet"_s));
}

} // namespace bulkhead::simulator
