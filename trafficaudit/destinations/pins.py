"""The pinned set: which geo databases take part in a replay, each by its SHA-256.

A pin file (``pins.json``) names every database of a set, and the files lie beside it: all the embedded ones, in the
state of the last update, and the user's own. It holds no clock and no path, so that the same databases give the same
bytes on any machine. A file whose bytes are not those that were pinned is refused.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from trafficaudit.destinations.packages import PACKAGES
from trafficaudit.errors import DestinationError, OutputError
from trafficaudit.redaction import visible
from trafficaudit.special import opened

PINS = "pins.json"
SUFFIX = ".json"
"""What tells a pin file from a database among the files that are handed over."""
FORMAT = 1
MOST = 1 << 20
"""Most bytes of a pin file; one of twelve databases has 6 KB."""

_WRITER = "trafficaudit geoip writes it; where another version did, move its folder away and make the set anew"

type Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
type Name = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9 ._+~()-]{0,150}\Z")]
type Text = Annotated[str, msgspec.Meta(max_length=500, pattern=r"\A[^\x00-\x1f]*\Z")]
type Day = Annotated[str, msgspec.Meta(pattern=r"\A\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")]


class Pin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One database of a set.

    ``name`` is that of an embedded database, or the file name of the user's own; ``file`` stands beside the pin file;
    ``package`` and ``package_sha256`` name what it was built from, and are empty where it is the user's own file or
    came with the program.
    """

    name: Name
    kind: Annotated[str, msgspec.Meta(pattern=r"\A(country|asn|registry|anycast|published)\Z")]
    own: bool
    type: Text
    built: Day
    sha256: Sha256
    file: Name
    licence: Text
    source: Text
    package: Text = ""
    package_sha256: Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")] = ""


class _PinFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    databases: list[Pin]


@dataclass(frozen=True, slots=True)
class PinnedSet:
    """A pin file that was read: where it is, its SHA-256 and size in bytes, and the databases in its order."""

    path: Path
    sha256: str
    size: int
    pins: tuple[Pin, ...]

    @property
    def embedded(self) -> dict[str, Pin]:
        """The databases that take the place of the embedded ones, by name."""
        return {pin.name: pin for pin in self.pins if not pin.own}

    @property
    def own(self) -> tuple[Pin, ...]:
        """The user's own databases."""
        return tuple(pin for pin in self.pins if pin.own)

    def place(self, pin: Pin) -> Path:
        """Give where a database's file lies."""
        return self.path.parent / pin.file

    def content(self, pin: Pin) -> bytes:
        """Read a database, and hold it against its pin.

        Raises:
            DestinationError: it cannot be read, or it is not what was pinned.
        """
        try:
            data = self.place(pin).read_bytes()
        except OSError as error:
            what = f"the pinned database {pin.file} cannot be read: {error.strerror}"
            raise DestinationError(what, visible(str(self.path)), _remedy(pin)) from None
        self.hold(pin, hashlib.sha256(data).hexdigest())
        return data

    def hold(self, pin: Pin, sha256: str) -> None:
        """Refuse a database whose SHA-256 is not the pinned one, with a ``DestinationError``."""
        if sha256 != pin.sha256:
            what = f"its SHA-256 is {sha256}, and {PINS} pins {pin.sha256}"
            raise DestinationError(what, visible(str(self.place(pin))), _remedy(pin))


def read(path: Path) -> PinnedSet:
    """Read a pin file.

    Raises:
        DestinationError: it cannot be read, or is not a pin file.
    """
    where = visible(str(path))
    try:
        with opened(path) as file:
            data = file.read(MOST + 1)
    except OSError as error:
        remedy = "check it, its rights and the disk, or move its folder away and make the set anew"
        raise DestinationError(f"the pin file cannot be read: {error.strerror}", where, remedy) from None
    try:
        if len(data) > MOST:
            raise ValueError(f"it is longer than {MOST} bytes")
        found = msgspec.json.decode(data, type=_PinFile)
        if found.format != FORMAT:
            raise ValueError(f"its format is {found.format}, and {FORMAT} is read here")
        embedded = sorted(pin.name for pin in found.databases if not pin.own)
        if embedded != sorted(PACKAGES):
            raise ValueError(f"it has to pin {', '.join(sorted(PACKAGES))}, and pins {', '.join(embedded)}")
        for what in ("name", "file", "sha256"):
            if len({getattr(pin, what) for pin in found.databases}) < len(found.databases):
                raise ValueError(f"two databases have the same {what}")
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        what = f"is no pin file: {visible(str(error))[:160]}"
        raise DestinationError(what, where, _WRITER) from None
    return PinnedSet(path, hashlib.sha256(data).hexdigest(), len(data), tuple(found.databases))


def packed(pins: tuple[Pin, ...]) -> bytes:
    """Write a pin file's bytes: the embedded databases first, each group by name."""
    ordered = sorted(pins, key=lambda pin: (pin.own, pin.name))
    return msgspec.json.format(msgspec.json.encode(_PinFile(FORMAT, ordered)), indent=1) + b"\n"


def settle(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or, after a crash, what it was before.

    Raises:
        OutputError: it cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        remedy = "check the path, its rights and the disk"
        raise OutputError(f"cannot be written: {error.strerror}", visible(str(path)), remedy) from None


def _remedy(pin: Pin) -> str:
    if pin.own:
        return f"put the pinned file back, or pin what is there now: trafficaudit geoip add {pin.name} --replace"
    return "build it again: trafficaudit geoip update"
