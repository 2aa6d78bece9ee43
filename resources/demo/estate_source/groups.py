# SPDX-License-Identifier: MIT
"""Groups of the estate, in a short form that `expression` turns into the manager's own."""
from .common import child, group_path, make_uuid, rows, stamp

# A criterion is `tag=env|prod`, `name^=dev-ci-runner` (starts with), `os~=Windows` (contains),
# `segment-tag=zone|dmz`, `port-tag=traffic|replication`, `ip=a,b`, `mac=a,b`, `path=group:x,/infra/…`,
# `vm=name,name` (external ids). `&` joins two conditions with AND, `;` criteria with OR, and
# parentheses make a nested expression (conditions joined with AND inside).
# id | display name | criteria | who and when | description
GROUPS = """
env-prod | Environment: production | tag=env|prod | admin 2025-01-20 08:15 | Every machine that carries env|prod.
env-stage | Environment: stage | tag=env|stage | admin 2025-01-20 08:16 |
env-dev | Environment: development | tag=env|dev | admin 2025-01-20 08:17 |
env-nonprod | Environment: everything but production | path=group:env-stage,group:env-dev | admin 2025-01-20 08:19 | Nested: stage and development.
app-webshop | App: webshop (production) | tag=app|webshop & tag=env|prod | svc-terraform 2025-02-03 13:20 |
webshop-web | Webshop web tier | (tag=env|prod & tag=app|webshop & tag=tier|web) | svc-terraform 2025-02-03 13:20 |
webshop-app | Webshop application tier | (tag=env|prod & tag=app|webshop & tag=tier|app) | svc-terraform 2025-02-03 13:20 |
webshop-db | Webshop database tier | (tag=env|prod & tag=app|webshop & tag=tier|db) | svc-terraform 2025-02-03 13:20 |
webshop-cache | Webshop cache | (tag=env|prod & tag=app|webshop & tag=tier|cache) | svc-terraform 2025-02-03 13:20 |
app-tracking | App: shipment tracking (production) | tag=app|tracking & tag=env|prod | svc-terraform 2025-02-03 13:24 |
tracking-app | Tracking application tier | (tag=env|prod & tag=app|tracking & tag=tier|app) | svc-terraform 2025-02-03 13:24 |
tracking-backend | Tracking queue and database | (tag=env|prod & tag=app|tracking & tag=tier|queue) ; (tag=env|prod & tag=app|tracking & tag=tier|db) | svc-terraform 2025-02-03 13:24 |
tracking-web | Tracking web tier | (tag=env|prod & tag=app|tracking & tag=tier|web) | svc-terraform 2025-02-03 13:24 |
app-billing | App: billing (production) | tag=app|billing & tag=env|prod | svc-terraform 2025-02-10 09:02 |
billing-db | Billing database tier | tag=env|prdo & tag=app|billing | j.lindqvist 2025-10-21 16:47 | Machines that hold invoices. Replaces the address list of 2024.
app-warehouse | App: warehouse management (production) | tag=app|warehouse & tag=env|prod | svc-terraform 2025-02-10 09:05 |
warehouse-app | Warehouse application servers | name^=prod-warehouse-app | svc-terraform 2025-02-10 09:05 |
warehouse-db | Warehouse database | name^=prod-warehouse-db | svc-terraform 2025-02-10 09:05 |
app-crm | App: CRM (production) | tag=app|crm & tag=env|prod | svc-terraform 2025-02-17 10:40 |
app-erp | App: ERP (production) | tag=app|erp & tag=env|prod | svc-terraform 2025-02-17 10:44 |
app-hr | App: human resources (production) | tag=app|hr & tag=env|prod | svc-terraform 2025-02-17 10:48 |
app-intranet | App: intranet | tag=app|intranet & tag=env|prod | svc-terraform 2025-02-17 10:52 |
app-api-gateway | App: API gateway | tag=app|api-gateway & tag=env|prod | svc-terraform 2025-02-24 14:01 |
app-analytics | App: analytics (production) | tag=app|analytics & tag=env|prod | svc-terraform 2025-02-24 14:05 |
app-mail | App: mail | tag=app|mail & tag=env|prod | svc-terraform 2025-02-24 14:09 |
mail-relay | Mail relays in the DMZ | name^=prod-mail-relay | svc-terraform 2025-02-24 14:09 |
app-coldchain | App: Kühlketten-Überwachung | tag=app|coldchain & tag=env|prod | a.petersen 2025-06-12 11:30 | Temperature records of refrigerated containers.
app-customs | Meridian Freight - customs declaration and export control interfaces (ATLAS, NCTS, ICS2) for Hamburg, Bremerhaven and Rotterdam Maasvlakte, production only, owner: customs department, change MF-CHG-2025-0611 | tag=app|customs & tag=env|prod | a.petersen 2025-06-11 09:18 |
app-ci | App: build and deployment | tag=app|ci | svc-terraform 2025-03-03 15:12 |
ci-controller | Build controller | name^=dev-ci-controller | svc-terraform 2025-03-03 15:12 |
ci-runners | Build runners | name^=dev-ci-runner | svc-terraform 2025-03-03 15:12 |
shared-ad | Active Directory domain controllers | tag=role|ad | admin 2025-01-21 07:55 |
shared-dns | DNS resolvers | tag=role|dns | admin 2025-01-21 07:56 |
shared-ntp | Time servers | tag=role|ntp | admin 2025-01-21 07:57 |
shared-syslog | Syslog collectors | tag=role|syslog | admin 2025-01-21 07:58 |
shared-backup | Backup servers | tag=role|backup | admin 2025-01-21 07:59 |
shared-monitoring | Monitoring servers | tag=role|monitoring | admin 2025-01-21 08:00 |
shared-proxy | Web proxies | tag=role|proxy | admin 2025-01-21 08:01 |
jump-hosts | Jump hosts | vm=shared-jump-01,shared-jump-02 | admin 2025-01-21 08:05 | Named one by one on purpose: a tag must not make a jump host.
vcenter | vCenter Server | vm=vcenter-ham-01 | admin 2025-01-21 08:06 |
management-appliances | Management appliances | path=group:vcenter | admin 2025-01-21 08:08 | On the exclusion list, so that no rule can cut off vCenter.
all-servers | All servers | path=group:env-prod,group:env-nonprod ; tag=env|shared | admin 2025-01-21 08:20 |
windows-servers | Windows servers | os~=Windows | admin 2025-01-21 08:22 |
backup-clients | Machines with a backup plan | tag=backup| | admin 2025-01-22 09:40 | Any value of the scope backup.
quarantined | Quarantined machines | tag=quarantine| | admin 2025-01-22 09:55 | The endpoint protection sets the tag.
pci-scope | Cardholder data environment (PCI DSS) | (tag=pci|yes & tag=env|prod) | m.okafor 2025-04-08 12:14 |
dmz-segment | DMZ segment | path=/infra/segments/seg-dmz | admin 2025-01-20 08:30 |
dev-segment | Development segment | path=/infra/segments/seg-dev | admin 2025-01-20 08:31 |
internal-segments | Internal segments | segment-tag=zone|internal ; segment-tag=zone|data | admin 2025-01-20 08:33 |
replication-ports | Database replication ports | port-tag=traffic|replication | m.okafor 2025-05-06 07:20 |
offices-v4 | Offices (IPv4) | ip=10.80.0.0/16,10.81.0.0/16,10.82.16.0/20 | admin 2025-01-20 09:00 | Hamburg, Rotterdam, Gdansk.
offices-v6 | Offices (IPv6) | ip=fd00:4d46:8000::/48,fd00:4d46:8100::/48 | admin 2025-01-20 09:01 |
admin-workstations | Administrator workstations | ip=10.80.4.10-10.80.4.60,10.81.4.0/27 | admin 2025-01-20 09:03 |
private-networks-v4 | Private networks (IPv4) | ip=10.0.0.0/8,172.16.0.0/12,192.168.0.0/16 | admin 2025-01-20 09:05 |
private-networks-v6 | Private networks (IPv6) | ip=fd00::/8,fe80::/10 | admin 2025-01-20 09:06 |
tokyo-terminals | 東京支店 追跡端末 | ip=10.95.0.0/20 | k.watanabe 2025-08-19 01:12 | Tracking terminals of the Tokyo branch.
warehouse-handhelds-v4 | Warehouse handhelds (IPv4) | ip=10.60.250.0/24 | a.petersen 2025-03-11 13:45 |
cold-chain-sensors-v4 | Kühlcontainer-Sensoren (IPv4) | ip=10.62.0.0/20 | a.petersen 2025-06-12 11:34 |
partner-edi-v4 | EDI partners (IPv4) | ip=198.51.100.0/28,203.0.113.17,203.0.113.40-203.0.113.47 | k.watanabe 2025-05-20 04:30 |
partner-edi-v6 | EDI partners (IPv6) | ip=2001:db8:42::/48 | k.watanabe 2025-05-20 04:31 |
threat-feed-v4 | Known bad networks (IPv4) | ip=192.0.2.128/26,198.51.100.192/27 | m.okafor 2025-02-06 18:20 |
threat-feed-v6 | Known bad networks (IPv6) | ip=2001:db8:bad::/48 | m.okafor 2025-02-06 18:21 |
legacy-edi-gateways | Legacy EDI gateways | name^=EDI- | admin 2025-01-23 10:10 | The last gateway was switched off in November 2025.
retired-bridges-mac | Retired wireless bridges | mac=00:0d:97:04:11:2a,00:0d:97:04:11:2b,00:0d:97:04:13:90 | a.petersen 2025-03-11 13:51 |
"""

KEYS = {"tag=": ("VirtualMachine", "Tag", "EQUALS"), "name^=": ("VirtualMachine", "Name", "STARTSWITH"),
        "os~=": ("VirtualMachine", "OSName", "CONTAINS"), "segment-tag=": ("Segment", "Tag", "EQUALS"),
        "port-tag=": ("SegmentPort", "Tag", "EQUALS")}


def _condition(text):
    for prefix, (member_type, key, operator) in KEYS.items():
        if text.startswith(prefix):
            value = {"resource_type": "Condition", "member_type": member_type, "key": key,
                     "operator": operator, "value": text[len(prefix):]}
            if key == "Tag":
                value["scope_operator"] = "EQUALS"
            return value
    raise ValueError(f"unknown condition: {text}")


def _conjunction(word):
    return {"resource_type": "ConjunctionOperator", "conjunction_operator": word}


def _joined(parts, word):
    result = []
    for part in parts:
        result += ([_conjunction(word)] if result else []) + [part]
    return result


def _criterion(text, external_ids):
    kind, _, rest = text.partition("=")
    if text.startswith("("):
        inside = [_condition(part.strip()) for part in text.strip("()").split(" & ")]
        return [{"resource_type": "NestedExpression", "expressions": _joined(inside, "AND")}]
    if kind == "ip":
        return [{"resource_type": "IPAddressExpression", "ip_addresses": rest.split(",")}]
    if kind == "mac":
        return [{"resource_type": "MACAddressExpression", "mac_addresses": rest.split(",")}]
    if kind == "vm":
        return [{"resource_type": "ExternalIDExpression", "member_type": "VirtualMachine",
                 "external_ids": [external_ids[name] for name in rest.split(",")]}]
    if kind == "path":
        return [{"resource_type": "PathExpression",
                 "paths": [group_path(item[6:]) if item.startswith("group:") else item
                           for item in rest.split(",")]}]
    return _joined([_condition(part.strip()) for part in text.split(" & ")], "AND")


def _with_ids(expressions, *words):
    for index, item in enumerate(expressions):
        item["id"] = make_uuid(*words, str(index))
        if item["resource_type"] == "NestedExpression":
            _with_ids(item["expressions"], *words, str(index))
    return expressions


def expression(name, text, external_ids):
    result = []
    for part in text.split(" ; "):
        result += ([_conjunction("OR")] if result else []) + _criterion(part.strip(), external_ids)
    return _with_ids(result, "expression", name)


def groups(external_ids):
    """All groups; `external_ids` maps the name of a machine to its external id."""
    result = []
    for name, display_name, criteria, created, description in rows(GROUPS):
        value = {"resource_type": "Group", "id": name, "display_name": display_name}
        if description:
            value["description"] = description
        value["expression"] = expression(name, criteria, external_ids)
        value.update(stamp(name, created))
        result.append(child("Group", value))
    return result
