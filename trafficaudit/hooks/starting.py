"""The app's processes on a device: found where they run, or started."""

import os
from pathlib import Path

import frida

from trafficaudit.hooks import device as devices
from trafficaudit.hooks.calls import bounded
from trafficaudit.hooks.faults import HookError, TimeoutHookError
from trafficaudit.hooks.standing import LOCAL
from trafficaudit.hooks.target import Patience, Running, Started, Target

GADGET = "re.frida.Gadget"
"""As what an app is listed that holds Frida's gadget: whatever its own id is, it is the only one there."""


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


def _spawned(device: frida.Device, target: Target, patience: Patience, named: set[str]) -> Started:
    """Start the app, which waits until it is resumed."""
    is_local = device.type == LOCAL
    # A gadget that is "started" under this name holds its app back until it is resumed.
    argv: list[str | bytes] = [*target.argv] if is_local else [GADGET if named == {GADGET} else target.app]
    # A local program must not hold the pipes on which this process tells how it stands.
    stdio = "pipe" if is_local else None
    pid = bounded(lambda: device.spawn(argv, stdio=stdio), patience.spawn, target.where, undo=device.resume)
    return Started(Running(pid, Path(target.argv[0]).name if is_local else target.app), spawned=True)


def begin(device: frida.Device, target: Target, patience: Patience) -> Started | None:
    """Start the app, or find it running; None where it is to be waited for.

    Where starting hangs, which some phones do (the app comes up, but Frida does not see it), the app is attached to.

    Raises:
        HookError: it is not installed, not running, or cannot be started.
    """
    fallback = ""
    if not (target.attach or target.wait or target.is_pid):
        named = _installed(device, target, patience)
        try:
            return _spawned(device, target, patience, named)
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
    if target.is_pid or devices.system(device, patience) not in ("android", "ios"):
        return set()
    wanted = [target.app, GADGET]
    listed = bounded(lambda: device.enumerate_applications(identifiers=wanted), patience.connect, target.where)
    if not listed:
        raise HookError("it is not installed", target.where, "check the package or bundle id")
    return {each.identifier for each in listed}
