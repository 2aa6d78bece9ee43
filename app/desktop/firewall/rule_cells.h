// SPDX-License-Identifier: MIT
// The columns of the firewall table, and what a rule shows in each.
#pragma once

#include "desktop/widgets/cell.h"
#include "model/security_policy.h"

#include <array>

namespace bulkhead::desktop {

enum class RuleColumn : int {
    Number,
    Name,
    RuleId,
    Sources,
    Destinations,
    Services,
    Profiles,
    AppliedTo,
    Action,
    Direction,
    Protocol,
    Log,
    Hits,
};
inline constexpr int kRuleColumnCount = static_cast<int>(RuleColumn::Hits) + 1;

using RuleCells = std::array<Cell, kRuleColumnCount>;

/// The short column title; `full` is the name in menus and for screen readers.
[[nodiscard]] QString ruleColumnTitle(RuleColumn column, bool full);

/// The column that shows a field of the manager's rule, e.g. "source_groups"; the name's where no
/// column does.
[[nodiscard]] RuleColumn columnOfField(const QString& field);

/// All cells of a rule. `number` is its place in the order of evaluation, from 1.
[[nodiscard]] RuleCells ruleCells(const snapshot::Snapshot& snapshot,
                                  const model::SecurityPolicy& policy, const model::Rule& rule,
                                  int number);

/// Operands that hold for the rule: the policy's Applied To replaces the rule's unless it is ANY
/// (NSX 4.2 Policy API, SecurityPolicy.scope).
[[nodiscard]] const QStringList& effectiveScope(const model::SecurityPolicy& policy,
                                                const model::Rule& rule);

// Words for values; the manager's own word where this version does not know it.
[[nodiscard]] Cell actionCell(const model::Rule& rule);
[[nodiscard]] QString directionWords(const model::Rule& rule);
[[nodiscard]] QString protocolWords(const model::Rule& rule);
[[nodiscard]] ChipCell serviceCell(const snapshot::Snapshot& snapshot, const model::Rule& rule);

} // namespace bulkhead::desktop
