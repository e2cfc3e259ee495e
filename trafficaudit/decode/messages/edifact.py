"""Messages of EDIFACT, as airlines announce passengers to borders with (PAXLST, UN/EDIFACT D.05B and later).

Segments end with an apostrophe, their elements with a plus sign and the parts of these with a colon; a question mark
makes the sign behind it one of the text. Source: ISO 9735, and the guide to the message of WCO, IATA and ICAO.
"""

import re
from collections.abc import Iterator, Sequence

from trafficaudit.decode.node import Child, Node, Opened, item, member

NAME = "edifact"
MEDIA = re.compile(r"application/edifact", re.IGNORECASE)
TEXT = True
MARKS = "'"
ONLY = None

_START = re.compile(rb"\s*(?:UNA:\+[.,]\? '\s*)?(?:UNB\+UNO[A-Z]:|UNH\+[^+]{1,14}\+[A-Z]{6}:)").match
_SEGMENT = re.compile(rb"((?:[^'?]|\?.?)*+)('?)", re.DOTALL)  # what matches anywhere is looked at once
_TAG = re.compile(rb"([A-Z]{3})(\+|\Z)").search
_ELEMENT = re.compile(rb"\+((?:[^+?]|\?.)*+)", re.DOTALL)
_PART = re.compile(rb"(?:\A|:)((?:[^:?]|\?.)*+)", re.DOTALL)
_RELEASED = re.compile(r"\?(.)", re.DOTALL)
_WORK = 64
_TRAVELLERS = ("FL", "FM", "DDT", "DDU")
"""Who a name and address (NAD) is: of the flight or its crew, in transit; others send the message or are asked."""
_CALLED: dict[tuple[str, str], str] = {
    ("ATT", "2"): "gender", ("DTM", "329"): "birthDate", ("DTM", "36"): "expiryDate", ("NAT", "2"): "nationality",
    ("RFF", "AVF"): "pnr", ("RFF", "ABO"): "pnr", ("RFF", "SEA"): "seatNumber", ("DOC", "P"): "passportNumber",
    ("COM", "TE"): "phoneNumber", ("COM", "EM"): "email", ("COM", "FX"): "faxNumber",
}  # fmt: skip
"""What an element says, by its segment and qualifier (codes 2005, 3155, 3493, 1001, 1153 and 9017 of UN/EDIFACT)."""

type _Run = tuple[bytes, int]
"""A part of an element, and where it begins."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _START(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what is said of each party, in a group for each; what has no known qualifier is called by its segment."""
    children: list[Child] = []
    prefix, parties = node.prefix, 0
    for match in _SEGMENT.finditer(node.raw):
        if len(children) > node.room or not node.budget.spend(_WORK):
            break
        found = _TAG(match[1]) if match[2] else None
        if found is None:
            continue
        tag, elements = found[1].decode(), _elements(match[1][found.end(1) :], match.start() + found.end(1))
        if tag == "NAD":
            kind = "passenger" if _first(elements) in _TRAVELLERS else "office"
            prefix, parties = item(member(node.prefix, kind), parties), parties + 1
            children += _names(prefix, elements)
        elif tag[:2] != "UN":
            children += _said(prefix, tag, elements)
    if children:
        yield Opened((NAME,), children, sure=True)


def _elements(behind: bytes, start: int) -> list[list[_Run]]:
    """Give the parts of each element of a segment: of what stands behind its tag, from ``start`` on."""
    return [
        [(part[1], start + found.start(1) + part.start(1)) for part in _PART.finditer(found[1])]
        for found in _ELEMENT.finditer(behind)
    ]


def _first(elements: Sequence[Sequence[_Run]]) -> str:
    return elements[0][0][0].decode("utf-8", "replace") if elements and elements[0] else ""


def _names(prefix: str, elements: Sequence[Sequence[_Run]]) -> Iterator[Child]:
    """Give the name of a party: the fourth element, of a passenger the surname and given names apart."""
    called = ("surname", "givenName", "givenName") if ".passenger" in f".{prefix}" else ("name", "name")
    for parts in elements[3:4]:
        for name, run in zip(called, parts, strict=False):
            yield from _child(prefix, name, run)


def _said(prefix: str, tag: str, elements: Sequence[Sequence[_Run]]) -> Iterator[Child]:
    if tag == "COM":  # the number before what it is of
        for parts in elements:
            kind = parts[1][0].decode("utf-8", "replace") if len(parts) > 1 else ""
            yield from _child(prefix, _CALLED.get((tag, kind), tag), parts[0])
        return
    name = _CALLED.get((tag, _first(elements)), tag)
    behind = [run for parts in elements[1:] for run in parts]
    within = elements[0][1:] if elements else []
    value = within[:1] if tag in ("DTM", "RFF") else [run for run in behind if run[0]]
    for run in value[:1] if name != tag else [*within, *behind]:
        yield from _child(prefix, name, run)


def _child(prefix: str, name: str, run: _Run) -> Iterator[Child]:
    raw, start = run
    if raw:
        text = raw.decode("utf-8", "replace")
        plain = _RELEASED.sub(r"\1", text)
        yield member(prefix, name), name, plain, start, start + len(raw), plain == text
