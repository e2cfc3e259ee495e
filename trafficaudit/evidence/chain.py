"""The chain: what was closed when, each link fixed by the next one.

A link is a file ``NNNN.txt``: who did what when on a line that ``sha256sum`` takes for a comment, then the SHA-256 of
the link before and of the files that were closed, as ``sha256sum`` prints them. ``sha256sum -c chain/0007.txt`` in
``data/`` therefore checks a link with nothing of ours; the first one has nothing to check. A comment ``prefix BYTES
SHA256  PATH`` fixes how a file that still grows began.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import trafficaudit
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import hashing, manifest, places, unread
from trafficaudit.working import made, sync

FOLDER = places.CHAIN

CLOSED = "segment closed"
"""What a link of a recorder says was done of a segment that it closed."""

RECOVERED = "segment closed when the recording was recovered"
"""The same of one that lay open until somebody finished a recording that was cut off."""

ENDED = "recording ended"
"""What the last link of a recorder says was done."""

SEALED = "sealed"
"""What the last link says was done, and the first line of the custody log."""

_NAME = re.compile(r"([0-9]{4,6})\.txt")
_PREFIX = re.compile(r"# prefix (\d{1,19}) ([0-9a-f]{64})  (\S+)")
_STRING = r'"(?:[ !#-\[\]-~]|\\["\\bfnrt]|\\u(?:00[01][0-9a-f]|007f|00[89a-f][0-9a-f]|(?!00)[0-9a-f]{4}))*+"'
_SAID = ("at", "who", "what", "note", "version")
_ENTRY = re.compile("# \\{" + ", ".join(f'"{key}": {_STRING}' for key in _SAID) + "\\}")
"""An entry exactly as ``append`` writes it, so that ``verify.sh`` can hold it to the same form without reading JSON."""
_LARGEST = 512 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what when, with which version of the toolkit. ``at`` is ISO 8601 with an offset."""

    what: str
    note: str = ""
    who: str = ""
    at: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """How a growing file began: the SHA-256 of its first ``size`` bytes."""

    place: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link.

    ``previous`` is the SHA-256 of the link before, empty in the first one; ``files`` maps each place to a SHA-256.
    """

    number: int
    entry: Entry
    previous: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    prefixes: tuple[Prefix, ...] = ()


def name(number: int) -> str:
    """Give the file name of a link, counted from 0."""
    return f"{number:04d}.txt"


def operator() -> str:
    """Give who works here as the system knows it, or what ``TRAFFICAUDIT_OPERATOR`` says."""
    try:
        return os.environ.get("TRAFFICAUDIT_OPERATOR") or getuser()
    except (OSError, KeyError):
        return "unknown"


class Chain:
    """A chain that is written.

    Args:
        folder: where its links lie; it is made.
        place: the folder's path as the links write it.
        count: links that stand; later ones are taken away. All of them where it is left out.

    Raises:
        OSError: it cannot be read or written.
        EvidenceError: fewer links are there than should stand.
    """

    def __init__(self, folder: Path, place: str = FOLDER, count: int | None = None) -> None:
        self.folder, self._place = folder, place
        made(folder)
        found = numbers(folder)
        self.count = len(found) if count is None else count
        for number in found[self.count :]:
            (folder / name(number)).unlink()
        if found[: self.count] != list(range(self.count)):
            raise EvidenceError("a link is missing", str(folder), "keep the folder as it is")

    @property
    def head(self) -> Path | None:
        """The last link."""
        return self.folder / name(self.count - 1) if self.count else None

    def append(self, entry: Entry, files: Mapping[str, str] | None = None, prefixes: Iterable[Prefix] = ()) -> Path:
        """Add a link and have it on the disk.

        Raises:
            OSError: the disk is full or failing.
        """
        said = {
            "at": entry.at or datetime.now(UTC).isoformat(timespec="microseconds"),
            "who": entry.who or operator(),
            "what": entry.what,
            "note": entry.note,
            "version": entry.version or trafficaudit.__version__,
        }
        lines = ["# " + json.dumps(said)]
        if self.head:
            lines.append(f"{hashing.sha256(self.head)}  {self._place}/{self.head.name}")
        lines += [f"{digest}  {place}" for place, digest in sorted((files or {}).items())]
        lines += [f"# prefix {each.size} {each.sha256}  {each.place}" for each in prefixes]
        path, new = self.folder / name(self.count), self.folder / ".new"
        new.unlink(missing_ok=True)
        manifest.write(new, ("\n".join(lines) + "\n").encode("ascii"))
        new.rename(path)
        sync(self.folder)
        self.count += 1
        return path


def is_link(file: str) -> bool:
    """Tell whether a link has this file name."""
    match = _NAME.fullmatch(file)
    return match is not None and file == name(int(match[1]))


def numbers(folder: Path) -> list[int]:
    """Give the numbers of the links that lie in a folder, in their order."""
    found = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(int(file.removesuffix(".txt")) for file in found if is_link(file))


def read(path: Path, place: str = FOLDER) -> Link:
    """Read one link.

    Raises:
        EvidenceError: it is no link.
        ReadError: it cannot be read.
    """
    number = int(path.stem)
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            raise EvidenceError("is no link of a chain", path.name)
        lines = path.read_bytes().decode("ascii").split("\n")
        if not _ENTRY.fullmatch(lines[0]) or lines[-1]:
            raise EvidenceError("is no link of a chain", path.name)
        entry = Entry(**json.loads(lines[0].removeprefix("# ")))
        prefixes = tuple(Prefix(m[3], int(m[1]), m[2]) for m in map(_PREFIX.fullmatch, lines[1:]) if m)
        comments = sum(line.startswith("#") for line in lines[1:])
        files = manifest.parse("\n".join(line for line in lines[1:] if not line.startswith("#")).encode(), 64)
    except OSError as error:
        unread.passed_on(error, path)
        raise EvidenceError("is no link of a chain", path.name) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise EvidenceError("is no link of a chain", path.name) from error
    except EvidenceError as error:
        raise EvidenceError(error.what, path.name) from None
    if comments != len(prefixes) or any(places.fault(each.place) for each in prefixes):
        raise EvidenceError("is no link of a chain", path.name)
    previous = files.pop(f"{place}/{name(number - 1)}", "") if number else ""
    if bool(previous) != bool(number):
        raise EvidenceError("does not name the link before", path.name)
    return Link(number, entry, previous, files, prefixes)


def walk(folder: Path, place: str = FOLDER) -> tuple[Link, ...]:
    """Read a chain from its first link to its last one and hold each against the next.

    Raises:
        EvidenceError: a link is missing, is none, or is not the one that the next one names.
    """
    found = numbers(folder)
    if found != list(range(len(found))):
        raise EvidenceError("a link is missing", place)
    links = tuple(read(folder / name(number), place) for number in found)
    for link in links[1:]:
        if hashing.sha256(folder / name(link.number - 1)) != link.previous:
            raise EvidenceError("is not the link that the next one names", name(link.number - 1))
    return links


def described(entry: Entry) -> dict[str, str]:
    """Give an entry as fields for a program."""
    return asdict(entry)
