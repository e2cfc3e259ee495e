"""How the phone reaches a proxy, and the arguments with which mitmdump becomes that proxy."""

import json
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from captures.rehearsal.places import Address, ShopMap

HTTP3_COUNTRY, FRAMES_COUNTRY, DNS_COUNTRY = "US", "CN", "KR"
"""The places to which the reverse-mode listeners lead: each such listener has a single server behind it."""

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Proxies:
    """Where the proxy's listeners are; the phone leaves out what needs one that is not there.

    ``regular`` is an HTTP proxy that is asked with CONNECT, ``socks`` a SOCKS 5 proxy; ``h3``, ``tcp`` and ``dns`` are
    reverse-mode listeners for the places above. With ``direct`` the phone goes to the shop itself, without a proxy,
    wherever it would take the regular one.
    """

    regular: Address | None = None
    socks: Address | None = None
    h3: Address | None = None
    tcp: Address | None = None
    dns: Address | None = None
    direct: bool = False


def no_proxy(shop: ShopMap) -> Proxies:
    """Give what lets the phone speak to the shop directly, in all but SOCKS."""
    h3, tcp, dns = (shop.places[country] for country in (HTTP3_COUNTRY, FRAMES_COUNTRY, DNS_COUNTRY))
    return Proxies(h3=(h3.address, h3.http3), tcp=(tcp.address, tcp.frames), dns=(dns.address, dns.dns), direct=True)


def free_ports() -> Proxies:
    """Pick a free port of this machine for each listener. They are free now; nobody holds them."""
    with (
        socket.socket(type=socket.SOCK_STREAM) as regular,
        socket.socket(type=socket.SOCK_STREAM) as socks,
        socket.socket(type=socket.SOCK_STREAM) as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as h3,
        socket.socket(type=socket.SOCK_DGRAM) as dns,
    ):
        return Proxies(_bound(regular), _bound(socks), _bound(h3), _bound(tcp), _bound_twice(dns))


def modes(shop: ShopMap, proxies: Proxies) -> list[str]:
    """Give mitmproxy's ``--mode`` options for the listeners that ``proxies`` names."""
    h3, tcp, dns = (shop.places[country] for country in (HTTP3_COUNTRY, FRAMES_COUNTRY, DNS_COUNTRY))
    specs = {
        "regular": proxies.regular,
        "socks5": proxies.socks,
        f"reverse:http3://{h3.address}:{h3.http3}": proxies.h3,
        f"reverse:tcp://{tcp.address}:{tcp.frames}": proxies.tcp,
        f"reverse:dns://{dns.address}:{dns.dns}": proxies.dns,
    }
    listed: list[str] = []
    for spec, listener in specs.items():
        if listener is not None:
            listed += ["--mode", f"{spec}@{listener[0]}:{listener[1]}"]
    return listed


def proxy_arguments(shop: ShopMap, proxies: Proxies, confdir: Path) -> list[str]:
    """Give all arguments of ``mitmdump`` that the rehearsal needs.

    Args:
        shop: the running shop.
        proxies: the listeners to open, such as `free_ports` gives.
        confdir: mitmproxy's folder of certificates; it makes its own authority there when it starts.
    """
    return [
        *modes(shop, proxies),
        *("--set", f"confdir={confdir}"),
        *("--set", f"ssl_verify_upstream_trusted_ca={shop.authority}"),
        # So that the server behind a reverse-mode listener is asked by its name and shows the certificate for it.
        *("--set", "keep_host_header=true"),
    ]


def write(path: Path, proxies: Proxies, confdir: Path) -> None:
    """Write down where the proxy is and where its authority lies, as JSON for another process."""
    path.write_text(json.dumps(asdict(proxies) | {"confdir": str(confdir)}), encoding="utf-8")


def read(path: Path) -> tuple[Proxies, Path]:
    """Read what `write` wrote: the listeners and mitmproxy's folder of certificates."""
    listed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    confdir = Path(listed.pop("confdir"))
    listed = {name: tuple(each) if isinstance(each, list) else each for name, each in listed.items()}
    return Proxies(**listed), confdir


def authority_of(confdir: Path) -> Path:
    """Give the file of mitmproxy's authority, which the phone has to trust; it is there once mitmproxy has started."""
    return confdir / "mitmproxy-ca-cert.pem"


def listening(proxies: Proxies) -> bool:
    """Tell whether every listener that ``proxies`` names is there: somebody else holds its port."""
    streams = [each for each in (proxies.regular, proxies.socks, proxies.tcp) if each is not None]
    datagrams = [each for each in (proxies.h3, proxies.dns) if each is not None]
    kinds = [(socket.SOCK_STREAM, each) for each in streams] + [(socket.SOCK_DGRAM, each) for each in datagrams]
    return not any(_is_free(kind, address) for kind, address in kinds)


def _is_free(kind: socket.SocketKind, address: Address) -> bool:
    with socket.socket(type=kind) as bare:
        try:
            bare.bind(address)
        except OSError:
            return False
    return True


def _bound(bare: socket.socket) -> Address:
    bare.bind((LOOPBACK, 0))
    return LOOPBACK, bare.getsockname()[1]


def _bound_twice(datagrams: socket.socket) -> Address:
    """Bind a port that is free for UDP and for TCP: mitmproxy's DNS listener opens both."""
    for _ in range(64):
        with socket.socket(type=socket.SOCK_STREAM) as stream:
            address = _bound(stream)
            try:
                datagrams.bind(address)
            except OSError:
                continue
            return address
    raise OSError("no port is free for both UDP and TCP")
