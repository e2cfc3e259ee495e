"""The sum so far, for people (a sentence) and for whoever started the proxy (JSON lines on a descriptor)."""

import json
import os
import select
from collections.abc import Mapping

from trafficaudit.redaction import visible

STATUS_FD = "TRAFFICAUDIT_STATUS_FD"
"""Names the descriptor that takes the sum as JSON lines."""

_NAMED = 12
_BULKY = "received", "countries", "sent"


def sentence(summary: Mapping[str, object]) -> str:
    """Give a ``summary`` line as a sentence for the event log."""
    sent, countries = _counts(summary.get("sent")), _counts(summary.get("countries"))
    behind = summary.get("behind")
    parts = [f"{summary.get('exchanges')} exchanges", f"sent: {sent or 'nothing recognised'}"]
    if countries:
        parts.append(f"to: {countries}")
    for key, text in (("gaps", "gaps"), ("unexamined", "could not be examined")):
        if summary.get(key):
            parts.append(f"{summary[key]} {text}")
    if behind:
        parts.append(f"{behind} bytes behind")
    return visible("; ".join(parts))


def _counts(counts: object) -> str:
    if not isinstance(counts, Mapping):
        return ""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f", {len(ordered) - _NAMED} more" if len(ordered) > _NAMED else ""
    return ", ".join(f"{name} {count}" for name, count in ordered[:_NAMED]) + more


def hand_on(summary: Mapping[str, object]) -> None:
    """Write a ``summary`` line to the descriptor that the environment names, as ``{"kind": "live", ...}``.

    Where its reader stalls the line is left out: it must not stall the proxy. Up to ``PIPE_BUF`` bytes are written
    whole or not at all (POSIX, ``write()``), beside other writers, too.
    """
    number = os.environ.get(STATUS_FD, "")
    if not (number.isascii() and number.isdigit()):
        return
    try:
        poll = select.poll()
        poll.register(int(number), select.POLLOUT)
        if any(event & select.POLLOUT for _, event in poll.poll(0)):
            os.write(int(number), _short({**summary, "kind": "live"}))
    except (OSError, OverflowError):
        return


def _short(line: dict[str, object]) -> bytes:
    data = json.dumps(line).encode() + b"\n"
    for key in _BULKY:
        if len(data) > select.PIPE_BUF:
            line.pop(key, None)
            data = json.dumps(line).encode() + b"\n"
    return data
