// SPDX-License-Identifier: MIT
// move_dfw_policy and move_dfw_rule: the order of evaluation, by NSX's own ?action=revise.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation movePolicyOperation();
[[nodiscard]] Operation moveRuleOperation();

} // namespace bulkhead::ops
