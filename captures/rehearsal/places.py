"""Where the servers of the rehearsal stand: country, loopback address, host names and the ports they got."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

PACKAGE = "kr.example.nuri.market"
"""The made-up app."""

MAP = "shop.json"
"""The file in which a running shop says where it can be reached."""

Address = tuple[str, int]
"""An IPv4 address and a port."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address that plays a country. The ports are 0 until a shop has opened them.

    ``tls`` speaks HTTP/1.1 and HTTP/2 by ALPN, WebSocket and gRPC; ``plain`` HTTP/1.1 without TLS; ``http3`` HTTP/3
    over QUIC; ``frames`` and ``frames_tls`` the private protocol of `frames`; ``dns`` DNS over UDP. ``silent`` takes
    connections and never says a word, ``hangup`` resets each at once, ``babble`` sends bytes that are no protocol.
    """

    country: str
    address: str
    hosts: tuple[str, ...]
    tls: int = 0
    plain: int = 0
    http3: int = 0
    frames: int = 0
    frames_tls: int = 0
    dns: int = 0
    silent: int = 0
    hangup: int = 0
    babble: int = 0


@dataclass(frozen=True, slots=True)
class ShopMap:
    """Everything that a phone or a test has to know of a running shop.

    Args:
        places: the places by country code.
        authority: the PEM file of the shop's certificate authority.
        aliases: host name -> the name that it is a CNAME of.
    """

    places: Mapping[str, Place]
    authority: Path
    aliases: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, host: str) -> Place:
        """Give the place of a host name or alias.

        Raises:
            KeyError: no server has that name.
        """
        host = self.aliases.get(host, host)
        for place in self.places.values():
            if host in place.hosts:
                return place
        raise KeyError(host)

    def countries(self) -> dict[str, str]:
        """Give address -> country code, as `geo.write_countries` takes it."""
        return {place.address: country for country, place in self.places.items()}

    def write(self, path: Path) -> None:
        """Write the map as JSON; the file appears at once with its whole content."""
        made = {"places": [asdict(each) for each in self.places.values()], "authority": str(self.authority)}
        beside = path.with_name(f".{path.name}")
        beside.write_text(json.dumps(made | {"aliases": dict(self.aliases)}, indent=1), encoding="utf-8")
        beside.replace(path)


def read_map(path: Path) -> ShopMap:
    """Read what `ShopMap.write` wrote."""
    read = json.loads(path.read_text(encoding="utf-8"))
    places = [_place(each) for each in read["places"]]
    return ShopMap({each.country: each for each in places}, Path(read["authority"]), read["aliases"])


@cache
def planned() -> tuple[Place, ...]:
    """Give the places of ``places.toml``, without ports."""
    return tuple(_place(each) for each in _file()["place"])


def aliases() -> dict[str, str]:
    """Give the aliases of ``places.toml``."""
    return dict(_file()["aliases"])


def persona() -> dict[str, str]:
    """Give the made-up person: category -> value."""
    values = tomllib.loads((HERE / "persona.toml").read_text(encoding="utf-8"))["values"]
    return {category: listed[0] for category, listed in values.items()}


def _file() -> dict[str, Any]:
    return tomllib.loads((HERE / "places.toml").read_text(encoding="utf-8"))


def _place(read: Mapping[str, Any]) -> Place:
    return Place(**{**read, "hosts": tuple(read["hosts"])})
