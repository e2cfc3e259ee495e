r"""Many literals and expressions searched for in one pass over bytes, by Hyperscan.

Every byte is written as ``\xNN``: Hyperscan's own literal mode gives wrong matches, and a NUL ends a pattern. Only the
first bytes of each literal go into the automaton; the rest is compared at the place that it reports, so that literals
of any length work and a hit has a start as well as an end.
"""

import ctypes
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import hyperscan

PREFIX = 32
"""Bytes of a literal that the automaton sees."""

MOST_HITS = 10_000
"""Places per prefix and buffer that are looked at: a bound on what a hostile body can cost."""

type Literal = tuple[bytes, bool]
"""The bytes, and whether ASCII letters match in either case."""

type Expression = tuple[str, bool]
"""A regular expression in ASCII, and whether ASCII letters match in either case."""

type End = tuple[int, int]
"""The index of an expression, and the place behind a match of it."""


_ESCAPED = [f"\\x{byte:02x}" for byte in range(256)]


class Matcher:
    """Finds any of many literals in bytes; threads may share it, each gets a scratch space of its own.

    Args:
        literals: what to find; each at least one byte long.
    """

    def __init__(self, literals: Sequence[Literal]) -> None:
        self._literals = [literal.lower() if caseless else literal for literal, caseless in literals]
        groups: defaultdict[Literal, list[int]] = defaultdict(list)
        for index, (literal, caseless) in enumerate(literals):
            if not literal:
                raise ValueError("an empty literal is found everywhere")
            groups[self._literals[index][:PREFIX], caseless].append(index)
        self._groups = [(prefix, caseless, tuple(members)) for (prefix, caseless), members in groups.items()]

    @property
    def expressions(self) -> list[Expression]:
        """What to scan for: the beginnings of the literals."""
        return [(escaped(prefix), caseless) for prefix, caseless, _ in self._groups]

    @cached_property
    def _scanner(self) -> "_Scanner":
        return _Scanner(self.expressions)

    def find(self, data: bytes) -> list[tuple[int, int, int]]:
        """Give every hit as ``(index of the literal, start, end)``, sorted by start, the longest first, then index."""
        return self.confirm(data, self._scanner.found(data))

    def confirm(
        self, data: bytes, ends: Iterable[End], beyond: Callable[[int], object] = lambda end: None
    ) -> list[tuple[int, int, int]]:
        """Give what ``find`` gives, of data in which the expressions matched.

        ``beyond`` is told where the first match of one ends that is not looked at.
        """
        found = []
        counts: Counter[int] = Counter()
        for group, end in ends:
            prefix, caseless, members = self._groups[group]
            start = end - len(prefix)
            if start < 0 or end > len(data):  # a NUL of it was the data's frame
                continue
            counts[group] += 1
            if counts[group] > MOST_HITS:
                if counts[group] == MOST_HITS + 1:
                    beyond(end)
                continue
            for index in members:
                literal = self._literals[index]
                stop = start + len(literal)
                if len(literal) > PREFIX:
                    seen = data[start:stop]
                    if (seen.lower() if caseless else seen) != literal:
                        continue
                found.append((index, start, stop))
        return sorted(found, key=lambda one: (one[1], -one[2], one[0]))


def escaped(literal: bytes) -> str:
    """Write a literal as an expression."""
    return "".join([_ESCAPED[byte] for byte in literal])


class RunFinder:
    """Finds runs of exactly so many characters of a class, such as 32 hexadecimal digits and no more.

    Args:
        runs: ``(class, length)``: the inside of a bracket expression in ASCII, and the length.
        shaped: ``(class, expression, length)``: likewise, of one shape.
    """

    def __init__(self, runs: Sequence[tuple[str, int]], shaped: Sequence[tuple[str, str, int]] = ()) -> None:
        shapes = [*((chars, f"[{chars}]{{{length}}}", length) for chars, length in runs), *shaped]
        self._lengths = [length for *_, length in shapes]
        # The byte on either side may be the data's frame; it is in no class that is worth asking for.
        self.expressions = [(f"[^{chars}]{shape}[^{chars}]", False) for chars, shape, _ in shapes]

    def found(self, ends: Iterable[End]) -> list[tuple[int, int, int]]:
        """Give every run in data where the expressions matched, as ``(index of its kind, start, end)``, unsorted."""
        lengths = self._lengths
        return [(kind, end - 1 - lengths[kind], end - 1) for kind, end in ends]


class ExpressionFinder:
    """Finds where any of some expressions ends, such as to know which of many values are worth a closer look.

    Args:
        expressions: regular expressions in ASCII that mean the same to Hyperscan and to ``re``.
    """

    def __init__(self, expressions: Sequence[str]) -> None:
        self._scanner = _Scanner([(expression, False) for expression in expressions])

    def ends(self, data: bytes) -> list[int]:
        """Give every place behind a match, in no order; a long match may give several."""
        return [end for _, end in self._scanner.found(data)]


class Together:
    """Scans for what several finders look for at once: one pass over many expressions costs little more than over one.

    Data is framed by a NUL on either side, so that an expression may ask what stands around a match.

    Args:
        finders: the expressions of each.
    """

    def __init__(self, *finders: Sequence[Expression]) -> None:
        self._count = len(finders)
        self._whose = [(finder, index) for finder, listed in enumerate(finders) for index in range(len(listed))]
        self._scanner = _Scanner([one for expressions in finders for one in expressions])

    def ends(self, data: bytes) -> list[list[End]]:
        """Give the matches for each finder, in the order of their ends; ends are counted in the data, not its frame."""
        out: list[list[End]] = [[] for _ in range(self._count)]
        whose = self._whose

        def hit(index: int, _start: int, end: int, _flags: int, _context: object) -> None:
            finder, own = whose[index]
            out[finder].append((own, end - 1))

        self._scanner.scan(b"\0" + data + b"\0", hit)
        return out


def _give_back() -> None:
    """Have the C library give back what compiling took: tens of MiB that the process would hold to its end otherwise.

    ``malloc_trim`` is glibc's own; other libraries are left to themselves.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class _Scanner:
    """A compiled database with one scratch space for each thread."""

    def __init__(self, expressions: Sequence[tuple[str, bool]]) -> None:
        self._local = threading.local()
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        if expressions:
            self._database.compile(
                expressions=[expression.encode("ascii") for expression, _ in expressions],
                ids=list(range(len(expressions))),
                elements=len(expressions),
                flags=[hyperscan.HS_FLAG_CASELESS if caseless else 0 for _, caseless in expressions],
            )
            _give_back()
        self._empty = not expressions

    def scan(self, data: bytes, hit: Callable[[int, int, int, int, object], None]) -> None:
        """Call ``hit`` with the index of the expression, 0 and the end of every match."""
        if self._empty or not data:
            return
        scratch = getattr(self._local, "scratch", None)
        if scratch is None:
            scratch = self._local.scratch = hyperscan.Scratch(self._database)
        self._database.scan(data, match_event_handler=hit, scratch=scratch)

    def found(self, data: bytes) -> list[End]:
        """Give every match."""
        found: list[End] = []
        take = found.append

        def hit(index: int, _start: int, end: int, _flags: int, _context: object) -> None:
            take((index, end))

        self.scan(data, hit)
        return found
