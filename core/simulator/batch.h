// SPDX-License-Identifier: MIT
// Batch: several requests in one.
#pragma once

#include "simulator/router.h"

namespace bulkhead::simulator {

/// Whether it is POST /policy/api/v1/batch or /api/v1/batch.
[[nodiscard]] bool isBatch(const Request& request);
/// NSX 4.2 BatchRequest: one after the other, each with its own outcome. All or nothing
/// (`atomic=true`) is not simulated and refused.
[[nodiscard]] Response runBatch(World& world, const Router& router, const Request& batch);

} // namespace bulkhead::simulator
