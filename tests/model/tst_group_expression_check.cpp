// SPDX-License-Identifier: MIT
// What NSX allows in a group's expression, element by element, and that real estates pass.
#include "base/json_reader.h"
#include "model/group_expression_check.h"
#include "support/estate_builder.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::model;
using namespace Qt::StringLiterals;
using tests::condition;
using tests::conjunction;
using tests::listExpression;
using tests::tagged;

namespace {

QStringList blocking(const QJsonArray& expression,
                     ExpressionManager manager = ExpressionManager::Local) {
    QStringList lines;
    for (const ExpressionProblem& problem : checkExpression(expression, manager)) {
        if (problem.blocks) {
            lines << problem.element + u": "_s + problem.problem;
        }
    }
    return lines;
}

QJsonObject nested(const QJsonArray& expressions) {
    return {{u"resource_type"_s, u"NestedExpression"_s}, {u"expressions"_s, expressions}};
}

QJsonObject addresses(const QStringList& list) {
    return listExpression(u"IPAddressExpression"_s, u"ip_addresses"_s, list);
}

/// `count` operands made by `make`, joined by `word`.
template <typename Make>
QJsonArray joined(int count, const QString& word, const Make& make) {
    QJsonArray list;
    for (int i = 0; i < count; ++i) {
        if (i > 0) {
            list.append(conjunction(word));
        }
        list.append(make(i));
    }
    return list;
}

QJsonArray tags(int count, const QString& word) {
    return joined(count, word, [](int i) { return tagged(u"s|t%1"_s.arg(i)); });
}

/// Every `expression` of a group anywhere in a document.
void collectExpressions(const QJsonValue& value, std::vector<QJsonArray>& found) {
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray()) {
            collectExpressions(item, found);
        }
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (it.key() == u"expression" && it.value().isArray()) {
            found.push_back(it.value().toArray());
        } else {
            collectExpressions(it.value(), found);
        }
    }
}

} // namespace

class TestGroupExpressionCheck final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takes_data() {
        QTest::addColumn<QJsonArray>("expression");
        const auto segment = condition(u"Segment"_s, u"Tag"_s, u"EQUALS"_s, u"zone|dmz"_s);
        auto port = condition(u"SegmentPort"_s, u"Tag"_s, u"EQUALS"_s, u"zone|dmz"_s);
        port.remove(u"operator"_s);
        QTest::newRow("nothing") << QJsonArray();
        QTest::newRow("one tag") << QJsonArray{tagged(u"env|prod"_s)};
        QTest::newRow("any value") << QJsonArray{tagged(u"env|"_s)};
        QTest::newRow("any scope") << QJsonArray{tagged(u"|prod"_s)};
        QTest::newRow("no bar") << QJsonArray{tagged(u"prod"_s)};
        QTest::newRow("and of one type")
            << QJsonArray{tagged(u"a|b"_s), conjunction(u"AND"_s), tagged(u"c|d"_s)};
        QTest::newRow("or of types") << QJsonArray{tagged(u"a|b"_s), conjunction(u"OR"_s), segment};
        QTest::newRow("five") << tags(5, u"OR"_s);
        QTest::newRow("addresses beside tags")
            << QJsonArray{tagged(u"a|b"_s), conjunction(u"OR"_s), addresses({u"10.0.0.0/8"_s})};
        QTest::newRow("two families apart")
            << QJsonArray{addresses({u"10.0.0.1"_s}), conjunction(u"OR"_s),
                          addresses({u"2001:db8::/32"_s, u"2001:db8::1-2001:db8::9"_s})};
        QTest::newRow("five nested") << QJsonArray{nested(tags(5, u"AND"_s))};
        QTest::newRow("segments and ports nested")
            << QJsonArray{nested({segment, conjunction(u"AND"_s), port})};
        QTest::newRow("macs") << QJsonArray{listExpression(
            u"MACAddressExpression"_s, u"mac_addresses"_s, {u"00:50:56:a0:00:11"_s})};
        QTest::newRow("paths") << QJsonArray{listExpression(
            u"PathExpression"_s, u"paths"_s, {u"/infra/domains/default/groups/web"_s})};
        QTest::newRow("everything")
            << QJsonArray{condition(u"IPAddress"_s, u"ALL"_s, u"EQUALS"_s, u"MALICIOUS_IP"_s)};
    }
    void takes() {
        QFETCH(const QJsonArray, expression);
        QCOMPARE(blocking(expression), QStringList());
    }

    void refuses_data() {
        QTest::addColumn<QJsonArray>("expression");
        QTest::addColumn<QString>("element");
        QTest::addColumn<QString>("word");
        const auto segment = condition(u"Segment"_s, u"Tag"_s, u"EQUALS"_s, u"zone|dmz"_s);
        const auto row = [](const char* name, const QJsonArray& expression, const QString& element,
                            const QString& word) {
            QTest::newRow(name) << expression << element << word;
        };
        row("no conjunction", {tagged(u"a|b"_s), tagged(u"c|d"_s)}, u"expression[1]"_s,
            u"missing"_s);
        row("conjunction first", {conjunction(u"OR"_s), tagged(u"a|b"_s)}, u"expression[0]"_s,
            u"between"_s);
        row("conjunction last", {tagged(u"a|b"_s), conjunction(u"OR"_s)}, u"expression[1]"_s,
            u"follows"_s);
        row("unknown conjunction", {tagged(u"a|b"_s), conjunction(u"XOR"_s), tagged(u"c|d"_s)},
            u"expression[1]"_s, u"XOR"_s);
        row("six", tags(6, u"OR"_s), u"expression"_s, u"6 conditions"_s);
        row("six nested", {nested(tags(6, u"AND"_s))}, u"expression[0]"_s, u"NSX takes 5"_s);
        row("nested or", {nested(tags(2, u"OR"_s))}, u"expression[0].expressions[1]"_s, u"AND"_s);
        row("nested addresses", {nested({addresses({u"10.0.0.1"_s})})},
            u"expression[0].expressions[0]"_s, u"conditions only"_s);
        row("nested nothing", {nested({})}, u"expression[0]"_s, u"at least one"_s);
        row("nested mixture", {nested({tagged(u"a|b"_s), conjunction(u"AND"_s), segment})},
            u"expression[0]"_s, u"mixes"_s);
        row("and of types", {tagged(u"a|b"_s), conjunction(u"AND"_s), segment}, u"expression[1]"_s,
            u"one member type"_s);
        row("and with addresses",
            {tagged(u"a|b"_s), conjunction(u"AND"_s), addresses({u"10.0.0.1"_s})},
            u"expression[1]"_s, u"two single conditions"_s);
        row("and with nested",
            {tagged(u"a|b"_s), conjunction(u"AND"_s), nested({tagged(u"c|d"_s)})},
            u"expression[1]"_s, u"two single conditions"_s);
        row("families together", {addresses({u"10.0.0.1"_s, u"2001:db8::1"_s})}, u"expression[0]"_s,
            u"IPv4 and IPv6"_s);
        row("no address", {addresses({u"10.0.0.300"_s})}, u"expression[0]"_s, u"10.0.0.300"_s);
        row("no addresses", {addresses({})}, u"expression[0]"_s, u"ip_addresses"_s);
        row("no mac",
            {listExpression(u"MACAddressExpression"_s, u"mac_addresses"_s, {u"00:50:56"_s})},
            u"expression[0]"_s, u"MAC"_s);
        row("no path",
            {listExpression(u"PathExpression"_s, u"paths"_s, {u"/infra/../etc/passwd"_s})},
            u"expression[0]"_s, u"no object path"_s);
        row("relative path", {listExpression(u"PathExpression"_s, u"paths"_s, {u"web"_s})},
            u"expression[0]"_s, u"no object path"_s);
        row("no external type",
            {listExpression(u"ExternalIDExpression"_s, u"external_ids"_s, {u"5020"_s})},
            u"expression[0]"_s, u"member_type"_s);
        row("unknown kind", {QJsonObject{{u"resource_type"_s, u"Wish"_s}}}, u"expression[0]"_s,
            u"Wish"_s);
        row("no kind", {QJsonObject{}}, u"expression[0]"_s, u"resource_type"_s);
        row("no object", {QJsonValue(7)}, u"expression[0]"_s, u"resource_type"_s);
        row("identity", {QJsonObject{{u"resource_type"_s, u"IdentityGroupExpression"_s}}},
            u"expression[0]"_s, u"extended_expression"_s);
        row("member type", {condition(u"Toaster"_s, u"Tag"_s, u"EQUALS"_s, u"a|b"_s)},
            u"expression[0]"_s, u"Toaster"_s);
        row("key", {condition(u"VirtualMachine"_s, u"Colour"_s, u"EQUALS"_s, u"red"_s)},
            u"expression[0]"_s, u"Colour"_s);
        row("operator", {condition(u"VirtualMachine"_s, u"Name"_s, u"LIKES"_s, u"web"_s)},
            u"expression[0]"_s, u"LIKES"_s);
        row("not equals on a machine's tag",
            {condition(u"VirtualMachine"_s, u"Tag"_s, u"NOTEQUALS"_s, u"a|b"_s)},
            u"expression[0]"_s, u"NOTEQUALS"_s);
        row("computer name of a segment",
            {condition(u"Segment"_s, u"ComputerName"_s, u"EQUALS"_s, u"x"_s)}, u"expression[0]"_s,
            u"virtual machines only"_s);
        row("scope operator without tag",
            {condition(u"VirtualMachine"_s, u"Name"_s, u"EQUALS"_s, u"x"_s, u"NOTEQUALS"_s)},
            u"expression[0]"_s, u"tags only"_s);
        row("empty tag", {tagged(u"|"_s)}, u"expression[0]"_s, u"neither"_s);
        row("empty name", {condition(u"VirtualMachine"_s, u"Name"_s, u"EQUALS"_s, {})},
            u"expression[0]"_s, u"empty"_s);
        row("long scope", {tagged(QString(129, u's') + u"|t"_s)}, u"expression[0]"_s, u"129"_s);
        row("long tag", {tagged(u"s|"_s + QString(257, u't'))}, u"expression[0]"_s, u"257"_s);
        QStringList many;
        for (int i = 0; i < 4001; ++i) {
            many << u"10.%1.%2.1"_s.arg(i / 200).arg(i % 200);
        }
        row("addresses without end", {addresses(many)}, u"expression"_s, u"4001"_s);
        auto excluding = tagged(u"a|b"_s);
        excluding.insert(u"exclude"_s,
                         QJsonObject{{u"ip_address_expression"_s, addresses({u"ten"_s})}});
        row("wrong exclusion", {excluding}, u"expression[0].exclude"_s, u"ten"_s);
    }
    void refuses() {
        QFETCH(const QJsonArray, expression);
        QFETCH(const QString, element);
        QFETCH(const QString, word);
        const QStringList lines = blocking(expression);
        const bool isNamed = std::any_of(lines.begin(), lines.end(), [&](const QString& line) {
            return line.startsWith(element + u": "_s) && line.contains(word);
        });
        QVERIFY2(isNamed, qPrintable(lines.join(u'\n')));
    }

    // 15 of Segment and SegmentPort in a nested expression, 35 in all.
    void countsMixturesAndTheWhole() {
        const auto mixed = [](int i) {
            return condition(i % 2 == 0 ? u"Segment"_s : u"SegmentPort"_s, u"Tag"_s, u"EQUALS"_s,
                             u"s|%1"_s.arg(i));
        };
        const QJsonObject full = nested(joined(15, u"AND"_s, mixed));
        QCOMPARE(blocking({full}), QStringList());
        QVERIFY(!blocking({nested(joined(16, u"AND"_s, mixed))}).isEmpty());
        const QJsonArray much{full, conjunction(u"OR"_s), full, conjunction(u"OR"_s), full};
        QCOMPARE(blocking(much), QStringList{u"expression: It has 45 conditions in all; NSX takes "
                                             "35."_s});
    }

    void knowsTheGlobalManagersTypes() {
        const QJsonArray pods{condition(u"Pod"_s, u"Tag"_s, u"EQUALS"_s, u"a|b"_s)};
        QCOMPARE(blocking(pods), QStringList());
        QVERIFY(!blocking(pods, ExpressionManager::Global).isEmpty());
    }

    // NSX drops these itself, so they are said and not refused.
    void advisesOnRepetition() {
        const QJsonArray twice{tagged(u"a|b"_s), conjunction(u"OR"_s), tagged(u"a|b"_s)};
        const auto criteria = checkExpression(twice);
        QCOMPARE(criteria.size(), 1U);
        QVERIFY(!criteria.front().blocks);
        QCOMPARE(criteria.front().element, u"expression[2]"_s);
        const auto values = checkExpression({addresses({u"10.0.0.1"_s, u"10.0.0.1"_s})});
        QCOMPARE(values.size(), 1U);
        QVERIFY(!values.front().blocks);
    }

    void takesRealEstates_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("demo") << qEnvironmentVariable("BULKHEAD_SOURCE_DIR") +
                                     u"/resources/demo/estate.json"_s;
        const QString shared = qEnvironmentVariable("BULKHEAD_SHARED_DATA");
        const QDir dir(shared + u"/h-api"_s);
        const QStringList files =
            shared.isEmpty() ? QStringList() : dir.entryList({u"*.json"_s}, QDir::Files);
        for (const QString& file : files) {
            QTest::newRow(qPrintable(file)) << dir.filePath(file);
        }
    }
    void takesRealEstates() {
        QFETCH(const QString, file);
        QFile source(file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        QStringList placeholders;
        const QByteArray text = replaceTemplateVariables(source.readAll(), placeholders);
        std::vector<QJsonArray> expressions;
        collectExpressions(QJsonDocument::fromJson(text).object(), expressions);
        QVERIFY(!expressions.empty());
        for (const QJsonArray& expression : expressions) {
            QCOMPARE(blocking(expression), QStringList());
        }
    }
};

QTEST_GUILESS_MAIN(TestGroupExpressionCheck)
#include "tst_group_expression_check.moc"
