"""Documents as seroval writes them, which TanStack Start and SolidStart send to the functions of a server: names stand
in one list and values in another, each with a number for its type (``{"t":10,"i":0,"p":{"k":["email"],"v":[{"t":1,
"s":"a@b.kr"}]}}``); of a map both are values (``"e":{"k":[...],"v":[...]}``).

A value is given where its names lead, as it would stand in plain JSON. Source: seroval 1.8, ``types.ts`` and
``constants.ts`` (https://github.com/lxsmnsyc/seroval).
"""

import re
from collections.abc import Sequence

from trafficaudit.decode.node import Child, item, join, member, step

NAME = "seroval"
MARK = b'{"k":['
"""What begins the names of an object or map."""

_INTO = re.compile(
    r"\.p\.v\[(?P<of_object>\d+)\]|\.e\.(?P<side>[kv])\[(?P<of_map>\d+)\]|\.a\[(?P<of_list>\d+)\]|\.f(?=\.t\b|\.[spea][.\[])"
    r"|\.s(?:\.(?P<of_plugin>[^.\[\]]+))(?=\.t\b|\.[spea]\b)"
).match
"""A step from one value into the next: a promise and a boxed value (``f``) are what they hold."""
_NAMED = re.compile(r"\.p\.k\[(\d+)\]").fullmatch
_NUMBER, _CONSTANT, _ERROR, _PLUGIN = "0", "2", "13", "25"
_CONSTANTS = {"2": "true", "3": "false"}
_ONLY = "value"
"""What a plugin calls the one value that makes up a thing (an address, headers)."""


def joined(raw: bytes, children: Sequence[Child]) -> list[Child]:
    """Give every value of such a document at the path that its names make.

    Args:
        raw: the JSON text.
        children: what JSON gives of it, in the order of the bytes.

    Returns:
        All children, those of other documents as they are; nothing where none is one.
    """
    reading = _Reading(raw)
    for at, child in enumerate(children):
        path = child[0] if child[0][0] in ".[" else f".{child[0]}"
        if reading.root is not None and path.startswith(reading.within):
            reading.take(path, child)
        elif _begins(raw, children, at, path):
            reading.begin(path[: -len(".t")])
            reading.take(path, child)
        else:
            reading.root = None
            reading.found.append(child)
    return reading.found if reading.names else []


def _begins(raw: bytes, children: Sequence[Child], at: int, path: str) -> bool:
    """Say whether a child is the type of a value that has a number, as every list, object and map has."""
    if not path.endswith(".t") or at + 1 == len(children) or not _is_number(raw, children[at]):
        return False
    further = children[at + 1]
    beside = further[0] if further[0][0] in ".[" else f".{further[0]}"
    return beside == f"{path[:-1]}i" and _is_number(raw, further)


def _is_number(raw: bytes, child: Child) -> bool:
    return isinstance(child[2], str) and child[2].isdigit() and raw[child[3] - 1 : child[3]] != b'"'


class _Reading:
    """The walk over what JSON gives. ``root`` is the path of the document that is open, ``names`` are those of its
    objects and maps by path and number, ``types`` those of its values, ``places`` where these stand by their names,
    ``way`` the values that lead to the last one.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.found: list[Child] = []
        self.names: dict[tuple[str, str], str] = {}
        self.types: dict[str, str] = {}
        self.places: dict[str, tuple[str, str]] = {}
        self.root: str | None = None
        self.within: tuple[str, ...] = ()
        self.way: list[str] = []

    def begin(self, root: str) -> None:
        """Open a document; ``t`` above it is the whole that ``toJSON`` makes, beside what it names twice."""
        self.root, self.within = root, (f"{root}.", f"{root}[")
        above = root[: -len(".t")] if root.endswith(".t") else root
        written = above.removeprefix(".")
        name = re.split(r"[.\[\]]+", written)[-1] if written and written[-1] != "]" else ""
        self.places[root] = written, name
        self.way = [root]

    def take(self, path: str, child: Child) -> None:
        """Take a number of the format, a name, or a value."""
        value, end = self._value(path)
        left = path[end:]
        if named := _NAMED(left):
            self._name(f"{value}.p", named[1], child)
        elif left == ".t":
            self.types[value] = str(child[2])
        elif left == ".s" and (side := re.fullmatch(r"(.*\.e)\.k\[(\d+)\]", value)):
            self._name(side[1], side[2], child)
        else:
            self._keep(value, left, child)

    def _value(self, path: str) -> tuple[str, int]:
        """Give the path of the last value on the way, and where it ends, after placing each one that is new."""
        way = self.way  # of the value before, most of which is on the way to this one
        while len(way) > 1 and not (path.startswith(way[-1]) and path[len(way[-1]) :][:1] in ".["):
            way.pop()
        while into := _INTO(path, len(way[-1])):
            value = path[: into.end()]
            self.places[value] = self._place(way[-1], into)
            way.append(value)
        return way[-1], len(way[-1])

    def _place(self, above: str, into: re.Match[str]) -> tuple[str, str]:
        written, key = self.places[above]
        number = into["of_object"] or (into["of_map"] if into["side"] == "v" else None)
        if number is not None:
            name = self.names.get((f"{above}.{'p' if into['of_object'] else 'e'}", number), number)
            return member(written, name), name
        if into["of_plugin"] is not None:
            return (written, key) if into["of_plugin"] == _ONLY else (member(written, into["of_plugin"]), key)
        place = into["of_list"] or into["of_map"]
        return (written, key) if place is None else (item(written, int(place)), key)

    def _name(self, container: str, number: str, child: Child) -> None:
        """Keep a name for its value; one that looks like data is a value too."""
        name = child[2] if isinstance(child[2], str) else child[2].hex()
        self.names[container, number] = name
        written, data = step(name)
        if data:
            above = self.places.get(container[: -len(".p")], ("", ""))[0]
            self.found.append((join(above, written), name, *child[2:]))

    def _keep(self, value: str, left: str, child: Child) -> None:
        """Keep a text, or a number or word that the program had; the other numbers are the format's."""
        path, key = self.places[value]
        said, start, end, how = child[2:]
        number, kind = _is_number(self.raw, child), self.types.get(value, "")
        text = self.raw[start - 1 : start] == b'"'
        if left == ".s" and kind == _CONSTANT:
            if not text and str(said) in _CONSTANTS:
                self.found.append((path, key, _CONSTANTS[str(said)], start, end, False))
        elif left == ".s":
            if text or kind == _NUMBER:
                self.found.append((path, key, said, start, end, how))
        elif text and not (left == ".c" and kind == _PLUGIN):
            name = "message" if left == ".m" and kind == _ERROR else left[1:]
            self.found.append((member(path, name) if name else path, name or key, said, start, end, how))
        elif not number and not text:
            self.found.append(child)
