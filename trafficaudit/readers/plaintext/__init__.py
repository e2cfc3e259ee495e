"""Plaintext that the hooks took from an app's TLS library, made into exchanges.

Some connections no proxy can read: the app pins and cannot be made to trust, or goes around the proxy. Where the hooks
told what the app gave to its TLS library and got from it, these bytes are put together again per connection and read as
HTTP/1 or HTTP/2, or, where they are neither, as messages. What the proxy decrypted itself is not read twice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from trafficaudit.hostnames import authority, host_of
from trafficaudit.model import TUNNEL, UNDATED, Exchange, Gap, Message
from trafficaudit.plurals import several
from trafficaudit.readers.file import printable
from trafficaudit.readers.flow.peers import hostport, located, place
from trafficaudit.readers.plaintext import http1, http2
from trafficaudit.readers.plaintext.streams import Found, Index, Stream, Told, Trouble
from trafficaudit.readers.reassembly import reassembled
from trafficaudit.readers.source import Items
from trafficaudit.readers.times import TOLERANCE, moment

__all__ = ["Index", "index", "is_of", "read"]

ID = "hooks"
"""What the ids of these exchanges begin with."""

_HTTPS = 443
_ABSOLUTE = re.compile(r"\Ahttps?://[^/?#]*", re.IGNORECASE)
"""What stands before the path of a target that is written for a proxy (RFC 9112, 3.2.2)."""
_TOLERANCE = timedelta(seconds=TOLERANCE)


def is_of(exchange: Exchange) -> bool:
    """Tell whether an exchange was made of what hooks took from inside the app."""
    return exchange.id.startswith(f"{ID}-")


def index(
    path: Path, connections: Iterable[Mapping[str, object]], offset: float | None = None, *, whole: bool = True
) -> Index:
    """Find the plaintext in the hooks' events, but for that of connections which the proxy decrypted.

    Args:
        path: ``events.jsonl``.
        connections: the objects of ``connections.jsonl``.
        offset: seconds that the phone's clock is ahead of the recorder's; where nobody measured it, what the events
            tell of it themselves.
        whole: whether every connection that the proxy read is among those objects.

    Raises:
        ReadError: the file cannot be read.
    """
    return Index.of(path, connections, offset, whole=whole)


def read(found: Index, capture_id: str, first: int) -> Items:
    """Give the exchanges of every connection, in the order in which these began.

    Args:
        found: where the plaintext stands.
        capture_id: the capture's id.
        first: the position of the first connection.
    """
    for number, stream in enumerate(found.streams()):
        yield from _Connection(stream, capture_id, first + number, found.offset).items()
    if found.nameless:
        pieces = several(found.nameless, "piece of plaintext was", "pieces of plaintext were")
        what = f"{pieces} not read: the hooks named no connection"
        yield Gap(capture_id, first + len(found), 0, what, exchanges=0)
    if found.apart:
        one = "connection told by hooks is in no list of the proxy's: if the proxy read it as well, it counts twice"
        more = "connections told by hooks are in no list of the proxy's: what the proxy read as well counts twice"
        what = several(found.apart, one, more)
        yield Gap(capture_id, first + len(found), 0, what, exchanges=0)


class _Connection:
    """Makes exchanges of one connection's bytes."""

    def __init__(self, stream: Stream, capture_id: str, position: int, offset: float) -> None:
        self._stream, self._offset, self._untimely, self._undated = stream, offset, 0, 0
        remote = stream.remote
        self._port = remote.port if remote else _HTTPS
        self._template = Exchange(
            id=f"{ID}-{stream.name}",
            capture_id=capture_id,
            position=position,
            started_at=UNDATED,
            app="",
            phase="",
            protocol="",
            method="",
            url="",
            host="",
            port=self._port,
            request=None,
            response=None,
            server_address=stream.address,
            sni=stream.sni or None,
            tls=True,
            client_port=stream.client_port,
            connection_id=f"{ID}-{stream.name}",
        )

    def items(self) -> Items:
        """Give the exchanges, then what is missing from them."""
        stream, lacks = self._stream, list(self._stream.troubles())
        if http2.sniff(stream.sent.data):
            found, troubles = http2.exchanges(stream.sent.data, stream.received.data)
        elif http1.sniff(stream.sent.data):
            found, troubles = http1.exchanges(stream.sent, stream.received)
        else:
            yield from reassembled(self._messages())
            found, troubles, lacks = [], [], []  # each message says by its size what it lacks, and none is left out
        for number, each in enumerate(found):
            yield self._exchange(number, each)
        if self._untimely:
            times = several(self._untimely, "time by the phone's clock lies", "times by the phone's clock lie")
            what = f"{times} outside of the connection; its start stands there"
            troubles = [*troubles, Trouble(what, 0)]
        if self._undated:
            some = several(self._undated, "exchange has no time: it stands", "exchanges have no time: they stand")
            what = f"{some} without one, and in no phase that goes by time"
            troubles = [*troubles, Trouble(what, 0)]
        for trouble in (*troubles, *lacks):
            what = f"{self._template.id}: {trouble.what}"
            yield Gap(self._template.capture_id, self._template.position, 0, what, exchanges=trouble.exchanges)

    def _exchange(self, number: int, found: Found) -> Exchange:
        given = (found.authority, self._stream.sni or self._stream.address or "", self._port, "https")
        host, shown = place(*given, self._stream.sni or None)
        named = authority(found.authority.decode("utf-8", "surrogateescape"))
        method = printable(found.method.decode("ascii", "backslashreplace").upper())
        target = _ABSOLUTE.sub("", found.target.decode("utf-8", "surrogateescape"), count=1)
        return replace(
            self._template,
            id=f"{self._template.id}-{number}",
            started_at=self._at(found.offset),
            protocol=found.protocol,
            method=method,
            url=located("https", shown, "" if method == TUNNEL else target),
            host=host,
            port=(named and named[1]) or self._port,
            sent=method != TUNNEL,
            request=found.request,
            response=found.response,
        )

    def _messages(self) -> Iterator[Exchange]:
        """Give bytes that are no HTTP piece by piece, as they went to the library and came from it."""
        host = self._stream.sni or self._stream.address or ""
        host = host_of(host)
        url = f"tcp://{hostport('', host, self._port)}"
        for number, piece in enumerate(self._stream.pieces()):
            message = Message(body=piece.data, body_size=piece.size)
            yield replace(
                self._template,
                id=f"{self._template.id}-{number}",
                started_at=self._moment(piece),
                protocol="tcp",
                method="MESSAGE",
                url=url,
                host=host,
                request=message if piece.sent else None,
                response=None if piece.sent else message,
            )

    def _at(self, offset: int) -> datetime:
        return self._moment(self._stream.sent.piece_at(offset))

    def _moment(self, piece: Told) -> datetime:
        """Give a piece's time by the recorder's clock; the connection's start where the two contradict each other."""
        at, begun = moment(piece.at / 1000 - self._offset) if piece.at > 0 else None, self._stream.begun
        if at is None:
            self._undated += 1
            return UNDATED
        ended = self._stream.ended or at
        if begun is None or begun - _TOLERANCE <= at <= ended + _TOLERANCE:
            return at
        self._untimely += 1
        return begun
