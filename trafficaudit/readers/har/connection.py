"""What a HAR entry says of the connection it went over: protocol, addresses, name, and how long its handshakes took."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from trafficaudit.hostnames import authority, ip_address
from trafficaudit.model import UNDATED, Handshake
from trafficaudit.readers.file import printable
from trafficaudit.readers.har.headers import EntryGaps

_CLIENT_PORT = re.compile(r"ClientPort:([0-9]{1,5})(?:;|\Z)")
_DOTTED = re.compile(r"([0-9A-Fa-f:]{2,39}:[0-9A-Fa-f:]{0,39}(?:%\w{1,16})?)\.[0-9]{1,5}").fullmatch
_SLOWEST = 600_000


def protocol(*messages: Mapping[str, object] | None) -> str:
    """Read ``httpVersion`` as tools write it: ``h2``, ``HTTP/2.0``, ``h3-29`` ...; ``http`` where it is unknown."""
    for message in reversed(messages):
        version = message.get("httpVersion") if message is not None else None
        text = version.strip().lower() if isinstance(version, str) else ""
        if text.startswith(("h3", "http/3", "quic", "http/2+quic")):
            return "http/3"
        if text.startswith(("h2", "http/2")):
            return "http/2"
        if text in ("http/0.9", "http/1.0", "http/1.1"):
            return text
    return "http"


def address(value: object, context: EntryGaps) -> str | None:
    """Read ``serverIPAddress``: some tools write the port behind it. What names no one address is said to.

    Apple's frameworks put a dot before the port of an IPv6 address, where Safari looks for a colon.
    """
    if not isinstance(value, str) or not value.strip():
        return None
    named = authority(value.strip())
    found = ip_address(value.strip()) or (ip_address(named[0]) if named is not None else None)
    if found is None and (dotted := _DOTTED(value.strip())):
        found = ip_address(dotted[1])
    if found is None:
        context.note("serverIPAddress is no IP address; the server's place is not known", exchanges=0)
    return found


def client_port(connection: object) -> int | None:
    """Give the app's port, which Fiddler writes as ``ClientPort:61262;EgressPort:61263``."""
    match = _CLIENT_PORT.match(connection) if isinstance(connection, str) else None
    return int(match[1]) if match and 0 < int(match[1]) <= 0xFFFF else None


def connection_id(entry: Mapping[str, object], port: int) -> str | None:
    """Give the name of the connection. HAR 1.2 lets it be the port, as Firefox does, which names none."""
    for key in ("_connectionId", "connection"):
        value = entry.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value not in ("", "0", str(port)):
            return printable(value)
    return None


def handshake(timings: object) -> Handshake | None:
    """Read ``timings.connect`` and ``timings.ssl`` (milliseconds; 0 or -1 where a connection was used again).

    HAR 1.2 counts ``ssl`` into ``connect``, mitmproxy does not: ``connect`` stands for TCP as it is, which can only be
    too long. Tools that write whole milliseconds may have cut off what came after, so one more counts.
    """
    if not isinstance(timings, Mapping):
        return None
    tcp, tls = (_milliseconds(timings.get(name)) for name in ("connect", "ssl"))
    return None if tcp is None and tls is None else Handshake(tcp, tls)


def sent_until(timings: object, started: datetime) -> datetime | None:
    """Give when a request had been sent: what HAR 1.2 counts before ``wait`` (``ssl`` lies within ``connect``)."""
    if started == UNDATED or not isinstance(timings, Mapping):
        return None
    told = [timings.get(name) for name in ("blocked", "dns", "connect", "send")]
    spent = [each for each in told if isinstance(each, int | float) and 0 < each < _SLOWEST]
    try:
        return started + timedelta(milliseconds=sum(spent))
    except OverflowError:  # the year 9999
        return None


def _milliseconds(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < _SLOWEST:
        return None
    return round((value + 1 if value == int(value) else value) / 1000, 6) or None
