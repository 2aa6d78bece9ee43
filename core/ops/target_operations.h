// SPDX-License-Identifier: MIT
// The operation that shows the configured managers.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listTargetsOperation(); ///< list_targets

} // namespace bulkhead::ops
