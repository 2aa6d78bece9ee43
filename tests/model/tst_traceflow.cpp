// SPDX-License-Identifier: MIT
#include "model/decode.h"
#include "model/trace_words.h"
#include "model/traceflow.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::model;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(const char* text) {
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    Q_ASSERT(error.error == QJsonParseError::NoError);
    return object;
}

/// In the shape of the Policy API (NSX 4.2), with a field that this version does not model.
const char* const kDrop = R"({
  "resource_type":"PolicyTraceflowObservationDroppedLogical","component_type":"DFW",
  "component_name":"Distributed Firewall","reason":"FW_RULE","acl_rule_id":4294967298,
  "acl_rule_path":"/infra/domains/default/security-policies/web-tier/rules/deny-all",
  "jumpto_rule_id":12,"lport_id":"1f0a7d53-0f0b-49a1-9a35-0b4e3c4e5a01",
  "lport_name":"web-01/web-01.vmx@c2c7e3a9",
  "segment_port_path":"/infra/segments/seg-web/ports/default:8c1d4b0f","sequence_no":0,
  "timestamp":1760503500101,"timestamp_micro":1760503500101111,
  "transport_node_id":"c2c7e3a9-4f43-4c27-8f0c-64f2e9d6b5a1",
  "transport_node_name":"esx-01.lab","transport_node_type":"ESX","a_field_from_the_future":[1]})";

const char* const kStatus = R"({
  "operation_state":"FINISHED","request_status":"SUCCESS","lport_id":"1f0a7d53","timeout":10000,
  "result_overflowed":false,"analysis":["a remark"],
  "counters":{"received_count":1,"dropped_count":0},"resource_type":"Traceflow","id":"3b1f5f0e"})";

TraceObservation observation(const QString& type, std::optional<int> sequence = 0) {
    TraceObservation one;
    one.resourceType = type;
    one.sequence = sequence;
    return one;
}

} // namespace

class TestTraceflow final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anObservationSurvivesARoundTrip() {
        const auto one = decode<TraceObservation>(json(kDrop));
        QVERIFY2(one, one ? "" : qPrintable(one.error().message()));
        QCOMPARE(one->step(), TraceStep::Dropped);
        QCOMPARE(one->plainType(), u"TraceflowObservationDroppedLogical"_s);
        QVERIFY(one->isEnd());
        QCOMPARE(one->ruleId, std::optional<qint64>(4294967298));
        QCOMPARE(one->jumpRuleId, std::optional<qint64>(12));
        QVERIFY(!one->natRuleId);
        QCOMPARE(one->timestampMicro, std::optional<qint64>(1760503500101111));
        QCOMPARE(encode(*one), json(kDrop));
    }

    void aStatusSurvivesARoundTrip() {
        const auto status = decode<TraceStatus>(json(kStatus));
        QVERIFY2(status, status ? "" : qPrintable(status.error().message()));
        QVERIFY(status->state == TraceState::Finished);
        QCOMPARE(status->overflowed, std::optional<bool>(false));
        QCOMPARE(encode(*status), json(kStatus));
    }

    void aWordFromTheFutureSurvives() {
        QJsonObject raw = json(kStatus);
        raw.insert(u"operation_state"_s, u"TELEPORTED"_s);
        const auto status = decode<TraceStatus>(raw);
        QVERIFY(status);
        QVERIFY(!status->state.isKnown());
        QCOMPARE(encode(*status), raw);
    }

    void aWrongTypeIsAnError() {
        QJsonObject raw = json(kDrop);
        raw.insert(u"acl_rule_id"_s, u"many"_s);
        const auto one = decode<TraceObservation>(raw);
        QVERIFY(!one);
        QVERIFY(one.error().problem.contains(u"acl_rule_id"));
    }

    void knowsTheStepOfEveryType_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("step");
        const auto row = [](const char* type, TraceStep step) {
            QTest::newRow(type) << QString::fromLatin1(type) << static_cast<int>(step);
        };
        row("TraceflowObservationReceived", TraceStep::Received);
        row("TraceflowObservationReceivedLogical", TraceStep::Received);
        row("PolicyTraceflowObservationReceivedLogical", TraceStep::Received);
        row("TraceflowObservationForwarded", TraceStep::Forwarded);
        row("PolicyTraceflowObservationForwardedLogical", TraceStep::Forwarded);
        row("PolicyTraceflowObservationDelivered", TraceStep::Delivered);
        row("TraceflowObservationDropped", TraceStep::Dropped);
        row("PolicyTraceflowObservationDroppedLogical", TraceStep::Dropped);
        row("TraceflowObservationRelayedLogical", TraceStep::Relayed);
        row("TraceflowObservationReplicationLogical", TraceStep::Replicated);
        row("TraceflowObservationProtected", TraceStep::Protected);
        row("TraceflowObservationTeleported", TraceStep::Unknown);
        row("SomethingElse", TraceStep::Unknown);
        row("Received", TraceStep::Unknown);
        row("", TraceStep::Unknown);
    }
    void knowsTheStepOfEveryType() {
        QFETCH(const QString, type);
        QTEST(static_cast<int>(observation(type).step()), "step");
        if (observation(type).step() == TraceStep::Unknown) {
            QCOMPARE(stepInWords(observation(type)), type);
        }
    }

    void ordersByPlaceOnTheWay() {
        std::vector<TraceObservation> met{
            observation(u"c"_s, 1), observation(u"e"_s, kUnknownSequence), observation(u"a"_s, 0),
            observation(u"d"_s, 1), observation(u"f"_s, std::nullopt),     observation(u"b"_s, 0)};
        sortObservations(met);
        QString order;
        for (const TraceObservation& one : met) {
            order += one.resourceType;
        }
        QCOMPARE(order, u"abcdef"_s);
    }

    void judges_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QStringList>("kinds");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char* name, const QString& state, const QStringList& kinds,
                            TraceVerdict verdict) {
            QTest::newRow(name) << state << kinds << static_cast<int>(verdict);
        };
        const QString over = u"FINISHED"_s;
        const QString in = u"Received"_s;
        const QString end = u"Delivered"_s;
        const QString drop = u"DroppedLogical"_s;
        row("delivered", over, {in, end}, TraceVerdict::Delivered);
        row("dropped", over, {in, drop}, TraceVerdict::Dropped);
        row("dropped on the wire", over, {in, u"Dropped"_s}, TraceVerdict::Dropped);
        row("two copies arrived", over, {in, end, end}, TraceVerdict::Delivered);
        row("one of two arrived", over, {in, drop, end}, TraceVerdict::PartlyDelivered);
        row("no end", over, {in}, TraceVerdict::Unknown);
        row("nothing", over, {}, TraceVerdict::Unknown);
        row("still running", u"IN_PROGRESS"_s, {in, drop}, TraceVerdict::Unknown);
        row("failed", u"FAILED"_s, {}, TraceVerdict::Unknown);
        row("state of the future", u"TELEPORTED"_s, {end}, TraceVerdict::Unknown);
    }
    void judges() {
        QFETCH(const QString, state);
        QFETCH(const QStringList, kinds);
        Trace trace;
        trace.status.state = NsxEnum<TraceState>::fromText(state);
        for (const QString& kind : kinds) {
            trace.observations.push_back(observation(u"TraceflowObservation"_s + kind));
        }
        QTEST(static_cast<int>(verdictOf(trace)), "verdict");
    }

    // Every word of the enumeration (NSX 4.2) has a sentence of its own.
    void explainsEveryDropReason() {
        const QStringList reasons =
            u"ARP_FAIL BFD BROADCAST DHCP DLB FW_RULE GENEVE GRE IFACE IP IP_REASS IPSEC IPSEC_VTI "
            "L2VPN L4PORT LB LROUTER LSERVICE LSWITCH MANAGEMENT MD_PROXY NAT RTEP_TUNNEL "
            "ND_NS_FAIL NEIGH NO_EIP_FOUND NO_EIP_ASSOCIATION NO_ENI_FOR_IP NO_ENI_FOR_LIF "
            "NO_ROUTE "
            "NO_ROUTE_TABLE_FOUND NO_UNDERLAY_ROUTE_FOUND NOT_VDR_DOWNLINK NO_VDR_FOUND "
            "NO_VDR_ON_HOST NOT_VDR_UPLINK SERVICE_INSERT SPOOFGUARD TTL_ZERO TUNNEL VLAN VXLAN "
            "VXSTT VMC_NO_RESPONSE WRONG_UPLINK FW_STATE NO_MAC UNKNOWN FILTERED_UPLINK"_s.split(
                u' ');
        QStringList seen;
        for (const QString& reason : reasons) {
            TraceObservation one = observation(u"TraceflowObservationDropped"_s);
            one.reason = reason;
            const QString words = dropReasonInWords(one);
            QVERIFY2(words != reason && !words.isEmpty(), qPrintable(reason));
            QVERIFY2(!seen.contains(words), qPrintable(reason));
            QVERIFY2(!words.endsWith(u'.'), qPrintable(reason));
            seen << words;
        }
    }

    void explainsWhyAnAddressWasNotFound() {
        TraceObservation one = observation(u"TraceflowObservationDropped"_s);
        one.reason = u"ARP_FAIL"_s;
        one.arpReason = u"ARP_TIMEOUT"_s;
        QVERIFY(dropReasonInWords(one).endsWith(u"(ARP): nobody answered in time"));
    }

    void cleansWhatItDoesNotKnow() {
        TraceObservation one = observation(u"TraceflowObservationDropped"_s);
        one.reason = u"EVIL\x1b[31m"_s;
        QVERIFY(!dropReasonInWords(one).contains(u'\x1b'));
        one.componentType = u"BLACK\u202eHOLE"_s;
        QVERIFY(!componentInWords(one).contains(u'\u202e'));
        QVERIFY(!requestStatusInWords(u"A\nB"_s).contains(u'\n'));
    }

    void saysWhatAStepAdds() {
        TraceObservation one = observation(u"TraceflowObservationForwardedLogical"_s);
        one.componentType = u"NAT"_s;
        one.translatedSource = u"192.0.2.1"_s;
        one.nextHop = u"192.0.2.254"_s;
        QCOMPARE(detailInWords(one), u"source becomes 192.0.2.1, next hop 192.0.2.254"_s);
        one.componentType = u"LR"_s;
        one.componentSubType = u"LR_TIER1"_s;
        one.componentName = UntrustedText(u"t1-prod"_s);
        QCOMPARE(componentInWords(one), u"Tier-1 gateway t1-prod"_s);
    }
};

QTEST_GUILESS_MAIN(TestTraceflow)
#include "tst_traceflow.moc"
