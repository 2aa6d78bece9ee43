// SPDX-License-Identifier: MIT
// `bulkhead mcp`: the MCP server on standard input and output.
#pragma once

#include "console/invocation.h"

namespace bulkhead::console {

/// Serves until the input ends, the reader is gone, or SIGINT or SIGTERM comes; then ends within a
/// second with 0, work under way cancelled and sessions destroyed. Wants a QCoreApplication.
[[nodiscard]] int runMcp(const Invocation& invocation);

} // namespace bulkhead::console
