// SPDX-License-Identifier: MIT
// create_group, update_group.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation createGroupOperation();
[[nodiscard]] Operation updateGroupOperation();

} // namespace bulkhead::ops
