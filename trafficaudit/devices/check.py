"""One check before a recording, and what a recording needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from trafficaudit.devices.authority import CONFDIR
from trafficaudit.devices.ports import Port

type Status = Literal["ok", "warning", "failed", "skipped"]

DISK_FLOOR = 5 << 30
"""Bytes that must be free: an hour of a shopping app with video is some hundred MB, so this holds for a day."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and what to do about it in one sentence (empty where nothing is to be done).

    ``failed`` makes a recording impossible or worthless; ``warning`` makes it less than it could be, or needs a
    person's judgement; ``skipped`` says in ``found`` why it was not looked at.
    """

    name: str
    status: Status
    found: str
    remedy: str = ""

    def as_json(self) -> dict[str, str]:
        """Give the check for a JSON file."""
        return {"name": self.name, "status": self.status, "found": self.found, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Setup:
    """What is going to be recorded with.

    Args:
        device: the phone's serial; empty for the only one there is; ``None`` for no phone (an iPhone, or none yet).
        app: the app's package name, empty where it is not known yet.
        ports: what the proxy will listen on.
        folder: the capture folder to be made, ``None`` for the current folder's disk.
        confdir: mitmproxy's folder.
        disk_floor: bytes that must be free on the folder's disk.
        adb: the adb program, ``None`` for the one on the search path.
    """

    device: str | None = None
    app: str = ""
    ports: tuple[Port, ...] = (Port(8080),)
    folder: Path | None = None
    confdir: Path = CONFDIR
    disk_floor: int = DISK_FLOOR
    adb: str | None = None
