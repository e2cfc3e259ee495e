"""What airlines write of a passenger in places of their own: the text of a boarding pass's barcode, and the documents
that a booking tells of a passenger (SSR DOCS).

Sources: IATA Resolution 792 (Bar Coded Boarding Pass: a name of 20 characters, then each flight in 37), and the form of
the request DOCS that reservation systems document (``P/KOR/M123A4567/KOR/07MAR91/M/11SEP33/KIM/GILDONG``).
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened, item, member

NAME = "aboard"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = None

_LONGEST = 4_096
_FEWEST = 5
"""Signs between what a document says of somebody."""
_NAME = re.compile(rb"M[1-4](?=[A-Z .'-]+/)[A-Z][A-Z/ .'-]{19}[E ]").fullmatch
_NAME_STARTS, _NAME_ENDS, _LEG_SIZE = 2, 22, 37
"""Where the name stands, and how long a flight is that follows the sign behind it."""
_LEG = re.compile(
    rb"(?P<pnr>[A-Z0-9]{5,7}) {0,2}[A-Z]{6}[A-Z0-9]{2,3} ?"
    rb"[0-9]{4}[A-Z ][0-9]{3}[A-Z](?P<seatNumber>[0-9]{3}[A-Z]|[A-Z ]{3,4})[0-9]{4}[0-9A-Z ][0-9A-Z ]([0-9A-F]{2})"
).fullmatch
_DOCUMENT = re.compile(
    rb"(?<![A-Za-z0-9])(?P<type>[A-Z]{1,2})/[A-Z]{2,3}/(?P<number>[A-Z0-9]{5,15})/(?P<nationality>[A-Z]{2,3})/"
    rb"(?P<birthDate>[0-3][0-9](?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:19|20)?[0-9]{2})/(?P<gender>[MFXU])I?"
    rb"(?:/(?:[0-3][0-9][A-Z]{3}(?:20)?[0-9]{2})?)?"
    rb"(?:/(?P<surname>[A-Z][A-Z -]{0,39})/(?P<givenName>[A-Z](?:[A-Z -]{0,38}[A-Z])?))?(?![A-Z0-9])"
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_PASSPORTS = (b"P", b"PT", b"PP")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if len(raw) > _LONGEST:
        return False
    slashes = raw.count(b"/")
    return slashes > 0 and (_leg(raw) is not None or (slashes >= _FEWEST and _holds_document(raw)))


def decode(node: Node) -> Iterator[Opened]:
    """Give who flies and under which number of a booking, or what each document says."""
    raw = node.raw
    if leg := _leg(raw):
        yield Opened((NAME,), [_who(node.prefix, raw), *_parts(node.prefix, leg)], sure=True)
        return
    documents = list(_DOCUMENT.finditer(raw))
    children: list[Child] = []
    for at, match in enumerate(documents):
        place = item(node.prefix, at) if len(documents) > 1 else node.prefix
        children += _document(place, match)
    if children:
        yield Opened((NAME,), children, sure=False)


def _holds_document(raw: bytes) -> bool:
    """Say whether a document stands between words, or is all there is."""
    return (_DOCUMENT.search(raw) if b" " in raw else _DOCUMENT.match(raw)) is not None


def _leg(raw: bytes) -> re.Match[bytes] | None:
    """Give the first flight of a boarding pass; the others are of the same booking."""
    leg = slice(_NAME_ENDS + 1, _NAME_ENDS + 1 + _LEG_SIZE)
    return _LEG(raw[leg]) if _NAME(raw[: _NAME_ENDS + 1]) else None


def _who(prefix: str, raw: bytes) -> Child:
    written = raw[_NAME_STARTS:_NAME_ENDS].rstrip()
    text = written.decode().replace("/", " ")
    return member(prefix, "fullName"), "fullName", text, _NAME_STARTS, _NAME_STARTS + len(written), False


def _parts(prefix: str, leg: re.Match[bytes]) -> Iterator[Child]:
    for name in ("pnr", "seatNumber"):
        start = _NAME_ENDS + 1 + leg.start(name)
        value = leg[name].strip()
        if value:
            yield member(prefix, name), name, value.decode(), start, start + len(value), True


def _document(prefix: str, match: re.Match[bytes]) -> Iterator[Child]:
    number = "passportNumber" if match["type"] in _PASSPORTS else "documentNumber"
    for group in ("number", "nationality", "gender", "surname", "givenName"):
        if match[group]:
            name = number if group == "number" else group
            yield member(prefix, name), name, match[group].decode(), *match.span(group), True
    day = match["birthDate"].decode()
    written = f"{day[-2:]}{_MONTHS.index(day[2:5]) + 1:02}{day[:2]}"
    yield member(prefix, "birthDate"), "birthDate", written, *match.span("birthDate"), False
