"""URLs (RFC 3986): the path's segments, the query's pairs and the fragment, of a request or inside of a value."""

import re
from collections.abc import Iterator
from itertools import islice

from trafficaudit.decode import form, host
from trafficaudit.decode.escapes import percent, punycode
from trafficaudit.decode.letters import segments
from trafficaudit.decode.node import PATH_SIZE, Child, Names, Node, Opened, item, member
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text

NAME = "url"
MEDIA = None
TEXT = True
MARKS = ":/?"
ONLY = None

_PARTS = re.compile(rb"(?:([A-Za-z][A-Za-z0-9+.-]*+:)?//([^/?#]*+))?([^?#]*+)(?:\?([^#]*+))?(?:#(.*+))?", re.DOTALL)
_ADJOINING = re.compile(rb"[^.:@]{8}\.[^.:@]{8}").search
_LONG_LABELS = re.compile(rb"(?:.*@)?([^:@]*[^.:@]{8}\.[^.:@]{8}[^:@]*)").match
_ABSOLUTE = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]{1,31}+://[^\s\"<>\\{}|^`]++").fullmatch
_RELATIVE = re.compile(rb"/?[\w.~/%-]*+\?[\w.~%\[\]-]++=[^\s\"<>\\{}|^`]*+").fullmatch


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _ABSOLUTE(node.raw) is not None or _RELATIVE(node.raw) is not None


def decode(node: Node) -> list[Opened]:
    """Give the pieces of a URL that is a value."""
    return pieces(node, nested=True)


def pieces(node: Node, nested: bool = False) -> list[Opened]:
    """Give the pieces; the query of a request's own URL has the layer ``query`` alone."""
    match = _PARTS.match(node.raw)
    if match is None:
        return []
    _, authority, _, query, fragment = match.groups()
    found: list[Opened] = []
    if authority and authority.find(b"--") >= 0:
        names = punycode.names(node, *match.span(2))
        if names:
            found.append(Opened(("punycode",), names))
    if authority and _ADJOINING(authority) and (labels := _LONG_LABELS(authority)):
        across = host.across(labels[1], match.start(2) + labels.start(1), member(node.prefix, "host"))
        if across:
            found.append(Opened((NAME,), across[: node.room]))
    children = _path(node, *match.span(3))
    if fragment or (authority and authority.find(b"@") >= 0):
        children += _rest(node, match)
    found.append(Opened((NAME,), children, sure=True))
    if query:
        prefix = member(node.prefix, "query")
        children = form.pairs(node.raw, match.span(4), prefix, node.room, nameless=prefix)
        found.append(Opened((NAME, "query") if nested else ("query",), children, sure=True))
    return found


_PARAMETERS = re.compile(rb"(?:(?P<name>[\w.~-]{1,64}+)=)?(?P<value>[^;]*+)(?:;|\Z)")
_PARAMETER = re.compile(rb";[\w.~-]{1,64}+=").search
_PAIR = re.compile(rb"([A-Za-z_$][\w.$~-]{0,63}+)=(?=[^=])").match
_FRAGMENT = re.compile(rb"(?:([^?=&]*+)\?)?(?=[\w$.:~@+*!-][^=&\s]{0,127}+=[^=&])").match
"""What comes before the pairs of a fragment: nothing, or the place within a page (``#!/order?no=1``)."""
_EXTRA = re.compile(rb"(?:[SBbcdfils]\.)?([^=;]++)=([^;]++)").match
"""A pair of an address of an Android intent (``#Intent;scheme=shop;S.name=Kim;end``); a letter says of what type."""


_PEOPLE = ("users", "user", "members", "member", "customers", "customer", "buyers", "mbrs")
_BEFORE = dict.fromkeys(_PEOPLE, "userId") | {
    "phones": "phone",
    "phone": "phone",
    "tel": "phone",
    "emails": "email",
    "email": "email",
    "zip": "zipcode",
    "zipcode": "zipcode",
    "postcode": "zipcode",
}
"""What a segment says of the next one (``/users/1234``), where that is none of a program's own words."""
_NUMBER = re.compile(
    r"[0-9]{3,20}|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|(?=[0-9A-Za-z]*[0-9])[0-9A-Za-z]{12,64}|[^@]+@[^@]+"
).fullmatch


_E164 = re.compile(r"\+[1-9][0-9]{7,14}").fullmatch
"""A telephone number as ITU-T E.164 writes it: behind its plus nothing else stands in an address."""


_PHONE = re.compile(r"(?:0|82)[0-9]{8,11}|1[3-9][0-9]{9}|[0-9A-Fa-f]{32,128}").fullmatch
"""A telephone number of Korea or China, or a digest; shops number what they sell under the word, too."""


def _told(before: str | bytes, value: str | bytes) -> str:
    """Give the name that the segment before gives a number, an address or a digest; of E.164 what it is itself."""
    if value.__class__ is str and str(value)[:1] == "+" and _E164(str(value)):
        return "phone"
    if before.__class__ is not str or value.__class__ is not str:
        return ""
    name = _BEFORE.get(str(before).lower(), "")
    form = _PHONE if name == "phone" else _NUMBER
    return name if name and form(str(value)) else ""


def _path(node: Node, start: int, end: int) -> list[Child]:
    children: list[Child] = []
    if start == end:
        return children
    raw, room = node.raw, node.room
    prefix = member(node.prefix, "path")
    names = Names(prefix)
    short = 0 < len(prefix) < PATH_SIZE
    here = start + raw.startswith(b"/", start)
    index, count, tries = 0, 0, segments.TRIES
    before: str | bytes = ""
    while here < end and len(children) <= room:
        stop = raw.find(b"/", here, end)
        stop = end if stop < 0 else stop
        if stop > here:
            path = f"{prefix}[{index}]" if short else item(prefix, index)
            if tries and raw.startswith(segments.BEGINNINGS, here):
                tries -= 1
                child, count = _over(raw, path, here, end)
            if count:
                children.append(child)
                before, here, index, count = "", child[4] + 1, index + count, 0
                continue
            value, how = _value(raw[here:stop])
            key = _told(before, value) if before or value[:1] == "+" else ""
            if how is not True and _PARAMETER(raw, here, stop):
                children += islice(_parameters(raw, path, here, stop), room)
            elif raw.find(b"=", here, stop) >= 0 and (named := _named(raw, names, here, stop)):
                children += named[:room]
            else:
                children.append((path, key, value, here, stop, how))
            before = value
        index += 1
        here = stop + 1
    return children


def _over(raw: bytes, path: str, here: int, end: int) -> tuple[Child, int]:
    """Give what is packed over several segments, and how many these are: 0 where nothing is."""
    ranges = list[tuple[int, int]]()
    while here <= end and len(ranges) < segments.MOST:
        stop = raw.find(b"/", here, end)
        stop = end if stop < 0 else stop
        ranges.append((here, stop))
        here = stop + 1
    count, packed = segments.together(raw, ranges)
    return (path, "", packed.decode(), ranges[0][0], ranges[count - 1][1], False), count


def _named(raw: bytes, names: Names, start: int, end: int) -> list[Child]:
    """Give what a segment names (``/lat=37.5/``, ``/lat=37.5,lng=127.0/``); all of a path are members of one thing."""
    if raw.find(b";", start, end) >= 0:
        return []
    found: list[Child] = []
    pieces = raw[start:end].split(b",")
    if not all(_PAIR(piece) for piece in pieces):
        pieces = [raw[start:end]]
    here = start
    for piece in pieces:
        if (match := _PAIR(piece)) is None:
            return []
        key = match[1].decode()
        value, how = _value(piece[match.end() :])
        found.append((names.path(key), key, value, here + match.end(), here + len(piece), how))
        here += len(piece) + 1
    return found


def _parameters(raw: bytes, path: str, start: int, end: int) -> Iterator[Child]:
    """Give a segment and its parameters (RFC 3986, 3.3), which must be told apart before their escapes are undone.

    Those without an escape are left to whoever knows lists.
    """
    for match in _PARAMETERS.finditer(raw, start, end):
        if match["value"]:
            name = (match["name"] or b"").decode()
            value, how = _value(match["value"])
            yield member(path, name) if name else path, name, value, *match.span("value"), how


def _rest(node: Node, match: re.Match[bytes]) -> list[Child]:
    children: list[Child] = []
    if match[2] and b"@" in match[2]:
        start = match.start(2)
        end = start + match[2].rfind(b"@")
        value, how = _value(node.raw[start:end])
        children.append((member(node.prefix, "userinfo"), "userinfo", value, start, end, how))
    if match[5]:
        children += _fragment(node, *match.span(5))
    return children


def _fragment(node: Node, start: int, end: int) -> list[Child]:
    """Give a fragment, or its pairs, which must be told apart before their escapes are undone."""
    raw, prefix = node.raw, member(node.prefix, "fragment")
    if raw.startswith(b"Intent;", start):
        return list(islice(_extras(raw, prefix, start, end), node.room))
    pairs = _FRAGMENT(raw, start, end)
    first, last = pairs.span(1) if pairs is not None else (start, end)
    children: list[Child] = []
    if last > first:
        value, how = _value(raw[first:last])
        children.append((prefix, "fragment", value, first, last, how))
    return children + (
        form.pairs(raw, (pairs.end(), end), prefix, node.room, nameless=prefix) if pairs is not None else []
    )


def _extras(raw: bytes, prefix: str, start: int, end: int) -> Iterator[Child]:
    names, here = Names(prefix), start
    for piece in raw[start:end].split(b";"):
        if (match := _EXTRA(piece)) is not None:
            key, (value, how) = match[1].decode("utf-8", "replace"), _value(match[2])
            yield names.path(key), key, value, here + match.start(2), here + match.end(2), how
        elif piece not in (b"", b"Intent", b"end"):
            value, how = _value(piece)
            yield prefix, "fragment", value, here, here + len(piece), how
        here += len(piece) + 1


def _value(raw: bytes) -> tuple[str | bytes, How]:
    if raw.isalnum():
        return raw.decode("ascii"), True
    if raw.find(b"%") < 0:
        return as_text(raw) or raw, True
    value, how = percent.unquote(raw)
    return as_text(value) or value, how
