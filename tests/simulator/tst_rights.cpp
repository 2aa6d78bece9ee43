// SPDX-License-Identifier: MIT
// Who may write: locked policies, objects of other principals, and roles.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kPolicies = u"/policy/api/v1/infra/domains/default/security-policies"_s;
const QString kPolicy = kPolicies + u"/p"_s;
const QString kGroup = u"/policy/api/v1/infra/domains/default/groups/g"_s;

QJsonObject oneRule() {
    return {{u"rules"_s, QJsonArray{QJsonObject{{u"id"_s, u"r"_s}, {u"action"_s, u"ALLOW"_s}}}}};
}

} // namespace

class TestRights : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void keepsOthersFromALockedPolicy_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        const QString more = u"/policy/api/v1/infra"_s;
        QTest::newRow("patch") << QByteArray("PATCH") << kPolicy
                               << QByteArray(R"({"description": "mine"})");
        QTest::newRow("unlock") << QByteArray("PATCH") << kPolicy
                                << QByteArray(R"({"locked": false})");
        QTest::newRow("put") << QByteArray("PUT") << kPolicy << QByteArray(R"({"_revision": 1})");
        QTest::newRow("delete") << QByteArray("DELETE") << kPolicy << QByteArray("{}");
        QTest::newRow("rule") << QByteArray("PATCH") << kPolicy + u"/rules/r"_s
                              << QByteArray(R"({"action": "DROP"})");
        QTest::newRow("new rule") << QByteArray("PUT") << kPolicy + u"/rules/n"_s
                                  << QByteArray(R"({"action": "DROP"})");
        QTest::newRow("rule's deletion")
            << QByteArray("DELETE") << kPolicy + u"/rules/r"_s << QByteArray("{}");
        QTest::newRow("move") << QByteArray("POST")
                              << kPolicy + u"/rules/r?action=revise&operation=insert_top"_s
                              << QByteArray(R"({"action": "ALLOW", "_revision": 0})");
        QTest::newRow("hierarchy") << QByteArray("PATCH") << more << QByteArray(R"(
            {"resource_type": "Infra", "children": [{"resource_type": "ChildResourceReference",
              "id": "default", "target_type": "Domain", "children": [
              {"resource_type": "ChildResourceReference", "id": "p",
               "target_type": "SecurityPolicy", "children": [
                {"resource_type": "ChildRule", "marked_for_delete": true,
                 "Rule": {"resource_type": "Rule", "id": "r"}}]}]}]})");
    }
    void keepsOthersFromALockedPolicy() {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QCOMPARE(m_client->put(kPolicy, oneRule()).status, 200);
        QCOMPARE(m_client->patch(kPolicy, {{u"locked"_s, true}}).status, 200);
        const QByteArray before = m_client->get(kPolicy).body;

        ApiClient other = clientOf(u"erna"_s);
        const Reply refused = send(other, method, path, json(body.constData()));
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.json()
                    .value(u"error_message")
                    .toString()
                    .contains(u"locked by user [admin]"_s));
        QCOMPARE(m_client->get(kPolicy).body, before);
        // The one who locked it goes on working, and may unlock it.
        QCOMPARE(m_client->patch(kPolicy, {{u"locked"_s, false}}).status, 200);
        QCOMPARE(other.patch(kPolicy, {{u"description"_s, u"mine"_s}}).status, 200);
        QCOMPARE(other.get(kPolicy).json().value(u"_last_modified_user").toString(), u"erna"_s);
    }

    void leavesOtherPoliciesAlone() {
        QCOMPARE(m_client->put(kPolicy, {{u"locked"_s, true}}).status, 200);
        ApiClient other = clientOf(u"erna"_s);
        QCOMPARE(other.put(kPolicies + u"/q"_s, oneRule()).status, 200);
    }

    void protectsWhatAPrincipalOwns() {
        ApiClient principal = clientOf(u"nsx-operator"_s);
        const Reply made = principal.put(kGroup, {});
        QCOMPARE(made.json().value(u"_protection").toString(), u"NOT_PROTECTED"_s);
        QCOMPARE(made.json().value(u"_create_user").toString(), u"nsx-operator"_s);
        QCOMPARE(protection(*m_client), u"REQUIRE_OVERRIDE"_s);
        ApiClient reader = clientOf(u"otto"_s);
        QCOMPARE(protection(reader), u"PROTECTED"_s);

        const QJsonObject change = {{u"description"_s, u"mine"_s}};
        const Reply refused = m_client->patch(kGroup, change);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.errorCode(), 289);
        QCOMPARE(m_client->remove(kGroup).errorCode(), 289);
        QCOMPARE(principal.patch(kGroup, change).status, 200);
        m_client->setHeader("X-Allow-Overwrite", "True");
        QCOMPARE(m_client->patch(kGroup, {{u"description"_s, u"ours"_s}}).status, 200);
        QCOMPARE(m_client->remove(kGroup).status, 200);
    }

    void protectsAPrincipalsPolicyFromNewRules() {
        ApiClient principal = clientOf(u"nsx-operator"_s);
        QCOMPARE(principal.put(kPolicy, oneRule()).status, 200);
        QCOMPARE(m_client->put(kPolicy + u"/rules/mine"_s, {{u"action"_s, u"DROP"_s}}).errorCode(),
                 289);
    }

    void letsAuditorsOnlyRead_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::newRow("put") << QByteArray("PUT") << kGroup;
        QTest::newRow("patch") << QByteArray("PATCH") << kGroup;
        QTest::newRow("delete") << QByteArray("DELETE") << kGroup;
        QTest::newRow("hierarchy") << QByteArray("PATCH") << u"/policy/api/v1/infra"_s;
        QTest::newRow("tags") << QByteArray("POST")
                              << u"/api/v1/fabric/virtual-machines?action=add_tags"_s;
    }
    void letsAuditorsOnlyRead() {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QCOMPARE(m_client->put(kGroup, {}).status, 200);
        ApiClient auditor = clientOf(u"otto"_s);
        const Reply refused = send(auditor, method, path, {});
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.errorCode(), 401);
        QCOMPARE(auditor.get(kGroup).revision(), 0);
    }

    void letsAuditorsAsk() {
        ApiClient auditor = clientOf(u"otto"_s);
        const QString list = u"/policy/api/v1/infra/settings/firewall/security/exclude-list"_s;
        const Reply asked = auditor.post(
            list + u"?action=filter&intent_path=/infra/domains/default/groups/x"_s, {});
        QCOMPARE(asked.errorCode(), 500012); // it got as far as the question itself
    }

    void tellsEverybodyTheirRole_data() {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("permission");
        QTest::newRow("admin") << u"admin"_s << u"enterprise_admin"_s << u"crud"_s;
        QTest::newRow("auditor") << u"otto"_s << u"auditor"_s << u"read"_s;
    }
    void tellsEverybodyTheirRole() {
        QFETCH(QString, user);
        QFETCH(QString, role);
        QFETCH(QString, permission);
        ApiClient client = clientOf(user);
        const QJsonObject info = client.get(u"/policy/api/v1/aaa/user-info"_s).json();
        QCOMPARE(info.value(u"user_name").toString(), user);
        const QJsonObject first = info.value(u"roles").toArray().first().toObject();
        QCOMPARE(first.value(u"role").toString(), role);
        QCOMPARE(first.value(u"permissions").toArray(), QJsonArray{permission});
    }

    void givesSessionsToAllUsers() {
        ApiClient client(*m_manager);
        client.clearHeaders();
        const Reply created =
            client.postForm(u"/api/session/create"_s, "j_username=erna&j_password=erna-pw");
        QCOMPARE(created.status, 200);
        client.setHeader("Cookie", created.header("Set-Cookie").split(';').first());
        client.setHeader("X-XSRF-TOKEN", created.header("X-XSRF-TOKEN"));
        QCOMPARE(client.put(kGroup, {}).json().value(u"_create_user").toString(), u"erna"_s);
        QCOMPARE(client.postForm(u"/api/session/create"_s, "j_username=erna&j_password=x").status,
                 403);
    }

private:
    void prepare() override {
        SimulatorOptions options;
        options.moreUsers = {
            {u"erna"_s, u"erna-pw"_s},
            {u"otto"_s, u"otto-pw"_s, u"auditor"_s},
            {u"nsx-operator"_s, u"nsx-operator-pw"_s, u"enterprise_admin"_s, true}};
        start(options);
    }
    ApiClient clientOf(const QString& user) {
        return ApiClient(*m_manager, user, user == u"admin"_s ? kPassword : user + u"-pw"_s);
    }
    static Reply send(ApiClient& client, const QByteArray& method, const QString& path,
                      const QJsonObject& body) {
        return method == "PUT"      ? client.put(path, body)
               : method == "PATCH"  ? client.patch(path, body)
               : method == "DELETE" ? client.remove(path)
                                    : client.post(path, body);
    }
    static QString protection(ApiClient& client) {
        return client.get(kGroup).json().value(u"_protection").toString();
    }
};

QTEST_GUILESS_MAIN(TestRights)
#include "tst_rights.moc"
