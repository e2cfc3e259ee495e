r"""Many literals searched for in one pass over bytes, by Hyperscan.

Every byte is written as ``\xNN``: Hyperscan's own literal mode gives wrong matches, and a NUL ends a pattern. Only the
first bytes of each literal go into the automaton; the rest is compared at the place that it reports, so that literals
of any length work and a hit has a start as well as an end.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Sequence

import hyperscan

PREFIX = 32
"""Bytes of a literal that the automaton sees."""

MOST_HITS = 10_000
"""Places per prefix and buffer that are looked at: a bound on what a hostile body can cost."""

type Literal = tuple[bytes, bool]
"""The bytes, and whether ASCII letters match in either case."""


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
        self._scanner = _Scanner([(_escaped(prefix), caseless) for prefix, caseless, _ in self._groups])

    def find(self, data: bytes) -> list[tuple[int, int, int]]:
        """Give every hit as ``(index of the literal, start, end)``, sorted by start, the longest first, then index."""
        ends = self._scanner.scan(data)
        return self._confirm(data, ends) if ends else []

    def _confirm(self, data: bytes, ends: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        found = []
        counts: Counter[int] = Counter()
        for group, end in ends:
            counts[group] += 1
            if counts[group] > MOST_HITS:
                continue
            prefix, caseless, members = self._groups[group]
            start = end - len(prefix)
            for index in members:
                literal = self._literals[index]
                stop = start + len(literal)
                if len(literal) > PREFIX:
                    seen = data[start:stop]
                    if (seen.lower() if caseless else seen) != literal:
                        continue
                found.append((index, start, stop))
        return sorted(found, key=lambda one: (one[1], -one[2], one[0]))


def _escaped(literal: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in literal)


class RunFinder:
    """Finds runs of exactly so many characters of a class, such as 32 hexadecimal digits and no more.

    Args:
        runs: ``(class, length)``: the inside of a bracket expression in ASCII, and the length.
        shaped: ``(class, expression, length)``: likewise, of one shape.
    """

    def __init__(self, runs: Sequence[tuple[str, int]], shaped: Sequence[tuple[str, str, int]] = ()) -> None:
        shapes = [*((chars, f"[{chars}]{{{length}}}", length) for chars, length in runs), *shaped]
        self._lengths = [length for *_, length in shapes]
        self._scanner = _Scanner([(f"[^{chars}]{shape}[^{chars}]", False) for chars, shape, _ in shapes])

    def find(self, data: bytes) -> list[tuple[int, int, int]]:
        """Give every run as ``(index of its kind, start, end)``, sorted by start."""
        # A byte on either side stands for the ends of the data; it is in no class that is worth asking for.
        ends = self._scanner.scan(b"\0" + data + b"\0")
        found = [(kind, end - 2 - self._lengths[kind], end - 2) for kind, end in ends]
        return sorted(found, key=lambda one: (one[1], one[0]))


class ExpressionFinder:
    """Finds where any of some expressions ends, such as to know which of many values are worth a closer look.

    Args:
        expressions: regular expressions in ASCII that mean the same to Hyperscan and to ``re``.
    """

    def __init__(self, expressions: Sequence[str]) -> None:
        self._scanner = _Scanner([(expression, False) for expression in expressions])

    def ends(self, data: bytes) -> list[int]:
        """Give every place behind a match, in no order; a long match may give several."""
        return [end for _, end in self._scanner.scan(data)]


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
        self._empty = not expressions

    def scan(self, data: bytes) -> list[tuple[int, int]]:
        """Give ``(index of the expression, end)`` of every match."""
        if self._empty or not data:
            return []
        found: list[tuple[int, int]] = []

        def hit(index: int, _start: int, end: int, _flags: int, _context: object) -> None:
            found.append((index, end))

        scratch = getattr(self._local, "scratch", None)
        if scratch is None:
            scratch = self._local.scratch = hyperscan.Scratch(self._database)
        self._database.scan(data, match_event_handler=hit, scratch=scratch)
        return found
