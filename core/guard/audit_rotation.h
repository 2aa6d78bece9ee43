// SPDX-License-Identifier: MIT
// Rotation: moves the rows of a large audit.db into a file of their own and loses none.
#pragma once

#include "guard/sqlite_file.h"

#include <QDateTime>

namespace bulkhead::guard {

/// Bytes of the file that are in use: free pages do not count.
[[nodiscard]] Result<qint64> usedBytes(SqliteFile& file);

/// If the live file uses `limit` bytes or more: copies it to audit.YYYYMMDD-HHMMSS.db, checks and
/// syncs the copy, and only then removes the copied rows and links from the live file, whose chain
/// goes on from the copy's newest link. All of it under the live file's write lock, so that other
/// programs wait and none writes into a file that was renamed under it. Rows of calls that are
/// still under way (less than a day old) stay in the live file and in no copy. Rotated files are
/// never removed: how many to keep is for the person to decide. What a crash leaves is a copy of
/// rows that still stand in the live file; the next rotation removes it. True if it rotated. Takes
/// about a second per 100 MB.
[[nodiscard]] Result<bool> rotateIfLarge(SqliteFile& live, qint64 limit, QDateTime now);

} // namespace bulkhead::guard
