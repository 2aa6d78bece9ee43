// SPDX-License-Identifier: MIT
// Commands that do one thing and end: an operation, or saving a snapshot.
#pragma once

#include "base/task.h"
#include "console/invocation.h"
#include "console/terminal.h"
#include "ops/pipeline.h"

namespace bulkhead::console {

/// What one run works with. The terminal must outlive the task.
struct OnceContext {
    Invocation invocation;
    std::shared_ptr<ops::SourceProvider> sources;
    Terminal* terminal = nullptr;
    CancellationToken token;
};

/// Runs the invocation and prints its result or its error; ends with the exit code. Sessions on
/// managers are destroyed before it ends.
[[nodiscard]] QCoro::Task<int> runOnce(std::shared_ptr<OnceContext> context);

} // namespace bulkhead::console
