// SPDX-License-Identifier: MIT
// A process that dies in the middle of a write, and undoing among several processes. The test
// program starts itself as the process that dies: "child MODE CONFIG FOLDER".
#include "ops/write_fixture.h"

#include <csignal>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

int child(const QStringList& arguments) {
    const QString mode = arguments.at(2);
    GuardedPipeline pipeline(arguments.at(3), arguments.at(4));
    const auto die = [] { std::raise(SIGKILL); };
    if (mode == u"undoing"_s) {
        const auto made = pipeline.call(u"create_group"_s, newGroup(u"killed"_s));
        if (!made) {
            return report(made);
        }
        pipeline.hooks->beforeSending = die;
        return report(pipeline.call(u"undo_change"_s, {{u"last"_s, 1}}));
    }
    (mode == u"before"_s ? pipeline.hooks->beforeSending : pipeline.hooks->afterSending) = die;
    return report(pipeline.call(u"create_group"_s, newGroup(u"killed"_s)));
}

} // namespace

class TestWriteCrashes final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WriteFixture> m_fixture;

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WriteFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void killedBetweenTheRows_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("sent");
        QTest::newRow("before the request") << u"before"_s << 0;
        QTest::newRow("after the request") << u"after"_s << 1;
    }
    void killedBetweenTheRows() {
        QFETCH(const QString, mode);
        QFETCH(const int, sent);
        const WriteFixture::Ended ended = m_fixture->runChild(mode);
        QVERIFY2(ended.crashed, ended.out.constData());
        QCOMPARE(m_fixture->lab.writes().size(), sent);
        QCOMPARE(m_fixture->rows().size(), 2U);
        QCOMPARE(m_fixture->rows().front().status, u"interrupted"_s);
        const guard::UndoEntry entry = m_fixture->entries().front();
        QCOMPARE(entry.state, guard::UndoState::Prepared);
        m_fixture->verifyChain();
        // Whoever comes next can take it back, and finds out whether there is anything to do.
        const auto undone =
            m_fixture->pipeline()->call(u"undo_change"_s, {{u"undo_id"_s, entry.id}});
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message()));
        QCOMPARE(undone->result.value(u"status"_s).toString(),
                 sent == 0 ? u"unchanged"_s : u"undone"_s);
        QCOMPARE(m_fixture->lab.writes().size(), 2 * sent);
        QCOMPARE(m_fixture->entry(entry.id).state, guard::UndoState::Undone);
        m_fixture->verifyChain();
    }

    void killedWhileUndoingCanBeUndoneByOthers() {
        const WriteFixture::Ended ended = m_fixture->runChild(u"undoing"_s);
        QVERIFY2(ended.crashed, ended.out.constData());
        QCOMPARE(m_fixture->lab.writes().size(), 1);
        const guard::UndoEntry entry = m_fixture->entries().at(1);
        QCOMPARE(entry.state, guard::UndoState::Undoing);
        QCOMPARE(entry.heldBy, QString());
        const auto undone =
            m_fixture->pipeline()->call(u"undo_change"_s, {{u"undo_id"_s, entry.id}});
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message()));
        QVERIFY(m_fixture->lab.writes().constLast().startsWith(u"DELETE "));
        QCOMPARE(m_fixture->lab.writes().size(), 2);
        m_fixture->verifyChain();
    }

    /// Somebody else takes it back between the question and the answer: nothing is sent.
    void whatIsHeldIsNotTakenBack() {
        const auto program = m_fixture->pipeline();
        const auto made = program->call(u"create_group"_s, newGroup(u"second"_s));
        QVERIFY(made);
        const QString id = made->result.value(u"undo_id"_s).toString();
        guard::UndoFile other({m_fixture->folder()});
        const auto claim = other.claim({id});
        QVERIFY(claim);
        m_fixture->lab.manager().clearRequests();
        const auto refused = program->call(u"undo_change"_s, {{u"undo_id"_s, id}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        WriteFixture::verifySays(refused, u"is being taken back"_s);
        const auto last = program->call(u"undo_change"_s, {{u"last"_s, 1}});
        QVERIFY(!last); // nor is an older one instead of it
        QCOMPARE(m_fixture->lab.writes(), QStringList());
        QVERIFY(other.release(*claim, {}));
        QVERIFY(program->call(u"undo_change"_s, {{u"undo_id"_s, id}}));
    }

    /// The manager refuses the undoing: it can be tried again.
    void aRefusedUndoingGivesTheClaimBack() {
        const auto program = m_fixture->pipeline();
        const auto made = program->call(u"create_group"_s, newGroup(u"second"_s));
        QVERIFY(made);
        const QString id = made->result.value(u"undo_id"_s).toString();
        simulator::Fault fault;
        fault.method = "DELETE";
        fault.status = 400;
        m_fixture->lab.manager().addFault(fault);
        QVERIFY(!program->call(u"undo_change"_s, {{u"undo_id"_s, id}}));
        QCOMPARE(m_fixture->entry(id).state, guard::UndoState::Recorded);
        QVERIFY(m_fixture->entry(id).note.contains(u"not_made"_s));
        QVERIFY(program->call(u"undo_change"_s, {{u"undo_id"_s, id}}));
        QCOMPARE(m_fixture->entry(id).state, guard::UndoState::Undone);
    }

    /// Nobody read the object back, yet what others did to it since is noticed.
    void whatOthersChangedAfterTheCrashStays() {
        const WriteFixture::Ended ended = m_fixture->runChild(u"after"_s);
        QVERIFY2(ended.crashed, ended.out.constData());
        const QString id = m_fixture->entries().front().id;
        const auto program = m_fixture->pipeline();
        QVERIFY(program->call(u"update_group"_s, {{u"group_id"_s, u"killed"_s},
                                                  {u"description"_s, u"by somebody else"_s}}));
        m_fixture->lab.manager().clearRequests();
        const auto undone = program->call(u"undo_change"_s, {{u"undo_id"_s, id}});
        QVERIFY(!undone);
        QCOMPARE(undone.error().kind, ErrorKind::Conflict);
        QCOMPARE(m_fixture->lab.writes(), QStringList());
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() >= 5 && arguments.at(1) == u"child"_s) {
        return child(arguments);
    }
    TestWriteCrashes test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_write_crashes.moc"
