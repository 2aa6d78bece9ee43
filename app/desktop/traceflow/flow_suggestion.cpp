// SPDX-License-Identifier: MIT
#include "desktop/traceflow/flow_suggestion.h"

#include "desktop/estate/document.h"
#include "desktop/traceflow/flow_end.h"

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// Members of groups that are asked for an end at most: the first that fits is enough.
constexpr std::size_t kMostTried = 200;

/// One machine or address that belongs to an operand list and that a trace can have there.
QString endIn(const Document& document, const QStringList& operands, bool isExcluded, EndRole role,
              const QString& other) {
    if (isExcluded || model::isAny(operands)) {
        return {}; // anybody: the person knows better whom to take
    }
    const auto fits = [&](const QString& text) {
        return text != other && flowEnd(document, text, role).isUsable();
    };
    for (const QString& operand : operands) {
        if (IpAddress::parse(operand) && fits(operand)) {
            return operand;
        }
        const snapshot::Membership* members = document.members()->of(operand);
        if (members == nullptr) {
            continue;
        }
        const std::size_t count = std::min(members->machines.size(), kMostTried);
        for (std::size_t i = 0; i < count; ++i) {
            const QString id = members->machines[i]->externalId;
            if (fits(id)) {
                return id;
            }
        }
    }
    return {};
}

/// The first port of "443", "1000-2000".
int firstPort(const QStringList& ports) {
    return ports.isEmpty() ? -1 : ports.front().section(u'-', 0, 0).trimmed().toInt();
}

/// Puts protocol and port of the first entry that a trace can send into `flow`.
bool takeService(QJsonObject& flow, const std::vector<model::ServiceEntry>& entries) {
    for (const model::ServiceEntry& entry : entries) {
        const int port = firstPort(entry.destinationPorts);
        if ((entry.l4Protocol == u"TCP" || entry.l4Protocol == u"UDP") && port >= 0) {
            flow.insert(u"protocol"_s, entry.l4Protocol);
            flow.insert(u"dst_port"_s, port);
            return true;
        }
        if (!entry.icmpProtocol.isEmpty()) {
            flow.insert(u"protocol"_s, entry.icmpProtocol == u"ICMPv6" ? u"ICMPv6"_s : u"ICMP"_s);
            return true;
        }
    }
    return false;
}

void takeServices(QJsonObject& flow, const snapshot::Snapshot& snapshot, const model::Rule& rule) {
    if (takeService(flow, model::decodeServiceEntries(rule.serviceEntries))) {
        return;
    }
    for (const QString& path : rule.services) {
        const model::Service* service = snapshot.service(path);
        if (service != nullptr && takeService(flow, service->entries)) {
            return;
        }
    }
}

Result<QJsonObject> fromRule(const Document& document, const model::Rule& rule) {
    QJsonObject flow;
    const QString source =
        endIn(document, rule.sources, rule.sourcesExcluded.value_or(false), EndRole::Source, {});
    const QString destination =
        endIn(document, rule.destinations, rule.destinationsExcluded.value_or(false),
              EndRole::Destination, source);
    const auto put = [&flow](const QString& end, const QString& role) {
        if (!end.isEmpty()) {
            flow.insert(role + (IpAddress::parse(end) ? u"_ip"_s : u"_vm"_s), end);
        }
    };
    put(source, u"src"_s);
    put(destination, u"dst"_s);
    takeServices(flow, *document.snapshot(), rule);
    return flow;
}

} // namespace

Result<QJsonObject> suggestFlow(const Document& document, const QString& pathOrId) {
    const snapshot::Snapshot& snapshot = *document.snapshot();
    if (const auto found = snapshot.rule(pathOrId); found.rule != nullptr) {
        return fromRule(document, *found.rule);
    }
    if (snapshot.machine(pathOrId) != nullptr) {
        return QJsonObject{{u"src_vm"_s, pathOrId}};
    }
    return fail(ErrorKind::NotFound, u"Choose a rule or a machine."_s,
                u"A trace cannot start from "_s + snapshot.nameOf(pathOrId) + u'.', pathOrId);
}

} // namespace bulkhead::desktop
