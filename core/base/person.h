// SPDX-License-Identifier: MIT
// personName: whose account this process runs under.
#pragma once

#include <QString>

namespace bulkhead {

/// The account's name by the effective user id, clean for one line; "uid 1001" if the system knows
/// no name. Thread-safe. May ask the system's name service.
[[nodiscard]] QString personName();

} // namespace bulkhead
