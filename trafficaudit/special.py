"""Paths that lead to neither a file nor a folder: opening a pipe may wait for ever, a device may never end."""

import errno
import io
import stat
from collections.abc import Callable
from pathlib import Path

REMEDY = "it may never end, and be read only once: save it as a file, and name that"

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a terminal or another device"),
    (stat.S_ISBLK, "a disk or another device"),
)


def special(path: Path) -> str:
    """Say what a path leads to where that is neither a file nor a folder; empty where it is one, or is not there.

    >>> special(Path("/dev/null")), special(Path("/"))
    ('a terminal or another device', '')
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "")


def opened(path: Path) -> io.BufferedReader:
    """Open a file for reading, and nothing else.

    Raises:
        OSError: it cannot be opened, or is neither a file nor a folder.
    """
    if kind := special(path):
        raise OSError(errno.EINVAL, f"it is {kind}, not a file: {REMEDY}", str(path))
    return path.open("rb")
