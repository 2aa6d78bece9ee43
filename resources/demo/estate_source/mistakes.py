# SPDX-License-Identifier: MIT
"""The mistakes that were planted, so that tests and people can check what an analysis finds."""
from .common import DOMAIN, group_path


def _rule(text):
    policy, rule = text.split("/")
    return f"{DOMAIN}/security-policies/{policy}/rules/{rule}"


def _found(kind, path, because, *related):
    value = {"kind": kind, "path": path, "because": because}
    if related:
        value["related"] = list(related)
    return value


def mistakes():
    blocked = _rule("infra-management/block-interactive")
    return [
        _found("shadowed_rule", _rule("app-analytics/analytics-ssh"),
               "infra-management/block-interactive drops SSH from everywhere in an earlier "
               "category, so the data team never gets through.", blocked),
        _found("duplicate_rule", _rule("app-billing/billing-erp-https"),
               "Same source, destination, service, scope, direction and action as "
               "billing-from-erp further up.", _rule("app-billing/billing-from-erp")),
        _found("misspelt_tag", group_path("billing-db"),
               "The criterion says env|prdo; the machines carry env|prod. The group is empty.",
               _rule("app-billing/billing-app-db")),
        _found("empty_group_reference", _rule("app-billing/billing-app-db"),
               "Its destination billing-db is empty because of the misspelt tag.",
               group_path("billing-db")),
        _found("any_any_allow", _rule("troubleshooting/temporary-any"),
               "Left from MF-INC-49310: allows everything on every vNIC that no application "
               "policy closed before."),
        _found("shadowed_rule", _rule("default-layer3-section/default-layer3-rule"),
               "troubleshooting/temporary-any takes everything before the default drop.",
               _rule("troubleshooting/temporary-any")),
        _found("redundant_rule", _rule("default-layer3-section/default-layer3-ndp"),
               "troubleshooting/temporary-any allows it already.",
               _rule("troubleshooting/temporary-any")),
        _found("redundant_rule", _rule("default-layer3-section/default-layer3-dhcp"),
               "troubleshooting/temporary-any allows it already.",
               _rule("troubleshooting/temporary-any")),
        _found("never_hit", _rule("app-crm/crm-soap"),
               "Effective, but no packet ever matched it: the portal was replaced.",
               _rule("app-intranet/intranet-crm")),
        _found("expired_schedule", f"{DOMAIN}/security-policies/wms-cutover",
               "Its one-time schedule ended on 2025-11-17, so its rule is never in force.",
               "/infra/firewall-schedulers/wms-cutover-2025-11"),
        _found("order_tie", _rule("app-warehouse/warehouse-no-telnet"),
               "Equal sequence number 10 and overlapping traffic (Telnet from the handhelds), "
               "but opposite actions.", _rule("app-warehouse/warehouse-handhelds")),
        _found("unlogged_drop", _rule("env-isolation/dev-to-stage"),
               "Every other DROP between environments is logged; this one lost it when it was "
               "split off."),
        _found("empty_group_reference", _rule("app-customs/customs-legacy-edi"),
               "Its source legacy-edi-gateways matches no machine any more.",
               group_path("legacy-edi-gateways")),
        _found("ip_only_applied_to", _rule("app-coldchain/coldchain-sensors"),
               "Applied To is a group of addresses only, which selects no vNIC: the rule is "
               "enforced nowhere. (The sensors get through by temporary-any.)",
               group_path("cold-chain-sensors-v4")),
    ]
