// SPDX-License-Identifier: MIT
// An estate for traces: two segments on one gateway, two hosts, a firewall, machines of all kinds.
#pragma once

namespace bulkhead::tests {

/// web-01 and multi on segment web (host esx-1), app-01 and off-01 on segment app (esx-2); bare-01
/// has no interface; app-01 speaks IPv6, too. 8443 is allowed, 23 dropped, 25 rejected.
inline const char* const kTraceEstate = R"json({
  "infra": {"resource_type": "Infra", "children": [
    {"resource_type": "ChildTier1", "Tier1": {"id": "one", "display_name": "t1-prod"}},
    {"resource_type": "ChildSegment", "Segment": {"id": "web",
      "connectivity_path": "/infra/tier-1s/one",
      "subnets": [{"gateway_address": "10.10.10.1/24", "network": "10.10.10.0/24"},
                  {"gateway_address": "fd00:10::1/64", "network": "fd00:10::/64"}],
      "children": [
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "web-01", "attachment": {"id": "att-web-01"}}},
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "multi", "attachment": {"id": "att-multi"}}}]}},
    {"resource_type": "ChildSegment", "Segment": {"id": "app",
      "connectivity_path": "/infra/tier-1s/one",
      "subnets": [{"gateway_address": "10.10.20.1/24", "network": "10.10.20.0/24"},
                  {"gateway_address": "fd00:20::1/64", "network": "fd00:20::/64"}],
      "children": [
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "app-01", "attachment": {"id": "att-app-01"}}},
        {"resource_type": "ChildSegmentPort", "SegmentPort":
          {"id": "off-01", "attachment": {"id": "att-off-01"}}}]}},
    {"resource_type": "ChildDomain", "Domain": {"id": "default", "children": [
      {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "tier",
        "display_name": "web tier", "sequence_number": 500, "rules": [
        {"id": "allow-app", "display_name": "allow app", "action": "ALLOW", "rule_id": 2001,
         "sequence_number": 10, "service_entries": [{"resource_type": "L4PortSetServiceEntry",
           "id": "e", "l4_protocol": "TCP", "destination_ports": ["8443"]}]},
        {"id": "no-telnet", "display_name": "no telnet", "action": "DROP", "rule_id": 2002,
         "sequence_number": 20, "service_entries": [{"resource_type": "L4PortSetServiceEntry",
           "id": "e", "l4_protocol": "TCP", "destination_ports": ["23"]}]},
        {"id": "no-mail", "display_name": "no mail", "action": "REJECT", "rule_id": 2003,
         "sequence_number": 30, "service_entries": [{"resource_type": "L4PortSetServiceEntry",
           "id": "e", "l4_protocol": "TCP", "destination_ports": ["25"]}]}]}}]}}]},
  "virtual_machines": [
    {"external_id": "id-web-01", "display_name": "web-01", "host_id": "h1",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-1"}},
    {"external_id": "id-multi", "display_name": "multi", "host_id": "h1",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-1"}},
    {"external_id": "id-app-01", "display_name": "app-01", "host_id": "h2",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-2"}},
    {"external_id": "id-off-01", "display_name": "off-01", "host_id": "h2",
     "power_state": "VM_STOPPED", "source": {"target_display_name": "esx-2"}},
    {"external_id": "id-bare-01", "display_name": "bare-01", "host_id": "h2",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-2"}},
    {"external_id": "id-twin-a", "display_name": "twin", "host_id": "h1",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-1"}},
    {"external_id": "id-twin-b", "display_name": "twin", "host_id": "h2",
     "power_state": "VM_RUNNING", "source": {"target_display_name": "esx-2"}}],
  "vifs": [
    {"external_id": "v-web-01", "owner_vm_id": "id-web-01", "lport_attachment_id": "att-web-01",
     "mac_address": "00:50:56:00:00:01", "ip_address_info": [{"source": "VM_TOOLS",
       "ip_addresses": ["10.10.10.11", "fd00:10::11", "fe80::250:56ff:fe00:1"]}]},
    {"external_id": "v-multi", "owner_vm_id": "id-multi", "lport_attachment_id": "att-multi",
     "mac_address": "00:50:56:00:00:02", "ip_address_info": [{"source": "VM_TOOLS",
       "ip_addresses": ["10.10.10.12", "10.10.10.13"]}]},
    {"external_id": "v-app-01", "owner_vm_id": "id-app-01", "lport_attachment_id": "att-app-01",
     "mac_address": "00:50:56:00:00:03", "ip_address_info": [{"source": "VM_TOOLS",
       "ip_addresses": ["10.10.20.21", "fd00:20::21"]}]},
    {"external_id": "v-off-01", "owner_vm_id": "id-off-01", "lport_attachment_id": "att-off-01",
     "mac_address": "00:50:56:00:00:04", "ip_address_info": [{"source": "VM_TOOLS",
       "ip_addresses": ["10.10.20.29"]}]}]})json";

} // namespace bulkhead::tests
