// SPDX-License-Identifier: MIT
#include "base/identifiers.h"
#include "model/decode.h"
#include "snapshot/hierarchy.h"

#include <QJsonArray>

#include <map>
#include <utility>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;

namespace {

QJsonObject wrap(const QString& kind, QJsonObject object, const QString& resourceType) {
    object.insert(u"resource_type"_s, resourceType);
    return {{u"resource_type"_s, u"Child"_s + kind},
            {u"id"_s, object.value(u"id"_s)},
            {u"marked_for_delete"_s, false},
            {kind, object}};
}

template <typename T>
void wrapAll(QJsonArray& out, const std::vector<T>& objects, const QString& kind) {
    for (const T& object : objects) {
        out.append(wrap(kind, model::encode(object), kind));
    }
}

QJsonObject policyTree(const model::SecurityPolicy& policy) {
    model::SecurityPolicy shell = policy;
    shell.rules.clear();
    QJsonObject object = model::encode(shell);
    QJsonArray rules;
    wrapAll(rules, policy.rules.get(), u"Rule"_s);
    if (!rules.isEmpty()) {
        object.insert(u"children"_s, rules);
    }
    return object;
}

/// "/infra/tier-1s/t1" of a segment that hangs on a gateway; empty for the others.
QString gatewayAround(const model::Segment& segment) {
    const QString path = segment.header.path;
    const qsizetype segments = path.indexOf(u"/segments/");
    return path.contains(u"/tier-1s/") && segments > 0 ? path.left(segments) : QString();
}

/// Puts segments back below their gateways: into the gateway's own node, or below a reference.
void addGatewaySegments(QJsonArray& infra, std::map<QString, QJsonArray> segmentsOfGateway) {
    const auto takeFor = [&segmentsOfGateway](const QString& id) {
        const auto found = segmentsOfGateway.find(id);
        return found == segmentsOfGateway.end()
                   ? QJsonArray()
                   : std::move(segmentsOfGateway.extract(found).mapped());
    };
    for (qsizetype i = 0; i < infra.size(); ++i) {
        QJsonObject wrapper = infra.at(i).toObject();
        if (!wraps(wrapper, u"Tier1")) {
            continue;
        }
        const bool isReference = !wrapper.contains(u"Tier1"_s);
        QJsonObject node = isReference ? wrapper : wrapper.value(u"Tier1"_s).toObject();
        QJsonArray children = node.value(u"children"_s).toArray();
        for (const QJsonValue segment : takeFor(node.value(u"id"_s).toString())) {
            children.append(segment);
        }
        if (children.isEmpty()) {
            continue;
        }
        node.insert(u"children"_s, children);
        if (isReference) {
            wrapper = node;
        } else {
            wrapper.insert(u"Tier1"_s, node);
        }
        infra.replace(i, wrapper);
    }
    for (const auto& [id, segments] : segmentsOfGateway) {
        infra.append(QJsonObject{{u"resource_type"_s, u"ChildResourceReference"_s},
                                 {u"id"_s, id},
                                 {u"target_type"_s, u"Tier1"_s},
                                 {u"children"_s, segments}});
    }
}

QString domainOf(const QString& path) {
    const qsizetype start = path.indexOf(u"/domains/");
    if (start < 0) {
        return u"default"_s;
    }
    const qsizetype from = start + 9;
    const qsizetype end = path.indexOf(u'/', from);
    return end < 0 ? path.mid(from) : path.mid(from, end - from);
}

} // namespace

QJsonObject writeHierarchy(const Content& content) {
    QJsonArray infra;
    wrapAll(infra, content.services.get(), u"Service"_s);
    wrapAll(infra, content.contextProfiles.get(), u"PolicyContextProfile"_s);
    wrapAll(infra, content.schedulers.get(), u"PolicyFirewallScheduler"_s);
    if (content.excludeList) {
        infra.append(wrap(u"PolicyExcludeList"_s, model::encode(*content.excludeList),
                          u"PolicyExcludeList"_s));
    }
    std::map<QString, QJsonArray> portsOfSegment;
    for (const model::SegmentPort& port : content.ports) {
        portsOfSegment[port.segmentPath].append(
            wrap(u"SegmentPort"_s, model::encode(port), u"SegmentPort"_s));
    }
    std::map<QString, QJsonArray> segmentsOfGateway; // by the gateway's id
    for (const model::Segment& segment : content.segments) {
        QJsonObject object = model::encode(segment);
        if (const auto ports = portsOfSegment.find(segment.header.path);
            ports != portsOfSegment.end()) {
            object.insert(u"children"_s, ports->second);
        }
        QJsonArray& place = gatewayAround(segment).isEmpty()
                                ? infra
                                : segmentsOfGateway[lastSegment(gatewayAround(segment))];
        place.append(wrap(u"Segment"_s, object, u"Segment"_s));
    }
    for (const QJsonValue other : content.otherInfraChildren) {
        infra.append(other);
    }
    addGatewaySegments(infra, std::move(segmentsOfGateway));

    std::map<QString, QJsonArray> domains;
    for (const model::Group& group : content.groups) {
        domains[domainOf(group.header.path)].append(
            wrap(u"Group"_s, model::encode(group), u"Group"_s));
    }
    for (const model::SecurityPolicy& policy : content.policies) {
        domains[domainOf(policy.header.path)].append(
            wrap(u"SecurityPolicy"_s, policyTree(policy), u"SecurityPolicy"_s));
    }
    for (const QJsonValue other : content.otherDomainChildren) {
        domains[u"default"_s].append(other);
    }
    for (const auto& [id, children] : domains) {
        infra.append(
            wrap(u"Domain"_s,
                 {{u"id"_s, id}, {u"path"_s, u"/infra/domains/"_s + id}, {u"children"_s, children}},
                 u"Domain"_s));
    }
    return {{u"resource_type"_s, u"Infra"_s}, {u"id"_s, u"infra"_s}, {u"children"_s, infra}};
}

} // namespace bulkhead::snapshot
