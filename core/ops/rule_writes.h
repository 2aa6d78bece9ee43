// SPDX-License-Identifier: MIT
// create_dfw_rule, update_dfw_rule, delete_dfw_rule.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation createRuleOperation();
[[nodiscard]] Operation updateRuleOperation();
[[nodiscard]] Operation deleteRuleOperation();

} // namespace bulkhead::ops
