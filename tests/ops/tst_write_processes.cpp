// SPDX-License-Identifier: MIT
// Many processes write through the whole pipeline at the same time. The test program starts itself
// as the other processes: "child MODE CONFIG FOLDER NAME COUNT".
#include "guard/audit_query.h"
#include "guard/audit_verification.h"
#include "guard/undo_file.h"
#include "support/guarded_pipeline.h"
#include "support/lab.h"

#include <QCoreApplication>
#include <QHash>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <cstdio>
#include <vector>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int kProcesses = 8;

/// A machine under a sanitizer may be too slow for all of them.
int writesEach() {
    bool isSet = false;
    const int given = qEnvironmentVariableIntValue("BULKHEAD_WRITES_PER_PROCESS", &isSet);
    return isSet && given > 0 ? given : 200;
}

int child(const QStringList& arguments) {
    const QString mode = arguments.at(2);
    GuardedPipeline pipeline(arguments.at(3), arguments.at(4));
    const auto complain = [](const Result<ops::Outcome>& outcome) {
        std::fputs(qPrintable(outcome.error().message()), stderr);
        return outcome.error().kind == ErrorKind::Failed ? 1 : 3;
    };
    if (mode == u"undo"_s) {
        const auto outcome = pipeline.call(u"undo_change"_s, {{u"undo_id"_s, arguments.at(5)}});
        return outcome ? 0 : complain(outcome);
    }
    for (int i = 0; i < arguments.at(6).toInt(); ++i) {
        const QString id = arguments.at(5) + u'-' + QString::number(i);
        const auto outcome =
            pipeline.call(u"create_group"_s, {{u"group_id"_s, id},
                                              {u"display_name"_s, id},
                                              {u"ip_addresses"_s, QJsonArray{u"192.0.2.7"_s}}});
        if (!outcome) {
            return complain(outcome);
        }
        if (!outcome->notes.isEmpty()) {
            std::fputs(qPrintable(outcome->notes.join(u' ')), stderr);
            return 4;
        }
    }
    return 0;
}

} // namespace

class TestWriteProcesses final : public QObject {
    Q_OBJECT

private:
    using Processes = std::vector<std::unique_ptr<QProcess>>;

    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList& arguments) const {
        auto process = std::make_unique<QProcess>();
        process->start(
            QCoreApplication::applicationFilePath(),
            QStringList{u"child"_s, arguments.constFirst(), m_lab->configFile(), m_folder->path()} +
                arguments.mid(1));
        return process;
    }
    static void waitFor(const Processes& processes) {
        for (const auto& process : processes) {
            QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 220'000);
            QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        }
    }
    void verifyChain(int rows) const {
        const auto report = guard::verifyAudit(m_folder->path(), {}, 5000);
        QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
        QVERIFY2(report->intact, qPrintable(report->problem));
        QCOMPARE(report->rows, rows);
        QCOMPARE(report->links, 2 * rows);
    }

    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() {
        m_lab = std::make_unique<Lab>();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void losesAndDoublesNothing() {
        const int each = writesEach();
        const int all = kProcesses * each;
        Processes processes;
        for (int i = 0; i < kProcesses; ++i) {
            processes.push_back(start({u"write"_s, u"writer%1"_s.arg(i), QString::number(each)}));
        }
        waitFor(processes);
        for (const auto& process : processes) {
            QVERIFY2(process->exitCode() == 0, process->readAllStandardError().constData());
        }
        // The manager saw each write once.
        const QStringList writes = m_lab->writes();
        QCOMPARE(writes.size(), all);
        QCOMPARE(QSet<QString>(writes.begin(), writes.end()).size(), all);
        // The trail has each row once, and it is complete.
        guard::AuditFilter filter;
        filter.limit = 100'000;
        const auto rows = guard::readAuditRows(m_folder->path(), filter, 5000);
        QVERIFY(rows);
        QSet<QString> seen;
        for (const guard::AuditRow& row : *rows) {
            QCOMPARE(row.status, u"ok"_s);
            QCOMPARE(row.tool, u"create_group"_s);
            seen.insert(row.params);
        }
        QCOMPARE(static_cast<int>(rows->size()), all);
        QCOMPARE(seen.size(), all);
        verifyChain(all);
        // Every write can be taken back.
        guard::UndoFile undo({m_folder->path()});
        const auto entries = undo.list(10'000, guard::UndoState::Recorded);
        QVERIFY(entries);
        QCOMPARE(static_cast<int>(entries->size()), all);
        QSet<QString> objects;
        for (const guard::UndoEntry& entry : *entries) {
            QVERIFY(!entry.record.images.isEmpty());
            objects.insert(entry.record.object);
        }
        QCOMPARE(objects.size(), all);
        QCOMPARE(undo.list(10'000, std::nullopt)->size(), entries->size());
    }

    void onlyOneTakesAWriteBack() {
        QString id;
        {
            GuardedPipeline pipeline(m_lab->configFile(), m_folder->path());
            const auto made =
                pipeline.call(u"create_group"_s, {{u"group_id"_s, u"wanted-by-many"_s},
                                                  {u"display_name"_s, u"wanted-by-many"_s},
                                                  {u"ip_addresses"_s, QJsonArray{u"192.0.2.7"_s}}});
            QVERIFY2(made, made ? "" : qPrintable(made.error().message()));
            id = made->result.value(u"undo_id"_s).toString();
        }
        m_lab->manager().clearRequests();
        Processes processes;
        for (int i = 0; i < kProcesses; ++i) {
            processes.push_back(start({u"undo"_s, id}));
        }
        waitFor(processes);
        int made = 0;
        for (const auto& process : processes) {
            made += process->exitCode() == 0 ? 1 : 0;
            QVERIFY2(process->exitCode() == 0 || process->exitCode() == 3,
                     process->readAllStandardError().constData());
        }
        QCOMPARE(made, 1);
        QCOMPARE(m_lab->writes().size(), 1);
        QVERIFY(m_lab->writes().constFirst().startsWith(u"DELETE "));
        verifyChain(1 + kProcesses);
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() >= 6 && arguments.at(1) == u"child"_s) {
        return child(arguments);
    }
    TestWriteProcesses test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_write_processes.moc"
