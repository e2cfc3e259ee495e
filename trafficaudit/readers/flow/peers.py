"""Who spoke to whom: the two connection states of a flow, and the host that a request names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from trafficaudit.destinations.certificate import LARGEST
from trafficaudit.hostnames import authority, host_of, ip_address
from trafficaudit.model import Handshake
from trafficaudit.readers.file import printable

_LONGEST = 600.0
_ASKED = ("regular", "upstream")
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


@dataclass(frozen=True, slots=True)
class Client:
    """What the app's side of a flow tells: its port, the name it asked for, whether it spoke TLS.

    ``asks`` says that it speaks to a proxy, which it may do by TLS whatever it asks for.
    """

    port: int | None = None
    sni: str | None = None
    tls: bool | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """What the server's side of a flow tells: the name or address that was dialled, and the address reached.

    ``reached`` says that the connection stood, with its TLS where that was wanted: only then a request goes out.
    ``untried`` says that none was begun: whoever answered then was the proxy. ``ended`` is when it ended, in Unix
    seconds, ``alpn`` what was agreed on to be spoken (RFC 7301), ``via`` that it leads to an upstream proxy.
    """

    host: str = ""
    port: int = 0
    address: str | None = None
    sni: str | None = None
    id: str | None = None
    reached: bool = True
    untried: bool = False
    tls: bool | None = None
    handshake: Handshake | None = None
    certificate: bytes | None = None
    alpn: str = ""
    ended: float | None = None
    via: bool = False


def client_of(state: Mapping[str, object]) -> Client:
    """Read a client connection's state; what is missing or of another type stays unknown."""
    _, port = endpoint(state.get("peername"))
    tls, mode = state.get("tls"), state.get("proxy_mode")
    sni = state.get("sni")
    return Client(
        port=port or None,
        sni=printable(sni) if isinstance(sni, str) and sni else None,
        tls=tls if isinstance(tls, bool) else None,
        asks=isinstance(mode, str) and mode.startswith(_ASKED),
    )


def server_of(state: Mapping[str, object], *, made_up_id: bool = False) -> Server:
    """Read a server connection's state.

    The address is the peer's, except behind an upstream proxy, whose own address it would be. ``made_up_id`` says
    that the id was drawn at random while migrating (versions before 5 have none): then the connection is named by its
    local endpoint and start, which is stable; one that never began has no name.
    """
    host, port = endpoint(state.get("address"))
    peer, peer_port = endpoint(state.get("peername"))
    sni, name, tls = state.get("sni"), state.get("id"), state.get("tls")
    if made_up_id:
        local, local_port = endpoint(state.get("sockname"))
        began = state.get("timestamp_start")
        name = f"{local}:{local_port}@{began}" if local_port or began is not None else None
    return Server(
        host=host or peer,
        port=port or peer_port,
        address=None if state.get("via") else ip_address(peer) or ip_address(host),
        sni=printable(sni) if isinstance(sni, str) and sni else None,
        id=printable(name) if isinstance(name, str) and name else None,
        untried=not peer and "timestamp_start" in state and state["timestamp_start"] is None,
        reached=_is_open(state, peer) and not (tls is True and state.get("timestamp_tls_setup") is None),
        tls=tls if isinstance(tls, bool) else None,
        handshake=_handshake(state) if peer and not state.get("via") else None,
        certificate=_leaf(state.get("certificate_list")),
        alpn=_protocol(state.get("alpn")),
        ended=_seconds(state.get("timestamp_end")),
        via=bool(state.get("via")),
    )


def _is_open(state: Mapping[str, object], peer: str) -> bool:
    """Tell whether a connection stood; one through an upstream proxy has no peer, and begins when it stands."""
    through = state.get("via") and state.get("timestamp_start") is not None and not state.get("error")
    return bool(peer or through)


def _handshake(state: Mapping[str, object]) -> Handshake | None:
    """Read how long the handshakes took; behind an upstream proxy they would be that proxy's.

    QUIC has one handshake for both, which starts with the connection (RFC 9001, 4).
    """
    start, tcp, tls = (_seconds(state.get(f"timestamp_{name}")) for name in ("start", "tcp_setup", "tls_setup"))
    begun = tcp if tcp is not None else start if state.get("transport_protocol") == "udp" else None
    found = Handshake(lasted(start, tcp), lasted(begun, tls))
    return None if found == (None, None) else found


def lasted(start: float | None, end: float | None) -> float | None:
    """Give the microseconds-exact seconds between two times; None where a clock stood still or was set back."""
    if start is None or end is None or not 0 < end - start < _LONGEST:
        return None
    return round(end - start, 6) or None


def _protocol(value: object) -> str:
    return value[:8].decode("ascii", "replace") if isinstance(value, bytes) else ""


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _leaf(chain: object) -> bytes | None:
    """Give the server's own certificate, which stands first (RFC 8446, 4.4.2); empty where it is too long."""
    first = chain[0] if isinstance(chain, list | tuple) and chain else None
    return (bytes(first) if len(first) <= LARGEST else b"") if isinstance(first, bytes) else None


def endpoint(value: object) -> tuple[str, int]:
    """Read an address as a connection state holds it, host and port; empty and 0 where it is none."""
    if not isinstance(value, list | tuple) or len(value) < 2:
        return "", 0
    host, port = value[0], value[1]
    if isinstance(host, bytes):
        host = host.decode("utf-8", "replace")
    good = isinstance(port, int) and 0 <= port <= 0xFFFF
    return (printable(host) if isinstance(host, str) else ""), (int(port) if good else 0)


def default_port(scheme: str) -> int | None:
    """Give the port that a URL of this scheme means when it names none (RFC 9110, 4.2; RFC 6455, 3)."""
    return _PORTS.get(scheme)


def hostport(scheme: str, host: str, port: int | None) -> str:
    """Write host and port as a URL does: IPv6 in brackets, the scheme's own port left out."""
    shown = f"[{host}]" if ":" in host else host
    return shown if port is None or port == default_port(scheme) else f"{shown}:{port}"


def located(scheme: str, shown: str, path: str) -> str:
    """Write a URL of its authority and the path as it was sent, which ``*`` is none (RFC 9112, 3.2.4).

    A path that begins with neither ``/`` nor ``?``, as none may, would else be read as a part of the host.
    """
    if path == "*":
        return f"{scheme}://{shown}"
    return f"{scheme}://{shown}{'/' if path and path[0] not in '/?' else ''}{path}"


@lru_cache(maxsize=4096)
def place(header: bytes, host: str, port: int, scheme: str, sni: str | None) -> tuple[str, str]:
    """Decide which host a request is for: ``(host, authority of the URL)``.

    The name that the request carries (``:authority`` or Host) comes before the address that it went to; where both
    are an IP address, the TLS server name says more.
    """
    named = authority(header.decode("utf-8", "surrogateescape")) if header else None
    best, shown_port = named if named is not None else (host, port or None)
    if sni and ip_address(best) and not ip_address(sni):
        if named is None:
            return host_of(sni), hostport(scheme, sni, shown_port)
        return host_of(sni), hostport(scheme, best, shown_port)
    return host_of(best), hostport(scheme, best, shown_port)
