"""Why the recorder ended the proxy, where nothing more could be recorded: written where room was kept for it."""

import os
from contextlib import suppress
from pathlib import Path

NAME = "last-words"

_ROOM = 4096
"""Bytes that are kept: on a full disk no new ones can be had."""

_LONGEST = 500


class LastWords:
    """Keeps room for one sentence.

    Args:
        folder: the recorder's folder.

    Raises:
        OSError: the disk is full or failing.
    """

    def __init__(self, folder: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        self._file = os.open(folder / NAME, flags, 0o600)
        os.write(self._file, b" " * _ROOM)

    def say(self, reason: str) -> None:
        """Write it; where even that fails, it stays unsaid."""
        with suppress(OSError):
            os.pwrite(self._file, reason.encode("utf-8", "replace")[:_ROOM], 0)

    def close(self) -> None:
        """Let go of the file; its number may be another one's from now on."""
        os.close(self._file)
        self._file = -1


def read(folder: Path) -> str:
    """Say that the recorder ended the proxy, and why; empty where it said nothing.

    >>> read(Path("/nonexistent"))
    ''
    """
    try:
        said = (folder / NAME).read_bytes()[:_ROOM].decode("utf-8", "replace").strip()
    except OSError:
        return ""
    text = "".join(each for each in said if each.isprintable())[:_LONGEST]
    return f"the recorder ended the proxy: {text}" if text else ""
