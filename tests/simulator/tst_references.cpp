// SPDX-License-Identifier: MIT
// What objects point to: refused when it is not there, and kept from deletion while it is used.
// Groups, services, the exclusion list and segments as objects.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kDomain = u"/infra/domains/default"_s;
const QString kWeb = u"/infra/domains/default/groups/web"_s;

} // namespace

class TestReferences : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void refusesRulesThatPointNowhere_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("path");
        QTest::newRow("source") << u"source_groups"_s << kDomain + u"/groups/nope"_s;
        QTest::newRow("destination") << u"destination_groups"_s << kDomain + u"/groups/nope"_s;
        QTest::newRow("service") << u"services"_s << u"/infra/services/nope"_s;
        QTest::newRow("other case") << u"services"_s << u"/infra/services/https"_s;
        QTest::newRow("profile") << u"profiles"_s << u"/infra/context-profiles/nope"_s;
        QTest::newRow("scope") << u"scope"_s << kDomain + u"/groups/nope"_s;
    }
    void refusesRulesThatPointNowhere() {
        QFETCH(QString, field);
        QFETCH(QString, path);
        const QString url = policy(kDomain + u"/security-policies/p"_s);
        const QJsonObject rule = {
            {u"id"_s, u"r"_s}, {u"action"_s, u"ALLOW"_s}, {field, QJsonArray{path}}};
        const Reply reply = m_client->put(url, {{u"rules"_s, QJsonArray{rule}}});
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.errorCode(), 500012);
        QVERIFY(reply.json().value(u"error_message").toString().contains(path));
        QCOMPARE(m_client->get(url).status, 404); // nothing of it was kept
    }

    void keepsWhatIsUsed() {
        const QString url = policy(kDomain + u"/security-policies/p"_s);
        const QJsonObject rule = {
            {u"id"_s, u"r"_s}, {u"action"_s, u"ALLOW"_s}, {u"source_groups"_s, QJsonArray{kWeb}}};
        QCOMPARE(m_client->put(url, {{u"rules"_s, QJsonArray{rule}}}).status, 200);
        const Reply refused = m_client->remove(policy(kWeb) + u"?force=true"_s);
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.errorCode(), 500030);
        QVERIFY(refused.json()
                    .value(u"error_message")
                    .toString()
                    .contains(u"path=["_s + kDomain + u"/security-policies/p/rules/r]"_s));
        QCOMPARE(m_client->get(policy(kWeb)).status, 200);

        QCOMPARE(m_client->remove(url).status, 200);
        QCOMPARE(m_client->remove(policy(kWeb)).status, 200);
    }

    void keepsNestedAndExcludedGroups() {
        QJsonObject outer = json(R"({"expression": [
            {"resource_type": "PathExpression", "paths": ["/infra/domains/default/groups/web"]}]})");
        QCOMPARE(m_client->put(policy(kDomain + u"/groups/outer"_s), outer).status, 200);
        QCOMPARE(m_client->remove(policy(kWeb)).errorCode(), 500030);
        QCOMPARE(m_client->remove(policy(kDomain + u"/groups/outer"_s)).status, 200);

        const QString list = policy(u"/infra/settings/firewall/security/exclude-list"_s);
        QJsonObject excluded = m_client->get(list).json();
        QCOMPARE(excluded.value(u"members").toArray(), QJsonArray());
        excluded.insert(u"members"_s, QJsonArray{kWeb});
        QCOMPARE(m_client->put(list, excluded).revision(), 1);
        QCOMPARE(m_client->remove(policy(kWeb)).errorCode(), 500030);
        QCOMPARE(m_client->put(list, excluded).status, 412);
        QCOMPARE(m_client->remove(list).status, 400);
    }

    void protectsPredefinedServices() {
        const QString url = policy(u"/infra/services/HTTPS"_s);
        QJsonObject https = m_client->get(url).json();
        QCOMPARE(https.value(u"is_default").toBool(), true);
        QCOMPARE(https.value(u"_system_owned").toBool(), true);
        QCOMPARE(https.value(u"_create_user").toString(), u"system"_s);
        const QJsonObject entry = https.value(u"service_entries").toArray().first().toObject();
        QCOMPARE(entry.value(u"destination_ports").toArray(), QJsonArray{u"443"_s});
        QCOMPARE(entry.value(u"parent_path").toString(), u"/infra/services/HTTPS"_s);
        https.insert(u"description"_s, u"mine now"_s);
        QCOMPARE(m_client->put(url, https).status, 400);
        QCOMPARE(m_client->remove(url).status, 400);
    }

    void keepsServicesAndTheirEntries() {
        const QString url = policy(u"/infra/services/app"_s);
        const QJsonObject service = json(R"({"service_entries": [
            {"resource_type": "L4PortSetServiceEntry", "id": "a", "l4_protocol": "TCP",
             "destination_ports": ["80", "8000-8010"]}]})");
        QCOMPARE(m_client->patch(url, service).status, 200);
        QCOMPARE(m_client->get(url).json().value(u"service_type").toString(), u"NON_ETHER"_s);

        const QString entry = url + u"/service-entries/b"_s;
        QCOMPARE(m_client
                     ->put(entry, json(R"({"resource_type": "IPProtocolServiceEntry",
                                               "protocol_number": 47})"))
                     .status,
                 200);
        QCOMPARE(m_client->get(url + u"/service-entries"_s).column(u"id"_s),
                 QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(m_client->get(url).revision(), 1);
        QJsonObject stale = m_client->get(entry).json();
        stale.insert(u"_revision"_s, 0);
        QCOMPARE(m_client->put(entry, stale).status, 412);
        QCOMPARE(m_client->remove(entry).status, 200);
        QCOMPARE(m_client->get(entry).status, 404);
        QCOMPARE(m_client->remove(url).status, 200);
    }

    void refusesBadServiceEntries_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("no type") << QByteArray(R"({})");
        QTest::newRow("no protocol") << QByteArray(R"({"resource_type": "L4PortSetServiceEntry"})");
        QTest::newRow("port") << QByteArray(R"({"resource_type": "L4PortSetServiceEntry",
            "l4_protocol": "TCP", "destination_ports": ["70000"]})");
        QTest::newRow("backward") << QByteArray(R"({"resource_type": "L4PortSetServiceEntry",
            "l4_protocol": "TCP", "destination_ports": ["20-10"]})");
        QTest::newRow("16 values") << QByteArray(R"({"resource_type": "L4PortSetServiceEntry",
            "l4_protocol": "TCP", "destination_ports": ["1-2","3-4","5-6","7-8","9-10","11-12",
            "13-14","15-16"]})");
        QTest::newRow("code alone") << QByteArray(R"({"resource_type": "ICMPTypeServiceEntry",
            "protocol": "ICMPv4", "icmp_code": 0})");
        QTest::newRow("two alg ports") << QByteArray(R"({"resource_type": "ALGTypeServiceEntry",
            "alg": "FTP", "destination_ports": ["21", "22"]})");
        QTest::newRow("protocol number")
            << QByteArray(R"({"resource_type": "IPProtocolServiceEntry", "protocol_number": 256})");
    }
    void refusesBadServiceEntries() {
        QFETCH(QByteArray, entry);
        const Reply reply =
            m_client->put(policy(u"/infra/services/app"_s),
                          {{u"service_entries"_s, QJsonArray{json(entry.constData())}}});
        QCOMPARE(reply.errorCode(), 255);
    }

    void refusesChildrenOfMissingParents() {
        QCOMPARE(m_client->get(policy(u"/infra/domains/nope/groups"_s)).errorCode(), 500012);
        QCOMPARE(m_client->put(policy(u"/infra/domains/nope/groups/g"_s), {}).errorCode(), 500012);
        QCOMPARE(m_client
                     ->put(policy(kDomain + u"/security-policies/nope/rules/r"_s),
                           {{u"action"_s, u"ALLOW"_s}})
                     .errorCode(),
                 500012);
        QCOMPARE(m_client->remove(policy(kDomain)).status, 400);
    }

    void refusesBadExpressions_data() {
        QTest::addColumn<QByteArray>("expression");
        const auto row = [](const char* name, const char* expression) {
            QTest::newRow(name) << QByteArray(expression);
        };
        const char* const vm = R"({"resource_type": "Condition", "member_type": "VirtualMachine",
                                   "key": "Tag", "operator": "EQUALS", "value": "a|b"})";
        const QByteArray condition(vm);
        row("unknown kind", R"([{"resource_type": "Magic"}])");
        row("unknown member", R"([{"resource_type": "Condition", "member_type": "Cat",
                                   "key": "Tag", "value": "x"}])");
        QTest::newRow("no conjunction") << '[' + condition + ',' + condition + ']';
        QTest::newRow("conjunction at the end")
            << '[' + condition +
                   R"(,{"resource_type": "ConjunctionOperator", "conjunction_operator": "OR"}])";
        QTest::newRow("and with addresses")
            << '[' + condition +
                   R"(,{"resource_type": "ConjunctionOperator", "conjunction_operator": "AND"},
                   {"resource_type": "IPAddressExpression", "ip_addresses": ["10.0.0.1"]}])";
        row("mixed families", R"([{"resource_type": "IPAddressExpression",
                                   "ip_addresses": ["10.0.0.1", "::1"]}])");
        row("no address", R"([{"resource_type": "IPAddressExpression",
                               "ip_addresses": ["web-01"]}])");
        row("no path", R"([{"resource_type": "PathExpression", "paths": ["web"]}])");
        row("mac", R"([{"resource_type": "MACAddressExpression", "mac_addresses": ["00:11"]}])");
        row("negated tag", R"([{"resource_type": "Condition", "member_type": "VirtualMachine",
                                "key": "Tag", "operator": "NOTEQUALS", "value": "a"}])");
        QByteArray six = condition;
        for (int i = 0; i < 5; ++i) {
            six += R"(,{"resource_type": "ConjunctionOperator", "conjunction_operator": "OR"},)" +
                   condition;
        }
        QTest::newRow("six criteria") << '[' + six + ']';
        QTest::newRow("nested or")
            << QByteArray(R"([{"resource_type": "NestedExpression", "expressions": [)") +
                   condition +
                   R"(,{"resource_type": "ConjunctionOperator", "conjunction_operator": "OR"},)" +
                   condition + "]}]";
    }
    void refusesBadExpressions() {
        QFETCH(QByteArray, expression);
        const QJsonDocument list = QJsonDocument::fromJson(expression);
        QVERIFY(list.isArray());
        const Reply reply =
            m_client->put(policy(kDomain + u"/groups/g"_s), {{u"expression"_s, list.array()}});
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.errorCode(), 255);
    }

    void givesExpressionsTheirPaths() {
        const QString url = policy(kDomain + u"/groups/g"_s);
        const QJsonObject group = json(R"({"expression": [
            {"resource_type": "NestedExpression", "expressions": [
              {"resource_type": "Condition", "member_type": "VirtualMachine", "key": "Name",
               "operator": "STARTSWITH", "value": "web"}]},
            {"resource_type": "ConjunctionOperator", "conjunction_operator": "OR"},
            {"resource_type": "IPAddressExpression", "ip_addresses": ["10.0.0.1", "10.0.0.1"]}]})");
        const QJsonObject made = m_client->put(url, group).json();
        const QJsonArray parts = made.value(u"expression").toArray();
        const QJsonObject inner =
            parts.at(0).toObject().value(u"expressions").toArray().first().toObject();
        QCOMPARE(inner.value(u"parent_path").toString(), kDomain + u"/groups/g"_s);
        QVERIFY(inner.value(u"path").toString().startsWith(kDomain +
                                                           u"/groups/g/condition-expressions/"_s));
        QCOMPARE(inner.value(u"scope_operator").toString(), u"EQUALS"_s);
        QCOMPARE(parts.at(2).toObject().value(u"ip_addresses").toArray(),
                 QJsonArray{u"10.0.0.1"_s});
        // The same again is no change, although the body lacks ids and paths.
        QJsonObject again = group;
        again.insert(u"_revision"_s, 0);
        QCOMPARE(m_client->put(url, again).revision(), 0);
    }

    void changesListsOfAGroupInPlace() {
        const QString url = policy(kDomain + u"/groups/g"_s);
        m_client->put(url, {});
        const QString part = url + u"/ip-address-expressions/ips"_s;
        QCOMPARE(m_client->patch(part, json(R"({"ip_addresses": ["10.0.0.1"]})")).status, 200);
        QCOMPARE(m_client
                     ->post(part + u"?action=add"_s,
                            json(R"({"ip_addresses": ["10.0.0.2", "10.0.0.3"]})"))
                     .status,
                 200);
        QCOMPARE(
            m_client->post(part + u"?action=remove"_s, json(R"({"ip_addresses": ["10.0.0.1"]})"))
                .status,
            200);
        const auto expression = [&] { return m_client->get(url).json().value(u"expression"_s); };
        QCOMPARE(expression().toArray().first().toObject().value(u"ip_addresses").toArray(),
                 QJsonArray({u"10.0.0.2"_s, u"10.0.0.3"_s}));
        const QString paths = url + u"/path-expressions/ps"_s;
        QCOMPARE(m_client->patch(paths, {{u"paths"_s, QJsonArray{kWeb}}}).status, 200);
        QCOMPARE(expression().toArray().size(), 3);
        QCOMPARE(m_client->remove(part).status, 200);
        QCOMPARE(expression().toArray().size(), 1);
        QCOMPARE(m_client->remove(part).status, 404);
        QCOMPARE(m_client->post(part + u"?action=add"_s, {}).status, 404);
    }

    void checksSchedulers() {
        const QString url = policy(u"/infra/firewall-schedulers/s"_s);
        QCOMPARE(m_client->put(url, {}).status, 400);
        QCOMPARE(m_client->put(url, json(R"({"recurring": false, "days": ["MONDAY"]})")).status,
                 400);
        QCOMPARE(m_client->put(url, json(R"({"days": ["MONDAY"]})")).status, 200);
        const QJsonObject policyWithIt = {{u"scheduler_path"_s, u"/infra/firewall-schedulers/s"_s}};
        QCOMPARE(m_client->put(policy(kDomain + u"/security-policies/p"_s), policyWithIt).status,
                 200);
        QCOMPARE(m_client->remove(url).errorCode(), 500030);
    }

    void hasTheFirewallsSettings() {
        const QString url = policy(u"/infra/settings/firewall/security"_s);
        QJsonObject settings = m_client->get(url).json();
        QCOMPARE(settings.value(u"resource_type").toString(), u"DfwFirewallConfiguration"_s);
        QCOMPARE(settings.value(u"enable_firewall").toBool(), true);
        settings.insert(u"enable_firewall"_s, false);
        QCOMPARE(m_client->put(url, settings).json().value(u"enable_firewall").toBool(true), false);
    }

private:
    void prepare() override { QCOMPARE(m_client->put(policy(kWeb), {}).status, 200); }
};

QTEST_GUILESS_MAIN(TestReferences)
#include "tst_references.moc"
