// SPDX-License-Identifier: MIT
#include "ops/trace_plan.h"

#include "base/text.h"
#include "model/decode.h"
#include "nsx/api_path.h"
#include "nsx/object_api.h"
#include "nsx/search_text.h"
#include "ops/exclusions.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// The source's segment; empty if its path is not known.
Task<std::optional<model::Segment>> segmentOf(Call call, QString path) {
    if (path.isEmpty()) {
        co_return std::optional<model::Segment>();
    }
    const nsx::ObjectApi objects(call.manager);
    const auto object = co_await objects.find(path, call.token);
    if (!object) {
        co_return fail(object.error());
    }
    if (!*object) {
        co_return std::optional<model::Segment>();
    }
    auto segment = model::decode<model::Segment>(**object);
    if (!segment) {
        co_return fail(segment.error());
    }
    co_return std::optional<model::Segment>(std::move(*segment));
}

bool isOnLink(const std::optional<model::Segment>& segment, const IpAddress& address) {
    if (!segment) {
        return false;
    }
    const QStringList& gateways = segment->gatewayAddresses;
    return std::any_of(gateways.cbegin(), gateways.cend(), [&address](const QString& gateway) {
        const auto subnet = IpRange::parse(gateway);
        return subnet && subnet->contains(address);
    });
}

/// The MAC address of whoever has an address, if the inventory knows; a failure is no answer.
QCoro::Task<QString> macOf(Call call, IpAddress address) {
    const nsx::ObjectApi objects(call.manager);
    const QString text = address.toString();
    const QString search =
        u"resource_type:VirtualNetworkInterface AND ip_address_info.ip_addresses:"_s +
        nsx::searchPhrase(text);
    const QUrlQuery query = nsx::makeQuery({{u"query"_s, search}});
    const QString path = nsx::searchPath(call.manager->target());
    const auto found = co_await objects.list(path, query, call.token);
    QString mac;
    if (found) {
        for (const QJsonValue one : *found) {
            const auto vif = model::decode<model::VirtualNetworkInterface>(one.toObject());
            if (vif && vif->addresses.contains(text)) {
                mac = vif->macAddress;
            }
        }
    }
    co_return mac;
}

Error vlanOnly(const TraceEnd& source, const QString& destination) {
    return {ErrorKind::Refused,
            u"Trace to a machine on the same segment, or from one on an overlay segment."_s,
            u"%1 is on a VLAN segment, whose gateway NSX does not know; a packet to %2 has to pass "
            "it."_s.arg(source.label(), destination),
            source.segmentPath, std::nullopt};
}

/// Decides between switching and routing, and the MAC address that follows.
Task<nsx::TracePacket> addressed(Call call, nsx::TracePacket packet, TraceEnd source,
                                 std::optional<TraceEnd> destination) {
    packet.sourceMac = source.mac;
    if (nsx::hasManyDestinations(packet)) {
        packet.routed = false;
        co_return packet;
    }
    const auto segment = co_await segmentOf(call, source.segmentPath);
    if (!segment) {
        co_return fail(segment.error());
    }
    const bool isSameSegment = destination && !source.segmentPath.isEmpty() &&
                               destination->segmentPath == source.segmentPath;
    QString mac = isSameSegment ? destination->mac : QString();
    if (mac.isEmpty() && !destination && isOnLink(*segment, packet.destination)) {
        mac = co_await macOf(call, packet.destination);
    }
    if (!mac.isEmpty()) {
        packet.routed = false;
        packet.destinationMac = mac;
        co_return packet;
    }
    if (*segment && !(*segment)->vlanIds.isEmpty()) {
        co_return fail(vlanOnly(source, packet.destination.toString()));
    }
    packet.routed = true;
    packet.destinationMac = nsx::kRouterMac;
    co_return packet;
}

/// What the exclude list means for the trace; a failure to read it is said, not fatal.
QCoro::Task<QStringList> exclusionWarnings(Call call, std::vector<model::VirtualMachine> machines) {
    QStringList warnings;
    if (machines.empty()) {
        co_return warnings;
    }
    const auto lists = co_await call.source->excludeLists(call.token);
    if (!lists) {
        warnings << u"Whether the distributed firewall reaches the machines could not be read: "_s +
                        lists.error().explanation();
        co_return warnings;
    }
    for (const model::VirtualMachine& machine : machines) {
        const auto exclusion = co_await readExclusion(call.source, machine, *lists, call.token);
        if (exclusion && exclusion->excluded.value_or(false)) {
            warnings
                << u"%1 is excluded from the distributed firewall: none of its rules will show "
                   "in the trace. "_s.arg(machine.label()) +
                       exclusion->note;
        }
    }
    co_return warnings;
}

/// What is known without another request.
QStringList otherWarnings(const TraceWish& wish, const TraceEnd& source,
                          const std::vector<TraceEnd>& destinations) {
    QStringList warnings;
    if (!source.machine && source.portPath.isEmpty()) {
        warnings << u"The manager shows no segment port %1; the trace will tell whether there is "
                    "one."_s.arg(cleanLine(wish.sourcePort));
    }
    if (wish.sourceAddress && !source.addresses.isEmpty() &&
        endWith({source}, *wish.sourceAddress) == nullptr) {
        warnings << u"%1 is not among the addresses that NSX knows of %2; SpoofGuard may drop the "
                    "packet."_s.arg(wish.sourceAddress->toString(), source.label());
    }
    if (destinations.empty()) {
        return warnings;
    }
    const model::VirtualMachine& machine = *destinations.front().machine;
    if (machine.powerState == u"VM_STOPPED" || machine.powerState == u"VM_SUSPENDED") {
        warnings << machine.label() + u" is not running: nothing can be delivered to it."_s;
    }
    if (wish.destinationAddress && endWith(destinations, *wish.destinationAddress) == nullptr) {
        warnings << u"%1 is not among the addresses that NSX knows of %2."_s.arg(
            wish.destinationAddress->toString(), machine.label());
    }
    return warnings;
}

} // namespace

Task<TracePlan> planTrace(Call call) {
    const auto wish = traceWish(call.arguments);
    if (!wish) {
        co_return fail(wish.error());
    }
    const auto source = co_await findSource(call, *wish);
    if (!source) {
        co_return fail(source.error());
    }
    const auto destinations = co_await findDestinations(call, *wish);
    if (!destinations) {
        co_return fail(destinations.error());
    }
    const auto addresses = chooseAddresses(*wish, *source, *destinations);
    if (!addresses) {
        co_return fail(addresses.error());
    }
    nsx::TracePacket packet;
    packet.protocol = wish->protocol;
    packet.source = addresses->source;
    packet.destination = addresses->destination;
    packet.sourcePort = call.arguments.value(u"src_port"_s).toInt(packet.sourcePort);
    packet.destinationPort = call.arguments.value(u"dst_port"_s).toInt(packet.destinationPort);
    if (packet.protocol == nsx::TraceProtocol::Tcp && call.arguments.contains(u"tcp_flags"_s)) {
        const auto flags = nsx::tcpFlags(call.arguments.value(u"tcp_flags"_s).toString());
        if (!flags) {
            co_return fail(flags.error());
        }
        packet.tcpFlags = *flags;
    }
    packet.ttl = call.arguments.value(u"ttl"_s).toInt(packet.ttl);
    if (const auto checked = nsx::checkPacket(packet); !checked) {
        co_return fail(checked.error());
    }
    std::optional<TraceEnd> destination;
    if (const TraceEnd* end = endWith(*destinations, packet.destination); end != nullptr) {
        destination = *end;
    }
    const auto complete = co_await addressed(call, packet, *source, destination);
    if (!complete) {
        co_return fail(complete.error());
    }
    std::vector<model::VirtualMachine> machines;
    if (source->machine) {
        machines.push_back(*source->machine);
    }
    if (!destinations->empty()) {
        machines.push_back(*destinations->front().machine);
    }
    const QStringList exclusions = co_await exclusionWarnings(call, machines);
    TracePlan plan;
    plan.packet = *complete;
    plan.order.portPath = source->portPath;
    plan.order.portId = source->portId;
    plan.order.packet = nsx::packetJson(*complete);
    plan.sourcePort = source->portPath.isEmpty() ? source->portId : source->portPath;
    plan.source = source->label();
    plan.destination = destinations->empty() ? QString() : destinations->front().machine->label();
    plan.warnings = otherWarnings(*wish, *source, *destinations) + exclusions;
    co_return plan;
}

} // namespace bulkhead::ops
