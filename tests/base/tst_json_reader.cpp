// SPDX-License-Identifier: MIT
#include "base/json_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

class TestJsonReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhereItBreaks_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::addRow("empty") << QByteArray() << u"is empty"_s;
        QTest::addRow("blank") << QByteArray(" \n\t") << u"is empty"_s;
        QTest::addRow("HTML") << QByteArray("<!DOCTYPE html><p>busy</p>") << u"is HTML"_s;
        QTest::addRow("cut off") << QByteArray("{\"results\": [\n {\"id\": \"web\"") << u"line 2"_s;
        QTest::addRow("comma") << QByteArray("{\"a\": 1,}") << u"line 1, column"_s;
        QTest::addRow("not UTF-8") << QByteArray("{\"a\": \"\xff\xfe\"}") << u"not valid JSON"_s;
        QTest::addRow("two values") << QByteArray("{} {}") << u"not valid JSON"_s;
    }
    void saysWhereItBreaks() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const auto reader = JsonReader::parse(bytes, u"estate.json"_s);
        QVERIFY(!reader);
        const QString message = reader.error().message();
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY(message.contains(u"estate.json"));
        QVERIFY(!message.contains(u'\n'));
    }

    void convertsEveryType() {
        const QByteArray bytes =
            R"({"a":[1,-2,2.5,true,false,null,"ü"],"b":{"c":9007199254740993},"d":1e300})";
        const auto reader = JsonReader::parse(bytes, u"x"_s);
        QVERIFY(reader);
        QCOMPARE(toQJson(reader->root()), QJsonValue(QJsonDocument::fromJson(bytes).object()));
    }

    void replacesTemplateVariables() {
        QStringList names;
        const QByteArray out = replaceTemplateVariables(
            "{'mark': {{mark}}, 'name': 'keep {{this}} \\' {{and}}', 'o': {{mark}}}"_ba.replace(
                '\'', '"'),
            names);
        QCOMPARE(names, QStringList{u"mark"_s});
        QCOMPARE(out, "{'mark': null, 'name': 'keep {{this}} \\' {{and}}', 'o': null}"_ba.replace(
                          '\'', '"'));
        names.clear();
        QCOMPARE(replaceTemplateVariables("{\"a\":{\"b\":1}}", names), "{\"a\":{\"b\":1}}");
        QVERIFY(names.isEmpty());
        // No placeholder: left for the parser to refuse.
        QCOMPARE(replaceTemplateVariables("{{ not a name }}", names), "{{ not a name }}");
    }
};

QTEST_GUILESS_MAIN(TestJsonReader)
#include "tst_json_reader.moc"
