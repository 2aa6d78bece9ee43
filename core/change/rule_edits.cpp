// SPDX-License-Identifier: MIT
#include "change/rule_edits.h"

#include "change/siblings.h"
#include "model/decode.h"

#include <QSet>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using model::Rule;
using model::SecurityPolicy;
using snapshot::Snapshot;

struct Found {
    std::vector<const Rule*> rules; ///< in the order in which they stand
    QSet<QString> paths;
};

/// The rules of the paths in the order of evaluation.
Result<Found> findRules(const Snapshot& current, const QStringList& paths) {
    Found found;
    for (const QString& path : paths) {
        const snapshot::RuleReference reference = current.rule(path);
        if (reference.rule == nullptr) {
            return fail(notThere(u"rule"_s, path));
        }
        if (!found.paths.contains(path)) {
            found.paths.insert(path);
            found.rules.push_back(reference.rule);
        }
    }
    if (found.rules.empty()) {
        return fail(ErrorKind::InvalidInput, u"Select a rule first."_s, u"No rule is given."_s);
    }
    const auto place = [&current](const Rule* rule) {
        const snapshot::RuleReference at = current.rule(rule->header.path);
        return std::pair(at.policy - current.policies().data(), at.rule - at.policy->rules.data());
    };
    std::sort(found.rules.begin(), found.rules.end(),
              [&place](const Rule* a, const Rule* b) { return place(a) < place(b); });
    return found;
}

std::vector<const Rule*> othersOf(const SecurityPolicy& policy, const QSet<QString>& without) {
    std::vector<const Rule*> others;
    for (const Rule& rule : policy.rules.get()) {
        if (!without.contains(rule.header.path)) {
            others.push_back(&rule);
        }
    }
    return others;
}

Edit withNumber(const Rule& rule, int number) {
    Rule changed = rule;
    changed.sequenceNumber = number;
    return {ObjectKind::Rule, rule.header.path, stateOf(rule), stateOf(changed)};
}

void orAny(QStringList& operands) {
    if (operands.isEmpty()) {
        operands = {u"ANY"_s};
    }
}

/// The fields that NSX fills in by itself, so that the staged rule reads as the stored one will.
void complete(Rule& rule, const SecurityPolicy& policy) {
    orAny(rule.sources);
    orAny(rule.destinations);
    orAny(rule.profiles);
    orAny(rule.scope);
    if (rule.serviceEntries.isEmpty()) {
        orAny(rule.services);
    }
    if (!rule.action) {
        rule.action = model::RuleAction::Allow;
    }
    if (!rule.direction) {
        rule.direction = model::Direction::InOut;
    }
    if (!rule.ipProtocol && policy.effectiveCategory() != model::Category::Ethernet) {
        rule.ipProtocol = model::IpProtocol::Ipv4Ipv6;
    }
    if (!rule.logged) {
        rule.logged = true;
    }
    if (!rule.disabled) {
        rule.disabled = false;
    }
}

QSet<QString> idsOf(const SecurityPolicy& policy) {
    QSet<QString> ids;
    for (const Rule& rule : policy.rules.get()) {
        ids.insert(rule.header.id);
    }
    return ids;
}

void addRenumbered(Step& step, const std::vector<const Rule*>& others, const Numbering& numbering) {
    for (const auto& [index, number] : numbering.renumbered) {
        step.edits.push_back(withNumber(*others[index], number));
    }
}

Result<const SecurityPolicy*> policyAt(const Snapshot& current, const QString& path) {
    const SecurityPolicy* policy = current.policy(path);
    if (policy == nullptr) {
        return fail(notThere(u"policy"_s, path));
    }
    return policy;
}

Result<Step> insert(const Snapshot& current, const QString& policyPath, std::vector<Rule> rules,
                    const Place& place) {
    const auto policy = policyAt(current, policyPath);
    if (!policy) {
        return fail(policy.error());
    }
    const std::vector<const Rule*> others = othersOf(**policy, {});
    const auto index = indexOf(place, others);
    if (!index) {
        return fail(index.error());
    }
    const auto numbering = numbersFor(others, *index, rules.size());
    if (!numbering) {
        return fail(numbering.error());
    }
    QSet<QString> ids = idsOf(**policy);
    Step step;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        Rule& rule = rules[i];
        const QString id = rule.header.id.isEmpty() ? idFromName(rule.header.label(), ids)
                                                    : freeId(rule.header.id, ids);
        ids.insert(id);
        complete(rule, **policy);
        rule.sequenceNumber = numbering->inserted[i];
        const QJsonObject state = asNew(stateOf(rule), policyPath, u"rules"_s, id);
        step.edits.push_back({ObjectKind::Rule, state.value(u"path"_s).toString(),
                              QJsonValue(QJsonValue::Null), state});
    }
    addRenumbered(step, others, *numbering);
    return step;
}

} // namespace

Result<Step> createRules(const Snapshot& current, const QString& policyPath,
                         std::vector<Rule> rules, const Place& place) {
    const QString title = rules.size() == 1 ? u"New rule '"_s + rules.front().header.label() + u'\''
                                            : u"%1 new rules"_s.arg(rules.size());
    auto step = insert(current, policyPath, std::move(rules), place);
    if (step) {
        step->title = title;
    }
    return step;
}

Result<Step> duplicateRules(const Snapshot& current, const QStringList& rulePaths) {
    const auto found = findRules(current, rulePaths);
    if (!found) {
        return fail(found.error());
    }
    const QString policyPath = policyPathOf(found->rules.back()->header.path);
    std::vector<Rule> copies;
    for (const Rule* original : found->rules) {
        Rule copy = *original;
        copy.header.displayName = UntrustedText(original->header.displayName.raw() + u" copy"_s);
        copy.header.id.clear();
        // Whoever copies wants to edit first: nothing must take effect twice meanwhile.
        copy.disabled = true;
        copy.isDefault.reset();
        copies.push_back(std::move(copy));
    }
    auto step = insert(current, policyPath, std::move(copies),
                       Place::after(found->rules.back()->header.path));
    if (step) {
        step->title = u"Duplicate "_s + countedOrNamed(found->rules, u"rule"_s, u"rules"_s);
    }
    return step;
}

Result<Step> changeRules(const Snapshot& current, const QStringList& rulePaths,
                         const QString& field, const std::function<void(Rule&)>& change) {
    const auto found = findRules(current, rulePaths);
    if (!found) {
        return fail(found.error());
    }
    Step step;
    for (const Rule* rule : found->rules) {
        Rule changed = *rule;
        change(changed);
        step.edits.push_back(
            {ObjectKind::Rule, rule->header.path, stateOf(*rule), stateOf(changed)});
    }
    step.title =
        u"Change %1 of %2"_s.arg(field, countedOrNamed(found->rules, u"rule"_s, u"rules"_s));
    if (found->rules.size() == 1) {
        step.mergeKey = rulePaths.constFirst() + u'#' + field;
    }
    return step;
}

Result<Step> moveRules(const Snapshot& current, const QStringList& rulePaths,
                       const QString& policyPath, const Place& place) {
    const auto found = findRules(current, rulePaths);
    if (!found) {
        return fail(found.error());
    }
    const auto policy = policyAt(current, policyPath);
    if (!policy) {
        return fail(policy.error());
    }
    for (const Rule* rule : found->rules) {
        if (rule->isDefault.value_or(false)) {
            return fail(ErrorKind::Refused, u"Leave it where it is."_s,
                        u"Rule '"_s + rule->header.label() + u"' is a default rule of NSX."_s,
                        rule->header.path);
        }
    }
    const std::vector<const Rule*> others = othersOf(**policy, found->paths);
    const auto index = indexOf(place, others);
    if (!index) {
        return fail(index.error());
    }
    // Rules that are already there in this order stay as they are: no number changes.
    const std::vector<Rule>& all = (*policy)->rules.get();
    const bool isThere =
        *index + found->rules.size() <= all.size() &&
        std::equal(found->rules.begin(), found->rules.end(),
                   all.begin() + static_cast<std::ptrdiff_t>(*index),
                   [](const Rule* a, const Rule& b) { return a->header.path == b.header.path; });
    Step step;
    step.title = u"Move "_s + countedOrNamed(found->rules, u"rule"_s, u"rules"_s);
    if (isThere) {
        return step;
    }
    const auto numbering = numbersFor(others, *index, found->rules.size());
    if (!numbering) {
        return fail(numbering.error());
    }
    QSet<QString> ids = idsOf(**policy);
    for (std::size_t i = 0; i < found->rules.size(); ++i) {
        const Rule& rule = *found->rules[i];
        const int number = numbering->inserted[i];
        if (policyPathOf(rule.header.path) == policyPath) {
            step.edits.push_back(withNumber(rule, number));
            continue;
        }
        step.edits.push_back(
            {ObjectKind::Rule, rule.header.path, stateOf(rule), QJsonValue(QJsonValue::Null)});
        const QString id = freeId(rule.header.id, ids);
        ids.insert(id);
        Rule moved = rule;
        moved.sequenceNumber = number;
        const QJsonObject state = asNew(stateOf(moved), policyPath, u"rules"_s, id);
        step.edits.push_back({ObjectKind::Rule, state.value(u"path"_s).toString(),
                              QJsonValue(QJsonValue::Null), state});
    }
    addRenumbered(step, others, *numbering);
    return step;
}

Result<Step> deleteRules(const Snapshot& current, const QStringList& rulePaths) {
    const auto found = findRules(current, rulePaths);
    if (!found) {
        return fail(found.error());
    }
    Step step;
    for (const Rule* rule : found->rules) {
        if (rule->isDefault.value_or(false)) {
            return fail(ErrorKind::Refused, u"Change its action instead, or disable it."_s,
                        u"Rule '"_s + rule->header.label() + u"' is a default rule of NSX."_s,
                        rule->header.path);
        }
        step.edits.push_back(
            {ObjectKind::Rule, rule->header.path, stateOf(*rule), QJsonValue(QJsonValue::Null)});
    }
    step.title = u"Delete "_s + countedOrNamed(found->rules, u"rule"_s, u"rules"_s);
    return step;
}

} // namespace bulkhead::change
