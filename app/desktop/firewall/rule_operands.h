// SPDX-License-Identifier: MIT
// Which field of a rule stands behind a column of operands.
#pragma once

#include "desktop/firewall/rule_cells.h"

#include <optional>

namespace bulkhead::desktop {

[[nodiscard]] bool takesOperands(RuleColumn column);
/// Only for columns that take operands.
[[nodiscard]] QStringList& operandsOf(model::Rule& rule, RuleColumn column);
/// NSX's name of the field; empty for columns that take no operands.
[[nodiscard]] QString fieldOfColumn(RuleColumn column);
/// Adds what is not there yet; to ANY, it takes ANY's place.
void addOperands(QStringList& operands, const QStringList& added);
/// nullptr where NSX knows no negation.
[[nodiscard]] std::optional<bool>* negationOf(model::Rule& rule, RuleColumn column);

} // namespace bulkhead::desktop
