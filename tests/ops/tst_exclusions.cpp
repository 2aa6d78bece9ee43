// SPDX-License-Identifier: MIT
// Whether the distributed firewall reaches a machine, asked of a manager.
#include "ops/exclusions.h"
#include "ops/live_manager.h"
#include "support/await.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

QJsonObject group(const QString& id, const QJsonObject& element) {
    return child(u"Group"_s,
                 {{u"id"_s, id}, {u"display_name"_s, id}, {u"expression"_s, QJsonArray{element}}});
}

/// One machine on the segment "seg"; `excluded` are the members of the exclude list.
QJsonObject estate(const QStringList& excluded) {
    const QJsonObject port{{u"id"_s, u"p1"_s}, {u"attachment"_s, QJsonObject{{u"id"_s, u"a1"_s}}}};
    const QJsonArray infra{
        child(u"Segment"_s,
              {{u"id"_s, u"seg"_s}, {u"children"_s, QJsonArray{child(u"SegmentPort"_s, port)}}}),
        child(u"PolicyExcludeList"_s, {{u"id"_s, u"exclude-list"_s},
                                       {u"members"_s, QJsonArray::fromStringList(excluded)}})};
    const QJsonArray domain{
        group(u"web"_s, {{u"resource_type"_s, u"Condition"_s},
                         {u"member_type"_s, u"VirtualMachine"_s},
                         {u"key"_s, u"Tag"_s},
                         {u"operator"_s, u"EQUALS"_s},
                         {u"value"_s, u"tier|web"_s}}),
        group(u"db"_s, {{u"resource_type"_s, u"Condition"_s},
                        {u"member_type"_s, u"VirtualMachine"_s},
                        {u"key"_s, u"Tag"_s},
                        {u"operator"_s, u"EQUALS"_s},
                        {u"value"_s, u"tier|db"_s}}),
        group(u"network"_s, {{u"resource_type"_s, u"PathExpression"_s},
                             {u"paths"_s, QJsonArray{u"/infra/segments/seg"_s}}})};
    const QJsonArray machines{QJsonObject{
        {u"display_name"_s, u"web-01"_s},
        {u"external_id"_s, u"5020"_s},
        {u"tags"_s, QJsonArray{QJsonObject{{u"scope"_s, u"tier"_s}, {u"tag"_s, u"web"_s}}}}}};
    const QJsonArray vifs{QJsonObject{{u"external_id"_s, u"5020-4000"_s},
                                      {u"owner_vm_id"_s, u"5020"_s},
                                      {u"lport_attachment_id"_s, u"a1"_s}}};
    return estateOf(infra, domain, machines, vifs);
}

model::VirtualMachine machine() {
    model::VirtualMachine machine;
    machine.externalId = u"5020"_s;
    return machine;
}

QString groupPath(const QString& id) {
    return u"/infra/domains/default/groups/"_s + id;
}

} // namespace

class TestExclusions final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksTheManager_data() {
        QTest::addColumn<QStringList>("list");
        QTest::addColumn<bool>("isExcluded");
        QTest::addColumn<QString>("why");
        QTest::addColumn<int>("requests"); // beyond the two for the list itself
        QTest::newRow("nobody") << QStringList{} << false << QString() << 0;
        QTest::newRow("its group")
            << QStringList{groupPath(u"web"_s)} << true << u"group web"_s << 4;
        QTest::newRow("another group")
            << QStringList{groupPath(u"db"_s)} << false << QString() << 4;
        QTest::newRow("a group of its segment")
            << QStringList{groupPath(u"network"_s)} << true << u"group network"_s << 4;
        QTest::newRow("its segment")
            << QStringList{u"/infra/segments/seg"_s} << true << u"segment seg"_s << 4;
        QTest::newRow("its port") << QStringList{u"/infra/segments/seg/ports/p1"_s} << true
                                  << u"port p1"_s << 4;
    }
    void asksTheManager() {
        QFETCH(const QStringList, list);
        QFETCH(const bool, isExcluded);
        QFETCH(const QString, why);
        QFETCH(const int, requests);
        LiveManager live(estate(list));
        QVERIFY2(live.error().isEmpty(), qPrintable(live.error()));
        const std::shared_ptr<Source> source(&live.source(), [](Source*) {});
        const auto lists = await(source->excludeLists({}));
        QVERIFY2(lists, lists ? "" : qPrintable(lists.error().message()));
        QCOMPARE(lists->user, list);
        QCOMPARE(live.takeRequests().size(), 2);
        const auto found = await(readExclusion(source, machine(), *lists, {}));
        QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
        QCOMPARE(found->excluded, std::optional<bool>(isExcluded));
        QVERIFY2(found->note.contains(why), qPrintable(found->note));
        QCOMPARE(live.takeRequests().size(), requests);
    }

    // Edge and service machines are excluded by the system, whose list not everybody shows.
    void doesNotPromiseForTheSystem_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("knowsSystem");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("regular") << u"REGULAR"_s << false << true;
        QTest::newRow("no type") << QString() << false << true;
        QTest::newRow("edge") << u"EDGE"_s << false << false;
        QTest::newRow("edge of a manager that tells") << u"EDGE"_s << true << true;
    }
    void doesNotPromiseForTheSystem() {
        QFETCH(const QString, type);
        QFETCH(const bool, knowsSystem);
        QFETCH(const bool, isKnown);
        model::VirtualMachine one = machine();
        one.type = type;
        nsx::ExcludeLists lists;
        if (knowsSystem) {
            lists.system = QStringList();
        }
        const MachineExclusion found =
            exclusionOf(one, lists, MachineGroups{}, std::vector<MachineInterface>{});
        QCOMPARE(found.excluded.has_value(), isKnown);
        QCOMPARE(found.note.isEmpty(), isKnown);
        // On the list is on the list, whoever else is there.
        lists.user << u"/infra/realized-state/enforcement-points/default/virtual-machines/5020"_s;
        QCOMPARE(exclusionOf(one, lists, MachineGroups{}, std::vector<MachineInterface>{}).excluded,
                 std::optional<bool>(true));
    }

    // A manager that does not let us ask leaves it unknown: false would be a promise.
    void doesNotGuess_data() {
        QTest::addColumn<QByteArray>("refused");
        QTest::newRow("groups of the machine") << QByteArray("virtual-machine-group-associations");
        QTest::newRow("groups of its interface")
            << QByteArray("virtual-network-interface-group-associations");
        QTest::newRow("its interfaces") << QByteArray("/fabric/vifs");
    }
    void doesNotGuess() {
        QFETCH(const QByteArray, refused);
        LiveManager live(estate({groupPath(u"db"_s)}));
        QVERIFY2(live.error().isEmpty(), qPrintable(live.error()));
        const std::shared_ptr<Source> source(&live.source(), [](Source*) {});
        const auto lists = await(source->excludeLists({}));
        QVERIFY(lists);
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::Status;
        fault.status = 403;
        fault.pathContains = refused;
        fault.count = 5;
        live.manager().addFault(fault);
        const auto found = await(readExclusion(source, machine(), *lists, {}));
        QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
        QCOMPARE(found->excluded, std::optional<bool>());
        QVERIFY(found->note.contains(u"unknown"));
    }
};

QTEST_GUILESS_MAIN(TestExclusions)
#include "tst_exclusions.moc"
