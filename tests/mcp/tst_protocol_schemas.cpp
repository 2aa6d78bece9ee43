// SPDX-License-Identifier: MIT
// The checkers that hold every message of every other test against the protocol: they find what is
// wrong, and they are in force.
#include "fake_transport.h"
#include "messages.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestProtocolSchemas final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSchemaCheckerFindsProblems() {
        const QByteArray schema =
            R"({"$defs":{"T":{"type":"object","required":["a"],"properties":{)"
            R"("a":{"type":"integer","minimum":1},)"
            R"("b":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/T"}]}},)"
            R"("additionalProperties":false}}})";
        const SchemaCheck check(QJsonDocument::fromJson(schema).object());
        const auto count = [&check](const char* text) {
            return check.problemsAs(QJsonDocument::fromJson(text).object(), u"T"_s).size();
        };
        QCOMPARE(count(R"({"a":1,"b":null})"), 0);
        QCOMPARE(count(R"({"a":1,"b":{"a":2}})"), 0);
        QCOMPARE(count(R"({})"), 1);
        QCOMPARE(count(R"({"a":0})"), 1);
        QCOMPARE(count(R"({"a":"1"})"), 1);
        QCOMPARE(count(R"({"a":1,"c":1})"), 1);
        QCOMPARE(count(R"({"a":1,"b":{"a":"x"}})"), 1);
    }

    void schemasAreThere() {
        if (!WireCheck::hasSchemas()) {
            QSKIP("BULKHEAD_SHARED_DATA/mcp-schema is not there: messages are held against our own "
                  "rules only");
        }
    }

    void theWireCheckerFindsProblems_data() {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("answered");
        QTest::addColumn<bool>("needsSchemas");
        const QByteArray modern = R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":)"
                                  R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"x"}}})";
        const QByteArray legacy = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})";
        QTest::newRow("modern result type on legacy")
            << legacy
            << QByteArray(
                   R"({"jsonrpc":"2.0","id":1,"result":{"tools":[],"resultType":"complete"}})")
            << false;
        QTest::newRow("no result type on modern")
            << modern << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{"tools":[]}})") << false;
        QTest::newRow("legacy error code on modern")
            << modern
            << QByteArray(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32002,"message":"x"}})")
            << false;
        QTest::newRow("null id") << legacy
                                 << QByteArray(R"({"jsonrpc":"2.0","id":null,"error":{"code":1,)"
                                               R"("message":"x"}})")
                                 << false;
        QTest::newRow("request without handshake")
            << QByteArray()
            << QByteArray(R"({"jsonrpc":"2.0","id":"s1","method":"elicitation/create","params":)"
                          R"({"message":"x","requestedSchema":{"type":"object","properties":{}}}})")
            << false;
        QTest::newRow("unknown notification")
            << QByteArray() << QByteArray(R"({"jsonrpc":"2.0","method":"notifications/x"})")
            << false;
        QTest::newRow("structured content of a failure")
            << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":)"
                          R"({"name":"list_groups"}})")
            << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{"content":[],"isError":true,)"
                          R"("structuredContent":{}}})")
            << false;
        QTest::newRow("structured content that does not conform")
            << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":)"
                          R"({"name":"list_groups"}})")
            << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{"content":[],)"
                          R"("structuredContent":{"items":7}}})")
            << false;
        QTest::newRow("no cache fields")
            << modern
            << QByteArray(
                   R"({"jsonrpc":"2.0","id":1,"result":{"tools":[],"resultType":"complete"}})")
            << true;
        QTest::newRow("tools no list")
            << legacy << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{"tools":7}})") << true;
        QTest::newRow("ping with a key")
            << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"ping"})")
            << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{"_meta":{}}})") << false;
    }
    void theWireCheckerFindsProblems() {
        QFETCH(const QByteArray, asked);
        QFETCH(const QByteArray, answered);
        QFETCH(const bool, needsSchemas);
        if (needsSchemas && !WireCheck::hasSchemas()) {
            QSKIP("BULKHEAD_SHARED_DATA/mcp-schema is not there");
        }
        WireCheck check;
        if (!asked.isEmpty()) {
            check.fromClient(asked);
        }
        check.fromServer(answered);
        QVERIFY(!check.problems().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProtocolSchemas)
#include "tst_protocol_schemas.moc"
