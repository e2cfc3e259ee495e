"""Side files: what a flow file cannot hold, a JSON object a line."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from trafficaudit.capturefiles import SIDE_FILES


def iso(seconds: float) -> str:
    """Write Unix seconds as ISO 8601 in UTC with its offset, to the microsecond."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


class SideFiles:
    """The side files of one recording.

    Args:
        folder: the capture folder.
        lengths: bytes of each file that stand; what comes after them is cut off. A file that is not named is new.

    ``lacking`` counts those of them that are not there any more.
    """

    def __init__(self, folder: Path, lengths: Mapping[str, int]) -> None:
        self._folder = folder
        self._files: dict[str, int] = {}
        self._dirty: set[str] = set()
        self.lengths: dict[str, int] = {}
        self.lacking = 0
        for name in SIDE_FILES:
            path = folder / name
            stands = self._cut(name, lengths[name]) if lengths.get(name) and path.exists() else 0
            self.lacking += lengths.get(name, 0) - stands
            if stands:
                self.lengths[name] = stands
            elif path.exists():
                path.unlink()

    def write(self, name: str, fields: Mapping[str, object]) -> None:
        """Append a line.

        Raises:
            OSError: the disk is full or failing, or the file may not be written.
        """
        line = json.dumps(fields, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace") + b"\n"
        handle = self._open(name)
        while line:
            done = os.write(handle, line)
            self.lengths[name] = self.lengths.get(name, 0) + done
            line = line[done:]
        self._dirty.add(name)

    def sync(self) -> None:
        """Have every line on the disk."""
        for name in sorted(self._dirty):
            os.fsync(self._files[name])
        self._dirty.clear()

    def close(self) -> None:
        """Let go of the files."""
        for handle in self._files.values():
            os.close(handle)
        self._files.clear()

    def _cut(self, name: str, length: int) -> int:
        """Cut a file back; give its length, which is less where it is shorter, and then that of its whole lines."""
        path = self._folder / name
        if path.stat().st_size < length:
            length = path.read_bytes().rfind(b"\n") + 1
        if length:
            os.ftruncate(self._open(name), length)
        return length

    def _open(self, name: str) -> int:
        handle = self._files.get(name)
        if handle is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
            handle = self._files[name] = os.open(self._folder / name, flags, 0o600)
        return handle
