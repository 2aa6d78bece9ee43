// SPDX-License-Identifier: MIT
// tools/call: arguments, errors, concurrency, cancellation, progress.
#include "fake_transport.h"
#include "messages.h"
#include "support/await.h"

#include <QSignalSpy>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestToolCalls final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsTheStructuredContent() {
        McpBench bench;
        bench.initialize(u"2025-06-18"_s);
        const QJsonObject result =
            resultOf(bench.ask(u"tools/call"_s, McpBench::callParams(u"list_groups"_s)));
        const QString text =
            result.value(u"content"_s).toArray().at(0).toObject().value(u"text"_s).toString();
        QCOMPARE(QJsonDocument::fromJson(text.toUtf8()).object(),
                 result.value(u"structuredContent"_s).toObject());
    }

    void refusesBadToolCalls_data() {
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("contains");
        QTest::newRow("no name") << QJsonObject{} << u"params.name"_s;
        QTest::newRow("numeric name") << QJsonObject{{u"name"_s, 7}} << u"params.name"_s;
        QTest::newRow("unknown") << QJsonObject{{u"name"_s, u"nope"_s}} << u"Unknown tool: nope"_s;
        QTest::newRow("misspelt") << QJsonObject{{u"name"_s, u"list_group"_s}}
                                  << u"Did you mean list_groups?"_s;
        QTest::newRow("array of arguments")
            << QJsonObject{{u"name"_s, u"list_groups"_s}, {u"arguments"_s, QJsonArray()}}
            << u"must be an object"_s;
    }
    void refusesBadToolCalls() {
        QFETCH(const QJsonObject, params);
        QFETCH(const QString, contains);
        McpBench bench;
        bench.initialize(u"2025-11-25"_s);
        for (const QJsonObject& shaped : {params, McpBench::modern(params)}) {
            const QJsonObject answer = bench.ask(u"tools/call"_s, shaped);
            QCOMPARE(errorCode(answer), mcp::kInvalidParams);
            QVERIFY2(errorText(answer).contains(contains), qPrintable(errorText(answer)));
        }
    }

    void badArgumentsAreToolErrors() {
        McpBench bench;
        bench.initialize(u"2024-11-05"_s);
        const QJsonObject params =
            McpBench::callParams(u"list_groups"_s, {{u"limit"_s, u"many"_s}});
        for (const QJsonObject& shaped : {params, McpBench::modern(params)}) {
            const QJsonObject result = resultOf(bench.ask(u"tools/call"_s, shaped));
            QCOMPARE(result.value(u"isError"_s), QJsonValue(true));
            QVERIFY(!result.contains(u"structuredContent"_s));
            QVERIFY(QJsonDocument(result).toJson().contains("from 1 to 1000"));
        }
    }

    void ignoresTheTaskParameter() {
        McpBench bench;
        bench.initialize(u"2025-11-25"_s);
        QJsonObject params = McpBench::callParams(u"list_groups"_s);
        params.insert(u"task"_s, QJsonObject{{u"ttl"_s, 1000}});
        QVERIFY(resultOf(bench.ask(u"tools/call"_s, params)).contains(u"structuredContent"_s));
    }

    void knowsNoCursorButTheEmptyOne() {
        McpBench bench;
        bench.initialize(u"2025-11-25"_s);
        QVERIFY(bench.ask(u"tools/list"_s, {{u"cursor"_s, u""_s}}).contains(u"result"_s));
        QCOMPARE(errorCode(bench.ask(u"tools/list"_s, {{u"cursor"_s, u"x"_s}})),
                 mcp::kInvalidParams);
    }

    void runsToolsAtTheSameTimeAndCancelsSilently() {
        McpBench bench(demoSources());
        bench.initialize(u"2025-11-25"_s);
        bench.client().takeLines();
        const QJsonObject slow =
            McpBench::request(u"tools/call"_s, McpBench::callParams(u"list_groups"_s), u"slow"_s);
        bench.client().write(slow);
        bench.client().write(McpBench::request(
            u"tools/call"_s, McpBench::callParams(u"list_dfw_policies"_s), u"kept"_s));
        // The reader goes on while both are under way.
        bench.client().write(McpBench::request(u"ping"_s, {}, u"ping"_s));
        QCOMPARE(bench.client().lines().size(), 1);
        bench.client().takeLines();
        // The same id while it is being answered is refused.
        bench.client().write(slow);
        QCOMPARE(bench.client().lines().size(), 1);
        QCOMPARE(errorCode(QJsonDocument::fromJson(bench.client().takeLines().at(0)).object()),
                 mcp::kInvalidRequest);
        bench.client().write(cancelled(u"slow"_s));
        QTRY_COMPARE(bench.client().lines().size(), 1);
        QVERIFY(bench.client().lines().constFirst().contains("\"kept\""));
        QSignalSpy finished(&bench.server(), &mcp::Server::finished);
        bench.server().shutDown();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(bench.client().lines().size(), 1);
        QVERIFY(tests::await(bench.sources().close()));
    }

    void shutsDownInTheMiddle() {
        McpBench bench(demoSources());
        bench.initialize(u"2025-11-25"_s);
        bench.client().takeLines();
        bench.client().write(
            McpBench::request(u"tools/call"_s, McpBench::callParams(u"list_groups"_s), 5));
        QSignalSpy finished(&bench.server(), &mcp::Server::finished);
        bench.client().close();
        bench.client().write(McpBench::request(u"ping"_s, {}, 6));
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(bench.client().lines().isEmpty());
        QVERIFY(tests::await(bench.sources().close()));
    }

    void reportsProgressBeforeTheAnswer() {
        McpBench bench;
        bench.initialize(u"2025-11-25"_s);
        bench.client().takeLines();
        QJsonObject params = McpBench::callParams(u"get_group"_s, {{u"group_id"_s, u"web"_s}});
        params.insert(u"_meta"_s, QJsonObject{{u"progressToken"_s, 0}});
        bench.client().write(McpBench::request(u"tools/call"_s, params, 0));
        QTRY_VERIFY(bench.client().lines().size() >= 2);
        const QJsonObject first =
            QJsonDocument::fromJson(bench.client().lines().constFirst()).object();
        QCOMPARE(first.value(u"method"_s).toString(), u"notifications/progress"_s);
        QCOMPARE(first.value(u"params"_s).toObject().value(u"progressToken"_s), QJsonValue(0));
        QVERIFY(bench.client().lines().constLast().contains("\"result\""));
    }

    void answersAConfigurationErrorOnTheFirstCall() {
        ops::SourceOptions options;
        options.configFile = u"/nonexistent/config.yaml"_s;
        McpBench bench(std::make_shared<ops::SourceProvider>(options));
        const QJsonObject started = resultOf(bench.initialize(u"2025-11-25"_s));
        QVERIFY(started.value(u"instructions"_s).toString().contains(u"/nonexistent"_s));
        const QJsonObject called =
            resultOf(bench.ask(u"tools/call"_s, McpBench::callParams(u"list_groups"_s)));
        QCOMPARE(called.value(u"isError"_s), QJsonValue(true));
        QVERIFY(QJsonDocument(called).toJson().contains("/nonexistent"));
    }
};

QTEST_GUILESS_MAIN(TestToolCalls)
#include "tst_tool_calls.moc"
