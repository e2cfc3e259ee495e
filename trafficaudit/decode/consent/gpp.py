"""GPP strings of IAB Tech Lab's Global Privacy Platform: a header that lists sections, and behind each ``~`` one.

The header is three letters, ``DBA`` or the like (type 3, version 1), and the numbers of the sections as ranges in
Fibonacci's code. Opened are TCF (2; Canada: 5), US Privacy (6), and of the sections of the United States (7 to 27)
whether sale, sharing and targeted advertising were opted out of, and whether the browser sent Global Privacy Control.
Those from 24 on, which are drafts, begin with a segment of their own that names the section: without it, as some
programs write them, nothing says what their bits are, and they stay closed.

Sources: IAB Tech Lab, Global Privacy Platform, "Consent String Specification" and "Section Information"; the order of
fields in the sections of the United States: the technical specification of each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trafficaudit.decode.consent import tcf
from trafficaudit.decode.consent.bits import Bits, bits
from trafficaudit.decode.node import Child, Node, Opened, member

NAME = "gpp"
MEDIA = None
TEXT = True
MARKS = "~"
ONLY = "-_.=~"

_WHOLE = re.compile(rb"DB[\w-]{2,64}+(?:~[\w.=-]++){1,24}").fullmatch
_LONGEST = 1 << 15
_COST = 2
_TYPE, _VERSION = 3, 1
_MOST_SECTIONS = 64
"""Numbers of sections: those given out end below 30."""
_TCF, _CANADA, _US_PRIVACY = 2, 5, 6
_NAMES = {
    1: "tcfeuv1", 2: "tcfeuv2", 5: "tcfcav1", 6: "uspv1", 7: "usnat", 8: "usca", 9: "usva", 10: "usco", 11: "usut",
    12: "usct", 13: "usfl", 14: "usmt", 15: "usor", 16: "ustx", 17: "usde", 18: "usia", 19: "usne", 20: "usnh",
    21: "usnj", 22: "ustn", 23: "usmn", 24: "usmd", 25: "usin", 26: "usky", 27: "usri",
}  # fmt: skip
_SALE, _SHARING, _ADVERTISING = "sale_opt_out", "sharing_opt_out", "targeted_advertising_opt_out"
_OPT_OUTS: dict[int, tuple[int, tuple[str, ...]]] = {
    **dict.fromkeys(range(9, 28), (3, (_SALE, _ADVERTISING))),
    7: (6, (_SALE, _SHARING, _ADVERTISING)),
    8: (3, (_SALE, _SHARING)),
    11: (4, (_SALE, _ADVERTISING)),
    18: (4, (_SALE, _ADVERTISING)),
}
"""By section: how many notices (two bits each) stand before the choices, and which choices these are."""
_CHOICES = ("not applicable", "opted out", "not opted out")
_CONTROL = 1
"""The type of the segment with Global Privacy Control."""
_HEADED = range(24, 28)
"""Sections that begin with a segment which names them; before their notices stands what the contract (MSPA) says."""
_CONTRACT = 4
_UNCONTROLLED = range(25, 28)
"""Those of whose further segments the type stands in the first one; none of them is Global Privacy Control's."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its number, where it stands in the string, and of the United States what each choice is."""

    number: int
    start: int
    end: int
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What the API calls it; its number where that is not known here."""
        return _NAMES.get(self.number, f"section_{self.number}")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.startswith(b"DB") and len(node.raw) <= _LONGEST and _WHOLE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the sections, and of those of the United States a field for each choice."""
    if node.budget.spend(_COST * len(node.raw)) and (sections := read(node.raw)):
        children = [child for section in sections for child in _children(node, section)]
        yield Opened((NAME,), children[: node.room], sure=True)


def _children(node: Node, section: Section) -> Iterator[Child]:
    path = member(node.prefix, section.name)
    start, end = section.start, section.end
    key = "us_privacy" if section.number == _US_PRIVACY else ""
    yield path, key, node.raw[start:end].decode("ascii"), start, end, True
    for name, choice in section.choices:
        yield member(path, name), "", choice, start, end, False


def read(raw: bytes) -> tuple[Section, ...]:
    """Give the sections of a string, in its order; nothing where it is none."""
    header, *runs = raw.split(b"~")
    numbers = _header(header)
    if not runs or len(numbers) != len(runs) or not _WHOLE(raw):
        return ()
    found: list[Section] = []
    start = len(header) + 1
    for number, run in zip(numbers, runs, strict=True):
        found.append(Section(number, start, start + len(run), _choices(number, run)))
        start += len(run) + 1
    return tuple(found)


def _header(letters: bytes) -> list[int]:
    """Give the numbers of the sections; nothing where it is no header, or one in which nothing applies."""
    run = bits(letters)
    if run is None or (run.take(6), run.take(6)) != (_TYPE, _VERSION):
        return []
    numbers: list[int] = []
    for _ in range(run.take(12)):
        ranged = run.take(1)
        first = (numbers[-1] if numbers else 0) + (step := run.fibonacci())
        last = first + (width := run.fibonacci()) if ranged else first
        if not step or (ranged and not width) or last > _MOST_SECTIONS:
            return []
        numbers += range(first, last + 1)
    return [] if run.over or run.rest() else numbers


def _choices(number: int, letters: bytes) -> tuple[tuple[str, str], ...]:
    """Give what a section of the United States says; nothing where it is none, or of another form."""
    layout = _OPT_OUTS.get(number)
    core, *further = letters.split(b".")
    if number in _HEADED:
        if not further or not _is_head(number, core):
            return ()
        core, *further = further
    run = bits(core)
    if layout is None or run is None or run.take(6) not in (1, 2):
        return ()
    notices, names = layout
    run.take(_CONTRACT if number in _HEADED else 0)
    run.take(2 * notices)
    told = [(name, run.take(2)) for name in names]
    if run.over or any(value >= len(_CHOICES) for _, value in told):
        return ()
    found = [(name, _CHOICES[value]) for name, value in told]
    segments = [] if number in _UNCONTROLLED else [bits(segment) for segment in further]
    controls = [_control(each) for each in segments if each is not None]
    return (*found, *(("gpc", "opted out") for control in controls if control))


def _is_head(number: int, letters: bytes) -> bool:
    run = bits(letters)
    return run is not None and (run.take(6), run.take(6)) == (number, 1)


def _control(run: Bits) -> bool:
    return run.take(2) == _CONTROL and run.take(1) == 1


def canadian(raw: bytes, section: Section) -> tuple[int, int] | None:
    """Give what a section of IAB Canada says, see ``tcf.read_canadian``; ``None`` for any other section."""
    return tcf.read_canadian(raw[section.start : section.end]) if section.number == _CANADA else None
