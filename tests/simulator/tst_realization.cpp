// SPDX-License-Identifier: MIT
// Realization status, statistics and rules by their number.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kInfra = u"/policy/api/v1/infra"_s;
const QString kPolicy = u"/infra/domains/default/security-policies/p"_s;

const char* const kEstate = R"({
  "infra": {"resource_type": "Infra", "children": [
    {"resource_type": "ChildDomain", "Domain": {"id": "default", "children": [
      {"resource_type": "ChildGroup", "Group": {"id": "g"}},
      {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "p", "children": [
        {"resource_type": "ChildRule", "Rule": {"id": "second", "action": "DROP",
          "sequence_number": 20, "rule_id": 1500, "tag": "label",
          "source_groups": ["/infra/domains/default/groups/g", "10.0.0.1"]}},
        {"resource_type": "ChildRule", "Rule": {"id": "first", "action": "ALLOW",
          "sequence_number": 10}}]}}]}}]},
  "statistics": {"/infra/domains/default/security-policies/p/rules/second":
    {"hit_count": 7, "packet_count": 70, "byte_count": 700, "session_count": 5}}})";

} // namespace

class TestRealization : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void isRealizedAtOnceWithoutADelay() {
        const QJsonObject status = this->status(kPolicy);
        QCOMPARE(status.value(u"publish_status").toString(), u"REALIZED"_s);
        QCOMPARE(status.value(u"intent_path").toString(), kPolicy);
        QCOMPARE(status.value(u"intent_version").toString(), u"0"_s);
        QCOMPARE(status.value(u"consolidated_status_per_enforcement_point").toArray().size(), 1);
        QCOMPARE(m_client->get(kInfra + u"/realized-state/status?intent_path=/infra/x"_s).status,
                 404);
        QCOMPARE(m_client->get(kInfra + u"/realized-state/status"_s).status, 400);
    }

    void takesItsTime() {
        SimulatorOptions options;
        options.realizationDelayMs = 500;
        start(options);
        const QString group = u"/infra/domains/default/groups/new"_s;
        const QJsonObject made = m_client->put(policy(group), {}).json();
        // A slow machine may be through with the delay already; then there is nothing to see.
        if (made.value(u"state").toString() == u"IN_PROGRESS"_s) {
            QTRY_COMPARE(m_client->get(policy(group)).json().value(u"state").toString(),
                         u"SUCCESS"_s);
        }
        QTRY_COMPARE(status(group).value(u"publish_status").toString(), u"REALIZED"_s);
    }

    void staysUnrealizedUntilTheDelayIsOver() {
        SimulatorOptions options;
        options.realizationDelayMs = 600'000;
        start(options);
        const QString group = u"/infra/domains/default/groups/new"_s;
        QCOMPARE(m_client->put(policy(group), {}).json().value(u"state").toString(),
                 u"IN_PROGRESS"_s);
        const QJsonObject status = this->status(group);
        QCOMPARE(status.value(u"publish_status").toString(), u"UNREALIZED"_s);
        QCOMPARE(status.value(u"publish_time").toInt(), -1);
        QCOMPARE(status.value(u"consolidated_status")
                     .toObject()
                     .value(u"consolidated_status")
                     .toString(),
                 u"IN_PROGRESS"_s);
        const Reply entities =
            m_client->get(kInfra + u"/realized-state/realized-entities?intent_path="_s + group);
        QCOMPARE(entities.column(u"state"_s), QStringList{u"UNREALIZED"_s});
    }

    void failsWhereItIsToldTo() {
        const QString rule = kPolicy + u"/rules/first"_s;
        RealizationError error;
        error.message = u"The host is out of heap."_s;
        error.errorCode = 7001;
        m_manager->plantRealizationError(rule, error);
        // The policy around the rule fails with it; what is beside it does not.
        for (const QString& path : {rule, kPolicy}) {
            const QJsonObject failed = status(path);
            QCOMPARE(failed.value(u"publish_status").toString(), u"ERROR"_s);
            const QJsonObject point = failed.value(u"consolidated_status_per_enforcement_point")
                                          .toArray()
                                          .first()
                                          .toObject();
            QCOMPARE(point.value(u"consolidated_status")
                         .toObject()
                         .value(u"consolidated_status")
                         .toString(),
                     u"ERROR"_s);
            QCOMPARE(point.value(u"alarm").toObject().value(u"message").toString(), error.message);
        }
        QCOMPARE(status(kPolicy + u"/rules/second"_s).value(u"publish_status").toString(),
                 u"REALIZED"_s);
        const QJsonObject entity =
            m_client->get(kInfra + u"/realized-state/realized-entities?intent_path="_s + rule)
                .results()
                .first()
                .toObject();
        QCOMPARE(entity.value(u"state").toString(), u"ERROR"_s);
        const QJsonObject details =
            entity.value(u"alarms").toArray().first().toObject().value(u"error_details").toObject();
        QCOMPARE(details.value(u"error_code").toInt(), 7001);
        QCOMPARE(details.value(u"error_message").toString(), error.message);
        QCOMPARE(m_client->get(kInfra + u"/realized-state/alarms"_s).column(u"source_reference"_s),
                 QStringList{rule});

        m_manager->clearRealizationErrors();
        QCOMPARE(status(kPolicy).value(u"publish_status").toString(), u"REALIZED"_s);
        QCOMPARE(m_client->get(kInfra + u"/realized-state/alarms"_s).results().size(), 0);
    }

    void failsForWhatIsMadeLater() {
        const QString group = u"/infra/domains/default/groups/new"_s;
        m_manager->plantRealizationError(group, {});
        QCOMPARE(m_client->put(policy(group), {}).json().value(u"state").toString(), u"FAILURE"_s);
        QCOMPARE(status(group).value(u"publish_status").toString(), u"ERROR"_s);
    }

    void listsRealizedEntities() {
        const Reply reply = m_client->get(
            kInfra +
            u"/realized-state/realized-entities?intent_path=%2Finfra%2Fdomains%2Fdefault%2F"
            u"groups%2Fg"_s);
        const QJsonObject entity = reply.results().first().toObject();
        QCOMPARE(entity.value(u"entity_type").toString(), u"RealizedGroup"_s);
        QCOMPARE(entity.value(u"state").toString(), u"REALIZED"_s);
        QCOMPARE(entity.value(u"path").toString(),
                 u"/infra/realized-state/enforcement-points/default/groups/nsgroups/default.g"_s);
        const Reply same = m_client->get(kInfra +
                                         u"/realized-state/realized-entity?"
                                         u"realized_path="_s +
                                         entity.value(u"path").toString());
        QCOMPARE(same.json(), entity);
        QCOMPARE(m_client->get(kInfra + u"/realized-state/realized-entities?intent_path=/x"_s)
                     .results()
                     .size(),
                 0);
    }

    void refreshes() {
        const QString url =
            kInfra + u"/realized-state/realized-entity?action=refresh&intent_path="_s;
        QCOMPARE(m_client->post(url + kPolicy, {}).status, 204);
        QCOMPARE(m_client->post(url + u"/infra/x"_s, {}).status, 404);
    }

    void nestsTheStatisticsOfAPolicy() {
        const Reply reply = m_client->get(policy(kPolicy + u"/statistics"_s));
        const QJsonObject point = reply.results().first().toObject();
        QCOMPARE(point.value(u"enforcement_point").toString(),
                 u"/infra/sites/default/enforcement-points/default"_s);
        const QJsonObject statistics = point.value(u"statistics").toObject();
        QCOMPARE(statistics.value(u"result_count").toInt(), 2);
        const QJsonArray rules = statistics.value(u"results").toArray();
        QCOMPARE(rules.at(0).toObject().value(u"rule").toString(), kPolicy + u"/rules/first"_s);
        QCOMPARE(rules.at(0).toObject().value(u"hit_count").toInt(-1), 0);
        QCOMPARE(rules.at(1).toObject().value(u"hit_count").toInt(), 7);
        QCOMPARE(rules.at(1).toObject().value(u"byte_count").toInt(), 700);
        QCOMPARE(rules.at(1).toObject().value(u"internal_rule_id").toString(), u"1500"_s);
    }

    void doesNotNestTheStatisticsOfARule() {
        const Reply reply = m_client->get(policy(kPolicy + u"/rules/second/statistics"_s));
        const QJsonObject statistics =
            reply.results().first().toObject().value(u"statistics").toObject();
        QCOMPARE(statistics.value(u"session_count").toInt(), 5);
        QVERIFY(!statistics.contains(u"results"));
        QCOMPARE(m_client->get(policy(kPolicy + u"/rules/none/statistics"_s)).status, 404);
        QCOMPARE(m_client->get(policy(kPolicy + u"x/statistics"_s)).status, 404);
    }

    void resetsStatistics() {
        const QString url = kInfra + u"/settings/firewall/stats?action=reset&category="_s;
        QCOMPARE(m_client->post(url + u"CAT"_s, {}).status, 400);
        QCOMPARE(m_client->post(url + u"EDGE"_s, {}).status, 200);
        QCOMPARE(hits(), 7);
        QCOMPARE(m_client->post(url + u"DFW"_s, {}).status, 200);
        QCOMPARE(hits(), 0);
    }

    void findsRulesByNumber() {
        const QJsonObject rule = m_client->get(u"/api/v1/firewall/rules/1500"_s).json();
        QCOMPARE(rule.value(u"display_name").toString(), u"second"_s);
        QCOMPARE(rule.value(u"rule_tag").toString(), u"label"_s);
        QCOMPARE(rule.value(u"action").toString(), u"DROP"_s);
        const QJsonArray sources = rule.value(u"sources").toArray();
        QCOMPARE(sources.size(), 2);
        QCOMPARE(rule.value(u"destinations").toArray().size(), 0);
        QCOMPARE(m_client->get(u"/api/v1/firewall/rules/999999"_s).errorCode(), 202);
        // A number that the data set gave is not given again.
        const QJsonObject made =
            m_client->put(policy(kPolicy + u"/rules/third"_s), {{u"action"_s, u"ALLOW"_s}}).json();
        QVERIFY(made.value(u"rule_id").toInt() > 1500);
    }

    void hasNoManagerRulesFrom90On() {
        SimulatorOptions options;
        options.productVersion = u"9.1.0.0.0"_s;
        start(options);
        QCOMPARE(m_client->get(u"/api/v1/firewall/rules/1500"_s).status, 404);
        QCOMPARE(m_client->get(kInfra + u"/network-spans"_s)
                     .results()
                     .first()
                     .toObject()
                     .value(u"is_default")
                     .toBool(),
                 true);
        start({});
        QCOMPARE(m_client->get(kInfra + u"/network-spans"_s).status, 404);
    }

private:
    Estate estate() const override { return estateOf(kEstate); }
    QJsonObject status(const QString& path) {
        return m_client->get(kInfra + u"/realized-state/status?intent_path="_s + path).json();
    }
    int hits() {
        return m_client->get(policy(kPolicy + u"/rules/second/statistics"_s))
            .results()
            .first()
            .toObject()
            .value(u"statistics")
            .toObject()
            .value(u"hit_count")
            .toInt(-1);
    }
};

QTEST_GUILESS_MAIN(TestRealization)
#include "tst_realization.moc"
