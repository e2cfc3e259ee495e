"""What a glance at a flow's record tells, without building anything of it: how a file is skimmed for what it tells as a
whole, and which of its records are then read for that.
"""

import re
from functools import cache
from typing import NamedTuple

from trafficaudit.destinations.places import edges
from trafficaudit.model import Headers
from trafficaudit.readers import kept, resolved
from trafficaudit.readers.file import Buffer
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.tnetstring import DICT, LIST, NULL, Budget, Token
from trafficaudit.readers.uploads import numbered, plainfields, putting
from trafficaudit.readers.uploads import schemes as uploads
from trafficaudit.readers.uploads.carried import boundary_of

_LABELS = frozenset((b"app", b"phase", b"duplicated", b"continues", b"passthrough", b"unsent"))
_METHODS = frozenset(method.encode() for method in uploads.METHODS)
_HOST = re.compile(rb":4:host,\d{1,4}:([^,]{0,512}),", re.I)
_KEPT = re.compile(rb":(?:6:|10:set-)cookie,|:13:authorization,", re.I)
_ADDRESS = frozenset((b"]", *(b"%d" % digit for digit in range(10))))
"""What an address ends with, and what has a port."""
_GROUP = re.compile(r"\([^()]*\)")
_NONE: Token = (0, 0, NULL)
_ID = 128
"""Characters of a flow's id that are looked at; mitmproxy's are UUIDs."""


class Glance(NamedTuple):
    """What a look at a record tells: when its request began, and when its answer ended or the error it ended with came.

    A time is ``None`` where it is not told; of a conversation the end is not looked for. ``answers`` says that the
    response calls itself a message of DNS; ``heads`` is where its headers stand.
    """

    start: object = None
    end: object = None
    answers: bool = False
    heads: Token = _NONE


def glance(buffer: Buffer, found: dict[bytes, Token]) -> Glance:
    """Look at a record's messages without building them."""
    if found.get(b"messages", _NONE)[2] != NULL or found.get(b"websocket", _NONE)[2] != NULL:
        return Glance(heads=_inner(buffer, found, b"response").get(b"headers", _NONE))
    request, response = _inner(buffer, found, b"request"), _inner(buffer, found, b"response")
    ended = _inner(buffer, found, b"error") or response
    headers = response.get(b"headers", _NONE)
    return Glance(
        _time(buffer, request, b"timestamp_start"),
        _time(buffer, ended, b"timestamp_end"),
        headers[2] == LIST and resolved.MEDIA in buffer[headers[0] : headers[1]].lower(),
        headers,
    )


def _inner(buffer: Buffer, found: dict[bytes, Token], member: bytes) -> dict[bytes, Token]:
    value = found.get(member, _NONE)
    inner: dict[bytes, Token] = {}
    if value[2] == DICT:
        tnetstring.members(buffer, value[0], value[1], inner)
    return inner


def _time(buffer: Buffer, inner: dict[bytes, Token], name: bytes) -> object:
    value = inner.get(name, _NONE)
    if value[2] == NULL:  # as queries of DNS and errors call it
        value = inner.get(b"timestamp", _NONE)
    return tnetstring.parse(buffer, value, Budget(nodes=1)) if value[2] != NULL else None


def is_dns(buffer: Buffer, found: dict[bytes, Token]) -> bool:
    """Tell whether a record is a DNS flow."""
    kind = found.get(b"type")
    return kind is not None and buffer[kind[0] : kind[1]] == b"dns"


def may_be_piece(buffer: Buffer, found: dict[bytes, Token]) -> bool:
    """Tell whether a record may be a request that carries a piece, or puts pieces together, by a glance."""
    request = found.get(b"request")
    if request is None or request[2] != DICT:
        return False
    inner: dict[bytes, Token] = {}
    tnetstring.members(buffer, request[0], request[1], inner)
    method, path, headers, content = (inner.get(key) for key in (b"method", b"path", b"headers", b"content"))
    if method is None or headers is None or content is None or buffer[method[0] : method[1]].upper() not in _METHODS:
        return False
    head = buffer[headers[0] : headers[1]]
    where = buffer[path[0] : path[1]] if path is not None else b""
    if uploads.MARKS(head) or uploads.MARKS(where) or putting.SIGN(where) or numbered.shows_in(buffer, *content[:2]):
        return True
    boundary = b""
    if headers[2] == LIST and b"multipart/form-data" in head.lower():
        boundary = boundary_of(tnetstring.pairs(buffer, headers[0], headers[1]))
    form = plainfields.form_of(buffer, boundary, *content[:2])
    return form.more or uploads.MARKS(b"\n".join(form.plain)) is not None


def may_be_range(buffer: Buffer, found: dict[bytes, Token]) -> bool:
    """Tell whether a record has an answer that is a range of something."""
    response = found.get(b"response")
    if response is None or response[2] != DICT:
        return False
    inner: dict[bytes, Token] = {}
    tnetstring.members(buffer, response[0], response[1], inner)
    status = inner.get(b"status_code", _NONE)
    return buffer[status[0] : status[1]] == b"206"


def edge_headers(buffer: Buffer, found: dict[bytes, Token], heads: Token) -> tuple[Headers, bytes]:
    """Give the headers of an answer that an edge may have given, and what the request says of the host it is for.

    ``heads`` is where the answer's headers stand, as ``glance`` tells it.
    """
    if heads[2] != LIST or not _edge_signs().search(buffer[heads[0] : heads[1]]):
        return (), b""
    return tnetstring.pairs(buffer, heads[0], heads[1]), _place(buffer, found, _inner(buffer, found, b"request"))


def _place(buffer: Buffer, found: dict[bytes, Token], request: dict[bytes, Token]) -> bytes:
    """Give what a flow says of the host that its request is for, in one: of an address that is the TLS name as well."""
    host, authority, asked = (request.get(key, _NONE) for key in (b"host", b"authority", b"headers"))
    named = _HOST.search(buffer[asked[0] : asked[1]])
    told = [buffer[host[0] : host[1]], buffer[authority[0] : authority[1]], named[1] if named else b""]
    if any(each[-1:] in _ADDRESS for each in list(filter(None, told[1:])) or told[:1]):
        told += [buffer[slice(*found.get(end, _NONE)[:2])] for end in (b"client_conn", b"server_conn")]
    return b"\0".join(told)


type Numbers = frozenset[tuple[str, str]]
"""Numbers that are kept, each with what the name it is kept under makes of it, and who made the browser ask:
``readers.kept`` goes by all of it."""


def kept_numbers(buffer: Buffer, found: dict[bytes, Token], heads: Token) -> tuple[Numbers, bytes]:
    """Give the numbers of the cookies of a request and its answer and of its log-in, and what it says of its host.

    Where there are some, who made the browser ask stands beside them.

    ``heads`` is where the answer's headers stand, as ``glance`` tells it.
    """
    request = _inner(buffer, found, b"request")
    numbers: set[tuple[str, str]] = set()
    for listed, sets in ((request.get(b"headers", _NONE), False), (heads, True)):
        if listed[2] == LIST and _KEPT.search(buffer[listed[0] : listed[1]]):
            headers = tnetstring.pairs(buffer, listed[0], listed[1])
            for name, value in kept.cookies(headers, sets=sets):
                kind = f"{kept.is_of_browsers(name)} {kept.is_of_members(name)}"
                numbers.update((kind, number) for number in kept.numbers(value))
            numbers.update(() if sets else (("log-in", number) for number in kept.logged_in(headers)))
    if not numbers:
        return frozenset(), b""
    listed = request.get(b"headers", _NONE)
    asked = tnetstring.pairs(buffer, listed[0], listed[1]) if listed[2] == LIST else ()
    numbers.add(("asked by", repr(kept.asking(asked))))
    return frozenset(numbers), _place(buffer, found, request)


@cache
def _edge_signs() -> re.Pattern[bytes]:
    """Give what looks for the headers that only an edge sends, in the bytes of a list of headers: more is no harm."""
    known = (one for signatures in edges().signatures.values() for one in signatures)
    signs = sorted({_sign(one.header, one.value.pattern if one.value else "") for one in known})
    return re.compile(rb"\d:(?:" + b"|".join(signs) + rb")", re.I | re.S)


def _sign(name: str, value: str) -> bytes:
    """Look for a value by its beginning where every way to write it is told from there on; else for the name alone."""
    ways = _GROUP.sub("", value).split("|")
    begun = value.replace("^", "").removesuffix("$") if all(way.startswith("^") for way in ways) else ""
    return re.escape(name.encode()) + rb",\d{1,6}:(?:" + begun.encode() + rb")"


def conversation_of(buffer: Buffer, found: dict[bytes, Token]) -> str:
    """Give the id of the conversation that a record holds a part of, which is the first part's own; "" of any other."""
    talk = found.get(b"messages", _NONE)
    if (talk[2] == NULL and found.get(b"websocket", _NONE)[2] == NULL) or buffer[
        slice(*found.get(b"type", _NONE)[:2])
    ] == b"udp":
        return ""
    labels, name = found.get(b"metadata", _NONE), found.get(b"id", _NONE)
    if labels[1] > labels[0] and buffer.find(b"continues", labels[0], labels[1]) >= 0:
        first = tnetstring.mapping(buffer, labels, Budget(nodes=100), _LABELS).get("continues")
        if isinstance(first, str):
            return first[:_ID]
    own = tnetstring.parse(buffer, name, Budget(nodes=1)) if 0 < name[1] - name[0] <= _ID else ""
    return own if isinstance(own, str) else ""
