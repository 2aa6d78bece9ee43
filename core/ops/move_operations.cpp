// SPDX-License-Identifier: MIT
#include "ops/move_operations.h"

#include "change/undo_planner.h"
#include "nsx/object_api.h"
#include "ops/policy_reader.h"
#include "ops/read_operation.h"
#include "ops/rule_place.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QString pathOf(const QJsonObject& object) {
    return object.value(u"path"_s).toString();
}

/// Everything about a move that is the same for rules and policies. `order` holds `moved` too.
Result<change::WritePlan> planMove(const QJsonObject& moved, std::vector<QJsonObject> order,
                                   const WishedPlace& place, const QString& kind) {
    const auto self = std::find_if(order.begin(), order.end(), [&moved](const QJsonObject& one) {
        return pathOf(one) == pathOf(moved);
    });
    const auto old = static_cast<std::size_t>(std::distance(order.begin(), self));
    const QJsonValue before = old == 0 ? QJsonValue() : QJsonValue(pathOf(order[old - 1]));
    order.erase(self);
    const auto index = indexAt(place, order);
    if (!index) {
        return fail(index.error());
    }
    const QJsonValue after = *index == 0 ? QJsonValue() : QJsonValue(pathOf(order[*index - 1]));
    change::WritePlan plan;
    plan.status = u"moved"_s;
    plan.object = pathOf(moved);
    plan.summary = u"Move %1 %2 %3"_s.arg(kind, labelOf(moved),
                                          place.anchorPath.isEmpty()
                                              ? u"to the "_s + place.position
                                              : place.position + u' ' + place.anchorPath);
    if (before == after) {
        plan.warnings << u"It already stands there."_s;
        return plan;
    }
    plan.requests.push_back(
        change::reviseObject(plan.object, moved, reviseOperation(place), place.anchorPath));
    plan.images.push_back({change::ImageKind::Place, plan.object, before, after});
    plan.realizationOf = {plan.object};
    // Which of the others it passes is what a change of order is about.
    const std::size_t from = std::min(old, *index);
    const std::size_t to = std::max(old, *index);
    plan.warnings << u"It passes %1 of its %2 siblings; the first match decides."_s.arg(to - from)
                         .arg(order.size());
    return plan;
}

Task<change::WritePlan> planMoveRule(Call call) {
    const QString wantedPolicy = call.arguments.value(u"policy_id"_s).toString();
    const auto policy = co_await readPolicy(call, wantedPolicy);
    if (!policy) {
        co_return fail(policy.error());
    }
    const auto rule = ruleOf(*policy, call.arguments.value(u"rule_id"_s).toString());
    if (!rule) {
        co_return fail(rule.error());
    }
    const auto place = wishedRulePlace(call.arguments, *policy);
    if (!place) {
        co_return fail(place.error());
    }
    auto plan = planMove(*rule, rulesInOrder(*policy), *place, u"rule"_s);
    co_return plan;
}

Task<change::WritePlan> planMovePolicy(Call call) {
    const QString wanted = call.arguments.value(u"policy_id"_s).toString();
    const auto policy = co_await readPolicy(call, wanted);
    if (!policy) {
        co_return fail(policy.error());
    }
    if (policy->value(u"is_default"_s).toBool()) {
        co_return fail(ErrorKind::Refused, u"Leave it where it is."_s,
                       u"Policy "_s + labelOf(*policy) +
                           u" is a default policy: NSX keeps it "
                           "last."_s,
                       pathOf(*policy));
    }
    const auto asked = askedPlace(call.arguments);
    if (!asked) {
        co_return fail(asked.error());
    }
    WishedPlace place{asked->position, {}};
    if (!asked->anchor.isEmpty()) {
        const QString anchor = asked->anchor;
        const auto found = co_await readPolicy(call, anchor);
        if (!found) {
            co_return fail(found.error());
        }
        if (found->value(u"category"_s) != policy->value(u"category"_s)) {
            co_return fail(
                ErrorKind::InvalidInput, u"Choose an anchor of the same category."_s,
                u"Policy %1 is in %2, %3 in %4; a policy never changes its category."_s.arg(
                    labelOf(*policy), policy->value(u"category"_s).toString(), labelOf(*found),
                    found->value(u"category"_s).toString()),
                u"anchor"_s);
        }
        place.anchorPath = pathOf(*found);
    }
    const nsx::ObjectApi objects(call.manager);
    const QString collection = nsx::objectUrl(domainPath(*call.manager, u"security-policies"_s));
    const auto all = co_await objects.list(collection, {}, call.token);
    if (!all) {
        co_return fail(all.error());
    }
    QJsonArray siblings;
    for (const QJsonValue value : *all) {
        const bool isDefault = value[u"is_default"].toBool();
        if (value[u"category"] == policy->value(u"category"_s) && !isDefault) {
            siblings.append(value);
        }
    }
    const QJsonObject holder{{u"rules"_s, siblings}};
    auto plan = planMove(*policy, rulesInOrder(holder), place, u"policy"_s);
    co_return plan;
}

void addPlace(Operation& operation, const QString& what) {
    for (Parameter& parameter : placeParameters(what)) {
        if (parameter.name == u"position") {
            parameter.required = true;
        }
        operation.parameters.push_back(std::move(parameter));
    }
    operation.annotations.destructive = true; // the order decides which rule matches first
    operation.annotations.idempotent = true;
    operation.resultSchema = schema::written();
}

} // namespace

Operation movePolicyOperation() {
    Operation operation = writeOperation(
        u"move_dfw_policy"_s, u"Move a firewall policy"_s,
        u"Move a policy inside its category: top, bottom, before or after another"_s,
        u"Changes the order of evaluation inside the policy's category. The category itself cannot "
        u"be changed."_s,
        planMovePolicy);
    operation.parameters = {
        requiredText(u"policy_id"_s, u"Id, path or unique display name of the policy."_s)};
    addPlace(operation, u"policy"_s);
    operation.command = {u"policy"_s, u"move"_s, {u"policy_id"_s}, {}};
    return operation;
}

Operation moveRuleOperation() {
    Operation operation = writeOperation(
        u"move_dfw_rule"_s, u"Move a firewall rule"_s,
        u"Move a rule inside its policy: top, bottom, before or after another"_s,
        u"Changes the order of evaluation inside the policy: the first match decides."_s,
        planMoveRule);
    operation.parameters = {
        requiredText(u"policy_id"_s, u"Id, path or unique display name of the policy."_s),
        requiredText(u"rule_id"_s, u"Id, path or unique display name of the rule."_s)};
    addPlace(operation, u"rule"_s);
    operation.command = {u"rule"_s, u"move"_s, {u"policy_id"_s, u"rule_id"_s}, {}};
    return operation;
}

} // namespace bulkhead::ops
