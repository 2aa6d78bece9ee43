// SPDX-License-Identifier: MIT
// Runs a traceflow from its first request to its last, and leaves nothing behind.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

/// Handler of run_traceflow. What it made on the manager is taken away on every way out, with one
/// exception: a trace that is still under way when the patience is over stays half an hour for
/// get_traceflow_result. What cannot be taken away (the manager is gone, or the program was killed)
/// is written down before it is made (ops/trace_debt.h) and is taken away by the next run there.
[[nodiscard]] Task<Answer> runTrace(Call call);

/// Handler of get_traceflow_result: from memory; else from the manager, where a trace of ours that
/// has ended meanwhile is taken away.
[[nodiscard]] Task<Answer> getTrace(Call call);

} // namespace bulkhead::ops
