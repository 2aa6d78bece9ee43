// SPDX-License-Identifier: MIT
// The server's answers line by line, both eras mixed.
#include "fake_transport.h"
#include "mcp/instructions.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"
#include "support/await.h"

#include <QSignalSpy>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

int errorCode(const QJsonObject& answer) {
    return answer.value(u"error"_s).toObject().value(u"code"_s).toInt();
}

QString errorText(const QJsonObject& answer) {
    return answer.value(u"error"_s).toObject().value(u"message"_s).toString();
}

QJsonObject resultOf(const QJsonObject& answer) {
    return answer.value(u"result"_s).toObject();
}

QJsonObject cancelled(const QJsonValue& id) {
    return {{u"jsonrpc"_s, u"2.0"_s},
            {u"method"_s, u"notifications/cancelled"_s},
            {u"params"_s, QJsonObject{{u"requestId"_s, id}}}};
}

const QStringList kLegacy{u"2024-11-05"_s, u"2025-03-26"_s, u"2025-06-18"_s, u"2025-11-25"_s};

std::shared_ptr<ops::SourceProvider> demoSources() {
    ops::SourceOptions options;
    options.demo = true;
    return std::make_shared<ops::SourceProvider>(options);
}

} // namespace

class TestServer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void negotiates_data() {
        QTest::addColumn<QJsonValue>("wanted");
        QTest::addColumn<QString>("agreed");
        for (const QString& version : kLegacy) {
            QTest::newRow(qPrintable(version)) << QJsonValue(version) << version;
        }
        QTest::newRow("modern by handshake") << QJsonValue(u"2026-07-28"_s) << u"2025-11-25"_s;
        QTest::newRow("ancient") << QJsonValue(u"1900-01-01"_s) << u"2025-11-25"_s;
        QTest::newRow("missing") << QJsonValue() << u"2025-11-25"_s;
        QTest::newRow("number") << QJsonValue(7) << u"2025-11-25"_s;
    }
    void negotiates() {
        QFETCH(const QJsonValue, wanted);
        McpBench bench;
        const QJsonObject answer = bench.ask(u"initialize"_s, {{u"protocolVersion"_s, wanted}}, 0);
        QCOMPARE(answer.value(u"id"_s), QJsonValue(0));
        QTEST(resultOf(answer).value(u"protocolVersion"_s).toString(), "agreed");
        QCOMPARE(resultOf(answer).value(u"capabilities"_s).toObject(),
                 (QJsonObject{{u"tools"_s, QJsonObject()}}));
    }

    void shapesToolsPerVersion_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("annotations");
        QTest::addColumn<bool>("titleAndOutput");
        QTest::newRow("2024-11-05") << kLegacy.at(0) << false << false;
        QTest::newRow("2025-03-26") << kLegacy.at(1) << true << false;
        QTest::newRow("2025-06-18") << kLegacy.at(2) << true << true;
        QTest::newRow("2025-11-25") << kLegacy.at(3) << true << true;
    }
    void shapesToolsPerVersion() {
        QFETCH(const QString, version);
        QFETCH(const bool, annotations);
        QFETCH(const bool, titleAndOutput);
        McpBench bench;
        bench.initialize(version);
        const QJsonObject list = resultOf(bench.ask(u"tools/list"_s));
        QCOMPARE(list.keys(), QStringList{u"tools"_s});
        const QJsonArray tools = list.value(u"tools"_s).toArray();
        QCOMPARE(tools.size(), ops::Registry::standard().operations().size());
        const QJsonObject tool = tools.at(0).toObject();
        QCOMPARE(tool.value(u"name"_s).toString(), u"list_dfw_policies"_s);
        QCOMPARE(tool.contains(u"annotations"_s), annotations);
        QCOMPARE(tool.contains(u"title"_s), titleAndOutput);
        QCOMPARE(tool.contains(u"outputSchema"_s), titleAndOutput);
        if (annotations) {
            QCOMPARE(tool.value(u"annotations"_s).toObject().size(), 5);
        }
        const QJsonObject called =
            resultOf(bench.ask(u"tools/call"_s, McpBench::callParams(u"list_dfw_policies"_s)));
        QCOMPARE(called.contains(u"structuredContent"_s), titleAndOutput);
        QVERIFY(!called.contains(u"resultType"_s));
        QVERIFY(!called.contains(u"isError"_s));
    }

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

    void echoesIdsExactly_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("zero") << QByteArray("0");
        QTest::newRow("negative") << QByteArray("-7");
        QTest::newRow("large") << QByteArray("9007199254740993");
        QTest::newRow("empty text") << QByteArray("\"\"");
        QTest::newRow("numeric text") << QByteArray("\"7\"");
        QTest::newRow("unicode") << QByteArray("\"\xc3\xa9\xe4\xb8\xad\"");
    }
    void echoesIdsExactly() {
        QFETCH(const QByteArray, id);
        McpBench bench;
        bench.client().write("{\"method\":\"ping\",\"id\":" + id + ",\"jsonrpc\":\"2.0\"}");
        QCOMPARE(bench.client().lines().size(), 1);
        QCOMPARE(bench.client().lines().constFirst(),
                 "{\"id\":" + id + ",\"jsonrpc\":\"2.0\",\"result\":{}}");
    }

    // The classification table, for a client that has not initialized.
    void answersEachKindOfLine_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code"); // 0: no answer at all
        QTest::addColumn<bool>("hasId");
        const auto row = [](const char* name, const QByteArray& line, int code, bool hasId) {
            QTest::newRow(name) << line << code << hasId;
        };
        row("garbage", "no json", mcp::kParseError, false);
        row("cut off", R"({"jsonrpc":"2.0")", mcp::kParseError, false);
        row("invalid UTF-8", "{\"a\":\"\xff\xfe\"}", mcp::kParseError, false);
        row("a text", "\"ping\"", mcp::kParseError, false);
        row("array", R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])", mcp::kInvalidRequest, false);
        row("empty array", "[]", mcp::kInvalidRequest, false);
        row("an answer", R"({"jsonrpc":"2.0","id":1,"result":{}})", 0, false);
        row("an error", R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}})", 0, false);
        row("no method", R"({"jsonrpc":"2.0","id":1})", mcp::kInvalidRequest, true);
        row("wrong version", R"({"jsonrpc":"1.0","id":1,"method":"ping"})", mcp::kInvalidRequest,
            true);
        row("null id", R"({"jsonrpc":"2.0","id":null,"method":"ping"})", mcp::kInvalidRequest,
            false);
        row("initialized", R"({"jsonrpc":"2.0","method":"notifications/initialized"})", 0, false);
        row("unknown notification", R"({"jsonrpc":"2.0","method":"notifications/x"})", 0, false);
        row("request as notification", R"({"jsonrpc":"2.0","method":"tools/list"})", 0, false);
        row("cancel of nothing",
            R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99}})", 0,
            false);
        row("malformed cancel",
            R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{}}})", 0,
            false);
        row("discover without claim", R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})",
            mcp::kInvalidParams, true);
        row("not initialized", R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})",
            mcp::kInvalidParams, true);
        row("params no object", R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[]})",
            mcp::kInvalidParams, true);
    }
    void answersEachKindOfLine() {
        QFETCH(const QByteArray, line);
        QFETCH(const int, code);
        QFETCH(const bool, hasId);
        McpBench bench;
        bench.client().write(line);
        if (code == 0) {
            QVERIFY(bench.client().lines().isEmpty());
            return;
        }
        QCOMPARE(bench.client().lines().size(), 1);
        const QJsonObject answer =
            QJsonDocument::fromJson(bench.client().lines().constFirst()).object();
        QCOMPARE(errorCode(answer), code);
        QCOMPARE(answer.contains(u"id"_s), hasId);
    }

    void answersUnknownMethods_data() {
        QTest::addColumn<QString>("method");
        QTest::newRow("nonsense") << u"nonsense"_s;
        QTest::newRow("not advertised") << u"resources/list"_s;
        QTest::newRow("logging") << u"logging/setLevel"_s;
    }
    void answersUnknownMethods() {
        QFETCH(const QString, method);
        McpBench bench;
        bench.initialize(u"2025-11-25"_s);
        QCOMPARE(errorCode(bench.ask(method)), mcp::kMethodNotFound);
        QCOMPARE(errorCode(bench.ask(method, McpBench::modern())), mcp::kMethodNotFound);
    }

    void hidesParseErrorsFromOldVersions() {
        McpBench bench;
        bench.initialize(u"2025-06-18"_s);
        bench.client().takeLines();
        bench.client().write("garbage");
        bench.client().writeTooLong();
        QVERIFY(bench.client().lines().isEmpty());
        bench.initialize(u"2025-11-25"_s);
        bench.client().takeLines();
        bench.client().write("garbage");
        bench.client().writeTooLong();
        QCOMPARE(bench.client().lines().size(), 2);
    }

    void tiresOfGarbage() {
        McpBench bench;
        for (int i = 0; i < 1000; ++i) {
            bench.client().write("garbage");
        }
        QVERIFY(bench.client().lines().size() < 10);
        QCOMPARE(resultOf(bench.ask(u"ping"_s)), QJsonObject());
        bench.client().takeLines();
        bench.client().write("garbage");
        QCOMPARE(bench.client().lines().size(), 1);
    }

    void pingWorksBeforeAnything() {
        McpBench bench;
        const QJsonObject answer = bench.ask(u"ping"_s);
        QVERIFY(answer.contains(u"result"_s));
        QCOMPARE(resultOf(answer), QJsonObject());
    }

    void takesBatchesWhereTheVersionHasThem_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("taken");
        for (const QString& version : kLegacy) {
            QTest::newRow(qPrintable(version)) << version << (version <= u"2025-03-26");
        }
    }
    void takesBatchesWhereTheVersionHasThem() {
        QFETCH(const QString, version);
        QFETCH(const bool, taken);
        McpBench bench;
        bench.initialize(version);
        bench.client().takeLines();
        bench.client().write(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},)"
                             R"({"jsonrpc":"2.0","method":"notifications/x"},)"
                             R"({"jsonrpc":"2.0","id":2,"method":"nonsense"},{"id":3},)"
                             R"({"jsonrpc":"2.0","id":4,"method":"initialize","params":{}},)"
                             R"({"jsonrpc":"2.0","id":5,"method":"tools/call",)"
                             R"("params":{"name":"list_groups"}}])");
        QTRY_COMPARE(bench.client().lines().size(), 1);
        const QJsonDocument answer = QJsonDocument::fromJson(bench.client().lines().constFirst());
        QCOMPARE(answer.isArray(), taken);
        if (!taken) {
            QCOMPARE(errorCode(answer.object()), mcp::kInvalidRequest);
            return;
        }
        QHash<int, QJsonObject> byId;
        for (const QJsonValue one : answer.array()) {
            byId.insert(one.toObject().value(u"id"_s).toInt(-1), one.toObject());
        }
        QCOMPARE(byId.size(), 5);
        QVERIFY(byId.value(1).contains(u"result"_s));
        QCOMPARE(errorCode(byId.value(2)), mcp::kMethodNotFound);
        QCOMPARE(errorCode(byId.value(3)), mcp::kInvalidRequest);
        QCOMPARE(errorCode(byId.value(4)), mcp::kInvalidRequest);
        QVERIFY(resultOf(byId.value(5)).contains(u"content"_s));
    }

    void silentBatchGetsNoAnswer() {
        McpBench bench;
        bench.initialize(u"2025-03-26"_s);
        bench.client().takeLines();
        bench.client().write(R"([{"jsonrpc":"2.0","method":"notifications/initialized"}])");
        QVERIFY(bench.client().lines().isEmpty());
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

    void servesTheModernEra() {
        McpBench bench;
        const QJsonObject discovered =
            resultOf(bench.ask(u"server/discover"_s, McpBench::modern(), u"probe-1"_s));
        QCOMPARE(discovered.value(u"supportedVersions"_s).toArray(), QJsonArray{u"2026-07-28"_s});
        QCOMPARE(discovered.value(u"resultType"_s).toString(), u"complete"_s);
        QVERIFY(discovered.value(u"ttlMs"_s).toInt(-1) >= 0);
        QCOMPARE(discovered.value(u"cacheScope"_s).toString(), u"private"_s);
        QVERIFY(!discovered.contains(u"serverInfo"_s));
        QVERIFY(discovered.value(u"_meta"_s).toObject().contains(mcp::kServerInfoKey));
        const QJsonObject list = resultOf(bench.ask(u"tools/list"_s, McpBench::modern()));
        QCOMPARE(list.value(u"resultType"_s).toString(), u"complete"_s);
        QVERIFY(list.contains(u"ttlMs"_s));
        const QJsonObject called = resultOf(
            bench.ask(u"tools/call"_s, McpBench::modern(McpBench::callParams(u"list_groups"_s))));
        QCOMPARE(called.value(u"resultType"_s).toString(), u"complete"_s);
        QVERIFY(!called.contains(u"ttlMs"_s));
        QVERIFY(called.contains(u"structuredContent"_s));
    }

    void checksModernMeta_data() {
        QTest::addColumn<QJsonObject>("meta");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("contains");
        const QString version(mcp::kVersionKey);
        const QString capabilities(mcp::kCapabilitiesKey);
        const QString level(mcp::kLogLevelKey);
        const QString client(mcp::kClientInfoKey);
        QTest::newRow("version no text")
            << QJsonObject{{version, 7}} << mcp::kInvalidParams << version;
        QTest::newRow("unknown version")
            << QJsonObject{{version, u"2099-01-01"_s}, {capabilities, QJsonObject()}}
            << mcp::kUnsupportedVersion << u"2099-01-01"_s;
        QTest::newRow("legacy version")
            << QJsonObject{{version, u"2025-11-25"_s}, {capabilities, QJsonObject()}}
            << mcp::kUnsupportedVersion << u"2025-11-25"_s;
        QTest::newRow("no capabilities")
            << QJsonObject{{version, u"2026-07-28"_s}} << mcp::kInvalidParams << capabilities;
        QTest::newRow("capabilities no object")
            << QJsonObject{{version, u"2026-07-28"_s}, {capabilities, QJsonArray()}}
            << mcp::kInvalidParams << capabilities;
        QTest::newRow("bad log level") << QJsonObject{{version, u"2026-07-28"_s},
                                                      {capabilities, QJsonObject()},
                                                      {level, u"loud"_s}}
                                       << mcp::kInvalidParams << level;
        QTest::newRow("bad client info is ignored") << QJsonObject{{version, u"2026-07-28"_s},
                                                                   {capabilities, QJsonObject()},
                                                                   {client, 7},
                                                                   {level, u"info"_s}}
                                                    << 0 << QString();
    }
    void checksModernMeta() {
        QFETCH(const QJsonObject, meta);
        QFETCH(const int, code);
        QFETCH(const QString, contains);
        McpBench bench;
        const QJsonObject answer = bench.ask(u"tools/list"_s, {{u"_meta"_s, meta}});
        QCOMPARE(errorCode(answer), code);
        QVERIFY2(errorText(answer).contains(contains), qPrintable(errorText(answer)));
        if (code == mcp::kUnsupportedVersion) {
            const QJsonObject data =
                answer.value(u"error"_s).toObject().value(u"data"_s).toObject();
            QCOMPARE(data.value(u"supported"_s).toArray(), QJsonArray{u"2026-07-28"_s});
            QCOMPARE(data.value(u"requested"_s).toString(), contains);
        }
    }

    void modernHasNoHandshake_data() {
        QTest::addColumn<QString>("method");
        QTest::newRow("initialize") << u"initialize"_s;
        QTest::newRow("ping") << u"ping"_s;
    }
    void modernHasNoHandshake() {
        QFETCH(const QString, method);
        McpBench bench;
        QCOMPARE(errorCode(bench.ask(method, McpBench::modern())), mcp::kMethodNotFound);
    }

    // What Claude Code 2.1.280 does: a modern probe, then a legacy handshake on the same pipe.
    void keepsBothErasAlive() {
        McpBench bench;
        QVERIFY(bench.ask(u"server/discover"_s, McpBench::modern()).contains(u"result"_s));
        // Discovery did not initialize anything.
        QCOMPARE(errorCode(bench.ask(u"tools/list"_s)), mcp::kInvalidParams);
        QVERIFY(bench.initialize(u"2025-06-18"_s).contains(u"result"_s));
        QVERIFY(!resultOf(bench.ask(u"tools/list"_s)).contains(u"resultType"_s));
        QVERIFY(resultOf(bench.ask(u"tools/list"_s, McpBench::modern())).contains(u"resultType"_s));
        // A second handshake negotiates anew.
        bench.initialize(u"2024-11-05"_s);
        const QJsonObject list = resultOf(bench.ask(u"tools/list"_s));
        QVERIFY(!list.value(u"tools"_s).toArray().at(0).toObject().contains(u"title"_s));
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

    void instructionsAreShort_data() {
        QTest::addColumn<int>("targets");
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
        QTest::newRow("many") << 500;
    }
    void instructionsAreShort() {
        QFETCH(const int, targets);
        ops::KnownTargets known;
        for (int i = 0; i < targets; ++i) {
            known.names << u"nsx-%1"_s.arg(i);
        }
        known.defaultName = u"nsx-0"_s;
        const QString text = mcp::instructions(known);
        QVERIFY(text.split(u' ').size() < 150);
        QVERIFY(text.contains(u"nsx-0"_s));
    }
};

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
