# SPDX-License-Identifier: MIT
"""The company's own services, the context profiles and the schedulers."""
from .common import child, rows, stamp
from .predefined import entry

# id | display name | entries, parted by `;` (short form of predefined.py) | description
SERVICES = """
webshop-http-alt | Webshop application HTTP | TCP 8080,8443 |
redis | Redis | TCP 6379,26379 | Redis and its Sentinel.
amqp | AMQP | TCP 5671,5672 |
mqtt-tls | MQTT over TLS | TCP 8883 |
ping | Ping (IPv4 and IPv6) | ICMPv4 8/0 ; ICMPv6 128 |
sap-dialog | SAP dialog and gateway | TCP 3200-3299,3300-3399 |
sap-hana | SAP HANA SQL | TCP 30013,30015,30041-30044 |
wms-terminal | Warehouse terminal protocol | TCP 7443 |
label-printing | Label printing | TCP 9100 |
deploy-agent | Deployment agent | TCP 9443 |
web-proxy | Web proxy | TCP 3128 |
metrics-exporters | Metrics exporters | TCP 9100,9182,9187,9216 |
syslog-tls | Syslog over TLS | TCP 6514 |
backup-control | Backup agent control | TCP 6160-6163 |
backup-data | Backup data movers | TCP 2500-3300 |
edi-as2 | EDI AS2 | TCP 4080,5080 |
edi-oftp2 | EDI OFTP2 over TLS | TCP 6619 |
customs-gateway | Customs gateway (X.400 and HTTPS) | TCP 102,8446 |
crm-soap-legacy | CRM SOAP interface (legacy) | TCP 8009 |
wsus | Windows update services | TCP 8530,8531 |
vrrp | VRRP | IP 112 |
ipsec | IPsec | IP 50 ; UDP 500,4500 |
ad-client-services | Active Directory client services | NESTED KERBEROS ; NESTED KERBEROS-UDP ; NESTED LDAP ; NESTED LDAP-UDP ; NESTED LDAP-over-SSL ; NESTED Windows-Global-Catalog ; NESTED MS_RPC_TCP ; NESTED MS-DS-TCP ; TCP 49152-65535 | What a domain member needs, without the wide ranges of the predefined service.
ethertype-lldp | LLDP frames | ETHER 35020 |
ethertype-ipv6 | IPv6 frames | ETHER 34525 |
"""

# id | display name | APP_ID or DOMAIN_NAME and values | sub-attribute and values | who | description
PROFILES = """
HTTP | HTTP | APP_ID HTTP | | system 2025-01-13 16:00 | HTTP
SSL | SSL | APP_ID SSL | | system 2025-01-13 16:00 | SSL
DNS | DNS | APP_ID DNS | | system 2025-01-13 16:00 | DNS
SSH | SSH | APP_ID SSH | | system 2025-01-13 16:00 | SSH
MYSQL | MYSQL | APP_ID MYSQL | | system 2025-01-13 16:00 | MYSQL
tls-1-2-or-newer | TLS 1.2 or newer | APP_ID SSL | TLS_VERSION TLS_V12,TLS_V13 | m.okafor 2025-04-08 11:50 | Required by PCI DSS for the webshop.
smb-2-or-newer | SMB 2 or newer | APP_ID CIFS | CIFS_SMB_VERSION CIFS_SMB_V2 | m.okafor 2025-04-08 11:58 |
software-updates | Software update sites | DOMAIN_NAME *.ubuntu.com,*.redhat.com,*.suse.com,*.windowsupdate.com | | m.okafor 2025-04-09 08:05 | Needs a DNS rule with the DNS profile above it.
"""

SCHEDULERS = [
    {"id": "vendor-maintenance-nights", "display_name": "Vendor maintenance, Tuesday and Thursday",
     "recurring": True, "days": ["TUESDAY", "THURSDAY"], "start_date": "01/01/2026",
     "end_date": "12/31/2026", "timezone": "UTC",
     "time_interval": [{"start_interval": "20:00", "end_interval": "23:30"}],
     **stamp("vendor-maintenance-nights", "a.petersen 2025-12-10 10:20")},
    {"id": "wms-cutover-2025-11", "display_name": "WMS cutover weekend, November 2025",
     "description": "One time. The old warehouse system was switched off on 2025-11-17.",
     "recurring": False, "start_date": "11/14/2025", "end_date": "11/17/2025",
     "start_time": "18:00", "end_time": "06:00", "timezone": "UTC",
     **stamp("wms-cutover-2025-11", "a.petersen 2025-11-05 14:41")},
]


def services():
    result = []
    for name, display_name, entries, description in rows(SERVICES):
        texts = [text.strip() for text in entries.split(";")]
        parts = []
        for index, text in enumerate(texts):
            part = name if len(texts) == 1 else f"{name}-{index + 1}"
            title = display_name if len(texts) == 1 else f"{display_name} {index + 1}"
            if text.startswith("NESTED "):
                part = title = text.split()[1]
            parts.append(entry(part, title, text))
        value = {"resource_type": "Service", "id": name, "display_name": display_name}
        if description:
            value["description"] = description
        value["service_type"] = "ETHER" if texts[0].startswith("ETHER") else "NON_ETHER"
        value.update({"is_default": False, "service_entries": parts},
                     **stamp(name, "svc-terraform 2025-01-22 11:00"))
        result.append(child("Service", value))
    return result


def profiles():
    result = []
    for name, display_name, main, sub, created, description in rows(PROFILES):
        key, _, values = main.partition(" ")
        attribute = {"key": key, "datatype": "STRING", "value": values.split(","),
                     "attribute_source": "SYSTEM"}
        if sub:
            sub_key, _, sub_values = sub.partition(" ")
            attribute["sub_attributes"] = [{"key": sub_key, "datatype": "STRING",
                                            "value": sub_values.split(",")}]
        value = {"resource_type": "PolicyContextProfile", "id": name, "display_name": display_name}
        if description:
            value["description"] = description
        value["attributes"] = [attribute]
        if created.startswith("system "):
            value["_system_owned"] = True
        value.update(stamp(name, created))
        result.append(child("PolicyContextProfile", value))
    return result


def schedulers():
    return [child("PolicyFirewallScheduler", {"resource_type": "PolicyFirewallScheduler", **value})
            for value in SCHEDULERS]
