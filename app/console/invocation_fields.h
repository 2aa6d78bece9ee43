// SPDX-License-Identifier: MIT
// completed: what the arguments of the program's own commands mean.
#pragma once

#include "console/invocation.h"

namespace bulkhead::console {

/// Fills the fields of a command in from its arguments; WrongUsage where they make no sense.
[[nodiscard]] Invocation completed(Invocation invocation);

} // namespace bulkhead::console
