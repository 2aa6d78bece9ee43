// SPDX-License-Identifier: MIT
// The failures of the predecessor (vmware-nsx-security), one row each. A row runs the call in which
// the old tool failed and would fail with its behaviour; the tests of each room go deeper.
// Elsewhere: exit code of a declined prompt (console/tst_confirmation), init that keeps other
// targets (console/tst_setup), sessions and re-login (nsx/tst_connection*), certificates
// (nsx/tst_trust), rules.yaml traps (guard/tst_rule_set), rotation (guard/tst_audit_rotation),
// tamper evidence (guard/tst_audit_chain), progress and cancelling over MCP (mcp/tst_server).
#include "ops/rule_bench.h"

#include <QTest>

#include <vector>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

using Check = void (*)(WriteBench& bench);

struct Failure {
    const char* name; ///< what the old tool did
    Check check;      ///< what is right
};

QJsonObject group(const QString& id, QJsonObject more = {}) {
    more.insert(u"group_id"_s, id);
    more.insert(u"display_name"_s, id);
    return more;
}

void verifyRefused(WriteBench& bench, const QString& name, const QJsonObject& arguments,
                   ErrorKind kind) {
    bench.manager().clearRequests();
    const auto outcome = bench.call(name, arguments);
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().kind == kind, qPrintable(outcome.error().message()));
    QCOMPARE(bench.writes(), QStringList());
}

void strike(WriteBench& bench, simulator::Fault fault, const QByteArray& method) {
    fault.method = method;
    bench.manager().addFault(std::move(fault));
}

void statisticsAreNotZero(WriteBench& bench) {
    bench.manager().clearRequests();
    const QJsonObject all = bench.must(u"get_dfw_rule_stats"_s, {{u"policy_id"_s, policy()}});
    QVERIFY(all.value(u"packet_count"_s).toInteger() > 0);
    QVERIFY(all.value(u"items"_s).toArray().size() > 1);
    int questions = 0;
    for (const simulator::RequestRecord& request : bench.manager().requests()) {
        questions += request.path.contains("/statistics") ? 1 : 0;
    }
    QCOMPARE(questions, 1); // not one a rule
}

void createOverwritesNothing(WriteBench& bench) {
    verifyRefused(bench, u"create_dfw_policy"_s,
                  {{u"policy_id"_s, policy()}, {u"display_name"_s, u"Mine"_s}},
                  ErrorKind::Conflict);
    verifyRefused(bench, u"create_group"_s, group(u"backup-clients"_s), ErrorKind::Conflict);
}

void updateAnswersWhatStandsThere(WriteBench& bench) {
    const QString id = order(bench).constFirst();
    const QJsonObject made =
        bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"notes"_s, u"checked"_s}}));
    QCOMPARE(made.value(u"status"_s).toString(), u"updated"_s);
    QCOMPARE(made.value(u"realization"_s)[u"state"].toString(), u"realized"_s);
    QCOMPARE(ruleNamed(bench, id).value(u"notes"_s).toString(), u"checked"_s);
}

void realizationErrorsAreTold(WriteBench& bench) {
    bench.manager().plantRealizationError(u"/infra/domains/default/groups/broken"_s, {});
    const QJsonObject made = bench.must(
        u"create_group"_s, group(u"broken"_s, {{u"ip_addresses"_s, QJsonArray{u"192.0.2.1"_s}}}));
    QCOMPARE(made.value(u"realization"_s)[u"state"].toString(), u"error"_s);
}

void staleRevisionIsAConflict(WriteBench& bench) {
    const QString id = order(bench).constFirst();
    simulator::Fault fault;
    fault.kind = simulator::Fault::Kind::StaleRevision;
    strike(bench, fault, "PUT");
    const auto outcome =
        bench.call(u"update_dfw_rule"_s, ruleArguments(id, {{u"disabled"_s, true}}));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
}

void newRulesHaveAPlaceOfTheirOwn(WriteBench& bench) {
    bench.must(u"create_dfw_rule"_s, newRule(u"one"_s));
    bench.must(u"create_dfw_rule"_s, newRule(u"two"_s));
    bench.must(u"create_dfw_rule"_s, newRule(u"three"_s, {{u"position"_s, u"top"_s}}));
    QCOMPARE(order(bench).constFirst(), u"three"_s);
    QCOMPARE(order(bench).mid(order(bench).size() - 2), QStringList({u"one"_s, u"two"_s}));
    QVERIFY(ruleNamed(bench, u"one"_s).value(u"sequence_number"_s) !=
            ruleNamed(bench, u"two"_s).value(u"sequence_number"_s));
}

void ethernetWorks(WriteBench& bench) {
    const QJsonObject made = bench.must(
        u"create_dfw_policy"_s,
        {{u"policy_id"_s, u"l2"_s}, {u"display_name"_s, u"l2"_s}, {u"category"_s, u"Ethernet"_s}});
    QCOMPARE(made.value(u"stateful"_s), QJsonValue(false));
    const QJsonObject rule = bench.must(
        u"create_dfw_rule"_s,
        {{u"policy_id"_s, u"l2"_s}, {u"rule_id"_s, u"r"_s}, {u"display_name"_s, u"r"_s}});
    QCOMPARE(rule.value(u"status"_s).toString(), u"created"_s);
}

void jumpsAreCheckedBeforehand(WriteBench& bench) {
    verifyRefused(bench, u"create_dfw_rule"_s,
                  newRule(u"jump"_s, {{u"action"_s, u"JUMP_TO_APPLICATION"_s}}),
                  ErrorKind::InvalidInput);
}

void rulesCarryWhatNsxKnows(WriteBench& bench) {
    const QJsonObject entry{{u"resource_type"_s, u"L4PortSetServiceEntry"_s},
                            {u"l4_protocol"_s, u"TCP"_s},
                            {u"destination_ports"_s, QJsonArray{u"8443"_s}}};
    bench.must(u"create_dfw_rule"_s,
               newRule(u"rich"_s, {{u"service_entries"_s, QJsonArray{entry}},
                                   {u"sources"_s, QJsonArray{u"Webshop web tier"_s}},
                                   {u"sources_excluded"_s, true},
                                   {u"scope"_s, QJsonArray{u"webshop-app"_s}},
                                   {u"log_label"_s, u"rich"_s},
                                   {u"notes"_s, u"why"_s}}));
    const QJsonObject rule = bench.must(u"get_dfw_rule"_s, ruleArguments(u"rich"_s));
    QCOMPARE(rule.value(u"service_entries"_s).toArray().size(), 1);
    QCOMPARE(rule.value(u"sources_excluded"_s), QJsonValue(true));
    QCOMPARE(rule.value(u"notes"_s).toString(), u"why"_s);
}

void addressFamiliesStandApart(WriteBench& bench) {
    const QJsonArray addresses{u"192.0.2.0/24"_s, u"2001:db8::/64"_s};
    const QJsonObject made =
        bench.must(u"create_group"_s, group(u"both"_s, {{u"ip_addresses"_s, addresses}}));
    int lists = 0;
    for (const QJsonValue one : made.value(u"expression"_s).toArray()) {
        lists += one[u"resource_type"].toString() == u"IPAddressExpression" ? 1 : 0;
    }
    QCOMPARE(lists, 2);
}

void machinesGoByIdToo(WriteBench& bench) {
    const QJsonObject item =
        bench.must(u"list_vms"_s, {{u"limit"_s, 1}}).value(u"items"_s).toArray().at(0).toObject();
    const QString id = item.value(u"vm_id"_s).toString();
    QCOMPARE(
        bench.must(u"list_vm_tags"_s, {{u"vm_display_name"_s, id}}).value(u"vm_id"_s).toString(),
        id);
}

void tracesNeedNoPortIdAndStay(WriteBench& bench) {
    const QJsonObject made =
        bench.must(u"run_traceflow"_s, {{u"src_vm"_s, u"prod-crm-web-01"_s},
                                        {u"dst_vm"_s, u"prod-api-gateway-web-01"_s}});
    const QString id = made.value(u"traceflow_id"_s).toString();
    QVERIFY(!id.isEmpty());
    const auto again = bench.call(u"get_traceflow_result"_s, {{u"traceflow_id"_s, id}});
    QVERIFY2(again, again ? "" : qPrintable(again.error().message()));
}

void idpsSaysWhereItIsOn(WriteBench& bench) {
    const QJsonObject status = bench.must(u"get_idps_status"_s, {});
    QVERIFY(status.value(u"enabled"_s).isBool());
    QVERIFY(!status.value(u"clusters"_s).toArray().isEmpty());
    QVERIFY(status.value(u"signature_version"_s).isString());
}

void groupsInUseAreRefusedWithTheirUsers(WriteBench& bench) {
    bench.manager().clearRequests();
    const auto outcome = bench.call(u"delete_group"_s, {{u"group_id"_s, u"webshop-web"_s}});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Refused);
    QVERIFY2(outcome.error().message().contains(u"webshop-customers"_s),
             qPrintable(outcome.error().message()));
    QCOMPARE(bench.writes(), QStringList());
}

void unusedGroupsCanBeDeleted(WriteBench& bench) {
    bench.must(u"create_group"_s,
               group(u"unused"_s, {{u"ip_addresses"_s, QJsonArray{u"192.0.2.1"_s}}}));
    QCOMPARE(
        bench.must(u"delete_group"_s, {{u"group_id"_s, u"unused"_s}}).value(u"status"_s).toString(),
        u"deleted"_s);
}

void theManagersOwnWordsAreKept(WriteBench& bench) {
    simulator::Fault fault;
    fault.status = 400;
    fault.errorCode = 500045;
    fault.message = "The object is waiting to be purged";
    strike(bench, fault, "PUT");
    const auto outcome = bench.call(
        u"create_group"_s, group(u"g"_s, {{u"ip_addresses"_s, QJsonArray{u"192.0.2.1"_s}}}));
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message().contains(u"500045"_s),
             qPrintable(outcome.error().message()));
    QVERIFY(outcome.error().message().contains(u"waiting to be purged"_s));
}

void idsAreIds(WriteBench& bench) {
    for (const QString& id :
         {u".."_s, u"."_s, u"web\n"_s, u"a/b"_s, u"wéb"_s, QString(300, u'x')}) {
        verifyRefused(bench, u"create_group"_s, group(id), ErrorKind::InvalidInput);
        verifyRefused(bench, u"create_dfw_rule"_s, newRule(id), ErrorKind::InvalidInput);
        verifyRefused(bench, u"delete_dfw_rule"_s, ruleArguments(id), ErrorKind::NotFound);
    }
}

void dryRunsLookAtTheManager(WriteBench& bench) {
    QJsonObject missing = ruleArguments(u"nowhere"_s, {{u"dry_run"_s, true}});
    verifyRefused(bench, u"delete_dfw_rule"_s, missing, ErrorKind::NotFound);
    const QString id = order(bench).constFirst();
    const QJsonObject shown = bench.must(
        u"update_dfw_rule"_s, ruleArguments(id, {{u"disabled"_s, true}, {u"dry_run"_s, true}}));
    QCOMPARE(shown.value(u"requests"_s).toArray().size(), 1);
    QVERIFY(!shown.value(u"difference"_s).toArray().isEmpty());
}

void updatesAndDeletesAreUndone(WriteBench& bench) {
    const QString id = order(bench).at(1);
    const QJsonObject before = ruleNamed(bench, id);
    bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"action"_s, u"DROP"_s}}));
    bench.must(u"delete_dfw_rule"_s, ruleArguments(id));
    QVERIFY(!bench.must(u"undo_change"_s, {{u"last"_s, 2}}).isEmpty());
    QCOMPARE(ruleNamed(bench, id).value(u"action"_s), before.value(u"action"_s));
    QCOMPARE(order(bench).at(1), id);
}

void auditRowsAreShort(WriteBench& bench) {
    bench.must(u"list_groups"_s, {{u"limit"_s, 1000}});
    QVERIFY(!bench.audit->rows.empty());
    QCOMPARE(bench.audit->rows.back().outcome.summary, QJsonObject()); // not the whole answer
}

void tagLimitsAreCheckedBeforehand(WriteBench& bench) {
    verifyRefused(bench, u"apply_vm_tag"_s,
                  {{u"vm_id"_s, u"prod-crm-web-01"_s},
                   {u"tag_scope"_s, QString(129, u's')},
                   {u"tag_value"_s, u"v"_s}},
                  ErrorKind::InvalidInput);
}

void namesAreStoredAsGiven(WriteBench& bench) {
    const QString family = QString::fromUtf8("team \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB");
    QJsonObject arguments = group(u"emoji"_s, {{u"ip_addresses"_s, QJsonArray{u"192.0.2.1"_s}}});
    arguments.insert(u"display_name"_s, family);
    bench.must(u"create_group"_s, arguments);
    for (const simulator::RequestRecord& request : bench.manager().requests()) {
        if (request.method == "PUT") {
            QVERIFY2(request.body.contains(family.toUtf8()), request.body.constData());
        }
    }
}

void unknownIsNull(WriteBench& bench) {
    simulator::Fault fault;
    fault.pathContains = "exclude-list";
    fault.count = -1;
    fault.status = 403;
    strike(bench, fault, "GET");
    const QJsonObject machine = bench.must(u"get_vm"_s, {{u"vm"_s, u"prod-crm-web-01"_s}});
    QVERIFY(machine.contains(u"dfw_excluded"_s));
    QVERIFY(machine.value(u"dfw_excluded"_s).isNull()); // not "no"
}

const std::vector<Failure>& failures() {
    static const std::vector<Failure> all{
        {"1.1 create_dfw_policy replaces the policy of that id", createOverwritesNothing},
        {"1.3 IPv4 and IPv6 in one expression", addressFamiliesStandApart},
        {"1.4 a machine of a common name cannot be named", machinesGoByIdToo},
        {"1.5 a traceflow needs a port id, and is gone afterwards", tracesNeedNoPortIdAndStay},
        {"1.5 IDPS status without clusters", idpsSaysWhereItIsOn},
        {"1.6 every group delete is refused", unusedGroupsCanBeDeleted},
        {"1.6 one request a policy before a delete", groupsInUseAreRefusedWithTheirUsers},
        {"1.8 the manager's error body is thrown away", theManagersOwnWordsAreKept},
        {"3 a dry run opens no connection", dryRunsLookAtTheManager},
        {"5.1 whole results in the audit trail, no undo of updates", auditRowsAreShort},
        {"5.5 names are cleaned before they are stored", namesAreStoredAsGiven},
        {"6 ids with dots, slashes and line feeds", idsAreIds},
        {"6 tag limits are left to the manager", tagLimitsAreCheckedBeforehand},
        {"8.1 statistics are always zero", statisticsAreNotZero},
        {"8.3 an update answers nothing", updateAnswersWhatStandsThere},
        {"8.3 realization is not looked at", realizationErrorsAreTold},
        {"8.4 the last writer wins", staleRevisionIsAConflict},
        {"8.5 every rule has sequence number 10", newRulesHaveAPlaceOfTheirOwn},
        {"8.6 the Ethernet category cannot work", ethernetWorks},
        {"8.7 JUMP_TO_APPLICATION is not checked", jumpsAreCheckedBeforehand},
        {"8.8 rules without ports, profiles, notes", rulesCarryWhatNsxKnows},
        {"8.13 unknown exclusion looks like none", unknownIsNull},
        {"8.25 updates and deletes cannot be undone", updatesAndDeletesAreUndone},
    };
    return all;
}

} // namespace

class TestPredecessor final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void failure_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < failures().size(); ++i) {
            QTest::newRow(failures()[i].name) << static_cast<int>(i);
        }
    }
    void failure() {
        QFETCH(const int, number);
        WriteBench bench;
        failures().at(static_cast<std::size_t>(number)).check(bench);
    }
};

QTEST_GUILESS_MAIN(TestPredecessor)
#include "tst_predecessor.moc"
