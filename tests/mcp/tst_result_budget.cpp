// SPDX-License-Identifier: MIT
#include "mcp/result_budget.h"
#include "ops/list_envelope.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::mcp;
using namespace Qt::StringLiterals;

namespace {

qsizetype sizeOf(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact).size();
}

QJsonObject record(int number, int bytes) {
    return {{u"id"_s, u"r%1"_s.arg(number)}, {u"text"_s, QString(bytes, u'x')}};
}

QJsonArray records(int count, int bytes) {
    QJsonArray array;
    for (int i = 0; i < count; ++i) {
        array.append(record(i, bytes));
    }
    return array;
}

QJsonObject page(const QJsonArray& items, int offset, qint64 total) {
    return ops::listEnvelope(items, {{}, 1000, offset}, total);
}

} // namespace

class TestResultBudget final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesWhatFits() {
        const QJsonObject small = page(records(50, 100), 0, 50);
        QCOMPARE(withinBudget(small), small);
    }

    void cutsAPageAtARecord() {
        const QJsonObject cut = withinBudget(page(records(1000, 200), 2000, 5000));
        QVERIFY(sizeOf(cut) <= kResultBudget);
        const QJsonArray items = cut.value(u"items"_s).toArray();
        QVERIFY(items.size() > 200);
        QCOMPARE(items.at(items.size() - 1).toObject(), record(int(items.size()) - 1, 200));
        QCOMPARE(cut.value(u"returned"_s).toInt(), items.size());
        QCOMPARE(cut.value(u"next_offset"_s).toInt(), 2000 + items.size());
        QCOMPARE(cut.value(u"truncated"_s), QJsonValue(true));
        QCOMPARE(cut.value(u"total"_s).toInt(), 5000);
        QCOMPARE(cut.value(u"limit"_s).toInt(), 1000);
        QVERIFY(cut.value(u"hint"_s).toString().contains(QString::number(2000 + items.size())));
        QCOMPARE(cut.value(u"cut"_s).toArray().size(), 1);
    }

    // Whoever follows next_offset meets every record once.
    void pagesJoinWithoutGaps() {
        const QJsonArray all = records(700, 300);
        QStringList met;
        QJsonValue next = 0;
        while (!next.isNull()) {
            const int offset = next.toInt();
            QJsonArray rest;
            for (qsizetype i = offset; i < all.size(); ++i) {
                rest.append(all.at(i));
            }
            const QJsonObject cut = withinBudget(page(rest, offset, all.size()));
            for (const QJsonValue item : cut.value(u"items"_s).toArray()) {
                met << item.toObject().value(u"id"_s).toString();
            }
            next = cut.value(u"next_offset"_s);
            QVERIFY(next.isNull() || next.toInt() > offset);
        }
        QCOMPARE(met.size(), all.size());
        met.removeDuplicates();
        QCOMPARE(met.size(), all.size());
    }

    void keepsOneItemAndCutsInside() {
        QJsonObject big = record(0, 10);
        big.insert(u"members"_s, records(2000, 100));
        const QJsonObject cut = withinBudget(page({big, record(1, 10)}, 0, 2));
        QVERIFY(sizeOf(cut) <= kResultBudget);
        const QJsonArray items = cut.value(u"items"_s).toArray();
        QVERIFY(!items.isEmpty());
        const QJsonArray members = items.at(0).toObject().value(u"members"_s).toArray();
        QVERIFY(members.size() > 100 && members.size() < 2000);
        QCOMPARE(members.at(members.size() - 1).toObject(), record(int(members.size()) - 1, 100));
        QVERIFY(cut.value(u"cut"_s).toArray().last().toString().contains(u"members"_s));
    }

    void cutsListsOfASingleObject() {
        const QJsonObject cut = withinBudget({{u"display_name"_s, u"web"_s},
                                              {u"rules"_s, records(600, 200)},
                                              {u"tags"_s, records(3, 10)}});
        QVERIFY(sizeOf(cut) <= kResultBudget);
        QCOMPARE(cut.value(u"tags"_s).toArray(), records(3, 10));
        QVERIFY(cut.value(u"rules"_s).toArray().size() > 100);
        const QString said = cut.value(u"cut"_s).toArray().at(0).toString();
        QCOMPARE(said,
                 u"rules: the first %1 of 600."_s.arg(cut.value(u"rules"_s).toArray().size()));
    }

    void elidesTextsOfMadLength() {
        const QJsonObject cut =
            withinBudget({{u"description"_s, QString(1'000'000, u'a')},
                          {u"deep"_s, QJsonArray{QJsonObject{{u"x"_s, QString(5000, u'b')}}}}});
        QVERIFY(sizeOf(cut) <= kResultBudget);
        QVERIFY(cut.value(u"description"_s).toString().size() <= kLongestText);
        QVERIFY(cut.value(u"cut"_s).toArray().at(0).toString().contains(u"4096"_s));
    }
};

QTEST_GUILESS_MAIN(TestResultBudget)
#include "tst_result_budget.moc"
