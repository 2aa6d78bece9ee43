// SPDX-License-Identifier: MIT
// Field checks of services and their entries (NSX 4.2 Service, ServiceEntry).
#include "simulator/field_checks.h"

#include <QJsonArray>
#include <QSet>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaximumPorts = 15; ///< a range counts twice

/// A port, or two with a hyphen; how many values it counts, 0 if it is wrong.
int portValues(const QString& text) {
    const QStringList ends = text.split(u'-');
    if (ends.size() > 2) {
        return 0;
    }
    int previous = -1;
    for (const QString& end : ends) {
        bool isNumber = false;
        const int port = end.toInt(&isNumber);
        if (!isNumber || port < 0 || port > 65535 || port < previous) {
            return 0;
        }
        previous = port;
    }
    return static_cast<int>(ends.size());
}

Problem checkPorts(const QJsonObject& entry, const QString& key) {
    if (Problem problem = checkTexts(entry, key, kMaximumPorts)) {
        return problem;
    }
    int count = 0;
    for (const QJsonValue value : entry.value(key).toArray()) {
        const int values = portValues(value.toString());
        if (values == 0) {
            return key + u" has "_s + value.toString() + u", which is no port or range"_s;
        }
        count += values;
    }
    return count > kMaximumPorts
               ? Problem(key + u" has more than 15 values (a range counts as two)"_s)
               : std::nullopt;
}

Problem checkIcmp(const QJsonObject& entry) {
    if (!entry.contains(u"protocol"_s)) {
        return u"protocol is required"_s;
    }
    if (entry.contains(u"icmp_code"_s) && !entry.contains(u"icmp_type"_s)) {
        return u"icmp_code needs icmp_type"_s;
    }
    for (const Problem& problem :
         {checkOneOf(entry, u"protocol"_s, {u"ICMPv4"_s, u"ICMPv6"_s}),
          checkWhole(entry, u"icmp_type"_s, 0, 255), checkWhole(entry, u"icmp_code"_s, 0, 255)}) {
        if (problem) {
            return problem;
        }
    }
    return std::nullopt;
}

Problem checkAlg(const QJsonObject& entry) {
    static const QStringList algorithms = {
        u"ORACLE_TNS"_s, u"FTP"_s,  u"SUN_RPC_TCP"_s,    u"SUN_RPC_UDP"_s,   u"MS_RPC_TCP"_s,
        u"MS_RPC_UDP"_s, u"TFTP"_s, u"NBNS_BROADCAST"_s, u"NBDG_BROADCAST"_s};
    if (!entry.contains(u"alg"_s)) {
        return u"alg is required"_s;
    }
    if (Problem problem = checkOneOf(entry, u"alg"_s, algorithms)) {
        return problem;
    }
    if (entry.value(u"destination_ports"_s).toArray().size() != 1) {
        return u"destination_ports must have exactly one value"_s;
    }
    return checkPorts(entry, u"destination_ports"_s);
}

} // namespace

Problem checkServiceEntry(const QJsonObject& entry) {
    const QString kind = entry.value(u"resource_type"_s).toString();
    if (kind == u"L4PortSetServiceEntry"_s) {
        if (!entry.contains(u"l4_protocol"_s)) {
            return u"l4_protocol is required"_s;
        }
        for (const Problem& problem :
             {checkOneOf(entry, u"l4_protocol"_s, {u"TCP"_s, u"UDP"_s}),
              checkPorts(entry, u"destination_ports"_s), checkPorts(entry, u"source_ports"_s)}) {
            if (problem) {
                return problem;
            }
        }
        return std::nullopt;
    }
    if (kind == u"ICMPTypeServiceEntry"_s) {
        return checkIcmp(entry);
    }
    if (kind == u"ALGTypeServiceEntry"_s) {
        return checkAlg(entry);
    }
    if (kind == u"IPProtocolServiceEntry"_s) {
        return entry.contains(u"protocol_number"_s)
                   ? checkWhole(entry, u"protocol_number"_s, 0, 255)
                   : Problem(u"protocol_number is required"_s);
    }
    if (kind == u"EtherTypeServiceEntry"_s) {
        return entry.contains(u"ether_type"_s) ? checkWhole(entry, u"ether_type"_s, 0, 65535)
                                               : Problem(u"ether_type is required"_s);
    }
    if (kind == u"NestedServiceServiceEntry"_s) {
        return entry.value(u"nested_service_path"_s).toString().startsWith(u'/')
                   ? std::nullopt
                   : Problem(u"nested_service_path is required"_s);
    }
    if (kind == u"IGMPTypeServiceEntry"_s) {
        return std::nullopt;
    }
    return u"resource_type "_s + kind + u" is no kind of service entry"_s;
}

Problem checkService(const QJsonObject& own) {
    QSet<QString> ids;
    for (const QJsonValue value : own.value(u"service_entries"_s).toArray()) {
        const QJsonObject entry = value.toObject();
        if (Problem problem = checkServiceEntry(entry)) {
            return u"service_entries: "_s + *problem;
        }
        const QString id = entry.value(u"id"_s).toString();
        if (ids.contains(id)) {
            return u"service_entries has the id "_s + id + u" twice"_s;
        }
        ids.insert(id);
    }
    return std::nullopt;
}

} // namespace bulkhead::simulator
