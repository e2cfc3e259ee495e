"""Paths of fields: the names on them, and what begins the paths of the fields beside one."""

import json
import re
from functools import lru_cache

from trafficaudit.decode.arranged.nested_names import nested
from trafficaudit.decode.node import join, step

SPECIAL = re.compile(r'[\[\]"]').search
_INDEX = re.compile(r"\[[0-9]+\]")
_ENDS = re.compile(r"[.\[\]]")
_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[[0-9]+\]|([^.\[\]]+)')


_WRAPPED = re.compile(
    r"\.(?:(?:string|integer|double|boolean|timestamp|reference|bytes|number|bool)Value|S|N|B|BOOL"
    r"|#text|#cdata-section|\$t|_text|__text|__cdata)\Z"
).search
_WRAPPING = re.compile(
    r"\.(?:map|struct)Value\.fields(?=\.)|\.(?:array|list)Value\.values(?=\[)|\.M(?=\.)|\.L(?=\[)|(?<![^.])Item\."
)
"""Steps between a name and what it holds; DynamoDB's ``Item`` is the whole row, and no article."""
_LAST_OF_WRAPPED = frozenset("eSNBLtna")
"""What the last step of such a path ends with."""


def unwrapped(path: str, key: str = "") -> str:
    """Give a path without the steps that are only types, as databases write around every value (``paired``).

    Nor does it lead into the object of a value that is called by what holds that.

    >>> unwrapped("fields.os.mapValue.fields.name.stringValue"), unwrapped("Item.os.M.name.S"), unwrapped("a.M.b")
    ('fields.os.name', 'os.name', 'a.M.b')
    >>> unwrapped("os.name.value", "name"), unwrapped("os.name.value", "value")
    ('os.name', 'os.name.value')
    """
    if path[-1:] in _LAST_OF_WRAPPED and (end := _WRAPPED(path)) is not None:
        return _WRAPPING.sub("", path[: end.start()])
    if key and not path.endswith(key):
        holder = path.rpartition(".")[0]
        if holder == key or holder.endswith("." + key):
            return holder
    return path


def steps(path: str) -> tuple[str, ...]:
    """Give the names on a path, outermost first, without list indices."""
    path = unwrapped(path)
    if '"' not in path:
        bare = _INDEX.sub(".", path)
        return tuple(filter(None, _ENDS.split(bare) if SPECIAL(bare) else bare.split(".")))
    found: list[str] = []
    for one in _STEP.finditer(path):
        quoted, plain = one.group(1, 2)
        if quoted is not None:
            name = _unquoted(quoted)
            found.extend(nested(name) or (name,))
        elif plain is not None:
            found.append(plain)
    return tuple(found)


_OVER = re.compile(r"(.+)(?:\.[^.\[\]]+|\[[^\[\]]*\])").fullmatch
_LISTED = re.compile(r'(?:\]\.[^.]*|\[[0-9]+\](?:\.[^.\[\]]+|\[[^\[\]]+\])(?:\[\])?"\])\Z').search


def is_of_listed(path: str, key: str = "") -> bool:
    """Whether what is at a path is a member of one thing in a list.

    >>> is_of_listed("events[0].name"), is_of_listed('["events[0][name]"]'), is_of_listed("event.name")
    (True, True, False)
    """
    return "]" in path and _LISTED(unwrapped(path, key)) is not None


# The same names stand at the same places in exchange after exchange.
@lru_cache(maxsize=1 << 14)
def place_of(path: str, key: str = "") -> str:
    """Give what the paths of the fields beside a field begin with."""
    path = unwrapped(path, key)
    cut = path.rfind(".") + 1
    return _place_of(path) if cut == len(path) or SPECIAL(path, cut) else path[:cut]


_TYPED = re.compile(r"(?<=\])\.(?:value\.\w+|2\.[1-6])\Z").search
"""The end of the path of an entry's value, in an object that says of which type it is."""
_OF_CALL = re.compile(r"(.*\.struct)\.member(?:\[[0-9]+\])?\.value(?:\.\w+|\.dateTime\.iso8601)?", re.DOTALL).fullmatch
"""The path of a value in a structure of XML-RPC."""
_OF_ENTRY = re.compile(r'(.*)(?:\[[0-9]+\]|\.[0-9]+)(?:\[\w+\]|(?:\.\w+){1,2})"\]', re.DOTALL).fullmatch
"""The path of a value in a list of entries, as a form writes it (``decode/nested_names``)."""
_LISTED_NAME = re.compile(r'(|.*[.\]])\["[^.\[\]\"\\]+(\[[0-9]*\])"\]', re.DOTALL).fullmatch


def place_under(path: str, key: str) -> str:
    """Give what the paths of those beside a field begin with; a pair's value stands beside those of other pairs.

    >>> place_under("device.model", "model"), place_under("props[3].value", "model")
    ('device.', 'props')
    """
    path = unwrapped(path, key)
    if path[-1:] == "]" and path[-2:] != '"]' and path.endswith(key, 0, path.rfind("[")):
        path = path[: path.rfind("[")]  # one of a list that is the value of a member
    if path[-2:] == '"]' and (entry := _OF_ENTRY(path)) is not None and not path.rstrip('"]').endswith(key):
        return entry[1] + way_of(key)
    if path[-2:] == '"]' and (listed := _LISTED_NAME(path)) is not None:
        return f"{listed[1]}{listed[2]}"  # the first of each list under a plain name make one record
    place = place_of(path)
    if path.endswith(key):
        return place
    if (member := _OF_CALL(path)) is not None:
        place = member[1]
    elif (typed := _TYPED(path)) is not None:
        place = place_of(path[: typed.start()])
    elif path[-1:] != "]" and place[-2:] == "].":
        place = place_of(place[:-1])
    return place + way_of(key)


def way_of(key: str) -> str:
    """Give the way in the name of a pair, which its path does not show: what those beside it have in theirs, too.

    >>> way_of("device.os.version"), way_of("user[tel][]"), way_of("tel[]"), way_of("tel")
    ('device.os', 'user', '', '')
    """
    key = key.removesuffix("[]")
    return key[: max(key.rfind("."), key.rfind("["), 0)]


@lru_cache(maxsize=1 << 14)
def _place_of(path: str) -> str:
    found = list(_STEP.finditer(path))
    if not found:
        return ""
    start, quoted = found[-1].start(), found[-1][1]
    over = _OVER(quoted) if quoted is not None and len(nested(_unquoted(quoted))) else None
    return path[:start] if over is None else join(path[:start].rstrip("."), step(_unquoted(over[1]))[0])


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
