// SPDX-License-Identifier: MIT
// Destructive tools ask a person by elicitation, in both eras; whatever is no yes sends nothing.
#include "deletion_bench.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestElicitation final : public QObject {
    Q_OBJECT

    using Bench = DeletionBench;

private Q_SLOTS:
    void aLegacyClientAsksItsPerson_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("answer");
        QTest::newRow("2025-06-18") << u"2025-06-18"_s << kName;
        QTest::newRow("2025-11-25") << u"2025-11-25"_s << kName;
        QTest::newRow("the id will do") << u"2025-11-25"_s << kGroup;
    }
    void aLegacyClientAsksItsPerson() {
        QFETCH(const QString, version);
        QFETCH(const QString, answer);
        Bench bench;
        bench.mcp.initialize(version, kForms);
        const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        QCOMPARE(asked.value(u"method"_s).toString(), u"elicitation/create"_s);
        const QJsonObject params = asked.value(u"params"_s).toObject();
        const QString message = params.value(u"message"_s).toString();
        for (const QString& fact : {u"Delete a group?"_s, u"/groups/doomed"_s, u"lab (127.0.0.1:"_s,
                                    u"environment test"_s, u"nothing uses it"_s, kName}) {
            QVERIFY2(message.contains(fact), qPrintable(message));
        }
        QVERIFY(!params.contains(u"mode"_s));
        QVERIFY(bench.deletions().isEmpty());
        const QJsonObject done = bench.mcp.ask(reply(asked.value(u"id"_s), typed(answer)));
        QCOMPARE(done.value(u"id"_s), QJsonValue(7));
        QCOMPARE(
            resultOf(done).value(u"structuredContent"_s).toObject().value(u"status"_s).toString(),
            u"deleted"_s);
        QCOMPARE(bench.deletions().size(), 1);
        QCOMPARE(bench.lastRow().entry.agent, u"test"_s);
        QCOMPARE(bench.lastRow().entry.approvedBy, u"person at test"_s);
        QCOMPARE(bench.lastRow().outcome.status, guard::AuditStatus::Ok);
    }

    void whateverIsNoYesSendsNothing_data() {
        QTest::addColumn<QJsonObject>("answer");
        QTest::addColumn<QString>("says");
        QTest::newRow("declined") << QJsonObject{{u"action"_s, u"decline"_s}} << u"declined"_s;
        QTest::newRow("closed") << QJsonObject{{u"action"_s, u"cancel"_s}} << u"not confirmed"_s;
        QTest::newRow("another name") << typed(u"Doomed"_s) << u"name that was typed"_s;
        QTest::newRow("no name") << typed({}) << u"name that was typed"_s;
        QTest::newRow("no content") << accepted({}) << u"name that was typed"_s;
        QTest::newRow("a yes instead of the name")
            << accepted({{u"confirm"_s, true}}) << u"name that was typed"_s;
        QTest::newRow("no action") << QJsonObject() << u"not confirmed"_s;
        QTest::newRow("unknown action")
            << QJsonObject{{u"action"_s, u"sure"_s}} << u"not confirmed"_s;
    }
    void whateverIsNoYesSendsNothing() {
        QFETCH(const QJsonObject, answer);
        QFETCH(const QString, says);
        Bench bench;
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        const QJsonObject legacy = bench.mcp.ask(reply(asked.value(u"id"_s), answer));
        const QJsonObject modern = bench.answerModern(bench.modernState(), answer);
        for (const QJsonObject& answered : {legacy, modern}) {
            QVERIFY(isToolError(answered));
            QVERIFY2(textOf(answered).contains(says), qPrintable(textOf(answered)));
            QVERIFY(textOf(answered).contains(u"nothing was changed"_s));
        }
        QVERIFY(bench.deletions().isEmpty());
        QCOMPARE(bench.lastRow().outcome.status, guard::AuditStatus::Rejected);
    }

    void aClientThatCannotAskAfterAll() {
        Bench bench;
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        const QJsonObject error{{u"code"_s, -32601}, {u"message"_s, u"what?"_s}};
        const QJsonObject answered = bench.mcp.ask(
            {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, asked.value(u"id"_s)}, {u"error"_s, error}});
        QVERIFY(isToolError(answered));
        QVERIFY(textOf(answered).contains(u"refused to ask"_s));
        QVERIFY(bench.deletions().isEmpty());
    }

    void cancellingTheCallTakesTheQuestionBack() {
        Bench bench;
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        bench.mcp.client().takeLines();
        bench.mcp.client().write(cancelled(7));
        const QJsonObject told = bench.mcp.next();
        QCOMPARE(told.value(u"method"_s).toString(), u"notifications/cancelled"_s);
        QCOMPARE(told.value(u"params"_s).toObject().value(u"requestId"_s), asked.value(u"id"_s));
        // A late yes is nobody's answer any more.
        bench.mcp.client().write(reply(asked.value(u"id"_s), typed(kName)));
        QTRY_COMPARE(bench.lastRow().entry.operation, u"delete_group"_s);
        QCOMPARE(bench.lastRow().outcome.status, guard::AuditStatus::Interrupted);
        QVERIFY(bench.mcp.client().lines().isEmpty());
        QVERIFY(bench.deletions().isEmpty());
    }

    void aStrangersAnswerIsNoAnswer() {
        Bench bench;
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        bench.mcp.client().takeLines();
        for (const QJsonValue& id : {QJsonValue(1), QJsonValue(u"s99"_s), QJsonValue(7)}) {
            bench.mcp.client().write(reply(id, typed(kName)));
        }
        QVERIFY(resultOf(bench.mcp.ask(u"ping"_s, {}, u"p"_s)).isEmpty());
        QVERIFY(bench.deletions().isEmpty());
        QVERIFY(!isToolError(bench.mcp.ask(reply(asked.value(u"id"_s), typed(kName)))));
    }

    // What the person said yes to is not there any more.
    void aChangeMeanwhileStopsIt() {
        Bench bench;
        bench.mcp.initialize(u"2025-11-25"_s, kForms);
        const QString state = bench.modernState();
        const QJsonObject asked = bench.mcp.ask(u"tools/call"_s, Bench::deletion(), 7);
        bench.lab.must(u"update_group"_s,
                       {{u"group_id"_s, kGroup}, {u"description"_s, u"now it matters"_s}});
        const QJsonObject legacy = bench.mcp.ask(reply(asked.value(u"id"_s), typed(kName)));
        QVERIFY(isToolError(legacy));
        QVERIFY2(textOf(legacy).contains(u"othing was changed"_s), qPrintable(textOf(legacy)));
        const QJsonObject modern = bench.answerModern(state, typed(kName));
        QVERIFY(isToolError(modern));
        QVERIFY2(textOf(modern).contains(u"changed since"_s), qPrintable(textOf(modern)));
        QVERIFY(bench.deletions().isEmpty());
    }

    void aModernClientAsksInTwoRounds() {
        Bench bench;
        const QJsonObject first = resultOf(bench.askModern());
        QCOMPARE(first.value(u"resultType"_s).toString(), u"input_required"_s);
        const QJsonObject request =
            first.value(u"inputRequests"_s).toObject().value(u"confirm"_s).toObject();
        QCOMPARE(request.value(u"method"_s).toString(), u"elicitation/create"_s);
        QVERIFY(!request.contains(u"id"_s));
        const QJsonObject params = request.value(u"params"_s).toObject();
        QCOMPARE(params.value(u"mode"_s).toString(), u"form"_s);
        QVERIFY(params.value(u"message"_s).toString().contains(kName));
        QCOMPARE(bench.lastRow().outcome.status, guard::AuditStatus::Interrupted);
        QVERIFY(bench.deletions().isEmpty());
        const QJsonObject done =
            bench.answerModern(first.value(u"requestState"_s).toString(), typed(kName));
        QCOMPARE(resultOf(done).value(u"resultType"_s).toString(), u"complete"_s);
        QVERIFY(!isToolError(done));
        QCOMPARE(bench.deletions().size(), 1);
        QCOMPARE(bench.lastRow().outcome.status, guard::AuditStatus::Ok);
    }

    void aRoundWithoutAnAnswerIsAskedAgain() {
        Bench bench;
        QJsonObject params = Bench::deletion();
        params.insert(u"requestState"_s, bench.modernState());
        params.insert(u"inputResponses"_s, QJsonObject{{u"something else"_s, QJsonObject()}});
        QCOMPARE(resultOf(bench.askModern(params)).value(u"resultType"_s).toString(),
                 u"input_required"_s);
        QVERIFY(bench.deletions().isEmpty());
    }

    void aStateIsGoodOnce() {
        Bench bench;
        const QString state = bench.modernState();
        bench.answerModern(state, {{u"action"_s, u"decline"_s}});
        const QJsonObject again = bench.answerModern(state, typed(kName));
        QVERIFY(isToolError(again));
        QVERIFY(textOf(again).contains(u"used before"_s));
        QVERIFY(bench.deletions().isEmpty());
    }

    void aStateIsAboutItsArguments() {
        Bench bench;
        bench.makeGroup(u"spared"_s);
        const QJsonObject answer =
            bench.answerModern(bench.modernState(), typed(kName), Bench::deletion(u"spared"_s));
        QVERIFY(isToolError(answer));
        QVERIFY(textOf(answer).contains(u"other arguments"_s));
        QVERIFY(bench.deletions().isEmpty());
    }

    void anAlteredStateIsAnError() {
        Bench bench;
        QString state = bench.modernState();
        state[10] = state.at(10) == u'A' ? u'B' : u'A';
        for (const QString& bad : {state, u"yes"_s, QString()}) {
            const QJsonObject answer = bench.answerModern(bad, typed(kName));
            QCOMPARE(errorCode(answer), mcp::kInvalidParams);
            QVERIFY(errorText(answer).contains(u"nothing was changed"_s));
            QCOMPARE(bench.lastRow().outcome.status, guard::AuditStatus::Rejected);
        }
        QVERIFY(bench.deletions().isEmpty());
    }

    void roundsOfTheWrongShapeAreRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("state") << u"requestState"_s << QJsonValue(7);
        QTest::newRow("responses") << u"inputResponses"_s << QJsonValue(QJsonArray());
    }
    void roundsOfTheWrongShapeAreRefused() {
        QFETCH(const QString, key);
        QFETCH(const QJsonValue, value);
        Bench bench;
        QJsonObject params = Bench::deletion();
        params.insert(key, value);
        QCOMPARE(errorCode(bench.askModern(params)), mcp::kInvalidParams);
    }
};

QTEST_GUILESS_MAIN(TestElicitation)
#include "tst_elicitation.moc"
