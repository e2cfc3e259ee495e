"""What a device tells by itself: processes that stand still and wait, processes that are gone, and its own end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import frida

from trafficaudit.hooks.session import HookedProcess


@dataclass(frozen=True, slots=True)
class Child:
    """A process that was started and stands still; ``how`` is ``fork``, ``exec`` or ``spawn``.

    ``ours`` is false for one that is none of the app's and only has to be let go on.
    """

    pid: int
    name: str
    how: str
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Gone:
    """A process that is not held any more, Frida's reason, and a crash's summary."""

    hooked: HookedProcess
    reason: str
    crash: str


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """A device that is gone."""

    device: frida.Device


class Watch:
    """Hands the notices of a device over to a queue, on threads of Frida's, until it is stopped.

    Args:
        device: the device; Frida keeps what is subscribed to it, so a stopped watch only falls silent.
        app: package or bundle id, by which processes of the app are told from others.
        put: takes a notice, without waiting.
    """

    def __init__(self, device: frida.Device, app: str, put: Callable[[Child | DeviceLost], None]) -> None:
        self._app, self._put, self._on = app, put, True
        self._device = device
        device.on("child-added", self._child_added)
        device.on("spawn-added", self._spawn_added)
        device.on("lost", self._lost)

    def stop(self) -> None:
        """Hand nothing over any more."""
        self._on = False

    def _child_added(self, child: Any) -> None:
        name = child.identifier or child.path or f"child of {child.parent_pid}"
        if self._on:
            self._put(Child(child.pid, name, child.origin))

    def _spawn_added(self, spawn: Any) -> None:
        ours = spawn.identifier == self._app or spawn.identifier.startswith(f"{self._app}:")
        if self._on:
            self._put(Child(spawn.pid, spawn.identifier, "spawn", ours))

    def _lost(self) -> None:
        if self._on:
            self._put(DeviceLost(self._device))
