"""Names in Hessian, in both versions: keys of maps, constants of an enumeration, and the fields of a UUID."""

import re
from collections.abc import Callable

from trafficaudit.decode.wire.octets import BrokenError, Octets

HALVES = ("mostSigBits", "leastSigBits")
"""The fields of a UUID, as Java has them."""

_CONSTANT = re.compile(rb"[\x01-\x1f][A-Z][A-Z0-9_]+(?![a-z])").match


def is_constant(reader: Octets, at: int) -> bool:
    """Say whether a short text, from the end of its length on, is a name as constants have."""
    return _CONSTANT(reader.raw, at) is not None


def key_of(reader: Octets, read: Callable[[str, str], object], path: str) -> tuple[str, str]:
    """Take the key of a map: give the place of its value."""
    kept = len(reader.children)
    read(path, "")
    if len(reader.children) != kept + 1:
        raise BrokenError  # nothing that apps write
    _, _, value, start, end, _ = reader.children.pop()
    name = value if isinstance(value, str) else value.hex()
    return reader.member(path, name, start, end), name
