// SPDX-License-Identifier: MIT
#include "model/traceflow.h"

#include "model/field_codec.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace bulkhead::model {

using namespace Qt::StringLiterals;

template <typename Visitor, typename Status>
    requires std::same_as<std::remove_const_t<Status>, TraceStatus>
void visitFields(Visitor& visit, Status& status) {
    visit("operation_state", status.state);
    visit("request_status", status.requestStatus);
    visit("lport_id", status.portId);
    visit("timeout", status.timeoutMs);
    visit("result_overflowed", status.overflowed);
    visit("analysis", status.analysis);
    visit("id", status.id);
}

template <typename Visitor, typename Observation>
    requires std::same_as<std::remove_const_t<Observation>, TraceObservation>
void visitFields(Visitor& visit, Observation& one) {
    visit("resource_type", one.resourceType);
    visit("component_type", one.componentType);
    visit("component_sub_type", one.componentSubType);
    visit("component_name", one.componentName);
    visit("reason", one.reason);
    visit("arp_fail_reason", one.arpReason);
    visit("ipsec_fail_reason", one.ipsecReason);
    visit("acl_rule_id", one.ruleId);
    visit("acl_rule_path", one.rulePath);
    visit("l2_rule_id", one.ethernetRuleId);
    visit("l2_rule_path", one.ethernetRulePath);
    visit("jumpto_rule_id", one.jumpRuleId);
    visit("jumpto_rule_path", one.jumpRulePath);
    visit("nat_rule_id", one.natRuleId);
    visit("nat_rule_path", one.natRulePath);
    visit("translated_src_ip", one.translatedSource);
    visit("translated_dst_ip", one.translatedDestination);
    visit("next_hop", one.nextHop);
    visit("route_prefix", one.routePrefix);
    visit("dst_component_name", one.nextComponent);
    visit("dst_transport_node_name", one.nextNode);
    visit("remote_ip_address", one.remoteAddress);
    visit("uplink_name", one.uplink);
    visit("replication_type", one.replicationType);
    visit("lport_id", one.portId);
    visit("lport_name", one.portName);
    visit("segment_port_path", one.portPath);
    visit("sequence_no", one.sequence);
    visit("timestamp_micro", one.timestampMicro);
    visit("transport_node_id", one.nodeId);
    visit("transport_node_name", one.nodeName);
    visit("transport_node_type", one.nodeType);
}

namespace {

void complete(TraceStatus&, const DecodeContext&) {}
void complete(TraceObservation&, const DecodeContext&) {}

const QString kPolicyPrefix = u"Policy"_s;
const QString kCommonPrefix = u"TraceflowObservation"_s;

/// The names behind the common prefix (NSX 4.2 API).
constexpr std::array kSteps{
    std::pair{QLatin1StringView("Received"), TraceStep::Received},
    std::pair{QLatin1StringView("ReceivedLogical"), TraceStep::Received},
    std::pair{QLatin1StringView("Forwarded"), TraceStep::Forwarded},
    std::pair{QLatin1StringView("ForwardedLogical"), TraceStep::Forwarded},
    std::pair{QLatin1StringView("Delivered"), TraceStep::Delivered},
    std::pair{QLatin1StringView("Dropped"), TraceStep::Dropped},
    std::pair{QLatin1StringView("DroppedLogical"), TraceStep::Dropped},
    std::pair{QLatin1StringView("RelayedLogical"), TraceStep::Relayed},
    std::pair{QLatin1StringView("ReplicationLogical"), TraceStep::Replicated},
    std::pair{QLatin1StringView("Protected"), TraceStep::Protected},
};

} // namespace

BULKHEAD_MODEL_CODEC(TraceStatus, u"Traceflow", complete)
BULKHEAD_MODEL_CODEC(TraceObservation, u"Traceflow observation", complete)

QString TraceObservation::plainType() const {
    return resourceType.startsWith(kPolicyPrefix + kCommonPrefix)
               ? resourceType.mid(kPolicyPrefix.size())
               : resourceType;
}

TraceStep TraceObservation::step() const {
    const QString plain = plainType();
    if (!plain.startsWith(kCommonPrefix)) {
        return TraceStep::Unknown;
    }
    const QStringView kind = QStringView(plain).mid(kCommonPrefix.size());
    const auto* const found = std::find_if(
        kSteps.cbegin(), kSteps.cend(), [kind](const auto& known) { return known.first == kind; });
    return found == kSteps.cend() ? TraceStep::Unknown : found->second;
}

bool TraceObservation::isEnd() const {
    const TraceStep what = step();
    return what == TraceStep::Delivered || what == TraceStep::Dropped;
}

void sortObservations(std::vector<TraceObservation>& observations) {
    const auto place = [](const TraceObservation& one) {
        return one.sequence.value_or(kUnknownSequence) == kUnknownSequence
                   ? std::numeric_limits<int>::max()
                   : *one.sequence;
    };
    std::stable_sort(observations.begin(), observations.end(),
                     [&place](const TraceObservation& a, const TraceObservation& b) {
                         return place(a) < place(b);
                     });
}

TraceVerdict verdictOf(const Trace& trace) {
    bool isDelivered = false;
    bool isDropped = false;
    for (const TraceObservation& one : trace.observations) {
        const TraceStep step = one.step();
        isDelivered = isDelivered || step == TraceStep::Delivered;
        isDropped = isDropped || step == TraceStep::Dropped;
    }
    if (trace.status.state != TraceState::Finished) {
        // A copy that has not arrived yet could still change what the others say.
        return TraceVerdict::Unknown;
    }
    if (isDelivered && isDropped) {
        return TraceVerdict::PartlyDelivered;
    }
    if (isDelivered || isDropped) {
        return isDelivered ? TraceVerdict::Delivered : TraceVerdict::Dropped;
    }
    return TraceVerdict::Unknown;
}

} // namespace bulkhead::model
