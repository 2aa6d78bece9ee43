// SPDX-License-Identifier: MIT
// The exclusion list of the distributed firewall.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kList = u"/policy/api/v1/infra/settings/firewall/security/exclude-list"_s;
const QString kGroups = u"/infra/domains/default/groups/"_s;
const QString kMachines = u"/infra/realized-state/enforcement-points/default/virtual-machines/"_s;

const char* const kEstate = R"json({
  "infra": {"resource_type": "Infra", "children": [
    {"resource_type": "ChildSegment", "Segment": {"id": "net", "children": [
      {"resource_type": "ChildSegmentPort", "SegmentPort":
        {"id": "p1", "attachment": {"id": "att-1"}}}]}},
    {"resource_type": "ChildDomain", "Domain": {"id": "default", "children": [
      {"resource_type": "ChildGroup", "Group": {"id": "inner", "expression": [
        {"resource_type": "Condition", "member_type": "VirtualMachine", "key": "Name",
         "operator": "EQUALS", "value": "one"}]}},
      {"resource_type": "ChildGroup", "Group": {"id": "outer", "expression": [
        {"resource_type": "PathExpression",
         "paths": ["/infra/domains/default/groups/inner"]}]}}]}}]},
  "virtual_machines": [
    {"external_id": "vm-1", "display_name": "one"},
    {"external_id": "vm-2", "display_name": "edge", "type": "EDGE"}],
  "vifs": [{"external_id": "vif-1", "owner_vm_id": "vm-1", "lport_attachment_id": "att-1"}]})json";

} // namespace

class TestExclusions : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void readsChangesAndReplaces() {
        QJsonObject list = m_client->get(kList).json();
        QCOMPARE(list.value(u"resource_type").toString(), u"PolicyExcludeList"_s);
        QCOMPARE(list.value(u"id").toString(), u"exclude-list"_s);
        QCOMPARE(list.value(u"parent_path").toString(), u"/infra"_s);
        QCOMPARE(list.value(u"_system_owned").toBool(true), false);
        QCOMPARE(list.value(u"members").toArray(), QJsonArray());
        list.insert(u"members"_s, QJsonArray{kGroups + u"inner"_s});
        QCOMPARE(m_client->put(kList, list).revision(), 1);
        QCOMPARE(m_client->put(kList, list).status, 412);
        const Reply patched =
            m_client->patch(kList, {{u"members"_s, QJsonArray{u"/infra/segments/net"_s}}});
        QCOMPARE(patched.status, 200);
        QVERIFY(patched.body.isEmpty());
        QCOMPARE(members(), QStringList{u"/infra/segments/net"_s});
    }

    void takesOnlyMembersThatItCanHave_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<int>("code"); // 0: taken
        QTest::newRow("group") << kGroups + u"inner"_s << 0;
        QTest::newRow("segment") << u"/infra/segments/net"_s << 0;
        QTest::newRow("port") << u"/infra/segments/net/ports/p1"_s << 0;
        QTest::newRow("machine") << kMachines + u"vm-1"_s << 0;
        QTest::newRow("missing group") << kGroups + u"none"_s << 500012;
        QTest::newRow("missing port") << u"/infra/segments/net/ports/none"_s << 500012;
        QTest::newRow("missing machine") << kMachines + u"none"_s << 500012;
        QTest::newRow("service") << u"/infra/services/HTTPS"_s << 255;
        QTest::newRow("collection") << u"/infra/domains/default/groups"_s << 255;
        QTest::newRow("address") << u"10.0.0.1"_s << 255;
        QTest::newRow("name") << u"one"_s << 255;
    }
    void takesOnlyMembersThatItCanHave() {
        QFETCH(QString, member);
        QFETCH(int, code);
        const Reply reply = m_client->patch(kList, {{u"members"_s, QJsonArray{member}}});
        QCOMPARE(reply.status, code == 0 ? 200 : 400);
        QCOMPARE(reply.errorCode(), code);
        QCOMPARE(members().size(), code == 0 ? 1 : 0);
    }

    void refusesMoreThanAHundredMembers() {
        QJsonArray many;
        for (int i = 0; i < 101; ++i) {
            const QString id = u"g"_s + QString::number(i);
            QCOMPARE(m_client->put(policy(kGroups + id), {}).status, 200);
            many.append(kGroups + id);
        }
        QCOMPARE(m_client->patch(kList, {{u"members"_s, many}}).errorCode(), 255);
        many.removeLast();
        QCOMPARE(m_client->patch(kList, {{u"members"_s, many}}).status, 200);
    }

    void showsWhatTheSystemExcludes() {
        QCOMPARE(m_client->patch(kList, {{u"members"_s, QJsonArray{kGroups + u"inner"_s}}}).status,
                 200);
        const QJsonArray all =
            m_client->get(kList + u"?system_owned=true"_s).json().value(u"members").toArray();
        QCOMPARE(all, QJsonArray({kMachines + u"vm-2"_s, kGroups + u"inner"_s}));
    }

    void saysWhetherSomethingIsExcluded_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<bool>("isDeep");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QString& member, const QString& asked,
                            bool isDeep, int status) {
            QTest::newRow(name) << member << asked << isDeep << status;
        };
        const QString outer = kGroups + u"outer"_s;
        const QString inner = kGroups + u"inner"_s;
        row("itself", outer, outer, false, 200);
        row("nested", outer, inner, false, 404);
        row("nested, deep", outer, inner, true, 200);
        row("around, deep", inner, outer, true, 404);
        row("machine", outer, kMachines + u"vm-1"_s, false, 404);
        row("machine, deep", outer, kMachines + u"vm-1"_s, true, 200);
        row("port, deep", u"/infra/segments/net"_s, u"/infra/segments/net/ports/p1"_s, true, 200);
        row("edge", outer, kMachines + u"vm-2"_s, false, 200);
        row("nobody", outer, kGroups + u"none"_s, false, 400);
    }
    void saysWhetherSomethingIsExcluded() {
        QFETCH(QString, member);
        QFETCH(QString, asked);
        QFETCH(bool, isDeep);
        QFETCH(int, status);
        QCOMPARE(m_client->patch(kList, {{u"members"_s, QJsonArray{member}}}).status, 200);
        const Reply reply = m_client->post(kList + u"?action=filter&intent_path="_s + asked +
                                               (isDeep ? u"&deep_check=true"_s : QString()),
                                           {});
        QCOMPARE(reply.status, status);
        if (status == 200) {
            QCOMPARE(reply.json().value(u"path").toString(), asked);
            QCOMPARE(reply.json().value(u"is_valid").toBool(), true);
        }
    }

    void needsAnActionAndAPath() {
        QCOMPARE(m_client->post(kList + u"?intent_path=/infra"_s, {}).errorCode(), 255);
        QCOMPARE(m_client->post(kList + u"?action=filter"_s, {}).errorCode(), 255);
        QCOMPARE(m_client->remove(kList).status, 400);
    }

private:
    Estate estate() const override { return estateOf(kEstate); }
    QStringList members() {
        QStringList paths;
        for (const QJsonValue member : m_client->get(kList).json().value(u"members").toArray()) {
            paths << member.toString();
        }
        return paths;
    }
};

QTEST_GUILESS_MAIN(TestExclusions)
#include "tst_exclusions.moc"
