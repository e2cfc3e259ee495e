"""The coverage ledger: what was seen, what was not, and what the recording cannot tell.

Every table reads "at least" against this ledger. States follow one exchange or connection each:

- ``decrypted``: recorded in the clear and looked into.
- ``examined in part``: recorded in the clear, but a bound ended the search before the bytes did, or the recording holds
  only the beginning of a body, or none of one whose size it tells; gaps say which bound, and how much was left, and a
  warning counts the bodies. A body beside it may be opaque as well.
- ``opaque body``: recorded, but a body, or what makes up most of a query, has no structure that could be read (ciphered
  in the app, or a private format).
- ``tls refused``: the proxy's certificate was refused (pinning, or an authority that the app does not trust).
- ``quic blocked``: QUIC that was not let through, so that the app falls back or fails; no recorder of ours does so.
- ``not intercepted``: traffic that passed by the proxy, or through it unread.
- ``no request``: TLS was begun and nothing was asked (pinning that checks afterwards, a connection opened in advance, a
  handshake that came to no end).
- ``lost``: what the recording should hold and does not (a gap in the file, a dropped connection); an exchange of which
  a part is missing counts once beside its own state.

A tunnel that an app asked its proxy for (``CONNECT``) is ``decrypted`` where something was read that went through it,
and ``not intercepted`` where nothing was (``tunnels.py``). By itself it does not tell: the exchange says ``tunnel``,
and so does the ledger of those of which the whole recording does not tell either; other ledgers have no such line.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from trafficaudit.model import NEVER, TUNNEL, UNDATED, UNNAMED, Capture, Decoded, Exchange, Gap
from trafficaudit.phases import UNMARKED
from trafficaudit.redaction import visible
from trafficaudit.tables import tunnels

PART = "examined in part"
SEEN = ("decrypted", PART, "opaque body")
UNSEEN = ("tls refused", "quic blocked", "not intercepted", "no request")
LOST = "lost"
TUNNELLED = tunnels.UNTOLD
"""The state of an exchange that ``is_tunnel``, and in the ledger of those that may have been opened or not."""
_LABELS = {
    "decrypted": ("해독됨", "decrypted"),
    PART: ("일부만 검사됨", PART),
    "opaque body": ("본문 판독 불가", "opaque body"),
    "tls refused": ("TLS 거부", "TLS refused"),
    "quic blocked": ("QUIC 차단", "QUIC blocked"),
    "not intercepted": ("가로채지 못함", "not intercepted"),
    "no request": ("요청 없음", "no request"),
    LOST: ("유실", "lost"),
    TUNNELLED: ("터널(해독 여부 불명)", "tunnel (not known whether opened)"),
}


def label(state: str, lang: str) -> str:
    """Give a state's name for people in ``ko`` or ``en``; one that is not known stands for itself."""
    return _LABELS.get(state, (state, state))[0 if lang == "ko" else 1]


def unseen(recipe: Mapping[str, Any], lang: str = "en") -> str:
    """Give what the coverage ledger says was not seen, as a recipe keeps it, in ``ko`` or ``en``."""
    coverage = recipe.get("counts", {}).get("coverage", {})
    never = "집계 안 됨" if lang == "ko" else "not counted"
    return ", ".join(
        visible(f"{label(state, 'ko') if lang == 'ko' else state}: {never if count is None else count}")
        for state, count in coverage.items()
        if state != "decrypted" and count != 0
    )


def states(found: Container[str]) -> tuple[str, ...]:
    """Give the states of a ledger in their order; tunnels of which nobody knows stand only where they are ``found``."""
    return (*SEEN, *UNSEEN, *((TUNNELLED,) if TUNNELLED in found else ()), LOST)


def is_tunnel(exchange: Exchange) -> bool:
    """Tell whether an exchange is an app's asking its proxy for a tunnel, which it got."""
    return exchange.method == TUNNEL and exchange.response is not None and 200 <= (exchange.response.status or 0) < 300


def state_of(decoded: Decoded) -> str:
    """Give the ledger's state for one recorded exchange that is no tunnel."""
    if any(run.cut for run in decoded.opaque):
        return PART
    return "opaque body" if any(run.part in ("body", "url") for run in decoded.opaque) else "decrypted"


@dataclass(slots=True)
class _Count:
    exchanges: int = 0
    bytes: int = 0
    connections: set[str] = field(default_factory=set)
    stated: int = 0  # connections that the recorder itself counted

    def with_(self, other: "_Count") -> "_Count":
        return _Count(
            self.exchanges + other.exchanges,
            self.bytes + other.bytes,
            self.connections | other.connections,
            self.stated + other.stated,
        )


class Ledger:
    """Counts exchanges, connections and bytes per app, phase and state while a capture streams by."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, str, str], _Count] = defaultdict(_Count)
        self._told: defaultdict[str, set[str]] = defaultdict(set)  # the states that each capture counted
        self._held: defaultdict[tuple[str, str], set[str]] = defaultdict(set)  # the captures that tell of a place
        self._tunnels: list[tuple[str, str, str, _Count]] = []
        self._opening = tunnels.Tunnels()
        self._begun: dict[tuple[str, str], datetime] = {}
        self._apps: defaultdict[str, set[str]] = defaultdict(set)

    def exchange(self, exchange: Exchange, state: str) -> None:
        """Count one recorded exchange; bytes are those of its bodies as recorded."""
        place = exchange.app, exchange.phase
        self._held[place].add(exchange.capture_id)
        if state == TUNNELLED:
            count = _Count()
            self._tunnels.append((*place, exchange.capture_id, count))
            self._opening.asked(exchange)
        else:
            count = self._counts[*place, state]
            self._opening.read(exchange)
        if exchange.started_at != UNDATED:
            self._begun[place] = min(self._begun.get(place, exchange.started_at), exchange.started_at)
        count.exchanges += 1
        count.bytes += sum(message.body_size for message in (exchange.request, exchange.response) if message)
        count.connections.add(f"{exchange.capture_id}/{exchange.connection_id or _least(exchange, state)}")

    def gap(self, gap: Gap, app: str, phase: str) -> None:
        """Count exchanges that the input should hold and that could not be read; of none there is no line."""
        if not gap.exchanges:
            return
        self._counts[app, phase, LOST].exchanges += gap.exchanges
        self._held[app, phase].add(gap.capture_id)

    def recorder(self, capture: Capture, app: str) -> None:
        """Take over what the recorder itself counted; ``app`` stands in where it names none.

        Its app has a line even where nothing at all was seen of it.
        """
        self._apps[app].add(capture.id)
        for (state, named, phase), (connections, size) in sorted(capture.lost.items()):
            place = named or app, phase or UNMARKED
            count = self._counts[*place, state]
            count.stated += connections
            count.bytes += size
            self._held[place].add(capture.id)
            self._told[capture.id].add(state)
        self._told[capture.id] |= capture.counted

    def rows(self) -> list[Mapping[str, object]]:
        """Give the ledger: apps by name, phases in the order of time, every state of each.

        A state says so instead of 0 where no recorder counted it, or not all of those that recorded there. Phases of
        which nothing was seen stand last.
        """
        counts, told = self._settled()
        held = {(app, UNMARKED): self._apps[app] for app in self._silent(counts)} | self._held
        listed = states(set[str]().union(*told.values()))
        places = sorted(
            held, key=lambda place: (place[0], place not in self._begun, self._begun.get(place, NEVER), place[1])
        )
        return [
            _row(app, phase, state, counts, all(state in told[one] for one in held[app, phase]))
            for app, phase in places
            for state in listed
        ]

    def _silent(self, counts: Iterable[tuple[str, str, str]]) -> set[str]:
        """Give the apps that were recorded and of which nothing was counted; one without a name where nothing was."""
        known = {app for app, _, _ in counts}
        return self._apps.keys() - known - ({UNNAMED} if known else set())

    def _settled(self) -> tuple[dict[tuple[str, str, str], _Count], Mapping[str, set[str]]]:
        """Give the counts with every tunnel under its state, and the states that each capture counted."""
        counts = dict(self._counts)
        told = defaultdict[str, set[str]](set, {capture: {*listed} for capture, listed in self._told.items()})
        for (app, phase, capture, one), state in zip(self._tunnels, self._opening.settled(), strict=True):
            told[capture].add(state)
            counts[app, phase, state] = counts.get((app, phase, state), _Count()).with_(one)
        return counts, told

    def totals(self) -> dict[str, int | None]:
        """Give the number of exchanges (connections, where more of those were counted) per state over everything."""
        rows = self.rows()
        listed = states({str(row["state"]) for row in rows})
        return {state: total(row for row in rows if row["state"] == state) for state in listed}


def _least(exchange: Exchange, state: str) -> str:
    """Name the connection of an exchange whose recording does not: there is at least one with each end that was asked.

    A tunnel is a connection of its own.
    """
    if state == TUNNELLED:
        return exchange.id
    return f"{exchange.host}:{exchange.port} {exchange.client_port or ''}"


def _row(
    app: str, phase: str, state: str, counts: Mapping[tuple[str, str, str], _Count], told: bool
) -> Mapping[str, object]:
    found = counts.get((app, phase, state))
    counted = state in SEEN or state == LOST or told or found is not None
    count = found or _Count()
    return {
        "app": app,
        "phase": phase,
        "state": state,
        "counted": "yes" if counted else "no",
        "exchanges": count.exchanges if counted else None,
        "connections": len(count.connections) + count.stated if counted else None,
        "bytes": count.bytes if counted else None,
    }


def total(rows: Iterable[Mapping[str, Any]]) -> int | None:
    """Count what rows of one state tell: exchanges, or connections where more of those were counted.

    ``None`` says that it was not counted: by nobody, or there where something might have been.
    """
    listed = list(rows)
    counted = [max(int(row["exchanges"]), int(row["connections"])) for row in listed if row["counted"] == "yes"]
    return sum(counted) or (0 if counted and len(counted) == len(listed) else None)
