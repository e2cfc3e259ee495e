"""Which device, and which of its processes: found, started, and checked."""

import os
import re
import shlex
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import frida

from trafficaudit.hooks.calls import bounded
from trafficaudit.hooks.faults import HookError, TimeoutHookError
from trafficaudit.hooks.standing import LOCAL
from trafficaudit.redaction import visible

USB, REMOTE = "usb", "remote"
GADGET = "re.frida.Gadget"
"""As what an app is listed that holds Frida's gadget: whatever its own id is, it is the only one there."""

_ADDRESS = re.compile(r"\[?[\w.:-]+\]?:\d{1,5}", re.ASCII)
_SERIAL = re.compile(r"[\w.:-]+", re.ASCII)
_LOOKING = 4.0
_SETTLING = 0.5
_TICK = 0.1


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that each step may take; a phone that is asleep or slow needs some."""

    connect: float = 15.0
    spawn: float = 25.0
    attach: float = 20.0
    load: float = 30.0
    call: float = 15.0
    unload: float = 5.0
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


def open_device(target: Target, patience: Patience) -> frida.Device:
    """Find the device and see that it answers.

    Raises:
        HookError: there is none, there are several, or it does not answer.
    """
    kind, name = _parse(target.device)
    manager = frida.get_device_manager()
    if kind == LOCAL:
        device = bounded(frida.get_local_device, patience.connect, LOCAL)
    elif kind == REMOTE:
        device = bounded(lambda: _remote(manager, name, target.token), patience.connect, target.device)
    else:
        device = pick(_usb_devices(), name)
    system(device, patience)
    return device


def system(device: frida.Device, patience: Patience) -> str:
    """Ask what the device runs: ``android``, ``ios``, ``debian``, ...; empty where it does not tell (a portal).

    Raises:
        HookError: it does not answer.
    """

    def ask() -> str:
        try:
            return str(device.query_system_parameters().get("os", {}).get("id", ""))
        except frida.NotSupportedError:
            return ""

    return bounded(ask, patience.connect, device.id)


def _parse(device: str) -> tuple[str, str]:
    """Give the kind of a device, and its serial or address."""
    kind, colon, name = device.partition(":")
    if device in (USB, LOCAL):
        return device, ""
    if kind in (USB, REMOTE) and colon:
        fits = (_SERIAL if kind == USB else _ADDRESS).fullmatch(name)
    else:
        name, kind = device, REMOTE if _ADDRESS.fullmatch(device) else USB
        fits = _SERIAL.fullmatch(name) if name != REMOTE else None
    if not fits:
        raise HookError(f"{device!r} is no device", "--hooks", "give usb, a serial, HOST:PORT or local")
    return kind, name


def _remote(manager: frida.DeviceManager, address: str, token: str) -> frida.Device:
    # One that was added before would be given again as it is, even where its connection is dead.
    if any(device.id == f"socket@{address}" for device in manager.enumerate_devices()):
        manager.remove_remote_device(address)
    return manager.add_remote_device(address, token=token or None)


def _usb_devices() -> list[frida.Device]:
    """Give the devices on USB; Frida finds them one by one, a moment after it was asked first."""
    until = time.monotonic() + _LOOKING
    found: list[frida.Device] = []
    while time.monotonic() < until:
        before = len(found)
        found = [device for device in frida.enumerate_devices() if device.type == USB]
        if len(found) > before:
            until = min(until, time.monotonic() + _SETTLING)
        time.sleep(_TICK)
    return found


def pick(found: Sequence[frida.Device], name: str) -> frida.Device:
    """Pick the device of that id, or the only one.

    Raises:
        HookError: there is none, or there are several and none was named.
    """
    chosen = [device for device in found if device.id == name] if name else list(found)
    if len(chosen) == 1:
        return chosen[0]
    listed = visible(", ".join(f"{device.id} ({device.name})" for device in found))
    if not found:
        raise HookError(
            "no phone is connected", USB, "connect it, allow USB debugging and start frida-server; adb devices lists it"
        )
    if name:
        raise HookError(f"there is no phone {name!r}", USB, f"there are: {listed}")
    raise HookError(f"several phones are connected: {listed}", USB, "name one, as in --hooks SERIAL")


def running(device: frida.Device, target: Target, patience: Patience) -> list[Running]:
    """Give the app's processes that are running, the main one first.

    Raises:
        HookError: the device does not answer.
    """
    return bounded(lambda: _running(device, target), patience.connect, target.where)


def _running(device: frida.Device, target: Target) -> list[Running]:
    app = target.app
    if target.is_pid:
        process = device.find_process_by_pid(int(app)) if int(app) < 1 << 31 else None
        return [Running(process.pid, process.name)] if process else []
    listed = device.enumerate_applications(identifiers=[app, GADGET])
    found = {
        each.pid: Running(each.pid, app if each.identifier == GADGET else each.identifier)
        for each in listed
        if each.pid
    }
    for process in device.enumerate_processes(scope="metadata"):
        if process.pid and process.pid not in found and _belongs(process, target):
            found[process.pid] = Running(process.pid, process.name)
    if device.type == LOCAL:
        found.pop(os.getpid(), None)
    return list(found.values())


def _belongs(process: frida.Process, target: Target) -> bool:
    """Tell whether a process is the app's: its main one, ``APP:NAME``, or on a computer its program and arguments."""
    about, app = process.parameters, target.app
    if app in about.get("applications", ()):
        return True
    if process.name == app or process.name.startswith(f"{app}:"):
        return True
    argv, wanted = about.get("argv", []), target.argv
    if "/" not in wanted[0]:
        return False
    return bool(argv == wanted or (not wanted[1:] and (argv[:1] == wanted or about.get("path") == wanted[0])))


def begin(device: frida.Device, target: Target, patience: Patience) -> Started | None:
    """Start the app, or find it running; None where it is to be waited for.

    Where starting hangs, which some phones do (the app comes up, but Frida does not see it), the app is attached to.

    Raises:
        HookError: it is not installed, not running, or cannot be started.
    """
    fallback = ""
    if not (target.attach or target.wait or target.is_pid):
        named = _installed(device, target, patience)
        is_local = device.type == LOCAL
        # A gadget that is "started" under this name holds its app back until it is resumed.
        argv: list[str | bytes] = [*target.argv] if is_local else [GADGET if named == {GADGET} else target.app]
        # A local program must not hold the pipes on which this process tells how it stands.
        stdio = "pipe" if is_local else None
        try:
            pid = bounded(
                lambda: device.spawn(argv, stdio=stdio),
                patience.spawn,
                target.where,
                undo=device.resume,
            )
            return Started(Running(pid, Path(target.argv[0]).name if is_local else target.app), spawned=True)
        except TimeoutHookError as error:
            fallback = error.what
        except HookError as error:
            if "took too long" not in error.what:
                raise
            fallback = error.what
    found = running(device, target, patience)
    if found:
        return Started(found[0], spawned=False, fallback=fallback)
    if target.wait:
        return None
    if fallback:
        raise HookError(
            f"it could not be started ({fallback}) and does not run", target.where, "start it by hand, use --attach"
        )
    _installed(device, target, patience)
    raise HookError("it is not running", target.where, "start the app, or let it be started (without --attach)")


def _installed(device: frida.Device, target: Target, patience: Patience) -> set[str]:
    """Tell an app that is missing from one that does not start; give under which ids it is there.

    Only phones list their apps.
    """
    if target.is_pid or system(device, patience) not in ("android", "ios"):
        return set()
    wanted = [target.app, GADGET]
    listed = bounded(lambda: device.enumerate_applications(identifiers=wanted), patience.connect, target.where)
    if not listed:
        raise HookError("it is not installed", target.where, "check the package or bundle id")
    return {each.identifier for each in listed}


def server_version(session: frida.Session, patience: Patience) -> str:
    """Ask which version of Frida runs inside the process: that of frida-server or of the gadget."""

    def ask() -> str:
        script = session.create_script("rpc.exports = { version() { return Frida.version; } };", name="version")
        try:
            script.load()
            return str(script.exports_sync.version())
        finally:
            script.unload()

    return bounded(ask, patience.load, "Frida's version")


def differs(theirs: str, ours: str = frida.__version__) -> str:
    """Say how the versions differ, in a clause; empty where they are the same.

    Raises:
        HookError: the major versions differ, between which neither messages nor agents fit.
    """
    if theirs == ours:
        return ""
    what = f"frida-server there is version {visible(theirs)[:40]}, Frida here is {ours}"
    if theirs.partition(".")[0] != ours.partition(".")[0]:
        raise HookError(what, "", f"put frida-server {ours} on the phone")
    return what
