// SPDX-License-Identifier: MIT
// delete_group: only what nothing depends on.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

/// Three reads before the DELETE, whatever the size of the estate: the group, one search for
/// whoever names it, its effective members.
[[nodiscard]] Operation deleteGroupOperation();

} // namespace bulkhead::ops
