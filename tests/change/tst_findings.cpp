// SPDX-License-Identifier: MIT
// Findings: each kind where it belongs, and silence where nothing is wrong.
#include "change/change_set.h"
#include "change/finding.h"
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "support/estate_builder.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;
using tests::EstateBuilder;

namespace {

const QDateTime kNow(QDate(2026, 6, 1), QTime(12, 0), Qt::UTC);

QString policyPath(const QString& id) {
    return u"/infra/domains/default/security-policies/"_s + id;
}

QString rulePath(const QString& policy, const QString& id) {
    return policyPath(policy) + u"/rules/"_s + id;
}

QJsonObject ruleJson(const QString& policy, const QString& id, int sequence,
                     QJsonObject more = {}) {
    QJsonObject rule{{u"id"_s, id},
                     {u"display_name"_s, id},
                     {u"path"_s, rulePath(policy, id)},
                     {u"action"_s, u"ALLOW"_s},
                     {u"logged"_s, true},
                     {u"source_groups"_s, QJsonArray{EstateBuilder::groupPath(u"web"_s)}},
                     {u"destination_groups"_s, QJsonArray{EstateBuilder::groupPath(u"db"_s)}},
                     {u"services"_s, QJsonArray{u"/infra/services/SSH"_s}},
                     {u"sequence_number"_s, sequence}};
    for (auto field = more.constBegin(); field != more.constEnd(); ++field) {
        rule.insert(field.key(), *field);
    }
    return rule;
}

snapshot::SnapshotPointer estate(bool allowsManagement) {
    EstateBuilder builder;
    builder.machine(u"web-01"_s, {u"tier|web"_s})
        .machine(u"db-01"_s, {u"tier|db"_s})
        .group(u"web"_s, {tests::tagged(u"tier|web"_s)})
        .group(u"db"_s, {tests::tagged(u"tier|db"_s)})
        .group(u"nobody"_s, {tests::tagged(u"tier|none"_s)})
        .group(u"people"_s, {QJsonObject{{u"resource_type"_s, u"IdentityGroupExpression"_s}}})
        .policy(u"infra"_s, u"Infrastructure"_s, 10,
                {ruleJson(u"infra"_s, u"ssh"_s, 10, {{u"disabled"_s, !allowsManagement}})})
        .policy(u"shop"_s, u"Application"_s, 10,
                {ruleJson(u"shop"_s, u"a"_s, 10,
                          {{u"services"_s, QJsonArray{u"/infra/services/DNS"_s}}}),
                 ruleJson(u"shop"_s, u"b"_s, 20,
                          {{u"services"_s, QJsonArray{u"/infra/services/DNS"_s}}})})
        .policy(u"timed"_s, u"Application"_s, 20);
    for (const auto& [name, port] : {std::pair{u"SSH"_s, u"22"_s}, std::pair{u"DNS"_s, u"53"_s}}) {
        builder.content().services.push_back(*model::decode<model::Service>(
            QJsonObject{{u"id"_s, name},
                        {u"path"_s, QString(u"/infra/services/"_s + name)},
                        {u"service_entries"_s,
                         QJsonArray{QJsonObject{{u"resource_type"_s, u"L4PortSetServiceEntry"_s},
                                                {u"l4_protocol"_s, u"TCP"_s},
                                                {u"destination_ports"_s, QJsonArray{port}}}}}}));
    }
    for (const auto& [id, end] :
         {std::pair{u"over"_s, u"05/31/2026"_s}, std::pair{u"runs"_s, u"06/01/2026"_s}}) {
        builder.content().schedulers.push_back(*model::decode<model::FirewallScheduler>(
            QJsonObject{{u"id"_s, id},
                        {u"display_name"_s, id},
                        {u"path"_s, QString(u"/infra/firewall-schedulers/"_s + id)},
                        {u"end_date"_s, end},
                        {u"timezone"_s, u"UTC"_s}}));
    }
    builder.content().excludeList = *model::decode<model::ExcludeList>(
        QJsonObject{{u"id"_s, u"exclude-list"_s},
                    {u"path"_s, u"/infra/settings/firewall/security/exclude-list"_s},
                    {u"members"_s, QJsonArray{EstateBuilder::groupPath(u"db"_s)}}});
    return builder.make();
}

using Change = Result<Step> (*)(const snapshot::Snapshot&);

Result<Step> changeA(const snapshot::Snapshot& now,
                     const std::function<void(model::Rule&)>& change) {
    return changeRules(now, {rulePath(u"shop"_s, u"a"_s)}, u"x"_s, change);
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestFindings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("allowsManagement");
        QTest::addColumn<QStringList>("expected"); // kind severity field

        QTest::newRow("nothing") << Change([](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) { rule.notes = UntrustedText(u"n"_s); });
        }) << true << QStringList{};
        QTest::newRow("excluded") << Change([](const snapshot::Snapshot& now) {
            return setExcludeList(
                now, {EstateBuilder::groupPath(u"db"_s), EstateBuilder::groupPath(u"web"_s)});
        }) << true << QStringList{u"unprotected warning members"_s};
        QTest::newRow("included again")
            << Change([](const snapshot::Snapshot& now) { return setExcludeList(now, {}); }) << true
            << QStringList{u"protected_again hint members"_s};
        QTest::newRow("excluded by another of the same machines")
            << Change([](const snapshot::Snapshot& now) {
                   return setExcludeList(now, {EstateBuilder::groupPath(u"db"_s),
                                               EstateBuilder::groupPath(u"nobody"_s)});
               })
            << true << QStringList{};
        QTest::newRow("excluded by a tag") << Change([](const snapshot::Snapshot& now) {
            return changeMachineTags(
                now, {u"id-web-01"_s}, u"t"_s, [](std::vector<model::Tag>& tags) {
                    tags.push_back({UntrustedText(u"tier"_s), UntrustedText(u"db"_s)});
                });
        }) << true << QStringList{u"unprotected warning members"_s};
        QTest::newRow("empty group") << Change([](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) {
                rule.sources << EstateBuilder::groupPath(u"nobody"_s)
                             << EstateBuilder::groupPath(u"people"_s);
            });
        }) << true << QStringList{u"empty_group warning source_groups"_s};
        QTest::newRow("emptied by a tag")
            << Change([](const snapshot::Snapshot& now) {
                   return changeMachineTags(now, {u"id-db-01"_s}, u"t"_s,
                                            [](std::vector<model::Tag>& tags) { tags.clear(); });
               })
            << true
            << QStringList{u"empty_group warning destination_groups"_s,
                           u"empty_group warning destination_groups"_s,
                           u"empty_group warning destination_groups"_s,
                           u"protected_again hint members"_s};
        const Change deny = [](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) {
                rule.action = model::RuleAction::Drop;
                rule.sources = {u"ANY"_s};
                rule.services = {u"ANY"_s};
            });
        };
        QTest::newRow("locks out")
            << deny << false << QStringList{u"deny_before_management error action"_s};
        QTest::newRow("does not lock out") << deny << true << QStringList{};
        QTest::newRow("no log") << Change([](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) { rule.logged = false; });
        }) << true << QStringList{u"missing_log hint logged"_s};
        QTest::newRow("silent drop") << Change([](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) {
                rule.logged = false;
                rule.action = model::RuleAction::Drop;
            });
        }) << true << QStringList{u"missing_log warning logged"_s};
        QTest::newRow("a disabled rule is left alone") << Change([](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) {
                rule.logged = false;
                rule.disabled = true;
            });
        }) << true << QStringList{};
        QTest::newRow("any any") << Change([](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) {
                rule.sources.clear();
                rule.destinations = {u"ANY"_s};
                rule.services = {u"any"_s};
            });
        }) << true << QStringList{u"any_any_allow warning source_groups"_s};
        QTest::newRow("rule tie") << Change([](const snapshot::Snapshot& now) {
            return changeA(now, [](model::Rule& rule) { rule.sequenceNumber = 20; });
        }) << true << QStringList{u"order_tie warning sequence_number"_s};
        QTest::newRow("policy tie") << Change([](const snapshot::Snapshot& now) {
            return changePolicies(now, {policyPath(u"timed"_s)}, u"x"_s,
                                  [](model::SecurityPolicy& one) { one.sequenceNumber = 10; });
        }) << true << QStringList{u"order_tie warning sequence_number"_s};
        QTest::newRow("dangling") << Change([](const snapshot::Snapshot& now) {
            return changeA(now,
                           [](model::Rule& rule) { rule.services = {u"/infra/services/none"_s}; });
        }) << true << QStringList{u"dangling_reference error services"_s};
        QTest::newRow("emergency") << Change([](const snapshot::Snapshot& now) {
            model::SecurityPolicy policy;
            policy.header.displayName = UntrustedText(u"p"_s);
            policy.category = model::Category::Emergency;
            return createPolicy(now, policy, Place::bottom());
        }) << true << QStringList{u"emergency_for_routine warning category"_s};
        QTest::newRow("stateless one way") << Change([](const snapshot::Snapshot& now) {
            model::SecurityPolicy policy;
            policy.header.displayName = UntrustedText(u"p"_s);
            policy.stateful = false;
            model::Rule rule;
            rule.sources = {EstateBuilder::groupPath(u"web"_s)};
            rule.destinations = {EstateBuilder::groupPath(u"db"_s)};
            policy.rules = {rule};
            return createPolicy(now, policy, Place::bottom());
        }) << true << QStringList{u"stateless_one_way warning destination_groups"_s};
        QTest::newRow("stateless both ways") << Change([](const snapshot::Snapshot& now) {
            model::SecurityPolicy policy;
            policy.header.displayName = UntrustedText(u"p"_s);
            policy.stateful = false;
            model::Rule there;
            there.sources = {EstateBuilder::groupPath(u"web"_s)};
            there.destinations = {EstateBuilder::groupPath(u"db"_s)};
            model::Rule back;
            back.sources = there.destinations;
            back.destinations = there.sources;
            policy.rules = {there, back};
            return createPolicy(now, policy, Place::bottom());
        }) << true << QStringList{};
        QTest::newRow("expired schedule") << Change([](const snapshot::Snapshot& now) {
            return changePolicies(now, {policyPath(u"timed"_s)}, u"x"_s,
                                  [](model::SecurityPolicy& one) {
                                      one.schedulerPath = u"/infra/firewall-schedulers/over"_s;
                                  });
        }) << true << QStringList{u"expired_schedule warning scheduler_path"_s};
        QTest::newRow("schedule ends today") << Change([](const snapshot::Snapshot& now) {
            return changePolicies(now, {policyPath(u"timed"_s)}, u"x"_s,
                                  [](model::SecurityPolicy& one) {
                                      one.schedulerPath = u"/infra/firewall-schedulers/runs"_s;
                                  });
        }) << true << QStringList{};
    }

    void finds() {
        QFETCH(Change, change);
        QFETCH(bool, allowsManagement);
        QFETCH(QStringList, expected);
        ChangeSet set(estate(allowsManagement));
        const auto step = change(*set.current());
        QVERIFY2(step, qPrintable(step ? QString() : step.error().message()));
        QVERIFY(set.push(*step));
        QStringList found;
        for (const Finding& finding : findings(set.base(), set.current(), set.net(), kNow)) {
            found << QStringList{findingName(finding.kind), severityName(finding.severity),
                                 finding.field}
                         .join(u' ');
            QVERIFY(finding.sentence.endsWith(u'.'));
            QVERIFY(finding.fix.endsWith(u'.'));
            QVERIFY(!finding.path.isEmpty());
        }
        QCOMPARE(found, expected);
    }
};

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_findings.moc"
