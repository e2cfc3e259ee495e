"""What a recording says when it ends that it lost: lines of its file of gaps."""

from collections.abc import Iterator

from trafficaudit.recording.assembly import CUT_OFF, Pending
from trafficaudit.recording.sidefiles import iso


def exchange(at: float, flow: Pending) -> dict[str, object]:
    """Say that a flow was not over."""
    line = _line(at, flow.phase) | {"flow": flow.flow}
    return line | {"connections": 0, "exchanges": 1, "bytes": 0, "reason": CUT_OFF}


def broken_off(at: float, phase: str, opened: int, *, fell: bool) -> Iterator[dict[str, object]]:
    """Say that the proxy died with so many connections open, and where ``fell`` is true the computer with it."""
    yield connections(at, phase, opened)
    if fell:
        yield power(at, phase)


def connections(at: float, phase: str, count: int) -> dict[str, object]:
    """Say how many connections were open when the proxy died."""
    reason = "the proxy died while these connections were open; what it had not read whole stands nowhere"
    return _line(at, phase) | {"connections": count, "exchanges": 0, "bytes": 0, "reason": reason}


def power(at: float, phase: str) -> dict[str, object]:
    """Say that the computer went down, so that what was handed over last may never have reached the disk."""
    reason = "the computer went down while recording; what passed in the last moments before that may stand nowhere"
    return _line(at, phase) | {"connections": 0, "exchanges": 0, "bytes": 0, "reason": reason}


def torn(at: float, phase: str, size: int) -> dict[str, object]:
    """Say how many bytes at the journal's end are no whole frame."""
    return _bytes(at, phase, size, "the journal's end is torn")


def missing(at: float, phase: str, size: int) -> dict[str, object]:
    """Say how many bytes before a later file of the journal are no whole frame, or not there."""
    return _bytes(at, phase, size, "a part of the journal is not there; what was handed over after it is")


def shortened(at: float, phase: str, size: int) -> dict[str, object]:
    """Say how many bytes of what was on the disk were gone when another writer went on."""
    return _bytes(
        at, phase, size, "a part of what the recorder had written was not there any more when it was gone on with"
    )


def _bytes(at: float, phase: str, size: int, reason: str) -> dict[str, object]:
    return _line(at, phase) | {"connections": 0, "exchanges": 0, "bytes": size, "reason": reason}


def _line(at: float, phase: str) -> dict[str, object]:
    return {"at": iso(at), "state": "lost", "phase": phase}
