"""What was done for a redacted copy, counted: the names under which it is, and how a count is said."""

from trafficaudit.plurals import several

FLOWS = "flows withheld"
"""Flows that cannot be copied for certain."""

_FAILED = f"{FLOWS} at which this program failed"

_SINGULAR = {
    "flows": "flow",
    "bodies": "body",
    "bytes": "byte",
    "messages": "message",
    "runs": "run",
    "numbers": "number",
    "records": "record",
    "ranges": "range",
    "segments": "segment",
    "lines": "line",
    "chains": "chain",
    "are": "is",
}
"""The words of names for counts that are others where one thing is counted."""


def said(what: str, count: int) -> str:
    """Give a count with its name.

    >>> said("bodies withheld", 1), said("segments that are no flow file", 1), said("runs masked", 3)
    ('1 body withheld', '1 segment that is no flow file', '3 runs masked')
    """
    return several(count, _one(what), what)


def failed(fault: str) -> str:
    """Give the name under which flows are counted that this program failed at.

    >>> failed("KeyError at redact/flow.py:40")
    'flows withheld at which this program failed (KeyError at redact/flow.py:40)'
    """
    return f"{_FAILED} ({fault})"


def is_failed(what: str) -> bool:
    """Say whether a count is of flows that this program failed at."""
    return what.startswith(_FAILED)


def _one(what: str) -> str:
    """Give the name for one thing: the thing counted, and what is said of it, stand before any other noun."""
    words = what.split(" ")
    first = next((at for at, word in enumerate(words) if word in _SINGULAR), 0)
    return " ".join(
        _SINGULAR.get(word, word) if at == first or word == "are" else word for at, word in enumerate(words)
    )
