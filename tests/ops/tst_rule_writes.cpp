// SPDX-License-Identifier: MIT
// Policies and rules: written, moved and refused.
#include "ops/rule_bench.h"
#include "support/schema_check.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestRuleWrites final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsAtTheBottomWithNamesResolved() {
        WriteBench bench;
        const QStringList before = order(bench);
        const auto outcome =
            bench.call(u"create_dfw_rule"_s,
                       newRule(u"allow-mon"_s, {{u"sources"_s, QJsonArray{u"10.1.0.0/16"_s}},
                                                {u"destinations"_s, QJsonArray{u"webshop-web"_s}},
                                                {u"services"_s, QJsonArray{u"HTTPS"_s, u"ssh"_s}},
                                                {u"tags"_s, QJsonArray{u"owner|mon"_s}},
                                                {u"log_label"_s, u"mon"_s}}));
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
        const QJsonObject schema = Registry::standard().find(u"create_dfw_rule"_s)->resultSchema;
        QCOMPARE(tests::SchemaCheck(schema).problems(outcome->result), QStringList());
        QCOMPARE(outcome->result.value(u"status"_s).toString(), u"created"_s);
        QCOMPARE(outcome->result.value(u"realization"_s)[u"state"].toString(), u"realized"_s);
        QCOMPARE(outcome->result.value(u"_revision"_s).toInt(-1), 0);
        QCOMPARE(order(bench), before + QStringList{u"allow-mon"_s});
        const QJsonObject rule = ruleNamed(bench, u"allow-mon"_s);
        QCOMPARE(rule.value(u"logged"_s), QJsonValue(true));
        QCOMPARE(rule.value(u"destinations"_s).toArray().at(0).toString(),
                 u"/infra/domains/default/groups/webshop-web"_s);
        QCOMPARE(rule.value(u"services"_s).toArray().at(1).toString(), u"/infra/services/SSH"_s);
        QCOMPARE(rule.value(u"log_label"_s).toString(), u"mon"_s);
        QCOMPARE(bench.audit->rows.back().entry.operation, u"list_dfw_rules"_s);
    }

    void neverOverwrites() {
        WriteBench bench;
        const QString known = order(bench).constFirst();
        bench.manager().clearRequests();
        const auto outcome = bench.call(u"create_dfw_rule"_s, newRule(known));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QCOMPARE(bench.writes(), QStringList());
        const auto again = bench.call(u"create_dfw_policy"_s,
                                      {{u"policy_id"_s, policy()}, {u"display_name"_s, u"x"_s}});
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        QCOMPARE(bench.writes(), QStringList());
    }

    void placesBetweenNeighbours_data() {
        QTest::addColumn<QString>("position");
        QTest::addColumn<int>("anchor"); // index, -1 for none
        QTest::newRow("top") << u"top"_s << -1;
        QTest::newRow("before the second") << u"before"_s << 1;
        QTest::newRow("after the second") << u"after"_s << 1;
    }
    void placesBetweenNeighbours() {
        QFETCH(const QString, position);
        QFETCH(const int, anchor);
        WriteBench bench;
        const QStringList before = order(bench);
        QJsonObject more{{u"position"_s, position}};
        if (anchor >= 0) {
            more.insert(u"anchor"_s, before.at(anchor));
        }
        // Twelve times: sooner or later no number is free, and the manager has to make room.
        QStringList wanted = before;
        for (int i = 0; i < 12; ++i) {
            const QString id = u"r%1"_s.arg(i);
            QVERIFY(!bench.must(u"create_dfw_rule"_s, newRule(id, more)).isEmpty());
            if (position == u"after") {
                wanted.insert(wanted.indexOf(before.at(anchor)) + 1, id);
            } else {
                wanted.insert(anchor < 0 ? 0 : wanted.indexOf(before.at(anchor)), id);
            }
        }
        QCOMPARE(order(bench), wanted);
    }

    void refusesWhatNsxWouldRefuse_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("object");
        const auto rule = u"create_dfw_rule"_s;
        QTest::newRow("jump outside Environment")
            << rule << newRule(u"x"_s, {{u"action"_s, u"JUMP_TO_APPLICATION"_s}}) << u"action"_s;
        QTest::newRow("ANY beside others")
            << rule << newRule(u"x"_s, {{u"sources"_s, QJsonArray{u"ANY"_s, u"10.0.0.1"_s}}})
            << u"sources"_s;
        QTest::newRow("wrong family")
            << rule
            << newRule(u"x"_s, {{u"sources"_s, QJsonArray{u"2001:db8::1"_s}},
                                {u"ip_protocol"_s, u"IPV4"_s}})
            << u"sources"_s;
        QTest::newRow("unknown group")
            << rule << newRule(u"x"_s, {{u"destinations"_s, QJsonArray{u"webshop-wep"_s}}})
            << u"destinations"_s;
        QTest::newRow("unknown service")
            << rule << newRule(u"x"_s, {{u"services"_s, QJsonArray{u"HTPS"_s}}}) << u"services"_s;
        QTest::newRow("entry without type")
            << rule
            << newRule(u"x"_s, {{u"service_entries"_s,
                                 QJsonArray{QJsonObject{{u"l4_protocol"_s, u"TCP"_s}}}}})
            << u"service_entries"_s;
        QTest::newRow("parent folder as id") << rule << newRule(u".."_s) << u".."_s;
        QTest::newRow("slash in id") << rule << newRule(u"a/b"_s) << u"a/b"_s;
        QTest::newRow("line feed in id") << rule << newRule(u"a\n"_s) << u"a\n"_s;
        QTest::newRow("anchor without position")
            << rule << newRule(u"x"_s, {{u"anchor"_s, u"y"_s}}) << u"anchor"_s;
        QTest::newRow("stateful Ethernet policy") << u"create_dfw_policy"_s
                                                  << QJsonObject{{u"policy_id"_s, u"l2"_s},
                                                                 {u"display_name"_s, u"l2"_s},
                                                                 {u"category"_s, u"Ethernet"_s},
                                                                 {u"stateful"_s, true}}
                                                  << u"stateful"_s;
        QTest::newRow("strict and stateless") << u"create_dfw_policy"_s
                                              << QJsonObject{{u"policy_id"_s, u"p"_s},
                                                             {u"display_name"_s, u"p"_s},
                                                             {u"tcp_strict"_s, true},
                                                             {u"stateful"_s, false}}
                                              << u"tcp_strict"_s;
        QTest::newRow("tag without anything")
            << rule << newRule(u"x"_s, {{u"tags"_s, QJsonArray{u"|"_s}}}) << u"tags"_s;
    }
    void refusesWhatNsxWouldRefuse() {
        QFETCH(const QString, operation);
        QFETCH(const QJsonObject, arguments);
        WriteBench bench;
        const auto outcome = bench.call(operation, arguments);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().kind == ErrorKind::InvalidInput ||
                     outcome.error().kind == ErrorKind::NotFound,
                 qPrintable(outcome.error().message()));
        QVERIFY(!outcome.error().remedy.isEmpty());
        QCOMPARE(bench.writes(), QStringList());
        QCOMPARE(bench.audit->rows.size(), std::size_t{1});
        QCOMPARE(bench.audit->rows.front().outcome.status, guard::AuditStatus::Error);
    }

    void makesEthernetStateless() {
        WriteBench bench;
        const QJsonObject made =
            bench.must(u"create_dfw_policy"_s, {{u"policy_id"_s, u"l2"_s},
                                                {u"display_name"_s, u"Layer 2"_s},
                                                {u"category"_s, u"Ethernet"_s}});
        QCOMPARE(made.value(u"stateful"_s), QJsonValue(false));
        const QJsonObject rule = bench.must(
            u"create_dfw_rule"_s,
            {{u"policy_id"_s, u"l2"_s}, {u"rule_id"_s, u"r"_s}, {u"display_name"_s, u"r"_s}});
        QVERIFY(!rule.isEmpty());
        QVERIFY(!rule.contains(u"ip_protocol"_s));
    }

    void changesOnlyWhatIsGiven() {
        WriteBench bench;
        const QString id = order(bench).constFirst();
        const QJsonObject before = ruleNamed(bench, id);
        const QJsonObject made =
            bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"disabled"_s, true}}));
        QCOMPARE(made.value(u"status"_s).toString(), u"updated"_s);
        QJsonObject after = ruleNamed(bench, id);
        QCOMPARE(after.value(u"disabled"_s), QJsonValue(true));
        QCOMPARE(after.value(u"_revision"_s).toInt(), before.value(u"_revision"_s).toInt() + 1);
        for (const QString& changed : {u"disabled"_s, u"_revision"_s}) {
            after.insert(changed, before.value(changed));
        }
        QCOMPARE(after, before);
    }

    void keepsTheRulesOfAPolicy() {
        WriteBench bench;
        const QStringList before = order(bench);
        QVERIFY(!bench
                     .must(u"update_dfw_policy"_s,
                           {{u"policy_id"_s, u"Webshop"_s}, {u"description"_s, u"New words"_s}})
                     .isEmpty());
        QCOMPARE(order(bench), before);
    }

    void sendsNothingWhenNothingChanges() {
        WriteBench bench;
        const QString id = order(bench).constFirst();
        const bool logged = ruleNamed(bench, id).value(u"logged"_s).toBool();
        const QJsonObject made =
            bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"logged"_s, logged}}));
        QCOMPARE(made.value(u"status"_s).toString(), u"unchanged"_s);
        QCOMPARE(bench.writes(), QStringList());
        QVERIFY(bench.undo->entries.empty());
    }

    void showsExactlyWhatItWouldSend() {
        WriteBench bench;
        const QString id = order(bench).constFirst();
        const QJsonObject shown = bench.must(
            u"update_dfw_rule"_s,
            ruleArguments(id, {{u"display_name"_s, u"Renamed"_s}, {u"dry_run"_s, true}}));
        QCOMPARE(bench.writes(), QStringList());
        const QJsonValue request = shown.value(u"requests"_s)[0];
        QCOMPARE(request[u"method"].toString(), u"PUT"_s);
        QVERIFY(shown.value(u"difference"_s).toArray().size() == 2);
        QVERIFY(shown.value(u"difference"_s)[1].toString().contains(u"→ Renamed"_s));
        QVERIFY(
            !bench
                 .must(u"update_dfw_rule"_s, ruleArguments(id, {{u"display_name"_s, u"Renamed"_s}}))
                 .isEmpty());
        const auto sent = bench.manager().requests();
        for (const simulator::RequestRecord& record : sent) {
            if (record.method == "PUT") {
                QCOMPARE(QString::fromLatin1(record.path), request[u"path"].toString());
                QCOMPARE(QJsonDocument::fromJson(record.body).object(),
                         request[u"body"].toObject());
            }
        }
    }

    void refusesToDeleteAFullPolicy() {
        WriteBench bench;
        const QStringList rules = order(bench);
        const auto outcome = bench.call(u"delete_dfw_policy"_s, {{u"policy_id"_s, policy()}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Refused);
        for (const QString& rule : rules) {
            QVERIFY(outcome.error().message().contains(rule));
        }
        QCOMPARE(bench.writes(), QStringList());
        QVERIFY(bench.confirmer->asked.empty());
    }

    void movesPoliciesInsideTheirCategory() {
        WriteBench bench;
        const auto policies = [&bench] {
            QStringList ids;
            const QJsonArray items = bench.must(u"list_dfw_policies"_s, {{u"limit"_s, 1000}})
                                         .value(u"items"_s)
                                         .toArray();
            for (const QJsonValue item : items) {
                if (item[u"category"].toString() == u"Application") {
                    ids << item[u"id"].toString();
                }
            }
            return ids;
        };
        const QStringList before = policies();
        const QJsonObject made = bench.must(
            u"move_dfw_policy"_s, {{u"policy_id"_s, before.at(3)}, {u"position"_s, u"top"_s}});
        QCOMPARE(policies().constFirst(), before.at(3));
        QVERIFY(
            !bench.must(u"undo_change"_s, {{u"undo_id"_s, made.value(u"undo_id"_s)}}).isEmpty());
        QCOMPARE(policies(), before);
        const auto elsewhere =
            bench.call(u"move_dfw_policy"_s, {{u"policy_id"_s, before.at(3)},
                                              {u"position"_s, u"before"_s},
                                              {u"anchor"_s, u"emergency-quarantine"_s}});
        QVERIFY(!elsewhere);
        QCOMPARE(elsewhere.error().kind, ErrorKind::InvalidInput);
    }

    void writesOneRowACall() {
        WriteBench bench;
        bench.must(u"create_dfw_rule"_s, newRule(u"new"_s));
        QCOMPARE(bench.audit->rows.size(), std::size_t{1});
        QCOMPARE(bench.audit->rows.front().outcome.status, guard::AuditStatus::Ok);
        bench.must(u"delete_dfw_rule"_s, ruleArguments(u"new"_s));
        QCOMPARE(bench.audit->rows.size(), std::size_t{2});
        QCOMPARE(bench.audit->rows.back().entry.approvedBy, u"tester"_s);
        QVERIFY(!bench.confirmer->asked.front().consequences.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRuleWrites)
#include "tst_rule_writes.moc"
