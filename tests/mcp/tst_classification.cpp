// SPDX-License-Identifier: MIT
// Each line that a client may send and what comes back: kinds of lines, ids, batches.
#include "fake_transport.h"
#include "messages.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestClassification final : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
        QTest::newRow("not advertised") << u"tasks/list"_s;
        QTest::newRow("a client's own") << u"sampling/createMessage"_s;
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
};

QTEST_GUILESS_MAIN(TestClassification)
#include "tst_classification.moc"
