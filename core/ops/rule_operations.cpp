// SPDX-License-Identifier: MIT
#include "ops/rule_operations.h"

#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/rule_lookup.h"
#include "ops/schema.h"
#include "ops/unused_rules.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// As long as a rule is remembered (hits/hit_schema.h).
constexpr int kMostUnusedDays = 365;

/// Where the rules stand, beside them.
void addPolicy(QJsonObject& result, const model::SecurityPolicy& policy) {
    result.insert(u"policy_id"_s, policy.header.id);
    result.insert(u"policy_name"_s, policy.header.label());
    result.insert(u"category"_s, formatPolicyItem(policy).value(u"category"_s));
}

Task<Answer> listRules(Call call) {
    if (call.arguments.contains(u"unused_days"_s)) {
        auto unused = co_await listUnusedRules(call);
        co_return unused;
    }
    if (!call.arguments.contains(u"policy_id"_s)) {
        co_return fail(ErrorKind::InvalidInput, u"Name a policy, or give unused_days."_s,
                       u"Rules are listed policy by policy."_s, u"policy_id"_s);
    }
    const ListQuery query = listQuery(call.arguments);
    const QString wanted = call.arguments.value(u"policy_id"_s).toString();
    call.progress({u"Reading the policy"_s, 1, 2});
    const auto policy = co_await call.source->policy(wanted, call.token);
    if (!policy) {
        co_return fail(policy.error());
    }
    // Rules are numbered by their place in the whole policy, so the policy is read whole.
    const qint64 total = static_cast<qint64>(policy->rules.size());
    const qint64 first = qMin<qint64>(query.offset, total);
    const qint64 last = qMin<qint64>(first + query.limit, total);
    QStringList paths;
    for (qint64 i = first; i < last; ++i) {
        paths += rulePaths(policy->rules[static_cast<std::size_t>(i)]);
    }
    paths.removeDuplicates();
    call.progress({u"Reading names"_s, 2, 2});
    const auto names = co_await call.source->namesOf(paths, call.token);
    if (!names) {
        co_return fail(names.error());
    }
    QJsonArray items;
    for (qint64 i = first; i < last; ++i) {
        QJsonObject item = formatRule(policy->rules[static_cast<std::size_t>(i)], *names);
        item.insert(u"position"_s, i + 1);
        items.append(item);
    }
    QJsonObject result = listEnvelope(items, query, total);
    addPolicy(result, *policy);
    co_return Answer{result};
}

Task<Answer> getRule(Call call) {
    const QString wanted = call.arguments.value(u"policy_id"_s).toString();
    call.progress({u"Reading the policy"_s, 1, 2});
    const auto policy = co_await call.source->policy(wanted, call.token);
    if (!policy) {
        co_return fail(policy.error());
    }
    const Result<std::size_t> place =
        findRule(*policy, call.arguments.value(u"rule_id"_s).toString());
    if (!place) {
        co_return fail(place.error());
    }
    const model::Rule& rule = policy->rules[*place];
    call.progress({u"Reading names"_s, 2, 2});
    const auto names = co_await call.source->namesOf(rulePaths(rule), call.token);
    if (!names) {
        co_return fail(names.error());
    }
    QJsonObject result = formatRule(rule, *names);
    result.insert(u"position"_s, static_cast<qint64>(*place) + 1);
    addPolicy(result, *policy);
    co_return Answer{result};
}

QJsonObject itemSchema() {
    namespace s = schema;
    return s::object({
        {u"position", s::integer(u"Place in the policy, from 1; the first match decides."_s)},
        {u"id", s::text(u"Id of the rule, the last part of its path."_s)},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"description", s::text({})},
        {u"rule_id", s::nullable(s::integer(u"System-wide number, as in logs and traceflow."_s))},
        {u"action", s::nullable(s::text(u"ALLOW, DROP, REJECT or JUMP_TO_APPLICATION."_s))},
        {u"sources", s::texts(u"Paths of groups, addresses, or ANY."_s)},
        {u"source_names", s::texts(u"The same as display names."_s)},
        {u"sources_excluded", s::boolean(u"True: everything but the sources."_s)},
        {u"destinations", s::texts(u"Paths of groups, addresses, or ANY."_s)},
        {u"destination_names", s::texts(u"The same as display names."_s)},
        {u"destinations_excluded", s::boolean(u"True: everything but the destinations."_s)},
        {u"services", s::texts(u"Paths of services, or ANY; empty with raw ports only."_s)},
        {u"service_names", s::texts(u"The same as display names."_s)},
        {u"service_entries", s::texts(u"Ports and protocols of the rule itself, in words."_s)},
        {u"profiles", s::texts(u"Paths of context profiles, or ANY."_s)},
        {u"profile_names", s::texts(u"The same as display names."_s)},
        {u"scope", s::texts(u"Applied To: paths of groups, or ANY."_s)},
        {u"scope_names", s::texts(u"The same as display names."_s)},
        {u"direction", s::text(u"IN, OUT or IN_OUT, seen from the machine."_s)},
        {u"ip_protocol", s::nullable(s::text(u"IPV4, IPV6 or IPV4_IPV6; null for Ethernet."_s))},
        {u"disabled", s::boolean({})},
        {u"logged", s::boolean({})},
        {u"log_label", s::text(u"Word that log lines of this rule carry."_s)},
        {u"sequence_number", s::nullable(s::integer(u"Stored order in the policy."_s))},
        {u"notes", s::text({})},
        {u"tags", s::tags()},
        {u"is_default", s::nullable(s::boolean({}))},
        {u"path", s::text(u"Path of the rule."_s)},
        {u"_revision", s::nullable(s::integer(u"Stored version, for later changes."_s))},
    });
}

/// What comes with unused_days only is not required.
QJsonObject listSchema() {
    namespace s = schema;
    QJsonObject item = itemSchema();
    QJsonObject properties = item.value(u"properties"_s).toObject();
    const QJsonObject more = unusedItemSchema();
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        properties.insert(it.key(), it.value());
    }
    item.insert(u"properties"_s, properties);
    QJsonObject list = s::envelope(
        item, {{u"policy_id", s::nullable(s::text(u"Id of the policy; null for all."_s))},
               {u"policy_name", s::nullable(s::text(u"Display name of the policy."_s))},
               {u"category", s::nullable(s::text({}))}});
    properties = list.value(u"properties"_s).toObject();
    properties.insert(u"unused"_s, unusedSchema());
    list.insert(u"properties"_s, properties);
    return list;
}

} // namespace

Operation listRulesOperation() {
    Operation operation = readOperation(
        u"list_dfw_rules"_s, u"List firewall rules"_s,
        u"List the rules of one policy in the order of evaluation"_s,
        u"Lists the rules of one security policy in the order of evaluation, with sources, "
        u"destinations, services and Applied To as paths and as names. Find policies with "
        u"list_dfw_policies. With unused_days it lists the rules that were proved not to be hit "
        u"for so long, of all policies or of one, from what this computer recorded: rules that "
        u"were not watched long enough are counted, not listed."_s);
    Parameter policy = requiredText(u"policy_id"_s, u"Id, path or unique display name of the "
                                                    u"policy; may be left out with unused_days."_s);
    policy.required = false;
    operation.parameters = {
        policy,
        numberParameter(u"unused_days"_s, 1, kMostUnusedDays,
                        u"Only rules without a hit for so many days. Reads the counters of each "
                        u"policy first."_s),
        limitParameter(), offsetParameter()};
    operation.resultSchema = listSchema();
    operation.command = {u"rule"_s, u"list"_s, {u"policy_id"_s}, {}};
    operation.table = {{{u"Unused"_s, u"unused.rules"_s, false, true},
                        {u"Notes"_s, u"unused.notes"_s, false, true}},
                       u"items"_s,
                       {},
                       {{u"#"_s, u"position"_s, true},
                        {u"Policy"_s, u"policy_name"_s, false, true},
                        {u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Rule"_s, u"rule_id"_s, true},
                        {u"Quiet days"_s, u"history.quiet_days"_s, true, true},
                        {u"Last hit"_s, u"history.last_hit"_s, false, true},
                        {u"Watched since"_s, u"history.watched_since"_s, false, true},
                        {u"Sources"_s, u"source_names"_s},
                        {u"Destinations"_s, u"destination_names"_s},
                        {u"Services"_s, u"service_names"_s},
                        {u"Ports"_s, u"service_entries"_s},
                        {u"Applied to"_s, u"scope_names"_s},
                        {u"Action"_s, u"action"_s},
                        {u"Direction"_s, u"direction"_s},
                        {u"Log"_s, u"logged"_s},
                        {u"Disabled"_s, u"disabled"_s}}};
    operation.handler = listRules;
    return operation;
}

Operation getRuleOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"get_dfw_rule"_s, u"Show a firewall rule"_s, u"Show one rule of a policy"_s,
        u"Shows one rule of a security policy with everything that decides: sources, destinations, "
        u"services, Applied To, action, direction, and its place in the policy. Traffic counters "
        u"are in get_dfw_rule_stats."_s);
    operation.parameters = {
        requiredText(u"policy_id"_s, u"Id, path or unique display name of the policy."_s),
        requiredText(u"rule_id"_s, u"Id, path, number or unique display name of the rule."_s)};
    operation.resultSchema =
        s::merged(itemSchema(), s::object({{u"policy_id", s::text(u"Id of the policy."_s)},
                                           {u"policy_name", s::text(u"Its display name."_s)},
                                           {u"category", s::nullable(s::text({}))}}));
    operation.command = {u"rule"_s, u"get"_s, {u"policy_id"_s, u"rule_id"_s}, {}};
    operation.table = {{{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Rule"_s, u"rule_id"_s},
                        {u"Policy"_s, u"policy_name"_s},
                        {u"Category"_s, u"category"_s},
                        {u"Position"_s, u"position"_s},
                        {u"Action"_s, u"action"_s},
                        {u"Sources"_s, u"source_names"_s},
                        {u"All but these sources"_s, u"sources_excluded"_s},
                        {u"Destinations"_s, u"destination_names"_s},
                        {u"All but these destinations"_s, u"destinations_excluded"_s},
                        {u"Services"_s, u"service_names"_s},
                        {u"Ports"_s, u"service_entries"_s},
                        {u"Context profiles"_s, u"profile_names"_s},
                        {u"Applied to"_s, u"scope_names"_s},
                        {u"Direction"_s, u"direction"_s},
                        {u"IP version"_s, u"ip_protocol"_s},
                        {u"Disabled"_s, u"disabled"_s},
                        {u"Log"_s, u"logged"_s},
                        {u"Log label"_s, u"log_label"_s},
                        {u"Notes"_s, u"notes"_s},
                        {u"Description"_s, u"description"_s},
                        {u"Tags"_s, u"tags"_s},
                        {u"Path"_s, u"path"_s},
                        {u"Revision"_s, u"_revision"_s}},
                       {},
                       {},
                       {}};
    operation.handler = getRule;
    return operation;
}

} // namespace bulkhead::ops
