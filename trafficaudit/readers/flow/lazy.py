"""Reading a record of a current version without building what nobody asks for.

Format versions 19 to 21 differ only in keys that are not read here (mitmproxy's ``io/compat.py``: 19 to 20 drops the
connections' ``state``, 20 to 21 renames a TLS version), so all three are read as they stand.
"""

from collections.abc import Callable, Iterator

from trafficaudit.readers.file import Buffer
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.peers import Client, Server, client_of, server_of
from trafficaudit.readers.flow.state import State
from trafficaudit.readers.flow.tnetstring import DICT, LIST, NULL, Budget, MalformedError, Token, Value

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
        *(b"timestamp_start", b"timestamp_tcp_setup", b"timestamp_tls_setup", b"timestamp_end", b"alpn"),
    )
)
_LABELS = frozenset((b"app", b"phase", b"duplicated", b"continues", b"passthrough", b"unsent", b"blocklisted"))
_MEMO = 8 << 20


def version_of(buffer: Buffer, found: dict[bytes, Token]) -> object:
    """Give the version that a record states: an integer, or a tuple before mitmproxy 3; None where it states none."""
    value = found.get(b"version")
    if value is None:
        return None
    version = tnetstring.parse(buffer, value, Budget(nodes=16))
    if isinstance(version, list):
        return tuple(part for part in version[:2] if isinstance(part, int))
    return version if isinstance(version, int) else None


_CLOSING = (b"closed_by_client", b"close_code", b"close_reason", b"timestamp_end")


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
            if b"messages" not in found and _is_dns(buffer, found):
                return tnetstring.parse(buffer, value, Budget())
            return self._message(buffer, value)
        if key in (b"messages", b"websocket"):
            return (self._messages if key == b"messages" else self._websocket)(buffer, value)
        if key == b"metadata":
            return tnetstring.mapping(buffer, value, Budget(), _LABELS) if value[1] > value[0] else {}
        if key in (b"error", b"type", b"id", b"timestamp_created", b"is_replay"):
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
            client = self._peer(self._clients, buffer, found.get(b"client_conn"), _CLIENT_KEYS, client_of)
        except MalformedError as error:
            faults.append(f"the client connection of this flow could not be read: {error}")
        try:
            server = self.server(buffer, found)
        except MalformedError as error:
            faults.append(f"the server connection of this flow could not be read: {error}")
        return client, server

    def server(self, buffer: Buffer, found: dict[bytes, Token]) -> Server:
        """Read the server's connection state.

        Raises:
            MalformedError: it is missing or cannot be read.
        """
        return self._peer(self._servers, buffer, found.get(b"server_conn"), _SERVER_KEYS, server_of)

    def _peer[Peer: (Client, Server)](
        self,
        known: dict[bytes, Peer],
        buffer: Buffer,
        value: Token | None,
        keys: frozenset[bytes],
        read: Callable[[State], Peer],
    ) -> Peer:
        """Read a connection state, once for each that has the same bytes."""
        if value is None:
            raise MalformedError("it is missing")
        key = buffer[value[0] : value[1]]
        peer = known.get(key)
        if peer is None:
            peer = known[key] = read(tnetstring.mapping(buffer, value, Budget(), keys))
            self._remember(key)
        return peer

    def _remember(self, key: bytes) -> None:
        self._remembered += len(key)
        if self._remembered > _MEMO:
            self._clients.clear()
            self._servers.clear()
            self._remembered = 0


def _is_dns(buffer: Buffer, found: dict[bytes, Token]) -> bool:
    kind = found.get(b"type")
    return kind is not None and buffer[kind[0] : kind[1]] == b"dns"
