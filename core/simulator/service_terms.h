// SPDX-License-Identifier: MIT
// ServiceTerms: a rule's services, read once and ready to be asked about packets.
#pragma once

#include "simulator/object_store.h"
#include "simulator/packet.h"

#include <QJsonObject>

#include <cstdint>
#include <vector>

namespace bulkhead::simulator {

struct PortRange {
    int first = 0;
    int last = 65535;
};

/// One service entry. -1 and empty lists mean any.
struct ServiceTerm {
    enum class Kind : std::uint8_t { Ip, Ether };
    Kind kind = Kind::Ip;
    int number = -1; ///< IP protocol or EtherType
    std::vector<PortRange> sourcePorts;
    std::vector<PortRange> destinationPorts;
    int icmpType = -1;
    int icmpCode = -1;

    [[nodiscard]] bool matches(const Packet& packet) const;
};

/// The union of a rule's `services` and `service_entries`; no terms at all mean any service. A
/// service that is not there matches nothing.
struct ServiceTerms {
    bool isAny = false;
    std::vector<ServiceTerm> terms;

    [[nodiscard]] static ServiceTerms read(const QJsonObject& rule, const ObjectStore& store);
    [[nodiscard]] bool matches(const Packet& packet) const;
};

} // namespace bulkhead::simulator
