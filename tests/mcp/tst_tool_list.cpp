// SPDX-License-Identifier: MIT
// tools/list as a whole: what clients are shown, letter by letter, and what of it can be left out.
#include "fake_transport.h"
#include "mcp/tool_catalogue.h"
#include "messages.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

namespace {

const mcp::Dialect kModern(mcp::ProtocolVersion::V2026_07_28);

QStringList namesIn(const QJsonArray& tools) {
    QStringList names;
    for (const QJsonValue tool : tools) {
        names << tool.toObject().value(u"name"_s).toString();
    }
    return names;
}

/// What real clients refuse, at any depth of a schema.
QStringList schemaFaults(const QJsonValue& value, const QString& where) {
    QStringList faults;
    const QJsonObject schema = value.toObject();
    if (schema.value(u"type"_s).isArray()) {
        faults << where + u": a union of types"_s;
    }
    if (schema.value(u"type"_s) == QJsonValue(u"array"_s) && !schema.value(u"items"_s).isObject()) {
        faults << where + u": an array without items"_s;
    }
    const QJsonObject properties = schema.value(u"properties"_s).toObject();
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        if (!it.value().isObject() || it.value().toObject().isEmpty()) {
            faults << where + u'.' + it.key() + u": no schema"_s;
        }
        faults += schemaFaults(it.value(), where + u'.' + it.key());
    }
    if (schema.contains(u"items"_s)) {
        faults += schemaFaults(schema.value(u"items"_s), where + u"[]"_s);
    }
    return faults;
}

} // namespace

class TestToolList final : public QObject {
    Q_OBJECT

    const ops::Registry m_registry = ops::Registry::standard();

private Q_SLOTS:
    // Any change here is seen by every client and spoils their prompt caches: look at it twice,
    // then run tests/mcp/rewrite_golden.
    void isAsItWas() {
        const QJsonArray tools = mcp::ToolCatalogue(m_registry, {}).tools(kModern);
        const QByteArray now = QJsonDocument(tools).toJson(QJsonDocument::Indented);
        QFile golden(qEnvironmentVariable("BULKHEAD_SOURCE_DIR") +
                     u"/tests/mcp/golden/tools_list.json"_s);
        if (qEnvironmentVariableIsSet("BULKHEAD_REWRITE_GOLDEN")) {
            QVERIFY(golden.open(QIODevice::WriteOnly));
            QCOMPARE(golden.write(now), now.size());
            return;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(golden.fileName()));
        const QJsonArray then = QJsonDocument::fromJson(golden.readAll()).array();
        QCOMPARE(namesIn(tools), namesIn(then));
        for (qsizetype i = 0; i < tools.size(); ++i) {
            const QByteArray was = QJsonDocument(then.at(i).toObject()).toJson();
            const QByteArray is = QJsonDocument(tools.at(i).toObject()).toJson();
            QVERIFY2(was == is, is.constData());
        }
    }

    void isTheSameEveryTime() {
        McpBench one;
        McpBench other;
        const QJsonObject first = one.ask(u"tools/list"_s, McpBench::modern());
        one.ask(u"tools/call"_s, McpBench::modern(McpBench::callParams(u"list_groups"_s)));
        QCOMPARE(one.ask(u"tools/list"_s, McpBench::modern()), first);
        QCOMPARE(other.ask(u"tools/list"_s, McpBench::modern()), first);
    }

    void everyToolIsWhatClientsTake_data() {
        QTest::addColumn<QJsonObject>("tool");
        for (const QJsonValue tool : mcp::ToolCatalogue(m_registry, {}).tools(kModern)) {
            QTest::newRow(qPrintable(tool.toObject().value(u"name"_s).toString()))
                << tool.toObject();
        }
    }
    void everyToolIsWhatClientsTake() {
        QFETCH(const QJsonObject, tool);
        const QString name = tool.value(u"name"_s).toString();
        static const QRegularExpression legal(u"^[a-z0-9_]{1,48}$"_s);
        QVERIFY(legal.match(name).hasMatch());
        QVERIFY(!tool.value(u"title"_s).toString().isEmpty());
        QVERIFY(tool.value(u"description"_s).toString().size() > 20);
        const QJsonObject hints = tool.value(u"annotations"_s).toObject();
        for (const QString& hint :
             {u"readOnlyHint"_s, u"destructiveHint"_s, u"idempotentHint"_s, u"openWorldHint"_s}) {
            QVERIFY2(hints.value(hint).isBool(), qPrintable(hint));
        }
        for (const QString& key : {u"inputSchema"_s, u"outputSchema"_s}) {
            const QJsonObject schema = tool.value(key).toObject();
            QCOMPARE(schema.value(u"type"_s), QJsonValue(u"object"_s));
            for (const QString& combinator :
                 {u"anyOf"_s, u"oneOf"_s, u"allOf"_s, u"$ref"_s, u"not"_s}) {
                QVERIFY2(!schema.contains(combinator), qPrintable(combinator));
            }
            QCOMPARE(schemaFaults(schema, key), QStringList());
        }
        const QJsonObject input = tool.value(u"inputSchema"_s).toObject();
        QCOMPARE(input.value(u"additionalProperties"_s), QJsonValue(false));
        const QJsonObject properties = input.value(u"properties"_s).toObject();
        for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
            QVERIFY2(!it.value().toObject().value(u"description"_s).toString().isEmpty(),
                     qPrintable(it.key()));
        }
    }

    void annotationsAreHonest_data() {
        QTest::addColumn<QString>("name");
        for (const QString& name : m_registry.names()) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    void annotationsAreHonest() {
        QFETCH(const QString, name);
        const ops::Operation& operation = *m_registry.find(name);
        QCOMPARE(operation.annotations.readOnly, !operation.isWrite());
        // Whatever replaces, removes or reorders something destroys; adding does not.
        const bool onlyAdds = name.startsWith(u"create_"_s) || name.startsWith(u"apply_"_s) ||
                              name.startsWith(u"run_traceflow"_s);
        QCOMPARE(operation.annotations.destructive, operation.isWrite() && !onlyAdds);
        QVERIFY(operation.isWrite() || operation.annotations.idempotent);
    }

    void offersWhatItWasToldTo_data() {
        QTest::addColumn<bool>("readOnly");
        QTest::addColumn<QStringList>("tools");
        QTest::addColumn<QStringList>("excluded");
        QTest::addColumn<QStringList>("offered");
        const QStringList two{u"list_groups"_s, u"delete_group"_s};
        QTest::newRow("two") << false << two << QStringList() << two;
        QTest::newRow("exclusion wins")
            << false << two << QStringList{u"delete_group"_s} << QStringList{u"list_groups"_s};
        QTest::newRow("read-only wins")
            << true << two << QStringList() << QStringList{u"list_groups"_s};
        QTest::newRow("nothing is left")
            << true << QStringList{u"delete_group"_s} << QStringList() << QStringList();
    }
    void offersWhatItWasToldTo() {
        QFETCH(const bool, readOnly);
        QFETCH(const QStringList, tools);
        QFETCH(const QStringList, excluded);
        QFETCH(const QStringList, offered);
        McpBench bench(mcp::ServerOptions{readOnly, tools, excluded, {}});
        bench.initialize(u"2025-11-25"_s);
        const QJsonObject list = resultOf(bench.ask(u"tools/list"_s));
        QStringList names = namesIn(list.value(u"tools"_s).toArray());
        names.sort();
        QStringList expected = offered;
        expected.sort();
        QCOMPARE(names, expected);
        // What is not listed cannot be called either.
        for (const QString& name : {u"delete_group"_s, u"create_group"_s}) {
            if (!offered.contains(name)) {
                const QJsonObject answer = bench.ask(u"tools/call"_s, McpBench::callParams(name));
                QCOMPARE(errorCode(answer), mcp::kInvalidParams);
                QVERIFY(errorText(answer).contains(u"without it"_s));
            }
        }
    }

    void readOnlyOffersEveryRead() {
        const mcp::ToolCatalogue catalogue(m_registry, {true, {}, {}, {}});
        for (const ops::Operation& operation : m_registry.operations()) {
            QCOMPARE(catalogue.contains(operation.name), !operation.isWrite());
        }
    }

    void namesTheNearestOfAWrongName() {
        const auto checked =
            mcp::ToolCatalogue::checkNames(m_registry, {false, {u"list_grups"_s}, {}, {}});
        QVERIFY(!checked);
        QVERIFY(checked.error().message().contains(u"list_groups"_s));
        QVERIFY(mcp::ToolCatalogue::checkNames(m_registry, {false, {u"get_vm"_s}, {}, {}}));
    }

    void onlyTokensNeedAnArgument() {
        for (const auto policy : {mcp::DestructivePolicy::Confirm, mcp::DestructivePolicy::Token}) {
            const mcp::ToolCatalogue catalogue(m_registry, {false, {}, {}, policy});
            for (const QJsonValue tool : catalogue.tools(kModern)) {
                const QString name = tool.toObject().value(u"name"_s).toString();
                const QJsonObject schema = tool.toObject().value(u"inputSchema"_s).toObject();
                // Folded tools have no operation of their name, and none of them destroys.
                const ops::Operation* operation = m_registry.find(name);
                const bool isAsked =
                    operation != nullptr && operation->kind == ops::OperationKind::Destructive;
                QCOMPARE(schema.value(u"properties"_s).toObject().contains(u"confirmation_token"_s),
                         isAsked && policy == mcp::DestructivePolicy::Token);
            }
        }
    }

    void neverShowsMoreThanClientsTake() {
        const mcp::ToolCatalogue catalogue(m_registry, {});
        QVERIFY(std::size_t(catalogue.tools(kModern).size()) <= mcp::kMostTools);
    }

    void foldsHoldTogether() {
        for (const mcp::Fold& fold : mcp::standardFolds()) {
            QVERIFY(m_registry.find(fold.tool) == nullptr);
            QVERIFY(fold.actions.size() >= 2);
            for (const mcp::Fold::Action& action : fold.actions) {
                const ops::Operation* operation = m_registry.find(action.operation);
                QVERIFY2(operation != nullptr, qPrintable(action.operation));
                // Writes do not hide behind reads, nor deletions behind anything.
                const ops::OperationKind kind =
                    m_registry.find(fold.actions.front().operation)->kind;
                QCOMPARE(operation->kind, kind);
                QVERIFY(kind != ops::OperationKind::Destructive);
            }
        }
    }

    void foldsAsFewAsItTakes() {
        const std::size_t all = m_registry.operations().size();
        const auto size = [this](std::size_t most) {
            return mcp::foldedTools(m_registry.operations(), mcp::standardFolds(), most).size();
        };
        QCOMPARE(size(all), all);
        QCOMPARE(size(all - 1), all - 3); // the first fold takes four
        QCOMPARE(size(all - 4), all - 5); // the second three
        QCOMPARE(size(all - 6), all - 6);
        QCOMPARE(size(1), all - 7); // no more can be folded
    }

    void aFoldedToolRunsItsActions() {
        const std::size_t most = m_registry.operations().size() - 1;
        const mcp::ToolCatalogue catalogue(m_registry, {}, mcp::standardFolds(), most);
        const QString name = u"read_inventory"_s;
        QVERIFY(catalogue.contains(name));
        const auto call = catalogue.resolve(name, {{u"action"_s, u"Segments"_s}, {u"limit"_s, 3}});
        QVERIFY(call);
        QCOMPARE(call->operation->name, u"list_segments"_s);
        QCOMPARE(call->arguments, (QJsonObject{{u"limit"_s, 3}}));
        // The old name is still understood, though it is not shown.
        QVERIFY(!namesIn(catalogue.tools(kModern)).contains(u"list_segments"_s));
        QVERIFY(catalogue.contains(u"list_segments"_s));
        QCOMPARE(catalogue.resolve(u"list_segments"_s, {})->operation->name, u"list_segments"_s);
        const auto wrong = catalogue.resolve(name, {{u"action"_s, u"segment"_s}});
        QVERIFY(!wrong);
        QVERIFY(wrong.error().message().contains(u"segments"_s));
        QVERIFY(!catalogue.resolve(name, {}));
    }

    void aFoldedToolIsWhatClientsTake() {
        for (const mcp::Tool& tool :
             mcp::foldedTools(m_registry.operations(), mcp::standardFolds(), 1)) {
            const QJsonObject shape = kModern.tool(tool.shape);
            QCOMPARE(schemaFaults(shape.value(u"inputSchema"_s), u"in"_s), QStringList());
            QCOMPARE(schemaFaults(shape.value(u"outputSchema"_s), u"out"_s), QStringList());
            QVERIFY(tool.actions.empty() || tool.shape.annotations.readOnly ||
                    tool.shape.annotations.destructive);
        }
    }
};

QTEST_GUILESS_MAIN(TestToolList)
#include "tst_tool_list.moc"
