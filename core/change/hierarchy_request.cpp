// SPDX-License-Identifier: MIT
#include "change/hierarchy_request.h"

#include "base/identifiers.h"
#include "change/image_reader.h"
#include "nsx/api_path.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

/// A value of the same type that says "nothing"; undefined where there is none.
QJsonValue nothingLike(const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::String:
        return QString();
    case QJsonValue::Array:
        return QJsonArray();
    case QJsonValue::Bool:
        return false;
    default:
        return QJsonValue(QJsonValue::Undefined);
    }
}

QJsonObject wrapper(const Edit& edit, const QJsonArray& children = {}) {
    const QString type = resourceType(edit.kind);
    QJsonObject object = sentFields(edit);
    if (!children.isEmpty()) {
        object.insert(u"children"_s, children);
    }
    QJsonObject wrapped{{u"resource_type"_s, QString(u"Child"_s + type)},
                        {u"id"_s, object.value(u"id"_s)},
                        {type, object}};
    if (edit.after.isNull()) {
        wrapped.insert(u"marked_for_delete"_s, true);
    }
    return wrapped;
}

QJsonObject reference(const QString& type, const QString& id, const QJsonArray& children) {
    return {{u"resource_type"_s, u"ChildResourceReference"_s},
            {u"id"_s, id},
            {u"target_type"_s, type},
            {u"children"_s, children}};
}

/// "/infra/domains/default" of anything in a domain; empty for the others.
QString domainOf(const QString& path) {
    const qsizetype start = path.indexOf("/domains/"_L1);
    if (start < 0) {
        return {};
    }
    return path.section(u'/', 0, path.left(start).count(u'/') + 2);
}

/// The children of one domain.
struct DomainPart {
    QJsonArray children;
    std::vector<const Edit*> policies;
    std::map<QString, QJsonArray> rules; ///< wrappers by policy path
};

QJsonArray childrenOf(DomainPart& part) {
    QJsonArray children = part.children;
    for (const Edit* policy : part.policies) {
        const auto rules = part.rules.find(policy->path);
        // What stands in a policy that goes, goes with it.
        const bool takesRules = rules != part.rules.end();
        children.append(
            wrapper(*policy, takesRules && !policy->isDeletion() ? rules->second : QJsonArray()));
        if (takesRules) {
            part.rules.erase(rules);
        }
    }
    for (const auto& [path, rules] : part.rules) {
        children.append(reference(u"SecurityPolicy"_s, lastSegment(path), rules));
    }
    return children;
}

} // namespace

QJsonObject sentFields(const Edit& edit) {
    if (edit.after.isNull()) {
        QJsonObject gone{{u"resource_type"_s, resourceType(edit.kind)},
                         {u"id"_s, lastSegment(edit.path)}};
        if (edit.before[u"_revision"].isDouble()) {
            gone.insert(u"_revision"_s, edit.before[u"_revision"]);
        }
        return gone;
    }
    QJsonObject sent = ownFields(edit.after.toObject());
    const QJsonObject old = ownFields(edit.before.toObject());
    for (auto field = old.constBegin(); field != old.constEnd(); ++field) {
        if (!sent.contains(field.key())) {
            const QJsonValue empty = nothingLike(field.value());
            if (!empty.isUndefined()) {
                sent.insert(field.key(), empty);
            }
        }
    }
    sent.insert(u"resource_type"_s, resourceType(edit.kind));
    sent.insert(u"id"_s, lastSegment(edit.path));
    if (edit.before[u"_revision"].isDouble()) {
        sent.insert(u"_revision"_s, edit.before[u"_revision"]);
    }
    return sent;
}

WriteRequest hierarchyRequest(const config::Target& target, const std::vector<Edit>& edits) {
    QJsonArray infra;
    std::map<QString, DomainPart> domains;
    for (const Edit& edit : edits) {
        const QString domain = domainOf(edit.path);
        if (domain.isEmpty()) {
            infra.append(wrapper(edit));
        } else if (edit.kind == ObjectKind::Policy) {
            domains[domain].policies.push_back(&edit);
        } else if (edit.kind == ObjectKind::Rule) {
            domains[domain].rules[policyPathOf(edit.path)].append(wrapper(edit));
        } else {
            domains[domain].children.append(wrapper(edit));
        }
    }
    for (auto& [path, part] : domains) {
        infra.append(reference(u"Domain"_s, lastSegment(path), childrenOf(part)));
    }
    return {"PATCH", nsx::infraRoot(target),
            nsx::makeQuery({{u"enforce_revision_check"_s, u"true"_s}}),
            QJsonObject{{u"resource_type"_s, u"Infra"_s}, {u"children"_s, infra}}};
}

} // namespace bulkhead::change
