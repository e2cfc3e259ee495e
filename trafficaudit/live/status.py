"""The sum so far, for people (a sentence) and for whoever started the proxy (JSON lines on a descriptor)."""

import json
import select
from collections.abc import Mapping

from trafficaudit.plurals import several
from trafficaudit.recording import status
from trafficaudit.redaction import visible

_NAMED = 12
_KIND = 32
_APART = "piece only a replay puts together", "pieces only a replay puts together"
_BULKY = "received", "countries", "sent"


def sentence(summary: Mapping[str, object]) -> str:
    """Give a ``summary`` line as a sentence for the event log."""
    sent, countries = _counts(summary.get("sent")), _counts(summary.get("countries"))
    behind = summary.get("behind")
    parts = [_several(summary, "exchanges", "exchange"), f"sent: {sent or 'nothing recognised'}"]
    if countries:
        parts.append(f"to: {countries}")
    told = ("gaps", "gap", ""), ("unexamined", *(2 * ("could not be examined",))), ("apart", *_APART)
    for key, *words in told:
        if summary.get(key):
            parts.append(_several(summary, key, *words))
    if behind:
        parts.append(_several(summary, "behind", "byte behind", "bytes behind"))
    return visible("; ".join(parts))


def _several(summary: Mapping[str, object], key: str, *words: str) -> str:
    number = summary.get(key)
    return several(number if isinstance(number, int) else 0, *words)


def _counts(counts: object) -> str:
    if not isinstance(counts, Mapping):
        return ""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f", {len(ordered) - _NAMED} more" if len(ordered) > _NAMED else ""
    return ", ".join(f"{name} {count}" for name, count in ordered[:_NAMED]) + more


def hand_on(summary: Mapping[str, object]) -> None:
    """Tell a ``summary`` line to whoever started the proxy; what is bulky is left out where the line gets too long."""
    line = dict(summary)
    for key in _BULKY:
        if len(json.dumps(line)) > select.PIPE_BUF - _KIND:
            line.pop(key, None)
    status.tell("live", line)
