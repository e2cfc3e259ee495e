"""Java's own classes, as they write themselves into a stream (the sources of ``java.util`` and ``java.time``): maps,
collections, boxes, dates and UUIDs.
"""

import struct
import uuid
from collections.abc import Callable

from trafficaudit.decode.wire.instant import since_1970
from trafficaudit.decode.wire.octets import Octets

_MAPS = frozenset((
    "java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap", "java.util.Hashtable", "java.util.Properties",
    "java.util.concurrent.ConcurrentHashMap", "java.util.IdentityHashMap", "java.util.EnumMap",
))  # fmt: skip
COLLECTIONS = _MAPS | {
    "java.util.ArrayList", "java.util.LinkedList", "java.util.HashSet", "java.util.LinkedHashSet", "java.util.TreeSet",
    "java.util.Vector", "java.util.ArrayDeque", "java.util.CollSer",
}  # fmt: skip
_WRAPPED = (
    *(("Map", "m"), ("SortedMap", "sm"), ("NavigableMap", "nm"), ("Collection", "c"), ("Set", "s")),
    *(("List", "list"), ("RandomAccessList", "list")),
)
OTHERS_OWN = {
    f"java.util.Collections${how}{kind}": name for how in ("Unmodifiable", "Synchronized") for kind, name in _WRAPPED
}
OTHERS_OWN |= {"java.util.Vector": "elementData", "java.util.Arrays$ArrayList": "a"}
OTHERS_OWN |= {f"java.util.Collections$Singleton{kind}": "element" for kind in ("List", "Set")}
"""Classes that stand for what one of their fields holds, and what that is called."""
_IMMUTABLE, _ENTRIES = "java.util.CollSer", b"\x03"
"""What the unchangeable collections of Java 9 are written as, and the last byte of its number of a map."""
UUID, HALVES = "java.util.UUID", 2
SINGLE = "java.util.Collections$SingletonMap"
_VALUE, _BOXES = "value", ("java.lang.", "java.util.concurrent.atomic.")
_BLOCK, _INSTANT, _DAYS = 0x77, 2, (3, 5, 6, 10)
_INSTANT_SIZE, _DAY_SIZE = 13, 7
"""What is one of java.time's types: its kind, and the fewest bytes of one."""


def own(name: str) -> str:
    """Give the name of the one field that a class of this name stands for; empty of others."""
    return OTHERS_OWN.get(name, _VALUE if name.startswith(_BOXES) else "")


def is_map(name: str, last: bytes) -> bool:
    """Say whether a class writes keys and values by turns; ``last`` is the byte before them."""
    return name in _MAPS or (name == _IMMUTABLE and last == _ENTRIES)


def identify(reader: Octets, path: str, key: str) -> None:
    """Take a UUID, which is kept as two numbers, the lower one first."""
    start, low, high = reader.pos, reader.run(8), reader.run(8)
    reader.keep(path, key, str(uuid.UUID(bytes=high + low)), start)


def date(reader: Octets, path: str, key: str) -> None:
    """Take the time that a date wrote, in milliseconds since 1970."""
    if reader.raw[reader.pos : reader.pos + 2] == bytes([_BLOCK, 8]):
        reader.run(2)
        start = reader.pos
        reader.keep(path, key, str(reader.big(8)), start)


def time(reader: Octets, path: str, key: str) -> None:
    """Take a day, whatever time of it follows, or an instant, as java.time writes them (``java.time.Ser``)."""
    head = reader.raw[reader.pos : reader.pos + 3]
    if head[:1] != bytes([_BLOCK]) or len(head) < 3 or head[1] < (_INSTANT_SIZE if head[2] == _INSTANT else _DAY_SIZE):
        return
    start, written = reader.pos + 3, ""
    rest = reader.run(2 + head[1])[3:]
    if head[2] == _INSTANT:
        written = since_1970(1_000 * int.from_bytes(rest[:8], signed=True))
    elif head[2] in _DAYS:
        year, month, day = struct.unpack(">ibb", rest[:6])
        written = f"{year:04d}-{month:02d}-{day:02d}"
    if written:
        reader.keep(path, key, written, start)


TIMES: dict[str, Callable[[Octets, str, str], None]] = {"java.util.Date": date, "java.time.Ser": time}
