// SPDX-License-Identifier: MIT
// Operations that show segments. Nothing here, or elsewhere in the program, changes them.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listSegmentsOperation(); ///< list_segments

} // namespace bulkhead::ops
