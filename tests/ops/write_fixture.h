// SPDX-License-Identifier: MIT
// WriteFixture: a lab, a guard folder with one write in it, and what stands there afterwards.
#pragma once

#include "guard/audit_folder.h"
#include "guard/audit_query.h"
#include "guard/audit_verification.h"
#include "guard/store_fixture.h"
#include "guard/undo_file.h"
#include "support/guarded_pipeline.h"
#include "support/lab.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <memory>
#include <vector>

namespace bulkhead::tests {

/// What a child process exits with when its write was refused.
inline constexpr int kRefused = 3;

inline QJsonObject newGroup(const QString& id, const QString& description = {}) {
    using namespace Qt::StringLiterals;
    return {{u"group_id"_s, id},
            {u"display_name"_s, id},
            {u"description"_s, description},
            {u"ip_addresses"_s, QJsonArray{u"192.0.2.7"_s}}};
}

/// Prints what a call of a child process came to: "made NOTES" or "refused MESSAGE".
inline int report(const Result<ops::Outcome>& outcome) {
    if (!outcome) {
        std::printf("refused %s\n", qPrintable(outcome.error().message()));
        return kRefused;
    }
    std::printf("made %s\n", qPrintable(outcome->notes.join(u' ')));
    return 0;
}

class WriteFixture final {
public:
    struct Ended {
        bool crashed = false;
        int code = -1;
        QByteArray out;
    };

    WriteFixture() {
        const auto made =
            pipeline()->call(QStringLiteral("create_group"), newGroup(QStringLiteral("first")));
        if (!made) {
            qFatal("%s", qPrintable(made.error().message()));
        }
        lab.manager().clearRequests();
    }

    Lab lab;

    [[nodiscard]] QString outerFolder() const { return m_folder.path(); }
    [[nodiscard]] QString folder() const { return m_folder.filePath(QStringLiteral("ops")); }
    [[nodiscard]] QString auditFile() const { return guard::auditFilePath(folder()); }
    [[nodiscard]] QString undoFile() const { return folder() + QStringLiteral("/undo.db"); }
    [[nodiscard]] std::unique_ptr<GuardedPipeline> pipeline(int busyMs = 5000) const {
        return std::make_unique<GuardedPipeline>(lab.configFile(), folder(), busyMs);
    }
    /// The test program again: "child MODE CONFIG FOLDER".
    [[nodiscard]] Ended runChild(const QString& mode) const {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("child"), mode, lab.configFile(), folder()});
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; },
                             100'000)) {
            return {};
        }
        return {process.exitStatus() == QProcess::CrashExit, process.exitCode(),
                process.readAllStandardOutput()};
    }
    /// The newest first.
    [[nodiscard]] std::vector<guard::AuditRow> rows() const {
        guard::AuditFilter all;
        all.limit = 10'000;
        const auto found = guard::readAuditRows(folder(), all, 5000);
        return found ? *found : std::vector<guard::AuditRow>();
    }
    /// The newest first.
    [[nodiscard]] std::vector<guard::UndoEntry> entries() const {
        guard::UndoFile undo({folder()});
        const auto found = undo.list(10'000, std::nullopt);
        return found ? *found : std::vector<guard::UndoEntry>();
    }
    [[nodiscard]] guard::UndoEntry entry(const QString& id) const {
        guard::UndoFile undo({folder()});
        const auto found = undo.find(id);
        return found ? *found : guard::UndoEntry{};
    }
    void verifyChain() const {
        const auto report = guard::verifyAudit(folder(), {}, 5000);
        QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
        QVERIFY2(report->intact, qPrintable(report->problem));
    }
    static void verifySays(const Result<ops::Outcome>& outcome, const QString& text) {
        const QString said =
            outcome ? outcome->notes.join(QLatin1Char(' ')) : outcome.error().message();
        QVERIFY2(said.contains(text), qPrintable(said));
    }

private:
    QTemporaryDir m_folder;
};

} // namespace bulkhead::tests
