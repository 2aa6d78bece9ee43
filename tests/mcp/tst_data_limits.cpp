// SPDX-License-Identifier: MIT
// No field and no list of others' text is longer than a client can bear.
#include "mcp/data_limits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace bulkhead::mcp;
using namespace Qt::StringLiterals;

class TestDataLimits final : public QObject {
    Q_OBJECT

private:
    static QJsonObject envelope(int count, int offset = 0) {
        QJsonArray items;
        for (int i = 0; i < count; ++i) {
            items.append(QJsonObject{{u"id"_s, i}, {u"text"_s, QString(90, u'x')}});
        }
        return {
            {u"items"_s, items},     {u"returned"_s, count},           {u"offset"_s, offset},
            {u"truncated"_s, false}, {u"next_offset"_s, QJsonValue()}, {u"hint"_s, QJsonValue()}};
    }

private Q_SLOTS:
    void shortFieldsStay() {
        const QJsonObject result{{u"a"_s, QString(kLongestField, u'x')},
                                 {u"b"_s, QJsonArray{1, QJsonValue(), true, u"t"_s}}};
        QCOMPARE(withShortFields(result), result);
    }
    void longFieldsAreCutEverywhere() {
        const QString longText(1'000'000, u'x');
        const QJsonObject result{
            {u"a"_s, longText},
            {u"b"_s, QJsonArray{QJsonObject{{u"c"_s, longText}}, QJsonArray{longText}}},
            {longText, 1}};
        const QJsonObject limited = withShortFields(result);
        QCOMPARE(limited.size(), 3);
        QVERIFY(limited.value(u"a"_s).toString().endsWith(u"[cut: 1000000 characters]"));
        QVERIFY(QJsonDocument(limited).toJson().size() < 5 * kLongestField);
    }
    void aSmallListStays() {
        QCOMPARE(withinBudget(envelope(10)), envelope(10));
        const QJsonObject single{{u"text"_s, QString(100, u'x')}};
        QCOMPARE(withinBudget(single, 10), single);
    }
    void aLongListIsCutAtAnItem() {
        const QJsonObject cut = withinBudget(envelope(1000, 200), 10'000);
        const qsizetype kept = cut.value(u"items"_s).toArray().size();
        QVERIFY(kept > 50 && kept < 100);
        QVERIFY(QJsonDocument(cut).toJson(QJsonDocument::Compact).size() < 10'300);
        QCOMPARE(cut.value(u"returned"_s).toInteger(), kept);
        QCOMPARE(cut.value(u"truncated"_s).toBool(), true);
        QCOMPARE(cut.value(u"next_offset"_s).toInteger(), 200 + kept);
        QVERIFY(cut.value(u"hint"_s).toString().contains(QString::number(200 + kept)));
    }
    void oneItemAlwaysStays() {
        const QJsonObject cut = withinBudget(envelope(3), 10);
        QCOMPARE(cut.value(u"items"_s).toArray().size(), 1);
        QCOMPARE(cut.value(u"next_offset"_s).toInt(), 1);
        QCOMPARE(withinBudget(envelope(1), 10), envelope(1));
    }
};

QTEST_GUILESS_MAIN(TestDataLimits)
#include "tst_data_limits.moc"
