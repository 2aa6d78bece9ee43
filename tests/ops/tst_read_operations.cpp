// SPDX-License-Identifier: MIT
// The operations that read the inventory and single rules, live on the demo and offline.
#include "ops/pipeline.h"
#include "support/await.h"
#include "support/estate_builder.h"
#include "support/schema_check.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

namespace {

using Sources = std::shared_ptr<SourceProvider>;
const QString kVcenter = u"vcenter-ham-01"_s;

Result<Outcome> call(const Sources& sources, const QString& name, const QJsonObject& arguments) {
    return tests::await(Pipeline::standard(sources).call(name, arguments, {}));
}

QStringList column(const QJsonValue& list, const QString& key) {
    QStringList values;
    for (const QJsonValue item : list.toArray()) {
        values << item[key].toString();
    }
    return values;
}

QString problems(const QString& name, const QJsonObject& result) {
    const QJsonObject schema = Registry::standard().find(name)->resultSchema;
    return tests::SchemaCheck(schema).problems(result).join(u' ');
}

} // namespace

class TestReadOperations final : public QObject {
    Q_OBJECT

private:
    Sources m_live;
    Sources m_offline;

    /// web-01 is in a group, on a segment and, if wanted, excluded by one of them.
    static Sources small(const QStringList& excluded, bool knowsExclusions = true) {
        tests::EstateBuilder estate;
        estate.machine(u"web-01"_s, {u"tier|web"_s}, {{u"power_state"_s, u"VM_RUNNING"_s}})
            .machine(u"db-01"_s, {u"tier|db"_s}, {{u"power_state"_s, u"VM_STOPPED"_s}})
            .attach(u"web-01"_s, u"seg"_s, {u"10.0.0.1"_s, u"fd00::1"_s})
            .group(u"web"_s, {tests::tagged(u"tier|web"_s)})
            .group(u"people"_s, {QJsonObject{{u"resource_type"_s, u"IdentityGroupExpression"_s}}});
        if (knowsExclusions) {
            estate.content().excludeList = model::ExcludeList{};
            estate.content().excludeList->members = excluded;
        }
        return std::make_shared<SourceProvider>(estate.make());
    }

private Q_SLOTS:
    void initTestCase() {
        SourceOptions options;
        options.demo = true;
        m_live = std::make_shared<SourceProvider>(options);
        const auto snapshot =
            tests::await(m_live->readAll(QString(), CancellationToken(), [](const Progress&) {}));
        QVERIFY2(snapshot, qPrintable(snapshot ? QString() : snapshot.error().message()));
        m_offline = std::make_shared<SourceProvider>(*snapshot);
    }

    void cleanupTestCase() {
        QVERIFY(tests::await(m_live->close()));
        m_live.reset();
    }

    void liveAndOfflineAgree_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("arguments");
        const auto row = [](const char* title, const QString& name, const QJsonObject& arguments) {
            QTest::newRow(title) << name << arguments;
        };
        row("rule by id", u"get_dfw_rule"_s,
            {{u"policy_id"_s, u"app-webshop"_s}, {u"rule_id"_s, u"webshop-app-db"_s}});
        row("rule of a named policy", u"get_dfw_rule"_s,
            {{u"policy_id"_s, u"webshop"_s}, {u"rule_id"_s, u"1"_s}});
        row("no such rule", u"get_dfw_rule"_s,
            {{u"policy_id"_s, u"app-webshop"_s}, {u"rule_id"_s, u"nope"_s}});
        row("services", u"list_services"_s, {{u"limit"_s, 1000}});
        row("own services", u"list_services"_s, {{u"predefined"_s, false}});
        row("predefined services of a name", u"list_services"_s,
            {{u"predefined"_s, true}, {u"name_filter"_s, u"dns"_s}});
        row("a page of services", u"list_services"_s, {{u"limit"_s, 20}, {u"offset"_s, 40}});
        row("service by id", u"get_service"_s, {{u"service_id"_s, u"redis"_s}});
        row("service by name in another case", u"get_service"_s,
            {{u"service_id"_s, u"mqtt OVER tls"_s}});
        row("service by path", u"get_service"_s,
            {{u"service_id"_s, u"/infra/services/ad-client-services"_s}});
        row("no such service", u"get_service"_s, {{u"service_id"_s, u"rediss"_s}});
        row("segments", u"list_segments"_s, {});
        row("segments of a name", u"list_segments"_s, {{u"name_filter"_s, u"prod"_s}});
        row("machines", u"list_vms"_s, {{u"limit"_s, 1000}});
        row("machines by tag", u"list_vms"_s, {{u"tag"_s, u"env|prod"_s}});
        row("machines by tag and name", u"list_vms"_s,
            {{u"tag"_s, u"tier|*"_s}, {u"name_filter"_s, u"*webshop*"_s}});
        row("stopped machines", u"list_vms"_s, {{u"power_state"_s, u"vm_stopped"_s}});
        row("machine by name", u"get_vm"_s, {{u"vm"_s, u"prod-webshop-web-01"_s}});
        row("machine by id", u"get_vm"_s, {{u"vm"_s, u"50209b94-1779-5e6b-9e06-86af001eb68b"_s}});
        row("excluded machine", u"get_vm"_s, {{u"vm"_s, kVcenter}});
        row("no such machine", u"get_vm"_s, {{u"vm"_s, u"prod-webshop-web-99"_s}});
        row("tags", u"list_tags"_s, {{u"limit"_s, 1000}});
        row("tags of a scope", u"list_tags"_s, {{u"scope"_s, u"env"_s}});
        row("tags by pattern", u"list_tags"_s, {{u"value"_s, u"*web*"_s}});
        row("uses of a group", u"where_used"_s, {{u"object"_s, u"all-servers"_s}});
        row("uses of a service", u"where_used"_s,
            {{u"object"_s, u"/infra/services/HTTPS"_s}, {u"limit"_s, 1000}});
        row("uses of a profile", u"where_used"_s,
            {{u"object"_s, u"/infra/context-profiles/DNS"_s}});
    }
    void liveAndOfflineAgree() {
        QFETCH(const QString, name);
        QFETCH(const QJsonObject, arguments);
        const auto live = call(m_live, name, arguments);
        const auto offline = call(m_offline, name, arguments);
        QCOMPARE(live ? QString() : live.error().message(),
                 offline ? QString() : offline.error().message());
        if (!live) {
            QCOMPARE(live.error().kind, offline.error().kind);
            return;
        }
        for (const QString& key : live->result.keys() + offline->result.keys()) {
            QCOMPARE(live->result.value(key), offline->result.value(key));
        }
        QCOMPARE(problems(name, live->result), QString());
    }

    void readsStatisticsOfARule() {
        const QJsonObject arguments{{u"policy_id"_s, u"layer2-hygiene"_s},
                                    {u"rule_id"_s, u"drop-lldp-from-guests"_s}};
        const auto outcome = call(m_live, u"get_dfw_rule_stats"_s, arguments);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        const QJsonObject result = outcome->result;
        QCOMPARE(problems(u"get_dfw_rule_stats"_s, result), QString());
        QCOMPARE(result.value(u"rule_id"_s).toString(), u"drop-lldp-from-guests"_s);
        // Not the zeros of a reader that looks one level too high.
        QVERIFY(result.value(u"hit_count"_s).toInteger() >= 41029);
        QVERIFY(result.value(u"byte_count"_s).toInteger() >= 16083368);
        QVERIFY(result.value(u"raw"_s).toObject().contains(u"results"_s));
        QCOMPARE(result.value(u"items"_s).toArray().size(), 1);
        const QJsonArray points = result.value(u"items"_s)[0][u"enforcement_points"_s].toArray();
        QCOMPARE(points.size(), 1);
        QVERIFY(points.at(0)[u"enforcement_point"_s].toString().startsWith(u"/infra/sites/"_s));
    }

    void readsStatisticsByName() {
        const QJsonObject arguments{{u"policy_id"_s, u"WEBSHOP"_s},
                                    {u"rule_id"_s, u"webshop-app-db"_s}};
        const auto outcome = call(m_live, u"get_dfw_rule_stats"_s, arguments);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        QCOMPARE(outcome->result.value(u"policy_id"_s).toString(), u"app-webshop"_s);
        QVERIFY(outcome->result.value(u"hit_count"_s).isDouble());
    }

    void readsStatisticsOfAPolicy() {
        const auto outcome =
            call(m_live, u"get_dfw_rule_stats"_s, {{u"policy_id"_s, u"layer2-hygiene"_s}});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        const QJsonObject result = outcome->result;
        QCOMPARE(problems(u"get_dfw_rule_stats"_s, result), QString());
        QVERIFY(result.value(u"rule_id"_s).isNull());
        QVERIFY(result.value(u"popularity_index"_s).isNull());
        qint64 hits = 0;
        for (const QJsonValue rule : result.value(u"items"_s).toArray()) {
            hits += rule[u"hit_count"_s].toInteger();
        }
        QVERIFY(hits > 0);
        QCOMPARE(result.value(u"hit_count"_s).toInteger(), hits);
        const auto rules =
            call(m_live, u"list_dfw_rules"_s, {{u"policy_id"_s, u"layer2-hygiene"_s}});
        QCOMPARE(column(result.value(u"items"_s), u"rule_id"_s),
                 column(rules->result.value(u"items"_s), u"id"_s));
    }

    void refusesStatisticsOfNothing_data() {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("rule");
        QTest::newRow("policy") << u"nope"_s << u"drop-lldp-from-guests"_s;
        QTest::newRow("rule") << u"layer2-hygiene"_s << u"nope"_s;
        QTest::newRow("all of no policy") << u"nope"_s << QString();
    }
    void refusesStatisticsOfNothing() {
        QFETCH(const QString, policy);
        QFETCH(const QString, rule);
        QJsonObject arguments{{u"policy_id"_s, policy}};
        if (!rule.isEmpty()) {
            arguments.insert(u"rule_id"_s, rule);
        }
        const auto outcome = call(m_live, u"get_dfw_rule_stats"_s, arguments);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::NotFound);
    }

    void snapshotsSayWhatTheyCannotKnow_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("statistics")
            << u"get_dfw_rule_stats"_s
            << QJsonObject{{u"policy_id"_s, u"layer2-hygiene"_s}, {u"rule_id"_s, u"x"_s}};
        QTest::newRow("profiles") << u"list_idps_profiles"_s << QJsonObject{};
        QTest::newRow("status") << u"get_idps_status"_s << QJsonObject{};
    }
    void snapshotsSayWhatTheyCannotKnow() {
        QFETCH(const QString, name);
        QFETCH(const QJsonObject, arguments);
        const auto outcome = call(m_offline, name, arguments);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(u"snapshot"_s),
                 qPrintable(outcome.error().message()));
    }

    void listsExclusions() {
        const auto live = call(m_live, u"list_dfw_exclusions"_s, {});
        QVERIFY2(live, live ? "" : qPrintable(live.error().message()));
        QCOMPARE(problems(u"list_dfw_exclusions"_s, live->result), QString());
        const QJsonObject item = live->result.value(u"items"_s)[0].toObject();
        QCOMPARE(item.value(u"path"_s).toString(),
                 u"/infra/domains/default/groups/management-appliances"_s);
        QCOMPARE(item.value(u"type"_s).toString(), u"Group"_s);
        QCOMPARE(item.value(u"system_owned"_s), QJsonValue(false));
        QVERIFY(item.value(u"vm_count"_s).toInt() > 0);
        const QJsonArray machines = item.value(u"virtual_machines"_s).toArray();
        QCOMPARE(machines.size(), item.value(u"vm_count"_s).toInt());
        QVERIFY(machines.at(0)[u"power_state"_s].toString().startsWith(u"VM_"_s));
        QCOMPARE(live->result.value(u"scope"_s).toString(), u"system_and_user"_s);
        // A snapshot knows the same machines, but not the system's own members.
        const auto offline = call(m_offline, u"list_dfw_exclusions"_s, {});
        QVERIFY(offline);
        QJsonArray ofUsers;
        QJsonArray ofTheSystem;
        for (const QJsonValue each : live->result.value(u"items"_s).toArray()) {
            const bool isSystem = each.toObject().value(u"system_owned"_s).toBool();
            (isSystem ? ofTheSystem : ofUsers).append(each);
        }
        QCOMPARE(offline->result.value(u"items"_s).toArray(), ofUsers);
        QCOMPARE(ofTheSystem.size(), 1); // the edge
        // It is a machine, not a group: it has a name, and it is its own only member.
        const QJsonObject edge = ofTheSystem.at(0).toObject();
        QCOMPARE(edge.value(u"type"_s).toString(), u"VirtualMachine"_s);
        QCOMPARE(edge.value(u"vm_count"_s).toInt(), 1);
        QVERIFY(edge.value(u"display_name"_s).toString() != edge.value(u"id"_s).toString());
        const auto shown = call(m_live, u"get_vm"_s, {{u"vm"_s, edge.value(u"id"_s)}});
        QVERIFY2(shown, shown ? "" : qPrintable(shown.error().message()));
        QCOMPARE(shown->result.value(u"dfw_excluded"_s), QJsonValue(true));
        // Offline nobody knows the system's members: unknown, not "no".
        const auto unsure = call(m_offline, u"get_vm"_s, {{u"vm"_s, edge.value(u"id"_s)}});
        QVERIFY2(unsure, unsure ? "" : qPrintable(unsure.error().message()));
        QVERIFY(unsure->result.value(u"dfw_excluded"_s).isNull());
        QCOMPARE(offline->result.value(u"scope"_s).toString(), u"user"_s);
    }

    void doesNotInventExclusions() {
        const auto unknown = call(small({}, false), u"list_dfw_exclusions"_s, {});
        QVERIFY(!unknown);
        const auto policies = call(small({}, false), u"list_dfw_policies"_s, {});
        QVERIFY(policies->result.value(u"exclusion_note"_s).toString().contains(u"unknown"_s));
        const auto nobody = call(small({}), u"list_dfw_policies"_s, {});
        QVERIFY(nobody->result.value(u"exclusion_note"_s).isNull());
        const auto demo = call(m_live, u"list_dfw_policies"_s, {});
        QVERIFY(demo->result.value(u"exclusion_note"_s).toString().contains(u"exclude list"_s));
    }

    void tellsWhoIsExcluded_data() {
        QTest::addColumn<QStringList>("list");
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<QJsonValue>("web");
        QTest::addColumn<QJsonValue>("db");
        const auto group = [](const QString& id) { return tests::EstateBuilder::groupPath(id); };
        const QJsonValue unknown;
        QTest::newRow("nobody") << QStringList{} << true << QJsonValue(false) << QJsonValue(false);
        QTest::newRow("no list") << QStringList{} << false << unknown << unknown;
        QTest::newRow("its group")
            << QStringList{group(u"web"_s)} << true << QJsonValue(true) << QJsonValue(false);
        QTest::newRow("its segment") << QStringList{u"/infra/segments/seg"_s} << true
                                     << QJsonValue(true) << QJsonValue(false);
        QTest::newRow("a group that nobody can evaluate")
            << QStringList{group(u"people"_s)} << true << unknown << unknown;
        QTest::newRow("that and its own") << QStringList{group(u"people"_s), group(u"web"_s)}
                                          << true << QJsonValue(true) << unknown;
    }
    void tellsWhoIsExcluded() {
        QFETCH(const QStringList, list);
        QFETCH(const bool, isKnown);
        QFETCH(const QJsonValue, web);
        QFETCH(const QJsonValue, db);
        const Sources sources = small(list, isKnown);
        for (const QString& machine : {u"web-01"_s, u"db-01"_s}) {
            const QJsonValue expected = machine == u"web-01" ? web : db;
            const auto shown = call(sources, u"get_vm"_s, {{u"vm"_s, machine}});
            QVERIFY2(shown, shown ? "" : qPrintable(shown.error().message()));
            QCOMPARE(problems(u"get_vm"_s, shown->result), QString());
            QCOMPARE(shown->result.value(u"dfw_excluded"_s), expected);
            QCOMPARE(shown->result.value(u"exclusion_note"_s).isNull(),
                     expected == QJsonValue(false));
            const auto tags = call(sources, u"list_vm_tags"_s, {{u"vm_display_name"_s, machine}});
            QVERIFY(tags);
            QCOMPARE(tags->result.value(u"dfw_excluded"_s), expected);
            QCOMPARE(tags->result.value(u"items"_s)[0][u"dfw_excluded"_s], expected);
            QCOMPARE(problems(u"list_vm_tags"_s, tags->result), QString());
        }
    }

    void showsAMachine() {
        const auto outcome = call(small({}), u"get_vm"_s, {{u"vm"_s, u"web-01"_s}});
        QVERIFY(outcome);
        const QJsonObject result = outcome->result;
        QCOMPARE(result.value(u"addresses"_s).toArray(), (QJsonArray{u"10.0.0.1"_s, u"fd00::1"_s}));
        QCOMPARE(result.value(u"interfaces"_s)[0][u"segment_path"_s].toString(),
                 u"/infra/segments/seg"_s);
        QCOMPARE(result.value(u"interfaces"_s)[0][u"segment"_s].toString(), u"seg"_s);
        QCOMPARE(column(result.value(u"groups"_s), u"display_name"_s), QStringList{u"web"_s});
        // One group's members are known to a directory only.
        QVERIFY(result.value(u"group_count"_s).isNull());
        QVERIFY(!result.value(u"groups_error"_s).isNull());
        QVERIFY(result.value(u"host"_s).isNull());
        const auto twin = call(small({}), u"get_vm"_s, {{u"vm"_s, u"web-02"_s}});
        QCOMPARE(twin.error().kind, ErrorKind::NotFound);
    }

    void listsTargetsWithoutAskingThem() {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"config.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("targets:\n"
                   "  one: {host: a.invalid, environment: lab, port: 8443, read_only: true}\n"
                   "  two: {host: b.invalid, username: auditor, auth: basic}\n");
        file.close();
        qputenv("VMWARE_NSX_SECURITY_ONE_PASSWORD", "planted-secret");
        SourceOptions options;
        options.configFile = file.fileName();
        // No default target: what needs one must say so, the list must not.
        const auto sources = std::make_shared<SourceProvider>(options);
        const auto outcome = call(sources, u"list_targets"_s, {});
        qunsetenv("VMWARE_NSX_SECURITY_ONE_PASSWORD");
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        const QJsonObject result = outcome->result;
        QCOMPARE(problems(u"list_targets"_s, result), QString());
        const QJsonObject one = result.value(u"items"_s)[0].toObject();
        QCOMPARE(one.value(u"name"_s).toString(), u"one"_s);
        QCOMPARE(one.value(u"port"_s).toInt(), 8443);
        QCOMPARE(one.value(u"read_only"_s), QJsonValue(true));
        QCOMPARE(one.value(u"is_default"_s), QJsonValue(false));
        QVERIFY(one.value(u"password_source"_s)
                    .toString()
                    .contains(u"VMWARE_NSX_SECURITY_ONE_PASSWORD"_s));
        const QJsonObject two = result.value(u"items"_s)[1].toObject();
        QCOMPARE(two.value(u"username"_s).toString(), u"auditor"_s);
        QCOMPARE(two.value(u"auth"_s).toString(), u"basic"_s);
        QVERIFY(two.value(u"password_source"_s).isNull());
        QVERIFY(!two.value(u"password_note"_s).toString().isEmpty());
        QVERIFY(!QJsonDocument(result).toJson().contains("planted-secret"));
    }

    void listsTheOnlyTargetOfADemoAndASnapshot() {
        const auto demo = call(m_live, u"list_targets"_s, {});
        QCOMPARE(column(demo->result.value(u"items"_s), u"name"_s), QStringList{u"demo"_s});
        QVERIFY(demo->result.value(u"items"_s)[0][u"port"_s].toInt() > 0);
        const auto file = call(m_offline, u"list_targets"_s, {});
        QVERIFY(file->result.value(u"items"_s)[0][u"host"_s].isNull());
        QCOMPARE(problems(u"list_targets"_s, file->result), QString());
    }
};

QTEST_GUILESS_MAIN(TestReadOperations)
#include "tst_read_operations.moc"
