"""One process with the agents in it: loaded in their order, configured, settled, and cleanly taken out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import frida

from trafficaudit.events import Hook
from trafficaudit.hooks import device as devices
from trafficaudit.hooks.calls import bounded
from trafficaudit.hooks.catalogue import Agent
from trafficaudit.hooks.faults import HookError, TimeoutHookError
from trafficaudit.hooks.intake import Intake, Source
from trafficaudit.hooks.target import Patience, Running

CONFIGURE, SETTLE, STOP = "configure", "settle", "stop"

_SHOWN = 300


@dataclass(slots=True)
class _Loaded:
    agent: Agent
    script: frida.Script
    exports: frozenset[str] = field(default=frozenset())


class HookedProcess:
    """A process that is attached to.

    Args:
        device: where it runs.
        process: which.
        intake: takes what the agents tell.
        detached: called on a thread of Frida's with this, the reason, and a crash's summary, when the process is gone.
        patience: how long each step may take.

    Raises:
        HookError: it cannot be attached to, or Frida's versions do not fit.
    """

    def __init__(
        self,
        device: frida.Device,
        process: Running,
        intake: Intake,
        detached: Callable[["HookedProcess", str, str], None],
        patience: Patience,
    ) -> None:
        self.process = process
        self._device, self._intake, self._patience = device, intake, patience
        self._loaded: list[_Loaded] = []
        self._where = f"{process.name} ({process.pid})"
        self._session = bounded(
            lambda: device.attach(process.pid), patience.attach, self._where, undo=lambda session: session.detach()
        )

        def gone(reason: str, crash: frida.Crash | None) -> None:
            detached(self, reason, " ".join(crash.summary.split())[:_SHOWN] if crash else "")

        self._session.on("detached", gone)
        try:
            if differs := devices.differs(devices.server_version(self._session, patience)):
                intake.say(f"{differs}: what the hooks tell may be incomplete", process.pid)
        except HookError:
            self.unload()
            raise

    @property
    def alive(self) -> bool:
        """Whether Frida still holds it."""
        return not self._session.is_detached

    def follow_children(self) -> None:
        """Have processes that it starts stand still until they are looked at.

        Raises:
            HookError: the system cannot do that.
        """
        bounded(self._session.enable_child_gating, self._patience.call, self._where)

    def load(self, agents: Sequence[Agent], options: Mapping[str, Any]) -> int:
        """Load the agents one after the other; give how many are in.

        One that fails is told; where it was in already (it did not answer in time, for one), it stays with the hooks
        that it has put in place. Where the process ends meanwhile, ``alive`` is false.
        """
        for agent in agents:
            if not self.alive:
                break
            try:
                self._load(agent, options)
            except HookError as error:
                if self.alive:
                    self._intake.tell(Hook, self.process.pid, hook=agent.name, state="failed", reason=str(error))
                    self._intake.say(f"the agent {agent.name} cannot be loaded: {error}", self.process.pid)
        return len(self._loaded)

    def _load(self, agent: Agent, options: Mapping[str, Any]) -> None:
        source, text, patience = Source(agent.name, self.process.pid), agent.source(), self._patience
        script = bounded(lambda: self._session.create_script(text, name=agent.name), patience.load, agent.name)
        script.on("message", lambda message, _: self._intake.message(source, message))
        script.set_log_handler(lambda level, said: self._said(source, level, said))
        loaded = _Loaded(agent, script)
        self._loaded.append(loaded)
        bounded(script.load, patience.load, agent.name)
        loaded.exports = frozenset(bounded(script.list_exports_sync, patience.call, agent.name))
        if source.errors:
            self._loaded.remove(loaded)
            bounded(script.unload, patience.unload, agent.name)
            raise HookError("it fails as it is loaded", agent.name)
        if CONFIGURE in loaded.exports:
            bounded(lambda: script.exports_sync.configure(dict(options)), patience.call, f"{agent.name}.{CONFIGURE}")
        if SETTLE in loaded.exports:
            # HotSpot may hang at its next handshake unless the agent makes a call after it has installed its hooks.
            bounded(script.exports_sync.settle, patience.call, f"{agent.name}.{SETTLE}")

    def _said(self, source: Source, level: str, said: str) -> None:
        if level != "info":
            self._intake.complain(source, said)

    def unload(self) -> None:
        """Take the agents out, the last one first, and let go of the process.

        An agent is unloaded before the process is let go of: a Java virtual machine would otherwise wait for its thread
        when it ends.
        """
        for loaded in reversed(self._loaded):
            if not self.alive:
                break
            name = loaded.agent.name
            stopped = STOP not in loaded.exports or self._attempt(loaded.script.exports_sync.stop, f"{name}.{STOP}")
            if not stopped or not self._attempt(loaded.script.unload, name):
                break  # it hangs, or the phone has frozen it: the next agent would hang as well
        self._loaded.clear()
        if self.alive:
            self._attempt(self._session.detach, self._where)

    def _attempt(self, call: Callable[[], object], where: str) -> bool:
        """Do what may fail, and tell so; False where it hangs."""
        try:
            bounded(call, self._patience.unload, where)
        except HookError as error:
            if self.alive:
                self._intake.say(f"it could not be taken out cleanly: {error}", self.process.pid)
            return not isinstance(error, TimeoutHookError)
        return True
