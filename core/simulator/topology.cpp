// SPDX-License-Identifier: MIT
#include "simulator/topology.h"

#include "simulator/membership.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The gateway that a segment hangs on; nullptr if on none.
const StoredObject* gatewayOf(const World& world, const StoredObject& segment) {
    const StoredObject* parent = world.store.find(segment.parentPath);
    if (parent != nullptr && parent->type == u"Tier1"_s) {
        return parent;
    }
    return world.store.find(segment.text(u"connectivity_path"_s));
}

const StoredObject* tier0Of(const World& world, const StoredObject& gateway) {
    return gateway.type == u"Tier0"_s ? &gateway : world.store.find(gateway.text(u"tier0_path"_s));
}

/// The gateways between two; empty if nothing connects them.
std::vector<const StoredObject*> gatewaysBetween(const World& world, const StoredObject& from,
                                                 const StoredObject& to) {
    if (from.path == to.path) {
        return {&from};
    }
    const StoredObject* upper = tier0Of(world, from);
    const StoredObject* other = tier0Of(world, to);
    if (upper == nullptr || other == nullptr || upper->path != other->path) {
        return {};
    }
    std::vector<const StoredObject*> gateways = {&from};
    for (const StoredObject* next : {upper, &to}) {
        if (next->path != gateways.back()->path) {
            gateways.push_back(next);
        }
    }
    return gateways;
}

/// The subnet of the segment that holds the address; empty if none does.
QString networkWith(const StoredObject& segment, const IpAddress& address) {
    for (const QJsonValue value : segment.fields.value(u"subnets"_s).toArray()) {
        const QJsonObject subnet = value.toObject();
        const QString network = subnet.value(u"network"_s).toString();
        const QString text =
            network.isEmpty() ? subnet.value(u"gateway_address"_s).toString() : network;
        const Result<IpRange> range = IpRange::parse(text);
        if (range && range->contains(address)) {
            return range->toString();
        }
    }
    return {};
}

} // namespace

const StoredObject* findPort(const World& world, const QString& pathOrId) {
    if (pathOrId.startsWith(u'/')) {
        const StoredObject* object = world.store.find(pathOrId);
        return object != nullptr && object->type == u"SegmentPort"_s ? object : nullptr;
    }
    const auto ports = world.store.ofType(u"SegmentPort"_s);
    const auto found = std::find_if(ports.begin(), ports.end(), [&](const StoredObject* port) {
        return port->text(u"unique_id"_s) == pathOrId ||
               port->fields.value(u"attachment"_s).toObject().value(u"id"_s).toString() == pathOrId;
    });
    return pathOrId.isEmpty() || found == ports.end() ? nullptr : *found;
}

std::optional<Attachment> attachmentOf(const World& world, const StoredObject& port) {
    const QString id = port.fields.value(u"attachment"_s).toObject().value(u"id"_s).toString();
    const qsizetype vif = world.inventory.vifByAttachment(id);
    if (vif < 0) {
        return std::nullopt;
    }
    const QJsonObject& interface = world.inventory.vifs()[static_cast<std::size_t>(vif)];
    const qsizetype index =
        world.inventory.machineIndex(interface.value(u"owner_vm_id"_s).toString());
    const QJsonObject& machine = world.inventory.machines()[static_cast<std::size_t>(index)];
    const QString power = machine.value(u"power_state"_s).toString();
    if (!power.isEmpty() && power != u"VM_RUNNING"_s) {
        return std::nullopt;
    }
    return Attachment{
        vif, &port, world.store.find(port.parentPath), machine.value(u"host_id"_s).toString(),
        machine.value(u"source"_s).toObject().value(u"target_display_name"_s).toString()};
}

Way wayTo(const World& world, const Attachment& from, const IpAddress& address,
          const std::vector<qsizetype>& candidates) {
    Way way;
    const Membership membership(world);
    const StoredObject* gateway = gatewayOf(world, *from.segment);
    const auto reach = [&](const StoredObject& segment) {
        const StoredObject* last = gatewayOf(world, segment);
        const bool canRoute = gateway != nullptr && last != nullptr;
        return canRoute ? gatewaysBetween(world, *gateway, *last)
                        : std::vector<const StoredObject*>();
    };
    for (const qsizetype vif : candidates) {
        const StoredObject* port = membership.portOf(vif);
        const std::optional<Attachment> to =
            port == nullptr ? std::nullopt : attachmentOf(world, *port);
        if (!to) {
            continue;
        }
        const bool isLocal = to->segment->path == from.segment->path;
        const auto gateways = isLocal ? std::vector<const StoredObject*>() : reach(*to->segment);
        if (isLocal || !gateways.empty()) {
            return {Way::End::Interface, gateways, to->segment, to,
                    networkWith(*to->segment, address)};
        }
    }
    if (!networkWith(*from.segment, address).isEmpty() || gateway == nullptr) {
        way.end = Way::End::NoAnswer;
        way.lastSegment = from.segment;
        return way;
    }
    for (const StoredObject* segment : world.store.ofType(u"Segment"_s)) {
        const QString network = networkWith(*segment, address);
        const auto gateways =
            network.isEmpty() ? std::vector<const StoredObject*>() : reach(*segment);
        if (!gateways.empty()) {
            return {Way::End::NoAnswer, gateways, segment, std::nullopt, network};
        }
    }
    way.gateways = {gateway};
    if (const StoredObject* upper = tier0Of(world, *gateway)) {
        way.end = Way::End::Outside;
        way.network = address.family == IpFamily::V4 ? u"0.0.0.0/0"_s : u"::/0"_s;
        if (upper->path != gateway->path) {
            way.gateways.push_back(upper);
        }
    }
    return way;
}

} // namespace bulkhead::simulator
