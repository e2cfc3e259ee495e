"""The connections that the app opened to the proxy, and what became of each: a line each of ``connections.jsonl``.

``state`` is ``decrypted`` (something was recorded in the clear), ``tls refused`` (the app did not take the proxy's
certificate), ``not intercepted`` (passed on unread; ``bytes_sent`` and ``bytes_received`` count what passed), ``no
request`` (TLS was begun and nothing was asked: pinning that checks after the handshake, a connection opened in advance,
or a handshake that came to no end, which ``error`` then says),
``lost`` (the proxy did not pass on the only thing that was asked; ``gaps.jsonl`` says why), or ``empty`` (nothing at
all was sent).
"""

from dataclasses import dataclass, field

from trafficaudit.recording.sidefiles import iso

RANDOM = slice(2, 34)
"""Where the client random stands in a ClientHello, after the version (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2)."""

UNENDED = "the TLS handshake came to no end"


def is_tls(data: bytes) -> bool:
    """Tell whether a connection's first bytes are a TLS handshake record (RFC 8446, 5.1)."""
    return len(data) > 2 and data[0] == 0x16 and data[1] == 3 and data[2] <= 4


def may_be_tls(data: bytes) -> bool:
    """Tell whether so few bytes could still become a TLS handshake record."""
    return len(data) < 3 and b"\x16\x03".startswith(data)


def is_dtls(data: bytes) -> bool:
    """Tell whether a conversation's first datagram is a DTLS handshake record (RFC 6347, 4.1; RFC 9147, 4)."""
    return len(data) > 2 and data[0] == 0x16 and data[1] == 0xFE


def is_quic(data: bytes) -> bool:
    """Tell whether a conversation's first datagram is a QUIC Initial (RFC 9000, 14.1 and 17.2; RFC 9369)."""
    return len(data) >= 1200 and data[0] & 0xC0 == 0xC0 and data[1:5] in (b"\0\0\0\1", b"\x6b\x33\x43\xcf")


@dataclass(slots=True)
class Connection:
    """What is known of one connection of the app.

    ``outer_randoms`` are those of TLS that carries TLS, as where the phone speaks TLS to the proxy itself.
    """

    at: float
    port: int
    transport: str
    mode: str
    phase: str
    sni: str = ""
    target: str = ""
    server: str = ""
    alpn: str = ""
    tls_version: str = ""
    client_random: str = ""
    outer_randoms: tuple[str, ...] = ()
    hello: int = 0
    greeted: bool = False
    established: bool = False
    refused: str = ""
    passed: bool = False
    error: str = ""
    exchanges: int = 0
    sent: int = 0
    received: int = 0
    chain: str = ""
    certificates: tuple[str, ...] = ()
    start: list[bytes] = field(default_factory=list)
    heard: bool = False
    faults: list[str] = field(default_factory=list)
    lost: bool = False

    @property
    def state(self) -> str:
        """Say what became of the connection."""
        if self.refused:
            return "tls refused"
        if self.passed:
            return "not intercepted"
        if self.exchanges:
            return "decrypted"
        if self.lost:
            return "lost"
        if self.established or self.hello:
            return "no request"
        return "empty"

    @property
    def _is_unended(self) -> bool:
        return self.state == "no request" and not self.established

    def line(self, name: str, ended: float) -> dict[str, object]:
        """Give the line of ``connections.jsonl``."""
        counted = self.passed or self.state in ("no request", "tls refused")
        return {
            "at": iso(self.at),
            "ended_at": iso(ended),
            "id": name,
            "client_port": self.port,
            "transport": self.transport,
            "mode": self.mode,
            "phase": self.phase,
            "host": self.sni or self.target,
            "sni": self.sni,
            "server_address": self.server,
            "alpn": self.alpn,
            "tls_version": self.tls_version,
            "client_random": self.client_random,
            **({"outer_randoms": list(self.outer_randoms)} if self.outer_randoms else {}),
            "state": self.state,
            "exchanges": self.exchanges,
            "bytes_sent": max(self.sent, self.hello) if counted else None,
            "bytes_received": self.received if counted else None,
            "error": self.error or self.refused or (UNENDED if self._is_unended else ""),
        }

    def refusal(self, at: float, phase: str) -> dict[str, object]:
        """Give the line of ``tls_failures.jsonl``; ``bytes`` is the ClientHello, the least that was sent.

        What the server showed stands in no exchange: its chain's name, and the certificates where they are new.
        """
        shown: dict[str, object] = {"server_chain": self.chain} if self.chain else {}
        if self.certificates:
            shown["server_certificates"] = list(self.certificates)
        return {
            "at": iso(at),
            "host": self.sni or self.target or self.server,
            "bytes": self.hello,
            "reason": self.refused,
            "client_port": self.port,
            "server_address": self.server,
            "client_random": self.client_random,
            "phase": phase,
            **shown,
        }
