# SPDX-License-Identifier: MIT
"""Intrusion detection of the demo estate: settings, the cluster, profiles and rules."""
from .common import DOMAIN, child, group_path, stamp

SETTINGS = "/infra/settings/firewall/security/intrusion-services"
# The simulated compute manager, whose id follows from its name (core/simulator/hosts.cpp).
CLUSTER = "c528c45b-49a7-5dd0-ae8d-19f6de54644e:domain-c20"

# Id, name, severities, criteria, overridden signatures (id, action, enabled), description, created
PROFILES = [
    ("internet-facing", "Internet-facing servers", "CRITICAL HIGH MEDIUM",
     {"ATTACK_TARGET": ["SERVER"]}, [("9000003", "REJECT", True), ("9000123", "DROP", True)],
     "What the DMZ and the web tiers are watched for.", "m.okafor 2025-04-09 08:12"),
    ("databases", "Databases", "CRITICAL HIGH",
     {"ATTACK_TARGET": ["SERVER"], "PRODUCT_AFFECTED": ["Database", "File Share"]},
     [("9000044", "ALERT", False)], "", "m.okafor 2025-04-09 08:20"),
    ("clients", "Client software", "CRITICAL HIGH MEDIUM LOW SUSPICIOUS",
     {"ATTACK_TARGET": ["CLIENT"]}, [], "Build runners and terminals.",
     "m.okafor 2025-05-02 13:40"),
]

# Policy: id, name, sequence, created; its rules: id, name, mode, profile, destination, scope, extras
POLICIES = [
    ("production", "Production servers", 10, "m.okafor 2025-04-09 08:31", [
        ("web-tiers", "Web tiers and gateways", "DETECT_PREVENT", "internet-facing", "ANY",
         "webshop-web tracking-web app-api-gateway", {}),
        ("card-data", "Cardholder data environment", "DETECT_PREVENT", "databases", "pci-scope",
         "pci-scope", {"logged": True, "oversubscription": "DROPPED"}),
        ("erp", "ERP, on trial", "DETECT", "databases", "app-erp", "app-erp", {})]),
    ("everything-else", "Everything else", 20, "m.okafor 2025-05-02 13:44", [
        ("build", "Build and deployment", "DETECT", "clients", "ANY", "app-ci", {}),
        ("stage", "Stage, paused until the migration is over", "DETECT", "DefaultIDSProfile",
         "env-stage", "env-stage", {"disabled": True})]),
]


def _criteria(filters):
    parts = []
    for name, values in filters.items():
        if parts:
            parts.append({"resource_type": "IdsProfileConjunctionOperator", "operator": "AND"})
        parts.append({"resource_type": "IdsProfileFilterCriteria", "filter_name": name,
                      "filter_value": values})
    return parts


def _profile(name, display_name, severities, filters, overrides, description, created):
    value = {"resource_type": "IdsProfile", "id": name, "display_name": display_name}
    if description:
        value["description"] = description
    value.update({
        "profile_severity": severities.split(), "criteria": _criteria(filters),
        "overridden_signatures": [{"signature_id": signature, "action": action, "enable": enabled}
                                  for signature, action, enabled in overrides]})
    value.update(stamp(f"{SETTINGS}/profiles/{name}", created))
    return child("IdsProfile", value)


def settings():
    """The switchboard with its cluster and profiles."""
    cluster = {"resource_type": "IdsClusterConfig", "id": CLUSTER, "display_name": "Compute",
               "ids_enabled": True,
               "cluster": {"target_id": CLUSTER, "target_type": "VC_Cluster",
                           "target_display_name": "Compute", "is_valid": True},
               **stamp(CLUSTER, "m.okafor 2025-04-09 08:02")}
    return child("IdsSettings", {
        "resource_type": "IdsSettings", "id": "intrusion-services",
        "display_name": "intrusion-services", "auto_update": True, "ids_events_to_syslog": True,
        "oversubscription": "BYPASSED", **stamp(SETTINGS, "m.okafor 2025-04-09 08:00"),
        "children": [_profile(*row) for row in PROFILES] + [child("IdsClusterConfig", cluster)]})


def _rule(policy, created, index, row):
    name, display_name, mode, profile, destination, scope, extras = row
    path = f"{DOMAIN}/intrusion-service-policies/{policy}/rules/{name}"
    value = {"resource_type": "IdsRule", "id": name, "display_name": display_name, "action": mode,
             "ids_profiles": [f"{SETTINGS}/profiles/{profile}"], "source_groups": ["ANY"],
             "destination_groups": ["ANY"] if destination == "ANY" else [group_path(destination)],
             "services": ["ANY"], "scope": [group_path(word) for word in scope.split()],
             "direction": "IN_OUT", "ip_protocol": "IPV4_IPV6", "logged": False,
             "disabled": False, "sequence_number": (index + 1) * 10}
    value.update(extras)
    value.update(stamp(path, created))
    return child("IdsRule", value)


def policies():
    """The policies of the distributed intrusion detection with their rules."""
    made = []
    for name, display_name, sequence, created, rows in POLICIES:
        value = {"resource_type": "IdsSecurityPolicy", "id": name, "display_name": display_name,
                 "category": "ThreatRules", "sequence_number": sequence, "stateful": True,
                 "scope": ["ANY"],
                 **stamp(f"{DOMAIN}/intrusion-service-policies/{name}", created),
                 "children": [_rule(name, created, index, row) for index, row in enumerate(rows)]}
        made.append(child("IdsSecurityPolicy", value))
    return made
