"""Findings in what the app sent, grouped into the transfer table.

A row is one app, phase, recipient, host, place, category and way of recognition. It says what was seen, never that a
transfer was unlawful, and it leaves the column for the investigator's own legal class empty.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from trafficaudit.model import NEVER, UNDATED, Destination, Exchange, Finding
from trafficaudit.redaction import visible
from trafficaudit.tables.distinct import Distinct

_CIPHER = re.compile(r"\(key \w+\)$").search
_NO_CIPHER = "none"
_MOST_ORIGINS = 8


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
