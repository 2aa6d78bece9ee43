// SPDX-License-Identifier: MIT
// Counters that grow: where packets can meet a rule, and nowhere else.
#include "traceflow_estate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

/// Busy enough that a hit comes within a moment: the data set says a month had that many.
const char* const kBusy = R"("statistics": {
  "/infra/domains/default/security-policies/web/rules/web-app": {"hit_count": 259200000000,
    "packet_count": 1, "byte_count": 1, "session_count": 1}}})";

} // namespace

class TestTraffic : public TraceflowTest {
    Q_OBJECT

private Q_SLOTS:
    void growsWithTime() {
        const qint64 first = hits(u"web/rules/web-app"_s);
        QTRY_VERIFY(hits(u"web/rules/web-app"_s) > first);
        const QJsonObject statistics = statisticsOf(u"web/rules/web-app"_s);
        QVERIFY(statistics.value(u"packet_count").toInteger() > 1);
        QVERIFY(statistics.value(u"byte_count").toInteger() >
                statistics.value(u"packet_count").toInteger());
        QVERIFY(statistics.value(u"max_session_count").toInteger() >=
                statistics.value(u"session_count").toInteger());
    }

    void staysWhereNothingMeetsTheRule_data() {
        QTest::addColumn<QByteArray>("change");
        QTest::newRow("disabled") << QByteArray(R"({"disabled": true})");
        QTest::newRow("empty source")
            << QByteArray(R"({"source_groups": ["/infra/domains/default/groups/nobody"]})");
        QTest::newRow("applied nowhere")
            << QByteArray(R"({"scope": ["/infra/domains/default/groups/nobody"]})");
    }
    void staysWhereNothingMeetsTheRule() {
        QFETCH(QByteArray, change);
        m_client->setHeader("nsx-enable-partial-patch", "true");
        QCOMPARE(
            m_client->patch(kPolicies + u"/web/rules/web-app"_s, json(change.constData())).status,
            200);
        const qint64 first = hits(u"web/rules/web-app"_s);
        QCOMPARE(hits(u"web/rules/web-app"_s), first);
        QCOMPARE(m_client
                     ->patch(kPolicies + u"/web/rules/web-app"_s,
                             json(R"({"notes": "nothing that matters"})"))
                     .status,
                 200);
        QCOMPARE(hits(u"web/rules/web-app"_s), first);
    }

    void staysUnderAnEarlierRule() {
        QVERIFY(hits(u"web/rules/web-app"_s) > 0);
        allowEverything();
        const qint64 first = hits(u"web/rules/web-app"_s);
        QVERIFY(first > 0); // what was counted stays counted
        QCOMPARE(hits(u"web/rules/web-app"_s), first);
    }

    void staysWhereMachinesAreExcluded() {
        const QString list = policy(u"/infra/settings/firewall/security/exclude-list"_s);
        QCOMPARE(m_client
                     ->patch(list, json(R"({"members": ["/infra/domains/default/groups/web",
                                                        "/infra/domains/default/groups/app"]})"))
                     .status,
                 200);
        const qint64 first = hits(u"web/rules/web-app"_s);
        QCOMPARE(hits(u"web/rules/web-app"_s), first);
    }

    void countsFromZeroAfterAReset() {
        const qint64 before = hits(u"web/rules/web-app"_s);
        QTRY_VERIFY(hits(u"web/rules/web-app"_s) > before + 1000);
        const QString reset =
            u"/policy/api/v1/infra/settings/firewall/stats?action=reset&category=DFW"_s;
        QCOMPARE(m_client->post(reset, {}).status, 200);
        const qint64 after = hits(u"web/rules/web-app"_s);
        QVERIFY(after < before);
        QTRY_VERIFY(hits(u"web/rules/web-app"_s) > after);
    }

    void standsStillWithoutASeed() {
        SimulatorOptions options;
        start(options);
        QCOMPARE(hits(u"web/rules/web-app"_s), qint64{259200000000});
        QCOMPARE(hits(u"web/rules/no-telnet"_s), 0);
    }

    void givesAnIntrusionRuleItsStatistics() {
        QCOMPARE(m_client
                     ->put(policy(u"/infra/domains/default/intrusion-service-policies/i"_s),
                           json(R"({"rules": [{"id": "r", "action": "DETECT", "ids_profiles":
                ["/infra/settings/firewall/security/intrusion-services/profiles/DefaultIDSProfile"]
                }]})"))
                     .status,
                 200);
        const Reply reply = m_client->get(
            policy(u"/infra/domains/default/intrusion-service-policies/i/statistics"_s));
        QCOMPARE(reply.results()
                     .first()
                     .toObject()
                     .value(u"statistics")
                     .toObject()
                     .value(u"result_count")
                     .toInt(),
                 1);
    }

private:
    Estate estate() const override {
        QByteArray text(kTraceflowEstate);
        text.chop(1); // the closing brace
        return estateOf(text + ", " + kBusy);
    }
    void prepare() override {
        SimulatorOptions options;
        options.trafficSeed = 7;
        start(options);
    }
    static Estate estateOf(const QByteArray& text) { return test::estateOf(text.constData()); }
    QJsonObject statisticsOf(const QString& rule) {
        return m_client->get(kPolicies + u'/' + rule + u"/statistics"_s)
            .results()
            .first()
            .toObject()
            .value(u"statistics")
            .toObject();
    }
    qint64 hits(const QString& rule) {
        return statisticsOf(rule).value(u"hit_count").toInteger(-1);
    }
};

QTEST_GUILESS_MAIN(TestTraffic)
#include "tst_traffic.moc"
