// SPDX-License-Identifier: MIT
// Service and its entries: ports and protocols.
#pragma once

#include "model/nsx_enum.h"
#include "model/object_header.h"

#include <QJsonArray>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace bulkhead::model {

/// NSX 4.2 Policy API, ServiceEntry.resource_type.
enum class ServiceEntryKind : std::uint8_t {
    Unknown,
    L4PortSet,
    Icmp,
    Igmp,
    IpProtocol,
    Alg,
    EtherType,
    Nested
};
template <>
struct NsxEnumWords<ServiceEntryKind> {
    static constexpr std::array<QLatin1StringView, 8> words{
        QLatin1StringView(""),
        QLatin1StringView("L4PortSetServiceEntry"),
        QLatin1StringView("ICMPTypeServiceEntry"),
        QLatin1StringView("IGMPTypeServiceEntry"),
        QLatin1StringView("IPProtocolServiceEntry"),
        QLatin1StringView("ALGTypeServiceEntry"),
        QLatin1StringView("EtherTypeServiceEntry"),
        QLatin1StringView("NestedServiceServiceEntry")};
};

/// One entry of a service; only the fields of its kind are set.
struct ServiceEntry {
    NsxEnum<ServiceEntryKind> kind;
    QString id;
    UntrustedText displayName;
    QString l4Protocol;           ///< TCP or UDP
    QStringList destinationPorts; ///< "443" or "1000-2000"
    QStringList sourcePorts;
    QString icmpProtocol; ///< ICMPv4 or ICMPv6
    std::optional<int> icmpType;
    std::optional<int> icmpCode;
    std::optional<int> protocolNumber; ///< 0..255
    QString alg;
    std::optional<int> etherType;
    QString nestedServicePath;
    ExtraFields extra;
};

/// NSX 4.2 Policy API, Service.
struct Service {
    ObjectHeader header;
    std::vector<ServiceEntry> entries;
    QString serviceType; ///< ETHER or NON_ETHER
    std::optional<bool> isDefault;
    ExtraFields extra;
};

/// Raw entries of a rule (`service_entries`); entries that are no objects are left out.
[[nodiscard]] std::vector<ServiceEntry> decodeServiceEntries(const QJsonArray& entries);

/// "TCP 443, 8443", "UDP 53 from 1024-65535", "ICMPv4 type 8", "IP protocol 47", …
[[nodiscard]] QString inWords(const ServiceEntry& entry);

/// All entries of a service, joined.
[[nodiscard]] QString inWords(const std::vector<ServiceEntry>& entries);

} // namespace bulkhead::model
