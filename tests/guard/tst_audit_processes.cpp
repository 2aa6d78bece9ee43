// SPDX-License-Identifier: MIT
// The test program starts itself as the other processes: "child MODE FOLDER [COUNT]".
#include "config/files.h"
#include "guard/audit_file.h"
#include "guard/audit_folder.h"
#include "guard/audit_query.h"
#include "guard/store_fixture.h"
#include "guard/undo_file.h"

#include <QCoreApplication>
#include <QHash>
#include <QProcess>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <vector>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSmall = 512 * 1024;
constexpr uid_t kNobody = 65534;

int complain(const Error& error) {
    std::fputs(qPrintable(error.message()), stderr);
    return 1;
}

AuditEntry numbered(int number, int filler) {
    AuditEntry entry = tests::entry();
    entry.workflowId = QString::number(QCoreApplication::applicationPid());
    entry.parameters = {{u"number"_s, number}, {u"filler"_s, QString(filler, u'x')}};
    return entry;
}

int writeRows(AuditFile& file, int count, int filler) {
    for (int i = 0; i < count; ++i) {
        const auto ticket = file.begin(numbered(i, filler));
        if (!ticket) {
            return complain(ticket.error());
        }
        if (const auto finished = file.finish(*ticket, tests::outcome()); !finished) {
            return complain(finished.error());
        }
    }
    return 0;
}

/// Prints "begun N" for every row that it was told is stored, until one is refused.
int writeUntilFull(const QString& folder) {
    std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
    AuditFile file({folder});
    if (const int failed = writeRows(file, 2, 10); failed != 0) {
        return failed;
    }
    rlimit limit{};
    limit.rlim_cur = limit.rlim_max = 1'000'000;
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 2;
    }
    for (int i = 0; i < 1000; ++i) {
        const auto ticket = file.begin(numbered(i, 5000));
        if (!ticket) {
            std::printf("refused %s\n", qPrintable(ticket.error().message()));
            return 0;
        }
        std::printf("begun %lld\n", ticket->row);
    }
    return 3;
}

/// As somebody whom permissions hold back: root's tests would write anywhere.
int writeWithoutPermission(const QString& folder) {
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) {
        return 2;
    }
    AuditFile file({folder, 100});
    const auto ticket = file.begin(tests::entry());
    return ticket ? 3 : (std::printf("refused %s\n", qPrintable(ticket.error().message())), 0);
}

int child(const QStringList& arguments) {
    const QString mode = arguments.at(2);
    const QString folder = arguments.at(3);
    if (mode == u"full"_s) {
        return writeUntilFull(folder);
    }
    if (mode == u"denied"_s) {
        return writeWithoutPermission(folder);
    }
    if (mode == u"undo"_s) {
        UndoFile undo({folder});
        for (int i = 0; i < arguments.at(4).toInt(); ++i) {
            const auto id = undo.prepare({});
            const auto done =
                id ? undo.complete(*id, UndoState::Recorded, {}, {}) : fail(id.error());
            if (!done) {
                return complain(done.error());
            }
        }
        return 0;
    }
    AuditFile file({folder, 5000, mode == u"rotate"_s ? kSmall : qint64{100} * 1024 * 1024});
    if (mode == u"crash"_s) {
        if (const auto ticket = file.begin(tests::entry(u"delete_group"_s)); !ticket) {
            return complain(ticket.error());
        }
        return std::raise(SIGKILL);
    }
    return writeRows(file, arguments.at(4).toInt(), mode == u"rotate"_s ? 5000 : 10);
}

} // namespace

class TestAuditProcesses final : public QObject {
    Q_OBJECT

private:
    using Processes = std::vector<std::unique_ptr<QProcess>>;
    [[nodiscard]] Processes start(int count, const QStringList& arguments) const {
        Processes processes;
        for (int i = 0; i < count; ++i) {
            auto process = std::make_unique<QProcess>();
            process->start(QCoreApplication::applicationFilePath(),
                           QStringList{u"child"_s} + arguments);
            processes.push_back(std::move(process));
        }
        return processes;
    }
    static void verifyEnded(const Processes& processes) {
        for (const auto& process : processes) {
            QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 120'000);
            QVERIFY2(process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0,
                     process->readAllStandardError().constData());
        }
    }
    [[nodiscard]] std::vector<AuditRow> rows() const {
        AuditFilter all;
        all.limit = 100'000;
        const auto found = readAuditRows(m_folder->path(), all, 5000);
        return found ? *found : std::vector<AuditRow>();
    }
    /// Every process has every one of its rows once, and the chain holds.
    void verifyAll(int processes, int each) const {
        QHash<QString, int> seen;
        for (const AuditRow& row : rows()) {
            QCOMPARE(row.status, u"ok"_s);
            ++seen[row.workflowId + row.params];
        }
        QCOMPARE(seen.size(), processes * each);
        for (const int times : std::as_const(seen)) {
            QCOMPARE(times, 1);
        }
        const auto report = verifyAudit(m_folder->path(), {}, 5000);
        QVERIFY(report);
        QVERIFY2(report->intact, qPrintable(report->problem));
        QCOMPARE(report->rows, processes * each);
        QCOMPARE(report->links, 2 * processes * each);
        QCOMPARE(report->firstLink, 1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void eightProcessesLoseAndDoubleNothing() {
        verifyEnded(start(8, {u"write"_s, m_folder->path(), u"200"_s}));
        verifyAll(8, 200);
        for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
            const QString path = auditFilePath(m_folder->path()) + suffix;
            QVERIFY(!QFileInfo::exists(path) || tests::isPrivate(path));
        }
    }

    void rotationAmongProcesses() {
        verifyEnded(start(4, {u"rotate"_s, m_folder->path(), u"100"_s}));
        QVERIFY(rotatedAuditFiles(m_folder->path()).size() >= 2);
        verifyAll(4, 100);
    }

    void undoRecordsOfManyProcesses() {
        verifyEnded(start(4, {u"undo"_s, m_folder->path(), u"50"_s}));
        UndoFile undo({m_folder->path()});
        const auto recorded = undo.list(1000, UndoState::Recorded);
        QVERIFY(recorded);
        QCOMPARE(recorded->size(), 200U);
        const auto shared = undo.log(1000, u"recorded"_s);
        QVERIFY(shared);
        QCOMPARE(shared->size(), 200U);
    }

    void killBetweenTheRowsLeavesATrace() {
        const Processes processes = start(1, {u"crash"_s, m_folder->path()});
        QTRY_COMPARE_WITH_TIMEOUT(processes.front()->state(), QProcess::NotRunning, 20'000);
        QCOMPARE(processes.front()->exitStatus(), QProcess::CrashExit);
        const std::vector<AuditRow> found = rows();
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().status, u"interrupted"_s);
        QCOMPARE(found.front().tool, u"delete_group"_s);
        verifyEnded(start(1, {u"write"_s, m_folder->path(), u"3"_s}));
        const auto report = verifyAudit(m_folder->path(), {}, 5000);
        QVERIFY(report);
        QVERIFY2(report->intact, qPrintable(report->problem));
        QCOMPARE(report->rows, 4);
    }

    void withoutPermissionItFailsClosed_data() {
        QTest::addColumn<bool>("hasFile");
        QTest::newRow("read-only folder") << false;
        QTest::newRow("read-only file") << true;
    }
    void withoutPermissionItFailsClosed() {
        QFETCH(const bool, hasFile);
        const QString folder = m_folder->filePath(u"ops"_s);
        QVERIFY(config::makePrivateFolder(folder));
        if (hasFile) {
            AuditFile file({folder});
            QVERIFY(file.begin(tests::entry()));
        }
        const QString path = auditFilePath(folder);
        if (::geteuid() == 0) {
            QVERIFY(QFile::setPermissions(m_folder->path(),
                                          tests::othersMay() | QFileDevice::ReadOwner |
                                              QFileDevice::WriteOwner | QFileDevice::ExeOwner));
            for (const QString& one : {folder, path}) {
                const int owned = ::chown(QFile::encodeName(one).constData(), kNobody, kNobody);
                QVERIFY(owned == 0 || one == path);
            }
        }
        QVERIFY(!hasFile || QFile::setPermissions(path, QFileDevice::ReadOwner));
        QVERIFY(QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::ExeOwner));
        const Processes processes = start(1, {u"denied"_s, folder});
        verifyEnded(processes);
        const QByteArray answer = processes.front()->readAllStandardOutput();
        QVERIFY2(answer.startsWith("refused "), answer.constData());
        QVERIFY2(answer.contains(folder.toUtf8()), answer.constData());
        QVERIFY(QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                                  QFileDevice::ExeOwner));
    }

    void fullDiskFailsClosed() {
        const Processes processes = start(1, {u"full"_s, m_folder->path()});
        verifyEnded(processes);
        const QList<QByteArray> lines =
            processes.front()->readAllStandardOutput().trimmed().split('\n');
        QVERIFY(lines.size() > 3);
        QVERIFY2(lines.constLast().startsWith("refused "), lines.constLast().constData());
        // What was said to be stored is stored, and no half row beside it.
        const std::vector<AuditRow> found = rows();
        QCOMPARE(static_cast<qsizetype>(found.size()), 2 + lines.size() - 1);
        QCOMPARE("begun " + QByteArray::number(found.front().id), lines.at(lines.size() - 2));
        const auto report = verifyAudit(m_folder->path(), {}, 5000);
        QVERIFY(report);
        QVERIFY2(report->intact, qPrintable(report->problem));
        verifyEnded(start(1, {u"write"_s, m_folder->path(), u"3"_s}));
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() >= 4 && arguments.at(1) == u"child"_s) {
        return child(arguments);
    }
    TestAuditProcesses test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_audit_processes.moc"
