"""The hooks as a child of whoever records: never in the way, started again, given up in the end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hooks.conftest import Agents, told
from support.waiting import until

from trafficaudit.capturefiles import EVENTS
from trafficaudit.hooks.process import RESTARTS, Hooks, Task
from trafficaudit.hooks.run import arguments
from trafficaudit.hooks.standing import TOKEN
from trafficaudit.readers import events
from trafficaudit.readers.events import Tally

TICKING = "rpc.exports = { configure() { setInterval(() => trouble('tick'), 20); }, stop() { trouble('stopped'); } };"


@pytest.fixture
def begun() -> Iterator[list[Hooks]]:
    started: list[Hooks] = []
    yield started
    for hooks in started:
        hooks.end(10)


class Made(Task):
    """A task whose process is a piece of Python of the test's."""

    code = ""

    def command(self) -> list[str]:
        return [sys.executable, "-c", self.code]


def python(code: str, begun: list[Hooks]) -> Hooks:
    task = type("Piece", (Made,), {"code": code})(Path("x"), "x")
    hooks = Hooks(task)
    begun.append(hooks)
    return hooks


def told_line(**fields: object) -> str:
    return f"print({json.dumps(json.dumps({'kind': 'hooks'} | fields))}, flush=True)"


def read(hooks: Hooks) -> None:
    """Read until it is over."""
    until(lambda: not hooks.read())


def test_the_command_line_is_understood_and_holds_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(
        tmp_path / "-x",
        "--app",
        device="remote:h:1",
        token="s3cret",
        attach=True,
        gate=True,
        arguments=("-a", "b"),
        agents=("tls",),
        ca=Path("ca.pem"),
        package="--kr",
        plaintext=("-h.example",),
        limit=7,
        agents_folder=tmp_path,
    )
    command = task.command()
    assert command[:4] == [sys.executable, "-P", "-m", "trafficaudit.hooks.run"]
    asked = arguments(command[4:])
    assert (asked.package, asked.plaintext) == ("--kr", ["-h.example"])
    assert (asked.folder, asked.app, asked.device, asked.attach, asked.wait, asked.gate) == (
        task.folder,
        "--app",
        "remote:h:1",
        True,
        False,
        True,
    )
    assert (asked.argument, asked.agent, asked.ca, asked.limit, asked.agents) == (
        ["-a", "b"],
        ["tls"],
        Path("ca.pem"),
        7,
        tmp_path,
    )
    assert "s3cret" not in "".join(command) + repr(task)
    assert task.environment()[TOKEN] == "s3cret"
    assert TOKEN not in Task(tmp_path, "x").environment()
    monkeypatch.setenv(TOKEN, "from outside")
    assert Task(tmp_path, "x").environment()[TOKEN] == "from outside"


def test_an_app_is_hooked_and_let_go_in_order(agents: Agents, capture: Path, sleeper: Path, begun: list[Hooks]) -> None:
    agents.add("ticking", TICKING)
    hooks = Hooks(Task(capture, str(sleeper), "local", arguments=("60",), agents_folder=agents.folder))
    begun.append(hooks)
    began = time.monotonic()
    assert hooks.read()
    assert time.monotonic() - began < 1
    until(lambda: hooks.read() and hooks.standing["state"] == "attached")
    until(lambda: "tick" in told(capture, "trouble", "what"))
    assert hooks.end()["state"] == "ended"
    assert (hooks.failure, hooks.fileno(), hooks.pid, hooks.read()) == ("", None, None, False)
    assert "stopped" in told(capture, "trouble", "what")
    assert hooks.end()["state"] == "ended"  # a second time does no harm


def test_one_that_is_killed_is_started_again_and_attaches(
    agents: Agents,
    capture: Path,
    sleeper: Path,
    begun: list[Hooks],
    start: Callable[..., "subprocess.Popen[bytes]"],
) -> None:
    agents.add("ticking", TICKING)
    app = start(sleeper, 60)
    hooks = Hooks(Task(capture, str(sleeper), "local", attach=True, agents_folder=agents.folder))
    begun.append(hooks)
    until(lambda: hooks.read() and hooks.standing["state"] == "attached")
    first = hooks.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: hooks.read() and hooks.restarts == 1 and hooks.standing["state"] == "attached")
    assert hooks.pid != first
    until(lambda: hooks.read() and told(capture, "process", "action").count("attached") == 2)
    assert set(told(capture, "process", "pid")) == {app.pid}
    assert hooks.failure == ""
    hooks.end()
    tally = Tally()
    assert list(events.read(capture / EVENTS, tally))
    assert tally.unhooked.died == 1
    assert len(list(tally.unhooked.told())) == 1


def test_one_that_started_the_app_waits_for_it_instead_of_starting_it_anew(
    agents: Agents, capture: Path, sleeper: Path, begun: list[Hooks]
) -> None:
    agents.add("ticking", TICKING)
    hooks = Hooks(Task(capture, str(sleeper), "local", arguments=("60",), agents_folder=agents.folder))
    begun.append(hooks)
    until(lambda: hooks.read() and hooks.standing["state"] == "attached")
    assert hooks.pid is not None
    os.kill(hooks.pid, signal.SIGKILL)
    until(lambda: hooks.read() and hooks.restarts == 1 and hooks.pid is not None)
    until(lambda: b"--wait" in Path(f"/proc/{hooks.pid}/cmdline").read_bytes())
    assert told(capture, "process", "action").count("spawned") == 1


def test_one_that_dies_again_and_again_is_given_up_with_its_last_words(begun: list[Hooks]) -> None:
    hooks = python("raise KeyError('gone')", begun)
    read(hooks)
    assert hooks.restarts == RESTARTS
    assert hooks.failure == "the hooks' process died (exit status 1: KeyError: 'gone')"
    hooks = python("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", begun)
    read(hooks)
    assert (hooks.restarts, hooks.failure) == (RESTARTS, "the hooks' process died (signal 11)")


def test_counts_go_on_where_another_process_takes_over(begun: list[Hooks]) -> None:
    """What the first one wrote stands in the same file."""
    counts = {"events": 5, "dropped": 1, "lost": 2, "refused": "x"}
    hooks = python(f"{told_line(state='attached', **counts)}; import os; os.kill(os.getpid(), 9)", begun)
    read(hooks)
    assert hooks.restarts == RESTARTS
    assert [hooks.standing[name] for name in ("events", "dropped", "lost", "refused")] == [20, 4, 8, 0]


def test_one_that_cannot_hook_is_not_started_again(begun: list[Hooks]) -> None:
    hooks = python(f"{told_line(state='failed', reason='it is not installed (check)')}; raise SystemExit(3)", begun)
    read(hooks)
    assert (hooks.restarts, hooks.failure) == (0, "it is not installed (check)")
    # So is one whose app has ended.
    hooks = python(told_line(state="ended", reason="the process has ended"), begun)
    read(hooks)
    assert (hooks.restarts, hooks.failure) == (0, "the process has ended")


def test_an_app_that_is_not_there_is_said_by_the_real_process(
    agents: Agents, capture: Path, begun: list[Hooks]
) -> None:
    hooks = Hooks(Task(capture, "/no/such/app", "local", agents_folder=agents.add("a", "").folder))
    begun.append(hooks)
    read(hooks)
    assert "it is not installed" in hooks.failure
    assert hooks.restarts == 0


def test_lines_come_in_pieces_and_what_is_none_of_ours_is_passed_over(begun: list[Hooks]) -> None:
    line = json.dumps({"kind": "hooks", "state": "attached", "n": 1})
    code = f"""
import sys, time
for piece in ('{line[:9]}', '{line[9:]}\\n', 'x' * 140000, 'x\\n', '[' * 50000 + '\\n', '{{"kind": "other"}}\\n',
              '{line.replace("1", "2")}\\n', 'chatter\\x1b[31m\\n'):
    sys.stdout.write(piece); sys.stdout.flush(); time.sleep(0.02)
sys.stdin.read()
"""
    hooks = python(code, begun)
    until(lambda: hooks.read() and hooks._lines and hooks._lines.words == "chatter\\x1b[31m")
    assert hooks.standing["n"] == 2


def test_one_that_does_not_end_is_killed(begun: list[Hooks]) -> None:
    hooks = python(f"import time; {told_line(state='attached')}; time.sleep(60)", begun)
    until(lambda: hooks.read() and hooks.standing["state"] == "attached")
    pid, began = hooks.pid, time.monotonic()
    hooks.end(0.3)
    assert time.monotonic() - began < 5
    assert hooks.failure == "the hooks did not end within 0.3 s"
    assert not Path(f"/proc/{pid}").exists()


def test_ctrl_c_of_who_records_does_not_reach_it(begun: list[Hooks]) -> None:
    hooks = python(f"{told_line(state='attached')}; import sys; sys.stdin.read()", begun)
    assert hooks.pid is not None
    assert os.getsid(hooks.pid) != os.getsid(0)


def test_one_that_cannot_be_started_is_no_error_of_the_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    hooks = Hooks(Task(Path("x"), "x"))
    assert hooks.failure == "the hooks cannot be started: No such file or directory"
    assert (hooks.read(), hooks.fileno(), hooks.end()["state"]) == (False, None, "starting")


def test_frida_is_not_loaded_where_the_hooks_are_watched() -> None:
    code = (
        "import sys, trafficaudit.hooks.process, trafficaudit.hooks.catalogue; raise SystemExit('frida' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
