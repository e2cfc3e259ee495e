"""A mapped file whose bytes go away while they are read: it was cut short, or the disk that it lies on is gone.

The system tells of it with SIGBUS at the very instruction that reads (mmap(2)), and goes on to that instruction again
when a handler returns: no exception can be made of it. So the process says so, removes what it had begun to write, and
ends as it does where an input cannot be read. A handler of Python's own would only run after the instruction: never.

The signal does not say of which file, and a process maps others than captures: geo databases, libraries. A capture is
named as cut short only where it is shorter now than what was mapped of it.
"""

import ctypes
import functools
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, Final

from trafficaudit import working
from trafficaudit.redaction import visible

CODE: Final = 3
"""What the process ends with: that of an input that cannot be read."""

ELSEWHERE: Final = 74
"""What a worker ends with where no capture was cut short (``EX_IOERR`` of sysexits.h)."""

TOLD: Final = "went away or was cut short while it was being read"
REMEDY: Final = "copy it to a disk of this computer, and take that"

FAILED: Final = "the bytes of a file that this program reads went away: its disk failed, or it was cut short"
CHECK: Final = "check the disks of the captures, the geo databases and the program, and replay again"


class _Mapped:
    """An open file that is mapped, and how much of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.name, self._number = str(file.name), file.fileno()
        self._size = os.fstat(self._number).st_size

    def shorter(self) -> bool:
        """Tell whether it was cut short since."""
        with suppress(OSError):
            return os.fstat(self._number).st_size < self._size
        return False


_read: list[_Mapped] = []


@contextmanager
def noticed(file: IO[bytes]) -> Iterator[None]:
    """Have the process end with a line where the bytes of an open file go away inside the block."""
    _handler()
    mapped = _Mapped(file)
    _read.append(mapped)
    try:
        yield
    finally:
        _read.remove(mapped)


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
    code = ELSEWHERE
    try:
        working.abandon()
        cut = next((each.name for each in reversed(_read) if each.shorter()), None)
        said = f"{FAILED} ({CHECK})" if cut is None else f"{visible(cut)}: {TOLD} ({REMEDY})"
        code = ELSEWHERE if cut is None else CODE
        # Of a worker the process that started it tells.
        if multiprocessing.parent_process() is None:
            code = CODE
            os.write(2, f"trafficaudit: {said}\n".encode(errors="backslashreplace"))
    finally:
        os._exit(code)
