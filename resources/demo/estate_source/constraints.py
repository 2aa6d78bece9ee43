# SPDX-License-Identifier: MIT
"""What a real manager would refuse, and what would not fit together: checked on the documents."""
import ipaddress
import re
from collections import Counter

from .common import DOMAIN, is_address

CATEGORIES = ("Ethernet", "Emergency", "Infrastructure", "Environment", "Application")
ACTIONS = ("ALLOW", "DROP", "REJECT", "JUMP_TO_APPLICATION")
# Where a kind of object lives; `{}` is the path of its parent.
PLACES = {"Domain": "{}/domains/", "Group": "{}/groups/", "SecurityPolicy": "{}/security-policies/",
          "Rule": "{}/rules/", "Service": "{}/services/", "Segment": "{}/segments/",
          "SegmentPort": "{}/ports/", "Tier0": "{}/tier-0s/", "Tier1": "{}/tier-1s/",
          "PolicyContextProfile": "{}/context-profiles/",
          "PolicyFirewallScheduler": "{}/firewall-schedulers/",
          "PolicyExcludeList": "{}/settings/firewall/security/",
          "IdsSettings": "{}/settings/firewall/security/", "IdsProfile": "{}/profiles/",
          "IdsClusterConfig": "{}/cluster-configs/",
          "IdsSecurityPolicy": "{}/intrusion-service-policies/", "IdsRule": "{}/rules/"}


def objects(parent, path="/infra"):
    """Every object below an H-API node as (path, kind, object)."""
    for wrapper in parent.get("children", []):
        kind = wrapper["resource_type"][len("Child"):]
        value = wrapper[kind]
        own = PLACES[kind].format(path) + value["id"]
        yield own, kind, value
        yield from objects(value, own)


def index(estate, services):
    """All objects by path, the predefined services among them."""
    found = {f"/infra/services/{item['id']}": ("Service", item) for item in services}
    found.update({path: (kind, value) for path, kind, value in objects(estate["infra"])})
    return found


def _tags(owner, value):
    tags = value.get("tags", [])
    if len(tags) > 30:
        yield f"{owner}: more than 30 tags"
    for tag in tags:
        if len(tag["scope"]) > 128 or len(tag["tag"]) > 256 or not tag["scope"] + tag["tag"]:
            yield f"{owner}: tag {tag} breaks the limits"


def _families(addresses):
    """The IP versions among addresses, networks and ranges."""
    return {ipaddress.ip_network(text.split("-")[0], strict=False).version for text in addresses}


def _group(path, value, known):
    items = value["expression"]
    operands, words = items[::2], items[1::2]
    if items and len(items) % 2 == 0:
        yield f"{path}: an expression list has odd length"
    if any(item["resource_type"] == "ConjunctionOperator" for item in operands) or \
            any(item["resource_type"] != "ConjunctionOperator" for item in words):
        yield f"{path}: operands and conjunctions must alternate"
        return
    if sum(item["resource_type"] in ("Condition", "NestedExpression") for item in operands) > 5:
        yield f"{path}: more than 5 conditions and nested expressions"
    for left, word, right in zip(operands, words, operands[1:]):
        plain = left["resource_type"] == right["resource_type"] == "Condition" and \
            left["member_type"] == right["member_type"]
        if word["conjunction_operator"] == "AND" and not plain:
            yield f"{path}: AND joins single conditions of one member type only"
    for kind in ("IPAddressExpression", "MACAddressExpression"):
        if sum(item["resource_type"] == kind for item in operands) > 1:
            yield f"{path}: more than one {kind}"
    for item in operands:
        yield from _operand(path, item, known)


def _operand(path, item, known):
    kind = item["resource_type"]
    if kind == "IPAddressExpression":
        if not all(is_address(text) for text in item["ip_addresses"]):
            yield f"{path}: a malformed address"
        elif len(_families(item["ip_addresses"])) > 1:
            yield f"{path}: IPv4 and IPv6 in one expression"
    elif kind == "PathExpression":
        for target in item["paths"]:
            if target not in known:
                yield f"{path}: {target} does not exist"
    elif kind == "NestedExpression":
        inner = item["expressions"]
        if len(inner) % 2 == 0 or len(inner[::2]) > 5:
            yield f"{path}: a nested expression has 1 to 5 conditions"
        if any(word["conjunction_operator"] != "AND" for word in inner[1::2]):
            yield f"{path}: a nested expression joins with AND only"
        if len({part["member_type"] for part in inner[::2]}) > 1:
            yield f"{path}: a nested expression has one member type"
    elif kind == "Condition":
        if item["key"] == "Tag" and item["value"].count("|") > 1:
            yield f"{path}: a tag value is scope|tag"


def _service(path, value, known):
    ids = [item["id"] for item in value["service_entries"]]
    if len(ids) != len(set(ids)) or not ids:
        yield f"{path}: entry ids must be unique and there must be one"
    for item in value["service_entries"]:
        yield from _entry(path, item, known)


def _entry(path, item, known):
    for side in ("source_ports", "destination_ports"):
        ports = item.get(side, [])
        if sum(2 if "-" in text else 1 for text in ports) > 15:
            yield f"{path}: more than 15 port values"
        for text in ports:
            low, _, high = text.partition("-")
            if not 0 <= int(low) <= int(high or low) <= 65535:
                yield f"{path}: port {text} is out of range"
    if item["resource_type"] == "NestedServiceServiceEntry" and \
            item["nested_service_path"] not in known:
        yield f"{path}: {item['nested_service_path']} does not exist"


def _any_alone(path, values, name):
    if not 1 <= len(values) <= 128 or ("ANY" in values and len(values) > 1):
        yield f"{path}: {name} has 1 to 128 values, and ANY stands alone"


def _rule(path, rule, category, known):
    lists = ("source_groups", "destination_groups", "services", "profiles", "scope")
    for name in lists:
        yield from _any_alone(path, rule[name], name)
        for target in rule[name]:
            literal = name.endswith("_groups") and is_address(target)
            if target != "ANY" and not literal and target not in known:
                yield f"{path}: {target} does not exist"
    for name in ("source_groups", "destination_groups"):
        families = _families([text for text in rule[name] if is_address(text)])
        allowed = {"IPV4": {4}, "IPV6": {6}}.get(rule.get("ip_protocol"), {4, 6})
        if families - allowed:
            yield f"{path}: {name} and {rule['ip_protocol']} do not fit"
    if rule["action"] not in ACTIONS or rule["direction"] not in ("IN", "OUT", "IN_OUT"):
        yield f"{path}: unknown action or direction"
    if rule["action"] == "JUMP_TO_APPLICATION" and category != "Environment":
        yield f"{path}: JUMP_TO_APPLICATION belongs to Environment only"
    if len(rule["profiles"]) > 1 and rule["services"] != ["ANY"]:
        yield f"{path}: several profiles need the service ANY"
    ether = [known[target][1]["service_type"] == "ETHER" for target in rule["services"]
             if target != "ANY" and "service_type" in known.get(target, ("", {}))[1]]
    if category == "Ethernet" and ("ip_protocol" in rule or rule["action"] == "REJECT"
                                   or not all(ether)):
        yield f"{path}: not valid in the Ethernet category"
    if category != "Ethernet" and any(ether):
        yield f"{path}: a layer 2 service in a layer 3 rule"
    if len(rule.get("tag", "")) > 32:
        yield f"{path}: the log label is cut at 32 characters"
    for item in rule.get("service_entries", []):
        yield from _entry(path, item, known)


def _policy(path, value, known):
    if value["category"] not in CATEGORIES:
        yield f"{path}: unknown category"
    if value["stateful"] == (value["category"] == "Ethernet"):
        yield f"{path}: Ethernet is stateless, everything else here is stateful"
    number = value["sequence_number"]
    if not (0 <= number <= 999_999 or value["is_default"]):
        yield f"{path}: sequence_number is out of range"
    yield from _any_alone(path, value["scope"], "scope")
    for target in value["scope"] + [value.get("scheduler_path", "ANY")]:
        if target != "ANY" and target not in known:
            yield f"{path}: {target} does not exist"
    for wrapper in value["children"]:
        rule = wrapper["Rule"]
        yield from _rule(f"{path}/rules/{rule['id']}", rule, value["category"], known)


def _scheduler(path, value):
    if not value["recurring"] and ("days" in value or "time_interval" in value):
        yield f"{path}: a one-time scheduler has no days and intervals"
    times = [value.get("start_time"), value.get("end_time")]
    times += [text for span in value.get("time_interval", []) for text in span.values()]
    if any(text and not re.fullmatch(r"\d{1,2}:(00|30)", text) for text in times):
        yield f"{path}: times are on a grid of 30 minutes"


def _references(path, kind, value, known):
    if kind == "Group":
        yield from _group(path, value, known)
    elif kind == "Service":
        yield from _service(path, value, known)
    elif kind == "SecurityPolicy":
        yield from _policy(path, value, known)
    elif kind == "PolicyFirewallScheduler":
        yield from _scheduler(path, value)
    elif kind == "PolicyExcludeList" and len(value["members"]) > 100:
        yield f"{path}: more than 100 members"
    targets = value.get("members", []) if kind == "PolicyExcludeList" else []
    targets += [value[name] for name in ("connectivity_path", "tier0_path") if name in value]
    for target in targets:
        if target not in known:
            yield f"{path}: {target} does not exist"


def _inventory(estate):
    machines = {item["external_id"]: item for item in estate["virtual_machines"]}
    if len(machines) != len(estate["virtual_machines"]):
        yield "virtual machines: an external id occurs twice"
    ports = Counter(value["attachment"]["id"] for _, kind, value in objects(estate["infra"])
                    if kind == "SegmentPort")
    attachments = Counter(item["lport_attachment_id"] for item in estate["vifs"])
    if ports != attachments or any(count > 1 for count in ports.values()):
        yield "interfaces and segment ports do not match one to one"
    owners = {item["owner_vm_id"] for item in estate["vifs"]}
    if owners != set(machines):
        yield "a machine without interface, or an interface without machine"
    for name in ("external_id", "mac_address"):
        if len({item[name] for item in estate["vifs"]}) != len(estate["vifs"]):
            yield f"interfaces: {name} occurs twice"
    addresses = Counter(text for item in estate["vifs"] for info in item["ip_address_info"]
                        for text in info["ip_addresses"])
    for text, count in addresses.items():
        ipaddress.ip_address(text)
        if count > 1:
            yield f"interfaces: {text} occurs {count} times"
    for item in estate["virtual_machines"]:
        yield from _tags(item["display_name"], item)


def problems(estate, services, mistakes):
    """Everything that is wrong, a line each; empty when the estate is sound."""
    known = index(estate, services)
    listed = list(objects(estate["infra"]))
    found = [f"{path} occurs {count} times"
             for path, count in Counter(path for path, _, _ in listed).items() if count > 1]
    predefined = Counter(item["id"] for item in services)
    found += [f"services.json: {name} occurs twice" for name, count in predefined.items()
              if count > 1 or f"/infra/services/{name}" in {path for path, _, _ in listed}]
    for path, (kind, value) in known.items():
        if "&" in value["id"] or "/" in value["id"] or len(value["display_name"]) > 255 \
                or len(value.get("description", "")) > 1024:
            found.append(f"{path}: id, name or description break the limits")
        found += [*_tags(path, value), *_references(path, kind, value, known)]
    found += _inventory(estate)
    rule_paths = {path for path, kind, _ in listed if kind == "Rule"}
    rule_ids = [value["rule_id"] for _, kind, value in listed if kind == "Rule"]
    if len(rule_ids) != len(set(rule_ids)):
        found.append("a rule_id occurs twice")
    if set(estate["statistics"]) != rule_paths:
        found.append("statistics and rules do not match one to one")
    for mistake in mistakes:
        found += [f"mistakes.json: {path} does not exist"
                  for path in [mistake["path"], *mistake.get("related", [])] if path not in known]
    if not any(path.startswith(f"{DOMAIN}/") for path in known):
        found.append("the domain default is missing")
    return found


def summary(estate, services):
    kinds = Counter(kind for _, kind, _ in objects(estate["infra"]))
    return (f"{len(estate['virtual_machines'])} machines, {len(estate['vifs'])} interfaces, "
            f"{kinds['Segment']} segments, {kinds['Group']} groups, {kinds['Service']} own and "
            f"{len(services)} predefined services, {kinds['SecurityPolicy']} policies, "
            f"{kinds['Rule']} rules: all sound")
