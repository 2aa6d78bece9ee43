# SPDX-License-Identifier: MIT
"""Segments, gateways, virtual machines and their network interfaces."""
from .common import child, make_uuid, number, rows, stamp, tag_list

ZONES = "/infra/sites/default/enforcement-points/default/transport-zones"
OVERLAY_ZONE = f"{ZONES}/{make_uuid('transport-zone', 'overlay')}"
VLAN_ZONE = f"{ZONES}/{make_uuid('transport-zone', 'vlan')}"
HOSTS = [f"esx-ham-0{index}.meridian-freight.example" for index in (1, 2, 3, 4)]
SYNCED = 1_772_445_600_000  # 2026-03-02 10:00 UTC, the last inventory synchronisation

# id | name | network without host part | IPv6 network without host part | gateway | tags
SEGMENTS = """
seg-dmz | seg-dmz | 10.40.0 | fd00:4d46:40: | t1-dmz | zone|dmz
seg-prod-web | seg-prod-web | 10.10.10 | fd00:4d46:110: | t1-prod | env|prod zone|internal
seg-prod-app | seg-prod-app | 10.10.20 | fd00:4d46:120: | t1-prod | env|prod zone|internal
seg-prod-db | seg-prod-db | 10.10.30 | | t1-prod | env|prod zone|data
seg-prod-db-replication | seg-prod-db-replication | 10.10.31 | | | env|prod zone|data
seg-stage | seg-stage | 10.20.10 | fd00:4d46:210: | t1-nonprod | env|stage zone|internal
seg-dev | seg-dev | 10.30.10 | | t1-nonprod | env|dev zone|internal
seg-shared | seg-shared | 10.50.10 | fd00:4d46:510: | t1-shared | zone|shared
vlan-120-management | VLAN 120 Management | 10.50.20 | | | zone|management
"""

TIER1S = {"t1-prod": "T1 Production", "t1-nonprod": "T1 Stage and development",
          "t1-shared": "T1 Shared services", "t1-dmz": "T1 DMZ"}

OS = {"ubuntu": "Ubuntu Linux (64-bit)", "rhel": "Red Hat Enterprise Linux 9 (64-bit)",
      "sles": "SUSE Linux Enterprise 15 (64-bit)",
      "win": "Microsoft Windows Server 2022 (64-bit)", "photon": "VMware Photon OS (64-bit)"}
CUSTOMS_NAME = ("prod-customs-app-01 (ATLAS/NCTS/ICS2 Zollabwicklung, Schnittstelle zum Zoll für "
                "Hamburg, Bremerhaven und Rotterdam - Neustart nur nach Freigabe durch die "
                "Zollabteilung)")

# name | segment and last octet, one or two | system | tags | state
VMS = """
prod-webshop-web-01 | seg-prod-web.11 | ubuntu | env|prod app|webshop tier|web pci|yes backup|weekly |
prod-webshop-web-02 | seg-prod-web.12 | ubuntu | env|prod app|webshop tier|web pci|yes backup|weekly |
prod-webshop-app-01 | seg-prod-app.11 | rhel | env|prod app|webshop tier|app pci|yes backup|daily |
prod-webshop-app-02 | seg-prod-app.12 | rhel | env|prod app|webshop tier|app pci|yes backup|daily |
prod-webshop-cache-01 | seg-prod-app.13 | ubuntu | env|prod app|webshop tier|cache |
prod-webshop-db-01 | seg-prod-db.11 seg-prod-db-replication.11 | rhel | env|prod app|webshop tier|db backup|daily |
prod-webshop-db-02 | seg-prod-db.12 seg-prod-db-replication.12 | rhel | env|prod app|webshop tier|db backup|daily |
prod-tracking-web-01 | seg-prod-web.21 | ubuntu | env|prod app|tracking tier|web backup|weekly |
prod-tracking-app-01 | seg-prod-app.21 | ubuntu | env|prod app|tracking tier|app backup|daily |
prod-tracking-app-02 | seg-prod-app.22 | ubuntu | env|prod app|tracking tier|app backup|daily |
prod-tracking-queue-01 | seg-prod-app.23 | ubuntu | env|prod app|tracking tier|queue |
prod-tracking-db-01 | seg-prod-db.21 | rhel | env|prod app|tracking tier|db backup|daily |
prod-billing-app-01 | seg-prod-app.31 | rhel | env|prod app|billing tier|app pci|yes backup|daily |
prod-billing-db-01 | seg-prod-db.31 | rhel | env|prod app|billing tier|db pci|yes backup|daily |
prod-warehouse-app-01 | seg-prod-app.41 | win | env|prod app|warehouse tier|app backup|daily |
prod-warehouse-app-02 | seg-prod-app.42 | win | env|prod app|warehouse tier|app backup|daily |
prod-warehouse-db-01 | seg-prod-db.41 | rhel | env|prod app|warehouse tier|db backup|daily |
prod-crm-web-01 | seg-prod-web.51 | ubuntu | env|prod app|crm tier|web backup|weekly |
prod-crm-app-01 | seg-prod-app.51 | ubuntu | env|prod app|crm tier|app backup|daily |
prod-crm-db-01 | seg-prod-db.51 | ubuntu | env|prod app|crm tier|db backup|daily |
prod-erp-app-01 | seg-prod-app.61 | sles | env|prod app|erp tier|app backup|daily |
prod-erp-app-02 | seg-prod-app.62 | sles | env|prod app|erp tier|app backup|daily |
prod-erp-db-01 | seg-prod-db.61 | sles | env|prod app|erp tier|db backup|daily |
prod-hr-app-01 | seg-prod-app.71 | win | env|prod app|hr tier|app data|personal backup|daily |
prod-hr-db-01 | seg-prod-db.71 | win | env|prod app|hr tier|db data|personal backup|daily |
prod-intranet-web-01 | seg-prod-web.81 | ubuntu | env|prod app|intranet tier|web backup|weekly |
prod-api-gateway-web-01 | seg-dmz.11 | ubuntu | env|prod app|api-gateway tier|web |
prod-api-gateway-web-02 | seg-dmz.12 | ubuntu | env|prod app|api-gateway tier|web |
prod-analytics-app-01 | seg-prod-app.91 | ubuntu | env|prod app|analytics tier|app backup|weekly |
prod-analytics-db-01 | seg-prod-db.91 | ubuntu | env|prod app|analytics tier|db backup|weekly |
prod-mail-relay-01 | seg-dmz.21 | ubuntu | env|prod app|mail tier|web |
prod-mail-store-01 | seg-prod-app.101 | win | env|prod app|mail tier|app backup|daily |
prod-coldchain-app-01 | seg-prod-app.111 | ubuntu | env|prod app|coldchain tier|app backup|daily |
prod-customs-app-01 | seg-prod-app.121 | rhel | env|prod app|customs tier|app backup|daily |
stage-webshop-web-01 | seg-stage.11 | ubuntu | env|stage app|webshop tier|web |
stage-webshop-app-01 | seg-stage.12 | rhel | env|stage app|webshop tier|app |
stage-webshop-db-01 | seg-stage.13 | rhel | env|stage app|webshop tier|db |
stage-tracking-app-01 | seg-stage.21 | ubuntu | env|stage app|tracking tier|app |
stage-billing-app-01 | seg-stage.31 | rhel | env|stage app|billing tier|app | stopped
stage-erp-app-01 | seg-stage.61 | sles | env|stage app|erp tier|app | suspended
dev-webshop-01 | seg-dev.11 | ubuntu | env|dev app|webshop tier|app |
dev-tracking-01 | seg-dev.21 | ubuntu | env|dev app|tracking tier|app | suspended
dev-analytics-01 | seg-dev.91 | ubuntu | env|dev app|analytics tier|app | stopped
dev-ci-controller-01 | seg-dev.151 | ubuntu | env|dev app|ci tier|app backup|weekly |
dev-ci-runner-01 | seg-dev.152 | ubuntu | env|dev app|ci tier|worker |
dev-ci-runner-02 | seg-dev.153 | ubuntu | env|dev app|ci tier|worker quarantine|malware-suspected |
dev-ci-runner-03 | seg-dev.154 | ubuntu | env|dev app|ci tier|worker | stopped
shared-dc-01 | seg-shared.11 | win | env|shared role|ad role|dns backup|daily |
shared-dc-02 | seg-shared.12 | win | env|shared role|ad role|dns backup|daily |
shared-ntp-01 | seg-shared.21 | ubuntu | env|shared role|ntp |
shared-syslog-01 | seg-shared.31 | rhel | env|shared role|syslog backup|daily |
shared-backup-01 | seg-shared.41 | win | env|shared role|backup |
shared-monitoring-01 | seg-shared.51 | ubuntu | env|shared role|monitoring backup|weekly |
shared-proxy-01 | seg-dmz.31 seg-shared.61 | rhel | env|shared role|proxy |
shared-jump-01 | vlan-120-management.11 | ubuntu | env|shared role|jump-host |
shared-jump-02 | vlan-120-management.12 | win | env|shared role|jump-host |
vcenter-ham-01 | vlan-120-management.21 | photon | env|shared role|vcenter |
nsx-edge-ham-01 | vlan-120-management.31 | | | edge
warehouse-scan-gateway | seg-prod-app.199 | | env|prod app|warehouse tier|legacy | no-tools
shared-print-01 | seg-shared.71 | win | env|shared role|print |
"""


def link_local(mac):
    """The IPv6 address that a guest makes itself from its MAC (EUI-64)."""
    octets = [int(part, 16) for part in mac.split(":")]
    octets[0] ^= 2
    halves = octets[:3] + [0xFF, 0xFE] + octets[3:]
    words = [f"{halves[i] << 8 | halves[i + 1]:x}" for i in range(0, 8, 2)]
    return "fe80::" + ":".join(words)


def _segment(name, display_name, v4, v6, tier1, tags):
    vlan = name.startswith("vlan-")
    value = {"resource_type": "Segment", "id": name, "display_name": display_name,
             "transport_zone_path": VLAN_ZONE if vlan else OVERLAY_ZONE,
             "admin_state": "UP", "type": "ROUTED" if tier1 else "DISCONNECTED",
             "tags": tag_list(tags)}
    if vlan:
        value["vlan_ids"] = [name.split("-")[1]]
    else:
        value["replication_mode"] = "MTEP"
        value["overlay_id"] = 67584 + number(name, 0, 900)
    if tier1:
        value["connectivity_path"] = f"/infra/tier-1s/{tier1}"
        value["subnets"] = [{"gateway_address": f"{v4}.1/24", "network": f"{v4}.0/24"}]
        if v6:
            value["subnets"].append({"gateway_address": f"{v6}:1/64", "network": f"{v6}:/64"})
    value.update(stamp(name, "admin 2025-01-14 10:02"))
    value["children"] = []
    return value


def gateways():
    tier0 = {"resource_type": "Tier0", "id": "t0-hamburg", "display_name": "T0 Hamburg",
             "description": "North-south, BGP to the core switches in both halls.",
             "ha_mode": "ACTIVE_STANDBY", "failover_mode": "NON_PREEMPTIVE",
             **stamp("t0-hamburg", "admin 2025-01-14 09:11")}
    result = [child("Tier0", tier0)]
    for name, display_name in TIER1S.items():
        result.append(child("Tier1", {
            "resource_type": "Tier1", "id": name, "display_name": display_name,
            "tier0_path": "/infra/tier-0s/t0-hamburg", "failover_mode": "NON_PREEMPTIVE",
            "route_advertisement_types": ["TIER1_CONNECTED"],
            **stamp(name, "admin 2025-01-14 09:31")}))
    return result


def _machine(index, name, system, tags, state):
    host = HOSTS[index % len(HOSTS)]
    host_id = make_uuid("host", host)
    instance = "5020" + make_uuid("vm", name)[4:]
    bios = "4220" + make_uuid("bios", name)[4:]
    local = str(11 + index)
    machine = {
        "resource_type": "VirtualMachine",
        "display_name": CUSTOMS_NAME if name == "prod-customs-app-01" else name,
        "external_id": instance,
        "compute_ids": [f"moIdOnHost:{local}", f"externalId:{instance}", f"hostLocalId:{local}",
                        f"locationId:564d{make_uuid('location', name)[4:]}",
                        f"instanceUuid:{instance}", f"biosUuid:{bios}"],
        "local_id_on_host": local,
        "host_id": host_id,
        "source": {"target_id": host_id, "target_display_name": host, "target_type": "HostNode",
                   "is_valid": True},
        "power_state": {"stopped": "VM_STOPPED", "suspended": "VM_SUSPENDED"}.get(
            state, "VM_RUNNING"),
        "type": "EDGE" if state == "edge" else "REGULAR",
        "_last_sync_time": SYNCED + number(name, 0, 59_999)}
    if system:
        machine["guest_info"] = {"os_name": OS[system],
                                 "computer_name": f"{name}.meridian-freight.example"}
    if tags:
        machine["tags"] = tag_list(tags)
    return machine


def _addresses(nets, segment, octet, mac, state):
    # VMware Tools report addresses: without Tools, or while a machine is off, nobody knows any.
    if state in ("stopped", "no-tools"):
        return []
    v4, v6 = nets[segment]
    found = [f"{v4}.{octet}"] + ([f"{v6}:{octet}"] if v6 else []) + [link_local(mac)]
    return [{"source": "VM_TOOLS", "ip_addresses": found}]


def inventory():
    """Returns the segments with their ports, the machines and their interfaces."""
    segments = {row[0]: _segment(*row) for row in rows(SEGMENTS)}
    nets = {row[0]: (row[2], row[3]) for row in rows(SEGMENTS)}
    machines, interfaces = [], []
    for index, (name, places, system, tags, state) in enumerate(rows(VMS)):
        machine = _machine(index, name, system, tags, state)
        machines.append(machine)
        for adapter, place in enumerate(places.split()):
            segment, _, octet = place.partition(".")
            mac = f"00:50:56:a{adapter}:{index // 256:02x}:{index % 256:02x}"
            attachment = make_uuid("attachment", name, str(adapter))
            interfaces.append({
                "resource_type": "VirtualNetworkInterface",
                "external_id": f"{machine['external_id']}-{4000 + adapter}",
                "display_name": f"Network adapter {adapter + 1}",
                "owner_vm_id": machine["external_id"], "owner_vm_type": machine["type"],
                "device_key": str(4000 + adapter),
                "device_name": f"Network adapter {adapter + 1}",
                "mac_address": mac, "lport_attachment_id": attachment,
                "host_id": machine["host_id"],
                "vm_local_id_on_host": machine["local_id_on_host"],
                "ip_address_info": _addresses(nets, segment, octet, mac, state),
                "_last_sync_time": machine["_last_sync_time"]})
            port = {"resource_type": "SegmentPort", "id": f"default:{attachment}",
                    "display_name": f"{name}/{name}.vmx@{machine['host_id']}",
                    "attachment": {"id": attachment}, "admin_state": "UP",
                    **stamp(attachment, "system 2025-01-20 07:40")}
            if segment == "seg-prod-db-replication":
                port["tags"] = tag_list("traffic|replication")
            segments[segment]["children"].append(child("SegmentPort", port))
    for segment in segments.values():
        segment["children"].sort(key=lambda item: item["SegmentPort"]["display_name"])
    return [child("Segment", segment) for segment in segments.values()], machines, interfaces
