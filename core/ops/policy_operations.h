// SPDX-License-Identifier: MIT
// Operations on security policies.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listPoliciesOperation(); ///< list_dfw_policies
[[nodiscard]] Operation getPolicyOperation();    ///< get_dfw_policy

} // namespace bulkhead::ops
