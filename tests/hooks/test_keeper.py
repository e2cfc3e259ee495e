"""An app that is kept hooked: children, crashes, a device that goes and comes back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hooks.conftest import QUICK, Agents, Portal, state
from support.waiting import LAST, until

from trafficaudit import events
from trafficaudit.hooks import catalogue
from trafficaudit.hooks import keeper as keepers
from trafficaudit.hooks.intake import Intake
from trafficaudit.hooks.keeper import Keeper
from trafficaudit.hooks.retries import TRIES
from trafficaudit.hooks.target import Target

HERE = """
rpc.exports = {
  configure() { emit("hook", {hook: "here", state: "installed"}); trouble("here in " + Process.id); },
  stop() { trouble("bye"); },
};
"""

FORKS = 4
"""How often a program that forks is started: on a busy computer one child in ten stands still in Frida's own agent after it
was let go on, on a lock that was held while it was forked (17.26.2), whoever holds it and however long one waits."""


@dataclass
class Kept:
    """A keeper and everything that was told."""

    keeper: Keeper
    intake: Intake
    events: list[Any] = field(default_factory=list)

    def look(self) -> list[Any]:
        self.events += [events.decoder.decode(item.data) for item in self.intake.take(0, 10**6, 10**9)]
        return self.events

    def end(self) -> None:
        """Let go, and kill what was started."""
        self.keeper.end(LAST)
        for event in self.look():
            if isinstance(event, events.Process) and event.action.startswith(("spawned", "child")):
                for pid in (*children(event.pid), event.pid):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)

    def actions(self) -> list[str]:
        return [event.action for event in self.look() if isinstance(event, events.Process)]

    def whats(self, agent: str = "host") -> list[str]:
        return [event.what for event in self.look() if isinstance(event, events.Trouble) and event.agent == agent]


def children(pid: int) -> list[int]:
    """Give the processes that one has started and that are still there (proc_pid_task(5))."""
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@pytest.fixture
def keep(agents: Agents) -> Iterator[Callable[..., Kept]]:
    with ExitStack() as ending:

        def begin(app: object, device: str = "local", names: tuple[str, ...] = (), **more: Any) -> Kept:
            if not agents.entries:
                agents.add("here", HERE)
            intake = Intake()
            asked = Target(str(app), device, **more)
            keeper = Keeper(asked, catalogue.load(agents.folder), names, {"limit": 9}, intake, patience=QUICK)
            kept = Kept(keeper, intake)
            ending.callback(kept.end)
            keeper.start()
            return kept

        yield begin


def attached(kept: Kept, count: int = 1) -> list[int]:
    """Wait until so many processes are hooked, and give their ids."""
    until(lambda: kept.keeper.over or (len(kept.keeper.hooked) == count and kept.keeper.state == "attached"))
    assert kept.keeper.state == "attached", kept.keeper.reason
    return list(kept.keeper.hooked)


def test_a_program_is_started_hooked_resumed_and_let_go(keep: Callable[..., Kept], sleeper: Path) -> None:
    kept = keep(sleeper, arguments=("60",))
    (pid,) = attached(kept)
    until(lambda: kept.whats("here") == [f"here in {pid}"])
    until(lambda: kept.actions() == ["spawned", "attached", "resumed"])
    assert kept.keeper.end(LAST)
    assert kept.keeper.state == "ended"
    assert kept.actions()[3:] == ["unhooked"]
    assert kept.whats("here")[1:] == ["bye"]
    assert kept.keeper.over


def test_hooks_are_in_before_the_program_begins(keep: Callable[..., Kept], tmp_path: Path, agents: Agents) -> None:
    agents.add("open", """
      const names = [];
      rpc.exports = { configure() {
        Interceptor.attach(Module.getGlobalExportByName("open64"), { onEnter(args) {
          const path = args[0].readUtf8String();
          if (path.includes("first-thing")) trouble(path);
        } });
      } };
    """)  # fmt: skip
    marker = tmp_path / "first-thing"
    kept = keep(sys.executable, arguments=("-S", "-c", f"open({str(marker)!r}, 'w')"))
    until(lambda: kept.whats("open"))
    assert kept.whats("open") == [str(marker)]


FORKING = """
import os, sys, time
pid = os.fork()
if not pid:
    os.execv(sys.argv[1], [sys.argv[1], "60"])
os.posix_spawn(sys.argv[1], [sys.argv[1], "61"], {})
os.waitpid(pid, 0)
time.sleep(60)
"""


def test_processes_that_it_starts_are_hooked_too_and_go_on(
    keep: Callable[..., Kept], sleeper: Path, tmp_path: Path
) -> None:
    kept = keep(sys.executable, arguments=("-S", "-c", FORKING, str(sleeper)))
    until(lambda: sum(action.startswith("child") for action in kept.actions()) >= 3)
    pids = attached(kept, 3)
    # One was forked, then replaced by another program; one was spawned. All are hooked as what they are now.
    until(lambda: {f"here in {pid}" for pid in pids} <= set(kept.whats("here")))
    running = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids}
    assert sum(line.startswith(str(sleeper).encode()) for line in running.values()) == 2
    # None of them stands still.
    until(lambda: {state(pid) for pid in pids} == {"S"})
    assert kept.keeper.end(LAST)
    assert kept.actions().count("unhooked") == 3


def _went_on(kept: Kept, done: Path) -> bool:
    return done.exists() and kept.actions().count("resumed") == 2


def test_more_processes_than_can_be_hooked_go_on_unhooked(
    keep: Callable[..., Kept], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(keepers, "PROCESSES", 1)
    for number in range(FORKS):
        # Under a name of its own: one that stands still is no process of the next.
        done = tmp_path / f"done-{number}"
        code = f"import os\nif os.fork(): os.wait(); open({str(done)!r}, 'w'); import time; time.sleep(600)"
        kept = keep(sys.executable, arguments=("-S", "-c", code))
        with suppress(AssertionError):
            until(partial(_went_on, kept, done), LAST / FORKS)
            break
        kept.end()
    assert _went_on(kept, done)
    assert "not hooked" in kept.actions()
    assert list(attached(kept)) == [kept.look()[0].pid]


def test_of_more_processes_than_can_be_hooked_the_others_are_told_once_and_follow_when_there_is_room(
    keep: Callable[..., Kept],
    sleeper: Path,
    start: Callable[..., "subprocess.Popen[bytes]"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keepers, "PROCESSES", 1)
    both = {process.pid: process for process in (start(sleeper, 60), start(sleeper, 60))}
    kept = keep(sleeper, arguments=("60",), attach=True)
    until(lambda: "not hooked" in kept.actions())
    (first,) = attached(kept)
    looked = time.monotonic() + 10 * QUICK.look
    until(lambda: time.monotonic() > looked)
    assert kept.actions() == ["attached", "not hooked"]
    both.pop(first).kill()
    until(lambda: list(kept.keeper.hooked) == [*both])
    assert kept.actions() == ["attached", "not hooked", "ended", "attached"]


def test_after_a_crash_the_app_is_hooked_again(
    keep: Callable[..., Kept], sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    first = start(sleeper, 60)
    kept = keep(sleeper, attach=True)
    assert attached(kept) == [first.pid]
    first.send_signal(signal.SIGKILL)
    until(lambda: kept.keeper.state == "waiting")
    assert "ended" in kept.actions()
    second = start(sleeper, 60)
    assert until(lambda: list(kept.keeper.hooked)) == [second.pid]
    until(lambda: f"here in {second.pid}" in kept.whats("here"))
    assert kept.keeper.state == "attached"


def test_an_app_that_is_not_there_yet_is_waited_for(
    keep: Callable[..., Kept], sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    kept = keep(sleeper.name, wait=True)
    until(lambda: kept.keeper.state == "waiting")
    process = start(sleeper, 60)
    assert attached(kept) == [process.pid]


def _has_ended(pid: int) -> bool:
    return state(pid) == "Z"


def test_an_app_that_ends_whenever_it_is_hooked_is_left_alone(
    keep: Callable[..., Kept], sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"], agents: Agents
) -> None:
    agents.add("deadly", "setTimeout(() => { new NativeFunction("
               "Module.getGlobalExportByName('_exit'), 'void', ['int'])(1); }, 50);")  # fmt: skip
    kept = keep(sleeper, wait=True)
    for _ in range(keepers.QUICK):
        until(partial(_has_ended, start(sleeper, 60).pid))
    until(lambda: kept.keeper.over)
    assert kept.keeper.state == "lost"
    assert "the app ended 3 times right after it was hooked" in kept.keeper.reason
    assert "choose agents with --hook" in kept.keeper.reason
    assert any(what.startswith("the app goes on without hooks") for what in kept.whats())


def test_where_no_agent_can_be_loaded_it_says_so(keep: Callable[..., Kept], sleeper: Path, agents: Agents) -> None:
    agents.add("broken", "no JavaScript (")
    kept = keep(sleeper, arguments=("60",))
    until(lambda: kept.keeper.over)
    assert kept.keeper.state == "failed"
    assert "none of the agents could be loaded" in kept.keeper.reason
    # It was started, so it goes on.
    until(lambda: "resumed" in kept.actions())


def test_a_process_that_cannot_be_hooked_is_tried_again_after_growing_pauses_and_given_up(
    keep: Callable[..., Kept], sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"], agents: Agents
) -> None:
    agents.add("broken", "no JavaScript (")
    kept = keep(sleeper.name, wait=True)
    until(lambda: kept.keeper.state == "waiting")
    process = start(sleeper, 60)
    until(lambda: kept.keeper.over)
    assert kept.keeper.state == "lost"
    assert "none of the agents could be loaded" in kept.keeper.reason
    told = [event for event in kept.look() if isinstance(event, events.Trouble)]
    failed = [event.mono for event in told if event.what.startswith("the process cannot be hooked")]
    assert len(failed) == TRIES
    pauses = [later - before for before, later in pairwise(failed)]
    assert all(pause >= 1000 * QUICK.look * 2**number for number, pause in enumerate(pauses, 1)), pauses
    assert process.poll() is None


@pytest.mark.parametrize(
    ("app", "more", "words"),
    [
        ("/no/such/program", {}, "it is not installed"),
        ("no-such-process", {"attach": True}, "it is not running"),
        ("999999999", {}, "it is not running"),
        ("x", {"device": "remote:127.0.0.1:9"}, "no frida-server answers"),
        ("x", {"device": "my phone"}, "is no device"),
        ("x", {"names": ("nope",)}, "there is no agent 'nope'"),
    ],
)
def test_what_cannot_be_hooked_is_said_once_with_the_remedy(
    keep: Callable[..., Kept], app: str, more: dict[str, Any], words: str
) -> None:
    kept = keep(app, **more)
    until(lambda: kept.keeper.over)
    assert kept.keeper.state == "failed"
    assert words in kept.keeper.reason
    assert kept.keeper.reason.endswith(")")
    assert kept.whats() == [f"the app goes on without hooks: {kept.keeper.reason}"]


def test_a_process_that_was_named_by_its_number_ends_it(
    keep: Callable[..., Kept], sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    process = start(sleeper, 60)
    kept = keep(process.pid)
    assert attached(kept) == [process.pid]
    process.kill()
    until(lambda: kept.keeper.over)
    assert (kept.keeper.state, kept.keeper.reason) == ("ended", "the process has ended")


def test_a_remote_device_that_comes_back_is_hooked_again(
    keep: Callable[..., Kept],
    sleeper: Path,
    start: Callable[..., "subprocess.Popen[bytes]"],
    portals: Callable[..., Portal],
) -> None:
    process = start(sleeper, 60)
    portal = portals("s3cret")
    portal.join(process.pid)
    kept = keep(sleeper.name, f"remote:{portal.address}", token="s3cret", attach=True)
    assert attached(kept) == [process.pid]
    until(lambda: kept.whats("here") == [f"here in {process.pid}"])
    portal.pull()
    until(lambda: not kept.keeper.hooked)
    portal.plug()
    assert attached(kept) == [process.pid]
    until(lambda: len(kept.whats("here")) == 2)


def test_a_connection_that_breaks_off_again_and_again_is_not_taken_for_an_app_that_defends_itself(
    keep: Callable[..., Kept],
    sleeper: Path,
    start: Callable[..., "subprocess.Popen[bytes]"],
    portals: Callable[..., Portal],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keepers, "_RIGHT_AFTER", 1e9)  # however busy the computer is
    process = start(sleeper, 60)
    portal = portals()
    portal.join(process.pid)
    kept = keep(sleeper.name, f"remote:{portal.address}", attach=True)
    for _ in range(keepers.QUICK):
        attached(kept)
        portal.pull()
        until(lambda: not kept.keeper.hooked)
        portal.plug()
    assert attached(kept) == [process.pid]
    assert kept.actions().count("disconnected") == keepers.QUICK


def test_a_device_that_does_not_come_back_is_given_up(
    keep: Callable[..., Kept],
    sleeper: Path,
    start: Callable[..., "subprocess.Popen[bytes]"],
    portals: Callable[..., Portal],
) -> None:
    process = start(sleeper, 60)
    portal = portals()
    portal.join(process.pid)
    kept = keep(sleeper.name, f"remote:{portal.address}", attach=True)
    attached(kept)
    portal.pull()
    until(lambda: kept.keeper.over)
    assert kept.keeper.state == "lost"
    assert "the device does not come back" in kept.keeper.reason
    assert process.poll() is None


def test_where_starts_cannot_be_held_it_goes_on(keep: Callable[..., Kept], sleeper: Path) -> None:
    kept = keep(sleeper, arguments=("60",), gate=True)
    attached(kept)
    assert any(what.startswith("processes that the phone starts cannot be held") for what in kept.whats())
