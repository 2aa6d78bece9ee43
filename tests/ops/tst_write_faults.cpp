// SPDX-License-Identifier: MIT
// What the guard's files can do to a write, end to end: whatever breaks, what was sent is known and
// nothing is sent without its row. The test program starts itself where a process has to be held
// back: "child MODE CONFIG FOLDER".
#include "ops/write_fixture.h"

#include <QDir>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t kNobody = 65534;

/// Writes until the disk is full; "made NOTES" for each that was made.
int writeUntilFull(const QString& configFile, const QString& folder) {
    GuardedPipeline pipeline(configFile, folder);
    if (const int failed = report(pipeline.call(u"create_group"_s, newGroup(u"full-0"_s)))) {
        return failed;
    }
    std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
    rlimit limit{};
    limit.rlim_cur = limit.rlim_max = 500'000;
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 2;
    }
    for (int i = 1; i < 1000; ++i) {
        const QString id = u"full-%1"_s.arg(i);
        const int ended =
            report(pipeline.call(u"create_group"_s, newGroup(id, QString(1000, u'x'))));
        if (ended != 0) {
            return ended;
        }
    }
    return 4;
}

/// As somebody whom permissions hold back: root's tests would write anywhere.
int writeWithoutPermission(const QString& configFile, const QString& folder) {
    const QByteArray file = QFile::encodeName(configFile);
    if (::geteuid() == 0 && (::chown(file.constData(), kNobody, kNobody) != 0 ||
                             ::chown(QFile::encodeName(QFileInfo(configFile).path()).constData(),
                                     kNobody, kNobody) != 0 ||
                             ::setuid(kNobody) != 0)) {
        return 2;
    }
    GuardedPipeline pipeline(configFile, folder, 100);
    return report(pipeline.call(u"create_group"_s, newGroup(u"denied"_s)));
}

/// What another program does that does not let go.
std::unique_ptr<PlainSql> lock(const QString& path) {
    auto other = std::make_unique<PlainSql>(path);
    other->run(u"BEGIN IMMEDIATE"_s);
    return other;
}

void strike(Lab& lab, simulator::Fault::Kind kind) {
    simulator::Fault fault;
    fault.kind = kind;
    fault.method = "PUT";
    fault.count = -1;
    lab.manager().addFault(fault);
}

} // namespace

class TestWriteFaults final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WriteFixture> m_fixture;

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WriteFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aLockedTrailSendsNothing() {
        const auto program = m_fixture->pipeline(100);
        const auto other = lock(m_fixture->auditFile());
        const auto outcome = program->call(u"create_group"_s, newGroup(u"second"_s));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        WriteFixture::verifySays(outcome, u"Try again when the other program is done with it."_s);
        WriteFixture::verifySays(outcome, m_fixture->auditFile());
        QCOMPARE(m_fixture->lab.writes(), QStringList());
        QCOMPARE(m_fixture->entries().size(), 1U);
        other->run(u"ROLLBACK"_s);
        QVERIFY(program->call(u"create_group"_s, newGroup(u"second"_s)));
        QCOMPARE(m_fixture->rows().size(), 2U);
        m_fixture->verifyChain();
    }

    void aLockedUndoFileSendsNothing() {
        const auto program = m_fixture->pipeline(100);
        const auto other = lock(m_fixture->undoFile());
        const auto outcome = program->call(u"create_group"_s, newGroup(u"second"_s));
        QVERIFY(!outcome);
        WriteFixture::verifySays(outcome, m_fixture->undoFile());
        QCOMPARE(m_fixture->lab.writes(), QStringList());
        QCOMPARE(m_fixture->rows().size(), 2U);
        QCOMPARE(m_fixture->rows().front().status, u"error"_s);
        m_fixture->verifyChain();
    }

    /// The row is there, the request goes out, and then nobody can write what came of it.
    void aRowThatCannotBeCompletedIsSaid_data() {
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("made") << false;
        QTest::newRow("refused") << true;
    }
    void aRowThatCannotBeCompletedIsSaid() {
        QFETCH(const bool, isRefused);
        if (isRefused) {
            strike(m_fixture->lab, simulator::Fault::Kind::StaleRevision);
        }
        const auto program = m_fixture->pipeline(100);
        std::unique_ptr<PlainSql> other;
        program->hooks->beforeSending = [this, &other] { other = lock(m_fixture->auditFile()); };
        const auto outcome = program->call(u"create_group"_s, newGroup(u"second"_s));
        QCOMPARE(outcome.has_value(), !isRefused);
        WriteFixture::verifySays(outcome, m_fixture->auditFile());
        WriteFixture::verifySays(outcome, u"Try again when the other program is done with it."_s);
        QCOMPARE(m_fixture->lab.writes().size(), 1);
        other->run(u"ROLLBACK"_s);
        QCOMPARE(m_fixture->rows().front().status, u"interrupted"_s);
        QCOMPARE(m_fixture->entries().front().state,
                 isRefused ? guard::UndoState::NotMade : guard::UndoState::Recorded);
        m_fixture->verifyChain();
    }

    void anUndoRecordThatCannotBeCompletedIsSaid() {
        const auto program = m_fixture->pipeline(100);
        std::unique_ptr<PlainSql> other;
        program->hooks->beforeSending = [this, &other] { other = lock(m_fixture->undoFile()); };
        const auto outcome = program->call(u"create_group"_s, newGroup(u"second"_s));
        QVERIFY(outcome);
        WriteFixture::verifySays(outcome, m_fixture->undoFile());
        QCOMPARE(m_fixture->rows().front().status, u"ok"_s);
        other->run(u"ROLLBACK"_s);
        // It may have been made, so it can be taken back.
        QCOMPARE(m_fixture->entries().front().state, guard::UndoState::Prepared);
        program->hooks->beforeSending = {};
        const auto undone =
            program->call(u"undo_change"_s, {{u"undo_id"_s, outcome->result.value(u"undo_id"_s)}});
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message()));
        QVERIFY(m_fixture->lab.writes().constLast().startsWith(u"DELETE "));
    }

    /// A trail that vanished while the call ran: the row is gone, which is said.
    void aTrailThatVanishesIsSaid() {
        const auto program = m_fixture->pipeline(100);
        program->hooks->beforeSending = [this] {
            for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
                QFile::remove(m_fixture->auditFile() + suffix);
            }
        };
        const auto outcome = program->call(u"create_group"_s, newGroup(u"second"_s));
        QVERIFY(outcome);
        WriteFixture::verifySays(outcome, u"was removed or changed while the call ran"_s);
        QCOMPARE(m_fixture->lab.writes().size(), 1);
    }

    void aFullDiskSendsNothingUnrecorded() {
        const WriteFixture::Ended ended = m_fixture->runChild(u"full"_s);
        QVERIFY2(ended.code == kRefused, ended.out.constData());
        const QList<QByteArray> lines = ended.out.trimmed().split('\n');
        const auto made =
            static_cast<int>(std::count_if(lines.begin(), lines.end(), [](const QByteArray& line) {
                return line.startsWith("made ");
            }));
        QVERIFY2(lines.constLast().contains(m_fixture->folder().toUtf8()),
                 lines.constLast().constData());
        QVERIFY2(lines.constLast().contains("disk"), lines.constLast().constData());
        // Whatever was sent has its row and its undo record; the last call sent nothing.
        QCOMPARE(m_fixture->lab.writes().size(), made);
        QVERIFY(static_cast<int>(m_fixture->rows().size()) >= made + 1);
        QCOMPARE(static_cast<int>(m_fixture->entries().size()), made + 1);
        m_fixture->verifyChain();
        QVERIFY(m_fixture->pipeline()->call(u"create_group"_s, newGroup(u"after"_s)));
        m_fixture->verifyChain();
    }

    void aReadOnlyTrailSendsNothing_data() {
        QTest::addColumn<bool>("isFolder");
        QTest::newRow("file") << false;
        QTest::newRow("folder") << true;
    }
    void aReadOnlyTrailSendsNothing() {
        QFETCH(const bool, isFolder);
        const QStringList files = QDir(m_fixture->folder()).entryList(QDir::Files);
        if (::geteuid() == 0) {
            QVERIFY(QFile::setPermissions(m_fixture->outerFolder(),
                                          othersMay() | QFileDevice::ReadOwner |
                                              QFileDevice::WriteOwner | QFileDevice::ExeOwner));
            QCOMPARE(::chown(QFile::encodeName(m_fixture->folder()).constData(), kNobody, kNobody),
                     0);
            for (const QString& name : files) {
                const QByteArray path = QFile::encodeName(m_fixture->folder() + u'/' + name);
                QCOMPARE(::chown(path.constData(), kNobody, kNobody), 0);
            }
        }
        if (isFolder) {
            QFile::remove(m_fixture->auditFile());
            QVERIFY(QFile::setPermissions(m_fixture->folder(),
                                          QFileDevice::ReadOwner | QFileDevice::ExeOwner));
        } else {
            QVERIFY(QFile::setPermissions(m_fixture->auditFile(), QFileDevice::ReadOwner));
        }
        const WriteFixture::Ended ended = m_fixture->runChild(u"denied"_s);
        QVERIFY(QFile::setPermissions(m_fixture->folder(), QFileDevice::ReadOwner |
                                                               QFileDevice::WriteOwner |
                                                               QFileDevice::ExeOwner));
        QVERIFY2(ended.code == kRefused, ended.out.constData());
        QVERIFY2(ended.out.contains(m_fixture->folder().toUtf8()), ended.out.constData());
        QVERIFY2(ended.out.contains("Check the p"), ended.out.constData());
        QCOMPARE(m_fixture->lab.writes(), QStringList());
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() >= 5 && arguments.at(1) == u"child"_s) {
        return arguments.at(2) == u"full"_s
                   ? writeUntilFull(arguments.at(3), arguments.at(4))
                   : writeWithoutPermission(arguments.at(3), arguments.at(4));
    }
    TestWriteFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_write_faults.moc"
