// SPDX-License-Identifier: MIT
// What Finder sees in one rule (change/finder.h).
#include "change/finder.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using model::Rule;
using model::RuleAction;
using model::SecurityPolicy;
using snapshot::RuleReference;

/// What people reach machines and managers by: SSH, HTTPS, RDP, ESXi, NSX and vCenter appliances.
constexpr std::array kManagementPorts = {22, 443, 902, 3389, 5480, 8443};

bool is(const Rule& rule, RuleAction action) {
    return rule.action && *rule.action == action;
}

bool isDeny(const Rule& rule) {
    return is(rule, RuleAction::Drop) || is(rule, RuleAction::Reject);
}

bool isAnyService(const Rule& rule) {
    return model::isAny(rule.services) && rule.serviceEntries.isEmpty();
}

/// Wide enough to lock people out: any service, and any source or any destination.
bool isBroad(const Rule& rule) {
    return isAnyService(rule) && (model::isAny(rule.sources) || model::isAny(rule.destinations)) &&
           model::isAny(rule.profiles);
}

bool coversPort(const QString& ports, int port) {
    bool isFirst = false;
    bool isLast = false;
    const int first = ports.section(u'-', 0, 0).toInt(&isFirst);
    const int last = ports.section(u'-', -1, -1).toInt(&isLast);
    return isFirst && isLast && first <= port && port <= last;
}

bool coversManagement(const std::vector<model::ServiceEntry>& entries) {
    return std::any_of(entries.begin(), entries.end(), [](const model::ServiceEntry& entry) {
        if (entry.l4Protocol != "TCP"_L1) {
            return false;
        }
        return entry.destinationPorts.isEmpty() ||
               std::any_of(kManagementPorts.begin(), kManagementPorts.end(), [&entry](int port) {
                   return std::any_of(
                       entry.destinationPorts.begin(), entry.destinationPorts.end(),
                       [port](const QString& ports) { return coversPort(ports, port); });
               });
    });
}

QStringList sorted(QStringList operands) {
    if (model::isAny(operands)) {
        return {};
    }
    operands.sort();
    return operands;
}

} // namespace

bool Finder::allowsManagement(const Rule& rule) const {
    if (rule.isDisabled() || !is(rule, RuleAction::Allow)) {
        return false;
    }
    if (isAnyService(rule)) {
        return true;
    }
    const bool isRaw = coversManagement(model::decodeServiceEntries(rule.serviceEntries));
    return isRaw ||
           std::any_of(rule.services.begin(), rule.services.end(), [this](const QString& path) {
               const model::Service* service = m_after->service(path);
               return service != nullptr && coversManagement(service->entries);
           });
}

void Finder::lookForManagement(const RuleReference& at) {
    const bool isEthernet = at.policy->effectiveCategory() == model::Category::Ethernet;
    if (isEthernet || !isDeny(*at.rule) || !isBroad(*at.rule)) {
        return;
    }
    for (const SecurityPolicy& policy : m_after->policies()) {
        if (policy.effectiveCategory() == model::Category::Ethernet) {
            continue;
        }
        for (const Rule& rule : policy.rules.get()) {
            if (&rule == at.rule) {
                add(FindingKind::DenyBeforeManagement, Severity::Error, rule.header.path,
                    u"action"_s,
                    u"Rule '%1' denies broadly, and no rule before it allows management traffic "
                    "(SSH, HTTPS, RDP): it may lock everybody out."_s.arg(rule.header.label()),
                    u"Put a rule that allows management traffic in front of it."_s);
                return;
            }
            if (allowsManagement(rule)) {
                return;
            }
        }
    }
}

void Finder::lookForWayBack(const RuleReference& at) {
    const bool isStateless = !at.policy->stateful.value_or(true) &&
                             at.policy->effectiveCategory() != model::Category::Ethernet;
    const Rule& rule = *at.rule;
    const QStringList sources = sorted(rule.sources);
    const QStringList destinations = sorted(rule.destinations);
    if (!isStateless || !is(rule, RuleAction::Allow)) {
        return;
    }
    const auto leadsBack = [&](const Rule& other) {
        return !other.isDisabled() && is(other, RuleAction::Allow) &&
               sorted(other.sources) == destinations && sorted(other.destinations) == sources &&
               (&other != &rule || (sources.isEmpty() && destinations.isEmpty()));
    };
    const std::vector<Rule>& rules = at.policy->rules.get();
    if (std::none_of(rules.begin(), rules.end(), leadsBack)) {
        add(FindingKind::StatelessOneWay, Severity::Warning, rule.header.path,
            u"destination_groups"_s,
            u"Rule '%1' is stateless and no rule of its policy allows the answers."_s.arg(
                rule.header.label()),
            u"Add a rule with source and destination exchanged, or make the policy stateful."_s);
    }
}

void Finder::lookForRuleTie(const RuleReference& at) {
    for (const Rule& other : at.policy->rules.get()) {
        if (&other != at.rule && !other.isDisabled() &&
            other.sequenceNumber.value_or(0) == at.rule->sequenceNumber.value_or(0)) {
            add(FindingKind::OrderTie, Severity::Warning, at.rule->header.path,
                u"sequence_number"_s,
                u"Rules '%1' and '%2' have the same number %3: NSX does not say which of them "
                "comes first."_s.arg(at.rule->header.label(), other.header.label())
                    .arg(other.sequenceNumber.value_or(0)),
                u"Move one of the two, so that it gets a number of its own."_s);
            return;
        }
    }
}

void Finder::lookAtRule(const RuleReference& at) {
    const Rule& rule = *at.rule;
    const QString name = rule.header.label();
    lookForManagement(at);
    lookForWayBack(at);
    lookForRuleTie(at);
    if (!rule.isLogged()) {
        const bool isSilentDrop = isDeny(rule);
        add(FindingKind::MissingLog, isSilentDrop ? Severity::Warning : Severity::Hint,
            rule.header.path, u"logged"_s,
            isSilentDrop
                ? u"Rule '%1' drops silently: nobody will find what it stopped."_s.arg(name)
                : u"Rule '%1' does not log."_s.arg(name),
            u"Switch logging on."_s);
    }
    if (is(rule, RuleAction::Allow) && model::isAny(rule.sources) &&
        model::isAny(rule.destinations) && isAnyService(rule) && model::isAny(rule.profiles) &&
        !rule.isDefault.value_or(false)) {
        add(FindingKind::AnyAnyAllow, Severity::Warning, rule.header.path, u"source_groups"_s,
            u"Rule '%1' allows everything from anywhere to anywhere."_s.arg(name),
            u"Name source, destination or service."_s);
    }
}

} // namespace bulkhead::change
