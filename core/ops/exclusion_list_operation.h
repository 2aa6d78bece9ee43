// SPDX-License-Identifier: MIT
// The operation that shows whom the distributed firewall does not reach.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listExclusionsOperation(); ///< list_dfw_exclusions

} // namespace bulkhead::ops
