// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_operands.h"

namespace bulkhead::desktop {

bool takesOperands(RuleColumn column) {
    return column == RuleColumn::Sources || column == RuleColumn::Destinations ||
           column == RuleColumn::Services || column == RuleColumn::Profiles ||
           column == RuleColumn::AppliedTo;
}

QStringList& operandsOf(model::Rule& rule, RuleColumn column) {
    switch (column) {
    case RuleColumn::Destinations:
        return rule.destinations;
    case RuleColumn::Services:
        return rule.services;
    case RuleColumn::Profiles:
        return rule.profiles;
    case RuleColumn::AppliedTo:
        return rule.scope;
    default:
        return rule.sources;
    }
}

std::optional<bool>* negationOf(model::Rule& rule, RuleColumn column) {
    return column == RuleColumn::Sources        ? &rule.sourcesExcluded
           : column == RuleColumn::Destinations ? &rule.destinationsExcluded
                                                : nullptr;
}

} // namespace bulkhead::desktop
