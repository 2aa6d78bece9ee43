// SPDX-License-Identifier: MIT
// Exit codes: what a script can tell from how a command ended.
#pragma once

#include "base/error.h"

namespace bulkhead::console {

/// 0 done · 1 failed · 2 wrong usage · 3 refused · 4 not found · 5 conflict · 6 authentication or
/// permission · 7 unreachable or not trusted · 8 declined · 130 interrupted.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kInterrupted = 130;

[[nodiscard]] int exitCode(ErrorKind kind);

} // namespace bulkhead::console
