// SPDX-License-Identifier: MIT
// Topology: which way a packet takes between segments, as far as traceflows show it.
#pragma once

#include "base/ip_range.h"
#include "simulator/world.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace bulkhead::simulator {

/// Where an interface is.
struct Attachment {
    qsizetype vif = -1;
    const StoredObject* port = nullptr;
    const StoredObject* segment = nullptr;
    QString hostId;
    QString hostName;
};

struct Way {
    enum class End : std::uint8_t {
        Interface, ///< it arrives at `to`
        Outside,   ///< it leaves through the edge
        NoAnswer,  ///< nobody on the last segment has the address
        NoRoute,   ///< no gateway knows the network
    };
    End end = End::NoRoute;
    std::vector<const StoredObject*> gateways; ///< on the way, in order
    const StoredObject* lastSegment = nullptr; ///< nullptr if it never gets to one
    std::optional<Attachment> to;
    QString network; ///< of the last segment, "10.0.0.0/24", or "0.0.0.0/0"
};

/// The object at a port's path, unique id or attachment id; nullptr if there is none.
[[nodiscard]] const StoredObject* findPort(const World& world, const QString& pathOrId);
/// Nothing if no running machine is plugged into the port.
[[nodiscard]] std::optional<Attachment> attachmentOf(const World& world, const StoredObject& port);
/// `candidates` are the interfaces that have the address.
[[nodiscard]] Way wayTo(const World& world, const Attachment& from, const IpAddress& address,
                        const std::vector<qsizetype>& candidates);

} // namespace bulkhead::simulator
