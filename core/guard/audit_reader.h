// SPDX-License-Identifier: MIT
// AuditReader: looks things up in the audit trail, for `audit log|export|stats|verify`.
#pragma once

#include "base/task.h"
#include "guard/audit_verification.h"
#include "guard/store_thread.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::guard {

/// A row of any tool of the family. Every text is clean for one line; `params` and `result` are
/// JSON as a rule, but other programs write what they like.
struct AuditRow {
    qint64 id = 0;
    QString time; ///< as stored; UTC, ISO 8601
    QString skill;
    QString tool;
    QString params;
    QString result;
    QString status;
    std::optional<qint64> durationMs; ///< nullopt: not stored
    QString agent;
    QString workflowId;
    QString user;
    QString riskLevel;
    QString rationale;
    QString approvedBy;
    QString riskTier;
};

/// Empty fields ask for nothing.
struct AuditFilter {
    int limit = 20; ///< 1..1,000,000
    QString skill;
    QString tool;
    QString status; ///< the whole word, e.g. "ok" or "ok_bypassed"
    QString workflowId;
    QString since; ///< a day, a time (ISO 8601; UTC if it names no zone), or "7d", "24h", "30m" ago
};

struct AuditStatistics {
    int days = 0;
    qint64 calls = 0;
    QHash<QString, qint64> byStatus;
    QHash<QString, qint64> byTool;
    QHash<QString, qint64> byRisk;
    QHash<QString, qint64> bySkill;
    /// Durations in ms, of the calls whose duration is stored; nullopt if there is none.
    struct Durations {
        qint64 median = 0;
        qint64 percentile95 = 0;
        qint64 longest = 0;
    };
    std::optional<Durations> durations;
};

/// Reads audit.db and the rotated files, of whatever version of the family's tools. Makes and
/// changes nothing; a folder without a trail has no rows. The work is done on a thread of its own
/// that starts with the first question.
class AuditReader final {
public:
    explicit AuditReader(QString folder, int busyMs = 5000);

    /// The newest first.
    [[nodiscard]] Task<std::vector<AuditRow>> rows(AuditFilter filter);
    /// Of the last `days` days (1..36500).
    [[nodiscard]] Task<AuditStatistics> statistics(int days);
    /// As verifyAudit.
    [[nodiscard]] Task<AuditVerification> verify(QString knownHead);

private:
    QString m_folder;
    int m_busyMs;
    StoreThread m_thread;
};

/// The text from which a `since` begins, comparable with the table's `ts`. InvalidInput if it is
/// none of the forms above.
[[nodiscard]] Result<QString> sinceText(const QString& since, QDateTime now);

/// One object a row under the table's column names; params and result as JSON where they are.
[[nodiscard]] QJsonObject auditRowAsJson(const AuditRow& row);

/// RFC 4180 with a header line. A cell that a spreadsheet would take for a formula is marked with a
/// leading apostrophe.
[[nodiscard]] QByteArray auditRowsAsCsv(const std::vector<AuditRow>& rows);

} // namespace bulkhead::guard
