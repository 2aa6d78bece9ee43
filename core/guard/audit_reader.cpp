// SPDX-License-Identifier: MIT
#include "guard/audit_reader.h"

#include "base/text.h"
#include "guard/audit_query.h"
#include "guard/audit_schema.h"

#include <QCoro/QCoroFuture>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTimeZone>

#include <utility>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

QJsonValue asJson(const QString& text) {
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (document.isObject()) {
        return document.object();
    }
    return text;
}

QStringList cells(const AuditRow& row) {
    return {QString::number(row.id),
            row.time,
            row.skill,
            row.tool,
            row.params,
            row.result,
            row.status,
            row.durationMs ? QString::number(*row.durationMs) : QString(),
            row.agent,
            row.workflowId,
            row.user,
            row.riskLevel,
            row.rationale,
            row.approvedBy,
            row.riskTier};
}

QString csvCell(QString text) {
    if (!text.isEmpty() && u"=+-@"_s.contains(text.front())) {
        text.prepend(u'\'');
    }
    static const QRegularExpression special(u"[\",\r\n]"_s);
    if (!text.contains(special)) {
        return text;
    }
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

AuditReader::AuditReader(QString folder, int busyMs)
    : m_folder(std::move(folder)), m_busyMs(busyMs), m_thread(u"audit reader"_s) {}

Task<std::vector<AuditRow>> AuditReader::rows(AuditFilter filter) {
    const QFuture<Result<std::vector<AuditRow>>> reading =
        m_thread.run<Result<std::vector<AuditRow>>>([folder = m_folder, busyMs = m_busyMs, filter] {
            return readAuditRows(folder, filter, busyMs);
        });
    Result<std::vector<AuditRow>> found = co_await reading;
    co_return found;
}

Task<AuditStatistics> AuditReader::statistics(int days) {
    const QFuture<Result<AuditStatistics>> reading =
        m_thread.run<Result<AuditStatistics>>([folder = m_folder, busyMs = m_busyMs, days] {
            return readAuditStatistics(folder, days, busyMs);
        });
    Result<AuditStatistics> found = co_await reading;
    co_return found;
}

Task<AuditVerification> AuditReader::verify(QString knownHead) {
    const QFuture<Result<AuditVerification>> reading =
        m_thread.run<Result<AuditVerification>>([folder = m_folder, busyMs = m_busyMs, knownHead] {
            return verifyAudit(folder, knownHead, busyMs);
        });
    Result<AuditVerification> found = co_await reading;
    co_return found;
}

Result<QString> sinceText(const QString& since, QDateTime now) {
    const QString text = since.trimmed();
    if (text.isEmpty()) {
        return QString();
    }
    static const QRegularExpression ago(u"^([0-9]{1,6})([dhm])$"_s);
    const QString shape = u"yyyy-MM-dd'T'HH:mm:ss"_s;
    if (const auto match = ago.match(text); match.hasMatch()) {
        const QChar unit = match.captured(2).front();
        const qint64 seconds = unit == u'd' ? 86'400 : unit == u'h' ? 3'600 : 60;
        return now.toUTC().addSecs(-match.captured(1).toLongLong() * seconds).toString(shape);
    }
    QDateTime moment = QDateTime::fromString(text, Qt::ISODate);
    if (moment.isValid() && moment.timeSpec() == Qt::LocalTime) {
        moment.setTimeSpec(Qt::UTC); // no zone was named; the table is in UTC
    }
    if (!moment.isValid()) {
        return fail(ErrorKind::InvalidInput,
                    u"Write a day (2026-01-31), a time (2026-01-31T08:00) or 7d, 24h, 30m."_s,
                    u"Found \""_s + elideMiddle(cleanLine(text), 60) + u"\" as a beginning."_s);
    }
    return moment.toUTC().toString(shape);
}

QJsonObject auditRowAsJson(const AuditRow& row) {
    QJsonObject object;
    const QStringList texts = cells(row);
    for (qsizetype column = 0; column < texts.size(); ++column) {
        object.insert(auditColumns().at(column), texts.at(column));
    }
    object.insert(u"id"_s, row.id);
    object.insert(u"params"_s, asJson(row.params));
    object.insert(u"result"_s, asJson(row.result));
    object.insert(u"duration_ms"_s,
                  row.durationMs ? QJsonValue(*row.durationMs) : QJsonValue(QJsonValue::Null));
    return object;
}

QByteArray auditRowsAsCsv(const std::vector<AuditRow>& rows) {
    QByteArray csv = auditColumns().join(u',').toUtf8() + "\r\n";
    for (const AuditRow& row : rows) {
        QStringList line;
        for (const QString& text : cells(row)) {
            line << csvCell(text);
        }
        csv += line.join(u',').toUtf8() + "\r\n";
    }
    return csv;
}

} // namespace bulkhead::guard
