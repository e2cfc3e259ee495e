"""Keeps an app hooked: its first process, the ones it starts, and the ones that come after a crash.

Everything that may take time happens on one thread of its own. Frida's callbacks only put a notice into its queue: a
child that was resumed inside a callback would hang Frida.
"""

import queue
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import frida

from trafficaudit.events import WITHOUT_HOOKS, Process
from trafficaudit.hooks import catalogue, starting
from trafficaudit.hooks import device as devices
from trafficaudit.hooks.calls import bounded
from trafficaudit.hooks.catalogue import Agent
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.intake import Intake
from trafficaudit.hooks.notices import Child, DeviceLost, Gone, Watch
from trafficaudit.hooks.retries import TRIES, Retries, pause
from trafficaudit.hooks.session import HookedProcess
from trafficaudit.hooks.target import Patience, Running, Target

type State = Literal["starting", "attached", "waiting", "lost", "failed", "ended"]
"""``waiting``: the app does not run; ``lost``: given up after it worked; ``failed``: it never worked."""

PROCESSES = 16
"""Processes of the app that are hooked at the same time; further ones run unhooked, which is told."""

QUICK = 3
"""How often in a row the app may end right after it was hooked before it is left alone."""

_RIGHT_AFTER = 5.0
_SETTLING = 0.3
"""Seconds that a process found by looking is left alone: attaching while it is still being linked may crash it."""


class Keeper:
    """Works on a thread of its own from ``start`` to ``end``.

    Args:
        what: the app and its device.
        agents: what there is to load; ``names`` are those wanted, empty for all that fit the platform.
        options: what each agent is configured with.
        intake: takes what the agents tell.
        patience: how long each step may take.
    """

    def __init__(
        self,
        what: Target,
        agents: Sequence[Agent],
        names: Sequence[str],
        options: Mapping[str, Any],
        intake: Intake,
        *,
        patience: Patience | None = None,
    ) -> None:
        self.state: State = "starting"
        self.reason = ""
        self.hooked: dict[int, HookedProcess] = {}
        self._target, self._all, self._names, self._options = what, agents, names, options
        self._agents: tuple[Agent, ...] = ()
        self._intake, self._patience = intake, patience or Patience()
        self._notices: queue.SimpleQueue[Child | Gone | DeviceLost | None] = queue.SimpleQueue()
        self._device: frida.Device | None = None
        self._retries = Retries(self._patience.look)
        self._passed_by: set[int] = set()
        self._attached_at: dict[int, float] = {}
        self._device_failures = self._quick = 0
        self._watch: Watch | None = None
        self._pause = self._patience.look
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin; never waits."""
        self._thread.start()

    def end(self, patience: float) -> bool:
        """Take the agents out and end; False where that did not happen in time."""
        self._notices.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    @property
    def over(self) -> bool:
        """Whether nothing will be hooked any more."""
        return self.state in ("lost", "failed", "ended")

    def _run(self) -> None:
        try:
            self._begin()
            self._follow()
        except HookError as error:
            self._end("failed" if self.state == "starting" else "lost", str(error))
        except Exception as error:  # whatever a phone provokes, it is told, and the recording goes on
            self._end("lost", f"{type(error).__name__}: {error}")
        finally:
            for hooked in list(self.hooked.values()):
                hooked.unload()
                self._tell("unhooked", hooked.process)
            self.hooked.clear()
            if not self.over:
                self.state = "ended"

    def _end(self, state: State, reason: str) -> None:
        self.reason = reason
        self._intake.say(WITHOUT_HOOKS + reason)
        self.state = state

    def _begin(self) -> None:
        device = self._open()
        started = starting.begin(device, self._target, self._patience)
        if started is None:
            self.state = "waiting"
            return
        if started.fallback:
            self._intake.say(f"it could not be started ({started.fallback}), so it was attached to")
        if not started.spawned:
            time.sleep(_SETTLING)
            self._hook(started.process, "attached")
        else:
            self._tell("spawned", started.process)
            try:
                self._hook(started.process, "attached")
            finally:
                self._resume(started.process)
        self.state = "attached"

    def _open(self) -> frida.Device:
        device = devices.open_device(self._target, self._patience)
        platform = catalogue.platform_of(devices.system(device, self._patience))
        self._agents = catalogue.choose(self._all, self._names, platform)
        if self._watch:
            self._watch.stop()
        self._watch = Watch(device, self._target.app, self._notices.put)
        if self._target.gate:
            try:
                bounded(device.enable_spawn_gating, self._patience.call, self._target.device)
            except HookError as error:
                self._intake.say(f"processes that the phone starts cannot be held: {error}")
        self._device = device
        return device

    def _follow(self) -> None:
        """Act on notices, and look for processes of the app between them, until told to end."""
        look_at = time.monotonic() + self._pause
        while not self.over:
            try:
                notice = self._notices.get(timeout=max(0.0, look_at - time.monotonic()))
            except queue.Empty:
                self._look()
                look_at = time.monotonic() + self._pause
                continue
            if notice is None:
                return
            if isinstance(notice, Child):
                self._child(notice)
            elif isinstance(notice, Gone):
                self._gone(notice)
            elif notice.device is self._device:
                self._device = None
                self._tell("device lost", Running(0, self._target.device))
            look_at = min(look_at, time.monotonic() + self._pause)

    def _look(self) -> None:
        """Hook what runs of the app and is not hooked; reach for the device again where it is gone."""
        try:
            if self._device is None:
                device = self._open()
                self._tell("device back", Running(0, device.name))
            assert self._device is not None
            found = starting.running(self._device, self._target, self._patience)
        except HookError as error:
            self._device = None
            self._device_failures += 1
            self._pause = pause(self._patience.look, self._device_failures)
            if self._device_failures >= TRIES:
                raise HookError(f"the device does not come back: {error}", self._target.where) from None
            return
        self._device_failures = 0
        self._pause = self._patience.look
        alive = {each.pid for each in found}
        self._passed_by &= alive
        self._retries.keep(alive)
        new = [each for each in found if each.pid not in self.hooked and self._retries.is_due(each.pid)]
        if new and len(self.hooked) < PROCESSES:
            time.sleep(_SETTLING)
        for process in new:
            self._try(process)
        if not self.hooked and not found:
            self.state = "waiting"
            if self._target.is_pid:
                self._end("ended", "the process has ended")

    def _is_full(self, process: Running) -> bool:
        """Say whether no further process is hooked; of each that is passed by it is told once."""
        if len(self.hooked) < PROCESSES:
            return False
        if process.pid not in self._passed_by:
            self._passed_by.add(process.pid)
            self._tell("not hooked", process, f"{PROCESSES} processes are hooked already")
        return True

    def _try(self, process: Running) -> None:
        if self._is_full(process):
            return
        try:
            self._hook(process, "attached")
        except HookError as error:
            failed = self._retries.failed(process.pid)
            self._intake.say(f"the process cannot be hooked: {error}", process.pid)
            if failed >= TRIES and not self.hooked:
                raise

    def _hook(self, process: Running, action: str) -> None:
        """Attach to a process and load the agents.

        Raises:
            HookError: it cannot be hooked.
        """
        assert self._device is not None
        hooked = HookedProcess(self._device, process, self._intake, self._detached, self._patience)
        self._tell(action, process)
        self.hooked[process.pid] = hooked
        self._attached_at[process.pid] = time.monotonic()
        try:
            hooked.follow_children()
        except HookError as error:
            self._intake.say(f"processes that it starts cannot be held: {error}", process.pid)
        loaded = hooked.load(self._agents, self._options)
        if not hooked.alive:
            return  # it ended meanwhile, of which the notice is on its way
        if not loaded and self._agents:
            hooked.unload()
            del self.hooked[process.pid]
            raise HookError("none of the agents could be loaded", self._target.where, "see the troubles told before")
        self._retries.worked(process.pid)
        self.state = "attached"

    def _detached(self, hooked: HookedProcess, reason: str, crash: str) -> None:
        self._notices.put(Gone(hooked, reason, crash))

    def _gone(self, notice: Gone) -> None:
        process = notice.hooked.process
        if self.hooked.get(process.pid) is not notice.hooked:
            return
        del self.hooked[process.pid]
        lived = time.monotonic() - self._attached_at.pop(process.pid, 0.0)
        if notice.reason == "application-requested":
            return
        action = "crashed" if notice.crash else _ACTIONS.get(notice.reason, "detached")
        self._tell(action, process, notice.crash or notice.reason)
        if notice.reason == "process-replaced" or self.hooked:
            return
        self.state = "waiting"
        if action == _DISCONNECTED:
            return  # which says nothing of the app
        self._quick = self._quick + 1 if lived < _RIGHT_AFTER else 0
        if self._quick >= QUICK:
            what = f"the app ended {QUICK} times right after it was hooked"
            raise HookError(
                what, self._target.where, "it may defend itself: choose agents with --hook, or use --attach"
            )

    def _child(self, child: Child) -> None:
        """Hook a process that stands still, and let it go on whatever happens."""
        process = Running(child.pid, child.name)
        try:
            known = self.hooked.get(child.pid)
            if child.ours and not (known and known.alive) and not self._is_full(process):
                self._hook(process, f"child ({child.how})")
        except HookError as error:
            self._intake.say(f"the process cannot be hooked: {error}", child.pid)
        finally:
            self._resume(process)

    def _resume(self, process: Running) -> None:
        device = self._device
        if device is None:
            return
        try:
            bounded(lambda: device.resume(process.pid), self._patience.call, process.name)
        except HookError as error:
            self._intake.say(f"the process may stand still: {error}", process.pid)
        else:
            self._tell("resumed", process)

    def _tell(self, action: str, process: Running, detail: str = "") -> None:
        self._intake.tell(Process, process.pid, action=action, name=process.name, detail=detail)


_DISCONNECTED = "disconnected"
_ACTIONS = {
    "process-terminated": "ended",
    "process-replaced": "replaced",
    "connection-terminated": _DISCONNECTED,
    "device-lost": _DISCONNECTED,
}
