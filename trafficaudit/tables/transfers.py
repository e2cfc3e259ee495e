"""Findings in what the app sent, grouped into the transfer table.

A row is one app, phase, recipient, host, place, category and way of recognition. It says what was seen, never that a
transfer was unlawful, and it leaves the column for the investigator's own legal class empty.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from trafficaudit.categories import taxonomy
from trafficaudit.model import NEVER, UNDATED, Destination, Exchange, Finding, Span
from trafficaudit.redaction import visible
from trafficaudit.tables.distinct import Distinct

_CIPHER = re.compile(r"\(key \w+\)$").search
_NO_CIPHER = "none"
_MOST_ORIGINS = 8

# The strongest way of knowing counts where several claim one field: a seeded value is proof, a name is a hint.
_STRENGTH = {"persona": 0, "provenance": 0, "identifier": 1, "tracker": 2, "consent": 2, "key": 3, "crosssite": 4}
# Known by name: a key, and the forms that any number of a phone may have (a UUID, a row of hexadecimal digits).
_BY_NAME = frozenset(
    ("key", *(f"identifier:{one}" for one in ("advertising_id", "device_id", "installation_id", "vendor_id")))
)
_KEPT, _MEMBER = "advertising_cookie", "user_id"
_OF_ANY = "behaviour"
"""What a documented event may hold, whatever it is: an order's number among it is one all the same."""

_FORM, _NAMED = _STRENGTH["identifier"], _STRENGTH["key"]
_CROSSING = _STRENGTH["crosssite"]
_UNEXPLAINING = (_FORM, _NAMED, _CROSSING)
_ANY = "device_id"

type _Known = Mapping[tuple[str, str, str], Sequence[tuple[int, Span]]]
type _Key = tuple[str, str, str, str, str, str, str, str, str, str, str, str]
_KEY_NAMES = (
    "app", "phase", "recipient", "recipient_country", "host", "country", "certainty", "leaves_korea",
    "category", "match", "party", "encrypted",
)  # fmt: skip


def leaves_korea(destination: Destination) -> str:
    """Say ``yes`` or ``no`` only where the country is established or likely; ``undetermined`` for everything else."""
    if destination.certainty not in ("established", "likely") or not destination.country:
        return "undetermined"
    return "no" if destination.country == "KR" else "yes"


def encrypted(exchange: Exchange) -> str:
    """Say whether the exchange travelled encrypted (``yes``, ``no``), ``unknown`` where the recording does not tell."""
    if exchange.tls is not None:
        return "yes" if exchange.tls else "no"
    scheme = exchange.url.partition("://")[0].lower()
    return {"https": "yes", "wss": "yes", "http": "no", "ws": "no"}.get(scheme, "unknown")


def app_cipher(layers: Sequence[str]) -> str:
    """Give the app's own ciphers among decode steps, such as ``aes-gcm(key k1)``; empty where there is none."""
    return ">".join([layer for layer in layers if _CIPHER(layer)])


def _ciphers(seen: set[str]) -> str:
    return ", ".join(sorted(each or _NO_CIPHER for each in seen)) if seen != {""} else ""


def _origins(seen: set[str]) -> str:
    """Write the origins on the phone; what was first seen counts where there are too many."""
    listed = sorted(seen)[:_MOST_ORIGINS]
    return visible("; ".join(listed) + ("; and others" if len(seen) > _MOST_ORIGINS else ""))


def strongest(findings: Iterable[Finding]) -> list[Finding]:
    """Choose what counts of the findings in what was sent, in their order.

    For each field and category, the strongest way of knowing. A key's name alone, or with the form of a UUID, does not
    count beside a seeded value or a documented endpoint that says that the very same run is something else:
    `device_name` often holds the model, and `aaid` what Huawei calls an anonymous id of the app. An identifier of the
    phone is one: its form does not count beside a seeded value (an Android ID under the name of another one, the
    router's address where no name tells it from the phone's own), nor the name of no certain identifier beside the
    form of one. The number of a cookie that is documented as a tracking one is no member's where it is sent beside it
    under another name (``adx_uid``): a key's name does not make it that. Nor is what a document says to be a member's
    number a tracking cookie, where a site keeps it as well. What is a piece of a value that is known more
    strongly (``location[0]`` of a seeded ``location``) is told with it.
    """
    sent = []
    told: dict[tuple[str, str, str], list[tuple[int, Span]]] = {}
    best: dict[tuple[str, str, str], int] = {}
    explained: dict[tuple[str, str, Span], set[str]] = {}
    known: dict[tuple[str, str, Span], int] = {}
    kept: set[str | bytes] = set()
    phones = _phones()
    for finding in findings:
        field, detector = finding.field, finding.detector
        if field.direction != "request":
            continue
        place, run = (field.part, field.path, finding.category), (field.part, field.path, finding.span)
        strength = _strength(detector)
        best[place] = min(best.get(place, strength), strength)
        told.setdefault(place, []).append((strength, finding.span))
        if strength not in _UNEXPLAINING and finding.category != _OF_ANY:
            explained.setdefault(run, set()).add(finding.category)
        if strength < _NAMED and finding.category in phones and (strength or finding.confidence > SHARED):
            known[run] = min(known.get(run, strength), strength)
        if finding.category == _KEPT and field.part == "cookie" and detector.startswith("tracker:"):
            kept.add(finding.value)
        sent.append((finding, place, strength, run))
    return [
        finding
        for finding, place, strength, run in sent
        if strength == best[place]
        and (finding.detector not in _BY_NAME or run not in explained or finding.category in explained[run])
        and (finding.category not in phones or strength <= known.get(run, strength) or not _less(finding, strength))
        and (finding.category != _MEMBER or strength != _NAMED or finding.value not in kept)
        and (strength != _CROSSING or _MEMBER not in explained.get(run, ()))
        and not _is_piece(place, strength, finding.span, told)
    ]


def _is_piece(place: tuple[str, str, str], strength: int, span: Span, known: _Known) -> bool:
    """Say whether a finding's run is one of a list in a value that is known as the same more strongly."""
    part, path, category = place
    whole, bracket, _ = path.rpartition("[")
    if not bracket or not path.endswith("]"):
        return False
    better = [run for sure, run in known.get((part, whole, category), ()) if sure < strength]
    return any(run.start <= span.start and span.end <= run.end for run in better)


def beside(findings: Iterable[Finding], chosen: Iterable[Finding]) -> list[tuple[Finding, Finding]]:
    """Give what a document or a name says of a field that is known by its form: it speaks for the same row.

    Args:
        findings: all of an exchange.
        chosen: what ``strongest`` left of them.

    Returns:
        Each such finding with the chosen one of its field and category that it speaks for, in their order. A seeded
        value stands for itself: of how many have it as well (``SHARED``) no name says anything.
    """
    forms: dict[tuple[str, str, str], Finding] = {}
    for one in chosen:
        if _strength(one.detector) == _FORM:
            forms.setdefault((one.field.part, one.field.path, one.category), one)
    if not forms:
        return []
    return [
        (finding, forms[place])
        for finding in findings
        if finding.field.direction == "request"
        and _strength(finding.detector) > _FORM
        and (place := (finding.field.part, finding.field.path, finding.category)) in forms
    ]


def _less(finding: Finding, strength: int) -> bool:
    """Say whether one of the phone's identifiers is none beside another that is known in the same run more strongly."""
    return strength == _FORM or (strength == _NAMED and finding.category == _ANY)


@lru_cache(maxsize=1)
def _phones() -> frozenset[str]:
    """Give the identifiers of a phone, and that of the router it is with, which has the form of its own MAC address."""
    of_phone = {slug for slug, category in taxonomy().items() if category.group == "device_identifier"}
    return frozenset(of_phone | {"wifi_bssid"})


@lru_cache(maxsize=1 << 10)
def _strength(detector: str) -> int:
    return _STRENGTH[detector.partition(":")[0]]


SHARED = 0.6
"""Confidence up to which a seeded value proves nothing: many have it (``female``), and no name says whose it is."""


def proves(detectors: str, confidence: float) -> bool:
    """Say whether a row, or a finding, rests on a value of the test person that not many others have as well.

    Args:
        detectors: its detectors, joined by commas.
        confidence: the highest of them.
    """
    kinds = _kinds(detectors)
    return "provenance" in kinds or ("persona" in kinds and confidence > SHARED)


@lru_cache(maxsize=1 << 10)
def _kinds(detectors: str) -> frozenset[str]:
    return frozenset([each.partition(":")[0] for each in detectors.split(", ")])


def at_least(rows: Iterable[Mapping[Hashable, Any]], disjoint: Iterable[str]) -> int:
    """Count the exchanges behind rows of the table: one that was recognised in several ways stands in several of them.

    Args:
        rows: rows of one category.
        disjoint: the columns by which rows have no exchange in common.
    """
    counts: dict[tuple[Any, ...], int] = {}
    for row in rows:
        place = tuple(row[name] for name in disjoint)
        counts[place] = max(counts.get(place, 0), int(row["exchanges"]))
    return sum(counts.values())


class Counted(NamedTuple):
    """What of a finding is counted; ``path`` is redacted, ``value`` is the beginning of its SHA-256."""

    category: str
    match: str
    part: str
    path: str
    detector: str
    cipher: str
    origin: str
    confidence: float
    value: int


def counted(finding: Finding, path: str, cipher: str, value: int, beside: Finding | None = None) -> Counted:
    """Give what is counted of a finding.

    Args:
        finding: a finding in what was sent.
        path: its field's, redacted.
        cipher: what ``app_cipher`` says of it.
        value: see ``Counted``.
        beside: what speaks for it (see the function of that name): its detector and confidence are given instead.
    """
    said = beside or finding
    return Counted(
        finding.category, finding.match, finding.field.part, path, said.detector, cipher, finding.origin,
        said.confidence, value,
    )  # fmt: skip


@dataclass(slots=True)
class _Group:
    first: datetime
    last: datetime
    example: str
    exchanges: int = 0
    latest: str = ""
    values: Distinct = field(default_factory=Distinct)
    detectors: set[str] = field(default_factory=set)
    ciphers: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)
    confidence: float = 0.0

    def seen(self, at: datetime) -> None:
        """Take when an exchange began; one without a time counts only where no other is."""
        if at == UNDATED:
            return
        if self.first == UNDATED:
            self.first = self.last = at
        self.first = min(self.first, at)
        self.last = max(self.last, at)


class Transfers:
    """Groups findings while a capture streams by; memory grows with rows and distinct values, not with exchanges."""

    def __init__(self) -> None:
        self._groups: dict[_Key, _Group] = {}

    def add(self, exchange: Exchange, destination: Destination, findings: Sequence[Counted]) -> None:
        """Count the findings of one exchange.

        Args:
            exchange: the exchange.
            destination: where it went.
            findings: what ``strongest`` left of its findings, as they are counted.
        """
        place = (
            exchange.app, exchange.phase, destination.recipient, destination.recipient_country, exchange.host,
            destination.country, destination.certainty, leaves_korea(destination),
        )  # fmt: skip
        name, secured = f"{exchange.capture_id}/{exchange.id}", encrypted(exchange)
        for found in findings:
            key: _Key = (*place, found.category, found.match, destination.party, secured)
            group = self._groups.get(key)
            if group is None:
                example = f"{name} {found.part} {found.path}"
                group = self._groups[key] = _Group(exchange.started_at, exchange.started_at, example)
            if group.latest != name:
                group.latest = name
                group.exchanges += 1
                group.seen(exchange.started_at)
            group.values.add(found.value)
            group.detectors.add(found.detector)
            group.ciphers.add(found.cipher)
            if found.origin and len(group.origins) <= _MOST_ORIGINS:
                group.origins.add(found.origin)
            group.confidence = max(group.confidence, found.confidence)

    def rows(self) -> list[Mapping[str, object]]:
        """Give the rows: apps by name, their phases in the order of time (those without one last), the rest by name."""
        begun: dict[tuple[str, str], datetime] = {}
        for key, group in self._groups.items():
            first = group.first if group.first != UNDATED else NEVER
            begun[key[:2]] = min(begun.get(key[:2], first), first)
        ordered = sorted(self._groups.items(), key=lambda item: (item[0][0], begun[item[0][:2]], item[0]))
        return [
            {
                **dict(zip(_KEY_NAMES, key, strict=True)),
                "app_cipher": _ciphers(group.ciphers),
                "exchanges": group.exchanges,
                "values": len(group.values),
                "first_seen": group.first if group.first != UNDATED else None,
                "last_seen": group.last if group.last != UNDATED else None,
                "example": group.example,
                "origin": _origins(group.origins),
                "detectors": ", ".join(sorted(group.detectors)),
                "confidence": round(group.confidence, 3),
                "investigator_class": "",
            }
            for key, group in ordered
        ]
