// SPDX-License-Identifier: MIT
// readCommandLine: the command line, made from the operation registry.
#pragma once

#include "console/invocation.h"
#include "ops/registry.h"

namespace bulkhead::console {

/// Reads the arguments (without the program's name). Asks nobody, opens nothing, prints nothing.
/// A mistyped command or option names its nearest match.
[[nodiscard]] Invocation readCommandLine(const ops::Registry& registry,
                                         const QStringList& arguments);

} // namespace bulkhead::console
