"""What a recording says when it ends that it lost: lines of its file of gaps."""

from trafficaudit.recording.assembly import CUT_OFF, Pending
from trafficaudit.recording.sidefiles import iso


def exchange(at: float, flow: Pending) -> dict[str, object]:
    """Say that a flow was not over."""
    line = _line(at, flow.phase) | {"flow": flow.flow}
    return line | {"connections": 0, "exchanges": 1, "bytes": 0, "reason": CUT_OFF}


def connections(at: float, phase: str, count: int) -> dict[str, object]:
    """Say how many connections were open when the proxy died."""
    reason = "the proxy died while these connections were open; what it had not read whole stands nowhere"
    return _line(at, phase) | {"connections": count, "exchanges": 0, "bytes": 0, "reason": reason}


def torn(at: float, phase: str, size: int) -> dict[str, object]:
    """Say how many bytes at the journal's end are no whole frame."""
    reason = "the journal's end is torn"
    return _line(at, phase) | {"connections": 0, "exchanges": 0, "bytes": size, "reason": reason}


def _line(at: float, phase: str) -> dict[str, object]:
    return {"at": iso(at), "state": "lost", "phase": phase}
