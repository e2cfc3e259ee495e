"""What an app asked for and mitmproxy did not take: it tells that to nobody but its log.

Header fields that a server may let pass (``Connection`` in HTTP/2, capitals, a Host that is not the ``:authority``) end
the connection before there is a flow. What was asked stands nowhere, and reached no server. No event of mitmproxy tells
of it, so that its words are gone by; ``refusals`` has the mitmproxy at hand refuse something, and tells whether its
words are the known ones. Likewise what a server says beyond the answer that mitmproxy took for whole, as every answer
after an informational one (RFC 9110, 15.2) is over HTTP/1. Where mitmproxy itself fails (trailers over HTTP/1,
datagrams of QUIC, a request to a server that wants a certificate) its log has an exception.
"""

import logging
from collections.abc import Callable, Iterator, Sequence

from mitmproxy import connection, options
from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import DNSLayer, HttpLayer
from mitmproxy.proxy.layers.http import HTTPMode
from mitmproxy.proxy.layers.http._http1 import Http1Client
from mitmproxy.proxy.layers.modes import Socks5Proxy
from mitmproxy.utils import human

LOGGER = "mitmproxy.proxy.server"
REASON = "the proxy did not take what the app asked for as a valid message, and ended the connection: it stands nowhere"
BEYOND = (
    "a server said more than the answer that the proxy had taken for whole (as after an informational answer, 1xx): it "
    "did not reach the app, and stands nowhere"
)
FAILED = (
    "the proxy itself failed at something on this connection (trailers over HTTP/1 and datagrams of QUIC are known to "
    "do that): what that was did not pass, and stands nowhere"
)
CERTIFICATE = (
    "a server wanted a certificate of the app's, which the proxy does not have (mitmproxy's option client_certs): what "
    "the app asked for on this connection got no answer, and may not have been read"
)
CLOSED = ("connection closed", "The client disconnected during the handshake")
"""How mitmproxy 12.3 begins where an app ended a connection before TLS was agreed upon."""

DISAGREED = ("cannot agree on a TLS version", "unsupported protocol", "version too low", "no shared", "no suitable")
"""What mitmproxy 12.3 and OpenSSL say where both ends have no version, cipher, group or signature in common."""

UNAGREED = (
    "the app and the proxy have no version or cipher of TLS in common (mitmproxy's options tls_version_client_min, "
    "tls_version_client_max, ciphers_client): what the app would have asked stands nowhere"
)

UNREADABLE = (
    "the proxy found no beginning of TLS in what came (QUIC that went on from another port looks so): it did not pass, "
    "and stands nowhere"
)
OF_SERVERS = (BEYOND, CERTIFICATE)
"""What a server said or wanted: no connection of the app that could not be looked into."""

UNCOUNTED = "requests that mitmproxy {} does not take as valid ({}) could not be counted: it says so in unknown words"

_BEYOND = "Unexpected data from server"
_TLS_ERROR, _ASKED = "TLS Error: ", "alert certificate required"
"""How mitmproxy begins, and what OpenSSL says of, an alert 116 (RFC 8446, 6.2)."""

_BEGINNINGS = ("Client(", "Client closed connection before completing request headers")
_OF_SOCKS = (
    "Client closed connection before completing SOCKS5 handshake",
    "Client does not support SOCKS5",
    "Invalid SOCKS version",
    "Probably not a SOCKS request",
    "Unknown address type",
    "Unsupported SOCKS5 request",
    "authentication failed",
)
"""How mitmproxy 12.3 begins where an app asks for what its SOCKS does not do, as to carry datagrams (RFC 1928, 4)."""

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes.fromhex("000000 04 00 00000000")  # RFC 9113, 3.4: with SETTINGS
_STRAY = bytes.fromhex("000001 00 00 00000001") + b"x"  # DATA on a stream that is idle: RFC 9113, 5.1
_ADDRESS = ("192.0.2.1", 50_001)  # RFC 5737: nobody's


type Peer = tuple[str, int]
"""An app's address and port."""


class Unread(logging.Handler):
    """Calls ``told`` with the app's end and a reason when mitmproxy's log says that something did not pass."""

    def __init__(self, told: Callable[[Peer, str], None]) -> None:
        super().__init__(logging.INFO)
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line of the log."""
        client = getattr(record, "client", None)
        if client and (reason := reason_of(record, client)):
            self._told(client[:2], reason)


def reason_of(record: logging.LogRecord, client: tuple[str, int]) -> str:
    """Say why something did not pass, by a line of mitmproxy's log on a connection; empty where everything did."""
    if record.exc_info:
        return FAILED
    text = record.getMessage()
    if text.startswith(_BEYOND):
        return BEYOND
    if text.startswith(_TLS_ERROR) and _ASKED in text:
        return CERTIFICATE
    return REASON if is_refusal(text, client) else ""


def is_refusal(text: str, client: tuple[str, int]) -> bool:
    """Tell whether a line of mitmproxy's log says that it could not read what came from a client's address."""
    return text.startswith((*_BEGINNINGS, *_OF_SOCKS, f"{human.format_address(client)}: "))


def refusals(chosen: options.Options) -> dict[str, bool]:
    """Have mitmproxy refuse one message of each kind, in memory: whether its words for that are known, by kind."""
    made: dict[str, tuple[Callable[[Context], layer.Layer], bytes, Sequence[bytes]]] = {
        "HTTP/1": (lambda context: HttpLayer(context, HTTPMode.regular), b"", [b"GET\r\n\r\n"]),
        "HTTP/1 cut off": (lambda context: HttpLayer(context, HTTPMode.regular), b"", [b"GET / HT", b""]),
        "HTTP/2": (lambda context: HttpLayer(context, HTTPMode.regular), b"h2", [_PREFACE + _STRAY]),
        "DNS": (DNSLayer, b"", [b"\x00"]),
        "SOCKS4": (Socks5Proxy, b"", [b"\x04\x01"]),
        "SOCKS5": (Socks5Proxy, b"", [b"\x05\x01\x00", b"\x05\x03\x00\x01\x00"]),
    }
    known = {kind: _is_known(*each, chosen) for kind, each in made.items()}
    return known | {"HTTP/1 answers": _is_beyond_known(chosen)}


def _is_beyond_known(chosen: options.Options) -> bool:
    """Have a server say something that nobody asked for: whether mitmproxy's words for that are known."""
    client = connection.Client(peername=_ADDRESS, sockname=_ADDRESS, timestamp_start=0)
    try:
        made = Http1Client(Context(client, chosen))
        received = events.DataReceived(made.conn, _STRAY)
        told = [command for event in (events.Start(), received) for command in made.handle_event(event)]
    except Exception:
        return False
    return any(isinstance(each, commands.Log) and each.message.startswith(_BEYOND) for each in told)


def _is_known(
    make: Callable[[Context], layer.Layer], alpn: bytes, data: Sequence[bytes], chosen: options.Options
) -> bool:
    try:
        return any(is_refusal(text, _ADDRESS) for text in _said(make, alpn, data, chosen))
    except Exception:
        return False


def _said(
    make: Callable[[Context], layer.Layer], alpn: bytes, data: Sequence[bytes], chosen: options.Options
) -> Iterator[str]:
    """Feed a layer of mitmproxy with bytes of an app (none: the connection ends); give what it would log."""
    client = connection.Client(
        peername=_ADDRESS, sockname=("192.0.2.2", 8080), timestamp_start=0, state=connection.ConnectionState.OPEN
    )
    client.alpn = alpn or None
    if make is DNSLayer:
        client.transport_protocol = "udp"
    fed = make(Context(client, chosen))
    received = [events.DataReceived(client, each) if each else events.ConnectionClosed(client) for each in data]
    for event in (events.Start(), *received):
        for command in fed.handle_event(event):
            if isinstance(command, commands.Log):
                yield command.message
