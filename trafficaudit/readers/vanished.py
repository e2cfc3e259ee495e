"""A mapped file whose bytes go away while they are read: it was cut short, or the disk that it lies on is gone.

The system tells of it with SIGBUS at the very instruction that reads (mmap(2)), and goes on to that instruction again
when a handler returns: no exception can be made of it. So the process says so, removes what it had begun to write, and
ends as it does where an input cannot be read. A handler of Python's own would only run after the instruction: never.
"""

import ctypes
import functools
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from trafficaudit import working
from trafficaudit.redaction import visible

CODE: Final = 3
"""What the process ends with: that of an input that cannot be read."""

TOLD: Final = "went away or was cut short while it was being read"
REMEDY: Final = "copy it to a disk of this computer, and take that"
_read: list[str] = []


@contextmanager
def noticed(file: IO[bytes]) -> Iterator[None]:
    """Have the process end with a line where the bytes of an open file go away inside the block."""
    _handler()
    _read.append(str(file.name))
    try:
        yield
    finally:
        _read.remove(str(file.name))


@functools.cache
def _handler() -> Any:
    """Put the handler in place, once a process; it is kept, as the system knows no more of it than where it lies."""
    made = ctypes.CFUNCTYPE(None, ctypes.c_int)(_end)
    if hasattr(signal, "SIGBUS") and signal.getsignal(signal.SIGBUS) == signal.SIG_DFL:
        put = ctypes.CDLL(None).signal
        put.restype = ctypes.c_void_p
        put(int(signal.SIGBUS), made)
    return made


def _end(number: int) -> None:
    try:
        working.abandon()
        # Of a worker the process that started it tells.
        if multiprocessing.parent_process() is None:
            name = visible(_read[-1] if _read else "a file")
            said = f"trafficaudit: {name}: {TOLD} ({REMEDY})\n"
            os.write(2, said.encode(errors="backslashreplace"))
    finally:
        os._exit(CODE)
