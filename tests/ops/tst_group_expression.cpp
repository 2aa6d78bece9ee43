// SPDX-License-Identifier: MIT
// Editing a group's expression, and what is said about its tags: values only, no manager.
#include "ops/group_expression.h"
#include "ops/tag_advice.h"
#include "support/estate_builder.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

namespace {

QJsonObject addresses(const QStringList& list) {
    return tests::listExpression(u"IPAddressExpression"_s, u"ip_addresses"_s, list);
}

QJsonObject paths(const QStringList& list) {
    return tests::listExpression(u"PathExpression"_s, u"paths"_s, list);
}

QJsonObject orWord() {
    return tests::conjunction(u"OR"_s);
}

std::vector<nsx::TagUse> inUse(const QStringList& words) {
    std::vector<nsx::TagUse> used;
    qint64 count = 1;
    for (const QString& word : words) {
        used.push_back({UntrustedText(word.section(u'|', 0, 0)),
                        UntrustedText(word.section(u'|', 1)), count++});
    }
    return used;
}

} // namespace

class TestGroupExpression final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsFamiliesApart() {
        const auto edit = withAddresses({tests::tagged(u"a|b"_s)},
                                        {u"10.0.0.1"_s, u"2001:db8::1"_s, u" 10.0.0.2 "_s});
        QVERIFY(edit);
        QCOMPARE(edit->expression, QJsonArray({tests::tagged(u"a|b"_s), orWord(),
                                               addresses({u"10.0.0.1"_s, u"10.0.0.2"_s}), orWord(),
                                               addresses({u"2001:db8::1"_s})}));
        QCOMPARE(checkedExpression(edit->expression, false).value(), QStringList());
    }

    void keepsFieldsThatItDoesNotKnow() {
        QJsonObject known = addresses({u"10.0.0.1"_s});
        known.insert(u"id"_s, u"5d0e"_s);
        known.insert(u"of_the_future"_s, true);
        const auto edit = withAddresses({known}, {u"10.0.0.2"_s});
        QVERIFY(edit);
        QCOMPARE(edit->expression.size(), 1);
        QCOMPARE(edit->expression.at(0)[u"id"].toString(), u"5d0e"_s);
        QVERIFY(edit->expression.at(0)[u"of_the_future"].toBool());
    }

    // An operand that becomes empty goes, and one conjunction with it, wherever it stands.
    void removesWholeOperands_data() {
        QTest::addColumn<QJsonArray>("before");
        QTest::addColumn<QJsonArray>("after");
        const QJsonObject one = addresses({u"10.0.0.0/24"_s});
        const QJsonObject a = paths({u"/infra/segments/a"_s});
        const QJsonObject b = paths({u"/infra/segments/b"_s});
        QTest::newRow("alone") << QJsonArray{one} << QJsonArray();
        QTest::newRow("first") << QJsonArray{one, orWord(), a} << QJsonArray{a};
        QTest::newRow("last") << QJsonArray{a, orWord(), one} << QJsonArray{a};
        QTest::newRow("between") << QJsonArray{a, orWord(), one, orWord(), b}
                                 << QJsonArray{a, orWord(), b};
        QTest::newRow("twice") << QJsonArray{one, orWord(), a, orWord(), one} << QJsonArray{a};
        QTest::newRow("among others") << QJsonArray{addresses({u"10.0.0.0/24"_s, u"10.1.0.0/16"_s})}
                                      << QJsonArray{addresses({u"10.1.0.0/16"_s})};
    }
    void removesWholeOperands() {
        QFETCH(const QJsonArray, before);
        QFETCH(const QJsonArray, after);
        const auto edit = withoutAddresses(before, {u"10.0.0.7/24"_s});
        QVERIFY(edit);
        QCOMPARE(edit->expression, after);
        QCOMPARE(edit->notes, QStringList());
    }

    void saysWhatIsNotThere() {
        const auto edit = withoutAddresses({addresses({u"10.0.0.0/24"_s})}, {u"10.0.0.1"_s});
        QVERIFY(edit);
        QCOMPARE(edit->notes.size(), 1);
        QCOMPARE(edit->expression, QJsonArray{addresses({u"10.0.0.0/24"_s})});
        QVERIFY(!withAddresses({}, {u"ten"_s}));
        QVERIFY(!withoutAddresses({}, {u"10.0.0.9-10.0.0.1"_s}));
    }

    void findsEveryPath() {
        QJsonObject condition = tests::tagged(u"a|b"_s);
        condition.insert(u"exclude"_s,
                         QJsonObject{{u"path_expression"_s, paths({u"/infra/segments/x"_s})}});
        const QJsonObject nested{{u"resource_type"_s, u"NestedExpression"_s},
                                 {u"expressions"_s, QJsonArray{condition}}};
        QCOMPARE(pathsIn({nested, orWord(), paths({u"/infra/segments/y"_s})}),
                 QStringList({u"/infra/segments/x"_s, u"/infra/segments/y"_s}));
    }

    void guessesTheTagThatWasMeant_data() {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("meant");
        QTest::newRow("swap") << u"env"_s << u"prdo"_s << u"prod"_s;
        QTest::newRow("one missing") << u"env"_s << u"prd"_s << u"prod"_s;
        QTest::newRow("two away") << u"env"_s << u"productiom1"_s << u"production"_s;
        QTest::newRow("case") << u"env"_s << u"Prod"_s << u"prod"_s;
        QTest::newRow("in use") << u"env"_s << u"prod"_s << QString();
        QTest::newRow("another scope") << u"app"_s << u"prdo"_s << QString();
        QTest::newRow("something else") << u"env"_s << u"laboratory"_s << QString();
        // Short words are near to everything.
        QTest::newRow("short") << u"env"_s << u"db"_s << QString();
    }
    void guessesTheTagThatWasMeant() {
        QFETCH(const QString, scope);
        QFETCH(const QString, value);
        QFETCH(const QString, meant);
        const auto used = inUse({u"env|prod"_s, u"env|production"_s, u"env|qa"_s, u"tier|prdo"_s});
        const auto found = probablyMeant(used, scope, value);
        QCOMPARE(found ? found->tag.raw() : QString(), meant);
    }

    void selectsTagsAsNsxDoes_data() {
        QTest::addColumn<QString>("comparison");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("selected");
        QTest::newRow("equal") << u"EQUALS"_s << u"env|PROD"_s << 1;
        QTest::newRow("any value") << u"EQUALS"_s << u"env|"_s << 3;
        QTest::newRow("any scope") << u"EQUALS"_s << u"|prod"_s << 2;
        QTest::newRow("no bar") << u"EQUALS"_s << u"prod"_s << 2;
        QTest::newRow("contains") << u"CONTAINS"_s << u"env|ro"_s << 2;
        QTest::newRow("starts") << u"STARTSWITH"_s << u"env|prod"_s << 2;
        QTest::newRow("ends") << u"ENDSWITH"_s << u"env|a"_s << 1;
        QTest::newRow("in") << u"IN"_s << u"env|qa, prod"_s << 2;
        QTest::newRow("matches") << u"MATCHES"_s << u"env|p.*"_s << 2;
        QTest::newRow("broken pattern") << u"MATCHES"_s << u"env|("_s << 0;
    }
    void selectsTagsAsNsxDoes() {
        QFETCH(const QString, comparison);
        QFETCH(const QString, value);
        QFETCH(const int, selected);
        const auto used = inUse({u"env|prod"_s, u"env|production"_s, u"env|qa"_s, u"old|prod"_s});
        const model::TagCondition condition(value, comparison, {});
        QCOMPARE(static_cast<int>(selectedTags(used, condition).size()), selected);
    }
};

QTEST_GUILESS_MAIN(TestGroupExpression)
#include "tst_group_expression.moc"
