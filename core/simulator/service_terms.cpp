// SPDX-License-Identifier: MIT
#include "simulator/service_terms.h"

#include <QJsonArray>
#include <QStringList>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

std::vector<PortRange> readPorts(const QJsonValue& ports) {
    std::vector<PortRange> ranges;
    for (const QJsonValue value : ports.toArray()) {
        const QStringList ends = value.toString().split(u'-');
        ranges.push_back({ends.first().toInt(), ends.last().toInt()});
    }
    return ranges;
}

bool holds(const std::vector<PortRange>& ranges, int port) {
    return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const PortRange& range) {
               return range.first <= port && port <= range.last;
           });
}

/// The control connection; the data connections of an application gateway are not simulated.
int algProtocol(const QString& algorithm) {
    static const QStringList udp = {u"TFTP"_s, u"SUN_RPC_UDP"_s, u"MS_RPC_UDP"_s,
                                    u"NBNS_BROADCAST"_s, u"NBDG_BROADCAST"_s};
    return udp.contains(algorithm) ? kUdp : kTcp;
}

class TermReader final {
public:
    explicit TermReader(const ObjectStore& store) : m_store(store) {}

    void addService(const QString& path) {
        const StoredObject* service = m_store.find(path);
        if (service == nullptr || m_visited.contains(path)) {
            return; // nested services may stand in a circle
        }
        m_visited << path;
        addEntries(service->fields.value(u"service_entries"_s));
    }

    void addEntries(const QJsonValue& entries) {
        for (const QJsonValue entry : entries.toArray()) {
            addEntry(entry.toObject());
        }
    }

    [[nodiscard]] std::vector<ServiceTerm> take() { return std::move(m_terms); }

private:
    void addEntry(const QJsonObject& entry) {
        const QString kind = entry.value(u"resource_type"_s).toString();
        ServiceTerm term;
        if (kind == u"NestedServiceServiceEntry"_s) {
            addService(entry.value(u"nested_service_path"_s).toString());
            return;
        }
        if (kind == u"L4PortSetServiceEntry"_s) {
            term.number = entry.value(u"l4_protocol"_s).toString() == u"UDP"_s ? kUdp : kTcp;
        } else if (kind == u"ALGTypeServiceEntry"_s) {
            term.number = algProtocol(entry.value(u"alg"_s).toString());
        } else if (kind == u"ICMPTypeServiceEntry"_s) {
            term.number = entry.value(u"protocol"_s).toString() == u"ICMPv6"_s ? kIcmpV6 : kIcmp;
            term.icmpType = entry.value(u"icmp_type"_s).toInt(-1);
            term.icmpCode = entry.value(u"icmp_code"_s).toInt(-1);
        } else if (kind == u"IGMPTypeServiceEntry"_s) {
            term.number = kIgmp;
        } else if (kind == u"IPProtocolServiceEntry"_s) {
            term.number = entry.value(u"protocol_number"_s).toInt();
        } else if (kind == u"EtherTypeServiceEntry"_s) {
            term.kind = ServiceTerm::Kind::Ether;
            term.number = entry.value(u"ether_type"_s).toInt();
        } else {
            return;
        }
        term.sourcePorts = readPorts(entry.value(u"source_ports"_s));
        term.destinationPorts = readPorts(entry.value(u"destination_ports"_s));
        m_terms.push_back(std::move(term));
    }

    const ObjectStore& m_store;
    QStringList m_visited;
    std::vector<ServiceTerm> m_terms;
};

} // namespace

bool ServiceTerm::matches(const Packet& packet) const {
    if (kind == Kind::Ether) {
        return number == packet.etherType();
    }
    return number == packet.protocol && holds(sourcePorts, packet.sourcePort) &&
           holds(destinationPorts, packet.destinationPort) &&
           (icmpType < 0 || icmpType == packet.icmpType) &&
           (icmpCode < 0 || icmpCode == packet.icmpCode);
}

ServiceTerms ServiceTerms::read(const QJsonObject& rule, const ObjectStore& store) {
    const QJsonArray services = rule.value(u"services"_s).toArray();
    const QJsonArray entries = rule.value(u"service_entries"_s).toArray();
    const bool namesAny = services.isEmpty() ||
                          services.first().toString().compare(u"ANY"_s, Qt::CaseInsensitive) == 0;
    TermReader reader(store);
    if (!namesAny) {
        for (const QJsonValue path : services) {
            reader.addService(path.toString());
        }
    }
    reader.addEntries(entries);
    // ANY beside raw entries means the entries: absent services are filled with ANY.
    return {namesAny && entries.isEmpty(), reader.take()};
}

bool ServiceTerms::matches(const Packet& packet) const {
    return isAny || std::any_of(terms.begin(), terms.end(),
                                [&](const ServiceTerm& term) { return term.matches(packet); });
}

} // namespace bulkhead::simulator
