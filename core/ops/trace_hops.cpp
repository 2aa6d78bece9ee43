// SPDX-License-Identifier: MIT
#include "ops/trace_hops.h"

#include "base/text.h"

#include <QJsonArray>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> numberIn(const QJsonObject& hop, const QString& key) {
    const QJsonValue value = hop.value(key);
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

graph::Hop hopIn(const QJsonObject& hop, const QString& resourceType) {
    const auto text = [&hop](const QString& key) { return cleanLine(hop.value(key).toString()); };
    model::TraceObservation kind;
    kind.resourceType = resourceType;
    graph::Hop one;
    one.step = kind.step();
    one.stepWords = text(u"step"_s);
    if (const auto sequence = numberIn(hop, u"sequence"_s)) {
        one.sequence = static_cast<int>(*sequence);
    }
    one.host = text(u"host"_s);
    one.hostType = text(u"host_type"_s);
    one.component = text(u"component"_s);
    one.componentName = text(u"component_name"_s);
    one.componentType = text(u"component_type"_s);
    one.componentSubType = text(u"component_sub_type"_s);
    one.port = text(u"port"_s);
    one.portPath = text(u"port_path"_s);
    one.ruleId = numberIn(hop, u"rule_id"_s);
    one.ruleName = text(u"rule_name"_s);
    one.rulePath = text(u"rule_path"_s);
    one.policyName = text(u"policy_name"_s);
    one.jumpRuleId = numberIn(hop, u"jumpto_rule_id"_s);
    one.jumpRuleName = text(u"jumpto_rule_name"_s);
    one.natRuleId = numberIn(hop, u"nat_rule_id"_s);
    one.reason = text(u"reason_in_words"_s);
    one.detail = text(u"detail"_s);
    one.nextHost = text(u"next_host"_s);
    one.timestampMicro = numberIn(hop, u"timestamp_us"_s);
    return one;
}

} // namespace

graph::Hops hopsOf(const QJsonObject& result) {
    const QJsonArray hops = result.value(u"hops"_s).toArray();
    // The type of each stands beside it, in the list that the predecessor had.
    const QJsonArray observations = result.value(u"observations"_s).toArray();
    graph::Hops all;
    all.reserve(static_cast<std::size_t>(hops.size()));
    for (qsizetype i = 0; i < hops.size(); ++i) {
        const QString type = observations.at(i).toObject().value(u"resource_type"_s).toString();
        all.push_back(hopIn(hops.at(i).toObject(), type));
    }
    return all;
}

} // namespace bulkhead::ops
