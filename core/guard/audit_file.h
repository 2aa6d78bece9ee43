// SPDX-License-Identifier: MIT
// AuditFile: writes the rows of audit.db, blocking; what the audit store does on its thread.
#pragma once

#include "guard/audit_store.h"
#include "guard/sqlite_file.h"

#include <QElapsedTimer>
#include <QHash>
#include <QString>

namespace bulkhead::guard {

struct AuditOptions {
    QString folder;
    int busyMs = 5000; ///< how long another writer is waited for, per lock
    qint64 rotateAtBytes = qint64{100} * 1024 * 1024;
};

/// Rows, links of the chain and rotation. Text is redacted on its way in, JSON columns hold at most
/// kMaximumAuditJson bytes. One thread.
class AuditFile final {
public:
    explicit AuditFile(AuditOptions options);

    [[nodiscard]] Result<AuditTicket> begin(const AuditEntry& entry);
    [[nodiscard]] Result<std::monostate> finish(AuditTicket ticket, const AuditOutcome& outcome);
    void close() { m_file.close(); }

private:
    struct OpenRow {
        QString token; ///< of bulkhead_open: ids may come again in a file that another tool renewed
        SqliteFile::Durability durability = SqliteFile::Durability::Synced;
    };
    void rotateIfDue();
    [[nodiscard]] Result<bool> finishIn(SqliteFile& file, qint64 row, const OpenRow& open,
                                        const AuditOutcome& outcome);

    AuditOptions m_options;
    SqliteFile m_file;
    QHash<qint64, OpenRow> m_open;
    bool m_isLarge = false;         ///< as seen with the last row
    QElapsedTimer m_failedRotation; ///< valid after one failed
};

/// Bytes of JSON that one column holds. What is longer is stored as {"truncated": true,
/// "original_bytes": …, "beginning": "…"}.
inline constexpr qsizetype kMaximumAuditJson = qsizetype{64} * 1024;

/// Redacted, compact, and cut if need be.
[[nodiscard]] QString auditJson(const QJsonObject& object);

/// The options of the live file's SqliteFile.
[[nodiscard]] SqliteFile::Options liveAuditFile(const AuditOptions& options);

} // namespace bulkhead::guard
