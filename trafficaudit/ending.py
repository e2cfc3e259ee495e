"""How a signal ends the program: with one line and an exact exit code, also before a command has begun."""

import os
import signal
from types import FrameType

INTERRUPTED = "trafficaudit: interrupted: what was not finished is not kept"

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""The signals that end a command in order."""


def end_at_once(number: int, frame: FrameType | None) -> None:
    """Say so and end the process with 128 and the signal's number; for when there is nothing to put in order."""
    os.write(2, f"{INTERRUPTED}\n".encode())
    os._exit(128 + number)


def unclaimed(number: int) -> bool:
    """Tell whether nobody has a say in a signal yet.

    What whoever started the program had it ignore (``nohup``, a background job of a shell) stays ignored.
    """
    return signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler, end_at_once)


def ready() -> None:
    """Have every ending signal end the process at once, until a command takes them over."""
    for number in ENDING:
        if unclaimed(number):
            signal.signal(number, end_at_once)
