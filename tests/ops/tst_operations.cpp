// SPDX-License-Identifier: MIT
// The six operations, live on the simulated manager and offline on snapshots of it.
#include "ops/demo_manager.h"
#include "ops/pipeline.h"
#include "simulator/simulated_manager.h"
#include "support/await.h"
#include "support/estate_builder.h"
#include "support/schema_check.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

namespace {

using Sources = std::shared_ptr<SourceProvider>;

Result<Outcome> call(const Sources& sources, const QString& name, const QJsonObject& arguments) {
    return tests::await(Pipeline::standard(sources).call(name, arguments, {}));
}

QJsonObject itemAt(const QJsonObject& result, int index) {
    return result.value(u"items"_s).toArray().at(index).toObject();
}

QStringList column(const QJsonObject& result, const QString& key) {
    QStringList values;
    for (const QJsonValue item : result.value(u"items"_s).toArray()) {
        values << item.toObject().value(key).toString();
    }
    return values;
}

} // namespace

class TestOperations final : public QObject {
    Q_OBJECT

private:
    Sources m_live;
    Sources m_offline;

    Sources small() const {
        tests::EstateBuilder estate;
        estate.machine(u"web-01"_s, {u"tier|web"_s})
            .machine(u"web-02"_s, {u"tier|web"_s, u"env|prod"_s})
            .machine(u"twin"_s, {u"n|1"_s})
            .group(u"web"_s, {tests::tagged(u"tier|web"_s)})
            .policy(u"p2"_s, u"Application"_s, 20)
            .policy(u"p1"_s, u"Emergency"_s, 90,
                    {QJsonObject{{u"id"_s, u"r1"_s},
                                 {u"display_name"_s, u"r1"_s},
                                 {u"action"_s, u"DROP"_s},
                                 {u"sequence_number"_s, 10},
                                 {u"source_groups"_s,
                                  QJsonArray{tests::EstateBuilder::groupPath(u"web"_s)}},
                                 {u"destination_groups"_s, QJsonArray{u"10.0.0.0/8"_s}},
                                 {u"services"_s, QJsonArray{u"/infra/services/GONE"_s}}},
                     QJsonObject{{u"id"_s, u"r2"_s}, {u"sequence_number"_s, 20}}});
        estate.content().machines.push_back(*model::decode<model::VirtualMachine>(
            QJsonObject{{u"display_name"_s, u"twin"_s}, {u"external_id"_s, u"id-other"_s}}));
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

    // One set of formatting functions serves both; this proves that both feed it alike.
    void liveAndOfflineAgree_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("all policies") << u"list_dfw_policies"_s << QJsonObject{};
        QTest::newRow("a page of policies")
            << u"list_dfw_policies"_s << QJsonObject{{u"limit"_s, 5}, {u"offset"_s, 3}};
        QTest::newRow("policies by name")
            << u"list_dfw_policies"_s << QJsonObject{{u"name_filter"_s, u"WEB"_s}};
        QTest::newRow("past the end of the policies")
            << u"list_dfw_policies"_s << QJsonObject{{u"offset"_s, 5000}};
        QTest::newRow("policy by id")
            << u"get_dfw_policy"_s << QJsonObject{{u"policy_id"_s, u"app-webshop"_s}};
        QTest::newRow("policy by name")
            << u"get_dfw_policy"_s << QJsonObject{{u"policy_id"_s, u"Webshop"_s}};
        QTest::newRow("policy by path")
            << u"get_dfw_policy"_s
            << QJsonObject{
                   {u"policy_id"_s, u"/infra/domains/default/security-policies/app-webshop"_s}};
        QTest::newRow("no such policy")
            << u"get_dfw_policy"_s << QJsonObject{{u"policy_id"_s, u"app-webshp"_s}};
        QTest::newRow("rules") << u"list_dfw_rules"_s
                               << QJsonObject{{u"policy_id"_s, u"app-webshop"_s}};
        QTest::newRow("Ethernet rules")
            << u"list_dfw_rules"_s << QJsonObject{{u"policy_id"_s, u"layer2-hygiene"_s}};
        QTest::newRow("a page of rules")
            << u"list_dfw_rules"_s
            << QJsonObject{{u"policy_id"_s, u"Webshop"_s}, {u"limit"_s, 3}, {u"offset"_s, 2}};
        QTest::newRow("groups") << u"list_groups"_s << QJsonObject{{u"limit"_s, 1000}};
        QTest::newRow("a page of groups")
            << u"list_groups"_s << QJsonObject{{u"limit"_s, 7}, {u"offset"_s, 7}};
        QTest::newRow("groups by pattern")
            << u"list_groups"_s << QJsonObject{{u"name_filter"_s, u"app:*prod*"_s}};
        QTest::newRow("group by id")
            << u"get_group"_s << QJsonObject{{u"group_id"_s, u"app-webshop"_s}};
        QTest::newRow("group by name")
            << u"get_group"_s << QJsonObject{{u"group_id"_s, u"App: webshop (production)"_s}};
        QTest::newRow("large nested group")
            << u"get_group"_s << QJsonObject{{u"group_id"_s, u"all-servers"_s}};
        QTest::newRow("no such group")
            << u"get_group"_s << QJsonObject{{u"group_id"_s, u"all-server"_s}};
        QTest::newRow("tags") << u"list_vm_tags"_s
                              << QJsonObject{{u"vm_display_name"_s, u"prod-crm-web-01"_s}};
        QTest::newRow("tags in another case")
            << u"list_vm_tags"_s << QJsonObject{{u"vm_display_name"_s, u"PROD-crm-web-01"_s}};
        QTest::newRow("no such machine")
            << u"list_vm_tags"_s << QJsonObject{{u"vm_display_name"_s, u"prod-crm-web-99"_s}};
    }
    void liveAndOfflineAgree() {
        QFETCH(const QString, name);
        QFETCH(const QJsonObject, arguments);
        const auto live = call(m_live, name, arguments);
        const auto offline = call(m_offline, name, arguments);
        QCOMPARE(live.has_value(), offline.has_value());
        if (!live) {
            QCOMPARE(live.error().message(), offline.error().message());
            QCOMPARE(live.error().kind, offline.error().kind);
            return;
        }
        const QJsonObject a = live->result;
        const QJsonObject b = offline->result;
        for (const QString& key : a.keys() + b.keys()) {
            QCOMPARE(a.value(key), b.value(key));
        }
        const QJsonObject schema = Registry::standard().find(name)->resultSchema;
        QCOMPARE(tests::SchemaCheck(schema).problems(a), QStringList());
    }

    void listsPoliciesInOrderOfEvaluation() {
        const auto outcome = call(small(), u"list_dfw_policies"_s, {});
        QVERIFY(outcome);
        QCOMPARE(column(outcome->result, u"id"_s), QStringList({u"p1"_s, u"p2"_s}));
        QCOMPARE(itemAt(outcome->result, 0).value(u"rule_count"_s).toInt(), 2);
        QCOMPARE(itemAt(outcome->result, 1).value(u"rule_count"_s).toInt(), 0);
        // Nobody said whether it is stateful: that is not false.
        QVERIFY(itemAt(outcome->result, 0).value(u"stateful"_s).isNull());
    }

    void namesOperandsBesideTheirPaths() {
        const auto outcome = call(small(), u"list_dfw_rules"_s, {{u"policy_id"_s, u"p1"_s}});
        QVERIFY(outcome);
        const QJsonObject first = itemAt(outcome->result, 0);
        QCOMPARE(first.value(u"sources"_s).toArray(),
                 QJsonArray{tests::EstateBuilder::groupPath(u"web"_s)});
        QCOMPARE(first.value(u"source_names"_s).toArray(), QJsonArray{u"web"_s});
        QCOMPARE(first.value(u"destination_names"_s).toArray(), QJsonArray{u"10.0.0.0/8"_s});
        QCOMPARE(first.value(u"service_names"_s).toArray(), QJsonArray{u"GONE"_s});
        QCOMPARE(first.value(u"scope_names"_s).toArray(), QJsonArray{u"ANY"_s});
        const QJsonObject second = itemAt(outcome->result, 1);
        QVERIFY(second.value(u"action"_s).isNull());
        QVERIFY(second.value(u"rule_id"_s).isNull());
        QCOMPARE(second.value(u"position"_s).toInt(), 2);
        QCOMPARE(second.value(u"sources"_s).toArray(), QJsonArray{u"ANY"_s});
    }

    void countsMembersTruly() {
        const auto outcome = call(small(), u"get_group"_s, {{u"group_id"_s, u"web"_s}});
        QVERIFY(outcome);
        QCOMPARE(outcome->result.value(u"member_count"_s).toInt(), 2);
        const QJsonObject members = outcome->result.value(u"members"_s).toObject();
        QCOMPARE(column(members, u"display_name"_s), QStringList({u"web-01"_s, u"web-02"_s}));
        QCOMPARE(column(members, u"id"_s), QStringList({u"id-web-01"_s, u"id-web-02"_s}));
        QVERIFY(outcome->result.value(u"criteria"_s).toString().contains(u"tier"_s));
        QCOMPARE(outcome->result.value(u"expression"_s).toArray().size(), 1);
    }

    void showsFiftyMembersOfMany() {
        tests::EstateBuilder estate;
        for (int i = 0; i < 120; ++i) {
            estate.machine(u"vm-%1"_s.arg(i, 3, 10, QChar(u'0')), {u"tier|web"_s});
        }
        estate.group(u"web"_s, {tests::tagged(u"tier|web"_s)});
        const auto outcome = call(std::make_shared<SourceProvider>(estate.make()), u"get_group"_s,
                                  {{u"group_id"_s, u"web"_s}});
        QVERIFY(outcome);
        const QJsonObject members = outcome->result.value(u"members"_s).toObject();
        QCOMPARE(members.value(u"returned"_s).toInt(), 50);
        QCOMPARE(members.value(u"total"_s).toInt(), 120);
        QVERIFY(members.value(u"truncated"_s).toBool());
        QCOMPARE(outcome->result.value(u"member_count"_s).toInt(), 120);
    }

    void doesNotCountWhatItCannotEvaluate() {
        tests::EstateBuilder estate;
        estate.group(u"people"_s,
                     {QJsonObject{{u"resource_type"_s, u"IdentityGroupExpression"_s}}});
        const auto outcome = call(std::make_shared<SourceProvider>(estate.make()), u"get_group"_s,
                                  {{u"group_id"_s, u"people"_s}});
        QVERIFY(outcome);
        QVERIFY(outcome->result.value(u"member_count"_s).isNull());
        QVERIFY(!outcome->result.value(u"members_note"_s).toString().isEmpty());
    }

    void listsEveryMachineOfAName() {
        const auto outcome = call(small(), u"list_vm_tags"_s, {{u"vm_display_name"_s, u"twin"_s}});
        QVERIFY(outcome);
        QStringList ids = column(outcome->result, u"vm_id"_s);
        ids.sort();
        QCOMPARE(ids, QStringList({u"id-other"_s, u"id-twin"_s}));
        // Two machines: the single fields of the predecessor would be a lie.
        QVERIFY(outcome->result.value(u"tags"_s).isNull());
        QVERIFY(outcome->result.value(u"vm_id"_s).isNull());
    }

    void keepsThePredecessorsFieldsForOneMachine() {
        const auto outcome =
            call(small(), u"list_vm_tags"_s, {{u"vm_display_name"_s, u"web-02"_s}});
        QVERIFY(outcome);
        QCOMPARE(outcome->result.value(u"vm_id"_s).toString(), u"id-web-02"_s);
        QCOMPARE(outcome->result.value(u"tags"_s).toArray().size(), 2);
        QCOMPARE(outcome->result.value(u"tags"_s), itemAt(outcome->result, 0).value(u"tags"_s));
    }

    void findsAMachineByItsId() {
        const auto outcome =
            call(small(), u"list_vm_tags"_s, {{u"vm_display_name"_s, u"id-other"_s}});
        QVERIFY(outcome);
        QCOMPARE(outcome->result.value(u"display_name"_s).toString(), u"twin"_s);
    }

    void refusesAmbiguousNames() {
        tests::EstateBuilder estate;
        estate.group(u"a"_s, {}).group(u"b"_s, {});
        for (model::Group& group : estate.content().groups) {
            group.header.displayName = UntrustedText(u"Same"_s);
        }
        const auto outcome = call(std::make_shared<SourceProvider>(estate.make()), u"get_group"_s,
                                  {{u"group_id"_s, u"Same"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(outcome.error().message().contains(u"/groups/a"_s) ||
                     outcome.error().message().contains(u" a"_s),
                 qPrintable(outcome.error().message()));
    }

    void refusesTrickyIdsLive_data() {
        QTest::addColumn<QString>("id");
        QTest::newRow("parent") << u".."_s;
        QTest::newRow("traversal") << u"../../node"_s;
        QTest::newRow("line feed") << u"web\n"_s;
        QTest::newRow("non-ASCII") << u"w\u0435b"_s;
        QTest::newRow("query") << u"web?force=true"_s;
        QTest::newRow("encoded slash") << u"web%2f.."_s;
        QTest::newRow("another domain") << u"/infra/domains/other/groups/web"_s;
        QTest::newRow("another collection") << u"/infra/services/HTTP"_s;
        QTest::newRow("very long") << QString(300, u'x');
    }
    void refusesTrickyIdsLive() {
        QFETCH(const QString, id);
        const auto outcome = call(m_live, u"get_group"_s, {{u"group_id"_s, id}});
        QVERIFY(!outcome);
        QVERIFY(outcome.error().kind == ErrorKind::NotFound ||
                outcome.error().kind == ErrorKind::InvalidInput);
    }

    void cancelsUnderWay() {
        CancellationSource source;
        CallContext context;
        context.token = source.token();
        auto task = Pipeline::standard(m_live).call(u"list_groups"_s, {}, context);
        source.cancel();
        const auto outcome = tests::await(std::move(task));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
    }

    void opensEveryKnownEstate_data() {
        QTest::addColumn<QString>("file");
        const QString root = qEnvironmentVariable("BULKHEAD_SHARED_DATA");
        QTest::newRow("none") << QString();
        for (const QString& folder : {u"nsx-configs"_s, u"h-api"_s}) {
            const QDir place(root + u'/' + folder);
            for (const QString& name : place.entryList({u"*.json"_s}, QDir::Files)) {
                QTest::newRow(qPrintable(name)) << place.filePath(name);
            }
        }
    }
    void opensEveryKnownEstate() {
        QFETCH(const QString, file);
        if (file.isEmpty()) {
            if (!QDir(qEnvironmentVariable("BULKHEAD_SHARED_DATA")).exists()) {
                QSKIP("BULKHEAD_SHARED_DATA is not there: the third-party estates are not read");
            }
            return;
        }
        SourceOptions options;
        options.snapshotFile = file;
        const auto sources = std::make_shared<SourceProvider>(options);
        const Registry registry = Registry::standard();
        const auto check = [&](const QString& name, const QJsonObject& arguments) {
            const auto outcome = call(sources, name, arguments);
            if (!outcome) {
                return outcome.error().message();
            }
            return tests::SchemaCheck(registry.find(name)->resultSchema)
                .problems(outcome->result)
                .join(u' ');
        };
        QCOMPARE(check(u"list_dfw_policies"_s, {{u"limit"_s, 1000}}), QString());
        QCOMPARE(check(u"list_groups"_s, {{u"limit"_s, 1000}}), QString());
        const auto policies = call(sources, u"list_dfw_policies"_s, {{u"limit"_s, 1000}});
        for (const QString& path : column(policies->result, u"path"_s)) {
            QCOMPARE(check(u"get_dfw_policy"_s, {{u"policy_id"_s, path}}), QString());
            QCOMPARE(check(u"list_dfw_rules"_s, {{u"policy_id"_s, path}}), QString());
        }
        const auto groups = call(sources, u"list_groups"_s, {{u"limit"_s, 1000}});
        for (const QString& path : column(groups->result, u"path"_s)) {
            QCOMPARE(check(u"get_group"_s, {{u"group_id"_s, path}}), QString());
        }
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
