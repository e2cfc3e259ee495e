"""FlatBuffers without their schema: the texts that the offsets of their tables lead to.

A table begins with the way to its list of members, which says how long both are; a text has its length before it and a
zero byte behind it. Where all that the root leads to fits, and texts are among it, it is one. No member has a name;
their numbers are told (``f4``). Numbers stay closed: without a schema nothing says where one begins. Source:
https://flatbuffers.dev/internals.
"""

from collections import deque
from collections.abc import Iterator

from trafficaudit.decode.limits import WORK
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, member
from trafficaudit.decode.text import as_text

NAME = "flatbuffers"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

REASON = "a message without its schema, of which only the texts were read"

FIRST = bytes(range(0, 256, 4))
"""What bytes without a label can begin with."""

_SHORTEST = 24
_OFFSET, _HALF = 4, 2
_LEAST_LIST, _MOST_MEMBERS = 4, 1_024
_FEWEST_SIGNS = 4
_MOST_AHEAD = 16
"""So many tables are looked into for a text before bytes are taken for no message."""
_MOST_AHEAD = 16
"""So many tables are looked into for a text before bytes are taken for no message."""
_LEAST_SHARE = 3
"""A third of the bytes, at least, are told by tables, their lists and texts: bytes at random lead nowhere."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _table(node.raw, root(node.raw)) is not None


def shows(raw: bytes) -> bool:
    """Say whether the first table of bytes fits, and a text is in it or in what it leads to.

    Of bytes at random that is one in millions.
    """
    ahead = deque([root(raw)])
    for _ in range(_MOST_AHEAD):
        if not ahead:
            return False
        table = ahead.popleft()
        for _, target in _targets(raw, table, _table(raw, table) or []):
            if _text(raw, target) is not None:
                return True
            led = [target] if _table(raw, target) is not None else _listed(raw, target)
            if any(_table(raw, each) is None and _text(raw, each) is not None for each in led):
                return True
            ahead.extend(led[:_MOST_AHEAD])
    return False


def root(raw: bytes) -> int:
    """Give where the first table stands; 0 where it can be nowhere."""
    if len(raw) < _SHORTEST:
        return 0
    place = int.from_bytes(raw[:_OFFSET], "little")
    if place == len(raw) - _OFFSET and place % _OFFSET == 0:  # the length of all that follows
        place = _OFFSET + int.from_bytes(raw[_OFFSET : 2 * _OFFSET], "little")
    return place if place % _OFFSET == 0 and _OFFSET <= place <= len(raw) - 2 * _OFFSET else 0


def decode(node: Node) -> Iterator[Opened]:
    """Give every text by the numbers of the members that lead to it."""
    walk = _Walk(node)
    walk.table(root(node.raw), "" if node.path == "$" else node.path)
    texts = [child for child in walk.children if isinstance(child[2], str) and len(child[2]) >= _FEWEST_SIGNS]
    if texts and walk.told * _LEAST_SHARE >= len(node.raw):
        left = walk.left or [(node.path, 0, len(node.raw), REASON)]
        yield Opened((NAME,), walk.children, sure=True, obstacles=left)


def _table(raw: bytes, at: int) -> list[int] | None:
    """Give the places of a table's members in it, 0 of those that are not there; ``None`` where there is no table."""
    if not _OFFSET <= at <= len(raw) - _OFFSET:
        return None
    listed = at - int.from_bytes(raw[at : at + _OFFSET], "little", signed=True)
    if not 0 <= listed <= len(raw) - _LEAST_LIST or listed % _HALF or listed == at:
        return None
    size = int.from_bytes(raw[listed : listed + _HALF], "little")
    whole = int.from_bytes(raw[listed + _HALF : listed + _LEAST_LIST], "little")
    if size % _HALF or not _LEAST_LIST <= size <= _LEAST_LIST + _HALF * _MOST_MEMBERS or listed + size > len(raw):
        return None
    if not _OFFSET <= whole <= len(raw) - at:
        return None
    places = [
        int.from_bytes(raw[here : here + _HALF], "little")
        for here in range(listed + _LEAST_LIST, listed + size, _HALF)
    ]  # fmt: skip
    fits = all(place == 0 or _OFFSET <= place < whole for place in places)
    return places if fits and any(places) else None


def _targets(raw: bytes, at: int, places: list[int]) -> Iterator[tuple[int, int]]:
    """Give where each member leads that may be an offset, with its number."""
    for number, place in enumerate(places):
        here = at + place
        if place and here % _OFFSET == 0 and here + _OFFSET <= len(raw):
            target = here + int.from_bytes(raw[here : here + _OFFSET], "little")
            if here < target <= len(raw) - _OFFSET and target % _OFFSET == 0:
                yield number, target


def _text(raw: bytes, at: int) -> tuple[int, int] | None:
    """Give the range of a text; ``None`` where none stands there."""
    size = int.from_bytes(raw[at : at + _OFFSET], "little")
    start, end = at + _OFFSET, at + _OFFSET + size
    if not 0 < size < len(raw) or raw[end : end + 1] != b"\0" or as_text(raw[start:end]) is None:
        return None
    return start, end


def _listed(raw: bytes, at: int) -> list[int]:
    """Give where the members of a list of offsets lead to; nothing where none stands there."""
    count = int.from_bytes(raw[at : at + _OFFSET], "little")
    if not 0 < count <= (len(raw) - at) // _OFFSET:
        return []
    targets = list[int]()
    for here in range(at + _OFFSET, at + _OFFSET * (1 + count), _OFFSET):
        target = here + int.from_bytes(raw[here : here + _OFFSET], "little")
        if not at < target <= len(raw) - _OFFSET:
            return []
        targets.append(target)
    return targets


class _Walk:
    """The tables that were met, what they lead to, and how many bytes that tells."""

    def __init__(self, node: Node) -> None:
        self.node, self.raw = node, node.raw
        self.children: list[Child] = []
        self.left: list[Obstacle] = []
        self.met: set[int] = set()
        self.told = _OFFSET

    def table(self, first: int, prefix: str) -> None:
        """Walk a table, and breadth first those that it leads to, each once."""
        queue = deque([(first, prefix)])
        while queue:
            at, path = queue.popleft()
            places = _table(self.raw, at) if at not in self.met else None
            if places is None:
                continue
            self.met.add(at)
            self.told += 2 * _LEAST_LIST + _HALF * len(places) + max(places)
            for number, target in _targets(self.raw, at, places):
                if len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN):
                    self.left.append((self.node.path, 0, len(self.raw), WORK))
                    return
                here = member(path, f"f{number}")
                if not self._keep(target, here, f"f{number}"):
                    queue += self._further(target, here, f"f{number}")

    def _keep(self, at: int, path: str, key: str) -> bool:
        """Keep a text; false where none stands there."""
        text = _text(self.raw, at) if at not in self.met else None
        if text is None:
            return False
        self.met.add(at)
        start, end = text
        self.told += _OFFSET + end - start + 1
        self.children.append((path, key, self.raw[start:end].decode(), start, end, True))
        return True

    def _further(self, at: int, path: str, key: str) -> list[tuple[int, str]]:
        """Give the tables that a member leads to: one, or those of a list, of which texts are kept at once."""
        if _table(self.raw, at) is not None:
            return [(at, path)]
        if at in self.met or not (listed := _listed(self.raw, at)) or not self.node.budget.spend(len(listed)):
            return []
        self.met.add(at)
        self.told += _OFFSET * (1 + len(listed))
        places = [(target, item(path, index)) for index, target in enumerate(listed)]
        return [(target, to) for target, to in places if not self._keep(target, to, key)]
