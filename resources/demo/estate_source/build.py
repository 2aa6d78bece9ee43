# SPDX-License-Identifier: MIT
"""Puts the tables together into the two documents."""
from . import groups, intrusion, inventory, predefined, rules, services
from .common import child, group_path, stamp
from .policies_apps import APPLICATIONS
from .policies_shared import DEFAULTS, EMERGENCY, ENVIRONMENT, ETHERNET, INFRASTRUCTURE

POLICIES = ETHERNET + EMERGENCY + INFRASTRUCTURE + ENVIRONMENT + APPLICATIONS + DEFAULTS


def exclude_list():
    return child("PolicyExcludeList", {
        "resource_type": "PolicyExcludeList", "id": "exclude-list", "display_name": "default",
        "members": [group_path("management-appliances")],
        **stamp("exclude-list", "system 2025-01-13 16:00", "admin 2025-01-21 08:12")})


def estate():
    segments, machines, interfaces = inventory.inventory()
    # The customs server has a display name for people; the tables use the short one.
    external_ids = {row[0]: machine["external_id"]
                    for row, machine in zip(inventory.rows(inventory.VMS), machines)}
    rules.number_rules(POLICIES)
    domain = {"resource_type": "Domain", "id": "default", "display_name": "default",
              **stamp("default", "system 2025-01-13 16:00"),
              "children": groups.groups(external_ids)
              + [child("SecurityPolicy", item["value"]) for item in POLICIES]
              + intrusion.policies()}
    infra = {"resource_type": "Infra", "id": "infra", "display_name": "infra",
             "children": [child("Domain", domain)] + services.services() + services.profiles()
             + services.schedulers() + inventory.gateways() + segments + [exclude_list(), intrusion.settings()]}
    return {"infra": infra, "virtual_machines": machines, "vifs": interfaces,
            "statistics": rules.statistics(POLICIES)}


def predefined_services():
    return {"services": predefined.services()}
