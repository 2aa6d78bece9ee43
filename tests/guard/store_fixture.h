// SPDX-License-Identifier: MIT
// Helpers for tests of the SQLite stores: a folder, plain SQL on a file, entries to write.
#pragma once

#include "guard/audit_store.h"
#include "guard/sqlite_file.h"
#include "support/await.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace bulkhead::tests {

/// One connection to a file, as another program would have it.
class PlainSql final {
public:
    explicit PlainSql(const QString& path, int busyMs = 5000)
        : m_file({path, QStringLiteral("the test's file"), busyMs, true, {}, false}) {}

    /// Runs the statement; the test fails if it does.
    void run(const QString& sql, const QVariantList& values = {}) {
        QVERIFY2(m_file.open(), qPrintable(sql));
        const auto ran = m_file.execute(sql, values);
        QVERIFY2(ran, ran ? "" : qPrintable(ran.error().message()));
    }
    [[nodiscard]] QVariant value(const QString& sql, const QVariantList& values = {}) {
        const auto opened = m_file.open();
        const auto found = opened ? m_file.value(sql, values) : fail(opened.error());
        return found ? *found : QVariant(found.error().message());
    }
    void close() { m_file.close(); }

private:
    guard::SqliteFile m_file;
};

inline guard::AuditEntry entry(const QString& operation = QStringLiteral("create_group"),
                               bool isWrite = true) {
    guard::AuditEntry made;
    made.operation = operation;
    made.parameters = {{QStringLiteral("group_id"), QStringLiteral("web")}};
    made.target = QStringLiteral("lab");
    made.environment = QStringLiteral("test");
    made.agent = QStringLiteral("console");
    made.risk = guard::Risk::Medium;
    made.isWrite = isWrite;
    return made;
}

inline guard::AuditOutcome outcome(guard::AuditStatus status = guard::AuditStatus::Ok) {
    return {status, {{QStringLiteral("status"), QStringLiteral("created")}}, 12, false};
}

inline QFileDevice::Permissions othersMay() {
    return QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
           QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
}

inline bool isPrivate(const QString& path) {
    return QFileInfo::exists(path) && !QFileInfo(path).permissions().testAnyFlags(othersMay());
}

} // namespace bulkhead::tests
