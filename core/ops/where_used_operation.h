// SPDX-License-Identifier: MIT
// The operation that shows who uses an object.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation whereUsedOperation(); ///< where_used

} // namespace bulkhead::ops
