"""Cards of contacts and calendars (vCard, RFC 6350 and 2.1; iCalendar, RFC 5545), as apps upload address books."""

import re
from collections import Counter
from collections.abc import Iterator

from trafficaudit.decode.charset import codec_of
from trafficaudit.decode.node import Child, Names, Node, Opened, item, member
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.quoted_run import escapes as printable_escapes
from trafficaudit.decode.quoted_run import unescape
from trafficaudit.decode.text import as_text

NAME = "vcard"
MEDIA = re.compile(r"text/(x-)?(vcard|calendar|directory)")
TEXT = True
MARKS = "\n\r"
ONLY = None

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,4}BEGIN:(?:VCARD|VCALENDAR)\b", re.IGNORECASE).match
# A line goes on behind a line end and a space; a line of quoted-printable, and no other (Base64 ends so as well),
# behind an equals sign (vCard 2.1). Tried where a line begins alone: a long one would be read once for each sign.
_LINE = re.compile(
    rb"(?<![^\r\n])([^:;\r\n]++)(?P<printable>(?=;[^:\r\n]{0,200}(?i:QUOTED-PRINTABLE)))?"
    rb"((?:;(?:\"[^\"\r\n]*+\"|[^:;\"\r\n])*+)*+):"
    rb"([^\r\n]*+(?:(?(printable)(?:\r?\n[ \t]|(?<==)\r?\n)|\r?\n[ \t])[^\r\n]*+)*+)"
)
_PROPERTY = re.compile(rb"[A-Za-z0-9-]++\Z").search
_FOLD = re.compile(rb"\r?\n[ \t]|\\[nN,;\\:]")
_PARAMETER = re.compile(
    rb";(CN|EMAIL|LABEL|SENT-BY|SORT-AS|X-ADDRESS|X-TITLE)=(?:\"([^\"\r\n]+)\"|([^;:,\"\r\n]+))", re.IGNORECASE
)
_CHARSET = re.compile(rb";CHARSET=\"?([\w.:-]{1,40})", re.IGNORECASE).search
_CARDS = re.compile(rb"BEGIN:VC(?:ARD|ALENDAR)\b", re.IGNORECASE).findall
_OUTERMOST = (b"VCARD", b"VCALENDAR")
_DEEPEST = 4
"""How deep parts of a calendar are followed: RFC 5545 has two of them below the calendar."""
_BETWEEN = re.compile(rb"(?<!\\);")
_STRUCTURED = frozenset({"N", "ADR", "ORG", "GEO"})
_SILENT = frozenset({"BEGIN", "END", "VERSION", "PRODID"})
_TOKEN_WORK = 64
_WIDEST_NAME = 64


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _START(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each property's value, and the parts of names and addresses; of several cards each at its number.

    What stands within a calendar (an event, an alarm) is under its name, by its place among those.
    """
    raw, children = node.raw, list[Child]()
    several = len(_CARDS(raw)) > 1
    count, names = -1, Names(node.prefix)
    within: list[tuple[str, Names, Counter[str]]] = []
    for match in _LINE.finditer(raw):
        if len(children) > node.room or not node.budget.spend(_TOKEN_WORK):
            break
        said = _PROPERTY(match[1][-_WIDEST_NAME:])
        if said is None:
            continue
        name = said[0].decode("ascii").upper()
        if name == "BEGIN":
            kind = match[4].strip().upper()
            if kind in _OUTERMOST or not within:
                count += 1
                place = item(node.prefix, count) if several else node.prefix
                within = []
            else:
                del within[_DEEPEST:]
                place = _component(within[-1], kind)
            names = Names(place)
            within.append((place, names, Counter()))
        elif name == "END" and len(within) > 1:
            within.pop()
            names = within[-1][1]
        elif name not in _SILENT and match[4]:
            children += _property(match, names.path(name), name)
    if children:
        yield Opened((NAME,), children, sure=True)


def _component(above: tuple[str, Names, Counter[str]], kind: bytes) -> str:
    """Give the place of a part of a calendar under what it is a part of."""
    place, _, counts = above
    name = kind[:_WIDEST_NAME].decode("ascii", "replace")
    counts[name] += 1
    return item(member(place, name), counts[name] - 1)


def _property(match: re.Match[bytes], path: str, name: str) -> Iterator[Child]:
    run, start = match[4], match.start(4)
    yield from _parameters(match, path)
    if match["printable"] is not None:
        label = _CHARSET(match[3])
        codec = codec_of(label[1].decode("ascii")) if label else ""
        yield path, name, *_unescaped(run, codec, start)
        if name in _STRUCTURED:
            here = 0
            for index, piece in enumerate(_BETWEEN.split(run)):
                if piece:
                    yield item(path, index), name, *_unescaped(piece, codec, start + here)
                here += len(piece) + 1
        return
    yield path, name, _text(run), start, start + len(run), _escapes if _FOLD.search(run) else True
    if name in _STRUCTURED and b";" in run:
        here = 0
        for index, piece in enumerate(_BETWEEN.split(run)):
            if piece:
                how = _escapes if _FOLD.search(piece) else True
                yield item(path, index), name, _text(piece), start + here, start + here + len(piece), how
            here += len(piece) + 1


def _unescaped(run: bytes, codec: str, start: int) -> tuple[str | bytes, int, int, How]:
    """Undo quoted-printable; of what is no UTF-8 the text in the character set that the property names."""
    value, end = unescape(run), start + len(run)
    text = as_text(value)
    if text is None and codec:
        try:
            return value.decode(codec), start, end, False
        except UnicodeError:
            return value, start, end, printable_escapes
    return text or value, start, end, printable_escapes


def _parameters(match: re.Match[bytes], path: str) -> Iterator[Child]:
    """Give what parameters say of somebody: the name and address of who is invited (RFC 5545, 3.2)."""
    for each in _PARAMETER.finditer(match[3]):
        name, group = each[1].decode("ascii").upper(), 2 if each[2] is not None else 3
        start, end = each.span(group)
        yield (
            member(path, name),
            name,
            as_text(each[group]) or each[group],
            match.start(3) + start,
            match.start(3) + end,
            True,
        )


def _text(run: bytes) -> str | bytes:
    value = _FOLD.sub(_replacement, run)
    return as_text(value) or value


def _replacement(match: re.Match[bytes]) -> bytes:
    written = match[0]
    if written[:1] != b"\\":
        return b""
    return b"\n" if written in (b"\\n", b"\\N") else written[1:]


def _escapes(run: bytes) -> Iterator[Escape]:
    for match in _FOLD.finditer(run):
        yield match.start(), match.end(), len(_replacement(match)), 0
