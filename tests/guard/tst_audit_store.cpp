// SPDX-License-Identifier: MIT
#include "guard/audit_schema.h"
#include "guard/redactor.h"
#include "guard/sql_audit_store.h"
#include "guard/store_fixture.h"

#include <QDir>
#include <QJsonDocument>
#include <QThread>

#include <memory>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestAuditStore final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"ops"_s); }
    [[nodiscard]] QString path() const { return folder() + u"/audit.db"_s; }
    [[nodiscard]] SqlAuditStore& store(int busyMs = 5000) {
        m_store = std::make_unique<SqlAuditStore>(AuditOptions{folder(), busyMs});
        return *m_store;
    }
    /// One whole call; the row's id.
    [[nodiscard]] qint64 record(SqlAuditStore& into, const AuditEntry& entry = tests::entry(),
                                const AuditOutcome& outcome = tests::outcome()) {
        const auto ticket = tests::await(into.begin(entry));
        if (!ticket || !tests::await(into.finish(*ticket, outcome))) {
            return 0;
        }
        return ticket->row;
    }
    /// `begin` of a write fails and says where.
    void verifyFailsClosed(SqlAuditStore& into) {
        for (const bool isWrite : {true, false}) {
            const auto ticket = tests::await(into.begin(tests::entry(u"delete_group"_s, isWrite)));
            QVERIFY(!ticket);
            QVERIFY2(ticket.error().message().contains(m_folder->path()),
                     qPrintable(ticket.error().message()));
            QVERIFY(!ticket.error().remedy.isEmpty());
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqlAuditStore> m_store;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_store.reset(); }

    void rowStandsBeforeTheCallAndIsCompletedAfter() {
        SqlAuditStore& audit = store();
        AuditEntry entry = tests::entry();
        entry.workflowId = u"wf-7"_s;
        entry.rationale = u"asked by the owner"_s;
        entry.approvedBy = u"anna"_s;
        const auto ticket = tests::await(audit.begin(entry));
        QVERIFY2(ticket, ticket ? "" : qPrintable(ticket.error().message()));
        tests::PlainSql sql(path());
        const QString of = u" FROM audit_log WHERE id = "_s + QString::number(ticket->row);
        QCOMPARE(sql.value(u"SELECT status"_s + of).toString(), u"interrupted"_s);
        QCOMPARE(sql.value(u"SELECT result"_s + of).toString(), u"{}"_s);
        QCOMPARE(sql.value(u"SELECT tool"_s + of).toString(), u"create_group"_s);
        QCOMPARE(sql.value(u"SELECT skill"_s + of).toString(), u"vmware-nsx-security"_s);
        QCOMPARE(sql.value(u"SELECT agent"_s + of).toString(), u"console"_s);
        QCOMPARE(sql.value(u"SELECT workflow_id"_s + of).toString(), u"wf-7"_s);
        QCOMPARE(sql.value(u"SELECT rationale"_s + of).toString(), u"asked by the owner"_s);
        QCOMPARE(sql.value(u"SELECT approved_by"_s + of).toString(), u"anna"_s);
        QCOMPARE(sql.value(u"SELECT risk_level"_s + of).toString(), u"medium"_s);
        QVERIFY(!sql.value(u"SELECT user"_s + of).toString().isEmpty());
        const QJsonObject params =
            QJsonDocument::fromJson(sql.value(u"SELECT params"_s + of).toByteArray()).object();
        QCOMPARE(params, QJsonObject({{u"group_id"_s, u"web"_s},
                                      {u"target"_s, u"lab"_s},
                                      {u"environment"_s, u"test"_s}}));
        const QDateTime time =
            QDateTime::fromString(sql.value(u"SELECT ts"_s + of).toString(), Qt::ISODateWithMs);
        QVERIFY(time.isValid());
        QCOMPARE(time.offsetFromUtc(), 0);
        QVERIFY(qAbs(time.secsTo(QDateTime::currentDateTimeUtc())) < 60);

        QVERIFY(tests::await(audit.finish(*ticket, tests::outcome())));
        QCOMPARE(sql.value(u"SELECT status"_s + of).toString(), u"ok"_s);
        QCOMPARE(sql.value(u"SELECT result"_s + of).toString(), u"{\"status\":\"created\"}"_s);
        QCOMPARE(sql.value(u"SELECT duration_ms"_s + of).toInt(), 12);
        QCOMPARE(sql.value(u"SELECT count(*) FROM audit_log"_s).toInt(), 1);
    }

    void statusWords_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("bypassed");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, AuditStatus status, bool bypassed,
                            const QString& word) {
            QTest::newRow(name) << static_cast<int>(status) << bypassed << word;
        };
        row("ok", AuditStatus::Ok, false, u"ok"_s);
        row("ok, rules off", AuditStatus::Ok, true, u"ok_bypassed"_s);
        row("error, rules off", AuditStatus::Error, true, u"error_bypassed"_s);
        row("denied", AuditStatus::Denied, false, u"denied"_s);
        row("rejected", AuditStatus::Rejected, false, u"rejected"_s);
        row("dry run", AuditStatus::DryRun, false, u"dry_run"_s);
        row("interrupted", AuditStatus::Interrupted, false, u"interrupted"_s);
    }
    void statusWords() {
        QFETCH(const int, status);
        QFETCH(const bool, bypassed);
        AuditOutcome outcome = tests::outcome(static_cast<AuditStatus>(status));
        outcome.bypassed = bypassed;
        QVERIFY(record(store(), tests::entry(), outcome) > 0);
        QTEST(tests::PlainSql(path()).value(u"SELECT status FROM audit_log"_s).toString(), "word");
    }

    void environmentFillsWhatTheCallerLeftOut() {
        qputenv("VMWARE_AUDIT_RATIONALE", "ticket 12");
        qputenv("VMWARE_AUDIT_APPROVED_BY", "bob");
        QVERIFY(record(store()) > 0);
        qunsetenv("VMWARE_AUDIT_RATIONALE");
        qunsetenv("VMWARE_AUDIT_APPROVED_BY");
        tests::PlainSql sql(path());
        QCOMPARE(sql.value(u"SELECT rationale FROM audit_log"_s).toString(), u"ticket 12"_s);
        QCOMPARE(sql.value(u"SELECT approved_by FROM audit_log"_s).toString(), u"bob"_s);
    }

    void onlyTheOwnerMayOpenTheFiles() {
        SqlAuditStore& audit = store();
        QVERIFY(record(audit) > 0);
        QVERIFY(tests::isPrivate(folder()));
        for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
            QVERIFY2(tests::isPrivate(path() + suffix), qPrintable(suffix));
        }
        QCOMPARE(tests::PlainSql(path()).value(u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
    }

    void openFilesOfAnOlderToolAreClosed() {
        QVERIFY(QDir().mkpath(folder()));
        {
            tests::PlainSql sql(path());
            sql.run(u"PRAGMA journal_mode=WAL"_s);
            sql.run(u"CREATE TABLE other(x)"_s);
            for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
                QFile file(path() + suffix);
                QVERIFY(file.setPermissions(file.permissions() | tests::othersMay()));
            }
            QVERIFY(record(store()) > 0);
            for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
                QVERIFY2(tests::isPrivate(path() + suffix), qPrintable(suffix));
            }
        }
    }

    void secretsNeverReachTheFile() {
        Redactor::process().learn(u"planted-3141-pw"_s);
        AuditEntry entry = tests::entry(u"op planted-3141-pw"_s);
        entry.parameters = {{u"name"_s, u"x planted-3141-pw"_s},
                            {u"nested"_s, QJsonObject{{u"api_key"_s, u"k-77-k"_s}}}};
        entry.rationale = u"because planted-3141-pw"_s;
        entry.agent = u"planted-3141-pw"_s;
        AuditOutcome outcome = tests::outcome();
        outcome.summary = {{u"error"_s, u"login with planted-3141-pw failed"_s},
                           {u"cookie"_s, u"c-88-c"_s}};
        QVERIFY(record(store(), entry, outcome) > 0);
        m_store.reset();
        const QStringList files = QDir(folder()).entryList(QDir::Files);
        QVERIFY(files.contains(u"audit.db"_s));
        for (const QString& name : files) {
            QFile file(folder() + u'/' + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const char* secret : {"planted-3141", "k-77-k", "c-88-c"}) {
                QVERIFY2(!bytes.contains(secret), secret);
            }
        }
    }

    void longResultsAreCutAndSayIt() {
        AuditOutcome outcome = tests::outcome();
        outcome.summary = {{u"text"_s, QString(200'000, u'"') + QChar(0x2026)}};
        QVERIFY(record(store(), tests::entry(), outcome) > 0);
        const QByteArray stored =
            tests::PlainSql(path()).value(u"SELECT result FROM audit_log"_s).toByteArray();
        QVERIFY(stored.size() <= kMaximumAuditJson);
        QVERIFY(stored.size() > kMaximumAuditJson / 8);
        const QJsonObject result = QJsonDocument::fromJson(stored).object();
        QCOMPARE(result.value(u"truncated"_s), QJsonValue(true));
        QVERIFY(result.value(u"original_bytes"_s).toInt() > 400'000);
        QVERIFY(result.value(u"beginning"_s).toString().startsWith(u"{\"text\":\""_s));
    }

    void rowsOfAnOlderSchemaStay() {
        QVERIFY(QDir().mkpath(folder()));
        {
            tests::PlainSql sql(path());
            sql.run(u"CREATE TABLE audit_log(id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT, "
                    "skill TEXT, tool TEXT NOT NULL, params TEXT DEFAULT '{}', "
                    "result TEXT DEFAULT '{}', status TEXT DEFAULT 'ok', "
                    "duration_ms INTEGER DEFAULT 0, agent TEXT DEFAULT 'unknown', "
                    "workflow_id TEXT DEFAULT '', user TEXT DEFAULT 'unknown', "
                    "risk_level TEXT DEFAULT 'low')"_s);
            sql.run(
                u"INSERT INTO audit_log(ts, skill, tool) VALUES ('2025', 'vmware-aiops', 'x')"_s);
        }
        const qint64 row = record(store());
        QCOMPARE(row, 2);
        tests::PlainSql sql(path());
        QCOMPARE(sql.value(u"SELECT tool FROM audit_log WHERE id = 1"_s).toString(), u"x"_s);
        QCOMPARE(sql.value(u"SELECT rationale || approved_by || risk_tier FROM audit_log "
                           "WHERE id = 1"_s)
                     .toString(),
                 QString());
        // The older tool still writes, and we after it.
        sql.run(u"INSERT INTO audit_log(ts, skill, tool) VALUES ('2025', 'vmware-aiops', 'y')"_s);
        QCOMPARE(record(*m_store), 4);
    }

    void indexesAreThere() {
        QVERIFY(record(store()) > 0);
        tests::PlainSql sql(path());
        for (const QString& column : {u"ts"_s, u"tool"_s, u"status"_s}) {
            QCOMPARE(sql.value(u"SELECT count(*) FROM sqlite_master WHERE type = 'index' AND "
                               "tbl_name = 'audit_log' AND sql LIKE ?"_s,
                               {u"%("_s + column + u")"_s})
                         .toInt(),
                     1);
        }
    }

    void failsClosed_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("folder cannot be made") << u"file in the way"_s;
        QTest::newRow("a folder in the file's place") << u"folder"_s;
        QTest::newRow("corrupt") << u"corrupt"_s;
        QTest::newRow("half corrupt") << u"half"_s;
        QTest::newRow("table of another shape") << u"shape"_s;
    }
    void failsClosed() {
        QFETCH(const QString, how);
        if (how == u"file in the way"_s) {
            QVERIFY(makePrivateFile(folder()));
        } else if (how == u"folder"_s) {
            QVERIFY(QDir().mkpath(path()));
        } else if (how == u"corrupt"_s) {
            QVERIFY(QDir().mkpath(folder()));
            QFile file(path());
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.write(QByteArray(8192, 'x')) == 8192);
        } else if (how == u"half"_s) {
            QVERIFY(record(store()) > 0);
            m_store.reset();
            QFile file(path());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.seek(100));
            QVERIFY(file.write(QByteArray(static_cast<int>(file.size()) - 100, '\x7f')) > 0);
        } else {
            QVERIFY(QDir().mkpath(folder()));
            tests::PlainSql(path()).run(u"CREATE VIEW audit_log AS SELECT 1 AS id"_s);
        }
        verifyFailsClosed(store());
    }

    void missingFolderIsMadeAgain() {
        SqlAuditStore& audit = store();
        QCOMPARE(record(audit), 1);
        QVERIFY(QDir(folder()).removeRecursively());
        QCOMPARE(record(audit), 1);
        QCOMPARE(tests::PlainSql(path()).value(u"SELECT count(*) FROM audit_log"_s).toInt(), 1);
    }

    void fileThatVanishesDuringTheCallIsSaid() {
        SqlAuditStore& audit = store();
        const auto ticket = tests::await(audit.begin(tests::entry()));
        QVERIFY(ticket);
        QVERIFY(QDir(folder()).removeRecursively());
        const auto finished = tests::await(audit.finish(*ticket, tests::outcome()));
        QVERIFY(!finished);
        QVERIFY(finished.error().message().contains(u"verify"_s));
    }

    void rowThatIsTakenDuringTheCallIsSaid_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("deleted") << u"DELETE FROM audit_log"_s;
        QTest::newRow("completed by another") << u"UPDATE audit_log SET status = 'ok'"_s;
        QTest::newRow("closed by another") << u"DELETE FROM bulkhead_open"_s;
    }
    void rowThatIsTakenDuringTheCallIsSaid() {
        QFETCH(const QString, sql);
        SqlAuditStore& audit = store();
        const auto ticket = tests::await(audit.begin(tests::entry()));
        QVERIFY(ticket);
        tests::PlainSql(path()).run(sql);
        QVERIFY(!tests::await(audit.finish(*ticket, tests::outcome())));
    }

    void finishedTwiceIsAnError() {
        SqlAuditStore& audit = store();
        const auto ticket = tests::await(audit.begin(tests::entry()));
        QVERIFY(ticket);
        QVERIFY(tests::await(audit.finish(*ticket, tests::outcome())));
        QVERIFY(!tests::await(audit.finish(*ticket, tests::outcome(AuditStatus::Error))));
        QVERIFY(!tests::await(audit.finish({4711}, tests::outcome())));
        QCOMPARE(tests::PlainSql(path()).value(u"SELECT status FROM audit_log"_s).toString(),
                 u"ok"_s);
    }

    void lockedForTooLongFailsClosed_data() {
        QTest::addColumn<bool>("isNew");
        QTest::addColumn<QString>("lock");
        QTest::newRow("open file, writer") << false << u"BEGIN IMMEDIATE"_s;
        QTest::newRow("open file, exclusive") << false << u"BEGIN EXCLUSIVE"_s;
        QTest::newRow("while opening") << true << u"BEGIN EXCLUSIVE"_s;
    }
    void lockedForTooLongFailsClosed() {
        QFETCH(const bool, isNew);
        QFETCH(const QString, lock);
        QVERIFY(QDir().mkpath(folder()));
        SqlAuditStore& audit = store(50);
        if (!isNew) {
            QVERIFY(record(audit) > 0);
        }
        tests::PlainSql other(path());
        other.run(u"CREATE TABLE IF NOT EXISTS other(x)"_s);
        other.run(lock);
        other.run(u"INSERT INTO other VALUES (1)"_s);
        const auto ticket = tests::await(audit.begin(tests::entry()));
        QVERIFY(!ticket);
        QCOMPARE(ticket.error().kind, ErrorKind::Conflict);
        other.run(u"COMMIT"_s);
        QVERIFY(record(audit) > 0);
    }

    void shortLocksAreWaitedFor() {
        QVERIFY(QDir().mkpath(folder()));
        tests::PlainSql other(path());
        other.run(u"CREATE TABLE other(x)"_s);
        other.run(u"BEGIN EXCLUSIVE"_s);
        other.run(u"INSERT INTO other VALUES (1)"_s);
        SqlAuditStore& audit = store();
        QObject owner;
        bool stored = false;
        keepTask<Result<AuditTicket>>(
            &owner, audit.begin(tests::entry()),
            [&stored](Result<AuditTicket> ticket) { stored = ticket.has_value(); });
        // The store waits on its own thread: this one goes on, and gives the lock up.
        other.run(u"COMMIT"_s);
        QTRY_VERIFY(stored);
    }

    void callersThreadIsNeverBlocked() {
        QVERIFY(QDir().mkpath(folder()));
        tests::PlainSql other(path());
        other.run(u"CREATE TABLE other(x)"_s);
        other.run(u"BEGIN EXCLUSIVE"_s);
        other.run(u"INSERT INTO other VALUES (1)"_s);
        SqlAuditStore& audit = store();
        QObject owner;
        QThread* resumedOn = nullptr;
        keepTask<Result<AuditTicket>>(
            &owner, audit.begin(tests::entry()),
            [&resumedOn](Result<AuditTicket>) { resumedOn = QThread::currentThread(); });
        QVERIFY(resumedOn == nullptr);
        other.run(u"ROLLBACK"_s);
        QTRY_VERIFY(resumedOn != nullptr);
        QCOMPARE(resumedOn, QThread::currentThread());
    }

    void otherToolThatRenamedTheFileIsNoticed() {
        SqlAuditStore& audit = store();
        QCOMPARE(record(audit), 1);
        const auto open = tests::await(audit.begin(tests::entry(u"update_group"_s)));
        QVERIFY(open);
        // As the family's own rotation does it: checkpoint, then rename.
        tests::PlainSql other(path());
        other.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        other.close();
        const QString aside = folder() + u"/audit.20260101-000000.db"_s;
        QVERIFY(QFile::rename(path(), aside));
        QVERIFY(record(audit) > 0);
        // The call that was under way is completed where its row is.
        const auto finished = tests::await(audit.finish(*open, tests::outcome()));
        QVERIFY2(finished, finished ? "" : qPrintable(finished.error().message()));
        QCOMPARE(tests::PlainSql(path()).value(u"SELECT count(*) FROM audit_log"_s).toInt(), 1);
        QCOMPARE(tests::PlainSql(aside)
                     .value(u"SELECT group_concat(status) FROM audit_log ORDER BY id"_s)
                     .toString(),
                 u"ok,ok"_s);
    }
};

QTEST_GUILESS_MAIN(TestAuditStore)
#include "tst_audit_store.moc"
