// SPDX-License-Identifier: MIT
// Two stores on one folder stand for two processes; a claim's process is changed by plain SQL.
#include "guard/sql_undo_store.h"
#include "guard/stamp.h"
#include "guard/store_fixture.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QProcess>
#include <QSysInfo>

#include <memory>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestUndoClaims final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"ops/undo.db"_s); }
    [[nodiscard]] std::unique_ptr<SqlUndoStore> store(int keptDays = 90, int keptNewest = 1000) {
        return std::make_unique<SqlUndoStore>(
            UndoOptions{m_folder->filePath(u"ops"_s), 100, keptDays, keptNewest});
    }
    /// A write that was made; empty if it could not be recorded.
    [[nodiscard]] QString write(UndoState state = UndoState::Recorded) {
        UndoRecord record;
        record.operation = u"update_group"_s;
        record.summary = u"Update group web"_s;
        record.images = {QJsonObject{{u"path"_s, u"/infra/x"_s}}};
        const auto id = tests::await(m_first->prepare(record));
        return id && tests::await(m_first->complete(*id, state, {}, {})) ? *id : QString();
    }
    [[nodiscard]] UndoEntry entry(const QString& id) {
        const auto found = tests::await(m_second->find(id));
        return found ? *found : UndoEntry{};
    }
    [[nodiscard]] QString sharedStatus(const QString& id) {
        const auto row = tests::await(m_second->logRow(id));
        return row ? row->status : row.error().message();
    }
    void change(const QString& sql, const QVariantList& values = {}) {
        tests::PlainSql other(path());
        other.run(sql, values);
    }
    static qint64 endedProcess() {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {u"-functions"_s});
        const bool started = process.waitForStarted();
        const qint64 pid = process.processId();
        return started && process.waitForFinished() ? pid : 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqlUndoStore> m_first;
    std::unique_ptr<SqlUndoStore> m_second;

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_first = store();
        m_second = store();
    }
    void cleanup() {
        m_first.reset();
        m_second.reset();
    }

    void onlyOneGetsIt() {
        const QString id = write();
        const auto claim = tests::await(m_first->claim({id}));
        QVERIFY2(claim, claim ? "" : qPrintable(claim.error().message()));
        QCOMPARE(entry(id).state, UndoState::Undoing);
        QCOMPARE(sharedStatus(id), u"undoing"_s);
        const QString process = u"process %1 on"_s.arg(QCoreApplication::applicationPid());
        QVERIFY2(entry(id).heldBy.contains(process), qPrintable(entry(id).heldBy));
        for (SqlUndoStore* one : {m_first.get(), m_second.get()}) {
            const auto again = tests::await(one->claim({id}));
            QVERIFY(!again);
            QCOMPARE(again.error().kind, ErrorKind::Conflict);
            QVERIFY2(again.error().message().contains(process),
                     qPrintable(again.error().message()));
        }
    }

    void allOrNone() {
        const QString open = write();
        const QString undone = write();
        QVERIFY(tests::await(m_first->complete(undone, UndoState::Undone, {}, {})));
        const auto claim = tests::await(m_first->claim({open, undone}));
        QVERIFY(!claim);
        QCOMPARE(claim.error().kind, ErrorKind::Conflict);
        QCOMPARE(entry(open).state, UndoState::Recorded);
        QCOMPARE(sharedStatus(open), u"recorded"_s);
        QVERIFY(tests::await(m_second->claim({open})));
    }

    void whatNobodyCanTakeBackCannotBeClaimed_data() {
        QTest::addColumn<int>("state");
        QTest::newRow("undone") << static_cast<int>(UndoState::Undone);
        QTest::newRow("not made") << static_cast<int>(UndoState::NotMade);
    }
    void whatNobodyCanTakeBackCannotBeClaimed() {
        QFETCH(const int, state);
        const QString id = write(static_cast<UndoState>(state));
        QVERIFY(!tests::await(m_first->claim({id})));
        QCOMPARE(static_cast<int>(entry(id).state), state);
        QVERIFY(!tests::await(m_first->claim({u"0123456789abcdef"_s})));
    }

    void releaseGivesItBack_data() {
        QTest::addColumn<int>("state");
        QTest::newRow("recorded") << static_cast<int>(UndoState::Recorded);
        QTest::newRow("prepared") << static_cast<int>(UndoState::Prepared);
    }
    void releaseGivesItBack() {
        QFETCH(const int, state);
        const QString id = write(static_cast<UndoState>(state));
        const auto claim = tests::await(m_first->claim({id}));
        QVERIFY(claim);
        QVERIFY(tests::await(m_first->release(*claim, u"refused by the manager"_s)));
        QCOMPARE(static_cast<int>(entry(id).state), state);
        QCOMPARE(sharedStatus(id), undoStateName(static_cast<UndoState>(state)));
        QCOMPARE(entry(id).note, u"refused by the manager"_s);
        QVERIFY(entry(id).heldBy.isEmpty());
        QVERIFY(tests::await(m_second->claim({id})));
    }

    void completionEndsTheClaim() {
        const QString id = write();
        const auto claim = tests::await(m_first->claim({id}));
        QVERIFY(claim);
        QVERIFY(tests::await(m_first->complete(id, UndoState::Undone, {}, u"by 0123"_s)));
        QCOMPARE(entry(id).state, UndoState::Undone);
        QVERIFY(entry(id).heldBy.isEmpty());
        QVERIFY(tests::await(m_first->release(*claim, u"too late"_s)));
        QCOMPARE(entry(id).state, UndoState::Undone);
        QCOMPARE(entry(id).note, u"by 0123"_s);
    }

    void aClaimOutlivesNobody_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("hasEnded");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("isFree");
        const QString here = QSysInfo::machineHostName();
        QTest::newRow("alive") << here << false << 59 << false;
        QTest::newRow("alive too long") << here << false << 61 << true;
        QTest::newRow("ended") << here << true << 0 << true;
        QTest::newRow("elsewhere") << u"other-host"_s << true << 59 << false;
        QTest::newRow("elsewhere too long") << u"other-host"_s << true << 61 << true;
    }
    void aClaimOutlivesNobody() {
        QFETCH(const QString, host);
        QFETCH(const bool, hasEnded);
        QFETCH(const int, minutes);
        QFETCH(const bool, isFree);
        const QString id = write();
        const auto old = tests::await(m_first->claim({id}));
        QVERIFY(old);
        const qint64 pid = hasEnded ? endedProcess() : QCoreApplication::applicationPid();
        QVERIFY(pid > 0);
        const QString since = utcStamp(QDateTime::currentDateTimeUtc().addSecs(-60 * minutes));
        change(u"UPDATE bulkhead_undo_claim SET host = ?, pid = ?, since = ?"_s,
               {host, pid, since});
        QCOMPARE(entry(id).state, UndoState::Undoing);
        QCOMPARE(entry(id).heldBy.isEmpty(), isFree);
        const auto taken = tests::await(m_second->claim({id}));
        QCOMPARE(taken.has_value(), isFree);
        if (isFree) {
            // The former owner, should it wake up, has nothing left to give back.
            QVERIFY(tests::await(m_first->release(*old, u"late"_s)));
            QCOMPARE(entry(id).state, UndoState::Undoing);
            QVERIFY(tests::await(m_second->release(*taken, {})));
            QCOMPARE(entry(id).state, UndoState::Recorded);
        }
    }

    void anOlderFileGetsTheTable() {
        const QString id = write();
        cleanup();
        change(u"DROP TABLE bulkhead_undo_claim"_s);
        m_first = store();
        m_second = store();
        QCOMPARE(entry(id).state, UndoState::Recorded);
        QVERIFY(tests::await(m_first->claim({id})));
    }

    void whatWasReplacedIsKeptForAWhile() {
        QStringList ids;
        for (int i = 0; i < 6; ++i) {
            ids << write();
        }
        QVERIFY(tests::await(m_first->complete(ids.at(1), UndoState::Undone, {}, {})));
        QVERIFY(tests::await(m_first->claim({ids.at(2)})));
        const QString old = utcStamp(QDateTime::currentDateTimeUtc().addDays(-91));
        for (const int number : {0, 1, 2, 4}) { // the newest but one is old and kept all the same
            change(u"UPDATE bulkhead_undo SET ts = ? WHERE undo_id = ?"_s, {old, ids.at(number)});
        }
        m_first = store(90, 3);
        const QString newest = write();
        const auto state = [this, &ids](int number) { return entry(ids.at(number)).state; };
        const auto isKept = [this, &ids](int number) {
            return !entry(ids.at(number)).record.images.isEmpty();
        };
        QCOMPARE(state(0), UndoState::Expired);
        QCOMPARE(sharedStatus(ids.at(0)), u"expired"_s);
        QVERIFY(!isKept(0));
        QCOMPARE(state(1), UndoState::Undone);
        QVERIFY(!isKept(1));
        QCOMPARE(state(2), UndoState::Undoing);
        QVERIFY(isKept(2));
        for (const int number : {3, 4, 5}) {
            QCOMPARE(state(number), UndoState::Recorded);
            QVERIFY(isKept(number));
        }
        QVERIFY(!entry(newest).record.images.isEmpty());
        QVERIFY(!tests::await(m_second->claim({ids.at(0)})));
        QCOMPARE(tests::await(m_second->list(100, std::nullopt))->size(), 7U);
    }
};

QTEST_GUILESS_MAIN(TestUndoClaims)
#include "tst_undo_claims.moc"
