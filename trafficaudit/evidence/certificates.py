"""Certificate chains that servers showed, for ``data/env/``: anybody looks at them with openssl, without our reader.

One PEM file for each distinct chain, named by its SHA-256, and an index that says which names and addresses showed it
when first and on how many connections. Nothing here says that a chain is good: what was shown is kept as it was.
"""

import hashlib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from trafficaudit.evidence import places
from trafficaudit.redaction import visible

INDEX = f"{places.ENVIRONMENT}/certificates.json"
FOLDER = f"{places.ENVIRONMENT}/certificates"

LONGEST, LARGEST = 16, 64 << 10
"""Certificates of a chain, and bytes of a certificate, that are looked at (OpenSSL itself stops at 100 KiB a chain)."""

CHAINS, NAMES, CONNECTIONS = 10_000, 1_000, 1_000_000
"""Chains of a recording, names that showed one, and connections that are told apart; what is beyond is counted."""

_NAME = 300
_PLAIN, _TLS, _CHAIN = range(3)
"""What a record tells of its connection: no TLS, TLS, and what the server showed."""

_NONE = "no connection with TLS to a server stands in this recording, so there is no certificate"
_NOTE = (
    "What servers showed for themselves, taken from the recorded connections when the recording was sealed; a file is "
    "named by its SHA-256. Whether a chain leads to a root is not judged here: openssl x509, openssl verify."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a server showed on one connection.

    Args:
        connection: what the recording calls it.
        sni: the name that was asked for (RFC 6066, 3); empty where none was.
        host: the name or address that was dialled.
        address: the IP address that was reached; empty where it is not known.
        at: Unix seconds when the connection began, ``None`` where nobody noted it.
        tls: whether it spoke TLS.
        chain: certificates in PEM, the server's own first (RFC 8446, 4.4.2), as they stand in the recording.
        cut: whether the recording holds more of the chain than is looked at.
    """

    connection: str
    sni: str
    host: str
    address: str
    at: float | None
    tls: bool
    chain: tuple[bytes, ...]
    cut: bool = False


@dataclass(slots=True)
class _Named:
    first: float | None
    connections: int = 0


@dataclass(slots=True)
class _Chain:
    pem: bytes
    parsed: tuple[x509.Certificate, ...]
    names: dict[tuple[str, str, str], _Named] = field(default_factory=dict)
    unnamed: int = 0


@dataclass(slots=True)
class _Counts:
    tls: int = 0
    plain: int = 0
    without: int = 0
    unreadable: int = 0
    cut: int = 0
    beyond: int = 0


def documents(shown: Iterable[Shown], unread: Callable[[], int] = lambda: 0) -> dict[str, Mapping[str, object] | bytes]:
    """Give the chains and their index: place below ``data/`` -> content.

    Args:
        shown: every connection as often as the recording names it; a connection counts once.
        unread: gives, when all were shown, the records of the recording in which no connection could be read.
    """
    chains: dict[str, _Chain] = {}
    counts, known = _Counts(), dict[str, int]()
    for each in shown:
        # A connection's first record may come before its handshake, or its end: the one that tells most counts.
        told = _CHAIN if each.chain else _TLS if each.tls else _PLAIN
        if told <= known.get(each.connection, -1):
            continue
        if each.connection not in known and len(known) >= CONNECTIONS:
            counts.beyond += 1
            continue
        known[each.connection] = told
        counts.cut += each.cut
        if each.chain:
            _take(chains, counts, each)
    told_of = Counter(known.values())
    counts.plain, counts.without = told_of[_PLAIN], told_of[_TLS]
    counts.tls = counts.without + told_of[_CHAIN]
    files: dict[str, Mapping[str, object] | bytes] = {f"{FOLDER}/{name}.pem": each.pem for name, each in chains.items()}
    return files | {INDEX: _index(chains, counts, unread())}


def _take(chains: dict[str, _Chain], counts: _Counts, each: Shown) -> None:
    parsed = tuple(found for pem in each.chain if (found := _parsed(pem)))
    if len(parsed) < len(each.chain):
        counts.unreadable += 1
    if not parsed:
        return
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in parsed)
    name = hashlib.sha256(pem).hexdigest()
    chain = chains.get(name)
    if chain is None:
        if len(chains) >= CHAINS:
            counts.beyond += 1
            return
        chain = chains[name] = _Chain(pem, parsed)
    place = each.sni, each.host, each.address
    named = chain.names.get(place)
    if named is None:
        if len(chain.names) >= NAMES:
            chain.unnamed += 1
            return
        named = chain.names[place] = _Named(each.at)
    named.connections += 1
    if each.at is not None and (named.first is None or each.at < named.first):
        named.first = each.at


def _parsed(pem: bytes) -> x509.Certificate | None:
    if len(pem) > LARGEST:
        return None
    try:
        with warnings.catch_warnings():  # a certificate that breaks a rule (a serial number of 0) is still one
            warnings.simplefilter("ignore")
            found = x509.load_pem_x509_certificate(pem)
            found.public_bytes(Encoding.PEM)
            return found
    except Exception:  # hostile bytes, and the parser raises whatever its parts raise
        return None


def _index(chains: Mapping[str, _Chain], counts: _Counts, unread: int) -> dict[str, object]:
    listed = [_described(name, chain) for name, chain in chains.items()]
    return {
        "note": _NOTE if counts.tls else _NONE,
        "chains": sorted(listed, key=lambda one: (str(one["first_seen"] or "~"), str(one["sha256"]))),
        "connections": {"tls": counts.tls, "without_tls": counts.plain, "tls_without_certificate": counts.without},
        "not_kept": {
            "connections_with_unreadable_certificates": counts.unreadable,
            "chains_cut_short": counts.cut,
            "connections_beyond_bounds": counts.beyond,
            "records_unread": unread,
        },
    }


def _described(name: str, chain: _Chain) -> dict[str, object]:
    named = sorted(chain.names.items(), key=lambda item: (item[1].first or 0.0, item[0]))
    first = [each.first for _, each in named if each.first is not None]
    return {
        "file": f"certificates/{name}.pem",
        "sha256": name,
        "first_seen": _iso(min(first, default=None)),
        "certificates": [_certificate(each) for each in chain.parsed],
        "shown_by": [
            {
                "sni": visible(sni)[:_NAME],
                "host": visible(host)[:_NAME],
                "address": visible(address)[:_NAME],
                "first_seen": _iso(each.first),
                "connections": each.connections,
            }
            for (sni, host, address), each in named
        ],
        "connections_of_further_names": chain.unnamed,
    }


def _certificate(found: x509.Certificate) -> dict[str, object]:
    said: dict[str, object] = {"sha256": hashlib.sha256(found.public_bytes(Encoding.DER)).hexdigest()}
    for name, of in _SAID.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                said[name] = visible(of(found))[:_NAME]
        except Exception:  # read only when asked for, and broken there
            said[name] = "unreadable"
    return said


_SAID: dict[str, Callable[[x509.Certificate], str]] = {
    "subject": lambda found: found.subject.rfc4514_string(),
    "issuer": lambda found: found.issuer.rfc4514_string(),
    "not_before": lambda found: found.not_valid_before_utc.isoformat(),
    "not_after": lambda found: found.not_valid_after_utc.isoformat(),
}


def _iso(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
    except (OverflowError, OSError, ValueError):
        return None
