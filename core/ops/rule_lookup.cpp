// SPDX-License-Identifier: MIT
#include "ops/rule_lookup.h"

#include "base/text.h"

#include <array>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

using Test = bool (*)(const model::Rule& rule, const QString& wanted);

constexpr std::array<Test, 5> kTests{
    [](const model::Rule& rule, const QString& wanted) { return rule.header.path == wanted; },
    [](const model::Rule& rule, const QString& wanted) { return rule.header.id == wanted; },
    [](const model::Rule& rule, const QString& wanted) {
        return rule.ruleId && QString::number(*rule.ruleId) == wanted;
    },
    [](const model::Rule& rule, const QString& wanted) {
        return rule.header.displayName.raw() == wanted;
    },
    [](const model::Rule& rule, const QString& wanted) {
        return rule.header.displayName.raw().compare(wanted, Qt::CaseInsensitive) == 0;
    }};

} // namespace

Result<std::size_t> findRule(const model::SecurityPolicy& policy, const QString& wanted) {
    const QString shown = elideMiddle(cleanLine(wanted), 80);
    for (const Test test : kTests) {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < policy.rules.size(); ++i) {
            if (test(policy.rules[i], wanted)) {
                found.push_back(i);
            }
        }
        if (found.size() == 1) {
            return found.front();
        }
        if (found.size() > 1) {
            QStringList ids;
            for (const std::size_t i : found) {
                ids << cleanLine(policy.rules[i].header.id);
            }
            return fail(ErrorKind::InvalidInput,
                        u"Give the id of one of these: "_s + ids.join(u", "_s) + u'.',
                        u"The name \"%1\" belongs to %2 rules of policy %3."_s.arg(shown)
                            .arg(found.size())
                            .arg(policy.header.label()),
                        wanted);
        }
    }
    QStringList names;
    for (const model::Rule& rule : policy.rules) {
        names << rule.header.id << rule.header.displayName.raw();
    }
    names.removeDuplicates();
    QStringList nearest = nearestMatches(wanted, names);
    for (QString& name : nearest) {
        name = cleanLine(name);
    }
    return fail(ErrorKind::NotFound,
                nearest.isEmpty() ? u"List the rules of the policy to see which there are."_s
                                  : u"Did you mean "_s + nearest.join(u", "_s) + u'?',
                u"Policy %1 has no rule \"%2\"."_s.arg(policy.header.label(), shown), wanted);
}

} // namespace bulkhead::ops
