// SPDX-License-Identifier: MIT
#include "guard/audit_file.h"

#include "base/person.h"
#include "guard/audit_chain.h"
#include "guard/audit_folder.h"
#include "guard/audit_rotation.h"
#include "guard/redactor.h"
#include "guard/stamp.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <unistd.h>

#include <array>
#include <utility>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcAudit, "bulkhead.audit")

constexpr qint64 kRotationPauseMs = qint64{10} * 60 * 1000;

QString orElse(const QString& text, const QString& fallback) {
    return redact(text.isEmpty() ? fallback : text);
}

/// The table has no column for the manager and its environment; without them a row says little.
QJsonObject parameters(const AuditEntry& entry) {
    QJsonObject all = entry.parameters;
    const std::array<std::pair<QString, QString>, 2> place{
        {{u"target"_s, entry.target}, {u"environment"_s, entry.environment}}};
    for (const auto& [key, value] : place) {
        if (!value.isEmpty() && all.value(key).toString().isEmpty()) {
            all.insert(key, value);
        }
    }
    return all;
}

QVariantList rowValues(const AuditEntry& entry, const QString& now) {
    return {now,
            auditSkill(),
            redact(entry.operation),
            auditJson(parameters(entry)),
            u"{}"_s,
            auditStatusName(AuditStatus::Interrupted),
            0,
            orElse(entry.agent, u"unknown"_s),
            redact(entry.workflowId),
            personName(),
            riskName(entry.risk),
            orElse(entry.rationale, qEnvironmentVariable("VMWARE_AUDIT_RATIONALE")),
            orElse(entry.approvedBy, qEnvironmentVariable("VMWARE_AUDIT_APPROVED_BY")),
            QString()};
}

Result<qint64> insertRow(SqliteFile& file, const QVariantList& values) {
    const QStringList columns = auditColumns().mid(1);
    QStringList marks;
    marks.fill(u"?"_s, columns.size());
    const auto inserted = file.run(u"INSERT INTO audit_log("_s + columns.join(u", "_s) +
                                       u") VALUES ("_s + marks.join(u", "_s) + u')',
                                   values);
    if (!inserted) {
        return fail(inserted.error());
    }
    return inserted->lastInsertId().toLongLong();
}

QByteArray compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QString auditJson(const QJsonObject& object) {
    const QByteArray whole = compact(Redactor::process().redact(object));
    QByteArray stored = whole;
    // Quotes in the beginning are escaped again, so it may have to be shorter than it looks.
    for (qsizetype part = kMaximumAuditJson - 256; stored.size() > kMaximumAuditJson; part /= 2) {
        stored = compact({{u"truncated"_s, true},
                          {u"original_bytes"_s, whole.size()},
                          {u"beginning"_s, QString::fromUtf8(whole.first(part))}});
    }
    return QString::fromUtf8(stored);
}

SqliteFile::Options liveAuditFile(const AuditOptions& options) {
    const auto anchor = [folder = options.folder, busyMs = options.busyMs] {
        return newestRotatedHead(folder, busyMs);
    };
    return {auditFilePath(options.folder), u"the audit trail"_s, options.busyMs, true,
            [anchor](SqliteFile& file) { return prepareAuditTables(file, anchor); }};
}

AuditFile::AuditFile(AuditOptions options)
    : m_options(std::move(options)), m_file(liveAuditFile(m_options)) {}

Result<AuditTicket> AuditFile::begin(const AuditEntry& entry) {
    rotateIfDue();
    const QString now = utcStamp();
    const QVariantList values = rowValues(entry, now);
    const OpenRow open{randomDigits(), entry.isWrite ? SqliteFile::Durability::Synced
                                                     : SqliteFile::Durability::Lazy};
    AuditTicket ticket;
    const auto written = m_file.write(
        [&](SqliteFile& file) -> Result<void> {
            const auto row = insertRow(file, values);
            if (!row) {
                return fail(row.error());
            }
            ticket.row = *row;
            if (const auto noted = file.run(u"INSERT INTO bulkhead_open VALUES (?, ?, ?)"_s,
                                            {ticket.row, open.token, now});
                !noted) {
                return fail(noted.error());
            }
            if (auto linked = appendLink(file, ticket.row, ChainEvent::Begin); !linked) {
                return linked;
            }
            const auto used = usedBytes(file);
            m_isLarge = used && *used >= m_options.rotateAtBytes;
            return {};
        },
        open.durability);
    if (!written) {
        return fail(written.error());
    }
    m_open.insert(ticket.row, open);
    return ticket;
}

void AuditFile::rotateIfDue() {
    const bool paused =
        m_failedRotation.isValid() && !m_failedRotation.hasExpired(kRotationPauseMs);
    if (!m_isLarge || paused) {
        return;
    }
    const auto rotated =
        rotateIfLarge(m_file, m_options.rotateAtBytes, QDateTime::currentDateTimeUtc());
    m_isLarge = !rotated;
    if (rotated) {
        m_failedRotation.invalidate();
        return;
    }
    // A large file is a nuisance, a refused write is worse: rows go on into it.
    m_failedRotation.start();
    qCWarning(lcAudit).noquote() << rotated.error().message();
}

Result<std::monostate> AuditFile::finish(AuditTicket ticket, const AuditOutcome& outcome) {
    const auto found = m_open.constFind(ticket.row);
    if (found == m_open.constEnd()) {
        return fail(ErrorKind::Failed, u"Run `bulkhead audit verify`."_s,
                    u"No call is under way with the audit row "_s + QString::number(ticket.row) +
                        u'.',
                    m_file.path());
    }
    const OpenRow& open = *found;
    auto done = finishIn(m_file, ticket.row, open, outcome);
    // Another tool of the family rotates by renaming the file, and the row went with it.
    for (const QString& path : rotatedAuditFiles(m_options.folder)) {
        if (!done || *done) {
            break;
        }
        SqliteFile rotated({path, u"the rotated audit trail"_s, m_options.busyMs, true, {}, false});
        done = finishIn(rotated, ticket.row, open, outcome);
    }
    if (!done) {
        return fail(done.error());
    }
    if (!*done) {
        return fail(ErrorKind::Failed, u"Run `bulkhead audit verify`."_s,
                    u"The audit row "_s + QString::number(ticket.row) +
                        u" was removed or changed while the call ran."_s,
                    m_file.path());
    }
    m_open.remove(ticket.row);
    return std::monostate{};
}

Result<bool> AuditFile::finishIn(SqliteFile& file, qint64 row, const OpenRow& open,
                                 const AuditOutcome& outcome) {
    bool done = false;
    const QString status =
        auditStatusName(outcome.status) + (outcome.bypassed ? u"_bypassed"_s : QString());
    const QString result = auditJson(outcome.summary);
    const auto written = file.write(
        [&](SqliteFile& live) -> Result<void> {
            done = false;
            const auto ours = hasTable(live, u"bulkhead_open"_s);
            if (!ours || !*ours) {
                return ours ? Result<void>() : fail(ours.error());
            }
            const auto closed = live.run(
                u"DELETE FROM bulkhead_open WHERE row_id = ? AND token = ?"_s, {row, open.token});
            if (!closed) {
                return fail(closed.error());
            }
            if (closed->numRowsAffected() != 1) {
                return {};
            }
            const auto updated =
                live.run(u"UPDATE audit_log SET status = ?, result = ?, duration_ms = ? "
                         "WHERE id = ? AND status = 'interrupted'"_s,
                         {status, result, outcome.durationMs, row});
            if (!updated) {
                return fail(updated.error());
            }
            if (updated->numRowsAffected() != 1) {
                return {};
            }
            done = true;
            return appendLink(live, row, ChainEvent::Finish);
        },
        open.durability);
    if (!written) {
        return fail(written.error());
    }
    return done;
}

} // namespace bulkhead::guard
