// SPDX-License-Identifier: MIT
#include "model/service.h"

#include "model/field_codec.h"

namespace bulkhead::model {

using namespace Qt::StringLiterals;

template <typename Visitor, typename Entry>
    requires std::same_as<std::remove_const_t<Entry>, ServiceEntry>
void visitFields(Visitor& visit, Entry& entry) {
    visit("resource_type", entry.kind);
    visit("id", entry.id);
    visit("display_name", entry.displayName);
    visit("l4_protocol", entry.l4Protocol);
    visit("destination_ports", entry.destinationPorts);
    visit("source_ports", entry.sourcePorts);
    visit("protocol", entry.icmpProtocol);
    visit("icmp_type", entry.icmpType);
    visit("icmp_code", entry.icmpCode);
    visit("protocol_number", entry.protocolNumber);
    visit("alg", entry.alg);
    visit("ether_type", entry.etherType);
    visit("nested_service_path", entry.nestedServicePath);
}

template <typename Visitor, typename S>
    requires std::same_as<std::remove_const_t<S>, Service>
void visitFields(Visitor& visit, S& service) {
    visit("service_entries", service.entries);
    visit("service_type", service.serviceType);
    visit("is_default", service.isDefault);
    visitHeader(visit, service.header);
}

namespace {

void complete(Service& service, const DecodeContext& context) {
    completeHeader(service.header, context, u"services");
}

QString ports(const QStringList& destination, const QStringList& source) {
    QString words = destination.isEmpty() ? u"any port"_s : destination.join(u", "_s);
    if (!source.isEmpty()) {
        words += u" from "_s + source.join(u", "_s);
    }
    return cleanLine(words);
}

} // namespace

BULKHEAD_MODEL_CODEC(Service, u"Service", complete)

std::vector<ServiceEntry> decodeServiceEntries(const QJsonArray& entries) {
    std::vector<ServiceEntry> decoded;
    if (entries.isEmpty()) {
        return decoded;
    }
    const auto reader =
        JsonReader::parse(QJsonDocument(entries).toJson(QJsonDocument::Compact), u"entries"_s);
    simdjson::dom::array array;
    if (!reader || reader->root().get_array().get(array) != simdjson::SUCCESS) {
        return decoded;
    }
    for (const simdjson::dom::element child : array) {
        auto entry = decodeWithFields<ServiceEntry>(child, DecodeContext{}, u"Service entry");
        if (entry) {
            decoded.push_back(std::move(*entry));
        }
    }
    return decoded;
}

QString inWords(const ServiceEntry& entry) {
    switch (entry.kind.value()) {
    case ServiceEntryKind::L4PortSet:
        return cleanLine(entry.l4Protocol) + u' ' +
               ports(entry.destinationPorts, entry.sourcePorts);
    case ServiceEntryKind::Icmp: {
        QString words = cleanLine(entry.icmpProtocol);
        if (entry.icmpType) {
            words += u" type "_s + QString::number(*entry.icmpType);
        }
        if (entry.icmpCode) {
            words += u" code "_s + QString::number(*entry.icmpCode);
        }
        return words;
    }
    case ServiceEntryKind::Igmp:
        return u"IGMP"_s;
    case ServiceEntryKind::IpProtocol:
        return u"IP protocol "_s +
               (entry.protocolNumber ? QString::number(*entry.protocolNumber) : u"unknown"_s);
    case ServiceEntryKind::Alg:
        return cleanLine(entry.alg) + u" ALG "_s + ports(entry.destinationPorts, entry.sourcePorts);
    case ServiceEntryKind::EtherType:
        return u"EtherType "_s +
               (entry.etherType ? u"0x"_s + QString::number(*entry.etherType, 16) : u"unknown"_s);
    case ServiceEntryKind::Nested:
        return u"service "_s + cleanLine(entry.nestedServicePath);
    case ServiceEntryKind::Unknown:
        break;
    }
    return u"entry of a kind that this version does not know ("_s + cleanLine(entry.kind.text()) +
           u')';
}

QString inWords(const std::vector<ServiceEntry>& entries) {
    QStringList words;
    for (const ServiceEntry& entry : entries) {
        words << inWords(entry);
    }
    return words.join(u"; "_s);
}

} // namespace bulkhead::model
