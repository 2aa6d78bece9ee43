// SPDX-License-Identifier: MIT
// Policies and rules: create, read, change, delete, revisions.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kPolicies = u"/policy/api/v1/infra/domains/default/security-policies"_s;

QJsonObject rule(const QString& id, int sequence) {
    return {{u"resource_type"_s, u"Rule"_s},
            {u"id"_s, id},
            {u"action"_s, u"ALLOW"_s},
            {u"sequence_number"_s, sequence}};
}

} // namespace

class TestPolicies : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void fillsWhatAClientLeavesOut() {
        const Reply created =
            m_client->put(kPolicies + u"/web"_s, {{u"rules"_s, QJsonArray{rule(u"r1"_s, 10)}}});
        QCOMPARE(created.status, 200);
        const QJsonObject policy = created.json();
        QCOMPARE(policy.value(u"id").toString(), u"web"_s);
        QCOMPARE(policy.value(u"display_name").toString(), u"web"_s);
        QCOMPARE(policy.value(u"category").toString(), u"Application"_s);
        QCOMPARE(policy.value(u"path").toString(),
                 u"/infra/domains/default/security-policies/web"_s);
        QCOMPARE(policy.value(u"parent_path").toString(), u"/infra/domains/default"_s);
        QCOMPARE(policy.value(u"stateful").toBool(), true);
        QCOMPARE(policy.value(u"tcp_strict").toBool(), true);
        QCOMPARE(policy.value(u"scope").toArray(), QJsonArray{u"ANY"_s});
        QCOMPARE(policy.value(u"_revision").toInt(-1), 0);
        QCOMPARE(policy.value(u"_create_user").toString(), u"admin"_s);
        QCOMPARE(policy.value(u"unique_id"), policy.value(u"realization_id"));
        QCOMPARE(policy.value(u"remote_path").toString(u"?"_s), QString());

        const QJsonObject stored = policy.value(u"rules").toArray().first().toObject();
        QCOMPARE(stored.value(u"direction").toString(), u"IN_OUT"_s);
        QCOMPARE(stored.value(u"ip_protocol").toString(), u"IPV4_IPV6"_s);
        QCOMPARE(stored.value(u"source_groups").toArray(), QJsonArray{u"ANY"_s});
        QCOMPARE(stored.value(u"disabled").toBool(true), false);
        QVERIFY(stored.value(u"rule_id").toInteger() >= 1000);
        QCOMPARE(stored.value(u"parent_path"), policy.value(u"path"));
    }

    void makesEthernetPoliciesStateless() {
        const Reply created =
            m_client->put(kPolicies + u"/l2"_s, {{u"category"_s, u"Ethernet"_s},
                                                 {u"rules"_s, QJsonArray{rule(u"r1"_s, 10)}}});
        QCOMPARE(created.status, 200);
        QCOMPARE(created.json().value(u"stateful").toBool(true), false);
        QVERIFY(
            !created.json().value(u"rules").toArray().first().toObject().contains(u"ip_protocol"));
    }

    void countsRevisionsOfRealChangesOnly() {
        const QString url = kPolicies + u"/web"_s;
        QJsonObject policy = m_client->put(url, {{u"description"_s, u"one"_s}}).json();
        policy = m_client->put(url, policy).json();
        QCOMPARE(policy.value(u"_revision").toInt(), 0);
        policy.insert(u"description"_s, u"two"_s);
        const Reply changed = m_client->put(url, policy);
        QCOMPARE(changed.revision(), 1);
        QVERIFY(changed.json().value(u"_last_modified_time").toInteger() >=
                changed.json().value(u"_create_time").toInteger());

        const Reply stale = m_client->put(url, policy);
        QCOMPARE(stale.status, 412);
        QCOMPARE(stale.json().value(u"httpStatus").toString(), u"PRECONDITION_FAILED"_s);
        policy.remove(u"_revision"_s);
        QCOMPARE(m_client->put(url, policy).status, 412);
        QCOMPARE(m_client->get(url).revision(), 1);
    }

    void replacesRulesOnPutAndAddsToThemOnPatch() {
        const QString url = kPolicies + u"/web"_s;
        m_client->put(url, {{u"rules"_s, QJsonArray{rule(u"a"_s, 10), rule(u"b"_s, 20)}}});
        const Reply patched = m_client->patch(url, {{u"rules"_s, QJsonArray{rule(u"c"_s, 15)}}});
        QCOMPARE(patched.status, 200);
        QVERIFY(patched.body.isEmpty());
        QVERIFY(!patched.hasHeader("Content-Type"));
        QCOMPARE(ruleIds(url), QStringList({u"a"_s, u"c"_s, u"b"_s}));
        QCOMPARE(m_client->get(url).revision(), 1);

        QJsonObject policy = m_client->get(url).json();
        policy.insert(u"rules"_s, QJsonArray{rule(u"c"_s, 15)});
        QCOMPARE(m_client->put(url, policy).status, 200);
        QCOMPARE(ruleIds(url), QStringList{u"c"_s});
    }

    void refusesAPutWithAStaleRule() {
        const QString url = kPolicies + u"/web"_s;
        const QJsonObject policy =
            m_client->put(url, {{u"rules"_s, QJsonArray{rule(u"a"_s, 10)}}}).json();
        QJsonObject change = rule(u"a"_s, 10);
        change.insert(u"logged"_s, true);
        QCOMPARE(m_client->patch(url + u"/rules/a"_s, change).status, 200);
        // The policy's own revision did not move, but its rule's did.
        QCOMPARE(m_client->get(url).revision(), 0);
        QCOMPARE(m_client->put(url, policy).status, 412);
        QCOMPARE(m_client->get(url + u"/rules/a"_s).json().value(u"logged").toBool(), true);
    }

    void keepsFieldsOnlyWithThePartialPatchHeader() {
        const QString url = kPolicies + u"/web"_s;
        m_client->put(url, {{u"description"_s, u"text"_s}, {u"sequence_number"_s, 7}});
        m_client->setHeader("nsx-enable-partial-patch", "true");
        m_client->patch(url, {{u"comments"_s, u"c"_s}});
        QCOMPARE(m_client->get(url).json().value(u"description").toString(), u"text"_s);
        QCOMPARE(m_client->get(url).json().value(u"sequence_number").toInt(), 7);

        m_client->setHeader("nsx-enable-partial-patch", "false");
        m_client->patch(url, {{u"comments"_s, u"d"_s}});
        QVERIFY(!m_client->get(url).json().contains(u"description"));
        QCOMPARE(m_client->get(url).json().value(u"sequence_number").toInt(), 0);
    }

    void keepsFieldsThatItDoesNotKnow() {
        const QString url = kPolicies + u"/web"_s;
        m_client->put(url, {{u"from_the_future"_s, QJsonObject{{u"x"_s, 1}}}});
        QCOMPARE(m_client->get(url).json().value(u"from_the_future").toObject(),
                 (QJsonObject{{u"x"_s, 1}}));
    }

    void ignoresWhatOnlyTheServerSets() {
        const QString url = kPolicies + u"/web"_s;
        const QJsonObject policy = m_client
                                       ->put(url, {{u"_create_user"_s, u"mallory"_s},
                                                   {u"is_default"_s, true},
                                                   {u"path"_s, u"/infra/elsewhere"_s},
                                                   {u"unique_id"_s, u"1"_s},
                                                   {u"description"_s, QJsonValue::Null}})
                                       .json();
        QCOMPARE(policy.value(u"_create_user").toString(), u"admin"_s);
        QCOMPARE(policy.value(u"is_default").toBool(true), false);
        QVERIFY(policy.value(u"path").toString().endsWith(u"/web"_s));
        QVERIFY(policy.value(u"unique_id").toString() != u"1"_s);
        QVERIFY(!policy.contains(u"description"));
    }

    void deletesAPolicyWithItsRules() {
        const QString url = kPolicies + u"/web"_s;
        m_client->put(url, {{u"rules"_s, QJsonArray{rule(u"a"_s, 10)}}});
        const Reply removed = m_client->remove(url);
        QCOMPARE(removed.status, 200);
        QVERIFY(removed.body.isEmpty());
        const Reply gone = m_client->get(url + u"/rules/a"_s);
        QCOMPARE(gone.status, 404);
        QCOMPARE(gone.errorCode(), 600);
        QVERIFY(gone.json().value(u"error_message").toString().contains(u"case sensitive"_s));
        QCOMPARE(m_client->remove(url).status, 404);
    }

    void remembersWhoLockedAPolicy() {
        const QString url = kPolicies + u"/web"_s;
        const QJsonObject open = m_client->put(url, {}).json();
        QCOMPARE(open.value(u"lock_modified_time").toInteger(-1), 0);
        m_client->patch(url, {{u"locked"_s, true}, {u"comments"_s, u"change window"_s}});
        const QJsonObject locked = m_client->get(url).json();
        QCOMPARE(locked.value(u"lock_modified_by").toString(), u"admin"_s);
        QVERIFY(locked.value(u"lock_modified_time").toInteger() > 0);
    }

    void protectsTheDefaultPolicies() {
        const QString url = kPolicies + u"/default-layer3-section"_s;
        const QJsonObject policy = m_client->get(url).json();
        QCOMPARE(policy.value(u"is_default").toBool(), true);
        QCOMPARE(m_client->remove(url).status, 400);
        QCOMPARE(m_client->remove(url + u"/rules/default-layer3-rule"_s).status, 400);

        QJsonObject last = m_client->get(url + u"/rules/default-layer3-rule"_s).json();
        QCOMPARE(last.value(u"rule_id").toInt(), 2);
        last.insert(u"action"_s, u"DROP"_s);
        last.insert(u"logged"_s, true);
        QCOMPARE(m_client->put(url + u"/rules/default-layer3-rule"_s, last).status, 200);
        last = m_client->get(url + u"/rules/default-layer3-rule"_s).json();
        QCOMPARE(last.value(u"action").toString(), u"DROP"_s);
        QCOMPARE(last.value(u"is_default").toBool(), true);
        last.insert(u"source_groups"_s, QJsonArray{u"10.0.0.1"_s});
        QCOMPARE(m_client->put(url + u"/rules/default-layer3-rule"_s, last).status, 400);
    }

    void refusesBadFields_data() {
        QTest::addColumn<QJsonObject>("body");
        const auto policyWith = [](const char* text) { return json(text); };
        QTest::newRow("category") << policyWith(R"({"category": "Whatever"})");
        QTest::newRow("sequence number") << policyWith(R"({"sequence_number": 1000000})");
        QTest::newRow("fraction") << policyWith(R"({"sequence_number": 1.5})");
        QTest::newRow("stateful Ethernet")
            << policyWith(R"({"category": "Ethernet", "stateful": true})");
        QTest::newRow("strict but stateless")
            << policyWith(R"({"stateful": false, "tcp_strict": true})");
        QTest::newRow("text for bool") << policyWith(R"({"locked": "yes"})");
        QTest::newRow("another type") << policyWith(R"({"resource_type": "Group"})");
        QTest::newRow("another id") << policyWith(R"({"id": "other"})");
        QTest::newRow("rules no list") << policyWith(R"({"rules": {}})");
        QTest::newRow("rule without id") << policyWith(R"({"rules": [{"action": "ALLOW"}]})");
        QTest::newRow("rule twice") << policyWith(R"({"rules": [{"id": "a", "action": "ALLOW"},
                                        {"id": "a", "action": "DROP"}]})");
        QTest::newRow("preference without scope")
            << policyWith(R"({"connectivity_preference": "ALLOWLIST"})");
        QTest::newRow("31 tags") << QJsonObject{
            {u"tags"_s, [] {
                 QJsonArray tags;
                 for (int i = 0; i < 31; ++i) {
                     tags.append(QJsonObject{{u"tag"_s, QString::number(i)}});
                 }
                 return tags;
             }()}};
        QTest::newRow("empty tag") << policyWith(R"({"tags": [{"scope": "", "tag": ""}]})");
    }
    void refusesBadFields() {
        QFETCH(QJsonObject, body);
        const Reply reply = m_client->put(kPolicies + u"/web"_s, body);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.errorCode(), 255);
        QCOMPARE(m_client->get(kPolicies + u"/web"_s).status, 404);
    }

    void refusesBadRules_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("category");
        const auto row = [](const char* name, const char* fields,
                            const QString& category = u"Application"_s) {
            QTest::newRow(name) << QByteArray(fields) << category;
        };
        row("no action", R"({})");
        row("action", R"({"action": "PERMIT"})");
        row("direction", R"({"action": "ALLOW", "direction": "BOTH"})");
        row("ANY and more", R"({"action": "ALLOW", "source_groups": ["ANY", "10.0.0.1"]})");
        row("no address", R"({"action": "ALLOW", "source_groups": ["10.0.0.256"]})");
        row("family", R"({"action": "ALLOW", "ip_protocol": "IPV6",
                          "source_groups": ["10.0.0.1"]})");
        row("not ANY", R"({"action": "ALLOW", "sources_excluded": true})");
        row("jump", R"({"action": "JUMP_TO_APPLICATION"})");
        row("reject", R"({"action": "REJECT"})", u"Ethernet"_s);
        row("protocol", R"({"action": "ALLOW", "ip_protocol": "IPV4"})", u"Ethernet"_s);
        row("entry", R"({"action": "ALLOW", "service_entries": [
                         {"resource_type": "L4PortSetServiceEntry", "l4_protocol": "SCTP"}]})");
        row("label", R"({"action": "ALLOW", "tag": "123456789012345678901234567890123"})");
    }
    void refusesBadRules() {
        QFETCH(QByteArray, fields);
        QFETCH(QString, category);
        m_client->put(kPolicies + u"/web"_s, {{u"category"_s, category}});
        const Reply reply = m_client->put(kPolicies + u"/web/rules/r"_s, json(fields.constData()));
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.errorCode(), 255);
        QCOMPARE(m_client->get(kPolicies + u"/web/rules/r"_s).status, 404);
    }

    void refusesMoreThan128Items() {
        m_client->put(kPolicies + u"/web"_s, {});
        QJsonArray addresses;
        for (int i = 0; i < 129; ++i) {
            addresses.append(u"10.0.0."_s + QString::number(i));
        }
        const Reply reply =
            m_client->put(kPolicies + u"/web/rules/r"_s,
                          {{u"action"_s, u"ALLOW"_s}, {u"source_groups"_s, addresses}});
        QVERIFY(reply.json()
                    .value(u"error_message")
                    .toString()
                    .contains(u"exceeded maximum number of items 128"_s));
    }

    void keepsACategory() {
        const QString url = kPolicies + u"/web"_s;
        m_client->put(url, {{u"category"_s, u"Environment"_s}});
        QCOMPARE(m_client->patch(url, {{u"category"_s, u"Emergency"_s}}).status, 400);
        QCOMPARE(m_client->patch(url, {}).status, 200);
        QCOMPARE(m_client->get(url).json().value(u"category").toString(), u"Environment"_s);
    }

    void refusesBadBodies() {
        const Reply list = m_client->postForm(kPolicies + u"/web?action=revise"_s, "[1]");
        QCOMPARE(list.status, 400);
        const Reply cut = m_client->postForm(kPolicies + u"/web?action=revise"_s, "{\"a\":");
        QCOMPARE(cut.errorCode(), 255);
    }

    void takesIdsThatNeedEncoding() {
        const QString url = kPolicies + u"/a%20b%3Ac"_s;
        QCOMPARE(m_client->put(url, {}).json().value(u"id").toString(), u"a b:c"_s);
        QCOMPARE(m_client->get(url).status, 200);
        QCOMPARE(m_client->put(kPolicies + u"/a%2Fb"_s, {}).status, 400);
    }

    void generatesARuleForAConnectivityPreference() {
        const QString group = u"/infra/domains/default/groups/g"_s;
        m_client->put(policy(group), {});
        const QJsonObject made =
            m_client
                ->put(kPolicies + u"/web"_s, {{u"connectivity_preference"_s, u"ALLOWLIST"_s},
                                              {u"scope"_s, QJsonArray{group}}})
                .json();
        const qint64 id = made.value(u"default_rule_id").toInteger();
        QVERIFY(id >= 1000);
        const Reply generated = m_client->get(u"/api/v1/firewall/rules/"_s + QString::number(id));
        QCOMPARE(generated.json().value(u"action").toString(), u"DROP"_s);
    }

private:
    QStringList ruleIds(const QString& url) {
        QStringList ids;
        const QJsonArray rules = m_client->get(url).json().value(u"rules").toArray();
        for (const QJsonValue value : rules) {
            ids << value.toObject().value(u"id").toString();
        }
        return ids;
    }
};

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
