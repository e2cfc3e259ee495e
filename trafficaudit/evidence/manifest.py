"""Manifests as ``sha256sum`` and ``sha512sum`` write them: digest, two spaces, path, line feed (RFC 8493, 2.1.3).

Read as strictly as they are written: whatever a lenient reader would forgive is a way to have two readers see two bags.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import places, unread

_LARGEST = 512 << 20
_DIGITS = (64, 128)
_LINES = {digits: re.compile(rf"([0-9a-f]{{{digits}}})  ([!-~]+)") for digits in _DIGITS}
_WHOLE = {digits: re.compile(rf"([0-9a-f]{{{digits}}})  ({places.PATH})\n") for digits in _DIGITS}
_LINE_BESIDE_PATH = len("  \n")


def text(entries: Mapping[str, str]) -> bytes:
    """Give a manifest of path -> digest, in the order of the paths."""
    return "".join(f"{entries[path]}  {path}\n" for path in sorted(entries)).encode("ascii")


def write(path: Path, content: bytes) -> None:
    """Write a new file that nobody changes any more, and have it on the disk.

    Raises:
        OSError: it exists, or cannot be written; nothing of it is left then.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o400)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        path.unlink()
        raise
    finally:
        os.close(handle)


def parse(content: bytes, digits: int) -> dict[str, str]:
    """Read a manifest with digests of so many hex digits; give path -> digest.

    Raises:
        EvidenceError: a line is not exactly of the form above, a path may not stand in a bag, or stands there twice.
    """
    if not content.isascii():
        raise EvidenceError("holds a character that is not ASCII")
    # Most lists are as they should be, and long: such a one is taken as a whole, where its lines are all that it holds.
    lines = _WHOLE[digits].findall(content.decode("ascii"))
    found = {path: digest for digest, path in lines}
    covered = sum(map(len, found)) + len(lines) * (digits + _LINE_BESIDE_PATH)
    whole = len(found) == len(lines) and covered == len(content)
    good = whole and max(map(len, found), default=0) <= places.LONGEST
    return found if good else _line_by_line(content, digits)


def _line_by_line(content: bytes, digits: int) -> dict[str, str]:
    """Read a manifest and say what is wrong with it."""
    entries: dict[str, str] = {}
    if content and not content.endswith(b"\n"):
        raise EvidenceError("its last line is cut off")
    for number, line in enumerate(content.decode("ascii").split("\n")[:-1], start=1):
        found = _LINES[digits].fullmatch(line)
        if not found:
            raise EvidenceError(f"line {number} is no digest, two spaces and a path")
        digest, path = found.groups()
        wrong = places.fault(path)
        if wrong:
            raise EvidenceError(f"the path of line {number} {wrong}")
        if path in entries:
            raise EvidenceError(f"line {number} names a path a second time")
        entries[path] = digest
    return entries


def read(path: Path, digits: int) -> dict[str, str]:
    """Read a manifest from a file; raises as ``parse``, and ``ReadError`` where it cannot be read."""
    try:
        if path.is_symlink() or not path.is_file():
            raise EvidenceError("is missing", path.name)
        if path.stat().st_size > _LARGEST:
            raise EvidenceError(f"is larger than {_LARGEST >> 20} MiB", path.name)
        content = path.read_bytes()
    except OSError as error:
        unread.passed_on(error, path)
        raise EvidenceError(f"cannot be read: {error.strerror}", path.name) from error
    try:
        return parse(content, digits)
    except EvidenceError as error:
        raise EvidenceError(error.what, path.name) from None
