// SPDX-License-Identifier: MIT
#include "ops/trace_format.h"

#include "base/text.h"
#include "model/trace_words.h"
#include "ops/format.h"
#include "ops/trace_sentence.h"

#include <QJsonArray>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

using model::TraceObservation;
using model::TraceStep;

/// The fields that the predecessor had, with its type names.
QJsonObject observationItem(const TraceObservation& one) {
    QJsonObject item{{u"component"_s, orNull(one.componentName.raw())},
                     {u"resource_type"_s, one.plainType()},
                     {u"component_type"_s, orNull(one.componentType)},
                     {u"transport_node"_s, orNull(one.nodeName.raw())}};
    if (!one.reason.isEmpty()) {
        item.insert(u"reason"_s, one.reason);
    }
    if (one.ruleId) {
        item.insert(u"acl_rule_id"_s, *one.ruleId);
    }
    return item;
}

/// The rule that decided at a step, whatever its kind.
std::optional<qint64> decidingRule(const TraceObservation& one) {
    for (const auto& id : {one.ruleId, one.ethernetRuleId, one.natRuleId, one.jumpRuleId}) {
        if (id) {
            return id;
        }
    }
    return std::nullopt;
}

QJsonObject hopItem(const TraceObservation& one, const TracedRules& rules) {
    const std::optional<qint64> id = decidingRule(one);
    const TracedRule rule = id ? rules.value(*id) : TracedRule();
    const TracedRule jump = rules.value(one.jumpRuleId.value_or(-1));
    const bool isKnownPlace = one.sequence && *one.sequence != model::kUnknownSequence;
    const QString reason = one.step() == TraceStep::Dropped ? dropReasonInWords(one) : QString();
    return {{u"sequence"_s, isKnownPlace ? QJsonValue(*one.sequence) : QJsonValue()},
            {u"step"_s, stepInWords(one)},
            {u"component"_s, orNull(componentInWords(one))},
            {u"component_name"_s, orNull(one.componentName.raw())},
            {u"component_type"_s, orNull(one.componentType)},
            {u"component_sub_type"_s, orNull(one.componentSubType)},
            {u"host"_s, orNull(one.nodeName.raw())},
            {u"host_type"_s, orNull(one.nodeType)},
            {u"next_host"_s, orNull(one.nextNode.raw())},
            {u"port"_s, orNull(one.portName.raw())},
            {u"port_path"_s, orNull(one.portPath)},
            {u"rule_id"_s, orNull(id)},
            {u"rule_name"_s, orNull(rule.name.raw())},
            {u"rule_path"_s, orNull(rule.path)},
            {u"policy_name"_s, orNull(rule.policyName.raw())},
            {u"jumpto_rule_id"_s, orNull(one.jumpRuleId)},
            {u"jumpto_rule_name"_s, orNull(jump.name.raw())},
            {u"nat_rule_id"_s, orNull(one.natRuleId)},
            {u"reason"_s, orNull(one.reason)},
            {u"reason_in_words"_s, orNull(reason)},
            {u"detail"_s, orNull(detailInWords(one))},
            {u"timestamp_us"_s, orNull(one.timestampMicro)}};
}

/// What a rule did to the packet: the data path tells a drop, the rule itself whether it rejects.
QString actionOf(const TraceObservation& one, const TracedRule& rule) {
    if (one.step() != TraceStep::Dropped) {
        return u"ALLOW"_s;
    }
    return rule.action == u"REJECT" ? u"REJECT"_s : u"DROP"_s;
}

QJsonArray firewallHits(const TraceFacts& facts) {
    QJsonArray hits;
    for (const TraceObservation& one : facts.trace.observations) {
        if (!one.ruleId || one.natRuleId) {
            continue;
        }
        const TracedRule rule = facts.rules.value(*one.ruleId);
        const TracedRule jump = facts.rules.value(one.jumpRuleId.value_or(-1));
        hits.append(QJsonObject{{u"component"_s, orNull(one.componentName.raw())},
                                {u"component_type"_s, orNull(one.componentType)},
                                {u"transport_node"_s, orNull(one.nodeName.raw())},
                                {u"port"_s, orNull(one.portName.raw())},
                                {u"acl_rule_id"_s, *one.ruleId},
                                {u"action"_s, actionOf(one, rule)},
                                {u"rule_name"_s, orNull(rule.name.raw())},
                                {u"policy_name"_s, orNull(rule.policyName.raw())},
                                {u"rule_path"_s, orNull(rule.path)},
                                {u"jumpto_rule_id"_s, orNull(one.jumpRuleId)},
                                {u"jumpto_rule_name"_s, orNull(jump.name.raw())}});
    }
    return hits;
}

QJsonArray arrivalItems(const std::vector<TraceArrival>& arrivals) {
    QJsonArray items;
    for (const TraceArrival& one : arrivals) {
        items.append(QJsonObject{{u"vm"_s, orNull(one.machineName.raw())},
                                 {u"vm_id"_s, orNull(one.machineId)},
                                 {u"port"_s, orNull(one.portName.raw())},
                                 {u"port_id"_s, orNull(one.portId)},
                                 {u"port_path"_s, orNull(one.portPath)},
                                 {u"component"_s, orNull(one.component)},
                                 {u"host"_s, orNull(one.host)}});
    }
    return items;
}

} // namespace

QJsonObject formatTrace(const TraceFacts& facts) {
    const model::TraceStatus& status = facts.trace.status;
    QJsonArray observations;
    QJsonArray hops;
    for (const TraceObservation& one : facts.trace.observations) {
        observations.append(observationItem(one));
        hops.append(hopItem(one, facts.rules));
    }
    return {{u"verdict"_s, verdictWord(facts)},
            {u"explanation"_s, verdictSentence(facts)},
            {u"operation_state"_s, orNull(status.state.text())},
            {u"request_status"_s, orNull(status.requestStatus)},
            {u"observation_count"_s, observations.size()},
            {u"observations"_s, observations},
            {u"hops"_s, hops},
            {u"dfw_hits"_s, firewallHits(facts)},
            {u"delivered_to"_s, arrivalItems(facts.arrivals)},
            {u"overflowed"_s, orNull(status.overflowed)}};
}

} // namespace bulkhead::ops
