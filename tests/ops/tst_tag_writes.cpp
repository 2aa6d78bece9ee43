// SPDX-License-Identifier: MIT
// Tags of machines, one and many: put on, taken off, refused, cut off, and taken back.
#include "../simulator/api_client.h"
#include "ops/tag_bulk.h"
#include "support/schema_check.h"
#include "support/write_bench.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using tests::WriteBench;

namespace {

const QString kMachine = u"prod-webshop-web-01"_s;

QJsonObject oneTag(const QString& scope, const QString& value, const QString& machine = kMachine) {
    return {{u"vm_id"_s, machine}, {u"tag_scope"_s, scope}, {u"tag_value"_s, value}};
}

QJsonObject asked(QJsonObject arguments, const QJsonObject& more) {
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        arguments.insert(it.key(), it.value());
    }
    return arguments;
}

QStringList words(const QJsonArray& tags) {
    QStringList list;
    for (const QJsonValue tag : tags) {
        list << tagWord(tag);
    }
    list.sort();
    return list;
}

QStringList tagsOf(WriteBench& bench, const QString& machine = kMachine) {
    return words(bench.must(u"list_vm_tags"_s, {{u"vm_display_name"_s, machine}})
                     .value(u"tags"_s)
                     .toArray());
}

QString idOf(WriteBench& bench, const QString& machine) {
    return bench.must(u"list_vm_tags"_s, {{u"vm_display_name"_s, machine}})
        .value(u"vm_id"_s)
        .toString();
}

QString warningsOf(const QJsonObject& result) {
    return result.value(u"warnings"_s).toVariant().toStringList().join(u'\n');
}

MachineTagChange changeOf(const QString& id, const QStringList& before, const QStringList& after) {
    const auto list = [](const QStringList& given) {
        QJsonArray tags;
        for (const QString& word : given) {
            tags.append(QJsonObject{{u"scope"_s, word.section(u'|', 0, 0)},
                                    {u"tag"_s, word.section(u'|', 1)}});
        }
        return tags;
    };
    MachineTagChange change;
    change.machine.externalId = id;
    change.before = list(before);
    change.after = list(after);
    return change;
}

void addFault(WriteBench& bench, simulator::Fault::Kind kind, const QByteArray& method) {
    simulator::Fault fault;
    fault.kind = kind;
    fault.method = method;
    fault.pathContains = "fabric/virtual-machines";
    bench.manager().addFault(fault);
}

} // namespace

class TestTagWrites final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void putsATagOnAndKeepsTheOthers() {
        WriteBench bench;
        const QStringList before = tagsOf(bench);
        const auto outcome = bench.call(u"apply_vm_tag"_s, oneTag(u"quarantine"_s, u"yes"_s));
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
        const QJsonObject schema = Registry::standard().find(u"apply_vm_tag"_s)->resultSchema;
        QCOMPARE(tests::SchemaCheck(schema).problems(outcome->result), QStringList());
        QCOMPARE(outcome->result.value(u"status"_s).toString(), u"applied"_s);
        QCOMPARE(outcome->result.value(u"scope"_s).toString(), u"quarantine"_s);
        QCOMPARE(outcome->result.value(u"tag"_s).toString(), u"yes"_s);
        QCOMPARE(outcome->result.value(u"vm_id"_s).toString(), idOf(bench, kMachine));
        QStringList wanted = before + QStringList{u"quarantine|yes"_s};
        wanted.sort();
        QCOMPARE(tagsOf(bench), wanted);
        const auto requests = bench.writes();
        QCOMPARE(requests, QStringList{u"POST /api/v1/fabric/virtual-machines?action=add_tags"_s});
    }

    // Local evaluation and the manager agree on the groups afterwards.
    void namesTheGroupsThatItEntersAndLeaves() {
        WriteBench bench;
        const auto groupsNow = [&bench] {
            QStringList names;
            for (const QJsonValue group :
                 bench.must(u"get_vm"_s, {{u"vm"_s, kMachine}}).value(u"groups"_s).toArray()) {
                names << group[u"display_name"].toString();
            }
            names.sort();
            return names;
        };
        const QStringList before = groupsNow();
        QVERIFY(!before.isEmpty());
        for (const auto& [operation, scope, value] :
             {std::tuple{u"apply_vm_tag"_s, u"quarantine"_s, u"yes"_s},
              std::tuple{u"remove_vm_tag"_s, u"env"_s, u"prod"_s}}) {
            const QStringList old = groupsNow();
            const QJsonObject made = bench.must(operation, oneTag(scope, value));
            QStringList said = made.value(u"groups_before"_s).toVariant().toStringList();
            said.sort();
            QCOMPARE(said, old);
            said = made.value(u"groups_after"_s).toVariant().toStringList();
            said.sort();
            QCOMPARE(said, groupsNow());
            QVERIFY(said != old);
        }
    }

    void takesATagOffAndPutsItBack() {
        WriteBench bench;
        const QStringList before = tagsOf(bench);
        const QJsonObject made = bench.must(u"remove_vm_tag"_s, oneTag(u"pci"_s, u"yes"_s));
        QCOMPARE(made.value(u"status"_s).toString(), u"removed"_s);
        QStringList without = before;
        without.removeOne(u"pci|yes"_s);
        QCOMPARE(tagsOf(bench), without);
        QVERIFY(
            !bench.must(u"undo_change"_s, {{u"undo_id"_s, made.value(u"undo_id"_s)}}).isEmpty());
        QCOMPARE(tagsOf(bench), before);
    }

    void changesNothingTwice() {
        WriteBench bench;
        const QJsonObject there = bench.must(u"apply_vm_tag"_s, oneTag(u"env"_s, u"prod"_s));
        QCOMPARE(there.value(u"status"_s).toString(), u"unchanged"_s);
        const QJsonObject absent = bench.must(u"remove_vm_tag"_s, oneTag(u"env"_s, u"Prod"_s));
        QCOMPARE(absent.value(u"status"_s).toString(), u"unchanged"_s);
        QCOMPARE(bench.writes(), QStringList());
    }

    void warnsOfTypingErrors() {
        WriteBench bench;
        const QJsonObject shown = bench.must(
            u"apply_vm_tag"_s, asked(oneTag(u"app"_s, u"webhsop"_s), {{u"dry_run"_s, true}}));
        QVERIFY2(warningsOf(shown).contains(u"Did you mean \"app|webshop\""_s),
                 qPrintable(warningsOf(shown)));
        QCOMPARE(bench.writes(), QStringList());
        QCOMPARE(shown.value(u"difference"_s)[1].toString().trimmed(), u"+ tag: app|webhsop"_s);
    }

    void refuses_data() {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("long scope") << oneTag(QString(129, u's'), u"x"_s) << u"129"_s;
        QTest::newRow("long value") << oneTag(u"s"_s, QString(257, u'x')) << u"257"_s;
        QTest::newRow("bar in scope") << oneTag(u"a|b"_s, u"x"_s) << u"bar"_s;
        QTest::newRow("line feed") << oneTag(u"a"_s, u"x\ny"_s) << u"line breaks"_s;
        QTest::newRow("direction override") << oneTag(u"a"_s, u"x\u202ey"_s) << u"hidden"_s;
        QTest::newRow("no such machine")
            << oneTag(u"a"_s, u"b"_s, u"prod-webshop-wep-01"_s) << u"prod-webshop-web-01"_s;
    }
    void refuses() {
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QString, word);
        WriteBench bench;
        const auto outcome = bench.call(u"apply_vm_tag"_s, arguments);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(word), qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes(), QStringList());
    }

    void listsTheCandidatesOfAName() {
        const auto estate = simulator::Estate::fromJson(
            R"({"infra": {"resource_type": "Infra"}, "vifs": [], "statistics": {},
                "virtual_machines": [
                {"display_name": "twin", "external_id": "5020-a", "power_state": "VM_RUNNING"},
                {"display_name": "twin", "external_id": "5020-b", "power_state": "VM_RUNNING"}]})",
            u"twins"_s);
        QVERIFY2(estate, estate ? "" : qPrintable(estate.error().message()));
        WriteBench bench({}, *estate);
        const auto outcome = bench.call(u"apply_vm_tag"_s, oneTag(u"a"_s, u"b"_s, u"twin"_s));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::InvalidInput);
        QVERIFY(outcome.error().message().contains(u"5020-a"_s));
        QVERIFY(outcome.error().message().contains(u"5020-b"_s));
        QCOMPARE(bench.must(u"apply_vm_tag"_s, oneTag(u"a"_s, u"b"_s, u"5020-b"_s))
                     .value(u"status"_s)
                     .toString(),
                 u"applied"_s);
    }

    void keepsToThirtyTags() {
        WriteBench bench;
        QJsonArray tags;
        for (int i = 0; i < 30; ++i) {
            tags.append(u"n|%1"_s.arg(i));
        }
        const QJsonObject full{
            {u"vms"_s, QJsonArray{kMachine}}, {u"tags"_s, tags}, {u"mode"_s, u"replace"_s}};
        QVERIFY(!bench.must(u"set_vm_tags"_s, full).isEmpty());
        QCOMPARE(tagsOf(bench).size(), 30);
        bench.manager().clearRequests();
        const auto outcome = bench.call(u"apply_vm_tag"_s, oneTag(u"one"_s, u"more"_s));
        QVERIFY(!outcome);
        QVERIFY(outcome.error().message().contains(u"31 tags"_s));
        QCOMPARE(bench.writes(), QStringList());
    }

    void findsOutWhatACutConnectionDid_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("made");
        QTest::newRow("before") << static_cast<int>(simulator::Fault::Kind::LoseRequest) << false;
        QTest::newRow("after") << static_cast<int>(simulator::Fault::Kind::DropConnection) << true;
    }
    void findsOutWhatACutConnectionDid() {
        QFETCH(const int, kind);
        QFETCH(const bool, made);
        WriteBench bench;
        addFault(bench, static_cast<simulator::Fault::Kind>(kind), "POST");
        const auto outcome = bench.call(u"apply_vm_tag"_s, oneTag(u"quarantine"_s, u"yes"_s));
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(made ? u"was made all the same"_s
                                                         : u"nothing was changed"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(tagsOf(bench).contains(u"quarantine|yes"_s), made);
    }

    void choosesTheFewestRequests_data() {
        QTest::addColumn<int>("machines");
        QTest::addColumn<QStringList>("added");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("method");
        QTest::newRow("one machine") << 1 << QStringList{u"a|1"_s} << 1 << u"POST"_s;
        QTest::newRow("many machines, one tag") << 9 << QStringList{u"a|1"_s} << 1 << u"PUT"_s;
        QTest::newRow("two machines, three tags")
            << 2 << QStringList({u"a|1"_s, u"a|2"_s, u"a|3"_s}) << 2 << u"POST"_s;
        QTest::newRow("nothing") << 3 << QStringList() << 0 << QString();
    }
    void choosesTheFewestRequests() {
        QFETCH(const int, machines);
        QFETCH(const QStringList, added);
        QFETCH(const int, requests);
        QFETCH(const QString, method);
        std::vector<MachineTagChange> changes;
        for (int i = 0; i < machines; ++i) {
            changes.push_back(
                changeOf(u"vm%1"_s.arg(i), {u"old|x"_s}, QStringList{u"old|x"_s} + added));
        }
        const auto made = tagRequests(changes, u"/policy/api/v1/infra"_s, u"op"_s);
        QCOMPARE(static_cast<int>(made.size()), requests);
        for (const change::WriteRequest& request : made) {
            QCOMPARE(QString::fromLatin1(request.method), method);
            QCOMPARE(request.statusPath.isEmpty(), method == u"POST");
        }
    }

    void tagsManyMachinesByOneOperation() {
        WriteBench bench;
        const QJsonArray machines{u"prod-webshop-web-01"_s, u"prod-webshop-web-02"_s,
                                  u"prod-webshop-app-01"_s};
        std::vector<QStringList> before;
        for (const QJsonValue machine : machines) {
            before.push_back(tagsOf(bench, machine.toString()));
        }
        const QJsonObject made = bench.must(
            u"set_vm_tags"_s, {{u"vms"_s, machines}, {u"tags"_s, QJsonArray{u"wave|1"_s}}});
        QCOMPARE(made.value(u"status"_s).toString(), u"updated"_s);
        QCOMPARE(made.value(u"machines"_s).toArray().size(), 3);
        const QJsonObject schema = Registry::standard().find(u"set_vm_tags"_s)->resultSchema;
        QCOMPARE(tests::SchemaCheck(schema).problems(made), QStringList());
        QCOMPARE(bench.writes().size(), 1);
        QVERIFY(bench.writes().constFirst().contains(u"/tags/tag-operations/bulkhead-"_s));
        for (const QJsonValue machine : machines) {
            QVERIFY(tagsOf(bench, machine.toString()).contains(u"wave|1"_s));
        }
        QVERIFY(
            !bench.must(u"undo_change"_s, {{u"undo_id"_s, made.value(u"undo_id"_s)}}).isEmpty());
        for (std::size_t i = 0; i < before.size(); ++i) {
            QCOMPARE(tagsOf(bench, machines.at(static_cast<qsizetype>(i)).toString()),
                     before.at(i));
        }
    }

    // The operation goes on after its answer; the call waits for its end.
    void waitsForTheBulkOperation() {
        simulator::SimulatorOptions options;
        options.realizationDelayMs = 150;
        WriteBench bench(options);
        const QJsonObject made =
            bench.must(u"set_vm_tags"_s,
                       {{u"vms"_s, QJsonArray{u"prod-webshop-web-01"_s, u"prod-webshop-web-02"_s}},
                        {u"tags"_s, QJsonArray{u"wave|1"_s}}});
        QCOMPARE(made.value(u"status"_s).toString(), u"updated"_s);
        int asked = 0;
        for (const simulator::RequestRecord& request : bench.manager().requests()) {
            asked += request.path.endsWith("/status") ? 1 : 0;
        }
        QVERIFY(asked > 1);
    }

    void replacesAndRemoves() {
        WriteBench bench;
        const QJsonArray machines{kMachine};
        QVERIFY(!bench
                     .must(u"set_vm_tags"_s, {{u"vms"_s, machines},
                                              {u"tags"_s, QJsonArray{u"env|prod"_s, u"lone"_s}},
                                              {u"mode"_s, u"replace"_s}})
                     .isEmpty());
        QCOMPARE(tagsOf(bench), QStringList({u"env|prod"_s, u"lone"_s}));
        QVERIFY(!bench
                     .must(u"set_vm_tags"_s, {{u"vms"_s, machines},
                                              {u"tags"_s, QJsonArray{u"lone"_s}},
                                              {u"mode"_s, u"remove"_s}})
                     .isEmpty());
        QCOMPARE(tagsOf(bench), QStringList{u"env|prod"_s});
        QVERIFY(!bench.must(u"set_vm_tags"_s, {{u"vms"_s, machines}, {u"mode"_s, u"replace"_s}})
                     .isEmpty());
        QCOMPARE(tagsOf(bench), QStringList());
    }

    // A part fails: every machine is accounted for, and the undo takes the part back.
    void saysWhichMachinesChanged_data() {
        QTest::addColumn<QJsonArray>("tags");
        QTest::newRow("one operation") << QJsonArray{u"wave|1"_s};
        QTest::newRow("one request a machine")
            << QJsonArray{u"wave|1"_s, u"wave|2"_s, u"wave|3"_s, u"wave|4"_s};
    }
    void saysWhichMachinesChanged() {
        QFETCH(const QJsonArray, tags);
        WriteBench bench;
        const QStringList names{u"prod-webshop-web-01"_s, u"prod-webshop-web-02"_s,
                                u"prod-webshop-app-01"_s};
        const QString second = idOf(bench, names.at(1));
        // Somebody fills the second machine up after we have looked.
        simulator::test::ApiClient other(bench.manager(), u"admin"_s, u"correct horse 7!"_s);
        bench.undo->onPrepare = [&] {
            QJsonArray full;
            for (int i = 0; i < 30; ++i) {
                full.append(QJsonObject{{u"scope"_s, u"n"_s}, {u"tag"_s, QString::number(i)}});
            }
            QCOMPARE(other
                         .post(u"/api/v1/fabric/virtual-machines?action=update_tags"_s,
                               {{u"external_id"_s, second}, {u"tags"_s, full}})
                         .status,
                     204);
        };
        const auto outcome = bench.call(
            u"set_vm_tags"_s, {{u"vms"_s, QJsonArray::fromStringList(names)}, {u"tags"_s, tags}});
        bench.undo->onPrepare = nullptr;
        QVERIFY(!outcome);
        const QString message = outcome.error().message();
        QVERIFY2(message.contains(second) || message.contains(names.at(1)), qPrintable(message));
        QVERIFY(tagsOf(bench, names.constFirst()).contains(u"wave|1"_s));
        QVERIFY(!tagsOf(bench, names.at(1)).contains(u"wave|1"_s));
        QCOMPARE(bench.undo->entries.back().state, guard::UndoState::Recorded);
    }

    void sendsNothingOnADryRun() {
        WriteBench bench;
        const QJsonObject shown =
            bench.must(u"set_vm_tags"_s,
                       {{u"vms"_s, QJsonArray{u"prod-webshop-web-01"_s, u"prod-webshop-web-02"_s}},
                        {u"tags"_s, QJsonArray{u"env|stage"_s}},
                        {u"dry_run"_s, true}});
        QCOMPARE(bench.writes(), QStringList());
        const QString consequences =
            shown.value(u"consequences"_s).toVariant().toStringList().join(u'\n');
        QVERIFY2(consequences.contains(
                     u"Group Environment: stage gains prod-webshop-web-01, prod-webshop-web-02"_s),
                 qPrintable(consequences));
    }
};

QTEST_GUILESS_MAIN(TestTagWrites)
#include "tst_tag_writes.moc"
