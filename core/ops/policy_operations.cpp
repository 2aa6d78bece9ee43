// SPDX-License-Identifier: MIT
#include "ops/policy_operations.h"

#include "ops/exclusions.h"
#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Task<Answer> listPolicies(Call call) {
    const ListQuery query = listQuery(call.arguments);
    call.progress({u"Reading policies"_s, 1, 1});
    auto partTask = call.source->policies(query, call.token);
    auto exclusionTask = call.source->excludeLists(call.token);
    const auto part = co_await partTask;
    const auto exclusions = co_await exclusionTask;
    if (!part) {
        co_return fail(part.error());
    }
    QJsonArray items;
    for (const model::SecurityPolicy& policy : part->items) {
        items.append(formatPolicyItem(policy));
    }
    QJsonObject result = listEnvelope(items, query, part->total);
    result.insert(u"exclusion_note"_s, orNull(exclusionNote(exclusions)));
    co_return Answer{result};
}

Task<Answer> getPolicy(Call call) {
    const QString wanted = call.arguments.value(u"policy_id"_s).toString();
    call.progress({u"Reading the policy"_s, 1, 2});
    const auto policy = co_await call.source->policy(wanted, call.token);
    if (!policy) {
        co_return fail(policy.error());
    }
    call.progress({u"Reading names"_s, 2, 2});
    const auto names = co_await call.source->namesOf(policyPaths(*policy), call.token);
    if (!names) {
        co_return fail(names.error());
    }
    co_return Answer{formatPolicy(*policy, *names)};
}

QJsonObject itemSchema() {
    namespace s = schema;
    return s::object({
        {u"id", s::text(u"Id of the policy, the last part of its path."_s)},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"category", s::nullable(s::text(u"Ethernet, Emergency, Infrastructure, Environment or "
                                          u"Application; evaluated in this order."_s))},
        {u"sequence_number", s::nullable(s::integer(u"Order inside the category."_s))},
        {u"stateful", s::nullable(s::boolean(u"False: both directions need a rule."_s))},
        {u"tcp_strict", s::nullable(s::boolean(u"Connections must begin with a handshake."_s))},
        {u"locked", s::nullable(s::boolean(u"Only the one who locked it may change it."_s))},
        {u"rule_count", s::nullable(s::integer(u"Number of rules; null if unknown."_s))},
        {u"path", s::text(u"Path of the policy, e.g. /infra/domains/default/…"_s)},
    });
}

QJsonObject policySchema() {
    namespace s = schema;
    const QJsonObject more = s::object({
        {u"description", s::text({})},
        {u"scope", s::texts(u"Applied To: paths of groups, or ANY; replaces the rules' own."_s)},
        {u"scope_names", s::texts(u"The same as display names."_s)},
        {u"comments", s::text({})},
        {u"lock_modified_by", s::nullable(s::text({}))},
        {u"scheduler_path", s::nullable(s::text(u"The policy holds only at these times."_s))},
        {u"connectivity_preference", s::nullable(s::text(u"Default rule that NSX adds."_s))},
        {u"is_default", s::nullable(s::boolean({}))},
        {u"tags", s::tags()},
        {u"_revision", s::nullable(s::integer(u"Stored version, for later changes."_s))},
    });
    return s::merged(itemSchema(), more);
}

std::vector<Column> itemColumns() {
    return {{u"Name"_s, u"display_name"_s}, {u"ID"_s, u"id"_s},
            {u"Category"_s, u"category"_s}, {u"Seq"_s, u"sequence_number"_s, true},
            {u"Stateful"_s, u"stateful"_s}, {u"Rules"_s, u"rule_count"_s, true}};
}

} // namespace

Operation listPoliciesOperation() {
    Operation operation = readOperation(
        u"list_dfw_policies"_s, u"List firewall policies"_s,
        u"List the distributed firewall's policies in the order of evaluation"_s,
        u"Lists the security policies of the distributed firewall in the order of evaluation "
        u"(category, then sequence number) with the number of their rules. Use list_dfw_rules for "
        u"the rules of one policy."_s);
    operation.parameters = {nameFilterParameter(), limitParameter(), offsetParameter()};
    operation.resultSchema = schema::envelope(
        itemSchema(),
        {{u"exclusion_note", schema::nullable(schema::text(
                                 u"Whom these policies do not reach at all; null if nobody."_s))}});
    operation.command = {u"policy"_s, u"list"_s, {}, {}};
    operation.table = {{}, u"items"_s, {}, itemColumns()};
    operation.handler = listPolicies;
    return operation;
}

Operation getPolicyOperation() {
    Operation operation = readOperation(
        u"get_dfw_policy"_s, u"Show a firewall policy"_s, u"Show one policy without its rules"_s,
        u"Shows one security policy: category, order, scope, lock, tags and revision, without its "
        u"rules. Use list_dfw_rules for those."_s);
    operation.parameters = {
        requiredText(u"policy_id"_s, u"Id, path or unique display name of the policy."_s)};
    operation.resultSchema = policySchema();
    operation.command = {u"policy"_s, u"get"_s, {u"policy_id"_s}, {}};
    std::vector<Column> fields = itemColumns();
    fields.insert(fields.end(), {{u"Description"_s, u"description"_s},
                                 {u"Applied to"_s, u"scope_names"_s},
                                 {u"TCP strict"_s, u"tcp_strict"_s},
                                 {u"Locked"_s, u"locked"_s},
                                 {u"Connectivity"_s, u"connectivity_preference"_s, false, true},
                                 {u"Schedule"_s, u"scheduler_path"_s, false, true},
                                 {u"Tags"_s, u"tags"_s},
                                 {u"Path"_s, u"path"_s},
                                 {u"Revision"_s, u"_revision"_s}});
    operation.table = {std::move(fields), {}, {}, {}};
    operation.handler = getPolicy;
    return operation;
}

} // namespace bulkhead::ops
