// SPDX-License-Identifier: MIT
// What destructive tools do where nobody can be asked: --destructive, and what needs no question.
#include "deletion_bench.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestDestructive final : public QObject {
    Q_OBJECT

    using Bench = DeletionBench;

private Q_SLOTS:
    void clientsWithoutFormsAreRefused_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QJsonObject>("capabilities");
        QTest::newRow("none") << u"2025-11-25"_s << QJsonObject();
        QTest::newRow("addresses only")
            << u"2025-11-25"_s
            << QJsonObject{{u"elicitation"_s, QJsonObject{{u"url"_s, QJsonObject()}}}};
        QTest::newRow("too old to have it") << u"2025-03-26"_s << kForms;
    }
    void clientsWithoutFormsAreRefused() {
        QFETCH(const QString, version);
        QFETCH(const QJsonObject, capabilities);
        Bench bench;
        bench.mcp.initialize(version, capabilities);
        const QJsonObject answer = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        QVERIFY(isToolError(answer));
        QVERIFY(textOf(answer).contains(u"--destructive"_s));
        QVERIFY(bench.deletions().isEmpty());
        QCOMPARE(bench.lastRow().outcome.status, guard::AuditStatus::Rejected);
    }

    // Nor is it asked because it sends a state that nobody gave it.
    void aModernClientWithoutFormsLearnsWhatIsMissing_data() {
        QTest::addColumn<bool>("withState");
        QTest::newRow("first round") << false;
        QTest::newRow("invented state") << true;
    }
    void aModernClientWithoutFormsLearnsWhatIsMissing() {
        QFETCH(const bool, withState);
        Bench bench;
        QJsonObject params = Bench::deletion();
        if (withState) {
            params.insert(u"requestState"_s, u"v1.x.y"_s);
        }
        const QJsonObject answer = bench.mcp.ask(u"tools/call"_s, McpBench::modern(params), 6);
        QCOMPARE(errorCode(answer), mcp::kMissingCapability);
        const QJsonObject form{{u"form"_s, QJsonObject()}};
        QCOMPARE(answer.value(u"error"_s).toObject().value(u"data"_s).toObject(),
                 (QJsonObject{{u"requiredCapabilities"_s, QJsonObject{{u"elicitation"_s, form}}}}));
        QVERIFY(bench.deletions().isEmpty());
    }

    void aTokenStandsInForTheForm() {
        Bench bench(mcp::DestructivePolicy::Token);
        bench.mcp.initialize(u"2025-03-26"_s);
        const QJsonObject first = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 1);
        QVERIFY(isToolError(first));
        static const QRegularExpression pattern(u"confirmation_token (v1\\.\\S+)"_s);
        const QString token = pattern.match(textOf(first)).captured(1);
        QVERIFY2(!token.isEmpty(), qPrintable(textOf(first)));
        QVERIFY(textOf(first).contains(u"nothing uses it"_s));
        QVERIFY(bench.deletions().isEmpty());
        const QJsonObject params = McpBench::callParams(
            u"delete_group"_s, {{u"group_id"_s, kGroup}, {u"confirmation_token"_s, token}});
        const QJsonObject second = bench.mcp.ask(u"tools/call"_s, params, 2);
        QVERIFY2(!isToolError(second), qPrintable(textOf(second)));
        QCOMPARE(bench.deletions().size(), 1);
        QVERIFY(bench.lastRow().entry.approvedBy.contains(u"token"_s));
        for (const MemoryAudit::Row& row : bench.lab.audit->rows) {
            QVERIFY(!row.entry.parameters.contains(u"confirmation_token"_s));
            QVERIFY(!QJsonDocument(row.outcome.summary).toJson().contains("v1."));
        }
    }

    void aTokenOfSomethingElseIsRefused() {
        Bench bench(mcp::DestructivePolicy::Token);
        const QJsonObject params = McpBench::callParams(
            u"delete_group"_s,
            {{u"group_id"_s, kGroup}, {u"confirmation_token"_s, bench.modernState()}});
        const QJsonObject answer = bench.mcp.ask(u"tools/call"_s, McpBench::modern(params), 2);
        QVERIFY(isToolError(answer));
        QVERIFY(textOf(answer).contains(u"nothing was changed"_s));
        QVERIFY(bench.deletions().isEmpty());
    }

    void denyIsForEverybodyAndDryRunsGoOn() {
        Bench bench(mcp::DestructivePolicy::Deny);
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject answer = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        QVERIFY(isToolError(answer));
        QVERIFY(textOf(answer).contains(u"denied"_s));
        const QJsonObject dry = McpBench::callParams(
            u"delete_group"_s, {{u"group_id"_s, kGroup}, {u"dry_run"_s, true}});
        QVERIFY(!isToolError(bench.mcp.ask(u"tools/call"_s, dry, 8)));
        QVERIFY(bench.deletions().isEmpty());
    }

    void allowStillAsksWhoCanBeAsked() {
        Bench bench(mcp::DestructivePolicy::Allow);
        QCOMPARE(resultOf(bench.askModern()).value(u"resultType"_s).toString(),
                 u"input_required"_s);
        QVERIFY(bench.deletions().isEmpty());
        bench.mcp.initialize(u"2025-11-25"_s);
        QVERIFY(!isToolError(bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7)));
        QCOMPARE(bench.deletions().size(), 1);
        QCOMPARE(bench.lastRow().entry.approvedBy, u"--destructive allow"_s);
    }

    void whatDeletesNothingTakesAYes() {
        Bench bench;
        bench.lab.must(u"update_group"_s,
                       {{u"group_id"_s, kGroup}, {u"description"_s, u"changed"_s}});
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject undo = McpBench::callParams(u"undo_change"_s, {{u"last"_s, 1}});
        for (const bool yes : {false, true}) {
            const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, undo, 7);
            const QJsonObject form =
                asked.value(u"params"_s).toObject().value(u"requestedSchema"_s).toObject();
            QCOMPARE(form.value(u"required"_s).toArray(), QJsonArray{u"confirm"_s});
            const QJsonObject answer =
                bench.mcp.ask(reply(asked.value(u"id"_s), accepted({{u"confirm"_s, yes}})));
            QCOMPARE(isToolError(answer), !yes);
        }
    }

    // However it is sent: a change is one PATCH, in which an object says that it goes.
    void aChangeThatDeletesTakesTheNameToo() {
        Bench bench;
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject publish =
            McpBench::callParams(u"publish_change"_s, {{u"change"_s, u"title: Tidy up\n"
                                                                     "changes:\n"
                                                                     "  - create: group\n"
                                                                     "    id: another\n"
                                                                     "    set: {display_name: A}\n"
                                                                     "  - delete: group\n"
                                                                     "    id: doomed\n"_s}});
        for (const QString& word : {u"default"_s, u"another"_s, u"A"_s, kName}) {
            const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, publish, 7);
            const QJsonObject params = asked.value(u"params"_s).toObject();
            QCOMPARE(params.value(u"requestedSchema"_s).toObject().value(u"required"_s).toArray(),
                     QJsonArray{u"object_name"_s});
            QVERIFY(params.value(u"message"_s).toString().contains(u"Type "_s + kName));
            const QJsonObject answer = bench.mcp.ask(reply(asked.value(u"id"_s), typed(word)));
            QCOMPARE(isToolError(answer), word != kName);
        }
    }

    // A write that destroys nothing is not held up.
    void additionsAreNotAskedAbout() {
        Bench bench;
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject params =
            McpBench::callParams(u"create_group"_s, {{u"group_id"_s, u"new"_s},
                                                     {u"display_name"_s, u"New"_s},
                                                     {u"ip_addresses"_s, u"10.9.9.9"_s}});
        QVERIFY(!isToolError(bench.mcp.ask(u"tools/call"_s, params, 7)));
    }
};

QTEST_GUILESS_MAIN(TestDestructive)
#include "tst_destructive.moc"
