// SPDX-License-Identifier: MIT
#include "model/security_policy.h"

#include "model/field_codec.h"

#include <algorithm>
#include <tuple>

namespace bulkhead::model {

using namespace Qt::StringLiterals;

template <typename Visitor, typename R>
    requires std::same_as<std::remove_const_t<R>, Rule>
void visitFields(Visitor& visit, R& rule) {
    visit("action", rule.action);
    visit("source_groups", rule.sources);
    visit("destination_groups", rule.destinations);
    visit("services", rule.services);
    visit("service_entries", rule.serviceEntries);
    visit("profiles", rule.profiles);
    visit("scope", rule.scope);
    visit("direction", rule.direction);
    visit("ip_protocol", rule.ipProtocol);
    visit("sources_excluded", rule.sourcesExcluded);
    visit("destinations_excluded", rule.destinationsExcluded);
    visit("logged", rule.logged);
    visit("disabled", rule.disabled);
    visit("is_default", rule.isDefault);
    visit("sequence_number", rule.sequenceNumber);
    visit("rule_id", rule.ruleId);
    visit("notes", rule.notes);
    visit("tag", rule.logLabel);
    visitHeader(visit, rule.header);
}

template <typename Visitor, typename Policy>
    requires std::same_as<std::remove_const_t<Policy>, SecurityPolicy>
void visitFields(Visitor& visit, Policy& policy) {
    visit("category", policy.category);
    visit("sequence_number", policy.sequenceNumber);
    visit("internal_sequence_number", policy.internalSequenceNumber);
    visit("stateful", policy.stateful);
    visit("tcp_strict", policy.tcpStrict);
    visit("locked", policy.locked);
    visit("is_default", policy.isDefault);
    visit("comments", policy.comments);
    visit("lock_modified_by", policy.lockModifiedBy);
    visit("scope", policy.scope);
    visit("scheduler_path", policy.schedulerPath);
    visit("connectivity_preference", policy.connectivityPreference);
    visit("default_rule_id", policy.defaultRuleId);
    visit("rule_count", policy.ruleCount);
    visit("rules", policy.rules);
    visitHeader(visit, policy.header);
}

namespace {

void complete(Rule& rule, const DecodeContext& context) {
    completeHeader(rule.header, context, u"rules");
}

void complete(SecurityPolicy& policy, const DecodeContext& context) {
    completeHeader(policy.header, context, u"security-policies");
    const DecodeContext inner{context.pool, policy.header.path};
    for (Rule& rule : policy.rules) {
        complete(rule, inner);
    }
    std::stable_sort(policy.rules.begin(), policy.rules.end(), [](const Rule& a, const Rule& b) {
        return a.sequenceNumber.value_or(0) < b.sequenceNumber.value_or(0);
    });
}

} // namespace

BULKHEAD_MODEL_CODEC(Rule, u"Rule", complete)
BULKHEAD_MODEL_CODEC(SecurityPolicy, u"Security policy", complete)

bool isAny(const QStringList& operands) {
    return operands.isEmpty() ||
           (operands.size() == 1 && operands.first().compare(u"ANY"_s, Qt::CaseInsensitive) == 0);
}

bool evaluatedBefore(const SecurityPolicy& a, const SecurityPolicy& b) {
    const auto rank = [](const SecurityPolicy& policy) {
        const Category category = policy.effectiveCategory();
        return category == Category::Unknown ? 100 : static_cast<int>(category);
    };
    // Default sections carry INT_MAX as their sequence number; is_default makes sure.
    return std::tuple(rank(a), a.isDefault.value_or(false), a.sequenceNumber.value_or(0)) <
           std::tuple(rank(b), b.isDefault.value_or(false), b.sequenceNumber.value_or(0));
}

} // namespace bulkhead::model
