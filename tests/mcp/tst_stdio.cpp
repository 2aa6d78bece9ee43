// SPDX-License-Identifier: MIT
// The real program over real pipes: framing, classification, both eras mixed, options.
#include "stdio_client.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestStdio final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // One line after the other on one pipe; each is answered, or not, before the ping behind it.
    void classifiesLineByLine() {
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        struct Case {
            QByteArray line;
            int code; ///< 0: no answer
        };
        const std::vector<Case> before{
            {"garbage", -32700},
            {"{\"a\":\"\xff\xfe\"}", -32700},
            {"{\"jsonrpc\":\"2.0\"", -32700},
            {"[]", -32600},
            {R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])", -32600},
            {R"({"jsonrpc":"2.0","id":"s1","result":{}})", 0},
            {R"({"jsonrpc":"1.0","id":1,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":true,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":1})", -32600},
            {R"({"jsonrpc":"2.0","method":"notifications/nobody/knows"})", 0},
            {R"({"jsonrpc":"2.0","method":"notifications/roots/list_changed"})", 0},
            {R"({"jsonrpc":"2.0","method":"tools/list"})", 0},
            {R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}})", 0},
            {R"({"jsonrpc":"2.0","method":"notifications/cancelled"})", 0},
            {R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})", -32602},
            {R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", -32602},
            {request(u"initialize"_s, {}, 1, true), -32601},
            {request(u"ping"_s, {}, 1, true), -32601},
            {request(u"logging/setLevel"_s, {{u"level"_s, u"info"_s}}, 1, true), -32601},
            {request(u"tasks/get"_s, {{u"taskId"_s, u"x"_s}}, 1, true), -32601},
        };
        int round = 0;
        for (const Case& one : before) {
            client.send(one.line);
            const QString marker = u"after %1"_s.arg(round++);
            if (one.code != 0) {
                const QByteArray line = client.read();
                QVERIFY2(errorCode(parsed(line)) == one.code,
                         QByteArray(one.line + " -> " + line).constData());
            }
            QCOMPARE(client.ask(request(u"ping"_s, {}, marker)).value(u"id"_s), QJsonValue(marker));
        }
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    // What Claude Code does: a modern probe, then a handshake on the same pipe; then everything.
    void servesBothErasOnOnePipe() {
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        const QJsonObject found = client.ask(request(u"server/discover"_s, {}, u"probe-1"_s, true));
        QCOMPARE(found.value(u"id"_s), QJsonValue(u"probe-1"_s));
        for (const QString& version : kLegacy) {
            const QJsonObject started = client.ask(initialize(version));
            QCOMPARE(resultOf(started).value(u"protocolVersion"_s).toString(), version);
            client.send(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
            const QJsonObject legacy = client.ask(request(u"tools/list"_s, {}, 1));
            QVERIFY(!resultOf(legacy).contains(u"resultType"_s));
            const QJsonObject modern = client.ask(request(u"tools/list"_s, {}, 1, true));
            QVERIFY(resultOf(modern).contains(u"resultType"_s));
            for (const bool isModern : {false, true}) {
                const QJsonObject called =
                    client.ask(call(u"list_dfw_policies"_s, {{u"limit"_s, 2}}, 0, isModern));
                QCOMPARE(called.value(u"id"_s), QJsonValue(0));
                QVERIFY(!isToolError(called));
            }
            const bool takesBatches = version <= u"2025-03-26";
            client.send(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},)"
                        R"({"jsonrpc":"2.0","id":"two","method":"ping"}])");
            const QJsonDocument batch = QJsonDocument::fromJson(client.read());
            QCOMPARE(batch.isArray(), takesBatches);
            QVERIFY(!takesBatches || batch.array().size() == 2);
        }
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    void echoesEveryLegalId_data() {
        QTest::addColumn<QByteArray>("id");
        for (const char* id : {"0", "-1", "9007199254740993", "\"\"", "\"0\"", "\"\xc3\xa4\""}) {
            QTest::newRow(id) << QByteArray(id);
        }
    }
    void echoesEveryLegalId() {
        QFETCH(const QByteArray, id);
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        client.send("{\"id\":" + id + ",\"method\":\"ping\",\"jsonrpc\":\"2.0\"}\r");
        QCOMPARE(client.read(), "{\"id\":" + id + ",\"jsonrpc\":\"2.0\",\"result\":{}}");
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    void survivesWhatIsTooLongOrEmpty() {
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        client.send({});
        client.send("  \r");
        client.send(QByteArray(qsizetype{17} * 1024 * 1024, 'x'));
        QCOMPARE(errorCode(parsed(client.read())), mcp::kParseError);
        // Long, but allowed: a megabyte of an argument comes back in nobody's face.
        const QJsonObject answer =
            client.ask(call(u"get_group"_s, {{u"group_id"_s, QString(1'000'000, u'g')}}, 3, true));
        QVERIFY(isToolError(answer));
        QVERIFY(textOf(answer).size() < 10'000);
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    void refusesWrongOptions_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("tool") << QStringList{u"--tools"_s, u"list_grups"_s}
                              << QByteArray("list_groups");
        QTest::newRow("excluded tool")
            << QStringList{u"--exclude-tools"_s, u"x,y"_s} << QByteArray("no tool x");
        QTest::newRow("policy") << QStringList{u"--destructive"_s, u"sometimes"_s}
                                << QByteArray("deny, confirm, token, allow");
    }
    void refusesWrongOptions() {
        QFETCH(const QStringList, options);
        QFETCH(const QByteArray, says);
        Program program;
        const Ended ended = program.run(QStringList{u"mcp"_s} + options);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), ended.err.constData());
        QVERIFY(ended.out.isEmpty());
    }

    void takesItsOptions() {
        Program program;
        QVERIFY(program.start({u"mcp"_s, u"--demo"_s, u"--read-only"_s, u"--tools"_s,
                               u"list_groups,get_group,delete_group"_s, u"--exclude-tools"_s,
                               u"get_group"_s}));
        Client client(program);
        client.ask(initialize());
        const QJsonArray tools =
            resultOf(client.ask(request(u"tools/list"_s, {}, 1))).value(u"tools"_s).toArray();
        QCOMPARE(tools.size(), 1);
        QCOMPARE(tools.at(0).toObject().value(u"name"_s).toString(), u"list_groups"_s);
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }
};

QTEST_GUILESS_MAIN(TestStdio)
#include "tst_stdio.moc"
