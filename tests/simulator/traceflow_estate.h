// SPDX-License-Identifier: MIT
// TraceflowTest: an estate of a few machines on routed segments, and helpers that trace in it.
#pragma once

#include "manager_test.h"

#include <QList>

namespace bulkhead::simulator::test {

inline const QString kManager = QStringLiteral("/api/v1/traceflows");
inline const QString kPolicyApi = QStringLiteral("/policy/api/v1/infra/traceflows");
inline const QString kPolicies =
    QStringLiteral("/policy/api/v1/infra/domains/default/security-policies");
inline const QString kWeb = QStringLiteral("10.10.10.11");
inline const QString kWeb2 = QStringLiteral("10.10.10.12");
inline const QString kApp = QStringLiteral("10.10.20.21");

/// web-1 and web-2 on segment web, app-1 and the stopped app-off on segment app, both on tier-1
/// one; far-1 on tier-1 two; both tier-1s on the same tier-0. alone-1 on a tier-1 that leads
/// nowhere.
inline const char* const kTraceflowEstate = R"json({
  "infra": {"resource_type": "Infra", "children": [
    {"resource_type": "ChildTier0", "Tier0": {"id": "t0"}},
    {"resource_type": "ChildTier1", "Tier1": {"id": "one", "tier0_path": "/infra/tier-0s/t0"}},
    {"resource_type": "ChildTier1", "Tier1": {"id": "two", "tier0_path": "/infra/tier-0s/t0"}},
    {"resource_type": "ChildTier1", "Tier1": {"id": "lone"}},
    {"resource_type": "ChildSegment", "Segment": {"id": "web",
      "connectivity_path": "/infra/tier-1s/one",
      "subnets": [{"gateway_address": "10.10.10.1/24", "network": "10.10.10.0/24"},
                  {"gateway_address": "fd00:10::1/64", "network": "fd00:10::/64"}],
      "children": [
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "web-1", "attachment": {"id": "att-web-1"}}},
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "web-2", "attachment": {"id": "att-web-2"}}}]}},
    {"resource_type": "ChildSegment", "Segment": {"id": "app",
      "connectivity_path": "/infra/tier-1s/one",
      "subnets": [{"gateway_address": "10.10.20.1/24", "network": "10.10.20.0/24"},
                  {"gateway_address": "fd00:20::1/64", "network": "fd00:20::/64"}],
      "children": [
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "app-1", "attachment": {"id": "att-app-1"}}},
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "app-off", "attachment": {"id": "att-app-off"}}},
        {"resource_type": "ChildSegmentPort", "SegmentPort": {"id": "empty"}}]}},
    {"resource_type": "ChildSegment", "Segment": {"id": "far",
      "connectivity_path": "/infra/tier-1s/two",
      "subnets": [{"gateway_address": "10.10.30.1/24"}],
      "children": [{"resource_type": "ChildSegmentPort", "SegmentPort":
        {"id": "far-1", "attachment": {"id": "att-far-1"}}}]}},
    {"resource_type": "ChildSegment", "Segment": {"id": "alone",
      "connectivity_path": "/infra/tier-1s/lone",
      "subnets": [{"gateway_address": "10.10.40.1/24"}],
      "children": [{"resource_type": "ChildSegmentPort", "SegmentPort":
        {"id": "alone-1", "attachment": {"id": "att-alone-1"}}}]}},
    {"resource_type": "ChildDomain", "Domain": {"id": "default", "children": [
      {"resource_type": "ChildGroup", "Group": {"id": "web", "expression": [
        {"resource_type": "Condition", "member_type": "VirtualMachine", "key": "Name",
         "operator": "STARTSWITH", "value": "web-"}]}},
      {"resource_type": "ChildGroup", "Group": {"id": "app", "expression": [
        {"resource_type": "Condition", "member_type": "VirtualMachine", "key": "Name",
         "operator": "STARTSWITH", "value": "app-"}]}},
      {"resource_type": "ChildGroup", "Group": {"id": "nobody"}},
      {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "web",
        "sequence_number": 500, "rules": [
        {"id": "web-app", "action": "ALLOW", "rule_id": 2001, "sequence_number": 10,
         "source_groups": ["/infra/domains/default/groups/web"],
         "destination_groups": ["/infra/domains/default/groups/app"],
         "service_entries": [{"resource_type": "L4PortSetServiceEntry", "id": "e",
           "l4_protocol": "TCP", "destination_ports": ["8443"]}]},
        {"id": "no-telnet", "action": "DROP", "rule_id": 2002, "sequence_number": 20,
         "service_entries": [{"resource_type": "L4PortSetServiceEntry", "id": "e",
           "l4_protocol": "TCP", "destination_ports": ["23"]}]}]}}]}}]},
  "virtual_machines": [
    {"external_id": "web-1", "display_name": "web-1", "host_id": "h1",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-1"}},
    {"external_id": "web-2", "display_name": "web-2", "host_id": "h1",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-1"}},
    {"external_id": "app-1", "display_name": "app-1", "host_id": "h2",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-2"}},
    {"external_id": "app-off", "display_name": "app-off", "host_id": "h2",
     "power_state": "VM_STOPPED", "source": {"target_display_name": "esx-2"}},
    {"external_id": "far-1", "display_name": "far-1", "host_id": "h2",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-2"}},
    {"external_id": "alone-1", "display_name": "alone-1", "host_id": "h2",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-2"}}],
  "vifs": [
    {"external_id": "v-web-1", "owner_vm_id": "web-1", "lport_attachment_id": "att-web-1",
     "mac_address": "00:50:56:00:00:01", "ip_address_info": [
       {"source": "VM_TOOLS", "ip_addresses": ["10.10.10.11", "fd00:10::11"]}]},
    {"external_id": "v-web-2", "owner_vm_id": "web-2", "lport_attachment_id": "att-web-2",
     "mac_address": "00:50:56:00:00:02", "ip_address_info": [
       {"source": "VM_TOOLS", "ip_addresses": ["10.10.10.12"]}]},
    {"external_id": "v-app-1", "owner_vm_id": "app-1", "lport_attachment_id": "att-app-1",
     "mac_address": "00:50:56:00:00:03", "ip_address_info": [
       {"source": "VM_TOOLS", "ip_addresses": ["10.10.20.21", "fd00:20::21"]}]},
    {"external_id": "v-app-off", "owner_vm_id": "app-off", "lport_attachment_id": "att-app-off",
     "mac_address": "00:50:56:00:00:04", "ip_address_info": [
       {"source": "VM_TOOLS", "ip_addresses": ["10.10.20.29"]}]},
    {"external_id": "v-far-1", "owner_vm_id": "far-1", "lport_attachment_id": "att-far-1",
     "mac_address": "00:50:56:00:00:05", "ip_address_info": [
       {"source": "VM_TOOLS", "ip_addresses": ["10.10.30.31"]}]},
    {"external_id": "v-alone-1", "owner_vm_id": "alone-1", "lport_attachment_id": "att-alone-1",
     "mac_address": "00:50:56:00:00:06", "ip_address_info": [
       {"source": "VM_TOOLS", "ip_addresses": ["10.10.40.41"]}]}]})json";

class TraceflowTest : public ManagerTest {
protected:
    Estate estate() const override { return estateOf(kTraceflowEstate); }

    static QJsonObject packet(const QString& source, const QString& destination,
                              const QJsonObject& transport) {
        const bool isV6 = destination.contains(u':');
        return {{QStringLiteral("resource_type"), QStringLiteral("FieldsPacketData")},
                {QStringLiteral("routed"), true},
                {isV6 ? QStringLiteral("ipv6_header") : QStringLiteral("ip_header"),
                 QJsonObject{{QStringLiteral("src_ip"), source},
                             {QStringLiteral("dst_ip"), destination}}},
                {QStringLiteral("transport_header"), transport}};
    }
    static QJsonObject tcp(const QString& source, const QString& destination, int port) {
        const QJsonObject header = {{QStringLiteral("src_port"), 40000},
                                    {QStringLiteral("dst_port"), port}};
        return packet(source, destination, {{QStringLiteral("tcp_header"), header}});
    }
    QString portId(const QString& port) {
        const QString segment = port.section(u'-', 0, 0);
        return m_client
            ->get(policy(QStringLiteral("/infra/segments/") + segment + QStringLiteral("/ports/") +
                         port))
            .json()
            .value(u"unique_id")
            .toString();
    }
    QJsonObject order(const QString& port, const QJsonObject& packet) {
        return {{QStringLiteral("lport_id"), portId(port)}, {QStringLiteral("packet"), packet}};
    }
    /// The observations of one trace.
    Reply trace(const QString& port, const QJsonObject& packet) {
        const Reply made = m_client->post(kManager, order(port, packet));
        return m_client->get(kManager + u'/' + made.json().value(u"id").toString() +
                             QStringLiteral("/observations"));
    }
    /// The rules of layer 3 that decided, in order.
    static QList<int> rulesIn(const Reply& observed) {
        QList<int> rules;
        for (const QJsonValue value : observed.results()) {
            if (value.toObject().contains(u"acl_rule_id")) {
                rules << value.toObject().value(u"acl_rule_id").toInt();
            }
        }
        return rules;
    }
    void allowEverything() {
        const Reply made = m_client->patch(
            kPolicies + QStringLiteral("/first"),
            json(R"({"category": "Emergency", "rules": [{"id": "all", "action": "ALLOW"}]})"));
        if (made.status != 200) {
            qFatal("%s", made.body.constData());
        }
    }
};

} // namespace bulkhead::simulator::test
