"""Python's pickles, protocols 0 to 5 (PEP 3154, PEP 574; CPython's ``pickletools``), which are read and never run.

A pickle is a program for a machine with a stack and a memo. Its instructions are followed as far as they build lists
and maps; a class is a name, what it is called with are its parts, and what it is built from are its members.
"""

import re
import struct
from collections.abc import Callable, Iterator

from trafficaudit.decode.limits import WORK, Budget
from trafficaudit.decode.node import Node, Obstacle, Opened, item
from trafficaudit.decode.objects.pickled_things import Things
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire.graph import Graph, Thing
from trafficaudit.decode.wire.octets import BoundError, BrokenError, Octets

NAME = "pickle"
MEDIA = re.compile(r"application/(?:x-)?(?:python-)?pickle")
TEXT = None
MARKS = "\n"
ONLY = None

FIRST = b"\x80(c}])"
"""What bytes without a label can begin with."""
_FRAMED = re.compile(rb"\x80[\x04\x05]\x95.{6}\0\0", re.DOTALL).match
_BEGINS = re.compile(
    rb"\x80[\x02-\x05]|\((?:[dl]p0\n|[dl]q\0|i[A-Za-z_])|c[A-Za-z_][\w.]*\n[A-Za-z_][\w.]*\n|[}\]]q\0"
).match
_STEP = 4 * Budget.TOKEN
_WIDEST = 64
"""Bytes of a whole number that is written out."""
_LONGEST_LINE = 1 << 20

# By instruction: bytes of the length before a text, bytes or whole number.
_TEXTS = {0x58: 4, 0x8C: 1, 0x8D: 8}
_RUNS = {0x54: 4, 0x55: 1, 0x42: 4, 0x43: 1, 0x8E: 8, 0x96: 8}
_LONGS = {0x8A: 1, 0x8B: 4}
_WHOLE = {0x4A: "<i", 0x4B: "<B", 0x4D: "<H", 0x47: ">d"}
_CONSTANTS = {0x4E: "null", 0x88: "true", 0x89: "false"}
_PUTS, _GETS = {0x71: 1, 0x72: 4}, {0x68: 1, 0x6A: 4}
_EMPTY = {0x5D: False, 0x29: False, 0x8F: False, 0x7D: True}
_TUPLES = {0x85: 1, 0x86: 2, 0x87: 3}
_MARKED = {0x74: False, 0x6C: False, 0x91: False, 0x64: True}
_IGNORED = {0x80: 1, 0x95: 8, 0x98: 0}
_EXTENSIONS = {0x82: 1, 0x83: 2, 0x84: 4}


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a pickle does and end with its last instruction."""
    return raw[-1:] == b"." and _BEGINS(raw) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw) or _FRAMED(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every text, number and run of bytes, where all instructions are known, or a frame says that it is one."""
    reader, things = Octets(node, 0), Things()
    left: list[Obstacle] = []
    roots: list[tuple[str, str, int]] = []
    machine: _Machine | None = None
    try:
        while reader.pos < reader.end:
            machine = _Machine(reader, things)
            roots.append((item(node.prefix, len(roots)) if roots else node.path, node.key, machine.run()))
    except BrokenError:
        if _FRAMED(node.raw) is None or machine is None:
            return
        roots += [(node.path, node.key, number) for number in machine.closed()]
        left.append((node.path, min(reader.pos, reader.end), reader.end, f"no {NAME} from byte {reader.pos} on"))
    except BoundError as error:
        left.append((node.path, 0, reader.end, error.bound))
    graph = Graph(node, things)
    graph.run(roots)
    told = any(isinstance(child[2], str) and len(child[2]) > 1 for child in graph.children)
    if graph.children and (told or len(graph.children) > 1):
        yield Opened((NAME,), graph.children, sure=True, obstacles=left + graph.obstacles)


class _Machine:
    """One program: what stands on its stack, and in its memo."""

    def __init__(self, reader: Octets, things: Things) -> None:
        self.reader, self.things = reader, things
        self.stack: list[int] = []
        self.below: list[list[int]] = []
        self.memo: dict[int, int] = {}

    def run(self) -> int:
        """Follow the instructions to the last one; give what is left."""
        reader = self.reader
        while (code := reader.byte()) != 0x2E:
            if not reader.node.budget.spend(_STEP):
                raise BoundError(WORK)
            self._step(code)
        return self._pop()

    def closed(self) -> list[int]:
        """Give what is on the stack of a program that breaks off, and put what waits for its list or map there."""
        while self.below:
            left = self._marked()
            if self.stack and self.things.all[self.stack[-1]].names is not None:
                self.things.put(self.stack[-1], left, self.reader)
            elif self.stack and self.things.all[self.stack[-1]].items is not None:
                self.things.extend(self.stack[-1], left, self.reader)
            else:
                self.stack += left
        return self.stack

    def _pop(self) -> int:
        if not self.stack:
            raise BrokenError
        return self.stack.pop()

    def _top(self) -> int:
        if not self.stack:
            raise BrokenError
        return self.stack[-1]

    def _marked(self) -> list[int]:
        """Take what was put on the stack since the last mark."""
        if not self.below:
            raise BrokenError
        found, self.stack = self.stack, self.below.pop()
        return found

    def _step(self, code: int) -> None:
        things, reader = self.things, self.reader
        if code in _IGNORED:
            reader.run(_IGNORED[code])
        elif code in _PUTS or code in (0x70, 0x94):
            at = len(self.memo) if code == 0x94 else self._number() if code == 0x70 else self._little(_PUTS[code])
            self.memo[at] = self._top()
        elif code in _GETS or code == 0x67:
            at = self._number() if code == 0x67 else self._little(_GETS[code])
            if at not in self.memo:
                raise BrokenError
            self.stack.append(self.memo[at])
        elif code == 0x28:
            self.below.append(self.stack)
            self.stack = []
        elif code in _EMPTY:
            self.stack.append(things.pairs([]) if _EMPTY[code] else things.items([]))
        elif code in _MARKED:
            made = self._marked()
            self.stack.append(things.pairs(made) if _MARKED[code] else things.items(made))
        elif code in _TUPLES:
            made = [self._pop() for _ in range(_TUPLES[code])][::-1]
            self.stack.append(things.items(made))
        elif code in _FILLS:
            _FILLS[code](self)
        else:
            self._value(code)

    def _value(self, code: int) -> None:
        """Take a value that stands in the instruction."""
        reader, start = self.reader, self.reader.pos
        if code in _TEXTS or code in _RUNS:
            run = reader.run(self._little(_TEXTS.get(code) or _RUNS[code]))
            self._keep(as_text(run) or run, reader.pos - len(run), True)
        elif code in _WHOLE:
            form = _WHOLE[code]
            self._keep(str(struct.unpack(form, reader.run(struct.calcsize(form)))[0]), start)
        elif code in _CONSTANTS:
            self._keep(_CONSTANTS[code], start)
        elif code in _LONGS:
            run = reader.run(self._little(_LONGS[code]))
            whole = str(int.from_bytes(run, "little", signed=True)) if len(run) <= _WIDEST else run[::-1].hex()
            self._keep(whole, reader.pos - len(run))
        elif code in (0x49, 0x4C, 0x46, 0x50):  # I, L, F, P
            run = self._line()
            value = {b"01": "true", b"00": "false"}.get(run) if code == 0x49 else None
            end = start + len(run.removesuffix(b"L") if code == 0x4C else run)
            value = value or as_text(reader.raw[start:end])
            if value is None:
                raise BrokenError
            self.stack.append(self.things.add(Thing(start, end, value, reader.raw[start:end] == value.encode())))
        elif code in (0x53, 0x56):  # S, V
            self._written(code)
        elif code in (0x63, 0x69):  # c, i
            name = b".".join((self._line(), self._line())).decode("utf-8", "replace")
            called = self.things.named(name)
            made = called if code == 0x63 else self.things.made(called, self._marked(), reader)
            self.stack.append(made)
        elif code in _EXTENSIONS:
            reader.run(_EXTENSIONS[code])
            self.stack.append(self.things.named(""))
        else:
            raise BrokenError

    def _keep(self, value: str | bytes, start: int, how: bool = False) -> None:
        self.stack.append(self.things.add(Thing(start, self.reader.pos, value, how)))

    def _written(self, code: int) -> None:
        """Take a text in a line of its own: in quotes with escapes, or with those of Unicode alone."""
        start, run = self.reader.pos, self._line()
        end = start + len(run)
        if code == 0x53:
            if len(run) < 2 or run[:1] not in b"'\"" or run[-1:] != run[:1]:
                raise BrokenError
            start, end, run = start + 1, end - 1, run[1:-1]
        plain = b"\\" not in run and run.isascii()
        try:
            text = run.decode("unicode_escape" if code == 0x53 else "raw_unicode_escape")
        except UnicodeDecodeError:
            raise BrokenError from None
        if code == 0x53 and not plain:  # of Python 2: bytes
            data = text.encode("latin-1", "replace")
            self.stack.append(self.things.add(Thing(start, end, as_text(data) or data, False)))
            return
        self.stack.append(self.things.add(Thing(start, end, text, plain)))

    def _line(self) -> bytes:
        reader = self.reader
        end = reader.raw.find(b"\n", reader.pos, reader.pos + _LONGEST_LINE)
        if end < 0:
            raise BrokenError
        run = reader.run(end - reader.pos)
        reader.byte()
        return run

    def _number(self) -> int:
        run = self._line()
        if not (run.isdigit() and len(run) < 10):
            raise BrokenError
        return int(run)

    def _little(self, width: int) -> int:
        return int.from_bytes(self.reader.run(width), "little")

    def drop(self) -> None:
        """0, 1: take off what is on top, or all since the mark."""
        if self.reader.raw[self.reader.pos - 1] == 0x31:
            self._marked()
        elif self.stack:
            self.stack.pop()
        else:
            self._marked()

    def double(self) -> None:
        """2: put on top what is there once more."""
        self.stack.append(self._top())

    def append(self) -> None:
        """a: put into a list."""
        value = self._pop()
        self.things.extend(self._top(), [value], self.reader)

    def appends(self) -> None:
        """e, ADDITEMS: put into a list, or a set."""
        values = self._marked()
        self.things.extend(self._top(), values, self.reader)

    def set_item(self) -> None:
        """s: put under a key."""
        value, key = self._pop(), self._pop()
        self.things.put(self._top(), [key, value], self.reader)

    def set_items(self) -> None:
        """u: put under keys."""
        pairs = self._marked()
        self.things.put(self._top(), pairs, self.reader)

    def build(self) -> None:
        """b: give an object its members."""
        state = self._pop()
        self.things.build(self._top(), state, self.reader)

    def call(self) -> None:
        """R, NEWOBJ: make an object of a class and what it is called with."""
        given, called = self._pop(), self._pop()
        self.stack.append(self.things.made(called, self.things.members(given), self.reader))

    def call_named(self) -> None:
        """NEWOBJ_EX: the same with names."""
        named, given, called = self._pop(), self._pop(), self._pop()
        made = self.things.made(called, self.things.members(given), self.reader)
        self.things.build(made, named, self.reader)
        self.stack.append(made)

    def object(self) -> None:
        """o: the same, since the mark."""
        given = self._marked()
        if not given:
            raise BrokenError
        self.stack.append(self.things.made(given[0], given[1:], self.reader))

    def told_class(self) -> None:
        """STACK_GLOBAL: a class by its name on the stack."""
        name, module = self.things.text(self._pop()), self.things.text(self._pop())
        self.stack.append(self.things.named(f"{module}.{name}"))

    def persistent(self) -> None:
        """Q: what is kept elsewhere, by its number; a buffer beside the pickle."""
        if self.reader.raw[self.reader.pos - 1] == 0x97:
            self.stack.append(self.things.named(""))
        else:
            self._top()


_FILLS: dict[int, Callable[[_Machine], None]] = {
    0x30: _Machine.drop, 0x31: _Machine.drop, 0x32: _Machine.double, 0x61: _Machine.append, 0x65: _Machine.appends,
    0x90: _Machine.appends, 0x73: _Machine.set_item, 0x75: _Machine.set_items, 0x62: _Machine.build,
    0x52: _Machine.call, 0x81: _Machine.call, 0x92: _Machine.call_named, 0x6F: _Machine.object,
    0x93: _Machine.told_class, 0x51: _Machine.persistent, 0x97: _Machine.persistent,
}  # fmt: skip
