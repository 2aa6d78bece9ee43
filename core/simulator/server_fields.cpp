// SPDX-License-Identifier: MIT
#include "simulator/server_fields.h"

#include "simulator/object_type.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QString expressionCollection(const QString& kind) {
    static const QHash<QString, QString> collections = {
        {u"Condition"_s, u"condition-expressions"_s},
        {u"ConjunctionOperator"_s, u"conjunction-expressions"_s},
        {u"NestedExpression"_s, u"nested-expressions"_s},
        {u"IPAddressExpression"_s, u"ip-address-expressions"_s},
        {u"MACAddressExpression"_s, u"mac-address-expressions"_s},
        {u"PathExpression"_s, u"path-expressions"_s},
        {u"ExternalIDExpression"_s, u"external-id-expressions"_s},
        {u"IdentityGroupExpression"_s, u"identity-group-expressions"_s},
    };
    return collections.value(kind, u"expressions"_s);
}

/// Conditions in a nested expression have the group as parent, not the nested one.
QJsonArray completeExpressions(const QJsonArray& expressions, const QString& groupPath) {
    QJsonArray complete;
    for (const QJsonValue value : expressions) {
        QJsonObject expression = value.toObject();
        const QString id = expression.value(u"id"_s).toString();
        expression.insert(
            u"path"_s, groupPath + u'/' +
                           expressionCollection(expression.value(u"resource_type"_s).toString()) +
                           u'/' + id);
        expression.insert(u"relative_path"_s, id);
        expression.insert(u"parent_path"_s, groupPath);
        expression.insert(u"remote_path"_s, QString());
        expression.insert(u"marked_for_delete"_s, false);
        expression.insert(u"overridden"_s, false);
        expression.insert(u"_protection"_s, u"NOT_PROTECTED"_s);
        if (expression.contains(u"expressions"_s)) {
            expression.insert(
                u"expressions"_s,
                completeExpressions(expression.value(u"expressions"_s).toArray(), groupPath));
        }
        complete.append(expression);
    }
    return complete;
}

QJsonArray completeEntries(const QJsonArray& entries, const QJsonObject& service) {
    QJsonArray complete;
    const QString servicePath = service.value(u"path"_s).toString();
    for (const QJsonValue value : entries) {
        QJsonObject entry = value.toObject();
        const QString id = entry.value(u"id"_s).toString();
        const QString path = servicePath + u"/service-entries/"_s + id;
        entry.insert(u"path"_s, path);
        entry.insert(u"relative_path"_s, id);
        entry.insert(u"parent_path"_s, servicePath);
        entry.insert(u"remote_path"_s, QString());
        entry.insert(u"unique_id"_s, uuidFor(path));
        entry.insert(u"realization_id"_s, uuidFor(path));
        entry.insert(u"owner_id"_s, ownerId());
        for (const QString& key :
             {u"_create_time"_s, u"_create_user"_s, u"_last_modified_time"_s,
              u"_last_modified_user"_s, u"_system_owned"_s, u"_protection"_s, u"_revision"_s}) {
            entry.insert(key, service.value(key));
        }
        complete.append(entry);
    }
    return complete;
}

/// Rises with the order of evaluation; the real numbers are not documented.
qint64 internalSequenceNumber(const QJsonObject& policy) {
    static const QStringList categories = {u"Ethernet"_s, u"Emergency"_s, u"Infrastructure"_s,
                                           u"Environment"_s, u"Application"_s};
    const qint64 base =
        10'000'000 * (categories.indexOf(policy.value(u"category"_s).toString()) + 2);
    return base + std::min<qint64>(policy.value(u"sequence_number"_s).toInteger(), 9'999'999);
}

/// Fields that a type computes or allocates. `kept` is what was there before or what the data set
/// gave.
void addTypeFields(World& world, const QString& type, const Origin& origin, const QJsonObject& kept,
                   QJsonObject& fields) {
    if (isPolicyType(type)) {
        fields.insert(u"is_default"_s, kept.value(u"is_default"_s).toBool());
        fields.insert(u"internal_sequence_number"_s, internalSequenceNumber(fields));
        const bool wasLocked = kept.value(u"locked"_s).toBool();
        const bool isLocked = fields.value(u"locked"_s).toBool();
        fields.insert(u"lock_modified_time"_s, kept.value(u"lock_modified_time"_s).toInteger());
        if (kept.contains(u"lock_modified_by"_s)) {
            fields.insert(u"lock_modified_by"_s, kept.value(u"lock_modified_by"_s));
        }
        if (wasLocked != isLocked) {
            fields.insert(u"lock_modified_time"_s, World::now());
            fields.insert(u"lock_modified_by"_s, origin.user);
        }
        const QString preference = fields.value(u"connectivity_preference"_s).toString();
        if (!preference.isEmpty() && preference != u"NONE"_s) {
            const qint64 id = kept.value(u"default_rule_id"_s).toInteger();
            fields.insert(u"default_rule_id"_s, id > 0 ? id : world.makeRuleId());
        }
    } else if (isRuleType(type)) {
        const qint64 given = kept.value(u"rule_id"_s).toInteger();
        const qint64 id = given > 0 ? given : world.makeRuleId();
        world.nextRuleId = std::max(world.nextRuleId, id + 1);
        fields.insert(u"rule_id"_s, id);
        fields.insert(u"is_default"_s, kept.value(u"is_default"_s).toBool());
        fields.insert(u"unique_id"_s, QString::number(id));
        fields.insert(u"realization_id"_s, QString::number(id));
    } else if (type == u"Group"_s) {
        fields.insert(u"reference"_s, false);
        fields.insert(u"expression"_s, completeExpressions(fields.value(u"expression"_s).toArray(),
                                                           fields.value(u"path"_s).toString()));
    } else if (type == u"Service"_s) {
        const QJsonArray entries = fields.value(u"service_entries"_s).toArray();
        const bool isEther =
            !entries.isEmpty() && entries.first().toObject().value(u"resource_type"_s).toString() ==
                                      u"EtherTypeServiceEntry"_s;
        fields.insert(u"service_type"_s, isEther ? u"ETHER"_s : u"NON_ETHER"_s);
        fields.insert(u"is_default"_s, kept.value(u"is_default"_s).toBool());
        fields.insert(u"service_entries"_s, completeEntries(entries, fields));
    } else if (type == u"PolicyDraft"_s) {
        fields.insert(u"is_auto_draft"_s, false); // this manager makes none by itself
    } else if (type == u"Segment"_s) {
        const bool isRouted = !fields.value(u"connectivity_path"_s).toString().isEmpty();
        fields.insert(u"type"_s, isRouted ? u"ROUTED"_s : u"DISCONNECTED"_s);
    }
}

} // namespace

StoredObject completeObject(World& world, const QString& type, const QString& path,
                            const QString& parentPath, const QString& id, const QJsonObject& own,
                            const Origin& origin) {
    const QJsonObject kept = origin.before != nullptr ? origin.before->fields : origin.given;
    const auto keptOr = [&](const QString& key, const QJsonValue& otherwise) {
        const QJsonValue value = kept.value(key);
        return value.isUndefined() || value.isNull() ? otherwise : value;
    };
    const qint64 now = World::now();
    QJsonObject fields = own;
    fields.insert(u"resource_type"_s, type);
    fields.insert(u"id"_s, id);
    fields.insert(u"path"_s, path);
    fields.insert(u"relative_path"_s, id);
    fields.insert(u"parent_path"_s, parentPath);
    fields.insert(u"remote_path"_s, QString());
    const QString unique = keptOr(u"unique_id"_s, QString()).toString();
    fields.insert(u"unique_id"_s, unique.isEmpty() ? world.makeUniqueId(path) : unique);
    fields.insert(u"realization_id"_s, fields.value(u"unique_id"_s));
    fields.insert(u"owner_id"_s, ownerId());
    fields.insert(u"marked_for_delete"_s, false);
    fields.insert(u"overridden"_s, false);
    fields.insert(u"_system_owned"_s, keptOr(u"_system_owned"_s, origin.isSystem));
    fields.insert(
        u"_protection"_s,
        keptOr(u"_protection"_s, origin.isPrincipal ? u"REQUIRE_OVERRIDE"_s : u"NOT_PROTECTED"_s));
    fields.insert(u"_create_time"_s, keptOr(u"_create_time"_s, now));
    fields.insert(u"_create_user"_s, keptOr(u"_create_user"_s, origin.user));
    const bool isNew = origin.before == nullptr;
    fields.insert(u"_last_modified_time"_s,
                  isNew ? keptOr(u"_last_modified_time"_s, fields.value(u"_create_time"_s))
                        : QJsonValue(now));
    fields.insert(u"_last_modified_user"_s,
                  isNew ? keptOr(u"_last_modified_user"_s, fields.value(u"_create_user"_s))
                        : QJsonValue(origin.user));
    fields.insert(u"_revision"_s,
                  isNew ? keptOr(u"_revision"_s, 0) : QJsonValue(origin.before->revision() + 1));
    addTypeFields(world, type, origin, kept, fields);
    return {path, parentPath, type, id, fields};
}

} // namespace bulkhead::simulator
