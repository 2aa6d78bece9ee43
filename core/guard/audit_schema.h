// SPDX-License-Identifier: MIT
// The tables of audit.db: the one that a family of tools shares, and our own beside it.
#pragma once

#include "guard/sqlite_file.h"

#include <QString>
#include <QStringList>

namespace bulkhead::guard {

/// The `skill` of every row of ours.
[[nodiscard]] const QString& auditSkill();

/// The columns of audit_log, in the order in which a row's hash takes them.
[[nodiscard]] const QStringList& auditColumns();

/// Makes what is missing: audit_log, the columns that newer tools of the family added, indexes on
/// ts, tool and status, and the tables of the chain: bulkhead_chain (a link an event),
/// bulkhead_chain_head (the newest link, and the one in an earlier file that this file follows) and
/// bulkhead_open (rows that were begun and not finished). `anchor` is asked for the latter when the
/// chain is new. Writes nothing if all is there.
struct ChainHead {
    qint64 link = 0; ///< counts from 1 over all files; 0: no link yet
    QString hash;    ///< hexadecimal
};
[[nodiscard]] Result<void> prepareAuditTables(SqliteFile& file,
                                              const std::function<Result<ChainHead>()>& anchor);

/// The hash that the first link of all follows.
[[nodiscard]] const QString& chainOrigin();

/// Whether the file has such a table.
[[nodiscard]] Result<bool> hasTable(SqliteFile& file, const QString& name);

} // namespace bulkhead::guard
