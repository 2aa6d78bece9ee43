// SPDX-License-Identifier: MIT
// Packet: what the firewall looks at in a traceflow's packet.
#pragma once

#include "base/ip_range.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace bulkhead::simulator {

constexpr int kIcmp = 1;
constexpr int kIgmp = 2;
constexpr int kTcp = 6;
constexpr int kUdp = 17;
constexpr int kIcmpV6 = 58;

/// Numbers that the packet's protocol does not have are -1.
struct Packet {
    IpAddress source;
    IpAddress destination;
    int protocol = kIcmp; ///< IANA number
    int sourcePort = -1;
    int destinationPort = -1;
    int icmpType = -1;
    int icmpCode = -1;
    int hopLimit = 64;
    QString sourceMac; ///< lower-case; empty if unknown
    QString destinationMac;

    [[nodiscard]] bool isV4() const { return source.family == IpFamily::V4; }
    [[nodiscard]] int etherType() const { return isV4() ? 0x0800 : 0x86dd; }

    /// From a FieldsPacketData that was checked. `sender` stands in for an absent source address.
    /// Nothing if an address is still missing.
    [[nodiscard]] static std::optional<Packet> read(const QJsonObject& fields,
                                                    const std::optional<IpAddress>& sender);
};

} // namespace bulkhead::simulator
