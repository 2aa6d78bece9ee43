// SPDX-License-Identifier: MIT
#include "ops/where_used_operation.h"

#include "base/identifiers.h"
#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QJsonObject formatObject(const nsx::NamedObject& object) {
    const QString& name = object.displayName.raw();
    return QJsonObject{{u"path"_s, object.path},
                       {u"type"_s, orNull(object.type)},
                       {u"display_name"_s, name.isEmpty() ? lastSegment(object.path) : name}};
}

/// "web-tier" of ".../security-policies/web-tier/rules/allow-https".
QJsonValue policyOf(const QString& rulePath) {
    const QString collection = rulePath.section(u'/', -2, -2);
    return collection == u"rules" ? QJsonValue(rulePath.section(u'/', -3, -3)) : QJsonValue();
}

QJsonObject formatReference(const nsx::Reference& reference, const PathNames& names) {
    QJsonObject item = formatObject(reference.referrer);
    const QString& through = reference.through;
    item.insert(u"policy_id"_s, policyOf(reference.referrer.path));
    item.insert(u"how"_s, reference.how);
    item.insert(u"through"_s, orNull(through));
    item.insert(u"through_name"_s,
                through.isEmpty() ? QJsonValue() : QJsonValue(nameOf(through, names)));
    return item;
}

Task<Answer> whereUsed(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const QString wanted = call.arguments.value(u"object"_s).toString();
    call.progress({u"Looking for uses"_s, 1, 1});
    const auto found = co_await call.source->referencesTo(wanted, call.token);
    if (!found) {
        co_return fail(found.error());
    }
    // Whoever stands between is a referrer itself, so its name is known without a request.
    PathNames names;
    for (const nsx::Reference& reference : found->items) {
        names.insert(reference.referrer.path, reference.referrer.displayName);
    }
    const auto total = static_cast<qint64>(found->items.size());
    const qint64 first = qMin<qint64>(query.offset, total);
    const qint64 last = qMin<qint64>(first + query.limit, total);
    QJsonArray items;
    for (qint64 i = first; i < last; ++i) {
        items.append(formatReference(found->items[static_cast<std::size_t>(i)], names));
    }
    const auto isDirect = [](const nsx::Reference& one) { return one.through.isEmpty(); };
    const qint64 direct = std::count_if(found->items.cbegin(), found->items.cend(), isDirect);
    QJsonObject result = listEnvelope(items, query, total);
    result.insert(u"object"_s, formatObject(found->object.value_or(nsx::NamedObject{})));
    result.insert(u"direct_count"_s, direct);
    result.insert(u"complete"_s, found->complete);
    result.insert(u"notes"_s, QJsonArray::fromStringList(found->notes));
    if (!found->complete) {
        result.insert(u"total"_s, QJsonValue());
    }
    co_return Answer{result};
}

QJsonObject resultSchema() {
    namespace s = schema;
    const QJsonObject object = s::object({
        {u"path", s::text(u"Path of the object; of a virtual machine its external id, of a tag "
                          u"scope|value."_s)},
        {u"type", s::nullable(s::text(u"Group, Service, Rule, SecurityPolicy …"_s))},
        {u"display_name", s::text(u"Name that people see."_s)},
    });
    const QJsonObject use = s::object({
        {u"policy_id", s::nullable(s::text(u"Of a rule: the policy that it stands in."_s))},
        {u"how", s::text(u"source, destination, applied_to, service, profile, member, exclusion, "
                         u"schedule or other; of a tag also carries and criteria."_s)},
        {u"through", s::nullable(s::text(u"Path of the group or service around the object that is "
                                         u"named instead of it; null: it is named itself."_s))},
        {u"through_name", s::nullable(s::text({}))},
    });
    return s::envelope(
        s::merged(object, use),
        {{u"object", object},
         {u"direct_count",
          s::integer(u"Uses of the object itself; they block the deletion of anything but a "
                     u"tag."_s)},
         {u"complete", s::boolean(u"False: there may be more uses; notes say why."_s)},
         {u"notes", s::texts(u"What could not be looked at."_s)}});
}

} // namespace

Operation whereUsedOperation() {
    Operation operation = readOperation(
        u"where_used"_s, u"Find who uses an object"_s,
        u"Show which rules, policies, groups and lists use an object"_s,
        u"Shows everything that uses a group, service, context profile, segment, port or virtual "
        u"machine: as source, destination, Applied To, service, profile, member or exclusion, "
        u"directly or through the groups around it. Of a tag (scope|value): who carries it, which "
        u"groups ask for it and who uses those. Takes at most three requests, whatever the size "
        u"of the firewall."_s);
    operation.parameters = {
        requiredText(u"object"_s,
                     u"Path, id or unique display name of the object; of a virtual machine its "
                     u"external id or unique name; a tag as \"scope|value\"."_s),
        limitParameter(), offsetParameter()};
    operation.resultSchema = resultSchema();
    operation.command = {u"where-used"_s, {}, {u"object"_s}, {}};
    operation.table = {{{u"Object"_s, u"object.display_name"_s},
                        {u"Path"_s, u"object.path"_s},
                        {u"Direct uses"_s, u"direct_count"_s},
                        {u"Complete"_s, u"complete"_s},
                        {u"Notes"_s, u"notes"_s}},
                       u"items"_s,
                       {},
                       {{u"As"_s, u"how"_s},
                        {u"Type"_s, u"type"_s},
                        {u"Name"_s, u"display_name"_s},
                        {u"Policy"_s, u"policy_id"_s},
                        {u"Through"_s, u"through_name"_s},
                        {u"Path"_s, u"path"_s}}};
    operation.handler = whereUsed;
    return operation;
}

} // namespace bulkhead::ops
