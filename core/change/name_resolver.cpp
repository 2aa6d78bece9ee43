// SPDX-License-Identifier: MIT
#include "change/name_resolver.h"

#include "base/identifiers.h"
#include "base/ip_range.h"
#include "base/text.h"
#include "change/siblings.h"

#include <QJsonObject>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
Result<QString> pathOf(const Result<const T*>& found) {
    if (!found) {
        return fail(found.error());
    }
    return (*found)->header.path;
}

/// The only object whose path, id or name it is.
template <typename T>
Result<QString> onlyOne(const std::vector<T>& objects, const QString& wanted, const QString& what) {
    QStringList byId;
    QStringList byName;
    QStringList names;
    for (const T& object : objects) {
        const model::ObjectHeader& header = object.header;
        if (header.path == wanted || header.id == wanted) {
            byId << header.path;
        } else if (header.displayName.raw() == wanted) {
            byName << header.path;
        }
        names << header.id << header.displayName.raw();
    }
    const QStringList& found = byId.isEmpty() ? byName : byId;
    if (found.size() == 1) {
        return found.constFirst();
    }
    const QString shown = elideMiddle(cleanLine(wanted), 80);
    if (found.size() > 1) {
        return fail(ErrorKind::InvalidInput,
                    u"Give the path of one of these: "_s + cleanLine(found.join(u", "_s)) + u'.',
                    u"%1 %2s have the name \"%3\"."_s.arg(found.size()).arg(what, shown), wanted);
    }
    const QStringList near = nearestMatches(wanted, names);
    return fail(ErrorKind::NotFound,
                near.isEmpty() ? u"List the %1s to see which there are."_s.arg(what)
                               : u"Did you mean "_s + cleanLine(near.join(u", "_s)) + u'?',
                u"There is no %1 \"%2\"."_s.arg(what, shown), wanted);
}

Result<QJsonObject> tagOf(const QString& word) {
    const qsizetype bar = word.indexOf(u'|');
    const QString scope = bar < 0 ? QString() : word.left(bar);
    const QString tag = bar < 0 ? word : word.mid(bar + 1);
    // NSX 4.2, Tag: scope <= 128, tag <= 256 characters.
    if (scope.size() > 128 || tag.size() > 256 || (scope.isEmpty() && tag.isEmpty())) {
        return fail(ErrorKind::InvalidInput, u"Write scope|value."_s,
                    u"\"%1\" is no tag that NSX takes."_s.arg(elideMiddle(cleanLine(word), 80)),
                    word);
    }
    return QJsonObject{{u"scope"_s, scope}, {u"tag"_s, tag}};
}

/// "TCP 443", "UDP 1000-2000".
Result<QJsonObject> portEntry(const QString& word, qsizetype number) {
    const QString protocol = word.section(u' ', 0, 0).toUpper();
    const QString port = word.section(u' ', 1).trimmed();
    bool isFirst = false;
    bool isLast = false;
    const int first = port.section(u'-', 0, 0).toInt(&isFirst);
    const int last = port.section(u'-', -1, -1).toInt(&isLast);
    const bool isPort =
        isFirst && isLast && first >= 0 && first <= last && last <= 65535 && port.count(u'-') <= 1;
    if ((protocol != "TCP"_L1 && protocol != "UDP"_L1) || !isPort) {
        return fail(ErrorKind::InvalidInput, u"Write TCP 443 or UDP 1000-2000."_s,
                    u"\"%1\" is no port."_s.arg(elideMiddle(cleanLine(word), 80)), word);
    }
    const QString id = protocol.toLower() + u'-' + QString::number(number);
    return QJsonObject{{u"resource_type"_s, u"L4PortSetServiceEntry"_s},
                       {u"id"_s, id},
                       {u"display_name"_s, id},
                       {u"l4_protocol"_s, protocol},
                       {u"destination_ports"_s, QJsonArray{port}}};
}

Result<QJsonValue> addressExpression(const QJsonArray& words) {
    for (const QJsonValue word : words) {
        if (const auto range = IpRange::parse(word.toString()); !range) {
            return fail(range.error());
        }
    }
    return QJsonValue(QJsonArray{
        QJsonObject{{u"resource_type"_s, u"IPAddressExpression"_s}, {u"ip_addresses"_s, words}}});
}

} // namespace

Result<QString> NameResolver::profile(const QString& wanted) const {
    return onlyOne(m_snapshot.contextProfiles(), wanted, u"context profile"_s);
}

Result<QString> NameResolver::member(const QString& wanted) const {
    if (looksLikePath(wanted)) {
        return wanted;
    }
    const auto group = m_snapshot.findGroup(wanted);
    if (group || group.error().kind != ErrorKind::NotFound) {
        return pathOf(group);
    }
    return onlyOne(m_snapshot.segments(), wanted, u"group or segment"_s);
}

Result<QString> NameResolver::policy(const QString& wanted) const {
    return pathOf(m_snapshot.findPolicy(wanted));
}

Result<QString> NameResolver::rule(const QString& policyPath, const QString& wanted) const {
    const model::SecurityPolicy* policy = m_snapshot.policy(policyPath);
    if (policy == nullptr) {
        return fail(notThere(u"policy"_s, policyPath));
    }
    return onlyOne(policy->rules.get(), wanted, u"rule"_s);
}

Result<QString> NameResolver::object(ObjectKind kind, const QString& wanted,
                                     const QString& policyWanted) const {
    switch (kind) {
    case ObjectKind::Policy:
        return policy(wanted);
    case ObjectKind::Rule: {
        const auto path = policy(policyWanted);
        return path ? rule(*path, wanted) : path;
    }
    case ObjectKind::Group:
        return pathOf(m_snapshot.findGroup(wanted));
    case ObjectKind::Service:
        return pathOf(m_snapshot.findService(wanted));
    case ObjectKind::ContextProfile:
        return profile(wanted);
    case ObjectKind::ExcludeList:
        return m_snapshot.excludeList() ? m_snapshot.excludeList()->header.path : QString();
    case ObjectKind::MachineTags:
        break;
    }
    const auto machines = m_snapshot.findMachines(wanted);
    if (!machines) {
        return fail(machines.error());
    }
    if (machines->size() > 1) {
        QStringList ids;
        for (const model::VirtualMachine* machine : *machines) {
            ids << cleanLine(machine->externalId);
        }
        return fail(ErrorKind::InvalidInput,
                    u"Give the external id of one of these: "_s + ids.join(u", "_s) + u'.',
                    u"%1 virtual machines have that name."_s.arg(ids.size()), wanted);
    }
    return machines->front()->externalId;
}

Result<QString> NameResolver::operand(FieldType type, const QString& word) const {
    if (word.compare("ANY"_L1, Qt::CaseInsensitive) == 0) {
        return u"ANY"_s;
    }
    switch (type) {
    case FieldType::GroupsOrAddresses:
        if (IpRange::parse(word)) {
            return word;
        }
        return pathOf(m_snapshot.findGroup(word));
    case FieldType::Groups:
        return pathOf(m_snapshot.findGroup(word));
    case FieldType::Services:
        return pathOf(m_snapshot.findService(word));
    case FieldType::Profiles:
        return profile(word);
    case FieldType::Members:
        return member(word);
    default:
        break;
    }
    return word;
}

Result<QJsonValue> NameResolver::value(const DocumentField& field, const QJsonValue& given) const {
    if (!field.isList() || field.type == FieldType::Raw) {
        return given;
    }
    const QJsonArray words = given.toArray();
    if (field.type == FieldType::Addresses) {
        return addressExpression(words);
    }
    QJsonArray values;
    for (const QJsonValue word : words) {
        if (field.type == FieldType::Tags || field.type == FieldType::Ports) {
            const auto object = field.type == FieldType::Tags
                                    ? tagOf(word.toString())
                                    : portEntry(word.toString(), values.size() + 1);
            if (!object) {
                return fail(object.error());
            }
            values.append(*object);
            continue;
        }
        const auto path = operand(field.type, word.toString());
        if (!path) {
            return fail(path.error());
        }
        if (!values.contains(*path)) {
            values.append(*path);
        }
    }
    if (values.contains(u"ANY"_s) && values.size() > 1) {
        return fail(ErrorKind::InvalidInput, u"Write ANY alone, or the others without it."_s,
                    u"ANY stands beside other operands in %1."_s.arg(field.name), field.name);
    }
    return QJsonValue(values);
}

} // namespace bulkhead::change
