// SPDX-License-Identifier: MIT
// Operations on groups.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listGroupsOperation(); ///< list_groups
[[nodiscard]] Operation getGroupOperation();   ///< get_group

} // namespace bulkhead::ops
