// SPDX-License-Identifier: MIT
// Every protocol version by its own handshake or metadata, both eras on one pipe.
#include "fake_transport.h"
#include "mcp/instructions.h"
#include "messages.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestVersions final : public QObject {
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
        QStringList announced{u"logging"_s, u"prompts"_s, u"resources"_s, u"tools"_s};
        if (resultOf(answer).value(u"protocolVersion"_s).toString() > u"2024-11-05") {
            announced.prepend(u"completions"_s); // the oldest version has no such key
        }
        QCOMPARE(resultOf(answer).value(u"capabilities"_s).toObject().keys(), announced);
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
        QVERIFY(tools.size() > 30);
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

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
