// SPDX-License-Identifier: MIT
// `bulkhead simulate`: a simulated manager for other programs, until it is interrupted.
#pragma once

#include "base/result.h"
#include "console/invocation.h"
#include "console/terminal.h"
#include "simulator/simulated_manager.h"

#include <memory>

namespace bulkhead::console {

/// Starts it as asked. The password comes from the named environment variable, never from an
/// argument, which everybody on the machine could read.
[[nodiscard]] Result<std::unique_ptr<simulator::SimulatedManager>>
startSimulator(const SimulateRequest& request);

/// Prints where it listens and what to trust, and runs the event loop until SIGINT or SIGTERM.
[[nodiscard]] int runSimulate(const SimulateRequest& request, Terminal& terminal);

} // namespace bulkhead::console
