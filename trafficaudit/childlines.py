"""Lines of JSON that a child process writes for us on its standard output, read without ever waiting for it."""

import json
import os
import select
from typing import IO

from trafficaudit.redaction import visible

LONGEST = 1 << 16
"""Most bytes of one line; a longer one is none of ours."""

_PIECE = 1 << 16
_WORDS = 300


def whole(value: object) -> int:
    """Give a number that a line tells; 0 where it tells none."""
    return value if isinstance(value, int) else 0


class ChildLines:
    """The lines of one child: objects with a ``kind``.

    ``words`` is the last line that is none of ours: an interpreter's last words, mostly. ``open`` turns false where no
    more lines will come.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        os.set_blocking(pipe.fileno(), False)
        self.words = ""
        self.open = True
        self._pipe = pipe
        self._rest = b""
        self._skipping = False

    def fileno(self) -> int:
        """Give the descriptor that they come from."""
        return self._pipe.fileno()

    def wait(self, seconds: float) -> bool:
        """Wait until something has come, for at most so long; tell whether it has."""
        poll = select.poll()
        poll.register(self.fileno(), select.POLLIN | select.POLLHUP)
        return bool(poll.poll(seconds * 1000))

    def read(self) -> list[dict[str, object]]:
        """Give the lines that are complete with one piece of what has come."""
        try:
            data = os.read(self.fileno(), _PIECE)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        self.open = bool(data)
        *whole, self._rest = (self._rest + data).split(b"\n")
        found = []
        for line in whole:
            told = None if self._skipping else _told(line)
            self._skipping = False
            if told is not None:
                found.append(told)
            elif line:
                self.words = visible(line.decode("utf-8", "replace"))[:_WORDS]
        if len(self._rest) > LONGEST:
            self._rest, self._skipping = b"", True
        return found


def _told(line: bytes) -> dict[str, object] | None:
    if not line.startswith(b"{") or len(line) > LONGEST:
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("kind"), str) else None
