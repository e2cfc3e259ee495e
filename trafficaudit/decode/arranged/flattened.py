"""Documents that were flattened into one list, whose objects and lists hold the places of their members in it:
``[{"zip": 1, "tags": 2}, "06234", [3], "new"]``.

Frameworks of web apps send a page's data, and what calls of a server's functions are given, so: devalue (SvelteKit,
Nuxt) and turbo-stream (React Router), which names members by their place as well (``{"_1": 2}``). A value is then named
by the member that it is of; its path stays that of its place, and a place in the list is no value of that name. A list
may begin with what it makes of the rest (``["Reactive", 4]``, ``["Date", "1990-01-15"]``). So are lists within other
documents; one that is all of a document is read by its places (``indexed``).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.node import Child

_MEMBER = re.compile(r"\[([0-9]{1,6})\](?:\.([^.\[\]]+)|\[([0-9]{1,6})\])").fullmatch
_PLACE = re.compile(r"-[1-7]|0|[1-9][0-9]{0,5}").fullmatch
"""Negative ones stand for what JSON cannot say: undefined, holes, infinities."""
_NAMED = re.compile(r"_([1-9][0-9]{0,5})").fullmatch
_MADE = re.compile(r"[A-Z][A-Za-z]{1,31}").fullmatch
_FEWEST = 2


class _Member(NamedTuple):
    """What an object (by its name) or list at ``place`` holds: the child, and its value."""

    child: int
    place: int
    name: str
    value: str


def rename(children: list[Child]) -> None:
    """Give each value of a flattened document the name of the member that it is of."""
    first: dict[str, bool] = {}
    for path in [child[0] for child in children if child[0][-1:] == "]"]:
        opening = path.rfind("[")
        first.setdefault(path[:opening], path[opening:] != "[0]")
    within: dict[str, list[int]] = {container: [] for container, flat in first.items() if flat}
    if not within:
        return
    for index, (path, *_) in enumerate(children):
        last = path.rfind("[")
        for opening in (last, path.rfind("[", 0, max(last, 0))):
            if opening >= 0 and (held := within.get(path[:opening])) is not None:
                held.append(index)
    for container, held in within.items():
        _rename(children, len(container), held)


def _rename(children: list[Child], prefix: int, held: list[int]) -> None:
    values: dict[int, int] = {}
    members: list[_Member] = []
    for index in held:
        path, _, value, *_ = children[index]
        rest = path[prefix:]
        member = _MEMBER(rest)
        if member is not None and isinstance(value, str):
            members.append(_Member(index, int(member[1]), member[2] or "", value))
        elif rest[1:-1].isdigit():
            values[int(rest[1:-1])] = index
        else:
            return
    names = _names(children, values, members)
    if names is None:
        return
    for index, name in names.items():
        path, _, value, start, end, how = children[index]
        children[index] = path, name, value, start, end, how


def _names(children: list[Child], values: dict[int, int], members: list[_Member]) -> dict[int, str] | None:
    """Give what children are called, "" for a place in the list; nothing where the list is no such document.

    In one every member is a place in the list, but for what a list begins with and makes, and every value is of one.
    """
    size = max([*values, *(member.place for member in members)], default=0) + 1
    called: dict[int, str] = {}
    found: dict[int, str] = {}
    made: set[int] = set()
    for member in members:
        if member.name == "" and member.place not in made and _MADE(member.value):
            made.add(member.place)
            continue
        if _PLACE(member.value) is None or int(member.value) >= size:
            if member.name or member.place not in made:
                return None
            found[member.child] = called.get(member.place, "")
            continue
        name = _name(children, values, member) or called.get(member.place, "")
        called.setdefault(int(member.value), name)
        found[member.child] = ""
    reached = {*called, *_that_name(members)}
    if len(called) < _FEWEST or not values.keys() <= reached:
        return None
    return {**found, **{index: called.get(place, "") for place, index in values.items()}}


def _name(children: list[Child], values: dict[int, int], member: _Member) -> str:
    """Give the name of a member, which may stand in the list itself."""
    given = _NAMED(member.name)
    at = values.get(int(given[1])) if given else None
    text = children[at][2] if at is not None else member.name
    return text if isinstance(text, str) else ""


def _that_name(members: list[_Member]) -> Iterator[int]:
    for member in members:
        if (given := _NAMED(member.name)) is not None:
            yield int(given[1])
