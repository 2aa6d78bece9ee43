// SPDX-License-Identifier: MIT
// list_changes, revert_change: what was published, and taking it back.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listChangesOperation();
[[nodiscard]] Operation revertChangeOperation();

} // namespace bulkhead::ops
