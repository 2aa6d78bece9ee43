// SPDX-License-Identifier: MIT
// update_dfw_exclusions: who has no distributed firewall at all.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation updateExclusionsOperation();

} // namespace bulkhead::ops
