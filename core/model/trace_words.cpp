// SPDX-License-Identifier: MIT
#include "model/trace_words.h"

#include "base/text.h"

#include <QHash>
#include <QStringList>

namespace bulkhead::model {

using namespace Qt::StringLiterals;

namespace {

using Words = QHash<QString, QString>;

const Words& dropReasons() {
    static const Words words{
        {u"ARP_FAIL"_s, u"the MAC address of the next station could not be resolved (ARP)"_s},
        {u"BFD"_s, u"a packet of bidirectional forwarding detection was not accepted"_s},
        {u"BROADCAST"_s, u"broadcasts are not forwarded here"_s},
        {u"DHCP"_s, u"the DHCP service did not accept it"_s},
        {u"DLB"_s, u"the distributed load balancer dropped it"_s},
        {u"FW_RULE"_s, u"a firewall rule says so"_s},
        {u"GENEVE"_s, u"its Geneve encapsulation was not accepted"_s},
        {u"GRE"_s, u"its GRE encapsulation was not accepted"_s},
        {u"IFACE"_s, u"the interface is down or does not take it"_s},
        {u"IP"_s, u"its IP header was not accepted"_s},
        {u"IP_REASS"_s, u"its fragments could not be put together"_s},
        {u"IPSEC"_s, u"IPsec dropped it"_s},
        {u"IPSEC_VTI"_s, u"the IPsec tunnel interface dropped it"_s},
        {u"L2VPN"_s, u"the layer 2 VPN dropped it"_s},
        {u"L4PORT"_s, u"nobody listens on that port of the component"_s},
        {u"LB"_s, u"the load balancer dropped it"_s},
        {u"LROUTER"_s, u"the gateway dropped it"_s},
        {u"LSERVICE"_s, u"a logical service dropped it"_s},
        {u"LSWITCH"_s, u"the segment dropped it"_s},
        {u"MANAGEMENT"_s, u"management traffic is not forwarded here"_s},
        {u"MD_PROXY"_s, u"the metadata proxy dropped it"_s},
        {u"NAT"_s, u"address translation dropped it"_s},
        {u"RTEP_TUNNEL"_s, u"the tunnel to the other location dropped it"_s},
        {u"ND_NS_FAIL"_s,
         u"the MAC address of the next station could not be resolved (neighbor solicitation)"_s},
        {u"NEIGH"_s, u"the next station is not known"_s},
        {u"NO_EIP_FOUND"_s, u"there is no external address for it"_s},
        {u"NO_EIP_ASSOCIATION"_s, u"its external address belongs to nobody"_s},
        {u"NO_ENI_FOR_IP"_s, u"no cloud network interface has that address"_s},
        {u"NO_ENI_FOR_LIF"_s, u"no cloud network interface belongs to that logical interface"_s},
        {u"NO_ROUTE"_s, u"there is no route to the destination"_s},
        {u"NO_ROUTE_TABLE_FOUND"_s, u"there is no routing table for it"_s},
        {u"NO_UNDERLAY_ROUTE_FOUND"_s, u"the physical network has no route to the destination"_s},
        {u"NOT_VDR_DOWNLINK"_s, u"the port is no downlink of the distributed router"_s},
        {u"NO_VDR_FOUND"_s, u"the distributed router was not found"_s},
        {u"NO_VDR_ON_HOST"_s, u"the host does not run the distributed router"_s},
        {u"NOT_VDR_UPLINK"_s, u"the port is no uplink of the distributed router"_s},
        {u"SERVICE_INSERT"_s, u"an inserted network service dropped it"_s},
        {u"SPOOFGUARD"_s,
         u"SpoofGuard does not allow this source address or MAC address at the port"_s},
        {u"TTL_ZERO"_s, u"its time to live ran out"_s},
        {u"TUNNEL"_s, u"the tunnel dropped it"_s},
        {u"VLAN"_s, u"its VLAN was not accepted"_s},
        {u"VXLAN"_s, u"its VXLAN encapsulation was not accepted"_s},
        {u"VXSTT"_s, u"its STT encapsulation was not accepted"_s},
        {u"VMC_NO_RESPONSE"_s, u"VMware Cloud did not answer"_s},
        {u"WRONG_UPLINK"_s, u"it came in over the wrong uplink"_s},
        {u"FW_STATE"_s, u"the firewall knows no connection that it could belong to"_s},
        {u"NO_MAC"_s, u"nobody has the destination MAC address"_s},
        {u"UNKNOWN"_s, u"NSX does not know the reason"_s},
        {u"FILTERED_UPLINK"_s, u"the uplink is filtered"_s},
    };
    return words;
}

const Words& arpReasons() {
    static const Words words{
        {u"ARP_UNKNOWN"_s, u"for a reason that NSX does not know"_s},
        {u"ARP_TIMEOUT"_s, u"nobody answered in time"_s},
        {u"ARP_CPFAIL"_s, u"the control plane could not be asked"_s},
        {u"ARP_FROMCP"_s, u"the question came from the control plane"_s},
        {u"ARP_PORTDESTROY"_s, u"the port was removed meanwhile"_s},
        {u"ARP_TABLEDESTROY"_s, u"the table of addresses was removed meanwhile"_s},
        {u"ARP_NETDESTROY"_s, u"the network was removed meanwhile"_s},
    };
    return words;
}

const Words& requestProblems() {
    static const Words words{
        {u"TIMEOUT"_s, u"not all observations came in time"_s},
        {u"SOURCE_PORT_NOT_FOUND"_s, u"NSX does not find the source port on any host"_s},
        {u"DATA_PATH_NOT_READY"_s,
         u"the source port is not ready: its machine may be off or not connected"_s},
        {u"CONNECTION_ERROR"_s, u"the manager could not reach the source's host"_s},
        {u"UNKNOWN"_s, u"NSX does not know the reason"_s},
    };
    return words;
}

const Words& components() {
    static const Words words{
        {u"PHYSICAL"_s, u"physical network"_s},
        {u"LR"_s, u"gateway"_s},
        {u"LS"_s, u"segment"_s},
        {u"DFW"_s, u"distributed firewall"_s},
        {u"BRIDGE"_s, u"bridge"_s},
        {u"EDGE_TUNNEL"_s, u"tunnel of edge"_s},
        {u"EDGE_HOSTSWITCH"_s, u"switch of edge"_s},
        {u"FW_BRIDGE"_s, u"bridge firewall"_s},
        {u"EDGE_RTEP_TUNNEL"_s, u"tunnel between locations of edge"_s},
        {u"LOAD_BALANCER"_s, u"load balancer"_s},
        {u"NAT"_s, u"address translation"_s},
        {u"IPSEC"_s, u"IPsec VPN"_s},
        {u"SERVICE_INSERTION"_s, u"inserted service"_s},
        {u"VMC"_s, u"VMware Cloud"_s},
        {u"SPOOFGUARD"_s, u"SpoofGuard"_s},
        {u"EDGE_FW"_s, u"gateway firewall"_s},
        {u"DLB"_s, u"distributed load balancer"_s},
        {u"ANTREA_SPOOFGUARD"_s, u"Antrea SpoofGuard"_s},
        {u"ANTREA_LB"_s, u"Antrea load balancer"_s},
        {u"ANTREA_ROUTING"_s, u"Antrea routing"_s},
        {u"ANTREA_DFW"_s, u"Antrea firewall"_s},
        {u"ANTREA_FORWARDING"_s, u"Antrea forwarding"_s},
        {u"HOST_SWITCH"_s, u"host switch"_s},
    };
    return words;
}

const Words& gateways() {
    static const Words words{
        {u"LR_TIER0"_s, u"Tier-0 gateway"_s},
        {u"LR_TIER1"_s, u"Tier-1 gateway"_s},
        {u"LR_VRF_TIER0"_s, u"Tier-0 VRF gateway"_s},
        {u"VDR"_s, u"distributed router"_s},
    };
    return words;
}

} // namespace

QString dropReasonInWords(const TraceObservation& observation) {
    const QString word = observation.reason;
    QString text = dropReasons().value(word, cleanLine(word));
    if (!observation.arpReason.isEmpty()) {
        text += (text.isEmpty() ? QString() : u": "_s) +
                arpReasons().value(observation.arpReason, cleanLine(observation.arpReason));
    }
    if (!observation.ipsecReason.isEmpty()) {
        text += (text.isEmpty() ? QString() : u": "_s) + cleanLine(observation.ipsecReason);
    }
    return text;
}

QString requestStatusInWords(const QString& requestStatus) {
    return requestStatus == u"SUCCESS"
               ? QString()
               : requestProblems().value(requestStatus, cleanLine(requestStatus));
}

QString componentInWords(const TraceObservation& observation) {
    const QString type = observation.componentType;
    QString words = components().value(type, cleanLine(type));
    if (type == u"LR") {
        words = gateways().value(observation.componentSubType, words);
    }
    // There is only one distributed firewall; its name says nothing.
    const QString name = type == u"DFW" ? QString() : observation.componentName.line();
    if (words.isEmpty() || name.isEmpty()) {
        return words.isEmpty() ? name : words;
    }
    return words + u' ' + name;
}

QString stepInWords(const TraceObservation& observation) {
    switch (observation.step()) {
    case TraceStep::Received:
        return u"received"_s;
    case TraceStep::Forwarded:
        return u"forwarded"_s;
    case TraceStep::Delivered:
        return u"delivered"_s;
    case TraceStep::Dropped:
        return u"dropped"_s;
    case TraceStep::Relayed:
        return u"relayed"_s;
    case TraceStep::Replicated:
        return u"replicated"_s;
    case TraceStep::Protected:
        return u"hidden from this user"_s;
    case TraceStep::Unknown:
        break;
    }
    return cleanLine(observation.resourceType);
}

QString detailInWords(const TraceObservation& observation) {
    QStringList parts;
    const auto say = [&parts](const QString& what, const QString& value) {
        if (!value.isEmpty()) {
            parts << what + u' ' + cleanLine(value);
        }
    };
    say(u"source becomes"_s, observation.translatedSource);
    say(u"destination becomes"_s, observation.translatedDestination);
    say(u"next hop"_s, observation.nextHop);
    say(u"by route"_s, observation.routePrefix);
    say(u"to"_s, observation.nextComponent.raw());
    say(u"to host"_s, observation.nextNode.raw());
    say(u"tunnel peer"_s, observation.remoteAddress);
    say(u"copies"_s, observation.replicationType);
    if (observation.isEnd() && !observation.portName.isEmpty()) {
        say(u"port"_s, observation.portName.raw());
    }
    if (observation.step() == TraceStep::Dropped) {
        const QString reason = dropReasonInWords(observation);
        if (!reason.isEmpty()) {
            parts << reason;
        }
    }
    return parts.join(u", "_s);
}

} // namespace bulkhead::model
