// SPDX-License-Identifier: MIT
// What the firewall does with a packet, read off traceflows: order, scope, direction, matching.
#include "traceflow_estate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kPath = u"/infra/domains/default/security-policies/"_s;

QByteArray service(const QByteArray& entry) {
    return R"("service_entries": [{"id": "e", )" + entry + "}]";
}

} // namespace

class TestVerdicts : public TraceflowTest {
    Q_OBJECT

private Q_SLOTS:
    /// One rule that drops, added before everything else: does it strike web-1 -> app-1 tcp/8443,
    /// and at which end?
    void matchesOrNot_data() {
        QTest::addColumn<QByteArray>("rule"); ///< besides id and action
        QTest::addColumn<QString>("struck");  ///< "source", "destination", "" for not at all
        const auto row = [](const char* name, const QByteArray& rule, const QString& struck) {
            QTest::newRow(name) << rule << struck;
        };
        const QString source = u"source"_s;
        const QString destination = u"destination"_s;
        const QString never;
        row("any", "", source);
        row("disabled", R"("disabled": true)", never);
        row("in only", R"("direction": "IN")", destination);
        row("out only", R"("direction": "OUT")", source);
        row("source group", R"("source_groups": ["/infra/domains/default/groups/web"])", source);
        row("other source group", R"("source_groups": ["/infra/domains/default/groups/app"])",
            never);
        row("empty group", R"("source_groups": ["/infra/domains/default/groups/nobody"])", never);
        row("source address", R"("source_groups": ["10.10.10.0/24"])", source);
        row("source range", R"("source_groups": ["10.10.10.10-10.10.10.12"])", source);
        row("other address", R"("source_groups": ["10.10.10.12"])", never);
        row("group and address",
            R"("source_groups": ["/infra/domains/default/groups/nobody", "10.10.10.11"])", source);
        row("not the source",
            R"("sources_excluded": true, "source_groups": ["/infra/domains/default/groups/web"])",
            never);
        row("not another",
            R"("sources_excluded": true, "source_groups": ["/infra/domains/default/groups/app"])",
            source);
        row("not nobody",
            R"("sources_excluded": true,
               "source_groups": ["/infra/domains/default/groups/nobody"])",
            source);
        row("destination group", R"("destination_groups": ["/infra/domains/default/groups/app"])",
            source);
        row("not the destination",
            R"("destinations_excluded": true, "destination_groups": ["10.10.20.0/24"])", never);
        row("applied to the source", R"("scope": ["/infra/domains/default/groups/web"])", source);
        row("applied to the destination", R"("scope": ["/infra/domains/default/groups/app"])",
            destination);
        row("applied nowhere", R"("scope": ["/infra/domains/default/groups/nobody"])", never);
        row("applied to the destination, out",
            R"("direction": "OUT", "scope": ["/infra/domains/default/groups/app"])", never);
        row("IPv4", R"("ip_protocol": "IPV4")", source);
        row("IPv6", R"("ip_protocol": "IPV6")", never);
        row("port", service(R"("resource_type": "L4PortSetServiceEntry", "l4_protocol": "TCP",
                       "destination_ports": ["80", "8000-9000"])"),
            source);
        row("other port", service(R"("resource_type": "L4PortSetServiceEntry", "l4_protocol": "TCP",
                       "destination_ports": ["80"])"),
            never);
        row("source port",
            service(R"("resource_type": "L4PortSetServiceEntry", "l4_protocol": "TCP",
                       "source_ports": ["40000"])"),
            source);
        row("other protocol",
            service(R"("resource_type": "L4PortSetServiceEntry", "l4_protocol": "UDP",
                       "destination_ports": ["8443"])"),
            never);
        row("protocol number",
            service(R"("resource_type": "IPProtocolServiceEntry", "protocol_number": 6)"), source);
        row("application gateway", service(R"("resource_type": "ALGTypeServiceEntry", "alg": "FTP",
                       "destination_ports": ["8443"])"),
            source);
        row("application gateway of UDP",
            service(R"("resource_type": "ALGTypeServiceEntry", "alg": "TFTP",
                       "destination_ports": ["8443"])"),
            never);
        row("ping", service(R"("resource_type": "ICMPTypeServiceEntry", "protocol": "ICMPv4")"),
            never);
        row("predefined service", R"("services": ["/infra/services/HTTPS"])", never);
        row("nested service", service(R"("resource_type": "NestedServiceServiceEntry",
                       "nested_service_path": "/infra/services/odd")"),
            source);
        row("service among others",
            R"("services": ["/infra/services/HTTPS", "/infra/services/odd"])", source);
    }
    void matchesOrNot() {
        QFETCH(QByteArray, rule);
        QFETCH(QString, struck);
        const Reply odd = m_client->put(policy(u"/infra/services/odd"_s), json(R"({
            "service_entries": [{"resource_type": "L4PortSetServiceEntry", "id": "e",
              "l4_protocol": "TCP", "destination_ports": ["8443"]}]})"));
        QCOMPARE(odd.status, 200);
        const QByteArray body =
            R"({"category": "Emergency", "rules": [{"id": "r", "action": "DROP")" +
            (rule.isEmpty() ? QByteArray() : ", " + rule) + "}]}";
        const Reply made = m_client->put(kPolicies + u"/first"_s, json(body.constData()));
        QVERIFY2(made.status == 200, made.body.constData());
        const int id =
            made.json().value(u"rules").toArray().first().toObject().value(u"rule_id").toInt();
        const QList<int> expected = struck == u"source"_s        ? QList<int>{id}
                                    : struck == u"destination"_s ? QList<int>{2001, id}
                                                                 : QList<int>{2001, 2001};
        const Reply observed = trace(u"web-1"_s, tcp(kWeb, kApp, 8443));
        QCOMPARE(rulesIn(observed), expected);
        QCOMPARE(isDelivered(observed), struck.isEmpty());
    }

    void matchesOtherProtocols_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QByteArray>("transport");
        QTest::addColumn<bool>("isV6");
        QTest::addColumn<bool>("matches");
        const QByteArray echo = R"({"icmp_echo_request_header": {}})";
        const QByteArray ping4 = R"("resource_type": "ICMPTypeServiceEntry", "protocol": "ICMPv4")";
        const QByteArray ping6 = R"("resource_type": "ICMPTypeServiceEntry", "protocol": "ICMPv6")";
        const auto row = [](const char* name, const QByteArray& entry, const QByteArray& transport,
                            bool isV6, bool matches) {
            QTest::newRow(name) << entry << transport << isV6 << matches;
        };
        row("ping", ping4, echo, false, true);
        row("echo request", ping4 + R"(, "icmp_type": 8, "icmp_code": 0)", echo, false, true);
        row("echo reply", ping4 + R"(, "icmp_type": 0)", echo, false, false);
        row("ping of the other family", ping6, echo, false, false);
        row("ping 6", ping6 + R"(, "icmp_type": 128)", echo, true, true);
        row("dns", R"("resource_type": "L4PortSetServiceEntry", "l4_protocol": "UDP",
                      "destination_ports": ["53"])",
            R"({"dns_header": {"address": "a.example"}})", false, true);
        row("udp", R"("resource_type": "L4PortSetServiceEntry", "l4_protocol": "UDP",
                      "destination_ports": ["514"])",
            R"({"udp_header": {"src_port": 1, "dst_port": 514}})", false, true);
    }
    void matchesOtherProtocols() {
        QFETCH(QByteArray, entry);
        QFETCH(QByteArray, transport);
        QFETCH(bool, isV6);
        QFETCH(bool, matches);
        const QByteArray body =
            R"({"category": "Emergency", "rules": [{"id": "r", "action": "DROP",)" +
            service(entry) + "}]}";
        QCOMPARE(m_client->put(kPolicies + u"/first"_s, json(body.constData())).status, 200);
        const Reply observed =
            trace(u"web-1"_s, packet(isV6 ? u"fd00:10::11"_s : kWeb, isV6 ? u"fd00:20::21"_s : kApp,
                                     json(transport.constData())));
        QVERIFY(!observed.results().isEmpty());
        QCOMPARE(isDelivered(observed), !matches);
    }

    void goesThroughTheCategoriesInOrder() {
        const auto put = [&](const QString& category, int sequence, const QString& action) {
            const QJsonObject rule = {{u"id"_s, u"r"_s}, {u"action"_s, action}};
            const Reply made = m_client->put(kPolicies + u'/' + category.toLower(),
                                             {{u"category"_s, category},
                                              {u"sequence_number"_s, sequence},
                                              {u"rules"_s, QJsonArray{rule}}});
            QCOMPARE(made.status, 200);
        };
        put(u"Environment"_s, 1, u"DROP"_s);
        QVERIFY(!webToApp());
        put(u"Infrastructure"_s, 999, u"ALLOW"_s);
        QVERIFY(webToApp());
        put(u"Emergency"_s, 999999, u"REJECT"_s);
        QVERIFY(!webToApp());
    }

    void goesThroughRulesBySequenceNumber() {
        QJsonObject body = json(R"({"category": "Emergency", "rules": [
            {"id": "drop", "action": "DROP", "sequence_number": 20},
            {"id": "allow", "action": "ALLOW", "sequence_number": 10}]})");
        QCOMPARE(m_client->put(kPolicies + u"/first"_s, body).status, 200);
        QVERIFY(webToApp());
        QCOMPARE(m_client
                     ->post(kPolicies + u"/first/rules/drop?action=revise&operation=insert_top"_s,
                            json(R"({"action": "DROP", "sequence_number": 20, "_revision": 0})"))
                     .status,
                 200);
        QVERIFY(!webToApp());
    }

    void jumpsToTheApplications() {
        QCOMPARE(m_client
                     ->put(kPolicies + u"/env"_s, json(R"({"category": "Environment",
            "rules": [
              {"id": "jump", "action": "JUMP_TO_APPLICATION", "sequence_number": 1,
               "source_groups": ["/infra/domains/default/groups/web"]},
              {"id": "drop", "action": "DROP", "sequence_number": 2}]})"))
                     .status,
                 200);
        const Reply observed = trace(u"web-1"_s, tcp(kWeb, kApp, 8443));
        QVERIFY(isDelivered(observed));
        const QJsonObject decided = observed.results().at(2).toObject();
        QCOMPARE(decided.value(u"acl_rule_id").toInt(), 2001);
        QCOMPARE(decided.value(u"jumpto_rule_id").toInt(), ruleId(u"env/rules/jump"_s));
        // Who is not sent on stays in Environment.
        QCOMPARE(rulesIn(trace(u"far-1"_s, tcp(u"10.10.30.31"_s, kApp, 8443))),
                 QList<int>{ruleId(u"env/rules/drop"_s)});
    }

    void letsAPolicysScopeReplaceItsRules() {
        QCOMPARE(m_client
                     ->put(kPolicies + u"/first"_s, json(R"({"category": "Emergency",
            "scope": ["/infra/domains/default/groups/app"],
            "rules": [{"id": "r", "action": "DROP",
                       "scope": ["/infra/domains/default/groups/web"]}]})"))
                     .status,
                 200);
        QCOMPARE(rulesIn(trace(u"web-1"_s, tcp(kWeb, kApp, 8443))),
                 QList<int>({2001, ruleId(u"first/rules/r"_s)}));
    }

    void makesAConnectivityPreferenceARule() {
        const Reply made = m_client->put(kPolicies + u"/first"_s, json(R"({
            "category": "Emergency", "connectivity_preference": "ALLOWLIST",
            "scope": ["/infra/domains/default/groups/app"]})"));
        QCOMPARE(made.status, 200);
        const Reply observed = trace(u"web-1"_s, tcp(kWeb, kApp, 8443));
        QCOMPARE(rulesIn(observed),
                 QList<int>({2001, made.json().value(u"default_rule_id").toInt()}));
        QVERIFY(!isDelivered(observed));
    }

    void fallsThroughToTheDefaultRule() {
        QCOMPARE(rulesIn(trace(u"web-1"_s, tcp(kWeb, kApp, 80))), QList<int>({2, 2}));
        const QString url = kPolicies + u"/default-layer3-section/rules/default-layer3-rule"_s;
        QJsonObject last = m_client->get(url).json();
        last.insert(u"action"_s, u"DROP"_s);
        QCOMPARE(m_client->put(url, last).status, 200);
        const Reply observed = trace(u"web-1"_s, tcp(kWeb, kApp, 80));
        QCOMPARE(rulesIn(observed), QList<int>{2});
        QVERIFY(!isDelivered(observed));
    }

    void hasNoFilterOnExcludedMachines() {
        QCOMPARE(m_client
                     ->put(kPolicies + u"/first"_s, json(R"({"category": "Emergency",
            "rules": [{"id": "r", "action": "DROP"}]})"))
                     .status,
                 200);
        const int drop = ruleId(u"first/rules/r"_s);
        const QString list = policy(u"/infra/settings/firewall/security/exclude-list"_s);
        const auto exclude = [&](const QStringList& members) {
            QCOMPARE(
                m_client->patch(list, {{u"members"_s, QJsonArray::fromStringList(members)}}).status,
                200);
        };
        exclude({u"/infra/domains/default/groups/web"_s});
        QCOMPARE(rulesIn(trace(u"web-1"_s, tcp(kWeb, kApp, 8443))), QList<int>{drop});
        exclude({u"/infra/domains/default/groups/web"_s, u"/infra/segments/app/ports/app-1"_s});
        const Reply observed = trace(u"web-1"_s, tcp(kWeb, kApp, 8443));
        QCOMPARE(rulesIn(observed), QList<int>());
        QVERIFY(!observed.column(u"component_type"_s).contains(u"DFW"_s));
        QVERIFY(isDelivered(observed));
    }

    void canBeSwitchedOff() {
        const QString url = policy(u"/infra/settings/firewall/security"_s);
        QCOMPARE(m_client->patch(url, {{u"enable_firewall"_s, false}}).status, 200);
        const Reply observed = trace(u"web-1"_s, tcp(kWeb, kApp, 23));
        QVERIFY(isDelivered(observed));
        QCOMPARE(rulesIn(observed), QList<int>());
    }

    void followsTags() {
        QCOMPARE(m_client
                     ->put(policy(u"/infra/domains/default/groups/bad"_s), json(R"({
            "expression": [{"resource_type": "Condition", "member_type": "VirtualMachine",
              "key": "Tag", "operator": "EQUALS", "value": "state|bad"}]})"))
                     .status,
                 200);
        QCOMPARE(m_client
                     ->put(kPolicies + u"/first"_s, json(R"({"category": "Emergency",
            "rules": [{"id": "r", "action": "DROP",
                       "source_groups": ["/infra/domains/default/groups/bad"]}]})"))
                     .status,
                 200);
        QVERIFY(webToApp());
        QCOMPARE(m_client
                     ->post(u"/api/v1/fabric/virtual-machines?action=add_tags"_s,
                            json(R"({"external_id": "web-1",
                                     "tags": [{"scope": "state", "tag": "bad"}]})"))
                     .status,
                 204);
        QVERIFY(!webToApp());
    }

    void looksAtEthernetFirst() {
        QCOMPARE(m_client
                     ->put(kPolicies + u"/l2"_s, json(R"({"category": "Ethernet",
            "rules": [{"id": "no-v6", "action": "DROP", "sequence_number": 1,
              "source_groups": ["/infra/domains/default/groups/web"],
              "service_entries": [{"resource_type": "EtherTypeServiceEntry", "id": "e",
                "ether_type": 34525}]}]})"))
                     .status,
                 200);
        const QJsonObject v6 = packet(u"fd00:10::11"_s, u"fd00:20::21"_s,
                                      json(R"({"tcp_header": {"dst_port": 8443}})"));
        const Reply dropped = trace(u"web-1"_s, v6);
        QVERIFY(!isDelivered(dropped));
        const QJsonObject last = dropped.results().last().toObject();
        QCOMPARE(last.value(u"l2_rule_id").toInt(), ruleId(u"l2/rules/no-v6"_s));
        QVERIFY(!last.contains(u"acl_rule_id"));
        const Reply passed = trace(u"web-1"_s, tcp(kWeb, kApp, 8443));
        QVERIFY(isDelivered(passed));
        QCOMPARE(passed.results().at(2).toObject().value(u"l2_rule_id").toInt(), 1);
    }

    void keepsToItsSchedule_data() {
        QTest::addColumn<QByteArray>("schedule");
        QTest::addColumn<bool>("isInForce");
        QTest::newRow("always")
            << QByteArray(R"({"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY",
                "SATURDAY", "SUNDAY"]})")
            << true;
        QTest::newRow("over") << QByteArray(R"({"recurring": false, "start_date": "01/01/2020",
            "end_date": "01/02/2020"})")
                              << false;
        QTest::newRow("not yet") << QByteArray(R"({"start_date": "01/01/2999"})") << false;
        QTest::newRow("since long") << QByteArray(R"({"start_date": "01/01/2020"})") << true;
        QTest::newRow("at no time")
            << QByteArray(R"({"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY",
                "SATURDAY", "SUNDAY"], "time_interval":
                [{"start_interval": "12:00", "end_interval": "12:00"}]})")
            << false;
    }
    void keepsToItsSchedule() {
        QFETCH(QByteArray, schedule);
        QFETCH(bool, isInForce);
        const Reply made =
            m_client->put(policy(u"/infra/firewall-schedulers/s"_s), json(schedule.constData()));
        QVERIFY2(made.status == 200, made.body.constData());
        QCOMPARE(m_client
                     ->put(kPolicies + u"/first"_s, json(R"({"category": "Emergency",
            "scheduler_path": "/infra/firewall-schedulers/s",
            "rules": [{"id": "r", "action": "DROP"}]})"))
                     .status,
                 200);
        QCOMPARE(webToApp(), !isInForce);
    }

private:
    static bool isDelivered(const Reply& observed) {
        return observed.results().last().toObject().value(u"resource_type").toString() ==
               u"TraceflowObservationDelivered"_s;
    }
    bool webToApp() { return isDelivered(trace(u"web-1"_s, tcp(kWeb, kApp, 8443))); }
    int ruleId(const QString& path) {
        return m_client->get(policy(kPath + path)).json().value(u"rule_id").toInt();
    }
};

QTEST_GUILESS_MAIN(TestVerdicts)
#include "tst_verdicts.moc"
