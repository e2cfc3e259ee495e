"""The three standard streams of the program, also where whoever started it has closed some of them.

A stream that is closed (``2>&-`` of a shell, a service without a terminal) leaves its number free: the next file that
is opened takes it, and whatever is said to that number stands in the file. Python has no object for it, either, and
libraries take for granted that there is one.
"""

import os
import sys
from typing import Final

_MODES: Final = ((os.O_RDONLY, "r"), (os.O_WRONLY, "w"), (os.O_WRONLY, "w"))
_NAMES: Final = ("stdin", "stdout", "stderr")


def ready() -> None:
    """Open the null device in the place of each standard stream that is closed; before any other file is opened."""
    for number, (flags, mode) in enumerate(_MODES):
        if not _closed(number):
            continue
        # The lowest free number is given, and those below are taken. A program that is started has it as well.
        os.set_inheritable(os.open(os.devnull, flags), True)
        stream = open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, _NAMES[number], stream)


def _closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False
