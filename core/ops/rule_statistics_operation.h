// SPDX-License-Identifier: MIT
// The operation that reads traffic counters of rules.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation getRuleStatisticsOperation();

} // namespace bulkhead::ops
