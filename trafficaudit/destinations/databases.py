"""The geo databases: those that travel with the package, and those that a user hands in.

Embedded (``data/``, see ``data/ATTRIBUTION.md``): three country databases that vote, network names, the countries in
which address blocks are registered, anycast networks and the ranges that cloud operators publish. A user's own file is
a MaxMind DB of type Country, City, Enterprise or ASN.
A pinned set (``pins.py``) takes the place of the embedded ones, and may hold files of the user's own.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ipaddress import IPv4Address, ip_address
from pathlib import Path

import geoip2.database
import geoip2.errors
import maxminddb

from trafficaudit.destinations import pins
from trafficaudit.destinations.pins import Pin, PinnedSet
from trafficaudit.destinations.places import DATA
from trafficaudit.destinations.rangefile import Address, RangeFile
from trafficaudit.errors import DestinationError
from trafficaudit.globe import COUNTRIES
from trafficaudit.redaction import composed, visible
from trafficaudit.special import opened

VOTERS = ("geo-whois", "dbip", "ipfire")
EMBEDDED = (*VOTERS, "asn", "registry", "anycast", "published")

REGISTRY_ADDRESS = ("geo-whois", 6, "AU")
"""Database, IP version and answer that mean "somewhere in Asia": WHOIS gives the address of APNIC, in Australia, for
blocks that the registries of Korea, Japan, India or Indonesia manage (measured: 401 of 1,021 ranges in Indonesia)."""

_HEAD = 64
_OTHER_FILES = {b"\x1f\x8b": "a gzip archive", b"PK\x03\x04": "a zip archive", b"\xfd7zXZ": "an xz archive"}
REMEDY = "give a GeoIP2 or GeoLite2 Country, City or ASN file (.mmdb); unpack it first if it is a .tar.gz"


@dataclass(frozen=True, slots=True)
class Database:
    """What ``recipe.json`` says of a database. ``built`` is an ISO date, ``file`` the base name.

    ``size`` in bytes is that of a file that was handed over; the package's own have none.
    """

    name: str
    kind: str
    built: str
    sha256: str
    licence: str
    file: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One database's answer for one address: ISO country code, or empty where the raw answer names no country.

    ``built`` is the database's date (ISO).
    """

    database: str
    country: str
    raw: str
    user: bool = False
    anycast: bool = False
    built: str = ""


class Embedded:
    """The databases of the package, or those of a pinned set; unpacked when first asked.

    Raises:
        DestinationError: one of them cannot be read, or is not what was pinned.
    """

    def __init__(self, pinned: PinnedSet | None = None) -> None:
        self._pinned = pinned
        self._files: dict[str, RangeFile] = {}
        self.databases: tuple[Database, ...] = tuple(self._open(name) for name in EMBEDDED)

    def votes(self, address: Address) -> list[Answer]:
        """Give each country database's answer, also the empty ones."""
        return [self._vote(name, address) for name in VOTERS]

    def network(self, address: Address) -> tuple[int | None, str]:
        """Give the number of the network that announces an address, and its name as the tables show it."""
        number, _, name = self._files["asn"].label(address).partition(" ")
        return (int(number), visible(name)) if number else (None, "")

    def registered(self, address: Address) -> str:
        """Give the country of the organisation that an address block is registered to; empty where none is known."""
        return counted(self._files["registry"].label(address))

    def anycast(self, address: Address) -> bool:
        """Say whether an address is announced from several places at once."""
        return bool(self._files["anycast"].label(address))

    def published(self, address: Address) -> tuple[str, str, str]:
        """Give provider, region and edge service as the operator publishes them; empty where nobody does."""
        provider, _, rest = self._files["published"].label(address).partition("\t")
        region, _, edge = rest.partition("\t")
        return provider, region, edge

    def describe(self, name: str) -> str:
        """Give a database's name and date, as evidence names it."""
        header = self._files[name].header
        return f"{header.name} {header.built}"

    def _vote(self, name: str, address: Address) -> Answer:
        raw = self._files[name].label(address)
        code = "" if (name, address.version, raw) == REGISTRY_ADDRESS else counted(raw)
        return Answer(self.describe(name), code, raw, built=self._files[name].header.built)

    def _open(self, name: str) -> Database:
        size: int | None = None
        if self._pinned:
            pin = self._pinned.embedded[name]
            path, data = self._pinned.place(pin), self._pinned.content(pin)
            size = len(data)
        else:
            path = DATA / f"{name}.ranges.xz"
            try:
                data = path.read_bytes()
            except OSError as error:
                what = f"the embedded database cannot be read: {error.strerror}"
                raise DestinationError(what, path.name, "check its rights and the disk, or install it again") from None
        file = self._files[name] = RangeFile(path, data)
        head = file.header
        return Database(
            head.name, head.kind, head.built, hashlib.sha256(data).hexdigest(), head.licence, path.name, size
        )


@cache
def embedded() -> Embedded:
    """Give the embedded databases, opened once in a process."""
    return Embedded()


@dataclass(frozen=True, slots=True)
class Opened:
    """The databases that are asked, and what ``recipe.json`` says of them."""

    embedded: Embedded
    users: tuple["UserDatabase", ...]
    databases: tuple[Database, ...]


def open_all(geoip: Sequence[Path] = ()) -> Opened:
    """Open the databases of the package and the user's own files; a pin file (``.json``) stands for its set.

    Raises:
        DestinationError: a file cannot be used, is not what was pinned, or is given twice.
    """
    sets = [pins.read(path) for path in geoip if path.suffix == pins.SUFFIX]
    if len(sets) > 1:
        raise DestinationError("two pinned sets are given", visible(str(sets[1].path)), "give one of them")
    pinned = sets[0] if sets else None
    users = [UserDatabase(path) for path in geoip if path.suffix != pins.SUFFIX]
    if pinned:
        users += [_pinned(pinned, pin) for pin in pinned.own]
    known: set[str] = set()
    for user in users:
        if user.database.sha256 in known:
            raise DestinationError("is given twice, and would count twice", user.database.file, "give it once")
        known.add(user.database.sha256)
    base = Embedded(pinned) if pinned else embedded()
    newest = max((pin.built for pin in pinned.pins), default="") if pinned else ""
    named = (
        (Database("pinned set", "pins", newest, pinned.sha256, "each its own", visible(pinned.path.name), pinned.size),)
        if pinned
        else ()
    )
    return Opened(base, tuple(users), (*named, *base.databases, *(user.database for user in users)))


def _pinned(pinned: PinnedSet, pin: Pin) -> "UserDatabase":
    user = UserDatabase(pinned.place(pin))
    pinned.hold(pin, user.database.sha256)
    return user


def counted(code: str) -> str:
    """Give the country that a database's code names; the United Kingdom has two codes.

    Empty where it names none: a region ("EU"), a proxy ("A1"), a dissolved country, what the standard leaves to its
    users ("XX" for unknown, "XD" for hostile networks), and whatever else is no code of it.
    """
    code = "GB" if code == "UK" else code
    return code if code in COUNTRIES else ""


def _refuse_other_files(head: bytes, where: str) -> None:
    """Name what is often handed in for a database."""
    if not head:
        raise DestinationError("is empty", where, REMEDY)
    for magic, what in _OTHER_FILES.items():
        if head.startswith(magic):
            raise DestinationError(f"is {what}", where, "unpack it, and give the .mmdb file that is in it")
    if head.isascii() and all(32 <= byte < 127 or byte in b"\t\r\n" for byte in head):
        raise DestinationError("is a text file", where, "give the binary edition (.mmdb), not the one as CSV")


class UserDatabase:
    """A MaxMind DB file that the user gives.

    Raises:
        DestinationError: there is no such file, it is no MaxMind DB, it is damaged, or it is of another type.
    """

    def __init__(self, path: Path) -> None:
        self._where = visible(str(path))
        try:
            with opened(path) as file:
                _refuse_other_files(file.read(_HEAD), self._where)
                file.seek(0)
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                size = file.tell()
            self._reader = geoip2.database.Reader(path)
        except DestinationError:
            raise
        except OSError as error:
            raise DestinationError(f"cannot be opened: {error.strerror}", self._where, REMEDY) from None
        except Exception as error:
            raise DestinationError(f"is no MaxMind DB: {visible(str(error))[:120]}", self._where, REMEDY) from None
        kind, built = self._describe()
        self.database = Database(
            visible(self._type), kind, built, sha256, "the user's own", visible(composed(path.name)), size
        )
        self.built = built
        self.evidence = f"{self.database.file} ({self.database.name} {built})"
        self._probe()

    def country(self, address: Address) -> Answer | None:
        """Give the country of an address; None where the file has no record of it or is an ASN file."""
        if self.database.kind != "country" or not self._holds(address):
            return None
        record = self._look_up(address)
        if record is None:
            return None
        code = record.country.iso_code  # type: ignore[union-attr]
        raw = visible(code)[:16] if isinstance(code, str) else ""
        anycast = record.traits.is_anycast is True  # type: ignore[union-attr]
        return Answer(self.evidence, counted(raw), raw, user=True, anycast=anycast, built=self.built)

    def network(self, address: Address) -> tuple[int | None, str]:
        """Give the network's number and name; nothing where the file has no record of it or is a country file."""
        if self.database.kind != "asn" or not self._holds(address):
            return None, ""
        record = self._look_up(address)
        number = getattr(record, "autonomous_system_number", None)
        name = getattr(record, "autonomous_system_organization", None)
        return number if isinstance(number, int) else None, visible(name) if isinstance(name, str) else ""

    def _describe(self) -> tuple[str, str]:
        meta = self._reader.metadata()
        self._type = str(meta.database_type)
        self._version = meta.ip_version
        methods = {"Country": "country", "City": "city", "Enterprise": "enterprise", "GeoLite2-ASN": "asn"}
        method = next((method for word, method in methods.items() if word in self._type), None)
        if method is None:
            raise DestinationError(f"is a database of type {visible(self._type)!r}", self._where, REMEDY)
        self._method = getattr(self._reader, method)
        try:
            built = datetime.fromtimestamp(meta.build_epoch, UTC).date().isoformat()
        except (ValueError, OverflowError, OSError, TypeError):
            raise DestinationError("its build date cannot be read", self._where, REMEDY) from None
        return "asn" if method == "asn" else "country", built

    def _probe(self) -> None:
        """Look a few addresses up, so that a damaged file is refused before anything is read."""
        for text in ("1.0.0.0", "8.8.8.8", "127.0.0.1", "211.249.220.24", "255.255.255.255", "2001:4860::"):
            self.country(ip_address(text))
            self.network(ip_address(text))

    def _holds(self, address: Address) -> bool:
        return isinstance(address, IPv4Address) or self._version == 6

    def _look_up(
        self, address: Address
    ) -> geoip2.models.Country | geoip2.models.City | geoip2.models.Enterprise | geoip2.models.ASN | None:
        try:
            record: geoip2.models.Country | geoip2.models.ASN = self._method(address)
        except geoip2.errors.AddressNotFoundError:
            return None
        except (maxminddb.InvalidDatabaseError, ValueError, TypeError, AttributeError, KeyError, OSError) as error:
            what = f"is damaged: the record of {address} cannot be read ({visible(str(error))[:120]})"
            raise DestinationError(what, self._where, "download the file again") from None
        return record
