// SPDX-License-Identifier: MIT
// What a person is told of the reach of a write, before it is confirmed.
#include "support/write_bench.h"

#include <QJsonArray>
#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;
using tests::WriteBench;

namespace {

QString consequencesOf(WriteBench& bench, const QString& tool, QJsonObject arguments) {
    arguments.insert(u"dry_run"_s, true);
    return bench.must(tool, arguments)
        .value(u"consequences"_s)
        .toVariant()
        .toStringList()
        .join(u'\n');
}

QString undoIdOf(WriteBench& bench, const QString& tool, const QJsonObject& arguments) {
    return bench.must(tool, arguments).value(u"undo_id"_s).toString();
}

qint64 machinesOf(WriteBench& bench, const QString& group) {
    return bench.must(u"get_group"_s, {{u"group_id"_s, group}})
        .value(u"member_count"_s)
        .toInteger(-1);
}

void breakReading(WriteBench& bench, const QByteArray& path) {
    simulator::Fault fault;
    fault.kind = simulator::Fault::Kind::Status;
    fault.method = "GET";
    fault.pathContains = path;
    fault.status = 403;
    fault.count = -1;
    bench.manager().addFault(fault);
}

const QJsonObject kRule{{u"policy_id"_s, u"app-webshop"_s}, {u"rule_id"_s, u"webshop-web-app"_s}};

} // namespace

class TestBlastRadius final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRuleReachesTheMachinesOfItsGroups() {
        WriteBench bench;
        const qint64 all =
            machinesOf(bench, u"webshop-web"_s) + machinesOf(bench, u"webshop-app"_s);
        QVERIFY(all > 2);
        const QString said = consequencesOf(bench, u"delete_dfw_rule"_s, kRule);
        const QString expected =
            u"Reach: 1 rule, with %1 virtual machines now in the groups named there."_s.arg(all);
        QVERIFY2(said.contains(expected), qPrintable(said));
        QVERIFY(!said.contains(u"every machine"_s));
    }

    void aRuleThatNothingNarrowsDown() {
        WriteBench bench;
        const QString undo = undoIdOf(bench, u"create_dfw_rule"_s,
                                      {{u"policy_id"_s, u"app-webshop"_s},
                                       {u"rule_id"_s, u"wide"_s},
                                       {u"display_name"_s, u"Wide"_s}});
        const QString said = consequencesOf(bench, u"undo_change"_s, {{u"undo_id"_s, undo}});
        // The policy that it is applied to narrows nothing down that the rule itself says.
        QVERIFY2(said.contains(u"Reach: 1 rule."_s), qPrintable(said));
        QVERIFY2(said.contains(u"it concerns every machine"_s), qPrintable(said));
    }

    void aGroupReachesItsRulesAndMachines() {
        WriteBench bench;
        const QJsonObject address{{u"group_id"_s, u"webshop-web"_s},
                                  {u"add_ip_addresses"_s, QJsonArray{u"192.0.2.7"_s}}};
        const QString undo = undoIdOf(bench, u"update_group"_s, address);
        const QString said = consequencesOf(bench, u"undo_change"_s, {{u"undo_id"_s, undo}});
        const QString expected =
            u"Reach: group webshop-web has %1 virtual machines now and is named by 3 rules."_s.arg(
                machinesOf(bench, u"webshop-web"_s));
        QVERIFY2(said.contains(expected), qPrintable(said));
    }

    void aChangeReachesAllThatItTouches() {
        WriteBench bench;
        const QString change = u"title: A little wider\n"
                               "changes:\n"
                               "  - create: group\n"
                               "    id: brand-new\n"
                               "    set: {display_name: Brand new, addresses: [192.0.2.0/28]}\n"
                               "  - update: group\n"
                               "    id: webshop-web\n"
                               "    set: {description: The web tier}\n"
                               "  - update: policy\n"
                               "    id: app-webshop\n"
                               "    set: {description: The shop}\n"_s;
        const QString said = consequencesOf(bench, u"publish_change"_s, {{u"change"_s, change}});
        QVERIFY2(said.contains(u"Reach: group webshop-web has"_s), qPrintable(said));
        QVERIFY2(said.contains(u"Reach: policy app-webshop has 13 rules."_s), qPrintable(said));
        QVERIFY2(!said.contains(u"Reach: group brand-new"_s), qPrintable(said));
    }

    void theQuestionSaysIt() {
        WriteBench bench;
        bench.must(u"delete_dfw_rule"_s, kRule);
        const QString asked = bench.confirmer->asked.back().consequences.join(u'\n');
        QVERIFY2(asked.contains(u"Reach: 1 rule, with"_s), qPrintable(asked));
    }

    void whatCannotBeReadIsNotCountedAsNone() {
        WriteBench bench;
        breakReading(bench, "/members");
        const QString said = consequencesOf(bench, u"delete_dfw_rule"_s, kRule);
        QVERIFY2(said.contains(u"with an unknown number of virtual machines"_s), qPrintable(said));
        const QJsonObject address{{u"group_id"_s, u"webshop-web"_s},
                                  {u"add_ip_addresses"_s, QJsonArray{u"192.0.2.7"_s}}};
        const QString undo = undoIdOf(bench, u"update_group"_s, address);
        const QString unknown = consequencesOf(bench, u"undo_change"_s, {{u"undo_id"_s, undo}});
        QVERIFY2(unknown.contains(u"Reach: unknown for group webshop-web."_s), qPrintable(unknown));
    }
};

QTEST_GUILESS_MAIN(TestBlastRadius)
#include "tst_blast_radius.moc"
