"""Speaking to a recording that is under way from another terminal: a named pipe in the capture folder.

A line of JSON goes in: ``{"phase": NAME, "ticket": HEX}``. The answer is the line of ``phases.jsonl`` that carries the
ticket: when it is there, the phase has begun and is on its way to the disk.
"""

import json
import math
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from trafficaudit import capturefiles
from trafficaudit.errors import RecordError
from trafficaudit.phases import IDLE
from trafficaudit.recording.folder import CONTROL, WORKING, is_held

PHASES = (
    "install",
    "first_launch",
    "before_consent",
    "consent",
    "login",
    "browse",
    "checkout",
    "background",
    IDLE,
    "uninstall",
    "withdrawal",
)
"""The usual phases of use, in the usual order. Any other name is good as well."""

LONGEST = 64
"""Characters of a phase's name."""

_PHONE = "phone"
_TOLD = "phone_ahead_seconds", "uncertainty_seconds"
_PATIENCE = 5.0
_LINE = 4096  # PIPE_BUF of Linux: so much is written to a pipe at once or not at all (pipe(7))


@dataclass(frozen=True, slots=True)
class Request:
    """What another terminal asks for."""

    phase: str
    ticket: str


def checked(name: str) -> str:
    """Give a phase's name without blanks around it.

    Raises:
        RecordError: it is empty, too long, or holds controls.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise RecordError("is no name for a phase", ascii(name[:LONGEST]), f"1 to {LONGEST} printable characters")
    return name


def readings(data: bytes) -> Iterator[dict[str, object]]:
    """Read what whoever speaks to the phone told of its clock: a line of ``clock.jsonl`` each."""
    for line in data.split(b"\n"):
        try:
            told = json.loads(line)[_PHONE]
            numbers = {name: round(float(told[name]), 6) for name in _TOLD}
            if all(map(math.isfinite, numbers.values())):
                yield {"at": str(told["at"])[:40], "kind": _PHONE, **numbers}
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            continue


def listen(folder: Path) -> int:
    """Make the pipe; give a descriptor to read requests from.

    Raises:
        RecordError: the file system has no named pipes.
    """
    path = folder / WORKING / CONTROL
    try:
        if not path.is_fifo():
            os.mkfifo(path, 0o600)
        # Open for writing too, so that it does not end whenever a terminal has said what it had to say.
        return os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        what = f"no pipe can be made for other terminals: {error.strerror}"
        raise RecordError(what, str(path), "record to a file system of this machine") from error


def requests(data: bytes) -> Iterator[Request]:
    """Read what came through the pipe; what is no request is passed over."""
    for line in data.split(b"\n"):
        try:
            fields = json.loads(line)
            yield Request(checked(fields["phase"]), str(fields.get("ticket", ""))[:32])
        except (ValueError, TypeError, KeyError, RecursionError, AttributeError, RecordError):
            continue


def send(folder: Path, name: str, patience: float = _PATIENCE) -> str:
    """Begin a phase in a recording that is under way; give the time at which it began, as it stands in the capture.

    Raises:
        RecordError: nothing is recorded there, or the recorder does not answer.
    """
    ticket = secrets.token_hex(4)
    remedy = "look at its terminal before you mark it again: the phase may have begun"
    asked = _Asked(folder, capturefiles.PHASES, lambda mark: mark.get("ticket") == ticket, remedy)
    return str(asked.tell({"phase": checked(name), "ticket": ticket}, patience)["at"])


def tell_clock(folder: Path, at: str, ahead: float, uncertainty: float, patience: float = _PATIENCE) -> None:
    """Have a recording that is under way note how far the phone's clock is ahead of this computer's.

    Raises:
        RecordError: nothing is recorded there, or the recorder does not answer.
    """
    remedy = "note the phone's clock and this one's by hand"
    asked = _Asked(folder, capturefiles.CLOCK, lambda line: (line.get("kind"), line.get("at")) == (_PHONE, at), remedy)
    asked.tell({_PHONE: {"at": at, _TOLD[0]: ahead, _TOLD[1]: uncertainty}}, patience)


class _Asked(NamedTuple):
    """What a recording is asked to write down: the line of which file shows it, and what to do where none comes."""

    folder: Path
    file: str
    shows: Callable[[Mapping[str, object]], bool]
    remedy: str

    def tell(self, said: Mapping[str, object], patience: float) -> Mapping[str, object]:
        """Say it through the pipe; give the line that was written of it."""
        until = time.monotonic() + patience
        pipe = _opened(self.folder, until)
        try:
            os.write(pipe, json.dumps(said).encode()[: _LINE - 1] + b"\n")
        except OSError as error:
            what = f"the recorder does not listen: {error.strerror}"
            raise RecordError(what, str(self.folder), "try again") from error
        finally:
            os.close(pipe)
        while time.monotonic() < until:
            for line in _marks(self.folder / self.file):
                if self.shows(line):
                    return line
            time.sleep(0.02)
        raise RecordError("the recorder does not answer", str(self.folder), self.remedy)


def _opened(folder: Path, until: float) -> int:
    """Open the pipe; wait for a recorder that has only just begun."""
    while True:
        try:
            return os.open(folder / WORKING / CONTROL, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        except PermissionError as error:
            remedy = "mark it as the user who records"
            raise RecordError(f"may not be asked: {error.strerror}", str(folder), remedy) from error
        except OSError as error:
            if not is_held(folder) or time.monotonic() > until:
                remedy = "start one with: trafficaudit record"
                raise RecordError("no recording with phases is under way here", str(folder), remedy) from error
            time.sleep(0.02)


def under_way(captures: Path) -> list[Path]:
    """List the capture folders directly below a folder into which a recorder is recording.

    Raises:
        RecordError: it cannot be listed.
    """
    try:
        listed = sorted(captures.iterdir()) if captures.exists() else []
        return [path for path in listed if path.is_dir() and is_held(path)]
    except OSError as error:
        remedy = "name the capture folder with -o"
        raise RecordError(f"cannot be listed: {error.strerror}", str(captures.absolute()), remedy) from error


def _marks(path: Path) -> Iterator[dict[str, object]]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines[:-1]:
        with suppress(ValueError, RecursionError):  # one that somebody else has written is none of ours
            mark = json.loads(line)
            if isinstance(mark, dict):
                yield mark
