"""What becomes of a fault of this program while captured bytes are read.

An app that knows of one could keep all of a capture from being examined. So what failed is told as a gap, with the
place in the program and never the value, and everything else is read as usual.
"""

from pathlib import Path, PurePath
from types import TracebackType

from trafficaudit.errors import AuditError

_PACKAGE = Path(__file__).resolve().parent

MISSING = "what it reads is missing"
"""How every gap ends that tells of one."""

RAISED: tuple[type[Exception], ...] = (AuditError, OSError, MemoryError)
"""What is no fault of whoever reads: a capture that went away, a disk that fails, memory that is out. The tests add
every other error, so that none is hidden from them."""


def told(reader: str, error: Exception) -> str:
    """Say that a reader failed on what it was given.

    Args:
        reader: the decoder or detector, as a clause: ``the decoder pdf``.
        error: what it raised, with its traceback.

    Returns:
        A clause for a gap.

    Raises:
        Exception: the error itself, where it is one of ``RAISED``.
    """
    if isinstance(error, RAISED):
        raise error
    return f"{reader} failed ({type(error).__name__} at {_place(error.__traceback__)}): {MISSING}"


def named(error: Exception) -> str:
    """Name an error by its type and place (``KeyError at decode/json.py:40``): its words may hold a value."""
    return f"{type(error).__name__} at {_place(error.__traceback__)}"


def _place(trace: TracebackType | None) -> str:
    """Give the innermost line of this program's that a traceback names, as ``decode/json.py:40``."""
    place = "?"
    while trace is not None:
        file = PurePath(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            place = f"{file.relative_to(_PACKAGE).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
