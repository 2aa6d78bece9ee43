// SPDX-License-Identifier: MIT
#include "guard/audit_query.h"

#include "base/text.h"
#include "guard/audit_chain.h"
#include "guard/audit_folder.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

/// The expressions for auditColumns() in a file of any version.
Result<QStringList> expressions(SqliteFile& file) {
    auto query = file.run(u"PRAGMA table_info(audit_log)"_s);
    if (!query) {
        return fail(query.error());
    }
    QStringList present;
    while (query->next()) {
        present << query->value(1).toString();
    }
    QStringList wanted;
    for (const QString& column : auditColumns()) {
        wanted << (present.contains(column) ? column : u"NULL"_s);
    }
    return wanted;
}

AuditRow rowOf(const QSqlQuery& query) {
    const auto text = [&query](int column) { return cleanLine(query.value(column).toString()); };
    AuditRow row{query.value(0).toLongLong(),
                 text(1),
                 text(2),
                 text(3),
                 text(4),
                 text(5),
                 text(6),
                 std::nullopt,
                 text(8),
                 text(9),
                 text(10),
                 text(11),
                 text(12),
                 text(13),
                 text(14)};
    constexpr int kDuration = 7;
    if (!query.value(kDuration).isNull()) {
        row.durationMs = query.value(kDuration).toLongLong();
    }
    return row;
}

struct Condition {
    QString sql;
    QVariantList values;
};

Condition conditionOf(const AuditFilter& filter, const QString& since) {
    Condition condition{u"1"_s, {}};
    const std::array<std::pair<QString, QString>, 5> wanted{
        {{u"skill = ?"_s, filter.skill},
         {u"tool = ?"_s, filter.tool},
         {u"status = ?"_s, filter.status},
         {u"workflow_id = ?"_s, filter.workflowId},
         {u"ts >= ?"_s, since}}};
    for (const auto& [sql, value] : wanted) {
        if (!value.isEmpty()) {
            condition.sql += u" AND "_s + sql;
            condition.values << value;
        }
    }
    return condition;
}

/// Calls `each` for the rows of one file, the newest first; false ends it.
Result<void> eachRow(SqliteFile& file, const Condition& condition,
                     const std::function<bool(const AuditRow&)>& each) {
    const auto has = hasTable(file, u"audit_log"_s);
    if (!has || !*has) {
        return has ? Result<void>() : fail(has.error());
    }
    const auto columns = expressions(file);
    if (!columns) {
        return fail(columns.error());
    }
    auto query = file.run(u"SELECT "_s + columns->join(u", "_s) + u" FROM audit_log WHERE "_s +
                              condition.sql + u" ORDER BY id DESC"_s,
                          condition.values);
    if (!query) {
        return fail(query.error());
    }
    while (query->next() && each(rowOf(*query))) {
    }
    return {};
}

/// Whether the live file still has the rows of the rotated one, because a rotation was cut short.
Result<bool> isCopied(SqliteFile& live, SqliteFile& rotated) {
    for (SqliteFile* file : {&live, &rotated}) {
        const auto has = hasTable(*file, u"bulkhead_chain_head"_s);
        if (!has || !*has) {
            return has ? Result<bool>(false) : fail(has.error());
        }
    }
    const auto ends = chainEnds(rotated);
    return ends ? hasLink(live, ends->head) : fail(ends.error());
}

/// Every row of the folder that fits, file after file, the newest file first.
Result<void> eachRowOfFolder(const QString& folder, int busyMs, const Condition& condition,
                             const std::function<bool(const AuditRow&)>& each) {
    const auto options = [busyMs](const QString& path) {
        return SqliteFile::Options{path, u"the audit trail"_s, busyMs, false};
    };
    bool wantsMore = true;
    const auto counted = [&each, &wantsMore](const AuditRow& row) {
        wantsMore = each(row);
        return wantsMore;
    };
    const auto rotatedRows = [&](SqliteFile* live) -> Result<void> {
        for (const QString& path : rotatedAuditFiles(folder)) {
            if (!wantsMore) {
                break;
            }
            SqliteFile rotated(options(path));
            const auto read = rotated.read([&](SqliteFile& file) -> Result<void> {
                const auto copied = live ? isCopied(*live, file) : Result<bool>(false);
                if (!copied || *copied) {
                    return copied ? Result<void>() : fail(copied.error());
                }
                return eachRow(file, condition, counted);
            });
            if (!read) {
                return read;
            }
        }
        return {};
    };
    const QString path = auditFilePath(folder);
    if (!QFileInfo::exists(path)) {
        return rotatedRows(nullptr);
    }
    SqliteFile live(options(path));
    // One picture of the live file for the whole question: what is rotated meanwhile is in it.
    return live.read([&](SqliteFile& file) -> Result<void> {
        if (auto read = eachRow(file, condition, counted); !read) {
            return read;
        }
        return rotatedRows(&file);
    });
}

/// The value that `part` of 100 do not exceed (nearest rank).
qint64 percentile(const std::vector<qint64>& sorted, std::size_t part) {
    const std::size_t rank = (sorted.size() * part + 99) / 100;
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

} // namespace

Result<std::vector<AuditRow>> readAuditRows(const QString& folder, const AuditFilter& filter,
                                            int busyMs) {
    constexpr int kMaximum = 1'000'000;
    if (filter.limit < 1 || filter.limit > kMaximum) {
        return fail(ErrorKind::InvalidInput, u"Ask for 1 to 1000000 rows."_s,
                    u"Found "_s + QString::number(filter.limit) + u'.');
    }
    const auto since = sinceText(filter.since, QDateTime::currentDateTimeUtc());
    if (!since) {
        return fail(since.error());
    }
    std::vector<AuditRow> rows;
    const auto read = eachRowOfFolder(
        folder, busyMs, conditionOf(filter, *since), [&rows, &filter](const AuditRow& row) {
            rows.push_back(row);
            return rows.size() < static_cast<std::size_t>(filter.limit);
        });
    if (!read) {
        return fail(read.error());
    }
    return rows;
}

Result<AuditStatistics> readAuditStatistics(const QString& folder, int days, int busyMs) {
    constexpr int kMaximum = 36'500;
    if (days < 1 || days > kMaximum) {
        return fail(ErrorKind::InvalidInput, u"Ask for 1 to 36500 days."_s,
                    u"Found "_s + QString::number(days) + u'.');
    }
    const auto since = sinceText(QString::number(days) + u'd', QDateTime::currentDateTimeUtc());
    if (!since) {
        return fail(since.error());
    }
    AuditStatistics statistics;
    statistics.days = days;
    std::vector<qint64> durations;
    const auto read = eachRowOfFolder(folder, busyMs, conditionOf({}, *since),
                                      [&statistics, &durations](const AuditRow& row) {
                                          ++statistics.calls;
                                          ++statistics.byStatus[row.status];
                                          ++statistics.byTool[row.tool];
                                          ++statistics.byRisk[row.riskLevel];
                                          ++statistics.bySkill[row.skill];
                                          if (row.durationMs) {
                                              durations.push_back(*row.durationMs);
                                          }
                                          return true;
                                      });
    if (!read) {
        return fail(read.error());
    }
    if (!durations.empty()) {
        std::sort(durations.begin(), durations.end());
        statistics.durations = AuditStatistics::Durations{
            percentile(durations, 50), percentile(durations, 95), durations.back()};
    }
    return statistics;
}

} // namespace bulkhead::guard
