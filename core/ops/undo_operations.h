// SPDX-License-Identifier: MIT
// undo_change: takes back what was written from here.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation undoOperation();

} // namespace bulkhead::ops
