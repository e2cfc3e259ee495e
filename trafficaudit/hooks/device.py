"""The device on which an app is hooked: found by its serial or address, and asked what runs on it."""

import re
import time
from collections.abc import Sequence

import frida

from trafficaudit.hooks.calls import bounded
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.standing import LOCAL
from trafficaudit.hooks.target import USB, Patience, Target
from trafficaudit.redaction import visible

REMOTE = "remote"

_ADDRESS = re.compile(r"\[?[\w.:-]+\]?:\d{1,5}", re.ASCII)
_SERIAL = re.compile(r"[\w.:-]+", re.ASCII)
_LOOKING = 4.0
_SETTLING = 0.5
_TICK = 0.1


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
        address = _ADDRESS.fullmatch(device)
        name, kind = device, REMOTE if address else USB
        fits = address or (_SERIAL.fullmatch(name) if name != REMOTE else None)
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
