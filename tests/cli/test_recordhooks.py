"""The hooks of the record command, as it is used: what fails is said at once, and the recording goes on."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from support.command import run
from support.market import MAIN
from support.ports import free_port
from support.waiting import until

from trafficaudit.capturefiles import EVENTS
from trafficaudit.cli import recordhooks
from trafficaudit.hooks.process import Task
from trafficaudit.readers.events import Tally
from trafficaudit.readers.events import read as read_events
from trafficaudit.recording.session import Plan


def test_what_is_hooked_is_the_app_or_what_stands_for_it(tmp_path: Path) -> None:
    plan = Plan(tmp_path, "kr.example.shop", options=(f"confdir={tmp_path}",))
    for hooked, device, app in (
        ("usb", "usb", "kr.example.shop"),
        ("R3CX:5", "R3CX:5", "kr.example.shop"),
        ("local", "local", "kr.example.shop"),
        ("local:sleep 6:0", "local", "sleep 6:0"),
    ):
        task = recordhooks.task(plan, hooked, attach=True)
        assert (task.device, task.app, task.package, task.attach) == (device, app, "kr.example.shop", True)
        assert task.ca is None
    (tmp_path / "mitmproxy-ca-cert.pem").write_text("PEM")
    assert recordhooks.task(plan, "usb").ca == tmp_path / "mitmproxy-ca-cert.pem"


def test_an_agent_that_does_not_exist_is_refused_before_anything_is_recorded(tmp_path: Path) -> None:
    done = run("record", "--app", "x", "--no-check", "--hooks", "--hook", "nope", "-o", tmp_path / "c")
    assert done.returncode == 2
    assert "there is no agent 'nope'" in done.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    ("told", "restarts", "said"),
    [
        ({"events": 1}, 0, "1 hook event\n"),
        ({"events": 7, "dropped": 2, "lost": 1}, 0, "7 hook events, 2 left out because there were too many, 1 lost on the way\n"),
        ({"events": 7, "refused": 3}, 1, "at least 7 hook events, 3 refused, which were none\n"),
        ({}, 0, "0 hook events\n"),
    ],
)  # fmt: skip
def test_what_of_the_events_is_not_there_is_said_at_the_end(
    told: dict[str, object],
    restarts: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Over:
        failure = ""

        def __init__(self, task: object) -> None:
            self.restarts = restarts

        def read(self) -> None:
            pass

        def end(self) -> dict[str, object]:
            self.restarts = 3
            return told

    monkeypatch.setattr(recordhooks, "Hooks", Over)
    recordhooks.AppHooks(Task(Path("x"), "x")).end()
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        ("local:/no/such/app", "it is not installed"),
        ("127.0.0.1:9", "no frida-server answers"),
    ],
)
def test_that_they_failed_is_said_while_it_is_recorded(hooks: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    command = ["record", "--app", "kr.example", "--no-check", "--listen", "127.0.0.1", "--port", str(free_port())]
    command += ["--set", f"confdir={tmp_path}", "--hooks", hooks, "-o", str(folder)]
    with subprocess.Popen([*MAIN, *command], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("warning: "):
                break
        assert "the recording goes on without hooks" in line
        assert said in line
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=60)[1]
    assert process.returncode == 0, rest
    assert "without hooks" not in rest
    assert "1 hook event\n" in rest
    assert json.loads((folder / "capture.json").read_text())["ended"] == "ended in order"


def test_that_they_were_ended_from_outside_is_said_while_it_is_recorded_and_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    command = ["record", "--app", "kr.example", "--no-check", "--listen", "127.0.0.1", "--port", str(free_port())]
    command += ["--set", f"confdir={tmp_path}", "--hooks", "local:sleep 60", "--hook", "sockets", "-o", str(folder)]
    ended = "the hooks' process was ended from outside (Terminated)"
    with subprocess.Popen([*MAIN, *command], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        until(lambda: '"resumed"' in _text(folder / EVENTS))
        os.kill(_hooks_of(process.pid), signal.SIGTERM)
        assert process.stderr is not None
        said = next((line for line in process.stderr if line.startswith("warning: ")), "")
        assert said == f"warning: the recording goes on without hooks: {ended}\n"
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=60)[1]
    assert process.returncode == 0, rest
    tally = Tally()
    assert len(list(read_events(folder / EVENTS, tally))) == tally.events
    assert f"{EVENTS}: the app went on without hooks until the recording ended: {ended}" in [
        gap.reason for gap in tally.gaps("c", 0)
    ]


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _hooks_of(recorder: int) -> int:
    """Give the process of the hooks among those that a recorder has started."""
    children = Path(f"/proc/{recorder}/task/{recorder}/children").read_text().split()
    (found,) = (int(pid) for pid in children if b"trafficaudit.hooks.run" in Path(f"/proc/{pid}/cmdline").read_bytes())
    return found
