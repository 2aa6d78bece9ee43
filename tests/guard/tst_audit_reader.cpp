// SPDX-License-Identifier: MIT
#include "guard/audit_file.h"
#include "guard/audit_reader.h"
#include "guard/audit_rotation.h"
#include "guard/store_fixture.h"

#include <QDir>

#include <memory>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 3, 10), QTime(12, 0), Qt::UTC);

} // namespace

class TestAuditReader final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] QString path() const { return m_folder->path() + u"/audit.db"_s; }
    void insert(const QString& time, const QString& tool, const QString& status,
                const QVariant& duration = 10, const QString& skill = u"vmware-nsx-security"_s,
                const QString& workflow = {}) {
        tests::PlainSql(path()).run(u"INSERT INTO audit_log(ts, tool, status, duration_ms, skill, "
                                    "workflow_id, risk_level) VALUES (?, ?, ?, ?, ?, ?, 'low')"_s,
                                    {time, tool, status, duration, skill, workflow});
    }
    void makeTable() {
        // Of the family's first version, without the columns that came later.
        tests::PlainSql(path()).run(
            u"CREATE TABLE audit_log(id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT, skill TEXT, "
            "tool TEXT NOT NULL, params TEXT DEFAULT '{}', result TEXT DEFAULT '{}', "
            "status TEXT DEFAULT 'ok', duration_ms INTEGER DEFAULT 0, agent TEXT, "
            "workflow_id TEXT DEFAULT '', user TEXT, risk_level TEXT)"_s);
    }
    [[nodiscard]] QStringList tools(const AuditFilter& filter) {
        AuditReader reader(m_folder->path());
        const auto rows = tests::await(reader.rows(filter));
        if (!rows) {
            return {rows.error().message()};
        }
        QStringList names;
        for (const AuditRow& row : *rows) {
            names << row.tool;
        }
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void emptyFolderHasNoRowsAndGetsNoFile() {
        QCOMPARE(tools({}), QStringList());
        AuditReader reader(m_folder->path());
        const auto statistics = tests::await(reader.statistics(7));
        QVERIFY(statistics);
        QCOMPARE(statistics->calls, 0);
        QVERIFY(!statistics->durations);
        QVERIFY(tests::await(reader.verify({}))->intact);
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void filters_data() {
        QTest::addColumn<int>("limit");
        QTest::addColumn<QStringList>("words"); // skill, tool, status, workflow, since
        QTest::addColumn<QString>("tools");
        const auto row = [](const char* name, int limit, const QStringList& words,
                            const QString& tools) {
            QTest::newRow(name) << limit << words << tools;
        };
        row("all, newest first", 20, {{}, {}, {}, {}, {}}, u"d,c,b,a"_s);
        row("last 2", 2, {{}, {}, {}, {}, {}}, u"d,c"_s);
        row("skill", 20, {u"vmware-aiops"_s, {}, {}, {}, {}}, u"c"_s);
        row("tool", 20, {{}, u"b"_s, {}, {}, {}}, u"b"_s);
        row("status", 20, {{}, {}, u"denied"_s, {}, {}}, u"b"_s);
        row("status is a whole word", 20, {{}, {}, u"ok"_s, {}, {}}, u"c,a"_s);
        row("workflow", 20, {{}, {}, {}, u"wf"_s, {}}, u"d"_s);
        row("since a day", 20, {{}, {}, {}, {}, u"2026-03-02"_s}, u"d,c"_s);
        row("since a time", 20, {{}, {}, {}, {}, u"2026-03-02T10:00:00+02:00"_s}, u"d,c"_s);
        row("two at once", 20, {{}, {}, u"ok"_s, {}, u"2026-03-02"_s}, u"c"_s);
        row("quotes are text", 20, {{}, u"' OR 1=1 --"_s, {}, {}, {}}, {});
    }
    void filters() {
        QFETCH(const int, limit);
        QFETCH(const QStringList, words);
        makeTable();
        insert(u"2026-03-01T08:00:00+00:00"_s, u"a"_s, u"ok"_s);
        insert(u"2026-03-01T09:00:00.123456+00:00"_s, u"b"_s, u"denied"_s);
        insert(u"2026-03-02T08:00:00+00:00"_s, u"c"_s, u"ok"_s, 10, u"vmware-aiops"_s);
        insert(u"2026-03-03T08:00:00+00:00"_s, u"d"_s, u"ok_bypassed"_s, 10, u"x"_s, u"wf"_s);
        const AuditFilter filter{limit,       words.at(0), words.at(1),
                                 words.at(2), words.at(3), words.at(4)};
        QTEST(tools(filter).join(u','), "tools");
    }

    void since_data() {
        QTest::addColumn<QString>("since");
        QTest::addColumn<QString>("text"); // empty: refused
        QTest::newRow("days") << u"7d"_s << u"2026-03-03T12:00:00"_s;
        QTest::newRow("hours") << u"24h"_s << u"2026-03-09T12:00:00"_s;
        QTest::newRow("minutes") << u"30m"_s << u"2026-03-10T11:30:00"_s;
        QTest::newRow("day") << u"2026-03-01"_s << u"2026-03-01T00:00:00"_s;
        QTest::newRow("time without zone") << u"2026-03-01T10:30:00"_s << u"2026-03-01T10:30:00"_s;
        QTest::newRow("zone") << u"2026-03-01T10:30:00+02:00"_s << u"2026-03-01T08:30:00"_s;
        QTest::newRow("Z") << u"2026-03-01T10:30:00Z"_s << u"2026-03-01T10:30:00"_s;
        QTest::newRow("words") << u"yesterday"_s << QString();
        QTest::newRow("no unit") << u"7"_s << QString();
        QTest::newRow("no such day") << u"2026-02-30"_s << QString();
        QTest::newRow("control characters") << u"\x1b[31m"_s << QString();
    }
    void since() {
        QFETCH(const QString, since);
        QFETCH(const QString, text);
        const auto found = sinceText(since, kNow);
        if (text.isEmpty()) {
            QVERIFY(!found);
            QCOMPARE(found.error().kind, ErrorKind::InvalidInput);
            QVERIFY(!found.error().message().contains(QChar(0x1b)));
            return;
        }
        QVERIFY(found);
        QCOMPARE(*found, text);
    }

    void wrongQuestionsAreRefused() {
        AuditReader reader(m_folder->path());
        AuditFilter filter;
        filter.limit = 0;
        QVERIFY(!tests::await(reader.rows(filter)));
        filter.limit = 20;
        filter.since = u"whenever"_s;
        QVERIFY(!tests::await(reader.rows(filter)));
        QVERIFY(!tests::await(reader.statistics(0)));
        QVERIFY(!tests::await(reader.statistics(40'000)));
    }

    void rotatedFilesBelongToIt() {
        AuditFile file({m_folder->path()});
        for (const char* tool : {"a", "b", "c", "d"}) {
            const auto ticket = file.begin(tests::entry(QString::fromLatin1(tool)));
            QVERIFY(ticket && file.finish(*ticket, tests::outcome()));
            if (*tool == 'b') {
                SqliteFile live(liveAuditFile({m_folder->path()}));
                QVERIFY(*rotateIfLarge(live, 1, kNow));
            }
        }
        QCOMPARE(tools({}).join(u','), u"d,c,b,a"_s);
        AuditFilter three;
        three.limit = 3;
        QCOMPARE(tools(three).join(u','), u"d,c,b"_s);
    }

    void statistics() {
        makeTable();
        const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
        const QString old = QDateTime::currentDateTimeUtc().addDays(-8).toString(Qt::ISODate);
        insert(old, u"a"_s, u"ok"_s, 9999);
        for (int duration = 1; duration <= 100; ++duration) {
            insert(now, duration <= 60 ? u"a"_s : u"b"_s, duration <= 90 ? u"ok"_s : u"error"_s,
                   duration);
        }
        insert(now, u"c"_s, u"ok"_s, QVariant(QMetaType(QMetaType::LongLong)));
        AuditReader reader(m_folder->path());
        const auto found = tests::await(reader.statistics(7));
        QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
        QCOMPARE(found->calls, 101);
        QCOMPARE(found->byTool.value(u"a"_s), 60);
        QCOMPARE(found->byTool.value(u"b"_s), 40);
        QCOMPARE(found->byStatus.value(u"error"_s), 10);
        QCOMPARE(found->byRisk.value(u"low"_s), 101);
        QCOMPARE(found->bySkill.value(u"vmware-nsx-security"_s), 101);
        QVERIFY(found->durations);
        QCOMPARE(found->durations->median, 50);
        QCOMPARE(found->durations->percentile95, 95);
        QCOMPARE(found->durations->longest, 100);
        const auto longer = tests::await(reader.statistics(30));
        QVERIFY(longer);
        QCOMPARE(longer->calls, 102);
    }

    void foreignTextIsCleaned() {
        makeTable();
        insert(u"2026"_s, u"x\x1b[31m\u202e"_s, u"ok\n"_s);
        AuditReader reader(m_folder->path());
        const auto rows = tests::await(reader.rows({}));
        QVERIFY(rows);
        QVERIFY(!rows->front().tool.contains(QChar(0x1b)));
        QVERIFY(!rows->front().tool.contains(QChar(0x202e)));
        QVERIFY(!rows->front().status.contains(u'\n'));
    }

    void exports() {
        AuditRow row;
        row.id = 7;
        row.tool = u"=cmd|' /C calc'!A0"_s;
        row.params = u"{\"a\":\"x, \\\"y\\\"\"}"_s;
        row.result = u"no JSON"_s;
        const QJsonObject json = auditRowAsJson(row);
        QCOMPARE(json.value(u"id"_s), QJsonValue(7));
        QCOMPARE(json.value(u"params"_s).toObject().value(u"a"_s), QJsonValue(u"x, \"y\""_s));
        QCOMPARE(json.value(u"result"_s), QJsonValue(u"no JSON"_s));
        QVERIFY(json.value(u"duration_ms"_s).isNull());
        QCOMPARE(json.size(), 15);
        row.durationMs = 5;
        QCOMPARE(auditRowAsJson(row).value(u"duration_ms"_s), QJsonValue(5));
        QCOMPARE(auditRowsAsCsv({row}),
                 QByteArray("id,ts,skill,tool,params,result,status,duration_ms,agent,workflow_id,"
                            "user,risk_level,rationale,approved_by,risk_tier\r\n"
                            "7,,,'=cmd|' /C calc'!A0,\"{\"\"a\"\":\"\"x, \\\"\"y\\\"\"\"\"}\","
                            "no JSON,,5,,,,,,,\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestAuditReader)
#include "tst_audit_reader.moc"
