// SPDX-License-Identifier: MIT
// Operations that send a packet through the network and say what became of it.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation runTraceflowOperation();       ///< run_traceflow
[[nodiscard]] Operation getTraceflowResultOperation(); ///< get_traceflow_result

} // namespace bulkhead::ops
