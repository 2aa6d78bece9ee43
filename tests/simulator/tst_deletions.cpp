// SPDX-License-Identifier: MIT
// Deletions: kept by who names the object, by what is in it, by the system, and by time.
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

class TestDeletions : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatSomethingNames_data() {
        QTest::addColumn<QString>("referrer");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("target");
        const QString scheduler = u"/infra/firewall-schedulers/office"_s;
        const QString profile = u"/infra/context-profiles/tls"_s;
        const QString service = u"/infra/services/app"_s;
        const QString rule = kDomain + u"/security-policies/p/rules/r"_s;
        const QString ids =
            u"/infra/settings/firewall/security/intrusion-services/profiles/servers"_s;
        const auto row = [](const char* name, const QString& referrer, const QByteArray& body,
                            const QString& target) {
            QTest::newRow(name) << referrer << body << target;
        };
        row("source", rule,
            R"({"action": "DROP", "source_groups": ["/infra/domains/default/groups/web"]})", kWeb);
        row("destination", rule,
            R"({"action": "DROP", "destination_groups": ["/infra/domains/default/groups/web"]})",
            kWeb);
        row("rule's scope", rule,
            R"({"action": "DROP", "scope": ["/infra/domains/default/groups/web"]})", kWeb);
        row("service", rule, R"({"action": "DROP", "services": ["/infra/services/app"]})", service);
        row("service in an entry", rule, R"({"action": "DROP", "service_entries": [
            {"resource_type": "NestedServiceServiceEntry", "id": "e",
             "nested_service_path": "/infra/services/app"}]})",
            service);
        row("profile", rule, R"({"action": "DROP", "profiles": ["/infra/context-profiles/tls"]})",
            profile);
        row("policy's scope", kDomain + u"/security-policies/p"_s,
            R"({"scope": ["/infra/domains/default/groups/web"]})", kWeb);
        row("schedule", kDomain + u"/security-policies/p"_s,
            R"({"scheduler_path": "/infra/firewall-schedulers/office"})", scheduler);
        row("group's path", kDomain + u"/groups/outer"_s, R"({"expression": [
            {"resource_type": "PathExpression",
             "paths": ["/infra/domains/default/groups/web"]}]})",
            kWeb);
        row("group's exception", kDomain + u"/groups/outer"_s, R"({"expression": [
            {"resource_type": "Condition", "member_type": "IPAddress", "key": "ALL",
             "operator": "EQUALS", "value": "MALICIOUS_IP", "exclude": {"path_expression":
              {"resource_type": "PathExpression",
               "paths": ["/infra/domains/default/groups/web"]}}}]})",
            kWeb);
        row("exclusion list", u"/infra/settings/firewall/security/exclude-list"_s,
            R"({"members": ["/infra/domains/default/groups/web"]})", kWeb);
        row("nested service", u"/infra/services/outer"_s, R"({"service_entries": [
            {"resource_type": "NestedServiceServiceEntry", "id": "e",
             "nested_service_path": "/infra/services/app"}]})",
            service);
        row("intrusion profile", kDomain + u"/intrusion-service-policies/i/rules/r"_s,
            R"({"action": "DETECT", "ids_profiles":
            ["/infra/settings/firewall/security/intrusion-services/profiles/servers"]})",
            ids);
        row("intrusion rule's group", kDomain + u"/intrusion-service-policies/i/rules/r"_s,
            R"({"action": "DETECT", "scope": ["/infra/domains/default/groups/web"], "ids_profiles":
            ["/infra/settings/firewall/security/intrusion-services/profiles/servers"]})",
            kWeb);
    }
    void keepsWhatSomethingNames() {
        QFETCH(QString, referrer);
        QFETCH(QByteArray, body);
        QFETCH(QString, target);
        const QList<std::pair<QString, QByteArray>> needed = {
            {u"/infra/firewall-schedulers/office"_s, R"({"days": ["MONDAY"]})"},
            {u"/infra/context-profiles/tls"_s, R"({"attributes": []})"},
            {u"/infra/services/app"_s, R"({"service_entries": []})"},
            {u"/infra/settings/firewall/security/intrusion-services/profiles/servers"_s,
             R"({"profile_severity": ["HIGH"]})"},
            {kDomain + u"/intrusion-service-policies/i"_s, "{}"},
            {kDomain + u"/security-policies/p"_s, "{}"}};
        for (const auto& [path, object] : needed) {
            const Reply made = m_client->patch(policy(path), json(object.constData()));
            QVERIFY2(made.status == 200, made.body.constData());
        }
        const Reply written = m_client->patch(policy(referrer), json(body.constData()));
        QVERIFY2(written.status == 200, written.body.constData());

        const Reply refused = m_client->remove(policy(target));
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.errorCode(), 500030);
        QCOMPARE(refused.json().value(u"error_message").toString(),
                 u"The object path=["_s + target +
                     u"] cannot be deleted as either it has children or it is being referenced by "
                     u"other objects path=["_s +
                     referrer + u"]."_s);
        QCOMPARE(m_client->get(policy(target)).status, 200);
    }

    void namesAllReferrersAndChildren() {
        const QString url = policy(kDomain + u"/security-policies/p/rules/"_s);
        m_client->put(policy(kDomain + u"/security-policies/p"_s), {});
        const QJsonObject rule = {{u"action"_s, u"ALLOW"_s},
                                  {u"source_groups"_s, QJsonArray{kWeb}}};
        QCOMPARE(m_client->put(url + u"a"_s, rule).status, 200);
        QCOMPARE(m_client->put(url + u"b"_s, rule).status, 200);
        const QString path = kDomain + u"/security-policies/p/rules/"_s;
        QVERIFY(m_client->remove(policy(kWeb))
                    .json()
                    .value(u"error_message")
                    .toString()
                    .contains(u"path=["_s + path + u"a,"_s + path + u"b]."_s));
        m_client->put(policy(u"/infra/tier-1s/t"_s), {});
        m_client->put(policy(u"/infra/tier-1s/t/segments/s"_s), {});
        const Reply parent = m_client->remove(policy(u"/infra/tier-1s/t"_s));
        QCOMPARE(parent.errorCode(), 500030);
        QVERIFY(parent.body.contains("/infra/tier-1s/t/segments/s"));
    }

    void keepsWhatTheSystemOwns_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("policy") << kDomain + u"/security-policies/default-layer3-section"_s;
        QTest::newRow("rule")
            << kDomain + u"/security-policies/default-layer3-section/rules/default-layer3-rule"_s;
        QTest::newRow("profile") << u"/infra/context-profiles/SSL"_s;
        QTest::newRow("domain") << kDomain;
        QTest::newRow("site") << u"/infra/sites/default"_s;
        QTest::newRow("settings") << u"/infra/settings/firewall/security"_s;
        QTest::newRow("intrusion profile")
            << u"/infra/settings/firewall/security/intrusion-services/profiles/DefaultIDSProfile"_s;
    }
    void keepsWhatTheSystemOwns() {
        QFETCH(QString, path);
        QCOMPARE(m_client->remove(policy(path)).status, 400);
        QCOMPARE(m_client->get(policy(path)).status, 200);
    }

    void freesAnIdWhenItsDeletionIsThrough() {
        SimulatorOptions options;
        options.purgeDelayMs = 50;
        start(options);
        m_client->put(policy(kWeb), {});
        QCOMPARE(m_client->remove(policy(kWeb)).status, 200);
        QTRY_COMPARE(m_client->patch(policy(kWeb), {}).status, 200);
        // Without a delay the id is free at once.
        start({});
        m_client->put(policy(kWeb), {});
        QCOMPARE(m_client->remove(policy(kWeb)).status, 200);
        QCOMPARE(m_client->put(policy(kWeb), {}).revision(), 0);
    }

    void forbidsAnIdUntilItsDeletionIsThrough() {
        SimulatorOptions options;
        options.purgeDelayMs = 600'000;
        const std::unique_ptr<SimulatedManager> slow = startManager(Estate::empty(), options);
        ApiClient client(*slow);
        client.put(policy(kWeb), {});
        QCOMPARE(client.remove(policy(kWeb)).status, 200);
        QCOMPARE(client.get(policy(kWeb)).status, 404);
        QCOMPARE(client.put(policy(kWeb), {}).errorCode(), 500045);
        const QString groups = policy(kDomain + u"/groups"_s);
        QCOMPARE(client.get(groups).results().size(), 0);
        const QJsonArray all =
            client.get(groups + u"?include_mark_for_delete_objects=true"_s).results();
        QCOMPARE(all.first().toObject().value(u"marked_for_delete").toBool(), true);
    }

    void keepsPortsThatHaveInterfaces() {
        const QString net = policy(u"/infra/segments/net"_s);
        QCOMPARE(m_client->remove(net).errorCode(), 503040);
        QCOMPARE(m_client->get(net + u"/ports"_s).json().value(u"result_count").toInt(), 2);
        QCOMPARE(m_client->remove(net + u"/ports/p2"_s).status, 200);
        QCOMPARE(m_client->remove(net + u"/ports/p1"_s).errorCode(), 503040);
    }

private:
    Estate estate() const override {
        return estateOf(R"({
            "infra": {"resource_type": "Infra", "children": [
              {"resource_type": "ChildSegment", "Segment": {"id": "net", "children": [
                {"resource_type": "ChildSegmentPort", "SegmentPort":
                  {"id": "p1", "attachment": {"id": "att-1"}}},
                {"resource_type": "ChildSegmentPort", "SegmentPort": {"id": "p2"}}]}}]},
            "virtual_machines": [{"external_id": "vm-1", "display_name": "one"}],
            "vifs": [{"external_id": "vm-1-4000", "owner_vm_id": "vm-1",
                      "lport_attachment_id": "att-1"}]})");
    }
    void prepare() override { QCOMPARE(m_client->put(policy(kWeb), {}).status, 200); }
};

QTEST_GUILESS_MAIN(TestDeletions)
#include "tst_deletions.moc"
