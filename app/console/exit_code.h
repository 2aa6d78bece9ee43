// SPDX-License-Identifier: MIT
// Exit codes: what a script can tell from how a command ended.
#pragma once

#include "base/error.h"

#include <QString>

#include <vector>

namespace bulkhead::console {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kInterrupted = 130;

[[nodiscard]] int exitCode(ErrorKind kind);

struct ExitCode {
    int code = 0;
    QString meaning; ///< a few words
};

/// All of them in order, for help and manual.
[[nodiscard]] std::vector<ExitCode> exitCodes();

} // namespace bulkhead::console
