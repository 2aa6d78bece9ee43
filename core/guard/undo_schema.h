// SPDX-License-Identifier: MIT
// Undo schema: the tables of undo.db, and for how long they keep what a write replaced.
#pragma once

#include "guard/sqlite_file.h"

namespace bulkhead::guard {

/// Makes what is not there yet; outside a transaction.
[[nodiscard]] Result<void> prepareUndoTables(SqliteFile& file);

/// Drops the images of writes that are older than so many days and not among so many newest ones;
/// what could still be taken back becomes `expired`. The rows stay, and so does what is being taken
/// back. Inside a write transaction.
[[nodiscard]] Result<void> dropOldImages(SqliteFile& file, int keptDays, int keptNewest);

} // namespace bulkhead::guard
