// SPDX-License-Identifier: MIT
// The words that a rule's action, direction, protocol and logging may have.
#pragma once

#include "desktop/firewall/rule_cells.h"

#include <functional>
#include <vector>

namespace bulkhead::desktop {

struct RuleWord {
    QString text;
    QString field; ///< for the title of the step, e.g. "action"
    std::function<bool(const model::Rule&)> is;
    std::function<void(model::Rule&)> set;
    /// Why it is not possible in a category; empty if it is.
    std::function<QString(model::Category)> obstacle;
};

/// Empty for a column that holds something else.
[[nodiscard]] std::vector<RuleWord> ruleWords(RuleColumn column);

} // namespace bulkhead::desktop
