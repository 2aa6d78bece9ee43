// SPDX-License-Identifier: MIT
#include "ops/list_envelope.h"
#include "ops/parameter_check.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

namespace {

Operation sample() {
    Operation operation;
    operation.name = u"sample"_s;
    Parameter id;
    id.name = u"policy_id"_s;
    id.required = true;
    id.description = u"Id of the policy."_s;
    Parameter category;
    category.name = u"category"_s;
    category.allowed = {u"Emergency"_s, u"Application"_s};
    category.defaultValue = u"Application"_s;
    Parameter logged;
    logged.name = u"logged"_s;
    logged.type = ParameterType::Boolean;
    Parameter sources;
    sources.name = u"sources"_s;
    sources.type = ParameterType::StringList;
    operation.parameters = {id, category, logged, sources, limitParameter()};
    return operation;
}

QJsonObject json(const QString& text) {
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

} // namespace

class TestParameterCheck final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsMeant_data() {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("checked");
        const QString usual = u",\"category\":\"Application\",\"limit\":50}"_s;
        QTest::newRow("defaults") << u"{\"policy_id\":\"a\"}"_s
                                  << u"{\"policy_id\":\"a\""_s + usual;
        QTest::newRow("null is absent")
            << u"{\"policy_id\":\"a\",\"limit\":null}"_s << u"{\"policy_id\":\"a\""_s + usual;
        QTest::newRow("number as text")
            << u"{\"policy_id\":\"a\",\"limit\":\"20\"}"_s
            << u"{\"policy_id\":\"a\",\"category\":\"Application\",\"limit\":20}"_s;
        QTest::newRow("whole real number")
            << u"{\"policy_id\":\"a\",\"limit\":20.0}"_s
            << u"{\"policy_id\":\"a\",\"category\":\"Application\",\"limit\":20}"_s;
        QTest::newRow("text as number")
            << u"{\"policy_id\":1054}"_s << u"{\"policy_id\":\"1054\""_s + usual;
        QTest::newRow("bool as text") << u"{\"policy_id\":\"a\",\"logged\":\"True\"}"_s
                                      << u"{\"policy_id\":\"a\",\"logged\":true"_s + usual;
        QTest::newRow("one text for a list")
            << u"{\"policy_id\":\"a\",\"sources\":\"web\"}"_s
            << u"{\"policy_id\":\"a\",\"sources\":[\"web\"]"_s + usual;
        QTest::newRow("case of an enum")
            << u"{\"policy_id\":\"a\",\"category\":\"emergency\"}"_s
            << u"{\"policy_id\":\"a\",\"category\":\"Emergency\",\"limit\":50}"_s;
    }
    void takesWhatIsMeant() {
        QFETCH(const QString, given);
        QFETCH(const QString, checked);
        const auto result = checkArguments(sample(), json(given));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message()));
        QCOMPARE(*result, json(checked));
    }

    void refusesWithFieldValueAndRemedy_data() {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("contains");
        QTest::newRow("missing") << u"{}"_s << u"policy_id"_s << u"Give policy_id"_s;
        QTest::newRow("null for required")
            << u"{\"policy_id\":null}"_s << u"policy_id"_s << u"Give policy_id"_s;
        QTest::newRow("empty for required")
            << u"{\"policy_id\":\"  \"}"_s << u"policy_id"_s << u"not empty"_s;
        QTest::newRow("misspelt name")
            << u"{\"policy_id\":\"a\",\"limt\":5}"_s << u"limt"_s << u"Use limit instead of limt"_s;
        QTest::newRow("unknown name") << u"{\"policy_id\":\"a\",\"xyzzyplugh\":5}"_s
                                      << u"xyzzyplugh"_s << u"only these parameters"_s;
        QTest::newRow("too large") << u"{\"policy_id\":\"a\",\"limit\":1001}"_s << u"limit"_s
                                   << u"from 1 to 1000. limit is 1001"_s;
        QTest::newRow("too small")
            << u"{\"policy_id\":\"a\",\"limit\":0}"_s << u"limit"_s << u"from 1 to 1000"_s;
        QTest::newRow("half") << u"{\"policy_id\":\"a\",\"limit\":1.5}"_s << u"limit"_s
                              << u"whole number"_s;
        QTest::newRow("no number")
            << u"{\"policy_id\":\"a\",\"limit\":\"many\"}"_s << u"limit"_s << u"\"many\""_s;
        QTest::newRow("object for text")
            << u"{\"policy_id\":{\"a\":1}}"_s << u"policy_id"_s << u"{\"a\":1}"_s;
        QTest::newRow("list for text")
            << u"{\"policy_id\":[\"a\"]}"_s << u"policy_id"_s << u"a text"_s;
        QTest::newRow("misspelt enum") << u"{\"policy_id\":\"a\",\"category\":\"Aplication\"}"_s
                                       << u"category"_s << u"did you mean Application?"_s;
        QTest::newRow("no bool") << u"{\"policy_id\":\"a\",\"logged\":\"maybe\"}"_s << u"logged"_s
                                 << u"true or false"_s;
        QTest::newRow("list of objects")
            << u"{\"policy_id\":\"a\",\"sources\":[{}]}"_s << u"sources"_s << u"a list of texts"_s;
    }
    void refusesWithFieldValueAndRemedy() {
        QFETCH(const QString, given);
        QFETCH(const QString, field);
        QFETCH(const QString, contains);
        const auto result = checkArguments(sample(), json(given));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(result.error().object, field);
        QVERIFY2(result.error().message().contains(contains), qPrintable(result.error().message()));
    }

    void showsHostileValuesClean() {
        const auto result = checkArguments(
            sample(), {{u"policy_id"_s, u"a"_s},
                       {u"limit"_s, QString(u"\u001b[31m\u202e"_s + QString(10'000, u'x'))}});
        QVERIFY(!result);
        const QString message = result.error().message();
        QVERIFY(!message.contains(QChar(0x1b)));
        QVERIFY(!message.contains(QChar(0x202e)));
        QVERIFY(message.size() < 300);
    }
};

QTEST_GUILESS_MAIN(TestParameterCheck)
#include "tst_parameter_check.moc"
