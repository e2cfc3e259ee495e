"""Waiting for what happens, however much else a computer has to do."""

import time
from collections.abc import Callable

LAST = 180.0
"""Seconds after which a test no longer believes that something will happen. What takes a moment on a computer with nothing
else to do took 20 s on one with ten times as much to do as it can: the bound ends a test that would fail, and times
none. A step that must be quick is timed where it is asked for, by the processor's time."""


def until[T](look: Callable[..., T | None], seconds: float = LAST, why: Callable[[], str] = str) -> T:
    """Wait until something true is there, and give it; ``why`` says what there was instead."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {look} {why()}"
        time.sleep(0.01)
    return found
