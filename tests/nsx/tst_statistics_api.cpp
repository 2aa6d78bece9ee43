// SPDX-License-Identifier: MIT
#include "nsx/statistics_api.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;

namespace {

using Number = std::optional<qint64>;

std::vector<RuleStatistics> read(const QByteArray& json) {
    return statisticsIn(QJsonDocument::fromJson(json).object());
}

} // namespace

class TestStatisticsApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The three shapes that managers and clients know of the same counters.
    void readsEveryShape_data() {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray counters =
            R"({"internal_rule_id":"1042","rule":"/p/rules/r","packet_count":7,"byte_count":70,)"
            R"("session_count":3,"hit_count":5,"popularity_index":2})";
        const QByteArray start = R"({"results":[{"enforcement_point":"/ep","statistics":)";
        QTest::newRow("of a rule") << start + counters + "}]}";
        QTest::newRow("of a policy") << start + R"({"results":[)" + counters + "]}}]}";
        QTest::newRow("a plain list") << start + "[" + counters + "]}]}";
    }
    void readsEveryShape() {
        QFETCH(const QByteArray, answer);
        const auto rules = read(answer);
        QCOMPARE(rules.size(), 1U);
        QCOMPARE(rules.front().rulePath, u"/p/rules/r"_s);
        QCOMPARE(rules.front().ruleNumber, u"1042"_s);
        QCOMPARE(rules.front().total.packets, Number(7));
        QCOMPARE(rules.front().total.bytes, Number(70));
        QCOMPARE(rules.front().total.sessions, Number(3));
        QCOMPARE(rules.front().total.hits, Number(5));
        QCOMPARE(rules.front().total.popularity, Number(2));
        QCOMPARE(rules.front().points.size(), 1U);
        QCOMPARE(rules.front().points.front().enforcementPoint, u"/ep"_s);
    }

    void addsEnforcementPointsUp() {
        const auto rules = read(
            R"({"results":[
            {"enforcement_point":"/a","statistics":{"rule":"/r","hit_count":5,"byte_count":1,"popularity_index":9}},
            {"enforcement_point":"/b","statistics":{"rule":"/r","hit_count":6,"popularity_index":4}}]})");
        QCOMPARE(rules.size(), 1U);
        QCOMPARE(rules.front().points.size(), 2U);
        QCOMPARE(rules.front().total.hits, Number(11));
        QCOMPARE(rules.front().total.popularity, Number(9));
        // One point did not say: the sum is unknown, not the other's number, and never 0.
        QCOMPARE(rules.front().total.bytes, Number());
        QCOMPARE(rules.front().total.packets, Number());
    }

    void keepsRulesApart() {
        const auto rules = read(R"({"results":[{"statistics":{"results":[
            {"rule":"/a","hit_count":1},{"rule":"/b","hit_count":0},
            {"internal_rule_id":"3","hit_count":4},{"internal_rule_id":"4","hit_count":8}]}}]})");
        QCOMPARE(rules.size(), 4U);
        QCOMPARE(rules.at(1).total.hits, Number(0));
        QCOMPARE(rules.at(3).total.hits, Number(8));
    }

    void countersAboveTwoBillion() {
        const auto rules =
            read(R"({"results":[{"statistics":{"rule":"/r","byte_count":9007199254740991}}]})");
        QCOMPARE(rules.front().total.bytes, Number(9007199254740991));
    }

    void nothingIsNotZero_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no results") << QByteArray(R"({"results":[],"result_count":0})");
        QTest::newRow("no statistics") << QByteArray(R"({"results":[{"enforcement_point":"/a"}]})");
        QTest::newRow("empty list") << QByteArray(R"({"results":[{"statistics":{"results":[]}}]})");
        QTest::newRow("another shape") << QByteArray(R"({"results":"no"})");
    }
    void nothingIsNotZero() {
        QFETCH(const QByteArray, answer);
        QVERIFY(read(answer).empty());
    }
};

QTEST_GUILESS_MAIN(TestStatisticsApi)
#include "tst_statistics_api.moc"
