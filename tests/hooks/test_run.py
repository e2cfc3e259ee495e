"""The process that hooks an app, with real agents in real processes: floods, hostile messages, whoever is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hooks.conftest import Agents, Portal, lines, told
from support.waiting import LAST, until

from trafficaudit.events import WITHOUT_HOOKS
from trafficaudit.hooks.run import arguments, options
from trafficaudit.hooks.standing import TOKEN, UNUSABLE, UNWRITABLE


class Runner:
    """The real process, and what it tells."""

    def __init__(self, capture: Path, *line: object, token: str = "", bound: Callable[[], None] | None = None) -> None:
        command = [sys.executable, "-P", "-m", "trafficaudit.hooks.run", *map(str, line), "--", str(capture)]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {TOKEN: token},
            preexec_fn=bound,  # noqa: PLW1509 - no thread is under way then
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        self.told: list[dict[str, Any]] = []
        self._rest = b""

    @property
    def last(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        data = self.process.stdout.read() or b""
        *whole, self._rest = (self._rest + data).split(b"\n")
        self.told += [json.loads(line) for line in whole]
        return self.told[-1] if self.told else {"state": ""}

    def wait_for(self, state: str) -> dict[str, Any]:
        return until(lambda: self.last if self.last["state"] == state else None)

    def end(self, how: signal.Signals | None = None) -> int:
        assert self.process.stdin is not None
        if how is None:
            self.process.stdin.close()
        else:
            self.process.send_signal(how)
        code = self.process.wait(LAST)
        assert self.last
        return code

    def close(self) -> None:
        self.process.kill()
        self.process.wait(20)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def run(capture: Path, agents: Agents) -> Iterator[Callable[..., Runner]]:
    with ExitStack() as ending:

        def begin(*line: object, **more: Any) -> Runner:
            runner = Runner(capture, f"--agents={agents.folder}", *line, **more)
            ending.callback(runner.close)
            return runner

        yield begin


def local(app: object, *arguments: str) -> list[str]:
    return [f"--app={app}", "--device=local", *(f"--argument={each}" for each in arguments)]


TICKING = """
rpc.exports = {
  configure(options) {
    emit("hook", {hook: "clock", state: "installed", overloads: 1});
    emit("hook", {hook: "moon", state: "absent", reason: "no such class"});
    trouble("configured " + JSON.stringify(options));
    globalThis.timer = setInterval(() => trouble("tick"), 20);
  },
  stop() { clearInterval(globalThis.timer); trouble("stopped"); },
};
"""


@pytest.mark.parametrize("how", [None, signal.SIGTERM, signal.SIGINT])
def test_it_hooks_tells_and_ends_in_order(
    run: Callable[..., Runner], agents: Agents, sleeper: Path, capture: Path, how: signal.Signals | None, tmp_path: Path
) -> None:
    agents.add("ticking", TICKING)
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    runner = run(*local(sleeper, "60"), f"--ca={tmp_path / 'ca.pem'}", "--limit=77")
    standing = runner.wait_for("attached")
    assert len(standing["processes"]) == 1
    until(lambda: told(capture, "trouble", "what").count("tick") > 3)
    assert runner.end(how) == 0
    assert runner.last["state"] == "ended"
    assert (runner.last["installed"], runner.last["absent"], runner.last["failed"]) == (1, 1, 0)
    assert (runner.last["dropped"], runner.last["refused"], runner.last["lost"]) == (0, 0, 0)
    assert runner.last["events"] == len(lines(capture))
    whats = told(capture, "trouble", "what")
    assert whats[0] == 'configured {"limit":77,"ca":"-----BEGIN CERTIFICATE-----\\n"}'
    assert whats[-1] == "stopped"
    given_up = [what.removeprefix(WITHOUT_HOOKS) for what in whats if what.startswith(WITHOUT_HOOKS)]
    ended = [f"the hooks' process was ended from outside ({signal.strsignal(how)})"] if how else []
    assert given_up == ended
    assert runner.last["reason"] == "".join(ended)
    assert told(capture, "process", "action") == ["spawned", "attached", "resumed", "unhooked"]


FLOOD = "rpc.exports = { configure() { for (let i = 0; i < COUNT; i++) trouble(i); } };"


@pytest.mark.parametrize("count", [20_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_of_a_flood_of_events_none_is_lost(
    run: Callable[..., Runner], agents: Agents, sleeper: Path, capture: Path, count: int
) -> None:
    agents.add("flood", FLOOD.replace("COUNT", str(count)))
    runner = run(*local(sleeper, "60"))
    until(lambda: runner.last.get("events", 0) >= count)
    assert runner.end() == 0
    assert [line["seq"] for line in lines(capture) if line["agent"] == "flood"] == list(range(1, count + 1))
    assert (runner.last["dropped"], runner.last["refused"], runner.last["lost"]) == (0, 0, 0)


LIMITED = """
let limit = Infinity, told = 0, dropped = 0;
rpc.exports = {
  configure(options) { limit = options.limit; for (let i = 0; i < 5000; i++) told < limit ? (told++, trouble(i)) : dropped++; },
  stop() { emit("dropped", {hook: "flood", count: dropped}); },
};
"""


def test_above_an_agent_s_limit_the_count_of_what_was_dropped_is_exact(
    run: Callable[..., Runner], agents: Agents, sleeper: Path, capture: Path
) -> None:
    agents.add("limited", LIMITED)
    runner = run(*local(sleeper, "60"), "--limit=300")
    runner.wait_for("attached")
    assert runner.end() == 0
    assert len([line for line in lines(capture) if line["kind"] == "trouble" and line["agent"] != "host"]) == 300
    assert told(capture, "dropped", "count") == [4700]
    assert (runner.last["dropped"], runner.last["lost"]) == (4700, 0)


HOSTILE = """
let deep = []; for (let i = 0; i < 20000; i++) deep = [deep];
rpc.exports = { configure() {
  trouble("before");
  send({big: "x".repeat(50 * 1024 * 1024)});
  send(null); send(7); send("text"); send([1, 2]); send({}); send({kind: "cipher"}); send({kind: {}});
  send(event("trouble", {what: "deep", deep}));
  send(event("trouble", {what: 7}), new ArrayBuffer(1 << 20));
  send(event("trouble", {what: "\\ud800 half"}));
  send({...event("trouble", {what: "x"}), agent: "host"});
  send({...event("trouble", {what: "x"}), at: NaN});
  setTimeout(() => { throw new Error("late \\x1b[31m error"); }, 10);
  setTimeout(() => trouble("after"), 100);
} };
"""


def test_a_message_of_50_mb_and_malformed_ones_are_counted_and_it_goes_on(
    run: Callable[..., Runner], agents: Agents, sleeper: Path, capture: Path
) -> None:
    agents.add("hostile", HOSTILE)
    runner = run(*local(sleeper, "60"))
    until(lambda: "after" in told(capture, "trouble", "what"))
    runner.wait_for("attached")
    assert runner.end() == 0
    whats = told(capture, "trouble", "what")
    assert whats[0] == "before"
    assert {"\ufffd half", "hostile: 1 error: Error: late \x1b[31m error"} <= set(whats)
    assert "hostile: 1 message refused: larger than 8 MiB" in whats
    refused = [what for what in whats if " refused: " in what]
    assert sum(int(what.split()[1]) for what in refused) == runner.last["refused"] == 1 + 7 + 1 + 1 + 1
    # Nested too deeply for Python to read: Frida cannot give it, and the hole is counted.
    assert runner.last["lost"] == 1


@pytest.mark.slow
def test_a_message_that_breaks_the_connection_is_survived(
    run: Callable[..., Runner], agents: Agents, sleeper: Path, capture: Path
) -> None:
    # Beyond 128 MiB GLib gives the connection up; the process goes on, and is hooked again.
    agents.add("huge", """
      rpc.exports = { configure() {
        trouble("in");
        if (!globalThis.done) setTimeout(() => send({big: "x".repeat(150 * 1024 * 1024)}), 50);
      } };
    """)  # fmt: skip
    runner = run(*local(sleeper, "60"))
    until(lambda: told(capture, "trouble", "what").count("in") >= 2)
    assert {"ended", "disconnected"} & set(told(capture, "process", "action"))
    assert runner.process.poll() is None


def test_a_killed_app_leaves_everything_it_told(
    run: Callable[..., Runner], agents: Agents, sleeper: Path, capture: Path
) -> None:
    agents.add("flood", FLOOD.replace("COUNT", "5000"))
    runner = run(*local(sleeper, "60"))
    (pid,) = runner.wait_for("attached")["processes"]
    os.kill(pid, signal.SIGKILL)
    runner.wait_for("waiting")
    # The host has something to say of its own where the app goes while it is still being looked at.
    flood = [line for line in lines(capture) if line["kind"] == "trouble" and line["agent"] == "flood"]
    assert [line["what"] for line in flood] == [str(number) for number in range(5000)]
    until(lambda: "ended" in told(capture, "process", "action"))
    assert runner.end() == 0
    assert runner.last["lost"] == 0


def test_a_killed_host_leaves_everything_it_wrote_and_the_app_alive(
    run: Callable[..., Runner],
    agents: Agents,
    sleeper: Path,
    capture: Path,
    start: Callable[..., "subprocess.Popen[bytes]"],
) -> None:
    agents.add("ticking", TICKING.replace("20", "1"))
    app = start(sleeper, 60)
    runner = run(*local(app.pid), "--attach")
    until(lambda: runner.last.get("events", 0) > 100)
    written = runner.last["events"]
    runner.process.kill()
    runner.process.wait()
    kept = lines(capture)
    assert len(kept) >= written
    assert app.poll() is None
    # Another run goes on in the same file; nothing of the first is touched.
    before = (capture / "events.jsonl").read_bytes()
    again = run(*local(app.pid), "--attach")
    until(lambda: again.last.get("events", 0) > 10)
    assert again.end() == 0
    assert (capture / "events.jsonl").read_bytes().startswith(before)
    assert app.poll() is None


def test_it_ends_when_nobody_listens_any_more(
    run: Callable[..., Runner], agents: Agents, sleeper: Path, capture: Path
) -> None:
    agents.add("ticking", TICKING)
    runner = run(*local(sleeper, "60"))
    runner.wait_for("attached")
    assert runner.process.stdout is not None
    runner.process.stdout.close()
    assert runner.process.wait(20) == 0
    assert "stopped" in told(capture, "trouble", "what")


def test_a_remote_device_is_reached_with_its_token_which_no_one_else_sees(
    run: Callable[..., Runner],
    agents: Agents,
    sleeper: Path,
    capture: Path,
    start: Callable[..., "subprocess.Popen[bytes]"],
    portals: Callable[..., Portal],
) -> None:
    agents.add("ticking", TICKING)
    app, portal = start(sleeper, 60), portals("s3cret")
    portal.join(app.pid)
    line = [f"--app={sleeper.name}", f"--device=remote:{portal.address}", "--attach"]
    runner = run(*line, token="s3cret")
    assert runner.wait_for("attached")["processes"] == [app.pid]
    assert b"s3cret" not in Path(f"/proc/{runner.process.pid}/cmdline").read_bytes()
    until(lambda: "tick" in told(capture, "trouble", "what"))
    assert runner.end() == 0
    refused = run(*line, token="wrong")
    assert refused.process.wait(20) == UNUSABLE
    assert "the token is wrong (put the token" in refused.last["reason"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (local("/no/such/app"), "it is not installed"),
        ([*local("no-such-app"), "--attach"], "it is not running"),
        (["--app=x", "--device=remote:127.0.0.1:9"], "no frida-server answers"),
        (["--app=x", "--device=else where"], "is no device"),
        ([*local("/bin/true"), "--agent=nope"], "there is no agent 'nope'"),
        ([*local("/bin/true"), "--agents=/nowhere"], "make agents"),
        ([*local("/bin/true"), "--ca=/nowhere"], "the certificate cannot be read"),
    ],
)
def test_bad_input_is_one_line_with_its_remedy(
    run: Callable[..., Runner], agents: Agents, line: list[str], words: str
) -> None:
    agents.add("a", "")
    runner = run(*line)
    assert runner.end() == UNUSABLE
    assert runner.last["state"] == "failed"
    assert words in runner.last["reason"]
    assert runner.last["reason"].isprintable()
    assert runner.last["reason"].endswith(")")


def test_a_folder_that_cannot_be_written_is_said(run: Callable[..., Runner], agents: Agents, capture: Path) -> None:
    agents.add("a", "")
    (capture / "events.jsonl").mkdir()
    runner = run(*local("/bin/true"))
    assert runner.end() == UNUSABLE
    assert "events.jsonl: cannot be written" in runner.last["reason"]


MOST = 100 << 20
"""Bytes of a file: enough for what Frida itself writes."""


def test_a_full_disk_ends_it(run: Callable[..., Runner], agents: Agents, sleeper: Path) -> None:
    import resource

    agents.add("flood", FLOOD.replace("COUNT", "150").replace("trouble(i)", "trouble('x'.repeat(1 << 20))"))

    def bound() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))

    runner = run(*local(sleeper, "60"), bound=bound)
    assert runner.process.wait(40) == UNWRITABLE
    assert runner.last["state"] == "failed"
    assert "events.jsonl: cannot be written: File too large (check the path and the disk)" in runner.last["reason"]


def test_the_command_line_is_read(tmp_path: Path) -> None:
    asked = arguments(["--app=-x", "--argument=-y", "--argument=z", "--agent=tls", "--", "-folder"])
    assert (asked.app, asked.argument, asked.agent, asked.folder) == ("-x", ["-y", "z"], ["tls"], Path("-folder"))
    assert options(asked) == {"limit": 2000}
    (tmp_path / "ca.pem").write_text("PEM")
    given = options(
        arguments(["--app=x", "--package=kr.example", "--plaintext=a.example", "--plaintext=b.example", "f"])
    )
    assert (given["app"], given["plaintext"]) == ("kr.example", ["a.example", "b.example"])
    assert options(arguments(["--app=x", "--plaintext=a.example", "--plaintext=all", "f"]))["plaintext"] == "all"
    assert options(arguments(["--app=x", "--limit=5", f"--ca={tmp_path / 'ca.pem'}", "f"])) == {"limit": 5, "ca": "PEM"}
