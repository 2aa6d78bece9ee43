# SPDX-License-Identifier: MIT
"""Names, times and ids that every table of the estate shares."""
import hashlib
import ipaddress
import uuid
from datetime import datetime, timezone

DOMAIN = "/infra/domains/default"
# Ids come from names, so that a new line in a table changes only its own lines in the JSON.
NAMESPACE = uuid.UUID("6d2d6672-6569-4768-b430-6d657269646e")


def make_uuid(*words):
    return str(uuid.uuid5(NAMESPACE, "/".join(words)))


def number(name, low, high):
    """A number between low and high that looks random and always is the same for a name."""
    digest = hashlib.sha256(name.encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def millis(text):
    """`2025-03-14 09:26` (UTC) in milliseconds since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp() * 1000)


def stamp(name, created, modified=None):
    """Who made an object and when: `created` and `modified` are `user 2025-03-14 09:26`."""
    user, _, when = created.partition(" ")
    first = millis(when) + number(name, 0, 59_999)
    last_user, last, revision = user, first, 0
    if modified:
        last_user, _, when = modified.partition(" ")
        last = millis(when) + number(name + "/modified", 0, 59_999)
        revision = number(name + "/revision", 1, 9)
    return {"_create_time": first, "_create_user": user, "_last_modified_time": last,
            "_last_modified_user": last_user, "_revision": revision}


def tag_list(text):
    """`env|prod app|webshop` as a list of tags."""
    return [dict(zip(("scope", "tag"), word.split("|"))) for word in text.split()]


def is_address(text):
    """True for an address, a network or a range `a-b`."""
    try:
        for part in text.split("-") if "/" not in text else [text]:
            ipaddress.ip_network(part, strict=False)
        return True
    except ValueError:
        return False


def group_path(name):
    return f"{DOMAIN}/groups/{name}"


def child(kind, value):
    """The wrapper that the hierarchical API puts around an object."""
    return {"resource_type": f"Child{kind}", kind: value}


def rows(table):
    """The cells of a table; ` |` parts them, so that a tag like `env|prod` stays whole."""
    for line in table.strip().splitlines():
        yield [part.strip() for part in line.split(" |")]
