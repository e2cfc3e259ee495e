"""What the phone is to do, and how it writes down what came of it."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from captures.rehearsal import content, conversation
from captures.rehearsal.ledger import COMPLETE, EXCHANGE, NOTHING, TO_CLIENT, TO_SERVER, Ledger, PhoneRow, Tally, now

HTTP1, PLAIN, SOCKS, HTTP2, HTTP3 = "http/1.1", "plain", "socks", "http/2", "http/3"
GRPC, WEBSOCKET, FRAMES, FRAMES_TLS, FRAMES_REVERSE, DNS = "grpc", "websocket", "tcp", "tcp-tls", "tcp-reverse", "dns"

PROTOCOLS: Mapping[str, str] = {
    HTTP1: "http/1.1",
    PLAIN: "http/1.1",
    SOCKS: "http/1.1",
    HTTP2: "http/2",
    HTTP3: "http/3",
    GRPC: "http/2",
    WEBSOCKET: "websocket",
    FRAMES: "tcp",
    FRAMES_TLS: "tcp",
    FRAMES_REVERSE: "tcp",
    DNS: "dns",
}
"""The ways to speak to the shop, each with the protocol that the ledgers call it."""


@dataclass(frozen=True, slots=True)
class Call:
    """One exchange or conversation.

    Args:
        way: one of `PROTOCOLS`.
        host: a host name of the shop.
        path: path and query; for DNS the type of the record that is asked for.
        method: of HTTP.
        headers: further header fields.
        body: the request's body; a number stands for a body of that many bytes, made on the fly.
        chunked: send it without a length (HTTP/1.1).
        messages: what to say in a conversation, or in a gRPC call.
        port: another port than the usual one of the way.
    """

    way: str
    host: str
    path: str = "/"
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | int = b""
    chunked: bool = False
    messages: tuple[conversation.Message, ...] = ()
    port: int = 0

    def blocks(self) -> Iterator[bytes]:
        """Give the body in pieces."""
        if isinstance(self.body, int):
            yield from content.blocks(self.body)
        elif self.body:
            yield self.body

    @property
    def size(self) -> int:
        """Give the size of the body in bytes."""
        return self.body if isinstance(self.body, int) else len(self.body)


@dataclass(slots=True)
class Progress:
    """How far an exchange got."""

    sent: Tally = field(default_factory=Tally)
    received: Tally = field(default_factory=Tally)
    status: int = 0


@dataclass(slots=True)
class Started:
    """When something began: wall clock and monotonic clock."""

    wall: str = field(default_factory=now)
    monotonic: float = field(default_factory=time.monotonic)


class Diary:
    """The phone's ledger during one phase."""

    def __init__(self, ledger: Ledger, phase: str) -> None:
        self._ledger, self._phase = ledger, phase

    def exchange(
        self, identity: str, call: Call, started: Started, progress: Progress, outcome: str = COMPLETE
    ) -> PhoneRow:
        """Write down a request with its response."""
        protocol = "http/1.1" if call.way == WEBSOCKET else PROTOCOLS[call.way]
        row = PhoneRow(
            id=identity,
            phase=self._phase,
            protocol=protocol,
            direction=EXCHANGE,
            method=call.path if call.way == DNS else call.method,
            host=call.host,
            path="" if call.way == DNS else call.path,
            request_size=progress.sent.size,
            request_sha256=progress.sent.sha256,
            response_size=progress.received.size,
            response_sha256=progress.received.sha256,
            status=progress.status,
            started_at=started.wall,
            completed_at=now(),
            started_monotonic=started.monotonic,
            completed_monotonic=time.monotonic(),
            outcome=outcome,
        )
        self._ledger.add(row)
        return row

    def message(self, identity: str, call: Call, data: bytes, started: Started, *, sent: bool) -> None:
        """Write down one message of a conversation: sent, or received."""
        tally = Tally()
        tally.add(data)
        self._ledger.add(
            PhoneRow(
                id=identity,
                phase=self._phase,
                protocol=PROTOCOLS[call.way],
                direction=TO_SERVER if sent else TO_CLIENT,
                host=call.host if call.way == WEBSOCKET else "",
                path=call.path if call.way == WEBSOCKET else "",
                request_size=tally.size if sent else 0,
                request_sha256=tally.sha256 if sent else NOTHING,
                response_size=0 if sent else tally.size,
                response_sha256=NOTHING if sent else tally.sha256,
                started_at=started.wall,
                completed_at=now(),
                started_monotonic=started.monotonic,
                completed_monotonic=time.monotonic(),
            )
        )
