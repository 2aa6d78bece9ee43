// SPDX-License-Identifier: MIT
// TraceEnds: finds the port, the machines and the addresses that a trace runs between.
#pragma once

#include "nsx/trace_packet.h"
#include "ops/operation.h"

#include <optional>

namespace bulkhead::ops {

/// One interface of a machine, or a port of which nobody knows the machine.
struct TraceEnd {
    std::optional<model::VirtualMachine> machine;
    QString portPath;    ///< of the segment port; empty if unknown
    QString portId;      ///< the port's unique id; empty if unknown
    QString segmentPath; ///< empty if unknown
    QString mac;         ///< empty if unknown
    QStringList addresses;

    /// The machine's name, else the port.
    [[nodiscard]] QString label() const;
};

/// What of a call says where the trace starts and ends; addresses are parsed.
struct TraceWish {
    QString
        sourcePort; ///< attachment id, unique id or path of a segment port, or an interface's id
    QString sourceMachine;
    QString destinationMachine;
    std::optional<IpAddress> sourceAddress;
    std::optional<IpAddress> destinationAddress;
    nsx::TraceProtocol protocol = nsx::TraceProtocol::Tcp;
};

/// InvalidInput for a wrong address or protocol, and when an end is not named at all.
[[nodiscard]] Result<TraceWish> traceWish(const QJsonObject& arguments);

/// The interface that the trace starts at. Refused if the machine is off or has no interface on a
/// segment; InvalidInput lists the interfaces if several could be meant. At most 5 requests.
[[nodiscard]] Task<TraceEnd> findSource(Call call, TraceWish wish);

/// Every interface of the destination that could be meant: those that have the address, or all.
/// Empty if the wish names no machine.
[[nodiscard]] Task<std::vector<TraceEnd>> findDestinations(Call call, TraceWish wish);

/// The two addresses of the packet, chosen from what the ends have where the wish leaves them
/// open. InvalidInput lists the addresses if several could be meant.
struct TraceAddresses {
    IpAddress source;
    IpAddress destination;
};
[[nodiscard]] Result<TraceAddresses> chooseAddresses(const TraceWish& wish, const TraceEnd& source,
                                                     const std::vector<TraceEnd>& destinations);

/// The end with this address; nullptr if there is none.
[[nodiscard]] const TraceEnd* endWith(const std::vector<TraceEnd>& ends, const IpAddress& address);

} // namespace bulkhead::ops
