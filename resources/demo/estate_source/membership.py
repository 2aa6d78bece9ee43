# SPDX-License-Identifier: MIT
"""Who is in a group, and packets as sets: enough of the firewall's meaning to check the tables."""
import ipaddress
from functools import lru_cache

from .common import is_address
from .constraints import objects


def _span(text):
    """First and last address of an address, network or range, as (version, number) pairs."""
    if "-" in text:
        low, high = (ipaddress.ip_address(part) for part in text.split("-"))
    else:
        network = ipaddress.ip_network(text, strict=False)
        low, high = network[0], network[-1]
    return (low.version, int(low)), (high.version, int(high))


class Atoms:
    """Parts a line of values so that every set in use is a union of parts: sets become integers
    with one bit a part."""

    def __init__(self, spans):
        cuts = set()
        for low, high in spans:
            cuts |= {low, (*high[:-1], high[-1] + 1)}
        self._cuts = sorted(cuts)
        self._at = {cut: index for index, cut in enumerate(self._cuts)}
        self.everything = (1 << len(self._cuts)) - 1

    def mask(self, low, high):
        first, end = self._at[low], self._at[(*high[:-1], high[-1] + 1)]
        return (1 << end) - (1 << first)

    def keys(self, keep):
        """The parts whose first value satisfies `keep`."""
        return sum(1 << index for index, cut in enumerate(self._cuts) if keep(cut))


def _entry_spans(item, known):
    """What a service entry matches, as spans of (kind, number)."""
    kind = item["resource_type"]
    if kind == "NestedServiceServiceEntry":
        nested = known[item["nested_service_path"]][1]
        return [span for part in nested["service_entries"] for span in _entry_spans(part, known)]
    if kind == "L4PortSetServiceEntry":
        ports = item.get("destination_ports") or ["0-65535"]
        pairs = [text.partition("-")[::2] for text in ports]
        return [((item["l4_protocol"], int(low)), (item["l4_protocol"], int(high or low)))
                for low, high in pairs]
    if kind == "ALGTypeServiceEntry":
        protocol = "UDP" if item["alg"].endswith("UDP") or item["alg"] == "TFTP" else "TCP"
        port = int(item["destination_ports"][0])
        return [((protocol, port), (protocol, port))]
    if kind == "ICMPTypeServiceEntry":
        low = item.get("icmp_type", 0)
        return [((item["protocol"], low), (item["protocol"], item.get("icmp_type", 255)))]
    number = 2 if kind == "IGMPTypeServiceEntry" else item.get("protocol_number", 0)
    return [(("IP", number), ("IP", number))]


class World:
    """The evaluated estate: interfaces of groups, and masks of addresses and services."""

    def __init__(self, estate, known):
        self._known = known
        self._machines = {item["external_id"]: item for item in estate["virtual_machines"]}
        self._ports = {}
        for path, kind, value in objects(estate["infra"]):
            if kind == "SegmentPort":
                self._ports[value["attachment"]["id"]] = path
        self._vifs = {item["external_id"]: item for item in estate["vifs"]}
        self._own = {name: [text for info in item["ip_address_info"]
                            for text in info["ip_addresses"]]
                     for name, item in self._vifs.items()}
        literal = [text for _, kind, value in objects(estate["infra"])
                   for text in self._literals(kind, value)]
        literal += [text for own in self._own.values() for text in own] + ["0.0.0.0/0", "::/0"]
        self.addresses = Atoms([_span(text) for text in literal])
        entries = [item for kind, value in known.values()
                   for item in value.get("service_entries", [])]
        entries += [item for kind, value in known.values() if kind == "Rule"
                    for item in value.get("service_entries", [])]
        self.services = Atoms([span for item in entries for span in _entry_spans(item, known)]
                              + [((name, 0), (name, 65535))
                                 for name in ("TCP", "UDP", "ICMPv4", "ICMPv6", "IP")])
        excluded = [value for _, kind, value in objects(estate["infra"])
                    if kind == "PolicyExcludeList"]
        unfiltered = set().union(*(self.vifs(path) for item in excluded
                                   for path in item["members"]))
        self.filtered = set(self._vifs) - unfiltered

    @staticmethod
    def _literals(kind, value):
        if kind == "Group":
            return [text for item in value["expression"] for text in item.get("ip_addresses", [])]
        if kind == "Rule":
            return [text for name in ("source_groups", "destination_groups")
                    for text in value[name] if is_address(text)]
        return []

    @lru_cache(maxsize=None)
    def vifs(self, path):
        """The interfaces that a group, a segment or a port stands for."""
        kind, value = self._known[path]
        if kind == "Segment":
            return frozenset(name for name, item in self._vifs.items()
                             if self._ports[item["lport_attachment_id"]].startswith(path + "/"))
        if kind == "SegmentPort":
            return frozenset(name for name, item in self._vifs.items()
                             if self._ports[item["lport_attachment_id"]] == path)
        return self._combined(value["expression"])

    def _combined(self, items):
        # AND joins two neighbours only where a manager accepts it, so left to right is enough.
        result = self._operand(items[0]) if items else frozenset()
        for word, item in zip(items[1::2], items[2::2]):
            other = self._operand(item)
            result = result & other if word["conjunction_operator"] == "AND" else result | other
        return result

    def _operand(self, item):
        kind = item["resource_type"]
        if kind == "NestedExpression":
            return self._combined(item["expressions"])
        if kind == "PathExpression":
            return frozenset().union(*(self.vifs(path) for path in item["paths"]))
        if kind == "ExternalIDExpression":
            return self._owned_by(set(item["external_ids"]))
        if kind == "Condition":
            return self._condition(item)
        return frozenset()

    def _owned_by(self, ids):
        return frozenset(name for name, item in self._vifs.items() if item["owner_vm_id"] in ids)

    def _condition(self, item):
        if item["member_type"] == "VirtualMachine":
            return self._owned_by({name for name, machine in self._machines.items()
                                   if _machine_matches(machine, item)})
        paths = [path for path, (kind, value) in self._known.items()
                 if kind == item["member_type"] and _tag_matches(value, item["value"])]
        return frozenset().union(*(self.vifs(path) for path in paths))

    @lru_cache(maxsize=None)
    def group_mask(self, path):
        """The addresses of a group: those of its interfaces and its own."""
        kind, value = self._known[path]
        mask = self.vif_mask(self.vifs(path))
        for item in value.get("expression", []):
            for text in item.get("ip_addresses", []):
                mask |= self.addresses.mask(*_span(text))
            for inner in item.get("paths", []):
                mask |= self.group_mask(inner)
        return mask

    def vif_mask(self, vifs):
        mask = 0
        for name in vifs:
            for text in self._own[name]:
                mask |= self.addresses.mask(*_span(text))
        return mask

    def endpoint_mask(self, words, negated):
        mask = 0
        for word in words:
            if word == "ANY":
                mask = self.addresses.everything
            elif is_address(word):
                mask |= self.addresses.mask(*_span(word))
            else:
                mask |= self.group_mask(word)
        return self.addresses.everything & ~mask if negated else mask

    def service_mask(self, rule):
        mask = 0
        entries = list(rule.get("service_entries", []))
        for path in rule["services"]:
            if path == "ANY":
                return self.services.everything
            entries += self._known[path][1]["service_entries"]
        for item in entries:
            for span in _entry_spans(item, self._known):
                mask |= self.services.mask(*span)
        return mask


def _tag_matches(value, wanted):
    scope, bar, tag = wanted.lower().partition("|")
    if not bar:
        scope, tag = "", scope
    return any((not scope or item["scope"].lower() == scope)
               and (not tag or item["tag"].lower() == tag) for item in value.get("tags", []))


def _machine_matches(machine, item):
    value = item["value"].lower()
    if item["key"] == "Tag":
        return _tag_matches(machine, value)
    if item["key"] == "Name":
        return machine["display_name"].lower().startswith(value)
    return value in machine.get("guest_info", {}).get("os_name", "").lower()
