// SPDX-License-Identifier: MIT
// The tables of the hit history, and how they are kept small.
#pragma once

#include "guard/sqlite_file.h"

namespace bulkhead::hits {

/// Makes the tables in a new file. Fails for a file of a newer program.
[[nodiscard]] Result<void> prepareHitTables(guard::SqliteFile& file);

/// True if the file holds more than so many bytes. Cheap.
[[nodiscard]] Result<bool> isTooLarge(guard::SqliteFile& file, qint64 mostBytes);

/// Inside a transaction, O(days kept): drops days older than `keptDays` and rules that nobody has
/// seen for a year; beyond `mostBytes` the oldest days go first, then the rules seen least
/// recently.
[[nodiscard]] Result<void> dropOldHits(guard::SqliteFile& file, qint64 now, int keptDays,
                                       qint64 mostBytes);

} // namespace bulkhead::hits
