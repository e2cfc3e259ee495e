"""Where a bound ended the search of an exchange before its bytes did: a gap for each, so that none of it is silent."""

from collections.abc import Sequence

from trafficaudit.model import Decoded, Exchange, Finding, Gap, Opaque
from trafficaudit.redaction import shown_path
from trafficaudit.tables.endpoints import known_values

MOST = 16
"""Gaps of one exchange that are told one by one; the last one counts those beyond."""


def gaps(exchange: Exchange, decoded: Decoded, findings: Sequence[Finding], lacking: Sequence[str] = ()) -> list[Gap]:
    """Give a gap for each bound that cut each part of an exchange, with the first place and how much was left.

    A recording that holds only the beginning of a body is told by its reader. Paths are those that tables may show.
    ``lacking`` is what is missing beside it of what it is a piece of.
    """
    reached: dict[tuple[str, str, str], list[Opaque]] = {}
    for run in decoded.opaque:
        if run.cut == "bound":
            reached.setdefault((run.direction, run.part, run.reason), []).append(run)
    if not reached and not lacking:
        return []
    known = known_values(findings)
    told = [
        f"{direction} {part} at {shown_path(runs[0].path, known)} examined in part: {reason}{_left(exchange, runs)}"
        for (direction, part, reason), runs in reached.items()
    ]
    told += lacking
    if len(told) > MOST:
        told[MOST - 1 :] = [f"{len(told) - MOST + 1} further bounds ended the search of this exchange"]
    place = exchange.capture_id, exchange.position, 0
    return [Gap(*place, f"exchange {exchange.id}: {each}", exchange.phase, exchanges=0) for each in told]


def _left(exchange: Exchange, runs: Sequence[Opaque]) -> str:
    """Say where in the part it was, at how many places, and how large the part is where it is a body."""
    span, more = runs[0].span, len(runs) - 1
    message = exchange.request if runs[0].direction == "request" else exchange.response
    size = f" of {len(message.body or b'')}" if message is not None and runs[0].part == "body" else ""
    return f" (bytes {span.start} to {span.end}{size}{f'; at {more} further places' if more else ''})"
