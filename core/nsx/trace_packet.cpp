// SPDX-License-Identifier: MIT
#include "nsx/trace_packet.h"

#include "base/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFrameSize = 128; ///< the manager's default, 60 to 1000
constexpr int kEthernetTypeV6 = 0x86DD;

constexpr std::array kNames{std::pair{QLatin1StringView("TCP"), TraceProtocol::Tcp},
                            std::pair{QLatin1StringView("UDP"), TraceProtocol::Udp},
                            std::pair{QLatin1StringView("ICMP"), TraceProtocol::Icmp},
                            std::pair{QLatin1StringView("ICMPv6"), TraceProtocol::IcmpV6},
                            std::pair{QLatin1StringView("DNS"), TraceProtocol::Dns},
                            std::pair{QLatin1StringView("DHCP"), TraceProtocol::Dhcp}};

/// From the lowest bit on (RFC 9293; NS: RFC 3540).
constexpr std::array kFlags{
    QLatin1StringView("FIN"), QLatin1StringView("SYN"), QLatin1StringView("RST"),
    QLatin1StringView("PSH"), QLatin1StringView("ACK"), QLatin1StringView("URG"),
    QLatin1StringView("ECE"), QLatin1StringView("CWR"), QLatin1StringView("NS")};

/// IANA's numbers.
int numberOf(TraceProtocol protocol) {
    switch (protocol) {
    case TraceProtocol::Tcp:
        return 6;
    case TraceProtocol::Udp:
    case TraceProtocol::Dns:
    case TraceProtocol::Dhcp:
        return 17;
    case TraceProtocol::Icmp:
        return 1;
    case TraceProtocol::IcmpV6:
        break;
    }
    return 58;
}

bool isV6(const IpAddress& address) {
    return address.family == IpFamily::V6;
}

bool isMulticast(const IpAddress& address) {
    return isV6(address) ? address.high >> 56 == 0xFF : address.low >> 28 == 0xE;
}

bool isBroadcast(const IpAddress& address) {
    return !isV6(address) && address.low == 0xFFFFFFFF;
}

/// 0.0.0.0/8, 127.0.0.0/8, :: and ::1.
bool isNobody(const IpAddress& address) {
    if (isV6(address)) {
        return address.high == 0 && address.low <= 1;
    }
    const std::uint64_t first = address.low >> 24;
    return first == 0 || first == 127;
}

/// The MAC address that stands for a group of receivers (RFC 1112, RFC 2464).
QString groupMac(const IpAddress& address) {
    if (isBroadcast(address)) {
        return u"ff:ff:ff:ff:ff:ff"_s;
    }
    const std::uint64_t mac = isV6(address) ? 0x333300000000 | (address.low & 0xFFFFFFFF)
                                            : 0x01005e000000 | (address.low & 0x7FFFFF);
    QString text = QString::number(mac, 16).rightJustified(12, u'0');
    for (int place = 10; place > 0; place -= 2) {
        text.insert(place, u':');
    }
    return text;
}

QJsonObject transportHeader(const TracePacket& packet) {
    const QJsonObject ports{{u"src_port"_s, packet.sourcePort},
                            {u"dst_port"_s, packet.destinationPort}};
    switch (packet.protocol) {
    case TraceProtocol::Tcp: {
        QJsonObject tcp = ports;
        tcp.insert(u"tcp_flags"_s, packet.tcpFlags);
        return {{u"tcp_header"_s, tcp}};
    }
    case TraceProtocol::Udp:
        return {{u"udp_header"_s, ports}};
    case TraceProtocol::Dns:
        return {{u"dns_header"_s,
                 QJsonObject{{u"address_type"_s, isV6(packet.source) ? u"V6"_s : u"V4"_s},
                             {u"message_type"_s, u"QUERY"_s}}}};
    case TraceProtocol::Dhcp:
        return isV6(packet.source)
                   ? QJsonObject{{u"dhcpv6_header"_s, QJsonObject{{u"msg_type"_s, u"SOLICIT"_s}}}}
                   : QJsonObject{{u"dhcp_header"_s, QJsonObject{{u"op_code"_s, u"BOOTREQUEST"_s}}}};
    case TraceProtocol::Icmp:
    case TraceProtocol::IcmpV6:
        break;
    }
    return {{u"icmp_echo_request_header"_s, QJsonObject{{u"id"_s, 0}, {u"sequence"_s, 0}}}};
}

tl::unexpected<Error> wrong(const QString& remedy, const QString& problem) {
    return fail(ErrorKind::InvalidInput, remedy, problem);
}

} // namespace

std::optional<TraceProtocol> traceProtocol(const QString& word) {
    for (const auto& [name, protocol] : kNames) {
        if (word.compare(name, Qt::CaseInsensitive) == 0) {
            return protocol;
        }
    }
    return std::nullopt;
}

Result<int> tcpFlags(const QString& words) {
    static const QRegularExpression between(u"[\\s,+]+"_s);
    int bits = 0;
    for (const QString& word : words.split(between, Qt::SkipEmptyParts)) {
        const auto* const known =
            std::find_if(kFlags.cbegin(), kFlags.cend(), [&word](QLatin1StringView flag) {
                return word.compare(flag, Qt::CaseInsensitive) == 0;
            });
        if (known == kFlags.cend()) {
            return fail(ErrorKind::InvalidInput,
                        u"Give tcp_flags as words of FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, NS."_s,
                        u"\"%1\" is none of them."_s.arg(elideMiddle(cleanLine(word), 40)),
                        u"tcp_flags"_s);
        }
        bits |= 1 << static_cast<int>(known - kFlags.cbegin());
    }
    return bits;
}

QString traceProtocolName(TraceProtocol protocol) {
    return kNames[static_cast<std::size_t>(protocol)].first;
}

bool hasManyDestinations(const TracePacket& packet) {
    return isMulticast(packet.destination) || isBroadcast(packet.destination);
}

Result<void> checkPacket(const TracePacket& packet) {
    const QString source = packet.source.toString();
    const QString destination = packet.destination.toString();
    if (packet.source.family != packet.destination.family) {
        return wrong(u"Give src_ip and dst_ip of one family."_s,
                     source + u" and "_s + destination + u" are IPv4 and IPv6 mixed."_s);
    }
    const bool v6 = isV6(packet.source);
    if (packet.protocol == TraceProtocol::Icmp && v6) {
        return wrong(u"Give ICMPv6 as protocol."_s, u"ICMP does not run over IPv6."_s);
    }
    if (packet.protocol == TraceProtocol::IcmpV6 && !v6) {
        return wrong(u"Give ICMP as protocol."_s, u"ICMPv6 does not run over IPv4."_s);
    }
    // Whoever asks for an address has none yet.
    const bool mayBeNobody = packet.protocol == TraceProtocol::Dhcp && packet.source.low == 0;
    if (isMulticast(packet.source) || isBroadcast(packet.source) ||
        (isNobody(packet.source) && !mayBeNobody)) {
        return wrong(u"Give an address of the source machine as src_ip."_s,
                     source + u" is no address that a machine sends from."_s);
    }
    if (isNobody(packet.destination)) {
        return wrong(u"Give another dst_ip."_s,
                     destination + u" is no address that a packet can be sent to."_s);
    }
    if (packet.source == packet.destination) {
        return wrong(u"Give two different addresses."_s,
                     u"Source and destination are both "_s + source + u'.');
    }
    const auto isPort = [](int port) { return port >= 0 && port <= 65535; };
    if (!isPort(packet.sourcePort) || !isPort(packet.destinationPort)) {
        return wrong(u"Give ports from 0 to 65535."_s, u"A port is out of range."_s);
    }
    if (packet.tcpFlags < 0 || packet.tcpFlags > 511) {
        return wrong(u"Give other tcp_flags."_s, u"The flags are out of range."_s);
    }
    if (packet.ttl < 0 || packet.ttl > 255) {
        return wrong(u"Give a ttl from 0 to 255."_s, u"The time to live is out of range."_s);
    }
    return {};
}

QJsonObject packetJson(const TracePacket& packet) {
    const bool v6 = isV6(packet.source);
    const bool many = hasManyDestinations(packet);
    QJsonObject ethernet;
    if (!packet.sourceMac.isEmpty()) {
        ethernet.insert(u"src_mac"_s, packet.sourceMac);
    }
    const QString destinationMac = many ? groupMac(packet.destination) : packet.destinationMac;
    if (!destinationMac.isEmpty()) {
        ethernet.insert(u"dst_mac"_s, destinationMac);
    }
    if (v6) {
        ethernet.insert(u"eth_type"_s, kEthernetTypeV6);
    }
    QJsonObject ip{{u"src_ip"_s, packet.source.toString()},
                   {u"dst_ip"_s, packet.destination.toString()}};
    ip.insert(v6 ? u"hop_limit"_s : u"ttl"_s, packet.ttl);
    ip.insert(v6 ? u"next_header"_s : u"protocol"_s, numberOf(packet.protocol));
    QString transportType = u"UNICAST"_s;
    if (many) {
        transportType = isBroadcast(packet.destination) ? u"BROADCAST"_s : u"MULTICAST"_s;
    }
    QJsonObject json{{u"resource_type"_s, u"FieldsPacketData"_s},
                     {u"transport_type"_s, transportType},
                     {u"routed"_s, packet.routed && !many},
                     {u"frame_size"_s, kFrameSize},
                     {u"transport_header"_s, transportHeader(packet)}};
    json.insert(v6 ? u"ipv6_header"_s : u"ip_header"_s, ip);
    if (!ethernet.isEmpty()) {
        json.insert(u"eth_header"_s, ethernet);
    }
    return json;
}

} // namespace bulkhead::nsx
