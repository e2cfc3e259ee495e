"""Documents as Qwik writes them: everything stands in one list, and what is in an object or list of it are places, in
digits and letters (``{"_entry":"3","_objs":["a@b.kr",{"email":"0"},...]}``). Pages hold their state so, and functions
of a server are called so.

Source: Qwik 1.20, ``container/serializers.ts`` and ``_serializeData``: a mark may stand behind a place; what JSON has
no word for begins with a control sign.
"""

import re
from collections.abc import Iterator, Sequence

from trafficaudit.decode.limits import WORK
from trafficaudit.decode.node import Child, Node, item, member

NAME = "qwik"

BEGINS = re.compile(rb"\{\"(?:_entry\":\"[0-9a-z]{1,5}!?\",\"_objs\":\[|refs\":\{(?=.*\"objs\":\[))", re.DOTALL).match
"""What such a document begins with."""
_PLACE = re.compile(r"([0-9a-z]{1,5})!?").fullmatch
_LISTED = re.compile(r"\.?_?objs\[(\d{1,6})\](?:(\[\d+\])|(?=\.|\[\"))?").match
_ENTRY = "_entry"
_BASE = 36
_DEEPEST = 64

type _Held = tuple[dict[int, Child], dict[int, list[Child]]]
"""The values of the list, and the members of its objects and lists, by their places."""
type _Steps = Iterator[tuple[str, str, Child]]


def joined(node: Node, children: Sequence[Child]) -> list[Child]:
    """Give every value where the names of the objects around it lead, from each object that no other one names.

    Args:
        node: holds the document.
        children: what JSON gives of it, in the order of the bytes.

    Returns:
        Nothing where a member of an object names no place.
    """
    values: dict[int, Child] = {}
    members: dict[int, list[Child]] = {}
    beside: list[Child] = []
    entry: int | None = None
    for child in children:
        place = _LISTED(child[0], len(node.prefix))
        if place is None:
            beside.append(child)
            entry = _place(child) if child[1] == _ENTRY else entry
        elif place.end() == len(child[0]) and place[2] is None:
            values[int(place[1])] = child
        else:
            members.setdefault(int(place[1]), []).append(child)
    named = {_place(child) for held in members.values() for child in held}
    if None in named or not members:
        return []
    found = [child for child in beside if child[1] != _ENTRY]
    reached: set[int] = set()
    # From what nobody names first; what only leads to itself then stands at its own place.
    for root in sorted(members, key=lambda at: (at != entry, at in named, at)):
        if root not in reached:
            prefix = node.prefix if root == entry else _path(members[root][0], len(node.prefix))
            found += _walk(node, (values, members), root, prefix, reached)
    return found + [child for at, child in values.items() if at not in reached]


def _place(child: Child) -> int | None:
    match = _PLACE(child[2]) if isinstance(child[2], str) else None
    return int(match[1], _BASE) if match else None


def _path(inner: Child, start: int) -> str:
    """Give the path of the thing in the list that a member stands in."""
    return inner[0][: inner[0].index("]", start) + 1]


def _walk(node: Node, held: _Held, root: int, prefix: str, reached: set[int]) -> Iterator[Child]:
    """Go through an object or list depth first, each value at every place that names it."""
    values, members = held
    stack: list[_Steps] = [_members(members[root], prefix, "")]
    above = [root]
    reached.add(root)
    while stack:
        step_to = next(stack[-1], None)
        if step_to is None:
            stack.pop()
            above.pop()
            continue
        if not node.budget.spend(node.budget.TOKEN):
            node.budget.reached.append(WORK)
            return
        path, key, child = step_to
        place = _place(child)
        if place is None:
            continue
        if place in values:
            reached.add(place)
            yield (path, key, *values[place][2:])
        elif place in members and place not in above and len(above) < _DEEPEST:
            reached.add(place)
            stack.append(_members(members[place], path, key))
            above.append(place)


def _members(held: list[Child], prefix: str, key: str) -> _Steps:
    for index, child in enumerate(held):
        if child[0].endswith("]") and child[0][-2:-1].isdigit():
            yield item(prefix, index), key, child
        else:
            yield member(prefix, child[1]), child[1], child
