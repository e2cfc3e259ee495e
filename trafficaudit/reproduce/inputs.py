"""Finding a recipe's inputs again: a file that has the recipe's SHA-256 is the input, wherever it lies.

A recipe holds base names and no paths. Files are told by size and SHA-256, capture folders by the SHA-256 that their
reader gives. Where nothing has the digest, a file of the recorded name stands in for it and is told as changed.
"""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from trafficaudit import readers
from trafficaudit.capturefiles import DESCRIPTION, TRAFFIC
from trafficaudit.errors import ReadError
from trafficaudit.evidence import package_of
from trafficaudit.readers import package
from trafficaudit.readers.file import digest_of

type Role = Literal["capture", "persona", "phases", "recipients", "database"]

DEPTH, FILES = 8, 200_000
"""Folders below each other, and files at all, that are looked at."""

_CAPTURES = Path("captures")


@dataclass(frozen=True, slots=True)
class Input:
    """One input as the recipe names it: ``size`` in bytes, ``label`` what a capture calls itself."""

    role: Role
    name: str
    size: int
    sha256: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where an input lies now. ``sha256`` is another one than the recipe's where the file only has its name."""

    wanted: Input
    path: Path
    sha256: str

    @property
    def exact(self) -> bool:
        """Whether it is the input itself."""
        return self.sha256 == self.wanted.sha256


class Places:
    """The files and folders among which inputs are looked for.

    Args:
        given: files and folders that the user names. ``captures/``, and the files, capture folders and packages
            directly in the working folder are looked at as well, after these.

    Raises:
        ReadError: one that the user names does not exist, or it, or a folder in it, may not be read.
    """

    def __init__(self, given: Sequence[Path] = ()) -> None:
        self._files: dict[Path, int] = {}
        self._folders: dict[Path, None] = {}
        self._bounds: dict[str, None] = {}
        for place in given:
            if not place.exists():
                raise ReadError("does not exist", str(place), "name a file or folder that holds the inputs")
            self._take(place, DEPTH, _refuse)
        self._take(_CAPTURES, DEPTH)
        self._take(Path(), 1)

    @property
    def bounds(self) -> tuple[str, ...]:
        """What was not looked at: an input that is missing may be there."""
        return tuple(self._bounds)

    def find(self, wanted: Input) -> Found | None:
        """Give the input, or what has its name, or nothing.

        Raises:
            ReadError: a file that has its size or its name may not be read.
        """
        candidates = self._candidates(wanted)
        named: Found | None = None
        for path in sorted(candidates, key=lambda path: _name(path) != wanted.name):
            is_named = _name(path) == wanted.name
            if not is_named and not path.is_dir() and self._files[path] != wanted.size:
                continue
            sha256, label = _looks(path)
            if sha256 == wanted.sha256:
                return Found(wanted, path, sha256)
            if named is None and sha256 and (is_named or (label and label == wanted.label)):
                named = Found(wanted, path, sha256)
        return named

    def _candidates(self, wanted: Input) -> list[Path]:
        return [*self._files, *self._folders] if wanted.role == "capture" else list(self._files)

    def _take(self, place: Path, depth: int, closed: Callable[[OSError], None] | None = None) -> None:
        if place.is_file():
            self._files[place] = place.stat().st_size
            return
        for folder, names, below in _walk(place, depth, closed):
            if below and depth == DEPTH:
                self._bounds[f"only {DEPTH} folders below each other were looked into"] = None
            elif below and package_of(folder) == folder:
                self._take(folder, DEPTH, closed)  # what a capture folder shows at once lies deeper in a package
            if any(name == DESCRIPTION or fnmatchcase(name, TRAFFIC) for name in names):
                self._folders[package.around(folder) or folder] = None
            for name in names:
                if len(self._files) >= FILES:
                    self._bounds[f"only the first {FILES} files were looked at"] = None
                    return
                self._look_at(folder / name, closed)

    def _look_at(self, path: Path, closed: Callable[[OSError], None] | None) -> None:
        try:
            status = path.lstat()
        except OSError as error:
            if closed and isinstance(error, PermissionError):
                closed(error)
            return
        if stat.S_ISREG(status.st_mode):
            self._files.setdefault(path, status.st_size)


def _refuse(error: OSError) -> None:
    """Say that a folder may not be read: an input in it would be told as missing."""
    raise ReadError(f"cannot be read: {error.strerror}", str(error.filename), "check its rights") from error


def _walk(place: Path, depth: int, closed: Callable[[OSError], None] | None) -> Iterator[tuple[Path, list[str], bool]]:
    """Go through a folder in the order of the names; links are not followed, hidden folders not entered.

    Gives each folder with its files, and whether it has folders that are not entered as they lie too deep.
    """
    for folder, folders, names in os.walk(place, onerror=closed):
        inside = sorted(name for name in folders if not name.startswith("."))
        entered = len(Path(folder).relative_to(place).parts) < depth
        folders[:] = inside if entered else []
        # At the last level a folder is looked at for being a capture, and not entered further.
        yield Path(folder), sorted(names), bool(inside) and not entered


def _name(path: Path) -> str:
    return path.absolute().name


def _looks(path: Path) -> tuple[str, str]:
    """Give the digest that a recipe would name, and what a capture folder calls itself; empty where it is none."""
    if not path.is_dir():
        return digest_of(path), ""
    try:
        capture = readers.open_capture(path).capture
    except ReadError:
        return "", ""
    return capture.sha256, label_of(capture.id)


def label_of(capture_id: str) -> str:
    """Give what a capture calls itself: its id without the digest's first digits.

    >>> label_of("shop-a1b2c3d4")
    'shop'
    """
    return capture_id.rpartition("-")[0]
