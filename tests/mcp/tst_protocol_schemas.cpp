// SPDX-License-Identifier: MIT
// Every kind of message that the server sends, against the protocol's own schemas.
#include "fake_transport.h"
#include "support/schema_check.h"

#include <QFile>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

QJsonObject resultOf(const QJsonObject& answer) {
    return answer.value(u"result"_s).toObject();
}

} // namespace

class TestProtocolSchemas final : public QObject {
    Q_OBJECT

private:
    /// nullopt if the schemas are not there.
    static std::optional<SchemaCheck> schemaOf(const QString& version) {
        QFile file(qEnvironmentVariable("BULKHEAD_SHARED_DATA") + u"/mcp-schema/"_s + version +
                   u".json"_s);
        if (!file.open(QIODevice::ReadOnly)) {
            return std::nullopt;
        }
        return SchemaCheck(QJsonDocument::fromJson(file.readAll()).object());
    }

private Q_SLOTS:
    void theCheckerFindsProblems() {
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

    void legacyMessagesFit_data() {
        QTest::addColumn<QString>("version");
        for (const QString& version :
             {u"2024-11-05"_s, u"2025-03-26"_s, u"2025-06-18"_s, u"2025-11-25"_s}) {
            QTest::newRow(qPrintable(version)) << version;
        }
    }
    void legacyMessagesFit() {
        QFETCH(const QString, version);
        const auto schema = schemaOf(version);
        if (!schema) {
            QSKIP("BULKHEAD_SHARED_DATA/mcp-schema is not there: messages are not validated");
        }
        McpBench bench;
        const auto fits = [&](const QJsonObject& value, const QString& definition) {
            if (!schema->defines(definition)) {
                return u"no definition "_s + definition;
            }
            return schema->problemsAs(value, definition).join(u' ');
        };
        const QJsonObject started = bench.initialize(version);
        QCOMPARE(fits(started, u"JSONRPCMessage"_s), QString());
        QCOMPARE(fits(resultOf(started), u"InitializeResult"_s), QString());
        const QJsonObject ping = bench.ask(u"ping"_s);
        QCOMPARE(fits(resultOf(ping), u"EmptyResult"_s), QString());
        const QJsonObject list = bench.ask(u"tools/list"_s);
        QCOMPARE(fits(list, u"JSONRPCMessage"_s), QString());
        QCOMPARE(fits(resultOf(list), u"ListToolsResult"_s), QString());
        for (const char16_t* id : {u"web", u"nothing like it"}) {
            const QJsonObject called =
                bench.ask(u"tools/call"_s,
                          McpBench::callParams(u"get_group"_s,
                                               {{u"group_id"_s, QStringView(id).toString()}}));
            QCOMPARE(fits(resultOf(called), u"CallToolResult"_s), QString());
        }
        const QJsonObject unknown = bench.ask(u"nonsense"_s);
        QCOMPARE(fits(unknown, u"JSONRPCMessage"_s), QString());
        QJsonObject params = McpBench::callParams(u"list_groups"_s);
        params.insert(u"_meta"_s, QJsonObject{{u"progressToken"_s, u"p"_s}});
        const QJsonObject progress = bench.ask(u"tools/call"_s, params, 77);
        QCOMPARE(fits(progress, u"ProgressNotification"_s), QString());
    }

    void modernMessagesFit() {
        const auto schema = schemaOf(u"2026-07-28"_s);
        if (!schema) {
            QSKIP("BULKHEAD_SHARED_DATA/mcp-schema is not there: messages are not validated");
        }
        McpBench bench;
        const auto fits = [&](const QString& method, const QJsonObject& params,
                              const QString& definition) {
            const QJsonObject answer = bench.ask(method, McpBench::modern(params));
            return (schema->problemsAs(answer, u"JSONRPCMessage"_s) +
                    schema->problemsAs(resultOf(answer), definition))
                .join(u' ');
        };
        QCOMPARE(fits(u"server/discover"_s, {}, u"DiscoverResult"_s), QString());
        QCOMPARE(fits(u"tools/list"_s, {}, u"ListToolsResult"_s), QString());
        QCOMPARE(fits(u"tools/call"_s, McpBench::callParams(u"list_groups"_s), u"CallToolResult"_s),
                 QString());
        QCOMPARE(fits(u"tools/call"_s, McpBench::callParams(u"get_group"_s), u"CallToolResult"_s),
                 QString());
    }
};

QTEST_GUILESS_MAIN(TestProtocolSchemas)
#include "tst_protocol_schemas.moc"
