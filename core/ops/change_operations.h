// SPDX-License-Identifier: MIT
// preview_change, publish_change: a whole change at once, as a file that people have reviewed.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation previewChangeOperation();
[[nodiscard]] Operation publishChangeOperation();

} // namespace bulkhead::ops
