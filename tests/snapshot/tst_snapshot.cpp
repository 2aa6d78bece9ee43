// SPDX-License-Identifier: MIT
#include "snapshot/snapshot.h"
#include "support/estate_builder.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestSnapshot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void putsPoliciesIntoTheOrderOfEvaluation() {
        EstateBuilder builder;
        builder.policy(u"app"_s, u"Application"_s, 5)
            .policy(u"env"_s, u"Environment"_s, 9)
            .policy(u"emergency"_s, u"Emergency"_s, 99)
            .policy(u"env-first"_s, u"Environment"_s, 1);
        QStringList order;
        const auto made = builder.make();
        for (const auto& policy : made->policies()) {
            order << policy.header.id;
        }
        QCOMPARE(order, (QStringList{u"emergency"_s, u"env-first"_s, u"env"_s, u"app"_s}));
    }

    void findsByPathIdAndUniqueName() {
        EstateBuilder builder;
        builder.group(u"web"_s, {}).group(u"web-2"_s, {}).group(u"db"_s, {});
        builder.content().groups.at(1).header.displayName = UntrustedText(u"Twin"_s);
        builder.content().groups.at(2).header.displayName = UntrustedText(u"Twin"_s);
        const auto made = builder.make();
        QCOMPARE((*made->findGroup(u"web"_s))->header.id, u"web"_s);
        QCOMPARE((*made->findGroup(EstateBuilder::groupPath(u"db"_s)))->header.id, u"db"_s);
        const auto twin = made->findGroup(u"Twin"_s);
        QVERIFY(!twin);
        QCOMPARE(twin.error().kind, ErrorKind::InvalidInput);
        QVERIFY(twin.error().message().contains(EstateBuilder::groupPath(u"web-2"_s)));
        QVERIFY(twin.error().message().contains(EstateBuilder::groupPath(u"db"_s)));
        const auto missing = made->findGroup(u"wbe"_s);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY2(missing.error().message().contains(u"Did you mean web"),
                 qPrintable(missing.error().message()));
        QVERIFY(!made->findGroup(u"\x1b[2J"_s).error().message().contains(QChar(0x1b)));
    }

    void prefersTheExactNameAndForgivesTheCase() {
        EstateBuilder builder;
        builder.group(u"a"_s, {}).group(u"b"_s, {}).group(u"c"_s, {});
        builder.content().groups.at(0).header.displayName = UntrustedText(u"Web Servers"_s);
        builder.content().groups.at(1).header.displayName = UntrustedText(u"WEB SERVERS"_s);
        builder.content().groups.at(2).header.displayName = UntrustedText(u"Databases"_s);
        const auto made = builder.make();
        QCOMPARE((*made->findGroup(u"WEB SERVERS"_s))->header.id, u"b"_s);
        QCOMPARE((*made->findGroup(u"databases"_s))->header.id, u"c"_s);
        // Two that differ from it in case alone: nobody can say which is meant.
        QCOMPARE(made->findGroup(u"web servers"_s).error().kind, ErrorKind::InvalidInput);
    }

    void findsMachinesByNameAndId() {
        EstateBuilder builder;
        builder.machine(u"web-01"_s).machine(u"db"_s, {}, {{u"external_id"_s, u"x"_s}});
        builder.content().machines.push_back(builder.content().machines.front());
        builder.content().machines.back().externalId = u"other"_s;
        const auto made = builder.make();
        QCOMPARE(made->findMachines(u"web-01"_s)->size(), 2U);
        QCOMPARE(made->findMachines(u"WEB-01"_s)->size(), 2U);
        QCOMPARE(made->findMachines(u"other"_s)->size(), 1U);
        QCOMPARE(made->findMachines(u"web-02"_s).error().kind, ErrorKind::NotFound);
    }

    void namesWhatItKnowsAndShortensWhatItDoesNot() {
        EstateBuilder builder;
        builder.group(u"web"_s, {})
            .policy(u"p"_s, u"Application"_s, 1,
                    {QJsonObject{{u"id"_s, u"r"_s}, {u"display_name"_s, u"allow\u202e web"_s}}});
        const auto made = builder.make();
        QCOMPARE(made->nameOf(EstateBuilder::groupPath(u"web"_s)), u"web"_s);
        QCOMPARE(made->nameOf(u"/infra/domains/default/security-policies/p/rules/r"_s),
                 u"allow\ufffd web"_s);
        QCOMPARE(made->nameOf(u"/infra/services/HTTPS"_s), u"HTTPS"_s);
        QCOMPARE(made->nameOf(u"10.0.0.0/8"_s), u"10.0.0.0/8"_s);
        QCOMPARE(made->nameOf(u"ANY"_s), u"ANY"_s);
        QVERIFY(!made->knows(u"/infra/services/HTTPS"_s));
        QCOMPARE(
            made->rule(u"/infra/domains/default/security-policies/p/rules/r"_s).policy->header.id,
            u"p"_s);
        QCOMPARE(made->rule(u"/nowhere"_s).rule, nullptr);
        QCOMPARE(made->ruleCount(), 1);
    }

    void connectsMachinesInterfacesAndPorts() {
        EstateBuilder builder;
        builder.machine(u"web"_s)
            .attach(u"web"_s, u"seg-a"_s, {u"10.0.0.1"_s, u"fd00::1"_s})
            .attach(u"web"_s, u"seg-b"_s);
        const auto made = builder.make();
        const auto interfaces = made->interfacesOf(u"id-web"_s);
        QCOMPARE(interfaces.size(), 2U);
        QCOMPARE(interfaces.at(0)->addresses, (QStringList{u"10.0.0.1"_s, u"fd00::1"_s}));
        QCOMPARE(made->portOf(*interfaces.at(1))->segmentPath, u"/infra/segments/seg-b"_s);
    }
};

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
