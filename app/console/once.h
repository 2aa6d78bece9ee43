// SPDX-License-Identifier: MIT
// Commands that do one thing and end: an operation, saving a snapshot, setting the program up.
#pragma once

#include "base/task.h"
#include "console/invocation.h"
#include "console/prompt.h"
#include "console/terminal.h"
#include "ops/pipeline.h"

namespace bulkhead::console {

/// What one run works with. The terminal must outlive the task.
struct OnceContext {
    Invocation invocation;
    std::shared_ptr<ops::SourceProvider> sources;
    Terminal* terminal = nullptr;
    std::shared_ptr<Prompt> prompt;
    CancellationToken token;
};

/// Runs the invocation and prints its result or its error; ends with the exit code. Sessions on
/// managers are destroyed before it ends.
[[nodiscard]] QCoro::Task<int> runOnce(std::shared_ptr<OnceContext> context);

/// Prints the error as one line and returns its exit code.
[[nodiscard]] int complainAbout(Terminal& terminal, const Error& error);

} // namespace bulkhead::console
