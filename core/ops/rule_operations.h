// SPDX-License-Identifier: MIT
// Operations on firewall rules.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listRulesOperation(); ///< list_dfw_rules
[[nodiscard]] Operation getRuleOperation();   ///< get_dfw_rule

} // namespace bulkhead::ops
