"""Names of entries within entries: ``{"name": "os", "value": [{"name": "version", "value": "16"}]}``.

A value that is called by a name beside it (``paired``) shows nothing in its path of the names around it. Where the
entry that it is in is the value of another one, its name is written as the way to it: ``os.version``. So it is for
structures of XML-RPC, ``google.protobuf.Struct`` and ``AnyValue`` of OpenTelemetry; what stands in a list that an entry
holds is called by the entry.
"""

import re
from collections.abc import Callable

from trafficaudit.decode.node import Child

_NAMES = frozenset(("key", "Key", "k", "name", "Name", "n", "1"))
_FARTHEST = 4
"""Names before one's own."""

_VALUE = r"(?:[vV]al(?:ue)?|v)"
_ITEMS = r"(?:\.(?:array|list)_?[vV]alue\.values|\.array\.data\.value)"
_MEMBERS = r"(?:\.kvlist_?[vV]alue\.values|\.struct_?[vV]alue\.fields|\.struct\.member)"
_PLACE = r"\[[0-9]+\]"
STEPS = ("alue[", "al[", ".v[", "alues[", ".fields[", ".struct.member", ".array.data", "].2.5.1", "].2.6.1")
"""What stands in the paths of entries within entries: without any of these none are looked for."""
_INNER = re.compile(
    rf"2\.[56]\.1[.\[]|{_VALUE}(?:{_ITEMS}|{_MEMBERS})?{_PLACE}|{_VALUE}\.(?:struct\.member|array\.data\.value)\."
).match
"""How the path of what an entry holds goes on behind the entry, where that is a structure or list of its own."""
_LISTED = re.compile(rf"(?:2\.6\.1|{_VALUE}(?:{_ITEMS}|(?={_PLACE}\[)))({_PLACE})?(?=[.\[])").match
"""How it goes on where that is a list of such."""
_TYPES = re.compile(
    rf"2(?:\.6\.1(?:{_PLACE})?)+(?:\.[1-6])?"
    rf"|{_VALUE}{_ITEMS}?(?:{_PLACE})?(?:\.(?:\w+_?[vV]alue|string|int|i[48]|double|boolean|dateTime\.iso8601|base64))?"
).fullmatch
"""How it goes on to one value of a list, which is called by the entry."""


def lead(children: list[Child], is_name: Callable[[str], object]) -> None:
    """Give each value within entries of entries the way to it for its key.

    Args:
        children: of one value, in the order of the bytes, with the names that they are called by.
        is_name: whether a text may be a name.
    """
    around: list[tuple[str, str]] = []
    last = len(children) - 1
    for at, (path, key, value, start, end, how) in enumerate(children):
        while around and not path.startswith(around[-1][0]):
            around.pop()
        if key in _NAMES and at < last and path.endswith(key):
            if value.__class__ is str and is_name(value):
                entry, beyond = path[: -len(key)], children[at + 1][0]
                if beyond.startswith(entry) and _INNER(beyond, len(entry)):
                    around.append((entry, str(value)))
        elif around:
            ways = [_way(path, *entry) for entry in around[-_FARTHEST:]]
            if not path.endswith(key) and not key.isdigit():
                children[at] = path, ".".join((*ways, key)), value, start, end, how
            elif _TYPES(path[len(around[-1][0]) :]):
                children[at] = path, ".".join((*ways[:-1], around[-1][1])), value, start, end, how


def _way(path: str, entry: str, name: str) -> str:
    """Give the name of an entry that a path leads into, and the place in the list that it holds."""
    listed = _LISTED(path, len(entry))
    return name if listed is None else name + (listed[1] or "[0]")
