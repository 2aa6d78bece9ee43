// SPDX-License-Identifier: MIT
#include "ops/rule_writes.h"

#include "base/identifiers.h"
#include "change/difference.h"
#include "change/undo_planner.h"
#include "nsx/object_api.h"
#include "ops/blast_radius.h"
#include "ops/policy_reader.h"
#include "ops/read_operation.h"
#include "ops/rule_fields.h"
#include "ops/rule_place.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <limits>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QString policyOf(const Call& call) {
    return call.arguments.value(u"policy_id"_s).toString();
}

QString ruleWanted(const Call& call) {
    return call.arguments.value(u"rule_id"_s).toString();
}

/// A new rule: the defaults of the contract, Ethernet's exceptions, and a place of its own.
QJsonObject freshRule(const QJsonObject& policy, const QString& id) {
    QJsonObject rule{{u"resource_type"_s, u"Rule"_s},
                     {u"id"_s, id},
                     {u"source_groups"_s, QJsonArray{u"ANY"_s}},
                     {u"destination_groups"_s, QJsonArray{u"ANY"_s}},
                     {u"services"_s, QJsonArray{u"ANY"_s}},
                     {u"profiles"_s, QJsonArray{u"ANY"_s}},
                     {u"scope"_s, QJsonArray{u"ANY"_s}}};
    if (policy.value(u"category"_s).toString() != u"Ethernet") {
        rule.insert(u"ip_protocol"_s, u"IPV4_IPV6"_s);
    }
    return rule;
}

Task<change::WritePlan> planCreate(Call call) {
    const auto id = checkIdentifier(ruleWanted(call), u"rule_id"_s);
    if (!id) {
        co_return fail(id.error());
    }
    const QString wantedPolicy = policyOf(call);
    const auto policy = co_await readPolicy(call, wantedPolicy);
    if (!policy) {
        co_return fail(policy.error());
    }
    const QString path = policy->value(u"path"_s).toString() + u"/rules/"_s + *id;
    const std::vector<QJsonObject> siblings = rulesInOrder(*policy);
    for (const QJsonObject& sibling : siblings) {
        if (sibling.value(u"id"_s).toString() == *id) {
            co_return fail(alreadyThere(u"Rule"_s, path,
                                        u"Choose another rule_id, or use update_dfw_rule."_s));
        }
    }
    const QJsonObject fresh = freshRule(*policy, *id);
    auto rule = co_await withGivenRuleFields(call, fresh);
    if (!rule) {
        co_return fail(rule.error());
    }
    if (const Result<void> fits = checkRule(*policy, *rule); !fits) {
        co_return fail(fits.error());
    }
    const auto place = wishedRulePlace(call.arguments, *policy, u"bottom"_s);
    if (!place) {
        co_return fail(place.error());
    }
    change::WritePlan plan;
    if (!rule->contains(u"sequence_number"_s)) {
        const auto index = indexAt(*place, siblings);
        if (!index) {
            co_return fail(index.error());
        }
        const auto sequence = sequenceAt(*index, siblings, std::numeric_limits<int>::max());
        const auto bottom = sequenceAt(siblings.size(), siblings, std::numeric_limits<int>::max());
        rule->insert(u"sequence_number"_s, sequence.value_or(bottom.value_or(0)));
        plan.requests.push_back(change::putObject(path, *rule, QJsonValue()));
        if (!sequence) {
            // No number is free between the neighbours: the manager makes room.
            QJsonObject created = *rule;
            created.insert(u"_revision"_s, 0); // of a new object (NSX 4.2 Policy API)
            plan.requests.push_back(
                change::reviseObject(path, created, reviseOperation(*place), place->anchorPath));
            plan.warnings << u"There is no free number at that place: NSX will renumber the "
                             "rules behind it."_s;
        }
    } else {
        plan.requests.push_back(change::putObject(path, *rule, QJsonValue()));
    }
    plan.status = u"created"_s;
    plan.summary = u"Create rule %1 in policy %2"_s.arg(labelOf(*rule), labelOf(*policy));
    plan.object = path;
    plan.images.push_back(objectImage(path, QJsonValue(), *rule));
    plan.warnings += ruleWarnings(*policy, *rule);
    plan.realizationOf = {path};
    plan.answersObject = true;
    co_return plan;
}

Task<change::WritePlan> planUpdate(Call call) {
    const QString wantedPolicy = policyOf(call);
    const auto policy = co_await readPolicy(call, wantedPolicy);
    if (!policy) {
        co_return fail(policy.error());
    }
    const auto current = ruleOf(*policy, ruleWanted(call));
    if (!current) {
        co_return fail(current.error());
    }
    const auto rule = co_await withGivenRuleFields(call, *current);
    if (!rule) {
        co_return fail(rule.error());
    }
    if (const Result<void> fits = checkRule(*policy, *rule); !fits) {
        co_return fail(fits.error());
    }
    const QString path = current->value(u"path"_s).toString();
    change::WritePlan plan;
    plan.status = u"updated"_s;
    plan.summary = u"Update rule %1 in policy %2"_s.arg(labelOf(*current), labelOf(*policy));
    plan.object = path;
    plan.answersObject = true;
    const QStringList lines = change::difference(*current, *rule);
    if (lines.isEmpty()) {
        plan.warnings << u"The rule already is as asked for."_s;
        co_return plan;
    }
    plan.requests.push_back(change::putObject(path, *rule, *current));
    plan.images.push_back(objectImage(path, *current, *rule));
    plan.warnings = ruleWarnings(*policy, *rule);
    plan.realizationOf = {path};
    co_return plan;
}

/// What the rule did, for whoever is asked whether it may go.
QString describeRule(const QJsonObject& rule) {
    const auto list = [&rule](const QString& field) {
        QStringList names;
        const QJsonArray entries = rule.value(field).toArray();
        for (const QJsonValue entry : entries) {
            names << lastSegment(entry.toString());
        }
        return names.isEmpty() ? u"ANY"_s : names.join(u", "_s);
    };
    return u"%1 from %2 to %3, service %4%5."_s.arg(
        rule.value(u"action"_s).toString(), list(u"source_groups"_s), list(u"destination_groups"_s),
        list(u"services"_s), rule.value(u"disabled"_s).toBool() ? u", disabled"_s : QString());
}

Task<change::WritePlan> planDelete(Call call) {
    const QString wantedPolicy = policyOf(call);
    const auto policy = co_await readPolicy(call, wantedPolicy);
    if (!policy) {
        co_return fail(policy.error());
    }
    const auto rule = ruleOf(*policy, ruleWanted(call));
    if (!rule) {
        co_return fail(rule.error());
    }
    const QString path = rule->value(u"path"_s).toString();
    const QString label = labelOf(*rule);
    if (rule->value(u"is_default"_s).toBool()) {
        co_return fail(ErrorKind::Refused, u"Change its action instead, or disable it."_s,
                       u"Rule "_s + label + u" is a default rule, which NSX keeps."_s, path);
    }
    change::WritePlan plan;
    plan.status = u"deleted"_s;
    plan.summary = u"Delete rule %1 of policy %2"_s.arg(label, labelOf(*policy));
    plan.object = path;
    plan.requests.push_back(change::deleteObject(path));
    plan.images.push_back(objectImage(path, *rule, QJsonValue()));
    plan.consequences << u"This rule is removed: "_s + describeRule(*rule)
                      << u"Its rule number %1 and its hit counts are lost even if it is restored."_s
                             .arg(rule->value(u"rule_id"_s).toInteger());
    const auto reach = co_await blastRadius(call, plan.images);
    if (!reach) {
        co_return fail(reach.error());
    }
    plan.consequences += *reach;
    plan.result = {
        {u"message"_s, u"Rule "_s + rule->value(u"id"_s).toString() + u" is deleted."_s}};
    co_return plan;
}

std::vector<Parameter> idParameters(const QString& ruleText) {
    return {requiredText(u"policy_id"_s, u"Id, path or unique display name of the policy."_s),
            requiredText(u"rule_id"_s, ruleText)};
}

CommandShape commandOf(const QString& verb) {
    CommandShape shape;
    shape.noun = u"rule"_s;
    shape.verb = verb;
    shape.positional = {u"policy_id"_s, u"rule_id"_s};
    return shape;
}

QString existingRule() {
    return u"Id, path or unique display name of the rule."_s;
}

} // namespace

Operation createRuleOperation() {
    Operation operation = writeOperation(
        u"create_dfw_rule"_s, u"Create a firewall rule"_s,
        u"Create a rule in a policy; never overwrites one"_s,
        u"Creates a rule, at the bottom of its policy unless position says otherwise; the first "
        u"match decides, so mind its place. Logged by default. Fails if the id exists. Try it with "
        u"dry_run first."_s,
        planCreate);
    operation.parameters = idParameters(u"Id of the new rule, the last part of its path."_s);
    operation.parameters.push_back(requiredText(u"display_name"_s, u"Name that people see."_s));
    for (Parameter& parameter : ruleFieldParameters()) {
        if (parameter.name == u"action") {
            parameter.defaultValue = u"ALLOW"_s;
        } else if (parameter.name == u"direction") {
            parameter.defaultValue = u"IN_OUT"_s;
        } else if (parameter.name == u"logged") {
            parameter.defaultValue = true;
        } else if (parameter.name == u"disabled") {
            parameter.defaultValue = false;
        }
        operation.parameters.push_back(std::move(parameter));
    }
    for (Parameter& parameter : placeParameters(u"rule"_s)) {
        operation.parameters.push_back(std::move(parameter));
    }
    operation.resultSchema = schema::written();
    operation.command = commandOf(u"create"_s);
    return operation;
}

Operation updateRuleOperation() {
    Operation operation = writeOperation(
        u"update_dfw_rule"_s, u"Change a firewall rule"_s, u"Change fields of a rule"_s,
        u"Changes only the fields that are given, on the rule as it is now; fails if somebody else "
        u"changes it at the same time. Use move_dfw_rule for its place. Try it with dry_run "
        u"first."_s,
        planUpdate);
    operation.annotations.destructive = true;
    operation.annotations.idempotent = true;
    operation.parameters = idParameters(existingRule());
    operation.parameters.push_back(textParameter(u"display_name"_s, u"Name that people see."_s));
    for (Parameter& parameter : ruleFieldParameters()) {
        operation.parameters.push_back(std::move(parameter));
    }
    operation.resultSchema = schema::written();
    operation.command = commandOf(u"update"_s);
    return operation;
}

Operation deleteRuleOperation() {
    Operation operation = destructiveOperation(
        u"delete_dfw_rule"_s, u"Delete a firewall rule"_s, u"Delete a rule"_s,
        u"Deletes a rule. What it allowed or dropped is then decided by the rules behind it. "
        u"Disabling it with update_dfw_rule is the gentler way."_s,
        planDelete);
    operation.parameters = idParameters(existingRule());
    operation.resultSchema = schema::written({{u"message", schema::text(u"What was deleted."_s)}});
    operation.command = commandOf(u"delete"_s);
    return operation;
}

} // namespace bulkhead::ops
