// SPDX-License-Identifier: MIT
#include "ops/list_envelope.h"

#include <QTest>

using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

class TestListEnvelope final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhereItStands_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("total"); // -1: unknown
        QTest::addColumn<bool>("truncated");
        QTest::addColumn<int>("next"); // -1: null
        QTest::addColumn<bool>("hasHint");
        QTest::newRow("all on one page") << 3 << 50 << 0 << 3 << false << -1 << false;
        QTest::newRow("first of two") << 50 << 50 << 0 << 51 << true << 50 << true;
        QTest::newRow("last of two") << 1 << 50 << 50 << 51 << false << -1 << false;
        QTest::newRow("exactly full") << 50 << 50 << 0 << 50 << false << -1 << false;
        QTest::newRow("nothing at all") << 0 << 50 << 0 << 0 << false << -1 << false;
        QTest::newRow("past the end") << 0 << 50 << 100 << 51 << false << -1 << true;
        QTest::newRow("unknown total, full page") << 50 << 50 << 50 << -1 << true << 100 << true;
        QTest::newRow("unknown total, short page") << 7 << 50 << 50 << -1 << false << -1 << false;
    }
    void saysWhereItStands() {
        QFETCH(const int, count);
        QFETCH(const int, limit);
        QFETCH(const int, offset);
        QFETCH(const int, total);
        QFETCH(const int, next);
        QFETCH(const bool, hasHint);
        QJsonArray items;
        for (int i = 0; i < count; ++i) {
            items.append(i);
        }
        const QJsonObject envelope = listEnvelope(
            items, {{}, limit, offset}, total < 0 ? std::nullopt : std::optional<qint64>(total));
        QCOMPARE(envelope.value(u"returned"_s).toInt(), count);
        QCOMPARE(envelope.value(u"limit"_s).toInt(), limit);
        QCOMPARE(envelope.value(u"offset"_s).toInt(), offset);
        QCOMPARE(envelope.value(u"total"_s), total < 0 ? QJsonValue() : QJsonValue(total));
        QTEST(envelope.value(u"truncated"_s).toBool(), "truncated");
        QCOMPARE(envelope.value(u"next_offset"_s), next < 0 ? QJsonValue() : QJsonValue(next));
        QCOMPARE(!envelope.value(u"hint"_s).isNull(), hasHint);
    }

    void readsItsParametersBack() {
        const ListQuery query =
            listQuery({{u"name_filter"_s, u"web*"_s}, {u"limit"_s, 7}, {u"offset"_s, 14}});
        QCOMPARE(query.nameFilter, u"web*"_s);
        QCOMPARE(query.limit, 7);
        QCOMPARE(query.offset, 14);
    }
};

QTEST_GUILESS_MAIN(TestListEnvelope)
#include "tst_list_envelope.moc"
