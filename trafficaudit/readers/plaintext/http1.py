"""HTTP/1 in what a TLS library carried (RFC 9112), read by h11 from both sides."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import h11

from trafficaudit.model import Headers, Message
from trafficaudit.readers.plaintext.streams import Found, Side, Trouble

_REQUEST = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32} [^\r\n ]{1,65536} HTTP/1\.[01]\r?\n")
_HEAD = 1 << 20
_MOST = 100_000
_SWITCHED = 101
_CONNECT = b"CONNECT"
_SUCCESSFUL = range(200, 300)
SWITCHED = Trouble("what follows a change of protocol (WebSocket) was not read")
TUNNELLED = Trouble(
    "what passed through its tunnel (CONNECT) was not read there: TLS in it is a connection of its own", 0
)
# Of a request, what decides how its response is framed and what may follow it.
_FRAMING = frozenset({b"host", b"upgrade", b"connection"})

sniff = _REQUEST.match
"""Tell whether a connection begins with an HTTP/1 request."""


@dataclass(slots=True)
class _Growing:
    """A message while its parts come in."""

    head: h11.Request | h11.Response | h11.InformationalResponse
    offset: int
    body: bytearray = field(default_factory=bytearray)
    trailers: Headers = ()
    whole: bool = False

    def message(self) -> Message:
        status = None if isinstance(self.head, h11.Request) else self.head.status_code
        headers = _pairs(self.head.headers.raw_items())
        return Message(headers, bytes(self.body), "wire", len(self.body), self.trailers, status)


def exchanges(sent: Side, received: Side) -> tuple[list[Found], list[Trouble]]:
    """Read a connection's requests and their responses, in their order."""
    asked = _Requests()
    requests = asked.read(sent)
    answers = _Responses([one.head for one in requests if isinstance(one.head, h11.Request)], full=asked.full)
    responses = answers.read(received)
    troubles = [*asked.troubles, *answers.troubles]
    if answers.switched:
        # What follows is no HTTP any more, and no broken request either.
        requests = requests[: len(responses)]
        troubles = [TUNNELLED if _method(requests[-1]) == _CONNECT else SWITCHED]
    answered = [each.message() for each in responses]
    return [
        _found(request, answered[number] if number < len(answered) else None) for number, request in enumerate(requests)
    ], troubles


def _method(request: _Growing) -> bytes:
    return request.head.method if isinstance(request.head, h11.Request) else b""


def _found(request: _Growing, response: Message | None) -> Found:
    head = request.head
    assert isinstance(head, h11.Request)
    version = head.http_version.decode("ascii", "replace")
    authority = next((value for name, value in head.headers if name == b"host"), b"")
    return Found(f"http/{version}", head.method, head.target, authority, request.message(), response, request.offset)


class _End:
    """One end of the connection, which reads what the other end sent."""

    what = ""

    def __init__(self, role: type[h11.CLIENT] | type[h11.SERVER]) -> None:
        self.troubles: list[Trouble] = []
        self.switched = self.full = False
        self._connection = h11.Connection(role, max_incomplete_event_size=_HEAD)
        self._read: list[_Growing] = []

    def read(self, side: Side) -> list[_Growing]:
        """Read messages until there are no more; a broken one ends it, and is told."""
        read = self._read
        try:
            self._feed(side)
        except h11.ProtocolError as error:
            # One that has begun is told below. What h11 quotes after the colon may be personal.
            if not read or read[-1].whole:
                why = str(error).partition(":")[0][:200]
                self.troubles.append(Trouble(f"what follows {self.what} {len(read)} could not be read: {why}"))
        else:
            rest = self._connection.trailing_data[0]
            if rest and not self.switched and not self.full and (not read or read[-1].whole):
                self.troubles.append(Trouble(f"{len(rest)} bytes after {self.what} {len(read)} are no whole one", 0))
        if read and not read[-1].whole:
            self.troubles.append(Trouble(f"the last {self.what} is not whole", 0))
        return read

    def next(self) -> bool:
        """Go on to the next message; False where there can be none."""
        raise NotImplementedError

    def switches(self, head: h11.Request | h11.Response) -> bool:
        """Tell whether what follows a head is no HTTP any more."""
        return False

    def _feed(self, side: Side) -> None:
        more = True
        for start, piece in _pieces(side):
            self._connection.receive_data(piece)
            more = more and self._take(start)
        if not more:
            return
        with suppress(h11.ProtocolError):  # that nothing more came ends a message at the most
            self._connection.receive_data(b"")
            self._take(len(side.data))

    def _take(self, start: int) -> bool:
        """Take in what came; False where nothing more can come."""
        read = self._read
        while True:
            event = self._connection.next_event()
            if event is h11.NEED_DATA or isinstance(event, h11.ConnectionClosed):
                return True
            if len(read) >= _MOST and isinstance(event, h11.Request | h11.Response | h11.InformationalResponse):
                self._beyond()
                return False
            if isinstance(event, h11.Request | h11.Response):
                read.append(_Growing(event, start))
                if self.switches(event):
                    read[-1].whole = self.switched = True
                    return False
            elif isinstance(event, h11.InformationalResponse) and event.status_code == _SWITCHED:
                read.append(_Growing(event, start, whole=True))
                self.switched = True
                return False
            elif isinstance(event, h11.Data):
                read[-1].body += event.data
            elif isinstance(event, h11.EndOfMessage):
                read[-1].trailers, read[-1].whole = _pairs(event.headers.raw_items()), True
            if (event is h11.PAUSED or isinstance(event, h11.EndOfMessage)) and not self.next():
                return event is not h11.PAUSED

    def _beyond(self) -> None:
        self.full = True
        trouble = Trouble(f"what follows {self.what} {_MOST} was not read: there is too much of it")
        if trouble not in self.troubles:
            self.troubles.append(trouble)

    def _cycled(self) -> bool:
        connection = self._connection
        if connection.our_state is h11.DONE and connection.their_state is h11.DONE:
            connection.start_next_cycle()
            return True
        return False


class _Requests(_End):
    """The server's end: it answers each request at once, so that the next one is read."""

    what = "request"

    def __init__(self) -> None:
        super().__init__(h11.SERVER)

    def next(self) -> bool:
        if self._connection.our_state is h11.SEND_RESPONSE:
            # Whether a tunnel was opened, the other side tells: a refused one may be asked for again (RFC 9110, 9.3.6).
            status = 407 if _method(self._read[-1]) == _CONNECT else 200
            self._connection.send(h11.Response(status_code=status, headers=[(b"content-length", b"0")]))
            self._connection.send(h11.EndOfMessage())
        return self._cycled()


class _Responses(_End):
    """The client's end: it has sent the requests that were read."""

    what = "response"

    def __init__(self, requests: list[h11.Request], *, full: bool) -> None:
        super().__init__(h11.CLIENT)
        self.full = full
        self._requests = iter(requests)
        self._begun = self._tunnels = False

    def read(self, side: Side) -> list[_Growing]:
        if self.next():
            read = super().read(side)
            if self.full and self._connection.trailing_data[0]:
                self._beyond()
            return read
        if side.data:
            self.troubles.append(Trouble(f"{len(side.data)} bytes came although nothing readable was asked", 0))
        return []

    def next(self) -> bool:
        if self._begun and not self._cycled():
            return False
        request = next(self._requests, None)
        if request is None:
            return False
        self._begun, self._tunnels = True, request.method == _CONNECT
        headers = [pair for pair in request.headers if pair[0] in _FRAMING] or [(b"host", b"unnamed")]
        if request.http_version != b"1.1" and not any(name == b"host" for name, _ in headers):
            headers.append((b"host", b"unnamed"))  # HTTP/1.0 asks for none
        self._connection.send(h11.Request(method=request.method, target=request.target, headers=headers))
        self._connection.send(h11.EndOfMessage())
        return True

    def switches(self, head: h11.Request | h11.Response) -> bool:
        return self._tunnels and isinstance(head, h11.Response) and head.status_code in _SUCCESSFUL


def _pieces(side: Side) -> Iterator[tuple[int, bytes]]:
    for number, start in enumerate(side.starts):
        stop = side.starts[number + 1] if number + 1 < len(side.starts) else len(side.data)
        # An empty piece would mean the end.
        if stop > start:
            yield start, bytes(side.data[start:stop])


def _pairs(raw: "list[tuple[bytes, bytes]]") -> Headers:
    return tuple((bytes(name), bytes(value)) for name, value in raw)
