// SPDX-License-Identifier: MIT
// Effective members of groups, and which groups something is in.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kGroups = u"/policy/api/v1/infra/domains/default/groups"_s;
const QString kGroupPath = u"/infra/domains/default/groups/"_s;

const char* const kEstate = R"json({
  "infra": {"resource_type": "Infra", "children": [
    {"resource_type": "ChildSegment", "Segment": {"id": "front", "display_name": "Front",
      "tags": [{"scope": "zone", "tag": "dmz"}], "children": [
        {"resource_type": "ChildSegmentPort", "SegmentPort": {"id": "f1",
          "display_name": "f1", "attachment": {"id": "att-1"},
          "tags": [{"scope": "port", "tag": "up"}]}},
        {"resource_type": "ChildSegmentPort", "SegmentPort": {"id": "f2",
          "display_name": "f2",
          "address_bindings": [{"ip_address": "10.9.9.9"}]}}]}},
    {"resource_type": "ChildSegment", "Segment": {"id": "back", "display_name": "Back",
      "children": [
        {"resource_type": "ChildSegmentPort", "SegmentPort": {"id": "b1",
          "display_name": "b1", "attachment": {"id": "att-2"},
          "tags": [{"scope": "port", "tag": "up"}]}}]}}]},
  "virtual_machines": [
    {"external_id": "vm-1", "display_name": "web-01", "power_state": "VM_RUNNING",
     "guest_info": {"os_name": "Ubuntu Linux (64-bit)", "computer_name": "web-01.example"},
     "tags": [{"scope": "env", "tag": "Prod"}, {"scope": "app", "tag": "shop"}]},
    {"external_id": "vm-2", "display_name": "web-02", "power_state": "VM_RUNNING",
     "guest_info": {"os_name": "Windows Server 2022", "computer_name": "WEB-02"},
     "tags": [{"scope": "env", "tag": "dev"}, {"scope": "app", "tag": "shop"}]},
    {"external_id": "vm-3", "display_name": "db-01", "power_state": "VM_STOPPED",
     "tags": [{"scope": "env", "tag": "prod"}, {"scope": "", "tag": "pci"}]}],
  "vifs": [
    {"external_id": "vif-1", "owner_vm_id": "vm-1", "lport_attachment_id": "att-1",
     "ip_address_info": [{"source": "VM_TOOLS",
       "ip_addresses": ["10.1.0.1", "fd00::1", "fe80::1", "169.254.0.1"]}]},
    {"external_id": "vif-2", "owner_vm_id": "vm-2", "lport_attachment_id": "att-2",
     "ip_address_info": [{"source": "VM_TOOLS", "ip_addresses": ["10.1.0.2"]}]}]})json";

QJsonObject condition(const QString& member, const QString& key, const QString& operation,
                      const QString& value) {
    return {{u"resource_type"_s, u"Condition"_s},
            {u"member_type"_s, member},
            {u"key"_s, key},
            {u"operator"_s, operation},
            {u"value"_s, value}};
}

QJsonObject conjunction(const QString& word) {
    return {{u"resource_type"_s, u"ConjunctionOperator"_s}, {u"conjunction_operator"_s, word}};
}

QJsonObject paths(const QStringList& list) {
    return {{u"resource_type"_s, u"PathExpression"_s},
            {u"paths"_s, QJsonArray::fromStringList(list)}};
}

QJsonObject machineTag(const QString& value) {
    return condition(u"VirtualMachine"_s, u"Tag"_s, u"EQUALS"_s, value);
}

} // namespace

class TestGroups : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void findsMachines_data() {
        QTest::addColumn<QJsonArray>("expression");
        QTest::addColumn<QStringList>("machines");
        const auto row = [](const char* name, const QJsonArray& expression,
                            const QStringList& machines) {
            QTest::newRow(name) << expression << machines;
        };
        const QString one = u"web-01"_s;
        const QString two = u"web-02"_s;
        const QString db = u"db-01"_s;
        const QString vm = u"VirtualMachine"_s;
        const QJsonObject shop = machineTag(u"app|shop"_s);
        const QJsonObject prod = machineTag(u"env|prod"_s);
        const QJsonObject pci = machineTag(u"|pci"_s);
        const QJsonObject both = conjunction(u"AND"_s);
        const QJsonObject either = conjunction(u"OR"_s);

        row("empty", {}, {});
        row("tag, whatever the case", {prod}, {db, one});
        row("tag without scope", {pci}, {db});
        row("tag without a bar", {machineTag(u"shop"_s)}, {one, two});
        row("scope alone", {machineTag(u"env|"_s)}, {db, one, two});
        row("other scope", {machineTag(u"app|prod"_s)}, {});
        row("tag starts", {condition(vm, u"Tag"_s, u"STARTSWITH"_s, u"env|pr"_s)}, {db, one});
        row("tag contains", {condition(vm, u"Tag"_s, u"CONTAINS"_s, u"env|e"_s)}, {two});
        QJsonObject otherScope = machineTag(u"env|shop"_s);
        otherScope.insert(u"scope_operator"_s, u"NOTEQUALS"_s);
        row("scope differs", {otherScope}, {one, two});
        row("name starts", {condition(vm, u"Name"_s, u"STARTSWITH"_s, u"WEB"_s)}, {one, two});
        row("name ends", {condition(vm, u"Name"_s, u"ENDSWITH"_s, u"-01"_s)}, {db, one});
        row("name differs", {condition(vm, u"Name"_s, u"NOTEQUALS"_s, u"web-01"_s)}, {db, two});
        row("name in", {condition(vm, u"Name"_s, u"IN"_s, u"web-01, db-01"_s)}, {db, one});
        row("system", {condition(vm, u"OSName"_s, u"CONTAINS"_s, u"linux"_s)}, {one});
        row("system unknown", {condition(vm, u"OSName"_s, u"NOTEQUALS"_s, u"x"_s)}, {one, two});
        row("computer", {condition(vm, u"ComputerName"_s, u"EQUALS"_s, u"web-02"_s)}, {two});
        row("and", {prod, both, shop}, {one});
        row("or", {pci, either, shop}, {db, one, two});
        row("and binds tighter", {pci, either, prod, both, shop}, {db, one});
        row("and binds tighter, first", {prod, both, shop, either, pci}, {db, one});
        row("nested",
            {QJsonObject{{u"resource_type"_s, u"NestedExpression"_s},
                         {u"expressions"_s, QJsonArray{prod, both, shop}}},
             either, pci},
            {db, one});
        row("external id",
            {QJsonObject{{u"resource_type"_s, u"ExternalIDExpression"_s},
                         {u"member_type"_s, vm},
                         {u"external_ids"_s, QJsonArray{u"vm-2"_s}}}},
            {two});
        row("path of a machine",
            {paths({u"/infra/realized-state/enforcement-points/default/virtual-machines/vm-3"_s})},
            {db});
        row("addresses",
            {QJsonObject{{u"resource_type"_s, u"IPAddressExpression"_s},
                         {u"ip_addresses"_s, QJsonArray{u"10.1.0.1"_s}}}},
            {});
        row("another kind", {condition(u"Pod"_s, u"Tag"_s, u"EQUALS"_s, u"shop"_s)}, {});
        row("segment", {condition(u"Segment"_s, u"Name"_s, u"EQUALS"_s, u"Front"_s)}, {});
    }
    void findsMachines() {
        QFETCH(QJsonArray, expression);
        QFETCH(QStringList, machines);
        makeGroup(u"g"_s, expression);
        const Reply reply = members(u"g"_s, u"virtual-machines"_s);
        QCOMPARE(reply.column(u"display_name"_s), machines);
        QCOMPARE(reply.json().value(u"result_count").toInt(-1), machines.size());
    }

    void showsMachinesAsRealized() {
        makeGroup(u"g"_s, {machineTag(u"pci"_s)});
        const QJsonObject machine =
            members(u"g"_s, u"virtual-machines"_s).results().first().toObject();
        QCOMPARE(machine.value(u"id").toString(), u"vm-3"_s);
        QCOMPARE(machine.value(u"power_state").toString(), u"vm_stopped"_s);
    }

    void bringsInterfacesAndAddresses() {
        makeGroup(u"g"_s, {machineTag(u"env|prod"_s), conjunction(u"OR"_s),
                           QJsonObject{{u"resource_type"_s, u"IPAddressExpression"_s},
                                       {u"ip_addresses"_s, QJsonArray{u"10.20.0.0/24"_s}}}});
        QCOMPARE(members(u"g"_s, u"vifs"_s).column(u"external_id"_s), QStringList{u"vif-1"_s});
        QCOMPARE(members(u"g"_s, u"ip-addresses"_s).texts(),
                 QStringList({u"10.20.0.0/24"_s, u"10.1.0.1"_s, u"fd00::1"_s}));
        QCOMPARE(m_client->get(kGroups + u"/g/member-types"_s).texts(),
                 QStringList({u"IPAddress"_s, u"VirtualMachine"_s, u"VirtualNetworkInterface"_s}));
    }

    void bringsPortsAndInterfacesOfSegments() {
        makeGroup(u"g"_s, {condition(u"Segment"_s, u"Tag"_s, u"EQUALS"_s, u"zone|dmz"_s)});
        QCOMPARE(members(u"g"_s, u"segments"_s).column(u"path"_s),
                 QStringList{u"/infra/segments/front"_s});
        QCOMPARE(members(u"g"_s, u"segment-ports"_s).column(u"id"_s),
                 QStringList({u"f1"_s, u"f2"_s}));
        QCOMPARE(members(u"g"_s, u"vifs"_s).column(u"external_id"_s), QStringList{u"vif-1"_s});
        QCOMPARE(members(u"g"_s, u"ip-addresses"_s).texts(),
                 QStringList({u"10.1.0.1"_s, u"fd00::1"_s, u"10.9.9.9"_s}));
    }

    void mixesSegmentsAndPortsInANestedExpression() {
        makeGroup(
            u"g"_s,
            {QJsonObject{
                {u"resource_type"_s, u"NestedExpression"_s},
                {u"expressions"_s,
                 QJsonArray{condition(u"Segment"_s, u"Tag"_s, u"EQUALS"_s, u"zone|dmz"_s),
                            conjunction(u"AND"_s),
                            condition(u"SegmentPort"_s, u"Tag"_s, u"EQUALS"_s, u"port|up"_s)}}}});
        QCOMPARE(members(u"g"_s, u"segment-ports"_s).column(u"id"_s), QStringList{u"f1"_s});
        QCOMPARE(members(u"g"_s, u"vifs"_s).column(u"external_id"_s), QStringList{u"vif-1"_s});
    }

    void followsNestedGroupsAlsoInCircles() {
        makeGroup(u"a"_s, {machineTag(u"pci"_s)});
        makeGroup(u"b"_s, {paths({kGroupPath + u"a"_s})});
        makeGroup(u"c"_s, {paths({kGroupPath + u"b"_s, u"/infra/segments/back"_s})});
        makeGroup(u"a"_s,
                  {machineTag(u"pci"_s), conjunction(u"OR"_s), paths({kGroupPath + u"c"_s})});
        for (const QString& id : {u"a"_s, u"b"_s, u"c"_s}) {
            QCOMPARE(members(id, u"virtual-machines"_s).column(u"display_name"_s),
                     QStringList{u"db-01"_s});
            QCOMPARE(members(id, u"vifs"_s).column(u"external_id"_s), QStringList{u"vif-2"_s});
        }
    }

    void takesExcludedPathsOut() {
        makeGroup(u"pci"_s, {machineTag(u"pci"_s)});
        QJsonObject prod = machineTag(u"env|prod"_s);
        prod.insert(u"exclude"_s,
                    QJsonObject{{u"path_expression"_s, paths({kGroupPath + u"pci"_s})}});
        makeGroup(u"g"_s, {prod});
        QCOMPARE(members(u"g"_s, u"virtual-machines"_s).column(u"display_name"_s),
                 QStringList{u"web-01"_s});
    }

    void followsTags() {
        makeGroup(u"g"_s, {machineTag(u"new"_s)});
        QCOMPARE(members(u"g"_s, u"virtual-machines"_s).results().size(), 0);
        const Reply tagged =
            m_client->post(u"/api/v1/fabric/virtual-machines?action=add_tags"_s,
                           json(R"({"external_id": "vm-1", "tags": [{"tag": "new"}]})"));
        QCOMPARE(tagged.status, 204);
        QCOMPARE(members(u"g"_s, u"virtual-machines"_s).column(u"id"_s), QStringList{u"vm-1"_s});
    }

    void answersForUnknownGroupsAndKinds() {
        QCOMPARE(members(u"nope"_s, u"virtual-machines"_s).errorCode(), 600);
        makeGroup(u"g"_s, {});
        QCOMPARE(members(u"g"_s, u"physical-servers"_s).results().size(), 0);
        QCOMPARE(members(u"g"_s, u"unicorns"_s).status, 404);
        QCOMPARE(
            m_client->get(kGroups + u"/g/member-types"_s).json().value(u"result_count").toInt(-1),
            0);
    }

    void saysWhichGroupsSomethingIsIn_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("groups");
        QTest::newRow("machine") << u"virtual-machine-group-associations?vm_external_id=vm-1"_s
                                 << QStringList({u"outer"_s, u"prod"_s});
        QTest::newRow("interface by machine")
            << u"virtual-network-interface-group-associations?vif_external_id=vif-1"_s
            << QStringList({u"dmz"_s, u"outer"_s, u"prod"_s});
        QTest::newRow("written address")
            << u"ip-address-group-associations?ip_address=10.20.0.7"_s << QStringList({u"net"_s});
        QTest::newRow("address of a machine")
            << u"ip-address-group-associations?ip_address=10.1.0.1"_s
            << QStringList({u"dmz"_s, u"outer"_s, u"prod"_s});
        QTest::newRow("segment") << u"group-associations?intent_path=/infra/segments/front"_s
                                 << QStringList{u"dmz"_s};
        QTest::newRow("port")
            << u"group-associations?intent_path=%2Finfra%2Fsegments%2Ffront%2Fports%2Ff2"_s
            << QStringList{u"dmz"_s};
        QTest::newRow("group") << u"group-associations?intent_path="_s + kGroupPath + u"prod"_s
                               << QStringList{u"outer"_s};
    }
    void saysWhichGroupsSomethingIsIn() {
        QFETCH(QString, query);
        QFETCH(QStringList, groups);
        makeGroup(u"prod"_s, {machineTag(u"env|prod"_s)});
        makeGroup(u"outer"_s, {paths({kGroupPath + u"prod"_s})});
        makeGroup(u"dmz"_s, {condition(u"Segment"_s, u"Name"_s, u"EQUALS"_s, u"front"_s)});
        makeGroup(u"net"_s, {QJsonObject{{u"resource_type"_s, u"IPAddressExpression"_s},
                                         {u"ip_addresses"_s, QJsonArray{u"10.20.0.0/24"_s}}}});
        const Reply reply = m_client->get(u"/policy/api/v1/infra/"_s + query);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.column(u"target_display_name"_s), groups);
        QCOMPARE(reply.results().first().toObject().value(u"target_type").toString(), u"Group"_s);
    }

    void refusesAssociationsOfNothing_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("status");
        QTest::newRow("no parameter") << u"virtual-machine-group-associations"_s << 400;
        QTest::newRow("unknown machine")
            << u"virtual-machine-group-associations?vm_external_id=x"_s << 404;
        QTest::newRow("no address") << u"ip-address-group-associations?ip_address=x"_s << 400;
        QTest::newRow("unknown path") << u"group-associations?intent_path=/infra/x"_s << 404;
        QTest::newRow("not a group")
            << u"group-service-associations?intent_path=/infra/segments/front"_s << 404;
    }
    void refusesAssociationsOfNothing() {
        QFETCH(QString, query);
        QFETCH(int, status);
        QCOMPARE(m_client->get(u"/policy/api/v1/infra/"_s + query).status, status);
    }

    void saysWhichPoliciesUseAGroup() {
        makeGroup(u"inner"_s, {});
        makeGroup(u"outer"_s, {paths({kGroupPath + u"inner"_s})});
        const QString policies = u"/policy/api/v1/infra/domains/default/security-policies/"_s;
        const auto use = [&](const QString& field, const QString& group) {
            return QJsonObject{
                {u"rules"_s, QJsonArray{QJsonObject{{u"id"_s, u"r"_s},
                                                    {u"action"_s, u"ALLOW"_s},
                                                    {field, QJsonArray{kGroupPath + group}}}}}};
        };
        QCOMPARE(m_client->put(policies + u"direct"_s, use(u"scope"_s, u"inner"_s)).status, 200);
        QCOMPARE(m_client->put(policies + u"through"_s, use(u"source_groups"_s, u"outer"_s)).status,
                 200);
        QCOMPARE(
            m_client
                ->put(policies + u"scope"_s, {{u"scope"_s, QJsonArray{kGroupPath + u"outer"_s}}})
                .status,
            200);
        const auto users = [&](const QString& group, const QString& more = {}) {
            return m_client
                ->get(u"/policy/api/v1/infra/group-service-associations?intent_path="_s +
                      kGroupPath + group + more)
                .column(u"target_display_name"_s);
        };
        QCOMPARE(users(u"inner"_s), QStringList({u"direct"_s, u"scope"_s, u"through"_s}));
        QCOMPARE(users(u"outer"_s, u"&service_type=firewall"_s),
                 QStringList({u"scope"_s, u"through"_s}));
        QCOMPARE(users(u"inner"_s, u"&service_type=ipfix"_s), QStringList());
    }

    /// A group with a condition on groups nests those that meet it, without naming them.
    void followsGroupsOfGroups() {
        makeGroup(u"inner"_s, {machineTag(u"app|shop"_s)});
        m_client->patch(kGroups + u"/inner"_s,
                        {{u"expression"_s, QJsonArray{machineTag(u"app|shop"_s)}},
                         {u"tags"_s, QJsonArray{QJsonObject{{u"scope"_s, u"tier"_s},
                                                            {u"tag"_s, u"front"_s}}}}});
        makeGroup(u"tagged"_s, {condition(u"Group"_s, u"Tag"_s, u"EQUALS"_s, u"tier|front"_s)});
        makeGroup(u"outermost"_s, {paths({kGroupPath + u"tagged"_s})});
        makeGroup(u"unrelated"_s, {condition(u"Group"_s, u"Tag"_s, u"EQUALS"_s, u"tier|back"_s)});
        const QString infra = u"/policy/api/v1/infra/"_s;
        QCOMPARE(
            m_client->get(infra + u"group-associations?intent_path="_s + kGroupPath + u"inner"_s)
                .column(u"target_display_name"_s),
            QStringList({u"outermost"_s, u"tagged"_s}));
        QCOMPARE(m_client->get(infra + u"virtual-machine-group-associations?vm_external_id=vm-1"_s)
                     .column(u"target_display_name"_s),
                 QStringList({u"inner"_s, u"outermost"_s, u"tagged"_s}));
        const QJsonObject rule = {{u"id"_s, u"r"_s},
                                  {u"action"_s, u"ALLOW"_s},
                                  {u"source_groups"_s, QJsonArray{kGroupPath + u"outermost"_s}}};
        QCOMPARE(m_client
                     ->put(infra + u"domains/default/security-policies/p"_s,
                           {{u"rules"_s, QJsonArray{rule}}})
                     .status,
                 200);
        QCOMPARE(m_client
                     ->get(infra + u"group-service-associations?intent_path="_s + kGroupPath +
                           u"inner"_s)
                     .column(u"target_display_name"_s),
                 QStringList{u"p"_s});
        // A tag less, and it is nested no more.
        makeGroup(u"inner"_s, {machineTag(u"app|shop"_s)});
        QCOMPARE(
            m_client->get(infra + u"group-associations?intent_path="_s + kGroupPath + u"inner"_s)
                .results()
                .size(),
            0);
    }

    void doesNotTakeAnExceptionForAMember() {
        makeGroup(u"inner"_s, {});
        QJsonObject malicious = condition(u"IPAddress"_s, u"ALL"_s, u"EQUALS"_s, u"MALICIOUS_IP"_s);
        malicious.insert(u"exclude"_s,
                         QJsonObject{{u"path_expression"_s, paths({kGroupPath + u"inner"_s})}});
        makeGroup(u"outer"_s, {malicious});
        QCOMPARE(m_client
                     ->get(u"/policy/api/v1/infra/group-associations?intent_path="_s + kGroupPath +
                           u"inner"_s)
                     .results()
                     .size(),
                 0);
    }

private:
    Estate estate() const override { return estateOf(kEstate); }
    void makeGroup(const QString& id, const QJsonArray& expression) {
        const Reply made = m_client->patch(kGroups + u'/' + id, {{u"expression"_s, expression}});
        QVERIFY2(made.status == 200, made.body.constData());
    }
    Reply members(const QString& id, const QString& kind) {
        return m_client->get(kGroups + u'/' + id + u"/members/"_s + kind);
    }
};

QTEST_GUILESS_MAIN(TestGroups)
#include "tst_groups.moc"
