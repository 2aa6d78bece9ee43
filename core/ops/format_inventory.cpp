// SPDX-License-Identifier: MIT
#include "ops/format_inventory.h"

#include "model/service.h"
#include "ops/format.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QString displayName(const model::ObjectHeader& header) {
    return header.displayName.isEmpty() ? header.id : header.displayName.raw();
}

} // namespace

QJsonObject formatMachineItem(const model::VirtualMachine& machine) {
    return QJsonObject{
        {u"vm_id"_s, machine.externalId},
        {u"display_name"_s, machine.displayName.raw()},
        {u"power_state"_s, orNull(machine.powerState)},
        {u"type"_s, orNull(machine.type)},
        {u"host"_s, orNull(machine.hostName.raw())},
        {u"os_name"_s, orNull(machine.osName.raw())},
        {u"tags"_s, formatTags(machine.tags)},
    };
}

QJsonObject machineItemSchema() {
    namespace s = schema;
    return s::object({
        {u"vm_id", s::text(u"The machine's external id."_s)},
        {u"display_name", s::text(u"Name that people see; not unique."_s)},
        {u"power_state", s::nullable(s::text(u"VM_RUNNING, VM_STOPPED, VM_SUSPENDED …"_s))},
        {u"type", s::nullable(s::text(u"REGULAR, EDGE, SERVICE …"_s))},
        {u"host", s::nullable(s::text(u"Name of the host that it runs on."_s))},
        {u"os_name", s::nullable(s::text(u"As VMware Tools say; null without them."_s))},
        {u"tags", s::tags()},
    });
}

QJsonObject formatInterface(const MachineInterface& interface, const PathNames& names) {
    const QString& segment = interface.segmentPath;
    return QJsonObject{
        {u"id"_s, orNull(interface.vif.externalId)},
        {u"display_name"_s, orNull(interface.vif.displayName.raw())},
        {u"mac_address"_s, orNull(interface.vif.macAddress)},
        {u"addresses"_s, QJsonArray::fromStringList(interface.vif.addresses)},
        {u"segment"_s, segment.isEmpty() ? QJsonValue() : QJsonValue(nameOf(segment, names))},
        {u"segment_path"_s, orNull(segment)},
        {u"port_path"_s, orNull(interface.portPath)},
    };
}

QJsonObject interfaceSchema() {
    namespace s = schema;
    return s::object({
        {u"id", s::nullable(s::text(u"The interface's external id."_s))},
        {u"display_name", s::nullable(s::text({}))},
        {u"mac_address", s::nullable(s::text({}))},
        {u"addresses", s::texts(u"Addresses that VMware Tools report."_s)},
        {u"segment", s::nullable(s::text(u"Name of the segment; null if it is on none."_s))},
        {u"segment_path", s::nullable(s::text({}))},
        {u"port_path", s::nullable(s::text(u"Segment port, e.g. as source of a traceflow."_s))},
    });
}

void addExclusion(QJsonObject& machine, const MachineExclusion& exclusion) {
    machine.insert(u"dfw_excluded"_s, orNull(exclusion.excluded));
    machine.insert(u"exclusion_note"_s, orNull(exclusion.note));
}

QJsonObject exclusionSchema() {
    namespace s = schema;
    return s::object({
        {u"dfw_excluded",
         s::nullable(s::boolean(u"True: the distributed firewall does not reach it at all."_s))},
        {u"exclusion_note", s::nullable(s::text(u"Why it is, or why that is unknown."_s))},
    });
}

QJsonObject formatServiceItem(const model::Service& service) {
    return QJsonObject{
        {u"id"_s, service.header.id},
        {u"display_name"_s, displayName(service.header)},
        {u"description"_s, service.header.description.raw()},
        {u"ports"_s, model::inWords(service.entries)},
        {u"service_type"_s, orNull(service.serviceType)},
        {u"predefined"_s, orNull(service.isDefault)},
        {u"entry_count"_s, static_cast<qint64>(service.entries.size())},
        {u"tags"_s, formatTags(service.header.tags)},
        {u"path"_s, service.header.path},
    };
}

QJsonObject serviceItemSchema() {
    namespace s = schema;
    return s::object({
        {u"id", s::text(u"Id of the service, the last part of its path."_s)},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"description", s::text({})},
        {u"ports", s::text(u"Protocols and ports in words."_s)},
        {u"service_type", s::nullable(s::text(u"ETHER or NON_ETHER."_s))},
        {u"predefined", s::nullable(s::boolean(u"True: it came with NSX."_s))},
        {u"entry_count", s::integer(u"Number of entries."_s)},
        {u"tags", s::tags()},
        {u"path", s::text(u"Path of the service, as rules name it."_s)},
    });
}

QJsonObject formatSegmentItem(const model::Segment& segment) {
    return QJsonObject{
        {u"id"_s, segment.header.id},
        {u"display_name"_s, displayName(segment.header)},
        {u"type"_s, orNull(segment.type)},
        {u"gateway_addresses"_s, QJsonArray::fromStringList(segment.gatewayAddresses)},
        {u"vlan_ids"_s, QJsonArray::fromStringList(segment.vlanIds)},
        {u"connectivity_path"_s, orNull(segment.connectivityPath)},
        {u"transport_zone_path"_s, orNull(segment.transportZonePath)},
        {u"tags"_s, formatTags(segment.header.tags)},
        {u"path"_s, segment.header.path},
    };
}

QJsonObject segmentItemSchema() {
    namespace s = schema;
    return s::object({
        {u"id", s::text(u"Id of the segment, the last part of its path."_s)},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"type", s::nullable(s::text(u"ROUTED, EXTENDED, DISCONNECTED …"_s))},
        {u"gateway_addresses", s::texts(u"Gateway and prefix of each subnet."_s)},
        {u"vlan_ids", s::texts(u"VLANs; empty for an overlay segment."_s)},
        {u"connectivity_path", s::nullable(s::text(u"Gateway that it is connected to."_s))},
        {u"transport_zone_path", s::nullable(s::text({}))},
        {u"tags", s::tags()},
        {u"path", s::text(u"Path of the segment, as groups name it."_s)},
    });
}

} // namespace bulkhead::ops
