"""Whether this computer's clock can be relied on: what the kernel says of it (``adjtimex(2)``)."""

import ctypes
import struct
from dataclasses import dataclass

_TIMEX_SIZE = 208
_FIELDS = struct.Struct("@Illlli")  # modes, offset, freq, maxerror, esterror, status
_UNSYNCHRONISED = 0x0040
_ERROR = 5


@dataclass(frozen=True, slots=True)
class KernelClock:
    """Whether the kernel counts its clock as kept by a time server, and the largest error that it reckons with."""

    synchronised: bool
    max_error_seconds: float


def kernel_clock() -> KernelClock | None:
    """Ask the kernel, changing nothing; ``None`` where there is no ``adjtimex`` (only Linux has it) or it refuses."""
    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (AttributeError, OSError):
        return None
    buffer = ctypes.create_string_buffer(_TIMEX_SIZE)  # modes 0: read only
    state = adjtimex(buffer)
    if state < 0:
        return None
    _, _, _, max_error, _, status = _FIELDS.unpack_from(buffer)
    return KernelClock(state != _ERROR and not status & _UNSYNCHRONISED, max_error / 1e6)
