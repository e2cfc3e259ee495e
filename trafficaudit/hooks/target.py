"""What is to be hooked: which app on which device, how long each step may take, and what was found or started."""

import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from trafficaudit.redaction import visible

USB = "usb"
"""The device that is the only phone connected."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that each step may take; a phone that is asleep or slow needs some."""

    connect: float = 15.0
    spawn: float = 25.0
    attach: float = 20.0
    load: float = 30.0
    call: float = 15.0
    unload: float = 10.0
    """Of each agent, whose hundreds of hooks a busy machine takes out one by one; the first that hangs ends it."""
    look: float = 2.0
    """Between two looks for processes of the app."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be hooked.

    Args:
        app: package or bundle id; of a local process a command, its name, or a process id.
        device: ``usb`` (the only phone), a serial, ``HOST:PORT`` of a frida-server, or ``local``; ``usb:SERIAL`` and
            ``remote:HOST:PORT`` where a serial looks like another of these (a phone on adb over the network).
        token: what a remote frida-server or portal asks for; empty for none.
        attach: never start the app; it must be running.
        wait: an app that is not running yet is waited for.
        arguments: of a local program that is started; where there are none, ``app`` may hold them.
        gate: have every process that the phone starts held until it was looked at, so that none of the app's escapes;
            costs stability (a phone may restart), so only where asked for.
    """

    app: str
    device: str = USB
    token: str = field(default="", repr=False)
    attach: bool = False
    wait: bool = False
    arguments: tuple[str, ...] = ()
    gate: bool = False

    @property
    def is_pid(self) -> bool:
        """Whether the app is named by a process id."""
        return self.app.isascii() and self.app.isdigit()

    @property
    def argv(self) -> list[str]:
        """The program and its arguments, of a local process that is to be started."""
        if self.arguments or Path(self.app).exists():
            return [self.app, *self.arguments]
        try:
            words = shlex.split(self.app) or [self.app]
        except ValueError:
            words = [self.app]
        return [shutil.which(words[0]) or words[0], *words[1:]]

    @property
    def where(self) -> str:
        """The app and its device, for messages."""
        return visible(f"{self.app} on {self.device}")


@dataclass(frozen=True, slots=True)
class Running:
    """A process of the app."""

    pid: int
    name: str


@dataclass(frozen=True, slots=True)
class Started:
    """What is to be hooked first; ``spawned`` means that it stands still until it is resumed.

    ``fallback`` says why it was not started but found running; empty where that was asked for.
    """

    process: Running
    spawned: bool
    fallback: str = ""
