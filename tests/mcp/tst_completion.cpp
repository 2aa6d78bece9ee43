// SPDX-License-Identifier: MIT
// Completion of arguments: from the configuration, from the manager, and from memory.
#include "fake_transport.h"
#include "mcp/name_source.h"
#include "support/await.h"
#include "support/memory_guard.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

QJsonObject promptRef(const QString& name) {
    return {{u"type"_s, u"ref/prompt"_s}, {u"name"_s, name}};
}

QJsonObject resourceRef(const QString& uri) {
    return {{u"type"_s, u"ref/resource"_s}, {u"uri"_s, uri}};
}

QJsonObject completeParams(const QJsonObject& ref, const QString& name, const QString& value) {
    return McpBench::modern(
        {{u"ref"_s, ref}, {u"argument"_s, QJsonObject{{u"name"_s, name}, {u"value"_s, value}}}});
}

/// A hundred and fifty groups, and a pipeline that counts its calls in the audit trail.
struct Estate {
    std::shared_ptr<MemoryAudit> audit = std::make_shared<MemoryAudit>();
    ops::Pipeline pipeline;

    Estate() : pipeline(parts(audit)) {}
    static ops::Pipeline::Parts parts(std::shared_ptr<MemoryAudit> audit) {
        EstateBuilder estate;
        for (int i = 0; i < 150; ++i) {
            estate.group(u"group-%1"_s.arg(i, 3, 10, QChar(u'0')), {});
        }
        estate.group(u"my-special"_s, {}).group(u"special"_s, {});
        return {std::make_shared<const ops::Registry>(ops::Registry::standard()),
                std::make_shared<ops::SourceProvider>(estate.make()),
                std::make_shared<AllowingRules>(), std::move(audit),
                std::make_shared<MemoryUndo>()};
    }
};

} // namespace

class TestCompletion final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completes_data() {
        QTest::addColumn<QJsonObject>("ref");
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("values");
        const QJsonObject audit = promptRef(u"audit_policy"_s);
        const QJsonObject rules = resourceRef(u"nsx://{target}/policies/{policy}/rules"_s);
        const QJsonObject group = resourceRef(u"nsx://{target}/groups/{group}"_s);
        QTest::newRow("policies of a prompt")
            << audit << u"policy"_s << u"p"_s << QStringList{u"p1"_s, u"p2"_s};
        QTest::newRow("policies of a template")
            << rules << u"policy"_s << u"2"_s << QStringList{u"p2"_s};
        QTest::newRow("groups") << group << u"group"_s << QString() << QStringList{u"web"_s};
        QTest::newRow("machines") << promptRef(u"tag_and_verify"_s) << u"vm"_s << u"WEB"_s
                                  << QStringList{u"web-01"_s};
        QTest::newRow("free text")
            << promptRef(u"tag_and_verify"_s) << u"tag_value"_s << u"w"_s << QStringList();
        QTest::newRow("unknown argument") << audit << u"group"_s << QString() << QStringList();
        QTest::newRow("no match") << audit << u"policy"_s << u"zzz"_s << QStringList();
    }
    void completes() {
        QFETCH(const QJsonObject, ref);
        QFETCH(const QString, argument);
        QFETCH(const QString, typed);
        QFETCH(const QStringList, values);
        McpBench bench;
        const QJsonObject answer =
            bench.ask(u"completion/complete"_s, completeParams(ref, argument, typed));
        const QJsonObject result = answer.value(u"result"_s).toObject();
        QCOMPARE(result.value(u"resultType"_s).toString(), u"complete"_s);
        QVERIFY(!result.contains(u"ttlMs"_s));
        const QJsonObject completion = result.value(u"completion"_s).toObject();
        QCOMPARE(completion.value(u"values"_s).toArray(), QJsonArray::fromStringList(values));
        QCOMPARE(completion.value(u"total"_s).toInt(), values.size());
        QCOMPARE(completion.value(u"hasMore"_s).toBool(true), false);
    }

    void targetsNeedNoManager() {
        McpBench bench;
        const QString target = bench.sources().knownTargets()->names.constFirst();
        const QJsonObject answer = bench.ask(
            u"completion/complete"_s,
            completeParams(resourceRef(u"nsx://{target}/overview"_s), u"target"_s, target.left(2)));
        const QJsonObject completion =
            answer.value(u"result"_s).toObject().value(u"completion"_s).toObject();
        QCOMPARE(completion.value(u"values"_s).toArray(), QJsonArray{target});
    }

    void refuses_data() {
        QTest::addColumn<QJsonObject>("params");
        const QJsonObject argument{{u"name"_s, u"policy"_s}, {u"value"_s, u""_s}};
        QTest::newRow("no ref") << QJsonObject{{u"argument"_s, argument}};
        QTest::newRow("unknown prompt")
            << QJsonObject{{u"argument"_s, argument}, {u"ref"_s, promptRef(u"nonsense"_s)}};
        QTest::newRow("unknown template")
            << QJsonObject{{u"argument"_s, argument}, {u"ref"_s, resourceRef(u"nsx://{policy}"_s)}};
        QTest::newRow("no argument") << QJsonObject{{u"ref"_s, promptRef(u"audit_policy"_s)}};
        QTest::newRow("value is no text")
            << QJsonObject{{u"ref"_s, promptRef(u"audit_policy"_s)},
                           {u"argument"_s, QJsonObject{{u"name"_s, u"policy"_s}, {u"value"_s, 1}}}};
    }
    void refuses() {
        QFETCH(const QJsonObject, params);
        McpBench bench;
        const QJsonObject answer = bench.ask(u"completion/complete"_s, McpBench::modern(params));
        QCOMPARE(answer.value(u"error"_s).toObject().value(u"code"_s).toInt(), -32602);
    }

    void offersAHundredAtMostAndTheBestFirst() {
        Estate estate;
        const mcp::NameSource names(estate.pipeline);
        const auto all = await(names.find(mcp::NameKind::Group, u""_s, {}, {}));
        QVERIFY(all.has_value());
        QCOMPARE(all->values.size(), 100);
        QCOMPARE(all->total, 152);
        QVERIFY(all->hasMore);
        const auto best = await(names.find(mcp::NameKind::Group, u"spec"_s, {}, {}));
        QVERIFY(best.has_value());
        QCOMPARE(best->values, QStringList({u"special"_s, u"my-special"_s}));
    }

    void typingOnAsksNobody() {
        Estate estate;
        const mcp::NameSource names(estate.pipeline);
        const auto find = [&](const QString& typed) {
            return await(names.find(mcp::NameKind::Group, typed, {}, {}))->values.size();
        };
        QCOMPARE(find(u"group-01"_s), 10);
        QCOMPARE(find(u"group-012"_s), 1);
        QCOMPARE(find(u"group-019"_s), 1);
        QCOMPARE(estate.audit->rows.size(), 1);
        // What was cut says nothing about what would have followed.
        QCOMPARE(find(u"group"_s), 100);
        QCOMPARE(find(u"group-14"_s), 10);
        QCOMPARE(estate.audit->rows.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
