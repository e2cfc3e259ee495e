"""The driver: grows the tree of fields from a part's bytes with a work list, within the limits.

Each value is handed to the decoders that may have something to say to it; what they find are further values. No
decoder calls another on what it found, so that no nesting of the input becomes nesting of calls.
"""

from collections import deque
from typing import NamedTuple

from trafficaudit import faults
from trafficaudit.decode import ciphered, cookie, host, media, recalled, url
from trafficaudit.decode.arranged import divided, paired
from trafficaudit.decode.arranged.nested_names import by_own_names
from trafficaudit.decode.fields import Fields, Group
from trafficaudit.decode.limits import Bound, Budget, Limits
from trafficaudit.decode.node import NO_HINT, Child, Node, Opened
from trafficaudit.decode.packed import compression
from trafficaudit.decode.parts import Start
from trafficaudit.decode.place import Linear, inside
from trafficaudit.decode.selection import Selection, long_enough, quiet
from trafficaudit.decode.text import as_text
from trafficaudit.model import Cut, Decoded, Opaque, Span

_SHORTEST_BYTES = 4
_START = Linear(0)
_QUERY = ("query",)
_DIVIDED = (divided.NAME, divided.CUT)
_FEWEST_PIECES = 2
_AMPLE_WORK, _AMPLE_FIELDS = 1_000_000, 1_000


class _Branch(NamedTuple):
    """A value that is a field already, and what it holds."""

    parent: int
    node: Node
    opened: list[Opened]


class _Around(NamedTuple):
    """What holds for all children of a reading: its layers, whether long ones make up a request's body jointly, the
    bytes of a body or query that is sent, of which a run may be most (0 of others), and whether it was sent at all: of
    cookies a server has what it gave.
    """

    layers: tuple[str, ...]
    jointly: bool
    size: int
    sent: bool


class Tree:
    """The fields and obstacles of one exchange."""

    def __init__(self, selection: Selection, limits: Limits) -> None:
        self.selection, self.limits = selection, limits
        self.budget = Budget(limits)
        self.fields = Fields()
        self.opaque: list[Opaque] = []
        self.queue: deque[_Branch] = deque()
        self.reached: set[str] = set()
        self.start: Start

    def decoded(self) -> Decoded:
        """Give what was found."""
        return Decoded(self.fields, tuple(self.opaque))

    def grow(self, start: Start) -> None:
        """Add a part: its root, and breadth first what it holds."""
        self.start = start
        try:
            self._grow_part(start)
        except Exception as error:
            self.queue.clear()
            self.obstacle(start, Span(0, len(start.raw)), faults.told("what grows the tree of fields", error), "bound")

    def _grow_part(self, start: Start) -> None:
        if self.budget.fields <= 0:
            self._start(start.raw if (held := as_text(start.raw)) is None else held)  # values are searched for in it
            self._reach("fields", start.path)
            return
        self.budget.fields -= 1
        self.budget.inflated = self.limits.inflated
        raw, text = start.raw, as_text(start.raw)
        index = self._start(raw if text is None else text)
        if start.part == "header" and not start.known:
            spent = None if text is None else self.selection.closed_headers.get(text)
            if spent is not None:
                self.budget.work -= spent
                return
            known = self.selection.headers.get(start)
            if known is not None and self._ample():
                recalled.add(self.fields, start, index, known)
                self.budget.work -= known.work
                self.budget.fields -= len(known.rows) - 1
                return
        sent = start.direction == "request" and start.part == "header" and not start.known
        carrier = start.part == "body" or (sent and ciphered.is_content(start.key, text))
        node = Node(raw, text, _START, start.path, start.key, start.part, self.budget, (), start.hint, carrier)
        before, told = (self.budget.work, self.budget.inflated), len(self.opaque)
        self._push(index, node, self._root(node, start))
        while self.queue:
            self._grow(*self.queue.popleft())
        whole = len(self.opaque) == told and self.budget.inflated == before[1] and self._ample()
        if whole and start.part == "header" and not start.known:
            self.selection.headers.keep(start, self.fields, index, before[0] - self.budget.work)

    def _start(self, value: str | bytes) -> int:
        """Add the root of a part; roots in a row, as headers are, make one group."""
        start, fields = self.start, self.fields
        group = fields.groups[-1] if fields.groups else None
        if group is None or group.parent >= 0 or group.part != start.part or group.direction != start.direction:
            fields.begin(Group(start.direction, start.part, (), -1, _START))
        fields.rows.append((start.path, start.key, value, 0, len(start.raw), True))
        return len(fields.rows) - 1

    def obstacle(self, start: Start, span: Span, reason: str, cut: Cut = "") -> None:
        """Add bytes of a part that could not be looked into."""
        self.opaque.append(Opaque(start.direction, start.part, start.path, span, reason, cut))

    def _push(self, index: int, node: Node, opened: list[Opened]) -> None:
        if opened:
            self.fields.inner.add(index)
            self.queue.append(_Branch(index, node, opened))

    def _grow(self, parent: int, node: Node, opened: list[Opened]) -> None:
        """Add the children of a value."""
        budget, fields, closed = self.budget, self.fields, self.selection.closed
        for group in opened:
            plain = not group.carrier and group.hint is NO_HINT
            room, first = budget.fields, len(fields.rows)
            if len(group.children) > 1:
                paired.rename(group.children)
            children = group.children[:room] if len(group.children) > room else group.children
            children = by_own_names(children, self.start.part)
            layers = node.layers + group.layers
            fields.begin(Group(self.start.direction, self.start.part, layers, parent, node.place))
            fields.rows += children
            jointly = self.start.direction == "request" and node.carrier and ciphered.make_up(children, len(node.raw))
            around = _Around(layers, jointly, self._size(node, group), self._is_sent())
            for index in long_enough(children) if plain else range(len(children)):
                child = children[index]
                value = child[2]
                if plain and value.__class__ is str:
                    if quiet(value):  # asked first: what is remembered is mostly in no cache of the processor's
                        continue
                    spent = closed.get(value)
                    if spent is not None and not (around.size and ciphered.is_run(value)):
                        budget.work -= spent  # finding out once more would cost that much
                        continue
                budget.fields = room - index - 1
                self._child(first + index, node, group, child, around)
            budget.fields = room - len(children)
            if len(children) < len(group.children):
                self._reach("fields", group.children[room][0])
                return
        self._join(parent, node, opened)

    def _is_sent(self) -> bool:
        return self.start.direction == "request" and self.start.part != "cookie"

    def _size(self, node: Node, group: Opened) -> int:
        """Give how many bytes there are of which a ciphered value may be most: a body or a query that was sent."""
        if self.start.direction != "request":
            return 0
        if node.carrier:
            return len(node.raw)
        if group.layers == _QUERY and node.part == "url":
            return sum([len(child[2]) for child in group.children])
        return 0

    def _join(self, parent: int, node: Node, opened: list[Opened]) -> None:
        """Add the values that stand divided in the children of a value."""
        fields, budget = self.fields, self.budget
        for layers, children in _by_layers(opened).items():
            if len(children) < _FEWEST_PIECES:
                continue
            above = node.layers + layers
            for name, whole in zip(_DIVIDED, divided.wholes(children), strict=True):
                if len(whole) > budget.fields:
                    self._reach("fields", node.path)
                    return
                if whole:
                    budget.fields -= len(whole)
                    fields.begin(Group(self.start.direction, self.start.part, (*above, name), parent, node.place))
                    fields.rows += whole

    def _child(self, index: int, node: Node, group: Opened, child: Child, around: _Around) -> None:
        """Look into one child; where it stands in the part is worked out once something was found in it."""
        path, key, value, start, end, how = child
        if isinstance(value, str):
            text: str | None = value
            raw = node.raw[start:end] if how is True else value.encode("utf-8", "surrogatepass")
        else:
            raw, text = value, as_text(value)
            if text is not None:
                self.fields.rows[index] = (path, key, text, start, end, how)
            elif len(raw) < _SHORTEST_BYTES and not group.carrier and group.hint is NO_HINT:
                return
        carrier = group.carrier or (node.carrier and 2 * len(raw) >= len(node.raw) >= ciphered.SHORTEST)
        carrier = carrier or (around.jointly and ciphered.is_run(value))
        carrier = carrier or (around.size > 0 and ciphered.stands_for(key, value, around.size))
        carrier = carrier or (around.sent and ciphered.is_content(key, value))
        inner = Node(raw, text, node.place, path, key, node.part, self.budget, around.layers, group.hint, carrier)
        work = self.budget.work
        found = self._ask(inner)
        if found or carrier or self.budget.reached:
            inner.place = inside(node.place, node.raw, start, end, how)
            self._report(inner)
            self._push(index, inner, self._told(inner, found))
        elif text is not None and inner.hint is NO_HINT:
            self._remember(inner, work)

    def _root(self, node: Node, start: Start) -> list[Opened]:
        """Open a part: as what it is known to be, else as any value."""
        if start.known in ("", "name"):
            return self._open(node)
        if start.known == "url":
            found = list(url.pieces(node))
        elif start.known == "host":
            found = host.pieces(node)
        else:
            found = [cookie.pairs(node, attributes=start.known == "set-cookie")]
        return [opened for opened in found if opened.children]

    def _open(self, node: Node) -> list[Opened]:
        """Ask the decoders about a part."""
        work = self.budget.work
        found = self._ask(node)
        self._report(node)
        if not found and node.hint is NO_HINT and not node.carrier and node.text is not None:
            self._remember(node, work)
        return self._told(node, found)

    def _remember(self, node: Node, before: int) -> None:
        """Keep that nobody has something to say to a text, unless the budget is so near its bounds that one decided."""
        if node.text is not None and self._ample() and not self.budget.here_only:
            header = node.part == "header" and not node.layers
            self.selection.remember(node.text, before - self.budget.work, header)

    def _ample(self) -> bool:
        """Say whether the budget is far from its bounds, so that none of them decides about a short value."""
        return self.budget.work > _AMPLE_WORK and self.budget.fields > _AMPLE_FIELDS

    def _told(self, node: Node, found: list[Opened]) -> list[Opened]:
        """Report what could not be read and give what holds children; at the bound on depth that there is more."""
        if found and len(node.layers) >= self.limits.depth:
            self._opaque(node, node.path, 0, len(node.raw), Bound(f"depth bound of {self.limits.depth} layers"))
            return []
        for opened in found:
            for path, start, end, reason in opened.obstacles:
                self._opaque(node, path, start, end, reason)
        if not found and node.carrier and ciphered.unreadable(node, self._called(node)):
            self._opaque(node, node.path, 0, len(node.raw), ciphered.REASON)
        return [opened for opened in found if opened.children]

    def _called(self, node: Node) -> str:
        """Give what a server calls bytes; what an app sends is a medium, and stays closed, by its first bytes alone."""
        return node.hint.essence if self.start.direction == "response" else ""

    def _labelled(self, node: Node) -> list[Opened]:
        """Take off an encoding that a header names; a label that the bytes do not bear out is passed over."""
        while node.hint.encodings:
            found = list(compression.labelled(node))
            if found:
                return found
            node.hint = node.hint._replace(encodings=node.hint.encodings[1:])
        return []

    def _report(self, node: Node) -> None:
        """Report the bounds that ended what decoders read of a value."""
        reached = self.budget.reached
        if reached:
            for reason in reached:
                self._opaque(node, node.path, 0, len(node.raw), reason)
            reached.clear()

    def _ask(self, node: Node) -> list[Opened]:
        """Ask the decoders about a value, the one first that a header names."""
        if node.hint.encodings and (found := self._labelled(node)):
            return found
        if node.text is None and media.is_media(node.raw, self._called(node)) and not compression.format_of(node.raw):
            return [opened for each in self.selection.media if each.sniff(node) for opened in each.decode(node)]
        if self.budget.work <= 0:
            self._reach("work", node.path)
            return []
        found, asked, self.budget.here_only = [], 0, False
        for decoder in self.selection.of(node):
            asked += 1
            try:
                if decoder.sniff(node):
                    node.read = bool(found)
                    found += decoder.decode(node)
                    if True in [opened.sure for opened in found]:
                        break
            except Exception as error:
                self.budget.reached.append(Bound(faults.told(f"the decoder {decoder.NAME}", error)))
        if self.budget.work < 0:
            self._reach("work", node.path)  # a decoder stopped within the value, or read nothing of it
        self.budget.work -= asked * len(node.raw)
        return found

    def _opaque(self, node: Node, path: str, start: int, end: int, reason: str) -> None:
        span = node.place.locate(start, end)[0]
        cut: Cut = "bound" if isinstance(reason, Bound) else ""
        self.opaque.append(Opaque(self.start.direction, self.start.part, path, span, reason, cut))

    def _reach(self, bound: str, path: str) -> None:
        """Report a bound of the whole exchange, once for each part that it cuts short."""
        # Headers of one name share a path; each must be covered to its end.
        key = f"{bound} {self.start.direction} {self.start.part} {len(self.start.raw)} {self.start.path}"
        if key not in self.reached:
            self.reached.add(key)
            limit = f"node bound of {self.limits.fields} fields" if bound == "fields" else "work bound"
            reason = f"{limit}: not all was looked into"
            span = Span(0, len(self.start.raw))
            self.opaque.append(Opaque(self.start.direction, self.start.part, path, span, reason, "bound"))
        if bound == "fields":
            self.queue.clear()


def _by_layers(opened: list[Opened]) -> dict[tuple[str, ...], list[Child]]:
    """Give what was found by its layers: multipart gives each part by itself; another reading has other layers."""
    if len(opened) == 1:
        return {opened[0].layers: opened[0].children}
    read: dict[tuple[str, ...], list[Child]] = {}
    for group in opened:
        read.setdefault(group.layers, []).extend(group.children)
    return read
