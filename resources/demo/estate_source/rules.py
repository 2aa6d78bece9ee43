# SPDX-License-Identifier: MIT
"""The short forms in which the policy tables are written, and how they become objects."""
from .common import DOMAIN, child, group_path, is_address, number, stamp


def _paths(text, make):
    if not text or text == "ANY":
        return ["ANY"]
    return [make(word) for word in text.split()]


def _endpoint(word):
    return word if is_address(word) else group_path(word)


def rule(name, display_name, source, destination, services, action="ALLOW", *, hits="mid",
         direction="IN_OUT", logged=False, scope="ANY", protocol="IPV4_IPV6", profile="ANY",
         created=None, modified=None, sequence=None, tag="", notes="", description="",
         disabled=False, not_source=False, not_destination=False, entries=None):
    """One rule. Sources, destinations, services and scope are words parted by spaces: group ids,
    addresses or `ANY`. `hits` is zero, low, mid, high or top. Without `created` a rule is as old
    as its policy."""
    value = {"resource_type": "Rule", "id": name, "display_name": display_name}
    if description:
        value["description"] = description
    value.update({
        "action": action, "direction": direction, "ip_protocol": protocol,
        "source_groups": _paths(source, _endpoint), "sources_excluded": not_source,
        "destination_groups": _paths(destination, _endpoint),
        "destinations_excluded": not_destination,
        "services": _paths(services, lambda word: f"/infra/services/{word}")})
    if entries:
        value["service_entries"] = entries
    value.update({
        "profiles": _paths(profile, lambda word: f"/infra/context-profiles/{word}"),
        "scope": _paths(scope, group_path), "logged": logged, "disabled": disabled,
        "is_default": False})
    if tag:
        value["tag"] = tag
    if notes:
        value["notes"] = notes
    return {"value": value, "created": created, "modified": modified, "sequence": sequence,
            "hits": hits}


def drop_rest(app, label, *, hits="mid", logged=True, action="DROP"):
    """The two rules that close the policy of an application."""
    return [
        rule(f"{app}-drop-in", "Drop everything else to this application", "ANY", f"app-{app}",
             "ANY", action, direction="IN", logged=logged, hits=hits, tag=f"{label}-drop-in"),
        rule(f"{app}-drop-out", "Drop everything else from this application", f"app-{app}", "ANY",
             "ANY", action, direction="OUT", logged=logged, hits="low", tag=f"{label}-drop-out")]


def policy(name, display_name, category, sequence, created, rules, *, modified=None, scope="ANY",
           description="", comments="", locked_by="", scheduler="", stateful=True, tags=None):
    value = {"resource_type": "SecurityPolicy", "id": name, "display_name": display_name}
    if description:
        value["description"] = description
    if tags:
        value["tags"] = tags
    value.update({"category": category, "sequence_number": sequence, "stateful": stateful,
                  "tcp_strict": stateful, "locked": bool(locked_by)})
    if comments:
        value["comments"] = comments
    if locked_by:
        # `user 2025-10-02 08:00`, in the form that stamp() reads.
        locked = stamp(name + "/lock", locked_by)
        value["lock_modified_by"] = locked["_create_user"]
        value["lock_modified_time"] = locked["_create_time"]
    value["scope"] = _paths(scope, group_path)
    if scheduler:
        value["scheduler_path"] = f"/infra/firewall-schedulers/{scheduler}"
    value["is_default"] = name.startswith("default-layer")
    value.update(stamp(name, created, modified))
    for index, item in enumerate(rules):
        _finish_rule(item, name, category, created, index)
    value["children"] = [child("Rule", item["value"]) for item in rules]
    return {"value": value, "rules": rules}


def _finish_rule(item, policy_name, category, created, index):
    value = item["value"]
    if category == "Ethernet":
        # "ip_protocol must be absent for Ethernet rules"
        del value["ip_protocol"]
    if value["id"].startswith("default-"):
        value["is_default"] = True
    value["sequence_number"] = (index + 1) * 10 if item["sequence"] is None else item["sequence"]
    item["path"] = f"{DOMAIN}/security-policies/{policy_name}/rules/{value['id']}"
    value.update(stamp(item["path"], item["created"] or created, item["modified"]))


# Default rules have their ids from the product; all others get them in the order of creation.
FIXED_RULE_IDS = {"default-layer2-rule": 1, "default-layer3-rule": 2, "default-layer3-ndp": 3,
                  "default-layer3-dhcp": 4}


def number_rules(policies):
    """Gives every rule its rule_id; a gap is a rule that was deleted since."""
    rules = [item for entry in policies for item in entry["rules"]]
    next_id = 1001
    for item in sorted(rules, key=lambda item: (item["value"]["_create_time"], item["path"])):
        fixed = FIXED_RULE_IDS.get(item["value"]["id"])
        item["value"]["rule_id"] = fixed if fixed else next_id
        if not fixed:
            next_id += 1 + (number(item["path"] + "/gap", 0, 9) == 0) * 3


HITS = {"low": (3, 400), "mid": (1_200, 90_000), "high": (250_000, 4_000_000),
        "top": (9_000_000, 60_000_000)}


def statistics(policies):
    """What the manager would have counted, by rule path."""
    result = {}
    for item in (item for entry in policies for item in entry["rules"]):
        path = item["path"]
        counts = dict.fromkeys(("hit_count", "packet_count", "byte_count", "session_count"), 0)
        if item["hits"] != "zero":
            counts["hit_count"] = number(path + "/hits", *HITS[item["hits"]])
            passes = item["value"]["action"] in ("ALLOW", "JUMP_TO_APPLICATION")
            per_hit = number(path + "/packets", 6, 90) if passes else 1
            counts["packet_count"] = counts["hit_count"] * per_hit
            counts["byte_count"] = counts["packet_count"] * number(path + "/bytes", 60, 900)
            if passes:
                counts["session_count"] = counts["hit_count"] // number(path + "/open", 40, 900)
        result[path] = counts
    return result
