// SPDX-License-Identifier: MIT
// A traceflow: the state of one traced packet and what every component on its way said about it.
#pragma once

#include "base/untrusted_text.h"
#include "model/nsx_enum.h"
#include "model/object_header.h"

#include <QJsonArray>
#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace bulkhead::model {

enum class TraceState : std::uint8_t { Unknown, InProgress, Finished, Failed };
template <>
struct NsxEnumWords<TraceState> {
    static constexpr std::array words{QLatin1StringView(""), QLatin1StringView("IN_PROGRESS"),
                                      QLatin1StringView("FINISHED"), QLatin1StringView("FAILED")};
};

/// NSX 4.2 API, Traceflow: the status of a run.
struct TraceStatus {
    QString id; ///< the run's id, which under the Policy API is not the configuration's
    NsxEnum<TraceState> state;
    QString requestStatus;          ///< SUCCESS, TIMEOUT, SOURCE_PORT_NOT_FOUND, …; empty: not said
    QString portId;                 ///< `lport_id`, the source port's unique id
    std::optional<bool> overflowed; ///< true: NSX threw observations away
    std::optional<qint64> timeoutMs;
    QJsonArray analysis; ///< the manager's own remarks, untrusted
    ExtraFields extra;
};

/// What an observation reports.
enum class TraceStep : std::uint8_t {
    Unknown,    ///< a type that this version does not know
    Received,   ///< came in, over a physical or a logical port
    Forwarded,  ///< went on
    Delivered,  ///< reached a port: an end of the way
    Dropped,    ///< an end of the way
    Relayed,    ///< by DHCP relay
    Replicated, ///< copied for several tunnel ends
    Protected,  ///< hidden from this user
};

/// NSX 4.2 API, TraceflowObservation* and PolicyTraceflowObservation*: one value for all of them.
/// A field that the manager did not send is empty.
struct TraceObservation {
    QString resourceType;        ///< as it came
    std::optional<int> sequence; ///< 0 on the source's host, one more a host; 999: unknown
    UntrustedText componentName;
    QString componentType;    ///< DFW, LS, LR, EDGE_FW, NAT, PHYSICAL, …
    QString componentSubType; ///< LR_TIER1, VDR, …
    QString nodeId;           ///< transport node
    UntrustedText nodeName;
    QString nodeType;                     ///< ESX, EDGE, …
    std::optional<qint64> timestampMicro; ///< since the epoch, by the node's own clock
    QString portId;                       ///< `lport_id`
    UntrustedText portName;               ///< `lport_name`
    QString portPath;                     ///< `segment_port_path`; the Policy API only
    std::optional<qint64> ruleId;         ///< `acl_rule_id`: of a distributed or gateway firewall
    QString rulePath;                     ///< `acl_rule_path`; the Policy API only
    std::optional<qint64> ethernetRuleId; ///< `l2_rule_id`
    QString ethernetRulePath;
    std::optional<qint64> jumpRuleId; ///< `jumpto_rule_id`: JUMP_TO_APPLICATION that matched
    QString jumpRulePath;
    std::optional<qint64> natRuleId;
    QString natRulePath;
    QString translatedSource;      ///< `translated_src_ip`
    QString translatedDestination; ///< `translated_dst_ip`
    QString nextHop;
    QString routePrefix;
    UntrustedText nextComponent; ///< `dst_component_name`
    UntrustedText nextNode;      ///< `dst_transport_node_name`
    QString remoteAddress;       ///< `remote_ip_address`: the tunnel's other end
    QString uplink;
    QString replicationType; ///< TX_VTEP, TX_MTEP, RX
    QString reason;          ///< of a drop: FW_RULE, NO_ROUTE, …
    QString arpReason;       ///< `arp_fail_reason`
    QString ipsecReason;     ///< `ipsec_fail_reason`
    ExtraFields extra;

    [[nodiscard]] TraceStep step() const;
    /// `resourceType` as the Manager API writes it, without the Policy API's prefix.
    [[nodiscard]] QString plainType() const;
    /// True for a way's end.
    [[nodiscard]] bool isEnd() const;
};

/// The number that NSX writes for an unknown place on the way.
inline constexpr int kUnknownSequence = 999;

struct Trace {
    TraceStatus status;
    std::vector<TraceObservation> observations; ///< by place on the way
};

/// By place on the way; the manager's order among those of one place. Unknown places come last.
void sortObservations(std::vector<TraceObservation>& observations);

enum class TraceVerdict : std::uint8_t {
    Unknown,         ///< it did not end, failed, or its end was not observed
    Delivered,       ///< every end that was seen is a delivery
    Dropped,         ///< every end that was seen is a drop
    PartlyDelivered, ///< of several copies some were delivered and some dropped
};

/// What became of the packet, from its observations alone. Constant space, linear time.
[[nodiscard]] TraceVerdict verdictOf(const Trace& trace);

} // namespace bulkhead::model
