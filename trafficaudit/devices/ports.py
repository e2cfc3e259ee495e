"""Whether a port of this computer is free to listen on. The one module of the toolkit that touches a socket."""

import errno
import socket
from dataclasses import dataclass
from typing import Literal

type Transport = Literal["tcp", "udp"]

_HIGHEST = 65535


@dataclass(frozen=True, slots=True)
class Port:
    """A port of this computer: ``8080`` over TCP, or ``51820/udp``; an empty host is every address."""

    number: int
    transport: Transport = "tcp"
    host: str = ""

    def __str__(self) -> str:
        address = f"[{self.host}]" if ":" in self.host else self.host
        return f"{address}{':' if self.host else ''}{self.number}{'/udp' if self.transport == 'udp' else ''}"


def reason_taken(port: Port) -> str:
    """Tell why a port cannot be listened on; empty where it can. Nothing is sent, and the port is free again at once.

    As mitmproxy does it: all addresses of both families where no host is given, with ``SO_REUSEADDR`` over TCP, so that
    connections that are just closing do not count.
    """
    kind = socket.SOCK_DGRAM if port.transport == "udp" else socket.SOCK_STREAM
    for family, host in _addresses(port.host):
        try:
            with socket.socket(family, kind) as probe:
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                if port.transport == "tcp":
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port.number))
        except OSError as error:
            # A computer without IPv6 has nothing to listen on there.
            if family == socket.AF_INET6 and error.errno in {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}:
                continue
            return error.strerror or str(error)
    return ""


def parse(text: str) -> Port | None:
    """Read a port; ``None`` where the text is none.

    >>> parse("51820/udp"), parse("127.0.0.9:8080"), parse("99999")
    (Port(number=51820, transport='udp', host=''), Port(number=8080, transport='tcp', host='127.0.0.9'), None)
    """
    rest, _, transport = text.partition("/")
    host, _, number = rest.rpartition(":")
    if transport not in {"", "tcp", "udp"} or not (number.isascii() and number.isdigit() and len(number) <= 5):
        return None
    value = int(number)
    return Port(value, "udp" if transport == "udp" else "tcp", host.strip("[]")) if 0 < value <= _HIGHEST else None


def _addresses(host: str) -> list[tuple[socket.AddressFamily, str]]:
    if host:
        return [(socket.AF_INET6 if ":" in host else socket.AF_INET, host)]
    return [(socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")]  # noqa: S104 - asked, not served
