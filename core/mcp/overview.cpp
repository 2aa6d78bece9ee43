// SPDX-License-Identifier: MIT
#include "mcp/overview.h"

#include "mcp/result_budget.h"

#include <QJsonArray>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPolicies = 200;

/// A field of an answer; null, and a sentence in `problems`, if there was none.
QJsonValue fieldOf(const Result<ops::Outcome>& outcome, const QString& key, QStringList& problems) {
    if (!outcome) {
        problems << outcome.error().message();
        return {};
    }
    return outcome->result.value(key);
}

QJsonObject policyLine(const QJsonObject& policy) {
    QJsonObject line;
    for (const QString& key :
         {u"id"_s, u"display_name"_s, u"category"_s, u"sequence_number"_s, u"rule_count"_s}) {
        line.insert(key, policy.value(key));
    }
    return line;
}

} // namespace

Task<QJsonObject> readOverview(ops::Pipeline pipeline, QString target, ops::CallContext context) {
    const auto facts = pipeline.sources().describe(target);
    if (!facts) {
        co_return fail(facts.error());
    }
    const QJsonObject at{{u"target"_s, target}};
    QJsonObject counted = at;
    counted.insert(u"limit"_s, 1);
    QJsonObject listed = at;
    listed.insert(u"limit"_s, kPolicies);
    ops::CallContext silent = context;
    silent.progress = {};
    auto policiesTask = pipeline.call(u"list_dfw_policies"_s, listed, context);
    auto groupsTask = pipeline.call(u"list_groups"_s, counted, silent);
    auto machinesTask = pipeline.call(u"list_vms"_s, counted, silent);
    auto exclusionsTask = pipeline.call(u"list_dfw_exclusions"_s, counted, silent);
    auto detectionTask = pipeline.call(u"get_idps_status"_s, at, silent);
    const auto policies = co_await policiesTask;
    const auto groups = co_await groupsTask;
    const auto machines = co_await machinesTask;
    const auto exclusions = co_await exclusionsTask;
    const auto detection = co_await detectionTask;
    if (!policies) {
        co_return fail(policies.error());
    }
    QStringList problems = policies->notes;
    QJsonObject envelope = policies->result;
    QJsonArray lines;
    for (const QJsonValue policy : envelope.value(u"items"_s).toArray()) {
        lines.append(policyLine(policy.toObject()));
    }
    envelope.insert(u"items"_s, lines);
    QJsonObject overview{
        {u"target"_s, target},
        {u"environment"_s, facts->environment},
        {u"read_only"_s, facts->readOnly},
        {u"offline"_s, facts->offline},
        {u"policies"_s, envelope},
        {u"groups_total"_s, fieldOf(groups, u"total"_s, problems)},
        {u"machines_total"_s, fieldOf(machines, u"total"_s, problems)},
        {u"exclusions_total"_s, fieldOf(exclusions, u"total"_s, problems)},
        {u"intrusion_detection_enabled"_s, fieldOf(detection, u"enabled"_s, problems)}};
    overview.insert(u"problems"_s, QJsonArray::fromStringList(problems));
    co_return withinBudget(overview);
}

} // namespace bulkhead::mcp
