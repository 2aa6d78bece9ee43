// SPDX-License-Identifier: MIT
// The case tables that the scripts of bash and zsh share: both understand the same `case`.
#pragma once

#include "console/command_table.h"

#include <QString>

namespace bulkhead::console {

// Each is the inside of a `case`: patterns over "path" or "path option", one action a line that
// sets the variable `words` (or `kind`).

/// "policy list") words='--limit --offset …';;
[[nodiscard]] QString optionCases(const CommandTable& table);
/// "policy") words='list get …';;
[[nodiscard]] QString wordCases(const CommandTable& table);
/// "rule create --action") words='ALLOW DROP …';; also of the words without option, as "path N".
[[nodiscard]] QString choiceCases(const CommandTable& table);
/// "init --ca-file") kind=file;; "init --host") kind=value;;
[[nodiscard]] QString valueCases(const CommandTable& table);

} // namespace bulkhead::console
