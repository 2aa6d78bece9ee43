// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_operands.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

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

QString fieldOfColumn(RuleColumn column) {
    switch (column) {
    case RuleColumn::Sources:
        return u"source_groups"_s;
    case RuleColumn::Destinations:
        return u"destination_groups"_s;
    case RuleColumn::Services:
        return u"services"_s;
    case RuleColumn::Profiles:
        return u"profiles"_s;
    case RuleColumn::AppliedTo:
        return u"scope"_s;
    default:
        return {};
    }
}

void addOperands(QStringList& operands, const QStringList& added) {
    if (model::isAny(operands)) {
        operands.clear();
    }
    for (const QString& one : added) {
        if (!operands.contains(one)) {
            operands << one;
        }
    }
}

std::optional<bool>* negationOf(model::Rule& rule, RuleColumn column) {
    return column == RuleColumn::Sources        ? &rule.sourcesExcluded
           : column == RuleColumn::Destinations ? &rule.destinationsExcluded
                                                : nullptr;
}

} // namespace bulkhead::desktop
