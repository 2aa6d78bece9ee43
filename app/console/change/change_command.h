// SPDX-License-Identifier: MIT
// `change new|add|show|discard`: the change file on disk, without any manager.
#pragma once

#include "console/command_table.h"
#include "console/once.h"

namespace bulkhead::console {

/// The commands as data.
[[nodiscard]] std::vector<CommandEntry> changeCommands();

/// `new` never overwrites a file. `add` checks the entry and keeps comments. `show` says what the
/// file would do, in words. `discard` asks and deletes the file.
[[nodiscard]] QCoro::Task<int> runChange(std::shared_ptr<OnceContext> context);

} // namespace bulkhead::console
