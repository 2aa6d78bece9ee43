// SPDX-License-Identifier: MIT
#include "model/inventory.h"

#include "model/field_codec.h"

namespace bulkhead::model {

template <typename Visitor, typename Machine>
    requires std::same_as<std::remove_const_t<Machine>, VirtualMachine>
void visitFields(Visitor& visit, Machine& machine) {
    visit("display_name", machine.displayName);
    visit("external_id", machine.externalId);
    visit("host_id", machine.hostId);
    visit("power_state", machine.powerState);
    visit("type", machine.type);
    visit("tags", machine.tags);
}

template <typename Visitor, typename Vif>
    requires std::same_as<std::remove_const_t<Vif>, VirtualNetworkInterface>
void visitFields(Visitor& visit, Vif& vif) {
    visit("external_id", vif.externalId);
    visit("owner_vm_id", vif.ownerMachineId);
    visit("display_name", vif.displayName);
    visit("mac_address", vif.macAddress);
    visit("lport_attachment_id", vif.portAttachmentId);
}

template <typename Visitor, typename S>
    requires std::same_as<std::remove_const_t<S>, Segment>
void visitFields(Visitor& visit, S& segment) {
    visitHeader(visit, segment.header);
    visit("connectivity_path", segment.connectivityPath);
    visit("transport_zone_path", segment.transportZonePath);
    visit("vlan_ids", segment.vlanIds);
    visit("type", segment.type);
}

template <typename Visitor, typename Port>
    requires std::same_as<std::remove_const_t<Port>, SegmentPort>
void visitFields(Visitor& visit, Port& port) {
    visitHeader(visit, port.header);
}

namespace {

void complete(VirtualMachine& machine, const DecodeContext&) {
    // Group members come with "vm_running", the inventory with "VM_RUNNING".
    machine.powerState = machine.powerState.toUpper();
    const QJsonObject guest = machine.extra.value(u"guest_info").toObject();
    machine.osName = UntrustedText(guest.value(u"os_name").toString());
    machine.computerName = UntrustedText(guest.value(u"computer_name").toString());
    const QJsonObject source = machine.extra.value(u"source").toObject();
    machine.hostName = UntrustedText(source.value(u"target_display_name").toString());
    if (machine.externalId.isEmpty()) {
        machine.externalId = machine.extra.value(u"id").toString();
    }
}

void complete(VirtualNetworkInterface& vif, const DecodeContext&) {
    const QJsonArray infos = vif.extra.value(u"ip_address_info").toArray();
    for (const QJsonValue info : infos) {
        const QJsonArray addresses = info[u"ip_addresses"].toArray();
        for (const QJsonValue address : addresses) {
            if (!vif.addresses.contains(address.toString())) {
                vif.addresses << address.toString();
            }
        }
    }
}

void complete(Segment& segment, const DecodeContext& context) {
    completeHeader(segment.header, context, u"segments");
    const QJsonArray subnets = segment.extra.value(u"subnets").toArray();
    for (const QJsonValue subnet : subnets) {
        segment.gatewayAddresses << subnet[u"gateway_address"].toString();
    }
}

void complete(SegmentPort& port, const DecodeContext& context) {
    completeHeader(port.header, context, u"ports");
    port.segmentPath = port.header.parentPath;
    port.attachmentId = port.extra.value(u"attachment").toObject().value(u"id").toString();
}

} // namespace

BULKHEAD_MODEL_CODEC(VirtualMachine, u"Virtual machine", complete)
BULKHEAD_MODEL_CODEC(VirtualNetworkInterface, u"Network interface", complete)
BULKHEAD_MODEL_CODEC(Segment, u"Segment", complete)
BULKHEAD_MODEL_CODEC(SegmentPort, u"Segment port", complete)

QString VirtualMachine::label() const {
    return displayName.isEmpty() ? cleanLine(externalId) : displayName.line();
}

} // namespace bulkhead::model
