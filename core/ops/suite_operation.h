// SPDX-License-Identifier: MIT
// run_traceflow_suite: traces a set of flows and says which of them went as expected.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation runTraceflowSuiteOperation();

} // namespace bulkhead::ops
