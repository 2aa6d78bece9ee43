// SPDX-License-Identifier: MIT
// What must be so before a window may be opened: a display. Its absence is an error, not an abort.
#pragma once

#include "base/result.h"

namespace bulkhead::console {

/// Fails if the environment names no display for the platform that Qt would choose.
[[nodiscard]] Result<void> checkDisplay();

/// Qt ends the process with a core dump when a display is named but does not answer. From now on it
/// ends with exit code 1 and the same clear line as checkDisplay().
void catchDisplayFailure();

/// Prints the error as one line and returns its exit code.
[[nodiscard]] int reportStartFailure(const Error& error);

} // namespace bulkhead::console
