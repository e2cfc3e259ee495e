"""The keys by which ``trafficaudit record`` is told of a phase, or to end, on its terminal."""

import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from trafficaudit.cli import recordscreen
from trafficaudit.errors import RecordError
from trafficaudit.recording import control
from trafficaudit.redaction import visible


def pressed(keys: list[int], folder: Path, console: Console) -> bool:
    """Act on a key; True when it is the one that ends the recording."""
    if not select.select(keys, [], [], 0)[0]:
        return False
    try:
        key = os.read(keys[0], 1).decode("ascii", "replace")
    except OSError:  # the terminal is gone
        key = ""
    if not key:
        keys.clear()
        return False
    if key == recordscreen.QUIT:
        return True
    if key in recordscreen.KEYS:
        try:
            control.send(folder, control.PHASES[recordscreen.KEYS.index(key)])
        except RecordError as error:
            console.print(visible(str(error)))
    return False


@contextmanager
def terminal() -> Iterator[list[int]]:
    """Give the terminal's descriptor, each key at once; nothing where there is no terminal."""
    if not sys.stdin.isatty():
        yield []
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield [descriptor]
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
