// SPDX-License-Identifier: MIT
// Steps that edit policies (change/object_edits.h).
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "change/siblings.h"
#include "model/decode.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using model::SecurityPolicy;
using snapshot::Snapshot;

/// The policies of a category in order, without NSX's own section at its end.
std::vector<const SecurityPolicy*> siblingsIn(const Snapshot& current, model::Category category,
                                              const QStringList& without) {
    std::vector<const SecurityPolicy*> siblings;
    for (const SecurityPolicy& policy : current.policies()) {
        if (policy.effectiveCategory() == category && !policy.isDefault.value_or(false) &&
            !without.contains(policy.header.path)) {
            siblings.push_back(&policy);
        }
    }
    return siblings;
}

Edit withNumber(const SecurityPolicy& policy, int number) {
    SecurityPolicy changed = policy;
    changed.sequenceNumber = number;
    return {ObjectKind::Policy, policy.header.path, stateOf(policy), stateOf(changed)};
}

void addRenumbered(Step& step, const std::vector<const SecurityPolicy*>& others,
                   const Numbering& numbering) {
    for (const auto& [index, number] : numbering.renumbered) {
        step.edits.push_back(withNumber(*others[index], number));
    }
}

Result<std::vector<const SecurityPolicy*>> findPolicies(const Snapshot& current,
                                                        const QStringList& paths) {
    std::vector<const SecurityPolicy*> found;
    for (const QString& path : paths) {
        const SecurityPolicy* policy = current.policy(path);
        if (policy == nullptr) {
            return fail(notThere(u"policy"_s, path));
        }
        found.push_back(policy);
    }
    if (found.empty()) {
        return fail(ErrorKind::InvalidInput, u"Select a policy first."_s, u"No policy is given."_s);
    }
    // They are elements of one vector, which stands in the order of evaluation.
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

Error belongsToNsx(const SecurityPolicy& policy) {
    return {ErrorKind::Refused, u"Leave it where it is."_s,
            u"Policy '"_s + policy.header.label() + u"' is a default section of NSX."_s,
            policy.header.path, std::nullopt};
}

} // namespace

Result<Step> createPolicy(const Snapshot& current, SecurityPolicy policy, const Place& place,
                          const QString& domainPath) {
    if (!policy.category) {
        policy.category = model::Category::Application;
    }
    QSet<QString> ids;
    for (const SecurityPolicy& other : current.policies()) {
        ids.insert(other.header.id);
    }
    const QString id = policy.header.id.isEmpty() ? idFromName(policy.header.label(), ids)
                                                  : freeId(policy.header.id, ids);
    const auto others = siblingsIn(current, policy.effectiveCategory(), {});
    const auto index = indexOf(place, others);
    if (!index) {
        return fail(index.error());
    }
    const auto numbering = numbersFor(others, *index, 1);
    if (!numbering) {
        return fail(numbering.error());
    }
    const bool isEthernet = policy.effectiveCategory() == model::Category::Ethernet;
    if (!policy.stateful) {
        policy.stateful = !isEthernet;
    }
    if (isEthernet && *policy.stateful) {
        return fail(ErrorKind::InvalidInput, u"Make it stateless."_s,
                    u"A policy of category Ethernet is always stateless."_s);
    }
    if (policy.scope.isEmpty()) {
        policy.scope = {u"ANY"_s};
    }
    policy.sequenceNumber = numbering->inserted.front();
    const QJsonObject state = asNew(stateOf(policy), domainPath, u"security-policies"_s, id);
    const QString path = state.value(u"path"_s).toString();
    Step step;
    step.title = u"New policy '"_s + policy.header.label() + u"'"_s;
    step.edits.push_back({ObjectKind::Policy, path, QJsonValue(QJsonValue::Null), state});
    addRenumbered(step, others, *numbering);
    if (!policy.rules.empty()) {
        // Its rules are made as rules of a policy that already is there.
        auto shell = model::decode<SecurityPolicy>(state);
        if (!shell) {
            return fail(shell.error());
        }
        snapshot::Replacement added;
        added.policies.push_back({path, std::move(*shell)});
        auto rules = createRules(*current.with(added), path, policy.rules.get(), Place::bottom());
        if (!rules) {
            return fail(rules.error());
        }
        step.edits.insert(step.edits.end(), rules->edits.begin(), rules->edits.end());
    }
    return step;
}

Result<Step> chooseCategory(const Snapshot& current, const QString& policyPath,
                            model::Category category) {
    const auto found = findPolicies(current, {policyPath});
    if (!found) {
        return fail(found.error());
    }
    const SecurityPolicy& policy = *found->front();
    Step step;
    step.title = u"Change category of policy '"_s + policy.header.label() + u'\'';
    if (policy.effectiveCategory() == category) {
        return step;
    }
    const bool toEthernet = category == model::Category::Ethernet;
    const bool isLayerChange =
        toEthernet || policy.effectiveCategory() == model::Category::Ethernet;
    if (isLayerChange && !policy.rules.empty()) {
        return fail(ErrorKind::Refused, u"Choose the category before you add rules."_s,
                    u"Ethernet rules and the rules of other categories cannot take each other's "
                    "place."_s,
                    policyPath);
    }
    const auto others = siblingsIn(current, category, {});
    const auto numbering = numbersFor(others, others.size(), 1);
    if (!numbering) {
        return fail(numbering.error());
    }
    SecurityPolicy changed = policy;
    changed.category = category;
    changed.sequenceNumber = numbering->inserted.front();
    if (isLayerChange) {
        changed.stateful = !toEthernet;
        changed.tcpStrict.reset();
    }
    step.edits.push_back({ObjectKind::Policy, policyPath, stateOf(policy), stateOf(changed)});
    addRenumbered(step, others, *numbering);
    return step;
}

Result<Step> movePolicies(const Snapshot& current, const QStringList& policyPaths,
                          const Place& place) {
    const auto moved = findPolicies(current, policyPaths);
    if (!moved) {
        return fail(moved.error());
    }
    const model::Category category = moved->front()->effectiveCategory();
    for (const SecurityPolicy* policy : *moved) {
        if (policy->isDefault.value_or(false)) {
            return fail(belongsToNsx(*policy));
        }
        const SecurityPolicy* anchor = current.policy(place.anchor);
        if (policy->effectiveCategory() != category ||
            (anchor != nullptr && anchor->effectiveCategory() != category)) {
            return fail(
                ErrorKind::Refused, u"Create a policy in the other category and move the rules."_s,
                u"NSX fixes the category of a policy when it is created."_s, policy->header.path);
        }
    }
    const auto others = siblingsIn(current, category, policyPaths);
    const auto index = indexOf(place, others);
    if (!index) {
        return fail(index.error());
    }
    Step step;
    step.title = u"Move "_s + countedOrNamed(*moved, u"policy"_s, u"policies"_s);
    const auto all = siblingsIn(current, category, {});
    if (*index + moved->size() <= all.size() &&
        std::equal(moved->begin(), moved->end(),
                   all.begin() + static_cast<std::ptrdiff_t>(*index))) {
        return step;
    }
    const auto numbering = numbersFor(others, *index, moved->size());
    if (!numbering) {
        return fail(numbering.error());
    }
    for (std::size_t i = 0; i < moved->size(); ++i) {
        step.edits.push_back(withNumber(*(*moved)[i], numbering->inserted[i]));
    }
    addRenumbered(step, others, *numbering);
    return step;
}

Result<Step> deletePolicies(const Snapshot& current, const QStringList& policyPaths) {
    const auto found = findPolicies(current, policyPaths);
    if (!found) {
        return fail(found.error());
    }
    Step step;
    for (const SecurityPolicy* policy : *found) {
        if (policy->isDefault.value_or(false)) {
            return fail(belongsToNsx(*policy));
        }
        for (const model::Rule& rule : policy->rules.get()) {
            step.edits.push_back(
                {ObjectKind::Rule, rule.header.path, stateOf(rule), QJsonValue(QJsonValue::Null)});
        }
        step.edits.push_back({ObjectKind::Policy, policy->header.path, stateOf(*policy),
                              QJsonValue(QJsonValue::Null)});
    }
    step.title = u"Delete "_s + countedOrNamed(*found, u"policy"_s, u"policies"_s);
    return step;
}

Result<Step> changePolicies(const Snapshot& current, const QStringList& paths, const QString& field,
                            const std::function<void(SecurityPolicy&)>& change) {
    const auto found = findPolicies(current, paths);
    if (!found) {
        return fail(found.error());
    }
    Step step;
    for (const SecurityPolicy* policy : *found) {
        SecurityPolicy changed = *policy;
        change(changed);
        if (changed.effectiveCategory() != policy->effectiveCategory()) {
            return fail(
                ErrorKind::Refused, u"Create a policy in the other category and move the rules."_s,
                u"NSX fixes the category of a policy when it is created."_s, policy->header.path);
        }
        step.edits.push_back(
            {ObjectKind::Policy, policy->header.path, stateOf(*policy), stateOf(changed)});
    }
    step.title =
        u"Change %1 of %2"_s.arg(field, countedOrNamed(*found, u"policy"_s, u"policies"_s));
    if (found->size() == 1) {
        step.mergeKey = paths.constFirst() + u'#' + field;
    }
    return step;
}

} // namespace bulkhead::change
