// SPDX-License-Identifier: MIT
// The operation that shows which tags are in use.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listTagsOperation(); ///< list_tags

} // namespace bulkhead::ops
