"""A document whose values stand in one list and name each other by their places: ``[{"user":1},{"email":2},"a@b.kr"]``.

Programs write objects so that name each other: devalue (SvelteKit, Nuxt and Astro), turbo-stream (Remix and React
Router), which counts names among the values, too (``{"_1":2},"email","a@b.kr"``), and flatted, which writes places as
texts. Nothing in such a list is nested deeper than one level, and everything in it is named by something: a list that
happens to look like it is read as JSON. What turbo-stream promised follows in lines of their own, whose values go on in
the list (``P6:[{"_3":8},"a@b.kr"]``); in what SvelteKit sends with a page each list is a member of an object. Sources:
the packages' own descriptions (https://github.com/sveltejs/devalue, https://github.com/jacob-ebey/turbo-stream,
https://github.com/WebReflection/flatted) and turbo-stream 2.4.1, ``decode``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from trafficaudit.decode.limits import WORK
from trafficaudit.decode.node import Child, Node, item, member, step

NAME = "indexed"

_PLACE = re.compile(r"\[(\d{1,6})\](?:\[(\d{1,6})\])?").match
_NUMBER = re.compile(r"-?\d{1,6}").fullmatch
_NAMED_BY_PLACE = re.compile(r"_(\d{1,6})").fullmatch
_FEWEST = 4
"""Members that name a place."""
_SHORT = 8
"""The last place of a list behind which nothing is named: with few of them it may be any."""
_DEEPEST = 64
_PROMISES = ("P", "E")
_MAP, _SET, _BARE = "Map", "Set", "null"


type Later = tuple[int, int, list[Child]]
"""What was promised at a place, the place in the list of the first of its values, and what JSON gives of them."""

PAGE = re.compile(rb"\{\"type\":\"(?:data\",\"nodes\":\[|chunk\",\"id\":\d+,\"(?:data|error)\":\[)").match
"""What SvelteKit's data of a page, and what was promised of it, begins with (SvelteKit 2, ``data_serializer.js``)."""
PROMISED = re.compile(rb"\s*+[PE](\d{1,6}):(?=\[)").match
"""What turbo-stream writes before what was promised at a place, or why it was not kept."""
_SIGN = re.compile(rb"\"(?:[^\"\\]++|\\.)*+\"|[\[\]{},]", re.DOTALL)
_EMBEDDED = re.compile(r"(\.?(?:\[\d+\]\.)?(?:nodes\[\d+\]\.)?(?:data|error))\[").match


@dataclass(slots=True)
class _Thing:
    """What stands at a place: a value, or the members of an object or list, each a value or the place of one."""

    value: Child | None = None
    members: list[Child] = field(default_factory=list)
    listed: bool = False


def joined(
    node: Node, children: Sequence[Child], later: Sequence[Later] = (), prefix: str | None = None
) -> list[Child]:
    """Give every value at the path that leads to it.

    Args:
        node: holds the list.
        children: what JSON gives of it, in the order of the bytes.
        later: what goes on behind it.
        prefix: the list's path where it is not all of the value.

    Returns:
        Nothing where it is no such list.
    """
    prefix = node.prefix if prefix is None else prefix
    things = _things(node.raw, children, len(prefix))
    if things is None:
        return []
    for number, first, values in later:
        further = _things(node.raw, values, len(prefix))
        promised = things.get(number)
        if further is None or promised is None or not promised.listed or promised.members[0][2] not in _PROMISES:
            return []
        if 0 not in further:
            continue
        things |= {first + place: thing for place, thing in further.items()}
        things[number] = things[first]
    texts = any(not thing.listed and _is_text(node.raw, each) for thing in things.values() for each in thing.members)
    reading = _Reading(node, things, texts, prefix)
    return reading.walk() if reading.fits([first for _, first, _ in later]) else []


def embedded(node: Node, children: Sequence[Child]) -> list[Child]:
    """Do so of each list that a member of a page holds, and give the other values as they are; nothing without one."""
    found, lists = list[Child](), 0
    for path, group in groupby(children, lambda child: _list_of(child[0], len(node.prefix))):
        held = list(group)
        values = joined(node, held, prefix=path) if path else []
        lists += bool(values)
        found += values or held
    return found if lists else []


def size(raw: bytes, start: int, end: int) -> int:
    """Give how many values a list has, of which empty ones give no child."""
    depth = commas = 0
    for match in _SIGN.finditer(raw, start, end):
        sign = match[0]
        depth += (sign in (b"[", b"{")) - (sign in (b"]", b"}"))
        commas += sign == b"," and depth == 1
    return commas + 1


def _list_of(path: str, start: int) -> str:
    match = _EMBEDDED(path, start)
    return path[: match.end(1)] if match else ""


def _things(raw: bytes, children: Sequence[Child], start: int) -> dict[int, _Thing] | None:
    """Give what stands at each place of the list; ``None`` where one is nested deeper, or an object holds a word."""
    things: dict[int, _Thing] = {}
    for child in children:
        path, key = child[:2]
        place = _PLACE(path, start)
        if place is None:
            return None
        thing = things.setdefault(int(place[1]), _Thing())
        if place.end() == len(path):
            if place[2] is None:
                thing.value = child
            else:
                thing.listed = True
                thing.members.append(child)
        elif _is_text(raw, child) and not _NUMBER(str(child[2])):
            return None
        elif place[2] is None and path == member(path[: place.end()], key):
            thing.members.append(child)
        else:
            return None
    return things


def _is_text(raw: bytes, child: Child) -> bool:
    return raw[child[3] - 1 : child[3]] == b'"'


class _Reading:
    """The list, by what its members name."""

    def __init__(self, node: Node, things: dict[int, _Thing], texts: bool, prefix: str) -> None:
        self.node, self.raw, self.things, self.texts, self.prefix = node, node.raw, things, texts, prefix
        self.last = max(things, default=0)

    def place(self, child: Child) -> int | None:
        """Give the place that a member names; ``None`` where it names none."""
        value = child[2]
        if not isinstance(value, str) or _is_text(self.raw, child) is not self.texts or not _NUMBER(value):
            return None
        return int(value)

    def tag(self, thing: _Thing) -> str:
        """Give the text before the members of a list, which says what they make up."""
        tagged = thing.listed and not self.texts and _is_text(self.raw, thing.members[0])
        return str(thing.members[0][2]) if tagged else ""

    def fits(self, promised: Iterable[int] = ()) -> bool:
        """Say whether every member of an object names a place, and every place is named, or was promised."""
        met, named = {0, *promised}, 0
        for thing in self.things.values():
            tagged = self.tag(thing) != ""
            for child in thing.members:
                place = self.place(child)
                if place is not None:
                    met.add(place)
                    named += place > 0
                elif not tagged and (not self.texts or _is_text(self.raw, child)):
                    return False
                if not thing.listed and (by := _NAMED_BY_PLACE(child[1])):
                    met.add(int(by[1]))
        root = self.things.get(0)
        if root is None or root.value is not None or named < _FEWEST or not met.issuperset(self.things):
            return False
        most = max(met)  # what is empty stands at a place, too, of which nothing is given
        return (most == self.last or self.last > _SHORT) and len([each for each in met if each >= 0]) == most + 1

    def walk(self) -> list[Child]:
        """Give the values, depth first, each at every place that names it; nothing where they are too deep."""
        stack, above, found = [self.members(0, self.prefix)], [0], list[Child]()
        while stack and len(found) <= self.node.room:
            if not self.node.budget.spend(self.node.budget.TOKEN):
                self.node.budget.reached.append(WORK)
                break
            step_to = next(stack[-1], None)
            if step_to is None:
                stack.pop()
                above.pop()
                continue
            path, key, child = step_to
            place = self.place(child)
            thing = self.things.get(place) if place is not None else None
            if place is None or (thing is not None and thing.value is not None):
                shown = child if thing is None or thing.value is None else thing.value
                found.append((path, key, *shown[2:]))
            elif thing is not None and place not in above:
                if len(above) == _DEEPEST:
                    return []
                stack.append(self.members(place, path, key))
                above.append(place)
        return found

    def members(self, place: int, path: str, key: str = "") -> Iterator[tuple[str, str, Child]]:
        """Give the members of an object or list with their paths; what a tag leads is called as the whole is."""
        thing, prefix = self.things[place], path
        if not thing.listed:
            for child in thing.members:
                name, by = child[1], _NAMED_BY_PLACE(child[1])
                said = self.things.get(int(by[1])) if by else None
                if said is not None and said.value is not None:
                    name = str(said.value[2])
                    if step(name)[1]:
                        yield member(prefix, name), name, said.value
                yield member(prefix, name), name, child
            return
        tag = self.tag(thing)
        rest = thing.members[1:] if tag else thing.members
        if tag in (_MAP, _BARE):
            for named, child in zip(rest[::2], rest[1::2], strict=False):
                name = self.name(named)
                yield member(prefix, name), name, child
        elif tag and tag != _SET and len(rest) == 1:
            yield path, key, rest[0]
        else:
            for index, child in enumerate(rest):
                yield item(prefix, index), key, child

    def name(self, child: Child) -> str:
        """Give a key of a map: a text, or the one at the place that it names."""
        place = self.place(child)
        thing = self.things.get(place) if place is not None else None
        return str(thing.value[2] if thing is not None and thing.value is not None else child[2])
