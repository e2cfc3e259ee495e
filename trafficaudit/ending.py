"""How the program ends: with its exact exit code once a command is done, and with one line where a signal ends it."""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

INTERRUPTED = "trafficaudit: interrupted: what was not finished is not kept"


class KeptError(KeyboardInterrupt):
    """A signal ended a command whose work stands all the same; the text is the line that says so, and where."""


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


def code_of(command: Callable[[], object]) -> int:
    """Run a command to its end and give its exit code; an error that nobody took is told as Python tells it."""
    try:
        command()
    except SystemExit as left:
        if left.code is None or isinstance(left.code, int):
            return left.code or 0
        print(left.code, file=sys.stderr)
        return 1
    except Exception:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def leave(code: int) -> NoReturn:
    """End the process at once, when all is done that the interpreter does at its end before it takes itself apart.

    That it does not do. Arrow reads files on threads of its own, and tells of an error in one row group while it reads
    others: such a thread asks for an interpreter that is no more, and is ended in the midst of C++. Then the process
    aborts, or waits for that thread for ever, after all was said and written.
    """
    threading._shutdown()  # type: ignore[attr-defined] # as multiprocessing ends its processes
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)
