// SPDX-License-Identifier: MIT
// manualPage: bulkhead(1), from the command table.
#pragma once

#include "console/command_table.h"

#include <QString>

namespace bulkhead::console {

/// In the man macros, ASCII with escapes, so that every man and mandoc shows it.
[[nodiscard]] QString manualPage(const CommandTable& table);

} // namespace bulkhead::console
