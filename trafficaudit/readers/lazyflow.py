"""Reading a record of a current version without building what nobody asks for.

Format versions 19 to 21 differ only in keys that are not read here (mitmproxy's ``io/compat.py``: 19 to 20 drops the
connections' ``state``, 20 to 21 renames a TLS version), so all three are read as they stand.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from trafficaudit.destinations.places import edges
from trafficaudit.model import Headers
from trafficaudit.readers import numbered, plainfields, putting, resolved, tnetstring, uploads
from trafficaudit.readers.carried import boundary_of
from trafficaudit.readers.flowpeers import Client, Server, client_of, server_of
from trafficaudit.readers.flowstate import State
from trafficaudit.readers.source import Buffer
from trafficaudit.readers.tnetstring import DICT, LIST, NULL, Budget, MalformedError, Token, Value

LAZY_VERSIONS = frozenset((19, 20, 21))

_MESSAGE_KEYS = {
    key.encode(): key
    for key in (
        *("headers", "trailers", "content", "host", "port", "method", "scheme", "authority", "path"),
        *("http_version", "status_code", "timestamp_start", "timestamp_end"),
    )
}
_CLIENT_KEYS = frozenset((b"peername", b"sni", b"tls", b"timestamp_start", b"proxy_mode"))
_SERVER_KEYS = frozenset(
    (
        *(b"address", b"peername", b"sni", b"id", b"via", b"tls", b"transport_protocol", b"certificate_list"),
        *(b"timestamp_start", b"timestamp_tcp_setup", b"timestamp_tls_setup"),
    )
)
_LABELS = frozenset((b"app", b"phase", b"duplicated", b"continues", b"passthrough", b"unsent"))
_METHODS = frozenset(method.encode() for method in uploads.METHODS)
_HOST = re.compile(rb":4:host,\d{1,4}:([^,]{0,512}),", re.I)
_GROUP = re.compile(r"\([^()]*\)")
_MEMO = 8 << 20
_NONE: Token = (0, 0, NULL)
_ID = 128
"""Characters of a flow's id that are looked at; mitmproxy's are UUIDs."""


def version_of(buffer: Buffer, found: dict[bytes, Token]) -> object:
    """Give the version that a record states: an integer, or a tuple before mitmproxy 3; None where it states none."""
    value = found.get(b"version")
    if value is None:
        return None
    version = tnetstring.parse(buffer, value, Budget(nodes=16))
    if isinstance(version, list):
        return tuple(part for part in version[:2] if isinstance(part, int))
    return version if isinstance(version, int) else None


_CLOSING = (b"closed_by_client", b"close_reason", b"timestamp_end")


class LazyFlows:
    """Builds flow states; remembers the connection states it has read, by their bytes."""

    def __init__(self, body_limit: int) -> None:
        self._limit = body_limit
        self._clients: dict[bytes, Client] = {}
        self._servers: dict[bytes, Server] = {}
        self._remembered = 0

    def state(self, buffer: Buffer, found: dict[bytes, Token], faults: list[str]) -> State:
        """Build the state of one flow from its members; a member that cannot be read is left out and noted."""
        out: dict[str, object] = {}
        for key, value in found.items():
            if value[2] == NULL:
                continue
            try:
                out[key.decode("ascii", "replace")] = self._member(buffer, key, value, found)
            except MalformedError as error:
                faults.append(f"the {key.decode('ascii', 'replace')} of this flow could not be read: {error}")
        return out

    def _member(self, buffer: Buffer, key: bytes, value: Token, found: dict[bytes, Token]) -> object:
        if key in (b"request", b"response"):
            if b"messages" not in found and is_dns(buffer, found):
                return tnetstring.parse(buffer, value, Budget())
            return self._message(buffer, value)
        if key in (b"messages", b"websocket"):
            return (self._messages if key == b"messages" else self._websocket)(buffer, value)
        if key == b"metadata":
            return tnetstring.mapping(buffer, value, Budget(), _LABELS) if value[1] > value[0] else {}
        if key in (b"error", b"type", b"timestamp_created", b"is_replay"):
            return tnetstring.parse(buffer, value, Budget(nodes=100))
        return True if key == b"backup" else None  # that there is one says enough

    def _message(self, buffer: Buffer, value: Token) -> State:
        if value[2] != DICT:
            raise MalformedError("it is no dictionary")
        found: dict[bytes, Token] = {}
        tnetstring.members(buffer, value[0], value[1], found)
        out: dict[str, object] = {}
        for key, (start, end, tag) in found.items():
            name = _MESSAGE_KEYS.get(key)
            if name is None or tag == NULL:
                continue
            if tag == tnetstring.BYTES:
                out[name] = tnetstring.head(buffer, start, end, self._limit)
            elif tag == LIST:
                out[name] = tnetstring.pairs(buffer, start, end)
            else:
                out[name] = tnetstring.parse(buffer, (start, end, tag), Budget(nodes=100))
        return out

    def _websocket(self, buffer: Buffer, value: Token) -> State:
        if value[2] != DICT:
            raise MalformedError("it is no dictionary")
        found: dict[bytes, Token] = {}
        tnetstring.members(buffer, value[0], value[1], found)
        messages = found.get(b"messages")
        closing = {key: found[key] for key in _CLOSING if key in found}
        out: dict[str, object] = {
            key.decode(): tnetstring.parse(buffer, each, Budget(nodes=100)) for key, each in closing.items()
        }
        return out | ({"messages": self._messages(buffer, messages)} if messages else {})

    def _messages(self, buffer: Buffer, value: Token) -> Iterator[Value]:
        if value[2] != LIST:
            raise MalformedError("the messages are no list")
        return (
            tnetstring.parse(buffer, each, Budget(nodes=100, longest=self._limit))
            for each in tnetstring.elements(buffer, value[0], value[1])
        )

    def peers(self, buffer: Buffer, found: dict[bytes, Token], faults: list[str]) -> tuple[Client, Server]:
        """Read both connection states; one that cannot be read is noted and leaves its facts unknown."""
        client, server = Client(), Server()
        try:
            client = self._client(buffer, found.get(b"client_conn"))
        except MalformedError as error:
            faults.append(f"the client connection of this flow could not be read: {error}")
        try:
            server = self.server(buffer, found)
        except MalformedError as error:
            faults.append(f"the server connection of this flow could not be read: {error}")
        return client, server

    def _client(self, buffer: Buffer, value: Token | None) -> Client:
        if value is None:
            raise MalformedError("it is missing")
        key = buffer[value[0] : value[1]]
        known = self._clients.get(key)
        if known is None:
            known = client_of(tnetstring.mapping(buffer, value, Budget(), _CLIENT_KEYS))
            self._clients[key] = known
            self._remember(key)
        return known

    def server(self, buffer: Buffer, found: dict[bytes, Token]) -> Server:
        """Read the server's connection state.

        Raises:
            MalformedError: it is missing or cannot be read.
        """
        value = found.get(b"server_conn")
        if value is None:
            raise MalformedError("it is missing")
        key = buffer[value[0] : value[1]]
        known = self._servers.get(key)
        if known is None:
            known = server_of(tnetstring.mapping(buffer, value, Budget(), _SERVER_KEYS))
            self._servers[key] = known
            self._remember(key)
        return known

    def _remember(self, key: bytes) -> None:
        self._remembered += len(key)
        if self._remembered > _MEMO:
            self._clients.clear()
            self._servers.clear()
            self._remembered = 0


class Glance(NamedTuple):
    """What a look at a record tells: when its request began and its answer, or the error in its place, ended.

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
    ended = response or _inner(buffer, found, b"error")
    headers = response.get(b"headers", _NONE)
    return Glance(
        _time(buffer, request, b"timestamp_start"),
        _time(buffer, ended, b"timestamp_end"),
        headers[2] == LIST and resolved.MEDIA in buffer[headers[0] : headers[1]].lower(),
        headers,
    )


def _inner(buffer: Buffer, found: dict[bytes, Token], member: bytes) -> dict[bytes, Token]:
    value, inner = found.get(member, _NONE), dict[bytes, Token]()
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
    request = _inner(buffer, found, b"request")
    host, authority, asked = (request.get(key, _NONE) for key in (b"host", b"authority", b"headers"))
    named = _HOST.search(buffer[asked[0] : asked[1]])
    place = (buffer[host[0] : host[1]], buffer[authority[0] : authority[1]], named[1] if named else b"")
    return tnetstring.pairs(buffer, heads[0], heads[1]), b"\0".join(place)


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
