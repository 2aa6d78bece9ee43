# SPDX-License-Identifier: MIT
"""Holds the list of planted mistakes against the estate: each must be real, and none unplanned.

A rule acts on two places, the interface that sends and the one that receives; what it matches
there is a product of sources, destinations and services. A rule is dead when earlier rules leave
nothing of either product. Context profiles and schedules make a match conditional: such a rule
never takes a packet away from a later one. Layer 2 is not looked at.
"""
from .constraints import CATEGORIES, index, objects
from .membership import World

CLAIMS_DEAD = {"shadowed_rule", "duplicate_rule", "redundant_rule"}
CLAIMS_NOWHERE = {"empty_group_reference", "ip_only_applied_to"}


class Act:
    """A rule in evaluation order with what it matches on either side."""

    def __init__(self, world, path, policy, rule):
        self.path, self.policy, self.rule = path, policy, rule
        self.order = (CATEGORIES.index(policy["category"]), policy["sequence_number"],
                      rule["sequence_number"])
        self.conditional = rule["profiles"] != ["ANY"] or "scheduler_path" in policy
        self.sides = {"OUT": [], "IN": []} if rule["disabled"] else self._sides(world)

    def _sides(self, world):
        scope = self.policy["scope"] if self.policy["scope"] != ["ANY"] else self.rule["scope"]
        vifs = world.filtered if scope == ["ANY"] else \
            world.filtered & set().union(*(world.vifs(path) for path in scope))
        here = world.vif_mask(vifs)
        rule, family = self.rule, world.addresses.everything
        if rule["ip_protocol"] != "IPV4_IPV6":
            version = 4 if rule["ip_protocol"] == "IPV4" else 6
            family = world.addresses.keys(lambda cut: cut[0] == version)
        sources = family & world.endpoint_mask(rule["source_groups"], rule["sources_excluded"])
        targets = family & world.endpoint_mask(rule["destination_groups"],
                                               rule["destinations_excluded"])
        services = world.service_mask(rule)
        sides = {"OUT": (sources & here, targets, services),
                 "IN": (sources, targets & here, services)}
        return {side: [box] if rule["direction"] in (side, "IN_OUT") and all(box) else []
                for side, box in sides.items()}

    def overlaps(self, other):
        return any(all(left & right for left, right in zip(box, other_box))
                   for side in self.sides for box in self.sides[side]
                   for other_box in other.sides[side])


def _without(boxes, taken):
    """`boxes` minus the product `taken`."""
    result = []
    for box in boxes:
        common = tuple(left & right for left, right in zip(box, taken))
        if not all(common):
            result.append(box)
            continue
        pieces = [(box[0] & ~common[0], box[1], box[2]),
                  (common[0], box[1] & ~common[1], box[2]),
                  (common[0], common[1], box[2] & ~common[2])]
        result += [piece for piece in pieces if all(piece)]
    return result


def _acts(estate, world):
    found, policies = [], {}
    for path, kind, value in objects(estate["infra"]):
        if kind == "SecurityPolicy" and value["category"] != "Ethernet":
            policies[path] = value
        elif kind == "Rule" and path.rpartition("/rules/")[0] in policies:
            found.append(Act(world, path, policies[path.rpartition("/rules/")[0]], value))
    return sorted(found, key=lambda act: act.order)


def dead_rules(acts):
    """The paths of rules that match something but never decide anything."""
    live, dead = {}, set()
    for position, act in enumerate(acts):
        rest = {side: list(boxes) for side, boxes in act.sides.items()}
        for earlier in acts[:position]:
            jumps = earlier.rule["action"] == "JUMP_TO_APPLICATION"
            if earlier.conditional or (jumps and earlier.order[0] != act.order[0]):
                continue
            for side in rest:
                # What an Environment rule lost to a jump is open again in Application.
                for taken in live[earlier.path][side]:
                    rest[side] = _without(rest[side], taken)
        environment = act.policy["category"] == "Environment"
        live[act.path] = rest if environment else act.sides
        if any(act.sides.values()) and not any(rest.values()):
            dead.add(act.path)
    return dead


def _ties(acts):
    for position, act in enumerate(acts):
        for other in acts[position + 1:]:
            same = act.order[:2] == other.order[:2] and (
                act.policy is not other.policy or act.order == other.order)
            if same and act.overlaps(other):
                yield other.path




def _compare(what, found, planted):
    yield from (f"{path}: {what}, but not planted" for path in sorted(found - planted))
    yield from (f"{path}: planted as {what}, but is not" for path in sorted(planted - found))


def problems(estate, services, mistakes):
    known = index(estate, services)
    world = World(estate, known)
    acts = _acts(estate, world)

    def planted(*kinds):
        return {item["path"] for item in mistakes if item["kind"] in kinds}

    enabled = [act for act in acts if not act.rule["disabled"]]
    nowhere = {act.path for act in enabled if not any(act.sides.values())}
    dead = dead_rules(enabled)
    drops = {act.path for act in enabled if act.rule["action"] in ("DROP", "REJECT")
             and not act.rule["logged"]}
    misspelt = {path for path, (kind, value) in known.items() if kind == "Group"
                and not world.group_mask(path) and "prdo" in str(value["expression"])}
    expired = {path for path, (kind, value) in known.items() if kind == "SecurityPolicy"
               and value.get("scheduler_path", "").endswith("wms-cutover-2025-11")}
    silent = {path for path, counts in estate["statistics"].items() if not counts["hit_count"]}
    explained = {act.path for act in acts if act.rule["disabled"]
                 or act.path.rpartition("/rules/")[0] in expired}
    explained |= planted("never_hit", "duplicate_rule", "empty_group_reference",
                         "ip_only_applied_to") | {
        item["path"] for item in mistakes
        if item["kind"] == "shadowed_rule" and "default-" not in item["path"]}
    open_rules = {act.path for act in enabled if act.rule["action"] == "ALLOW"
                  and act.rule["source_groups"] == act.rule["destination_groups"]
                  == act.rule["services"] == ["ANY"]}
    return [*_compare("enforced nowhere", nowhere, planted(*CLAIMS_NOWHERE)),
            *_compare("dead", dead, planted(*CLAIMS_DEAD)),
            *_compare("an unlogged drop", drops, planted("unlogged_drop")),
            *_compare("an order tie", set(_ties(enabled)), planted("order_tie")),
            *_compare("a misspelt tag", misspelt, planted("misspelt_tag")),
            *_compare("an expired schedule", expired, planted("expired_schedule")),
            *_compare("an any-any ALLOW", open_rules, planted("any_any_allow")),
            *_compare("never hit", silent, explained)]
