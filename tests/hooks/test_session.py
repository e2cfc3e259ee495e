"""Agents in real processes."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import frida
import pytest
from hooks.conftest import QUICK, Agents, state
from support.waiting import until

from trafficaudit import events
from trafficaudit.hooks import catalogue
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.intake import Intake
from trafficaudit.hooks.session import HookedProcess
from trafficaudit.hooks.target import Running


@dataclass
class Hooked:
    """A sleeping process with agents in it, and what was told."""

    process: "subprocess.Popen[bytes]"
    hooked: HookedProcess
    intake: Intake
    detached: list[tuple[str, str]] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)

    def load(self, agents: Agents, **options: object) -> int:
        return self.hooked.load(catalogue.load(agents.folder), options)

    def whats(self) -> list[str]:
        """Take what came; give every trouble's text, the small agents' way of speaking."""
        self.events += [events.decoder.decode(item.data) for item in self.intake.take(0, 10**6, 10**9)]
        return [event.what for event in self.events if isinstance(event, events.Trouble)]


@pytest.fixture
def hook(sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]) -> Iterator[Callable[[], Hooked]]:
    with ExitStack() as ending:

        def begin() -> Hooked:
            process, intake = start(sleeper, 60), Intake()
            detached: list[tuple[str, str]] = []
            hooked = HookedProcess(
                frida.get_local_device(),
                Running(process.pid, sleeper.name),
                intake,
                lambda _, reason, crash: detached.append((reason, crash)),
                QUICK,
            )
            ending.callback(hooked.unload)
            return Hooked(process, hooked, intake, detached)

        yield begin


SPEAKING = """
trouble("loaded");
rpc.exports = {
  configure(options) { trouble("configured " + JSON.stringify(options)); },
  settle() { trouble("settled"); },
  hooks() { return []; },
  stop() { trouble("stopped"); },
};
"""


def test_agents_are_loaded_in_order_configured_settled_and_taken_out_in_reverse(
    hook: Callable[[], Hooked], agents: Agents
) -> None:
    agents.add("second", SPEAKING, order=2).add("first", SPEAKING, order=1)
    here = hook()
    assert here.load(agents, limit=5, ca="PEM") == 2
    said = ["loaded", 'configured {"limit":5,"ca":"PEM"}', "settled"]
    until(lambda: here.whats() == said * 2)
    assert [event.agent for event in here.events] == ["first"] * 3 + ["second"] * 3
    here.hooked.unload()
    until(lambda: here.whats()[6:] == ["stopped"] * 2)
    assert [event.agent for event in here.events[6:]] == ["second", "first"]
    assert not here.hooked.alive
    # The app itself goes on.
    os.kill(here.process.pid, 0)
    assert here.process.poll() is None
    here.hooked.unload()  # a second time does no harm


def test_an_agent_without_calls_is_loaded(hook: Callable[[], Hooked], agents: Agents) -> None:
    here = hook()
    assert here.load(agents.add("plain", 'trouble("here");')) == 1
    until(lambda: here.whats() == ["here"])
    here.hooked.unload()
    assert here.whats() == ["here"], "what it does not have is not asked of it, and nothing is complained of"


BROKEN = {
    "throws": "throw new Error('no such class');",
    "syntax": "this is no JavaScript (",
    "configure": "rpc.exports = { configure() { throw new Error('configure failed'); } };",
    "settle": "rpc.exports = { settle() { throw new Error('settle failed'); } };",
}


@pytest.mark.parametrize(("which", "loaded"), [("throws", 1), ("syntax", 1), ("configure", 2), ("settle", 2)])
def test_one_agent_that_fails_never_stops_the_next(
    hook: Callable[[], Hooked], agents: Agents, which: str, loaded: int
) -> None:
    agents.add("broken", BROKEN[which]).add("sound", SPEAKING)
    here = hook()
    assert here.load(agents) == loaded
    until(lambda: "settled" in here.whats())
    states = [event for event in here.events if isinstance(event, events.Hook)]
    assert [(event.hook, event.state, event.agent) for event in states] == [("broken", "failed", "host")]
    assert any(what.startswith("the agent broken cannot be loaded: broken") for what in here.whats())


def test_an_agent_that_fails_as_it_is_loaded_is_taken_out_again(hook: Callable[[], Hooked], agents: Agents) -> None:
    here = hook()
    assert here.load(agents.add("half", "setInterval(() => trouble('still here'), 5); throw new Error('half');")) == 0
    told = here.whats()
    time.sleep(0.3)
    assert here.whats() == told


def test_an_agent_whose_file_is_missing_is_told(hook: Callable[[], Hooked], agents: Agents) -> None:
    agents.add("gone", "").add("sound", SPEAKING)
    (agents.folder / "gone.js").unlink()
    here = hook()
    assert here.load(agents) == 1
    assert any("make agents" in what for what in here.whats())


def test_an_agent_that_hangs_is_left_after_a_while(hook: Callable[[], Hooked], agents: Agents) -> None:
    agents.add("hangs", "rpc.exports = { configure() { return new Promise(() => {}); } };").add("sound", SPEAKING)
    here = hook()
    here.hooked._patience = replace(QUICK, call=0.3)
    assert here.load(agents) == 2
    assert any("hangs.configure: gave no answer within 0.3 s" in what for what in here.whats())
    until(lambda: "settled" in here.whats())


def test_a_process_that_stands_still_is_let_go_after_one_attempt(hook: Callable[[], Hooked], agents: Agents) -> None:
    here = hook()
    here.hooked._patience = replace(QUICK, unload=0.3)
    here.load(agents.add("a", SPEAKING).add("b", SPEAKING).add("c", SPEAKING))
    here.process.send_signal(signal.SIGSTOP)
    until(lambda: state(here.process.pid) == "T")
    began = time.monotonic()
    here.hooked.unload()
    assert time.monotonic() - began < 3
    complaints = [what for what in here.whats() if "could not be taken out cleanly" in what]
    assert "could not be taken out cleanly: c.stop: gave no answer" in complaints[0]
    assert not any(f": {other}" in what for what in complaints for other in ("c:", "b", "a")), complaints
    here.process.send_signal(signal.SIGCONT)


def test_what_an_agent_complains_of_is_told_and_its_chatter_is_not(
    hook: Callable[[], Hooked], agents: Agents, capfd: pytest.CaptureFixture[str]
) -> None:
    here = hook()
    here.load(agents.add("talks", "console.log('chatter'); console.warn('look out'); console.error('broken');"))
    until(lambda: {"talks: 1 error: look out", "talks: 1 error: broken"} <= set(here.whats()))
    assert not any("chatter" in what for what in here.whats())
    assert "chatter" not in "".join(capfd.readouterr())


def test_a_killed_process_is_noticed_and_what_it_told_is_kept(hook: Callable[[], Hooked], agents: Agents) -> None:
    here = hook()
    here.load(agents.add("tells", "for (let i = 0; i < 500; i++) trouble(i);"))
    until(lambda: len(here.whats()) == 500)
    here.process.send_signal(signal.SIGKILL)
    until(lambda: here.detached)
    assert here.detached == [("process-terminated", "")]
    assert not here.hooked.alive
    told = len(here.whats())
    here.load(agents)
    here.hooked.unload()
    assert len(here.whats()) == told


def test_what_cannot_be_attached_to_is_an_error() -> None:
    with pytest.raises(HookError, match=r"none \(999999999\): it is not running"):
        HookedProcess(frida.get_local_device(), Running(999_999_999, "none"), Intake(), lambda *_: None, QUICK)


def test_another_version_of_frida_there_is_told_or_refused(
    monkeypatch: pytest.MonkeyPatch,
    hook: Callable[[], Hooked],
    sleeper: Path,
    start: Callable[..., "subprocess.Popen[bytes]"],
) -> None:
    import trafficaudit.hooks.device

    ours = frida.__version__
    monkeypatch.setattr(trafficaudit.hooks.device, "server_version", lambda *_: ours.split(".")[0] + ".0.1")
    assert any("what the hooks tell may be incomplete" in what for what in hook().whats())
    monkeypatch.setattr(trafficaudit.hooks.device, "server_version", lambda *_: "16.1.4")
    process, detached = Running(start(sleeper, 60).pid, sleeper.name), list[str]()
    with pytest.raises(HookError, match=f"put frida-server {ours} on the phone"):
        HookedProcess(frida.get_local_device(), process, Intake(), lambda _, why, __: detached.append(why), QUICK)
    until(lambda: detached == ["application-requested"])  # what is not hooked is let go of
