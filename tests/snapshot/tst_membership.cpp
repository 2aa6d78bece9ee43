// SPDX-License-Identifier: MIT
#include "snapshot/membership.h"
#include "support/estate_builder.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;
using bulkhead::snapshot::MembershipEvaluator;

class TestMembership : public QObject {
    Q_OBJECT

    static EstateBuilder estate() {
        EstateBuilder builder;
        builder
            .machine(u"web-01"_s, {u"app|web"_s, u"env|prod"_s},
                     {{u"guest_info"_s, QJsonObject{{u"os_name"_s, u"Ubuntu Linux"_s},
                                                    {u"computer_name"_s, u"w1"_s}}}})
            .machine(u"web-02"_s, {u"app|Web"_s, u"env|dev"_s})
            .machine(u"db-01"_s, {u"app|db"_s, u"env|prod"_s},
                     {{u"guest_info"_s, QJsonObject{{u"os_name"_s, u"Windows Server"_s}}}})
            .machine(u"bare"_s)
            .attach(u"web-01"_s, u"seg-a"_s, {u"10.0.0.1"_s})
            .attach(u"db-01"_s, u"seg-b"_s, {u"10.0.1.1"_s});
        return builder;
    }

    static QStringList names(const snapshot::Membership& membership) {
        QStringList list;
        for (const auto* machine : membership.machines) {
            list << machine->label();
        }
        return list;
    }

private Q_SLOTS:
    void evaluates_data() {
        QTest::addColumn<QJsonArray>("expression");
        QTest::addColumn<QStringList>("machines");
        const QString vm = u"VirtualMachine"_s;
        const QStringList none;
        QTest::addRow("scope and tag, any case")
            << QJsonArray{tagged(u"APP|web"_s)} << QStringList{u"web-01"_s, u"web-02"_s};
        QTest::addRow("tag of any scope")
            << QJsonArray{tagged(u"|prod"_s)} << QStringList{u"db-01"_s, u"web-01"_s};
        QTest::addRow("tag without a bar")
            << QJsonArray{tagged(u"prod"_s)} << QStringList{u"db-01"_s, u"web-01"_s};
        QTest::addRow("any tag of a scope")
            << QJsonArray{tagged(u"env|"_s)} << QStringList{u"db-01"_s, u"web-01"_s, u"web-02"_s};
        QTest::addRow("misspelt tag") << QJsonArray{tagged(u"env|prdo"_s)} << none;
        QTest::addRow("AND") << QJsonArray{tagged(u"app|web"_s), conjunction(u"AND"_s),
                                           tagged(u"env|prod"_s)}
                             << QStringList{u"web-01"_s};
        QTest::addRow("OR") << QJsonArray{tagged(u"app|db"_s), conjunction(u"OR"_s),
                                          tagged(u"env|dev"_s)}
                            << QStringList{u"db-01"_s, u"web-02"_s};
        QTest::addRow("AND binds before OR")
            << QJsonArray{tagged(u"app|db"_s), conjunction(u"OR"_s), tagged(u"app|web"_s),
                          conjunction(u"AND"_s), tagged(u"env|dev"_s)}
            << QStringList{u"db-01"_s, u"web-02"_s};
        QTest::addRow("name starts with")
            << QJsonArray{condition(vm, u"Name"_s, u"STARTSWITH"_s, u"WEB"_s)}
            << QStringList{u"web-01"_s, u"web-02"_s};
        QTest::addRow("name contains")
            << QJsonArray{condition(vm, u"Name"_s, u"CONTAINS"_s, u"-0"_s)}
            << QStringList{u"db-01"_s, u"web-01"_s, u"web-02"_s};
        QTest::addRow("name is not")
            << QJsonArray{condition(vm, u"Name"_s, u"NOTEQUALS"_s, u"bare"_s)}
            << QStringList{u"db-01"_s, u"web-01"_s, u"web-02"_s};
        QTest::addRow("name is one of")
            << QJsonArray{condition(vm, u"Name"_s, u"IN"_s, u"bare, db-01"_s)}
            << QStringList{u"bare"_s, u"db-01"_s};
        QTest::addRow("name ends with")
            << QJsonArray{condition(vm, u"Name"_s, u"ENDSWITH"_s, u"1"_s)}
            << QStringList{u"db-01"_s, u"web-01"_s};
        QTest::addRow("name matches")
            << QJsonArray{condition(vm, u"Name"_s, u"MATCHES"_s, u"web-\\d+"_s)}
            << QStringList{u"web-01"_s, u"web-02"_s};
        QTest::addRow("OS name, unknown without Tools")
            << QJsonArray{condition(vm, u"OSName"_s, u"NOTEQUALS"_s, u"Windows Server"_s)}
            << QStringList{u"web-01"_s};
        QTest::addRow("computer name")
            << QJsonArray{condition(vm, u"ComputerName"_s, u"EQUALS"_s, u"W1"_s)}
            << QStringList{u"web-01"_s};
        QTest::addRow("tag is not")
            << QJsonArray{condition(vm, u"Tag"_s, u"NOTEQUALS"_s, u"env|prod"_s)}
            << QStringList{u"bare"_s, u"web-02"_s};
        QTest::addRow("other scope")
            << QJsonArray{condition(vm, u"Tag"_s, u"EQUALS"_s, u"env|web"_s, u"NOTEQUALS"_s)}
            << QStringList{u"web-01"_s, u"web-02"_s};
        QTest::addRow("segment name")
            << QJsonArray{condition(u"Segment"_s, u"Name"_s, u"EQUALS"_s, u"seg-b"_s)}
            << QStringList{u"db-01"_s};
        QTest::addRow("nested") << QJsonArray{QJsonObject{
                                       {u"resource_type"_s, u"NestedExpression"_s},
                                       {u"expressions"_s,
                                        QJsonArray{tagged(u"app|web"_s), conjunction(u"AND"_s),
                                                   tagged(u"env|dev"_s)}}}}
                                << QStringList{u"web-02"_s};
        QTest::addRow("external id")
            << QJsonArray{QJsonObject{{u"resource_type"_s, u"ExternalIDExpression"_s},
                                      {u"member_type"_s, vm},
                                      {u"external_ids"_s, QJsonArray{u"id-bare"_s}}}}
            << QStringList{u"bare"_s};
        QTest::addRow("segment path") << QJsonArray{listExpression(u"PathExpression"_s, u"paths"_s,
                                                                   {u"/infra/segments/seg-a"_s})}
                                      << QStringList{u"web-01"_s};
        QTest::addRow("empty expression") << QJsonArray{} << none;
    }
    void evaluates() {
        QFETCH(QJsonArray, expression);
        QFETCH(QStringList, machines);
        EstateBuilder builder = estate();
        MembershipEvaluator evaluator(builder.group(u"g"_s, expression).make());
        const auto& membership = evaluator.of(EstateBuilder::groupPath(u"g"_s));
        QCOMPARE(names(membership), machines);
        QVERIFY2(membership.unknowns.isEmpty(), qPrintable(membership.unknowns.join(u' ')));
    }

    void followsNestedGroupsAndCycles() {
        EstateBuilder builder = estate();
        const auto path = [](const QString& id) { return EstateBuilder::groupPath(id); };
        const auto member = [&path](const QString& id) {
            return listExpression(u"PathExpression"_s, u"paths"_s, {path(id)});
        };
        builder.group(u"a"_s, {tagged(u"app|web"_s), conjunction(u"OR"_s), member(u"b"_s)})
            .group(u"b"_s, {tagged(u"app|db"_s), conjunction(u"OR"_s), member(u"a"_s)})
            .group(u"c"_s, {member(u"b"_s), conjunction(u"OR"_s),
                            listExpression(u"IPAddressExpression"_s, u"ip_addresses"_s,
                                           {u"10.9.0.0/16"_s, u"10.9.0.0/16"_s})});
        MembershipEvaluator evaluator(builder.make());
        const QStringList all{u"db-01"_s, u"web-01"_s, u"web-02"_s};
        // In every order: what is found inside a cycle must not be remembered as the whole.
        QCOMPARE(names(evaluator.of(path(u"a"_s))), all);
        QCOMPARE(names(evaluator.of(path(u"b"_s))), all);
        QCOMPARE(names(evaluator.of(path(u"c"_s))), all);
        QCOMPARE(evaluator.of(path(u"c"_s)).ranges.size(), 1U);
        QCOMPARE(evaluator.groupsOf(u"id-db-01"_s),
                 (QStringList{path(u"a"_s), path(u"b"_s), path(u"c"_s)}));
        QVERIFY(evaluator.groupsOf(u"id-bare"_s).isEmpty());
    }

    void saysWhatItCannotKnow_data() {
        QTest::addColumn<QJsonArray>("expression");
        QTest::addRow("pods") << QJsonArray{condition(u"Pod"_s, u"Tag"_s, u"EQUALS"_s, u"a|b"_s)};
        QTest::addRow("operator of the future")
            << QJsonArray{condition(u"VirtualMachine"_s, u"Name"_s, u"RHYMESWITH"_s, u"web"_s)};
        QTest::addRow("directory group")
            << QJsonArray{QJsonObject{{u"resource_type"_s, u"IdentityGroupExpression"_s}}};
        QTest::addRow("kind of the future")
            << QJsonArray{QJsonObject{{u"resource_type"_s, u"QuantumExpression"_s}}};
        QTest::addRow("missing member") << QJsonArray{listExpression(
            u"PathExpression"_s, u"paths"_s, {u"/infra/domains/default/groups/gone"_s})};
        QTest::addRow("no address") << QJsonArray{
            listExpression(u"IPAddressExpression"_s, u"ip_addresses"_s, {u"10.0.0"_s})};
    }
    void saysWhatItCannotKnow() {
        QFETCH(QJsonArray, expression);
        EstateBuilder builder = estate();
        MembershipEvaluator evaluator(builder.group(u"g"_s, expression).make());
        const auto& membership = evaluator.of(EstateBuilder::groupPath(u"g"_s));
        QVERIFY(membership.isEmpty());
        QVERIFY(!membership.unknowns.isEmpty());
    }

    void anUnknownGroupIsSaidToBeUnknown() {
        MembershipEvaluator evaluator(estate().make());
        QVERIFY(!evaluator.of(u"/infra/domains/default/groups/gone"_s).unknowns.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMembership)
#include "tst_membership.moc"
