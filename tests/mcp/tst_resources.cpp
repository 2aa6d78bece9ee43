// SPDX-License-Identifier: MIT
// Resources as a client sees them, in every version.
#include "fake_transport.h"
#include "mcp/resource_catalogue.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

QJsonObject resultOf(const QJsonObject& answer) {
    return answer.value(u"result"_s).toObject();
}

QJsonObject errorOf(const QJsonObject& answer) {
    return answer.value(u"error"_s).toObject();
}

/// What stands in the only part of a read resource.
QJsonObject contentOf(const QJsonObject& answer) {
    const QJsonObject part = resultOf(answer).value(u"contents"_s).toArray().at(0).toObject();
    return QJsonDocument::fromJson(part.value(u"text"_s).toString().toUtf8()).object();
}

} // namespace

class TestResources final : public QObject {
    Q_OBJECT

private:
    static QString target(McpBench& bench) {
        return bench.sources().knownTargets()->names.constFirst();
    }
    static QJsonObject read(McpBench& bench, const QString& path) {
        return bench.ask(u"resources/read"_s,
                         McpBench::modern({{u"uri"_s, u"nsx://"_s + target(bench) + path}}));
    }

private Q_SLOTS:
    void listsFew() {
        McpBench bench;
        const QJsonObject result = resultOf(bench.ask(u"resources/list"_s, McpBench::modern()));
        QCOMPARE(result.value(u"resultType"_s).toString(), u"complete"_s);
        QVERIFY(result.value(u"ttlMs"_s).toInt() > 0);
        const QJsonArray list = result.value(u"resources"_s).toArray();
        QCOMPARE(list.size(), 2);
        for (const QJsonValue one : list) {
            const auto address = mcp::resourceAddress(one.toObject().value(u"uri"_s).toString());
            QVERIFY(address.has_value());
            QCOMPARE(address->target, target(bench));
        }
    }

    void listedTargetsAreAsManyAsAPersonCanRead() {
        ops::KnownTargets targets;
        for (int i = 0; i < 300; ++i) {
            targets.names << u"t%1"_s.arg(i);
        }
        const mcp::Dialect dialect(mcp::ProtocolVersion::V2025_11_25);
        QCOMPARE(mcp::listedResources(targets, dialect).size(), 200);
    }

    void titlesComeWithTheVersionThatHasThem_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("hasTitle");
        QTest::newRow("2024-11-05") << u"2024-11-05"_s << false;
        QTest::newRow("2025-03-26") << u"2025-03-26"_s << false;
        QTest::newRow("2025-06-18") << u"2025-06-18"_s << true;
        QTest::newRow("2025-11-25") << u"2025-11-25"_s << true;
    }
    void titlesComeWithTheVersionThatHasThem() {
        QFETCH(const QString, version);
        QFETCH(const bool, hasTitle);
        McpBench bench;
        const QJsonObject started = bench.initialize(version);
        const QJsonObject capabilities = resultOf(started).value(u"capabilities"_s).toObject();
        QCOMPARE(capabilities.value(u"resources"_s).toObject().value(u"subscribe"_s), true);
        QCOMPARE(capabilities.contains(u"completions"_s), version != u"2024-11-05");
        const QJsonObject result = resultOf(bench.ask(u"resources/templates/list"_s));
        QVERIFY(!result.contains(u"resultType"_s));
        const QJsonArray list = result.value(u"resourceTemplates"_s).toArray();
        QCOMPARE(list.size(), 4);
        for (const QJsonValue one : list) {
            QCOMPARE(one.toObject().contains(u"title"_s), hasTitle);
            QVERIFY(
                one.toObject().value(u"uriTemplate"_s).toString().startsWith(u"nsx://{target}/"));
        }
    }

    void readsRules() {
        McpBench bench;
        const QJsonObject answer = read(bench, u"/policies/p1/rules"_s);
        const QJsonObject content = contentOf(answer);
        QCOMPARE(content.value(u"policy_id"_s).toString(), u"p1"_s);
        QCOMPARE(content.value(u"items"_s).toArray().at(0).toObject().value(u"id"_s), u"r1"_s);
        const QJsonObject part = resultOf(answer).value(u"contents"_s).toArray().at(0).toObject();
        QCOMPARE(part.value(u"mimeType"_s).toString(), u"application/json"_s);
        QCOMPARE(part.value(u"uri"_s).toString(),
                 u"nsx://"_s + target(bench) + u"/policies/p1/rules"_s);
        QCOMPARE(resultOf(answer).value(u"cacheScope"_s).toString(), u"private"_s);
    }

    void readsAGroup() {
        McpBench bench;
        const QJsonObject content = contentOf(read(bench, u"/groups/web"_s));
        QCOMPARE(content.value(u"id"_s).toString(), u"web"_s);
    }

    void readsTheOverviewAndSaysWhatIsUnknown() {
        McpBench bench;
        const QJsonObject content = contentOf(read(bench, u"/overview"_s));
        QCOMPARE(content.value(u"offline"_s).toBool(), true);
        QCOMPARE(content.value(u"groups_total"_s).toInt(), 1);
        QCOMPARE(content.value(u"machines_total"_s).toInt(), 1);
        const QJsonArray policies =
            content.value(u"policies"_s).toObject().value(u"items"_s).toArray();
        QCOMPARE(policies.size(), 2);
        QCOMPARE(policies.at(0).toObject().value(u"id"_s).toString(), u"p1"_s);
        // A snapshot knows nothing of intrusion detection.
        QVERIFY(content.value(u"intrusion_detection_enabled"_s).isNull());
        QVERIFY(!content.value(u"problems"_s).toArray().isEmpty());
    }

    void readsChanges() {
        McpBench bench;
        const QJsonObject content = contentOf(read(bench, u"/changes"_s));
        QCOMPARE(content.value(u"target"_s).toString(), target(bench));
        QVERIFY(content.value(u"items"_s).isArray());
    }

    void doesNotFind_data() {
        QTest::addColumn<QString>("uri");
        QTest::newRow("another scheme") << u"file:///etc/passwd"_s;
        QTest::newRow("another target") << u"nsx://nobody/overview"_s;
        QTest::newRow("another policy") << u"nsx://TARGET/policies/nothing/rules"_s;
        QTest::newRow("another group") << u"nsx://TARGET/groups/nothing"_s;
        QTest::newRow("template itself") << u"nsx://{target}/overview"_s;
        QTest::newRow("way out") << u"nsx://TARGET/policies/%2e%2e/rules"_s;
    }
    void doesNotFind() {
        QFETCH(QString, uri);
        McpBench bench;
        uri.replace(u"TARGET"_s, target(bench));
        const QJsonObject modern =
            errorOf(bench.ask(u"resources/read"_s, McpBench::modern({{u"uri"_s, uri}})));
        QCOMPARE(modern.value(u"code"_s).toInt(), -32602);
        QCOMPARE(modern.value(u"data"_s).toObject().value(u"uri"_s).toString(), uri);
        static_cast<void>(bench.initialize(u"2025-11-25"_s));
        const QJsonObject legacy = errorOf(bench.ask(u"resources/read"_s, {{u"uri"_s, uri}}));
        QCOMPARE(legacy.value(u"code"_s).toInt(), -32002);
    }

    void refusesBadParams_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QJsonObject>("params");
        QTest::newRow("no uri") << u"resources/read"_s << QJsonObject();
        QTest::newRow("uri is no text") << u"resources/read"_s << QJsonObject{{u"uri"_s, 1}};
        QTest::newRow("list with a cursor")
            << u"resources/list"_s << QJsonObject{{u"cursor"_s, u"x"_s}};
        QTest::newRow("templates with a cursor")
            << u"resources/templates/list"_s << QJsonObject{{u"cursor"_s, 5}};
    }
    void refusesBadParams() {
        QFETCH(const QString, method);
        QFETCH(const QJsonObject, params);
        McpBench bench;
        const QJsonObject error = errorOf(bench.ask(method, McpBench::modern(params)));
        QCOMPARE(error.value(u"code"_s).toInt(), -32602);
    }
};

QTEST_GUILESS_MAIN(TestResources)
#include "tst_resources.moc"
