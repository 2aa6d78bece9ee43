// SPDX-License-Identifier: MIT
// What a person reads about a trace, for ways that no small estate shows.
#include "model/decode.h"
#include "ops/trace_format.h"
#include "ops/trace_store.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

namespace {

QJsonObject seen(const QString& kind, const QString& componentType, const QString& component,
                 QJsonObject more = {}) {
    more.insert(u"resource_type"_s, u"TraceflowObservation"_s + kind);
    more.insert(u"component_type"_s, componentType);
    more.insert(u"component_name"_s, component);
    if (!more.contains(u"transport_node_name"_s)) {
        more.insert(u"transport_node_name"_s, u"esx-01.lab"_s);
    }
    return more;
}

QJsonObject firewall(const QString& kind, int rule, QJsonObject more = {}) {
    more.insert(u"acl_rule_id"_s, rule);
    more.insert(u"lport_name"_s, u"web-01/web-01.vmx@c2c7e3a9"_s);
    return seen(kind, u"DFW"_s, u"Distributed Firewall"_s, more);
}

TraceFacts facts(const QList<QJsonObject>& observations, const QString& state = u"FINISHED"_s) {
    TraceFacts all;
    all.trace.status.state = model::NsxEnum<model::TraceState>::fromText(state);
    all.trace.status.requestStatus = u"SUCCESS"_s;
    for (const QJsonObject& one : observations) {
        all.trace.observations.push_back(*model::decode<model::TraceObservation>(one));
    }
    for (const model::TraceObservation& one : all.trace.observations) {
        if (one.step() == model::TraceStep::Delivered) {
            all.arrivals.push_back(
                {{}, one.portId, one.portName, {}, {}, one.nodeName.line(), u"segment x"_s});
        }
    }
    all.rules.insert(1050, {UntrustedText(u"deny-all"_s), u"/p/rules/deny-all"_s, u"DROP"_s,
                            UntrustedText(u"web-tier"_s)});
    return all;
}

QJsonObject hop(const QJsonObject& result, int index) {
    return result.value(u"hops"_s).toArray().at(index).toObject();
}

} // namespace

class TestTraceFormat final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysInASentence_data() {
        QTest::addColumn<QList<QJsonObject>>("observations");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const QList<QJsonObject>& observations,
                            const QString& verdict, const QString& sentence) {
            QTest::newRow(name) << observations << verdict << sentence;
        };
        const QJsonObject edge{{u"transport_node_name"_s, u"edge-01.lab"_s}};
        row("drop at the source", {firewall(u"DroppedLogical"_s, 1050)}, u"DROPPED"_s,
            u"Dropped at web-01's distributed firewall by rule deny-all (1050) of policy web-tier."_s);
        QJsonObject gateway = edge;
        gateway.insert(u"reason"_s, u"FW_RULE"_s);
        gateway.insert(u"acl_rule_id"_s, 2011);
        row("drop at the gateway",
            {firewall(u"ForwardedLogical"_s, 1060),
             seen(u"DroppedLogical"_s, u"EDGE_FW"_s, u"SR-t1-prod"_s, gateway)},
            u"DROPPED"_s, u"Dropped at gateway firewall SR-t1-prod on edge-01.lab by rule 2011."_s);
        row("no route",
            {seen(u"DroppedLogical"_s, u"LR"_s, u"t1-prod"_s,
                  {{u"component_sub_type"_s, u"LR_TIER1"_s}, {u"reason"_s, u"NO_ROUTE"_s}})},
            u"DROPPED"_s,
            u"Dropped at Tier-1 gateway t1-prod on esx-01.lab, because there is no route to the "
            "destination."_s);
        const QJsonObject port{{u"lport_id"_s, u"l1"_s},
                               {u"lport_name"_s, u"app-01/app-01.vmx@d3"_s}};
        row("replication",
            {seen(u"Delivered"_s, u"LS"_s, u"seg"_s, port),
             seen(u"ReplicationLogical"_s, u"LS"_s, u"seg"_s),
             seen(u"Delivered"_s, u"LS"_s, u"seg"_s, port)},
            u"DELIVERED"_s, u"Delivered to app-01 on esx-01.lab and app-01 on esx-01.lab."_s);
        row("one copy dropped",
            {seen(u"Delivered"_s, u"LS"_s, u"seg"_s, port), firewall(u"DroppedLogical"_s, 1050)},
            u"PARTLY_DELIVERED"_s,
            u"Delivered to app-01 on esx-01.lab; dropped at web-01's distributed firewall by rule "
            "deny-all (1050) of policy web-tier."_s);
        row("left NSX", {seen(u"Delivered"_s, u"LR"_s, u"t0"_s, edge)}, u"DELIVERED"_s,
            u"Left NSX at segment x on edge-01.lab."_s);
        row("a type from the future", {seen(u"Teleported"_s, u"WORMHOLE"_s, u"w1"_s)}, u"UNKNOWN"_s,
            u"Neither a delivery nor a drop was observed; the packet was last seen at WORMHOLE w1 "
            u"on "
            "esx-01.lab (TraceflowObservationTeleported)."_s);
        row("nothing", {}, u"UNKNOWN"_s, u"NSX observed nothing."_s);
    }
    void saysInASentence() {
        QFETCH(const QList<QJsonObject>, observations);
        const QJsonObject result = formatTrace(facts(observations));
        QTEST(result.value(u"verdict"_s).toString(), "verdict");
        QTEST(result.value(u"explanation"_s).toString(), "sentence");
        QCOMPARE(result.value(u"observation_count"_s).toInt(), observations.size());
    }

    void aRuleThatRejectsIsARejection() {
        TraceFacts all = facts({firewall(u"DroppedLogical"_s, 1050)});
        all.rules[1050].action = u"REJECT"_s;
        const QJsonObject result = formatTrace(all);
        QCOMPARE(result.value(u"verdict"_s).toString(), u"REJECTED"_s);
        QVERIFY(result.value(u"explanation"_s).toString().startsWith(u"Rejected at web-01's"));
        QCOMPARE(result.value(u"dfw_hits"_s)[0][u"action"].toString(), u"REJECT"_s);
    }

    void showsTranslationAndJump() {
        const QJsonObject result = formatTrace(
            facts({firewall(u"ForwardedLogical"_s, 1050, {{u"jumpto_rule_id"_s, 7}}),
                   seen(u"ForwardedLogical"_s, u"NAT"_s, u"SR"_s,
                        {{u"nat_rule_id"_s, 536}, {u"translated_src_ip"_s, u"192.0.2.1"_s}})}));
        QCOMPARE(hop(result, 0).value(u"jumpto_rule_id"_s).toInt(), 7);
        QCOMPARE(result.value(u"dfw_hits"_s)[0][u"jumpto_rule_id"].toInt(), 7);
        QCOMPARE(hop(result, 1).value(u"nat_rule_id"_s).toInt(), 536);
        QCOMPARE(hop(result, 1).value(u"detail"_s).toString(), u"source becomes 192.0.2.1"_s);
        QCOMPARE(result.value(u"dfw_hits"_s).toArray().size(), 1);
    }

    void keepsTheOldFields() {
        const QJsonObject result =
            formatTrace(facts({firewall(u"DroppedLogical"_s, 1050, {{u"reason"_s, u"FW_RULE"_s}}),
                               seen(u"Teleported"_s, u"X"_s, u"y"_s)}));
        const QJsonArray observations = result.value(u"observations"_s).toArray();
        const QJsonObject drop{{u"component"_s, u"Distributed Firewall"_s},
                               {u"resource_type"_s, u"TraceflowObservationDroppedLogical"_s},
                               {u"component_type"_s, u"DFW"_s},
                               {u"transport_node"_s, u"esx-01.lab"_s},
                               {u"reason"_s, u"FW_RULE"_s},
                               {u"acl_rule_id"_s, 1050}};
        QCOMPARE(observations.at(0).toObject(), drop);
        QCOMPARE(observations.at(1)[u"resource_type"].toString(),
                 u"TraceflowObservationTeleported"_s);
        QVERIFY(!observations.at(1).toObject().contains(u"reason"_s));
    }

    void saysWhatIsMissing() {
        TraceFacts all = facts({firewall(u"DroppedLogical"_s, 1050)});
        all.trace.status.overflowed = true;
        all.trace.status.requestStatus = u"TIMEOUT"_s;
        const QString sentence = formatTrace(all).value(u"explanation"_s).toString();
        QVERIFY(sentence.contains(u"Not all observations came in time."_s));
        QVERIFY(sentence.endsWith(u"steps are missing."_s));
        QVERIFY(formatTrace(facts({})).value(u"overflowed"_s).isNull()); // nobody said
    }

    void saysWhyItDidNotRun() {
        TraceFacts all = facts({}, u"FAILED"_s);
        all.trace.status.requestStatus = u"DATA_PATH_NOT_READY"_s;
        const QString sentence = formatTrace(all).value(u"explanation"_s).toString();
        QVERIFY2(sentence.startsWith(u"NSX could not run the trace: the source port is not ready"),
                 qPrintable(sentence));
        QVERIFY(formatTrace(facts({}, u"IN_PROGRESS"_s))
                    .value(u"explanation"_s)
                    .toString()
                    .contains(u"still under way"_s));
    }

    // Where traces are remembered.

    void remembersForItsOwnerOnly() {
        const QTemporaryDir home;
        const TraceStore store(home.filePath(u"a/b"_s));
        TraceRecord record;
        record.trace = {u"t-1"_s, nsx::TraceFace::Manager};
        record.manager = u"nsx:443"_s;
        record.isRunning = false;
        record.result = {{u"verdict"_s, u"DROPPED"_s}};
        QVERIFY(store.keep(record));
        const QString file = home.filePath(u"a/b/t-1.json"_s);
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(file).permissions() & others));
        QVERIFY(!(QFileInfo(home.filePath(u"a/b"_s)).permissions() & others));
        const auto found = store.find(u"t-1"_s);
        QVERIFY(found);
        QCOMPARE(found->trace.face, nsx::TraceFace::Manager);
        QCOMPARE(found->manager, u"nsx:443"_s);
        QVERIFY(!found->isRunning);
        QCOMPARE(found->result, record.result);
        store.forget(u"t-1"_s);
        QVERIFY(!store.find(u"t-1"_s));
        QVERIFY(!QFileInfo::exists(file));
        QVERIFY(!store.find(u"../t-1"_s));
    }

    void forgetsTheOldest() {
        const QTemporaryDir home;
        const TraceStore store(home.path());
        TraceRecord record;
        for (int i = 0; i < TraceStore::kMaximumTraces + 5; ++i) {
            record.trace.id = u"t-%1"_s.arg(i);
            QVERIFY(store.keep(record));
        }
        QCOMPARE(QDir(home.path()).entryList({u"*.json"_s}).size(), TraceStore::kMaximumTraces);
        QVERIFY(store.find(record.trace.id));
    }

    void remembersWithoutADisk() {
        const TraceStore store(u"/proc/no/such"_s);
        TraceRecord record;
        record.trace.id = u"t-memory"_s;
        const auto kept = store.keep(record);
        QVERIFY(!kept);
        QVERIFY(!kept.error().remedy.isEmpty());
        QVERIFY(store.find(u"t-memory"_s));
    }
};

QTEST_GUILESS_MAIN(TestTraceFormat)
#include "tst_trace_format.moc"
