// SPDX-License-Identifier: MIT
// list_idps_rules: what intrusion detection watches, with which profile, and what it does then.
#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/ids_api.h"
#include "ops/format.h"
#include "ops/idps_operations.h"
#include "ops/list_envelope.h"
#include "ops/manager_only.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <array>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

struct Lists {
    const char16_t* field; ///< NSX's
    const char16_t* paths;
    const char16_t* names;
};
constexpr std::array<Lists, 5> kLists{
    {{u"source_groups", u"sources", u"source_names"},
     {u"destination_groups", u"destinations", u"destination_names"},
     {u"services", u"services", u"service_names"},
     {u"scope", u"scope", u"scope_names"},
     {u"ids_profiles", u"profiles", u"profile_names"}}};

QString labelOf(const QJsonObject& object) {
    const QString name = object.value(u"display_name"_s).toString();
    return name.isEmpty() ? object.value(u"id"_s).toString() : name;
}

struct Row {
    const nsx::IdsPolicy* policy = nullptr;
    QJsonObject rule;
    int position = 0; ///< in its policy, from 1
};

QJsonValue valueOf(const QJsonObject& object, const QString& key) {
    const QJsonValue value = object.value(key);
    return value.isUndefined() ? QJsonValue() : value;
}

QJsonObject formatIdpsRule(const Row& row, const PathNames& names) {
    const QString path = row.rule.value(u"path"_s).toString();
    const auto hits = row.policy->hits.constFind(path);
    QJsonObject item{
        {u"id"_s, row.rule.value(u"id"_s).toString()},
        {u"display_name"_s, labelOf(row.rule)},
        {u"path"_s, path},
        {u"policy_id"_s, row.policy->policy.value(u"id"_s).toString()},
        {u"policy_name"_s, labelOf(row.policy->policy)},
        {u"position"_s, row.position},
        {u"rule_number"_s, valueOf(row.rule, u"rule_id"_s)},
        {u"mode"_s, valueOf(row.rule, u"action"_s)},
        {u"disabled"_s, valueOf(row.rule, u"disabled"_s)},
        {u"logged"_s, valueOf(row.rule, u"logged"_s)},
        {u"direction"_s, valueOf(row.rule, u"direction"_s)},
        {u"oversubscription"_s, valueOf(row.rule, u"oversubscription"_s)},
        {u"hit_count"_s, hits == row.policy->hits.cend() ? QJsonValue() : QJsonValue(*hits)},
    };
    for (const Lists& list : kLists) {
        const QStringList paths =
            row.rule.value(QStringView(list.field)).toVariant().toStringList();
        QJsonArray labels;
        for (const QString& operand : paths) {
            labels.append(nameOf(operand, names));
        }
        item.insert(QStringView(list.paths), QJsonArray::fromStringList(paths));
        item.insert(QStringView(list.names), labels);
    }
    return item;
}

bool isWanted(const Row& row, const ListQuery& query, const QString& policy) {
    const QJsonObject& owner = row.policy->policy;
    if (!policy.isEmpty() && owner.value(u"id"_s).toString() != policy &&
        owner.value(u"path"_s).toString() != policy && labelOf(owner) != policy) {
        return false;
    }
    return matchesNameFilter(labelOf(row.rule), query.nameFilter) ||
           matchesNameFilter(row.rule.value(u"id"_s).toString(), query.nameFilter);
}

QStringList pathsOf(const std::vector<Row>& rows) {
    QStringList paths;
    for (const Row& row : rows) {
        for (const Lists& list : kLists) {
            for (const QString& operand :
                 row.rule.value(QStringView(list.field)).toVariant().toStringList()) {
                if (looksLikePath(operand)) {
                    paths << operand;
                }
            }
        }
    }
    paths.removeDuplicates();
    return paths;
}

Task<Answer> listRules(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const QString wanted = call.arguments.value(u"policy_id"_s).toString();
    const auto manager = managerOf(call, u"rules of intrusion detection"_s);
    if (!manager) {
        co_return fail(manager.error());
    }
    call.progress({u"Reading intrusion rules"_s, 1, 2});
    const nsx::IdsApi api(*manager);
    const auto policies = co_await api.policies(call.token);
    if (!policies) {
        co_return fail(policies.error());
    }
    std::vector<Row> page;
    QStringList notes;
    qint64 matching = 0;
    for (const nsx::IdsPolicy& policy : *policies) {
        if (!policy.problem.isEmpty()) {
            notes << u"The hits of policy %1 could not be read: %2"_s.arg(labelOf(policy.policy),
                                                                          policy.problem);
        }
        int position = 0;
        for (const QJsonValue rule : policy.rules) {
            const Row row{&policy, rule.toObject(), ++position};
            if (!isWanted(row, query, wanted)) {
                continue;
            }
            if (matching >= query.offset && page.size() < static_cast<std::size_t>(query.limit)) {
                page.push_back(row);
            }
            ++matching;
        }
    }
    call.progress({u"Reading names"_s, 2, 2});
    const QStringList paths = pathsOf(page);
    const auto names = co_await call.source->namesOf(paths, call.token);
    if (!names) {
        co_return fail(names.error());
    }
    QJsonArray items;
    for (const Row& row : page) {
        items.append(formatIdpsRule(row, *names));
    }
    QJsonObject result = listEnvelope(items, query, matching);
    result.insert(u"notes"_s, QJsonArray::fromStringList(notes));
    co_return Answer{result};
}

QJsonObject itemSchema() {
    namespace s = schema;
    QJsonObject item = s::object({
        {u"id", s::text(u"Id of the rule, the last part of its path."_s)},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"path", s::text(u"Path of the rule."_s)},
        {u"policy_id", s::text({})},
        {u"policy_name", s::text({})},
        {u"position", s::integer(u"Place in its policy, from 1."_s)},
        {u"rule_number", s::nullable(s::integer(u"System-wide number, as in events and logs."_s))},
        {u"mode", s::nullable(s::text(u"DETECT, DETECT_PREVENT or EXEMPT."_s))},
        {u"disabled", s::nullable(s::boolean({}))},
        {u"logged", s::nullable(s::boolean({}))},
        {u"direction", s::nullable(s::text(u"IN, OUT or IN_OUT."_s))},
        {u"oversubscription",
         s::nullable(s::text(u"Under overload: BYPASSED, DROPPED or INHERIT_GLOBAL."_s))},
        {u"hit_count", s::nullable(s::integer(u"Since the last reset; null if unknown."_s))},
    });

    for (const Lists& list : kLists) {
        item = s::merged(item, s::object({{list.paths, s::texts(u"Paths, addresses or ANY."_s)},
                                          {list.names, s::texts(u"The same by name."_s)}}));
    }
    return item;
}

} // namespace

Operation listIdpsRulesOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_idps_rules"_s, u"List intrusion rules"_s,
        u"List the rules of intrusion detection in the order of evaluation"_s,
        u"Lists the rules of the distributed intrusion detection with their policy, mode (detect, "
        u"or detect and prevent), profiles, sources, destinations, Applied To and hits."_s);
    operation.parameters = {
        textParameter(u"policy_id"_s, u"Only the rules of this intrusion policy: its id, path or "
                                      "display name."_s),
        nameFilterParameter(), limitParameter(), offsetParameter()};
    operation.resultSchema =
        s::envelope(itemSchema(), {{u"notes", s::texts(u"What could not be read and why."_s)}});
    operation.command = {u"idps"_s, u"rules"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Policy"_s, u"policy_name"_s},
                        {u"#"_s, u"position"_s, true},
                        {u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Mode"_s, u"mode"_s},
                        {u"Disabled"_s, u"disabled"_s},
                        {u"Profiles"_s, u"profile_names"_s},
                        {u"Applied to"_s, u"scope_names"_s},
                        {u"Hits"_s, u"hit_count"_s, true}}};
    operation.handler = listRules;
    return operation;
}

} // namespace bulkhead::ops
