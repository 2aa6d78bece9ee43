// SPDX-License-Identifier: MIT
// TracePacket: the packet that a traceflow injects, checked and written as NSX takes it.
#pragma once

#include "base/ip_range.h"
#include "base/result.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>

namespace bulkhead::nsx {

enum class TraceProtocol : std::uint8_t { Tcp, Udp, Icmp, IcmpV6, Dns, Dhcp };

/// TCP, UDP, ICMP, ICMPv6, DNS or DHCP, without regard to case; nothing for any other word.
[[nodiscard]] std::optional<TraceProtocol> traceProtocol(const QString& word);
[[nodiscard]] QString traceProtocolName(TraceProtocol protocol);

/// The bits of a TCP header's flags: "SYN,ACK" (commas, blanks or plus signs between, without
/// regard to case). InvalidInput for a word that is none of FIN, SYN, RST, PSH, ACK, URG, ECE, CWR,
/// NS.
[[nodiscard]] Result<int> tcpFlags(const QString& words);
inline constexpr int kTcpSyn = 2;

/// What every distributed router answers to unless the whole system was given another one; `routed`
/// lets NSX put the right one in (NSX 4.2 API, PacketData).
inline const QString kRouterMac = QStringLiteral("02:50:56:56:44:52");

/// A packet of the wire's own terms. ICMP is an echo request, DNS a query, DHCP a request (IPv4) or
/// a solicitation (IPv6).
struct TracePacket {
    TraceProtocol protocol = TraceProtocol::Tcp;
    IpAddress source;
    IpAddress destination;
    int sourcePort = 1234; ///< 0..65535; TCP and UDP only
    int destinationPort = 80;
    int tcpFlags = kTcpSyn; ///< 0..511; TCP only
    int ttl = 64;           ///< 0..255, hop limit in IPv6
    QString sourceMac;      ///< empty: left to NSX
    QString destinationMac; ///< empty: left to NSX
    bool routed = true;     ///< NSX writes the gateway's MAC address; not on VLAN segments
};

/// True if the destination is a multicast address or IPv4's limited broadcast.
[[nodiscard]] bool hasManyDestinations(const TracePacket& packet);

/// Refuses what NSX would refuse or could not mean: two families, ICMP of the wrong one, a source
/// that nobody can have, a packet to itself. InvalidInput.
[[nodiscard]] Result<void> checkPacket(const TracePacket& packet);

/// NSX 4.2 API, FieldsPacketData. The MAC address of many destinations follows from the address.
[[nodiscard]] QJsonObject packetJson(const TracePacket& packet);

} // namespace bulkhead::nsx
