// SPDX-License-Identifier: MIT
#include "simulator/packet.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDnsPort = 53;
constexpr int kDhcpServerPort = 67;
constexpr int kDhcpClientPort = 68;
constexpr int kDhcpV6ServerPort = 547;
constexpr int kDhcpV6ClientPort = 546;
constexpr int kNeighborSolicitation = 135;
constexpr int kNeighborAdvertisement = 136;

void setPorts(Packet& packet, int protocol, const QJsonObject& header) {
    packet.protocol = protocol;
    packet.sourcePort = header.value(u"src_port"_s).toInt();
    packet.destinationPort = header.value(u"dst_port"_s).toInt();
}

void setUdp(Packet& packet, int sourcePort, int destinationPort) {
    packet.protocol = kUdp;
    packet.sourcePort = sourcePort;
    packet.destinationPort = destinationPort;
}

void setEchoRequest(Packet& packet) {
    packet.icmpType = packet.isV4() ? 8 : 128;
    packet.icmpCode = 0;
}

/// A transport header says more than the protocol's number, which has a default.
void readTransport(Packet& packet, const QJsonObject& transport) {
    if (transport.contains(u"tcp_header"_s)) {
        setPorts(packet, kTcp, transport.value(u"tcp_header"_s).toObject());
    } else if (transport.contains(u"udp_header"_s)) {
        setPorts(packet, kUdp, transport.value(u"udp_header"_s).toObject());
    } else if (transport.contains(u"dns_header"_s)) {
        setUdp(packet, kDnsPort, kDnsPort);
    } else if (transport.contains(u"dhcp_header"_s)) {
        setUdp(packet, kDhcpClientPort, kDhcpServerPort);
    } else if (transport.contains(u"dhcpv6_header"_s)) {
        setUdp(packet, kDhcpV6ClientPort, kDhcpV6ServerPort);
    } else if (transport.contains(u"ndp_header"_s)) {
        const bool isAnswer =
            transport.value(u"ndp_header"_s).toObject().value(u"msg_type"_s).toString() ==
            u"NEIGHBOR_ADVERTISEMENT"_s;
        packet.protocol = kIcmpV6;
        packet.icmpType = isAnswer ? kNeighborAdvertisement : kNeighborSolicitation;
        packet.icmpCode = 0;
    } else if (transport.contains(u"icmp_echo_request_header"_s)) {
        packet.protocol = packet.isV4() ? kIcmp : kIcmpV6;
        setEchoRequest(packet);
    } else if (packet.protocol == kIcmp || packet.protocol == kIcmpV6) {
        setEchoRequest(packet);
    } else if (packet.protocol == kTcp || packet.protocol == kUdp) {
        setPorts(packet, packet.protocol, {});
    }
}

} // namespace

std::optional<Packet> Packet::read(const QJsonObject& fields,
                                   const std::optional<IpAddress>& sender) {
    const bool isV4 = fields.contains(u"ip_header"_s);
    const QJsonObject header = fields.value(isV4 ? u"ip_header"_s : u"ipv6_header"_s).toObject();
    const std::optional<IpAddress> given = IpAddress::parse(header.value(u"src_ip"_s).toString());
    const std::optional<IpAddress> source = given ? given : sender;
    const std::optional<IpAddress> destination =
        IpAddress::parse(header.value(u"dst_ip"_s).toString());
    if (!source || !destination) {
        return std::nullopt;
    }
    Packet packet;
    packet.source = *source;
    packet.destination = *destination;
    packet.protocol = isV4 ? header.value(u"protocol"_s).toInt(kIcmp)
                           : header.value(u"next_header"_s).toInt(kIcmpV6);
    packet.hopLimit = header.value(isV4 ? u"ttl"_s : u"hop_limit"_s).toInt(64);
    const QJsonObject ethernet = fields.value(u"eth_header"_s).toObject();
    packet.sourceMac = ethernet.value(u"src_mac"_s).toString().toLower();
    packet.destinationMac = ethernet.value(u"dst_mac"_s).toString().toLower();
    readTransport(packet, fields.value(u"transport_header"_s).toObject());
    return packet;
}

} // namespace bulkhead::simulator
