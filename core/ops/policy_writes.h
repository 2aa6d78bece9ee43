// SPDX-License-Identifier: MIT
// create_dfw_policy, update_dfw_policy, delete_dfw_policy.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation createPolicyOperation();
[[nodiscard]] Operation updatePolicyOperation();
[[nodiscard]] Operation deletePolicyOperation();

} // namespace bulkhead::ops
