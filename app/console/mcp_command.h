// SPDX-License-Identifier: MIT
// `bulkhead mcp`: the MCP server on standard input and output.
#pragma once

#include "console/invocation.h"
#include "console/terminal.h"

namespace bulkhead::console {

/// Serves until the input ends, the reader is gone, or SIGINT or SIGTERM comes; then ends within a
/// second with 0, work under way cancelled and sessions destroyed. Wrong tool names end it with 2
/// before it serves. Wants a QCoreApplication.
[[nodiscard]] int runMcp(const Invocation& invocation, Terminal& terminal);

} // namespace bulkhead::console
