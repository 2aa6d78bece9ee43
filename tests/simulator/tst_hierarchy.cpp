// SPDX-License-Identifier: MIT
// The hierarchical API: one atomic write of a tree, and reading it back.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kInfra = u"/policy/api/v1/infra"_s;
const QString kPolicies = u"/policy/api/v1/infra/domains/default/security-policies"_s;
const QString kGroups = u"/policy/api/v1/infra/domains/default/groups"_s;

QJsonObject inDefaultDomain(const QJsonArray& children) {
    return {
        {u"resource_type"_s, u"Infra"_s},
        {u"children"_s, QJsonArray{QJsonObject{{u"resource_type"_s, u"ChildResourceReference"_s},
                                               {u"id"_s, u"default"_s},
                                               {u"target_type"_s, u"Domain"_s},
                                               {u"children"_s, children}}}}};
}

/// A policy that uses a group which comes later in the request.
QJsonObject webTier() {
    return inDefaultDomain(json(R"({"x": [
      {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {
        "resource_type": "SecurityPolicy", "id": "web", "sequence_number": 10, "children": [
          {"resource_type": "ChildRule", "id": "r1", "marked_for_delete": false, "Rule": {
            "resource_type": "Rule", "id": "r1", "action": "ALLOW", "sequence_number": 1,
            "destination_groups": ["/infra/domains/default/groups/web"]}},
          {"resource_type": "ChildRule", "Rule": {"id": "r2", "action": "DROP",
            "sequence_number": 2}}]}},
      {"resource_type": "ChildGroup", "Group": {"resource_type": "Group", "id": "web"}}]})")
                               .value(u"x")
                               .toArray());
}

} // namespace

class TestHierarchy : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void createsInAnyOrder() {
        QCOMPARE(m_client->get(kPolicies + u"/web"_s).json().value(u"rules").toArray().size(), 2);
        QCOMPARE(m_client->get(kGroups + u"/web"_s).status, 200);
    }

    void changesNothingTheSecondTime() {
        QCOMPARE(m_client->patch(kInfra, webTier()).status, 200);
        QCOMPARE(m_client->get(kPolicies + u"/web"_s).revision(), 0);
        QCOMPARE(m_client->get(kPolicies + u"/web/rules/r1"_s).revision(), 0);
    }

    void leavesRulesAloneThatAreNotNamed() {
        const QJsonObject change = inDefaultDomain(json(R"({"x": [
          {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "web",
            "sequence_number": 10, "children": [
              {"resource_type": "ChildRule", "Rule": {"id": "r2", "action": "REJECT",
                "sequence_number": 2}}]}}]})")
                                                       .value(u"x")
                                                       .toArray());
        QCOMPARE(m_client->patch(kInfra, change).status, 200);
        QCOMPARE(m_client->get(kPolicies + u"/web/rules/r1"_s).revision(), 0);
        QCOMPARE(m_client->get(kPolicies + u"/web/rules/r2"_s).revision(), 1);
    }

    void deletesTogetherWhatWouldBeRefusedAlone() {
        QCOMPARE(m_client->remove(kGroups + u"/web"_s).errorCode(), 500030);
        const QJsonObject change = inDefaultDomain(json(R"({"x": [
          {"resource_type": "ChildGroup", "marked_for_delete": true,
            "Group": {"resource_type": "Group", "id": "web"}},
          {"resource_type": "ChildResourceReference", "id": "web",
            "target_type": "SecurityPolicy", "children": [
              {"resource_type": "ChildRule", "marked_for_delete": true,
               "Rule": {"resource_type": "Rule", "id": "r1"}}]}]})")
                                                       .value(u"x")
                                                       .toArray());
        QCOMPARE(m_client->patch(kInfra, change).status, 200);
        QCOMPARE(m_client->get(kGroups + u"/web"_s).status, 404);
        QCOMPARE(m_client->get(kPolicies + u"/web"_s).json().value(u"rules").toArray().size(), 1);
    }

    void takesBackEverythingWhenOnePartIsRefused_data() {
        QTest::addColumn<QByteArray>("bad");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* bad, int status, int code) {
            QTest::newRow(name) << QByteArray(bad) << status << code;
        };
        row("bad field", R"({"resource_type": "ChildGroup", "Group": {"id": "x",
            "expression": [{"resource_type": "Nonsense"}]}})",
            400, 255);
        row("dangling", R"({"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "x",
            "scope": ["/infra/domains/default/groups/nope"]}})",
            400, 500012);
        row("in use", R"({"resource_type": "ChildGroup", "marked_for_delete": true,
            "Group": {"id": "web"}})",
            400, 500030);
        row("delete absent", R"({"resource_type": "ChildGroup", "marked_for_delete": true,
            "Group": {"id": "nope"}})",
            404, 600);
        row("visit absent", R"({"resource_type": "ChildResourceReference", "id": "nope",
            "target_type": "SecurityPolicy", "children": []})",
            400, 500012);
        row("twice", R"({"resource_type": "ChildGroup", "Group": {"id": "new"}})", 400, 255);
        row("unknown child", R"({"resource_type": "ChildUnicorn", "Unicorn": {"id": "u"}})", 400,
            255);
        row("wrong parent", R"({"resource_type": "ChildSegment", "Segment": {"id": "s"}})", 400,
            255);
        row("no object", R"({"resource_type": "ChildGroup"})", 400, 255);
        row("no id", R"({"resource_type": "ChildGroup", "Group": {}})", 400, 255);
        row("no type", R"({"Group": {"id": "x"}})", 400, 255);
        row("id with slash", R"({"resource_type": "ChildGroup", "Group": {"id": "a/b"}})", 400,
            255);
    }
    void takesBackEverythingWhenOnePartIsRefused() {
        QFETCH(QByteArray, bad);
        QFETCH(int, status);
        QFETCH(int, code);
        const Reply before = m_client->get(kInfra + u"?filter=Type-"_s);
        const QJsonObject good = json(R"({"resource_type": "ChildGroup", "Group": {"id": "new"}})");
        const QJsonObject change = json(
            R"({"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "web",
                "description": "changed"}})");
        const Reply reply =
            m_client->patch(kInfra, inDefaultDomain({good, change, json(bad.constData())}));
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.errorCode(), code);
        QCOMPARE(m_client->get(kInfra + u"?filter=Type-"_s).body, before.body);
    }

    void refusesAnotherRoot() {
        QCOMPARE(m_client->patch(kInfra, {{u"resource_type"_s, u"OrgRoot"_s}}).status, 400);
        QCOMPARE(m_client->patch(kInfra, {}).status, 400);
    }

    void checksRevisionsOnlyWhenAsked() {
        const auto change = [](const QJsonValue& revision, const QString& text) {
            QJsonObject group = {{u"id"_s, u"web"_s}, {u"description"_s, text}};
            if (!revision.isUndefined()) {
                group.insert(u"_revision"_s, revision);
            }
            return inDefaultDomain(
                {QJsonObject{{u"resource_type"_s, u"ChildGroup"_s}, {u"Group"_s, group}}});
        };
        const QString checked = kInfra + u"?enforce_revision_check=true"_s;
        const QString unchecked = kInfra + u"?enforce_revision_check=false"_s;
        QCOMPARE(m_client->patch(checked, change(0, u"one"_s)).status, 200);
        QCOMPARE(m_client->patch(checked, change(0, u"two"_s)).status, 412);
        QCOMPARE(m_client->patch(checked, change(QJsonValue::Undefined, u"two"_s)).status, 412);
        QCOMPARE(m_client->get(kGroups + u"/web"_s).json().value(u"description").toString(),
                 u"one"_s);
        QCOMPARE(m_client->patch(unchecked, change(0, u"two"_s)).status, 200);
        QCOMPARE(m_client->patch(kInfra, change(0, u"three"_s)).status, 200);
        QCOMPARE(m_client->get(kGroups + u"/web"_s).revision(), 3);
    }

    void mergesEntriesOfServices() {
        const QJsonObject request = json(R"({"resource_type": "Infra", "children": [
          {"resource_type": "ChildService", "Service": {"id": "app", "children": [
            {"resource_type": "ChildServiceEntry", "ServiceEntry": {
              "resource_type": "L4PortSetServiceEntry", "id": "e1", "l4_protocol": "TCP",
              "destination_ports": ["80"]}}]}}]})");
        QCOMPARE(m_client->patch(kInfra, request).status, 200);
        const QJsonObject second = json(R"({"resource_type": "Infra", "children": [
          {"resource_type": "ChildService", "Service": {"id": "app", "children": [
            {"resource_type": "ChildServiceEntry", "ServiceEntry": {
              "resource_type": "IGMPTypeServiceEntry", "id": "e2"}},
            {"resource_type": "ChildServiceEntry", "marked_for_delete": true,
              "ServiceEntry": {"id": "e1"}}]}}]})");
        QCOMPARE(m_client->patch(kInfra, second).status, 200);
        QCOMPARE(m_client->get(kInfra + u"/services/app/service-entries"_s).column(u"id"_s),
                 QStringList{u"e2"_s});
    }

    void readsOnlyTheRootWithoutAFilter() {
        const QJsonObject root = m_client->get(kInfra).json();
        QCOMPARE(root.value(u"resource_type").toString(), u"Infra"_s);
        QVERIFY(!root.contains(u"children"));
    }

    void readsByFilter_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("types");
        const auto row = [](const char* name, const QString& query, const QStringList& types) {
            QTest::newRow(name) << query << types;
        };
        row("policies and rules", u"filter=Type-Domain|SecurityPolicy|Rule"_s,
            {u"ChildDomain"_s, u"ChildRule"_s, u"ChildSecurityPolicy"_s});
        row("chain cut", u"filter=Type-SecurityPolicy"_s, {});
        row("by type, with children", u"type_filter=SecurityPolicy"_s,
            {u"ChildResourceReference"_s, u"ChildRule"_s, u"ChildSecurityPolicy"_s});
        row("by two types", u"type_filter=Group;Domain&base_path=/infra/domains/default"_s,
            {u"ChildDomain"_s, u"ChildGroup"_s, u"ChildRule"_s, u"ChildSecurityPolicy"_s});
        row("by base", u"base_path=/infra/domains/default/security-policies/web"_s,
            {u"ChildResourceReference"_s, u"ChildRule"_s, u"ChildSecurityPolicy"_s});
    }
    void readsByFilter() {
        QFETCH(QString, query);
        QFETCH(QStringList, types);
        const Reply reply = m_client->get(kInfra + u'?' + query);
        QCOMPARE(reply.status, 200);
        QStringList found;
        collectTypes(reply.json(), found);
        found.sort();
        found.removeDuplicates();
        QCOMPARE(found, types);
    }

    void refusesBadFilters() {
        QCOMPARE(m_client->get(kInfra + u"?filter=Type-("_s).status, 400);
        QCOMPARE(m_client->get(kInfra + u"?base_path=/infra/nope"_s).errorCode(), 500012);
    }

    void takesBackWhatItGave() {
        const Reply all = m_client->get(kInfra + u"?filter=Type-"_s);
        QCOMPARE(m_client->patch(kInfra + u"?enforce_revision_check=true"_s, all.json()).status,
                 200);
        QCOMPARE(m_client->get(kInfra + u"?filter=Type-"_s).body, all.body);
    }

private:
    void prepare() override {
        const Reply made = m_client->patch(kInfra, webTier());
        QCOMPARE(made.status, 200);
        QVERIFY(made.body.isEmpty());
    }
    static void collectTypes(const QJsonObject& node, QStringList& types) {
        for (const QJsonValue value : node.value(u"children").toArray()) {
            const QJsonObject child = value.toObject();
            const QString type = child.value(u"resource_type").toString();
            types << type;
            collectTypes(type == u"ChildResourceReference"_s ? child
                                                             : child.value(type.mid(5)).toObject(),
                         types);
        }
    }
};

QTEST_GUILESS_MAIN(TestHierarchy)
#include "tst_hierarchy.moc"
