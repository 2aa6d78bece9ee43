// SPDX-License-Identifier: MIT
#include "ops/result_cleaner.h"

#include <QJsonArray>
#include <QTest>

using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

class TestResultCleaner final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleansEveryDepth() {
        const QString hostile = u"a\u001b[31mb\u202ec\u200bd"_s;
        const QString clean = u"a\ufffd[31mb\ufffdc\ufffdd"_s;
        const QJsonObject result = cleanResult(
            {{u"display_name"_s, hostile},
             {u"items"_s, QJsonArray{QJsonObject{{u"tags"_s, QJsonArray{hostile, 7, true}}}}},
             {u"nothing"_s, QJsonValue()}});
        QCOMPARE(result.value(u"display_name"_s).toString(), clean);
        const QJsonArray tags =
            result.value(u"items"_s).toArray().at(0).toObject().value(u"tags"_s).toArray();
        QCOMPARE(tags, (QJsonArray{clean, 7, true}));
        QVERIFY(result.value(u"nothing"_s).isNull());
    }

    void keepsLinesWhereTheyBelong() {
        const QJsonObject result =
            cleanResult({{u"description"_s, u"one\ntwo"_s}, {u"display_name"_s, u"one\ntwo"_s}});
        QCOMPARE(result.value(u"description"_s).toString(), u"one\ntwo"_s);
        QCOMPARE(result.value(u"display_name"_s).toString(), u"one two"_s);
    }

    void losesNoKey() {
        const QJsonObject result = cleanResult({{u"a\u200b"_s, 1}, {u"a\u202e"_s, 2}});
        QCOMPARE(result.size(), 2);
        QVERIFY(!result.keys().join(QString()).contains(QChar(0x200b)));
    }
};

QTEST_GUILESS_MAIN(TestResultCleaner)
#include "tst_result_cleaner.moc"
