// SPDX-License-Identifier: MIT
// Undo claims: which process is taking back which write at this moment.
#pragma once

#include "guard/sqlite_file.h"
#include "guard/undo_store.h"

#include <QString>
#include <QStringList>

namespace bulkhead::guard {

/// A claim in undo.db. Its process has ended, or an hour has passed: then it holds nobody back.
struct ClaimRow {
    QString owner; ///< of UndoClaim; empty: the entry is not claimed
    QString host;
    qint64 pid = 0;
    QString since; ///< UTC, ISO 8601
};

/// Makes the table; inside a transaction.
[[nodiscard]] Result<void> makeClaimTable(SqliteFile& file);

/// A clean sentence that names who holds an entry now and until when; empty: nobody does.
[[nodiscard]] QString heldBy(const ClaimRow& claim);

/// Turns every entry to `undoing` or none (Conflict that names the holder or the state); inside a
/// write transaction. A claim that holds nobody back any more is taken over.
[[nodiscard]] Result<void> takeClaim(SqliteFile& file, const UndoClaim& claim);

/// Gives the entries that the owner still holds their former state back, with a note; inside a
/// write transaction.
[[nodiscard]] Result<void> dropClaim(SqliteFile& file, const UndoClaim& claim, const QString& note);

} // namespace bulkhead::guard
