"""The serve-replay command in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from mitmproxy.test import tflow
from support import hars, shown_again
from support.command import COMMAND, run
from support.ports import free_port
from support.shown_again import REPOSITORY, Proxy, ask, ask_h2, serving
from support.states import record
from support.waiting import until

from trafficaudit.model import Exchange
from trafficaudit.readers import open_capture

DEMO = REPOSITORY / "captures" / "demo"


def refused(capture: Path, *rest: str | Path, user: int | None = None) -> subprocess.CompletedProcess[str]:
    return run("serve-replay", capture, "--port", str(free_port()), "--confdir", "/nonexistent", *rest, user=user)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.mitm"
    made = tflow.tflow(resp=True)
    made.request.host = "shop.example"
    path.write_bytes(record(made) + record(tflow.ttcpflow()))
    return path


@pytest.fixture
def shown(file: Path, tmp_path: Path) -> Iterator[Proxy]:
    with serving(tmp_path, file) as proxy:
        yield proxy


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_the_demonstration_is_shown_again(tmp_path: Path) -> None:
    recorded: dict[tuple[str, str], Exchange] = {}
    for item in open_capture(DEMO).items():
        if isinstance(item, Exchange) and item.method == "GET" and item.url.startswith("https:"):
            response = item.response
            if response and response.body is not None and response.status and response.status >= 200:
                recorded.setdefault((item.host, item.url.partition(item.host)[2]), item)
    assert len(recorded) > 20
    with serving(tmp_path, DEMO, "--json") as proxy:
        said = json.loads(proxy.said[0])
        assert (said["capture"], said["answers"]) == ("demo", 185)
        assert said["listen"] == f"127.0.0.1:{proxy.port}"
        assert said["not_served"]["WebSocket messages"] == 5
        for (host, path), item in list(recorded.items())[:25]:
            headers, body = ask_h2(proxy, host, 443, path)
            assert item.response
            assert body == item.response.body, path
            assert headers[0] == (b":status", str(item.response.status).encode())
            assert tuple(headers[1:]) == item.response.headers
    assert "not served: WebSocket messages: 5" in proxy.text()


def test_a_compressed_har_is_shown_again(tmp_path: Path) -> None:
    har = hars.write(tmp_path / "s.har", hars.entry("https://a.shop.example/one?t=1", "3.34.0.1", response="가나다"))
    packed = tmp_path / "s.zhar"
    packed.write_bytes(zlib.compress(har.read_bytes()))
    with serving(tmp_path, packed) as proxy:
        answer = ask(proxy, "a.shop.example", 443, "/one?t=2")
        assert (answer.status, answer.body) == (200, "가나다".encode())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_and_leaves_nothing_running(file: Path, tmp_path: Path, how: int) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(tmp_path, file, env={"TMPDIR": str(temporary)}) as proxy:
        (child,) = _children(proxy.process.pid)
        assert os.getpgid(child) == child  # a group of its own: Ctrl-C reaches the command alone
        assert [path for path in temporary.rglob("*") if path.is_file()] == []  # loaded, so the copy is gone
        assert ask(proxy, "shop.example", 22, "/path", body=b"content", tls=False).body == b"message"
        assert proxy.end(how) == 0
        assert not Path(f"/proc/{child}").exists()
    assert not list(temporary.iterdir())
    assert proxy.said == [f"127.0.0.1:{proxy.port}\n"]
    assert "sealed: served 1 (1 the same request, 0 the same path), refused 0" in proxy.text()
    assert "Traceback" not in proxy.text()


def test_it_listens_on_one_address(shown: Proxy) -> None:
    assert shown_again.reachable(shown.port)
    assert not shown_again.reachable(shown.port, "127.0.0.2")


def test_a_proxy_that_dies_is_an_error(shown: Proxy) -> None:
    (child,) = _children(shown.process.pid)
    os.kill(child, signal.SIGKILL)
    assert shown.process.wait(30) == 1
    assert f"trafficaudit: 127.0.0.1 port {shown.port}: the proxy ended with code -9" in shown.text()


def test_a_command_that_is_killed_leaves_no_proxy_that_goes_on(shown: Proxy) -> None:
    """It would hold the port, and the recorded answers, until somebody asks it for one."""
    (child,) = _children(shown.process.pid)
    shown.process.kill()
    shown.process.wait(30)
    # A connection would end it by itself: there is nobody that its line about that goes to.
    until(lambda: not Path(f"/proc/{child}").exists() or "(zombie)" in Path(f"/proc/{child}/status").read_text())
    assert not shown_again.reachable(shown.port)


def test_copies_that_a_killed_command_left_go_with_the_next(file: Path, tmp_path: Path) -> None:
    """They hold what the capture holds, and the proxy had not loaded them yet."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    line = [*COMMAND, "serve-replay", str(file), "--port", str(free_port()), "--confdir", str(tmp_path / "confdir")]
    process = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: list(tmp_path.glob(".trafficaudit-serve-replay-*.partial/answers-*")))
    finally:
        process.kill()
        process.wait(30)
    assert list(tmp_path.glob(".trafficaudit-*"))
    assert run("serve-replay", tmp_path / "absent", environment={"TMPDIR": str(tmp_path)}).returncode == 3
    assert not list(tmp_path.glob(".trafficaudit-*"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_there_is_a_proxy(tmp_path: Path, how: int) -> None:
    line = [*COMMAND, "serve-replay", str(DEMO), "--port", str(free_port())]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until(lambda: list(tmp_path.glob(".trafficaudit-*")))
        process.send_signal(how)
        out, err = process.communicate(timeout=30)
    assert (out, process.returncode) == ("", 128 + how), err
    assert err == "trafficaudit: interrupted: what was not finished is not kept\n"
    assert not list(tmp_path.glob(".trafficaudit-*"))


def test_a_taken_port_is_an_error(file: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve-replay", str(file), "--port", str(port), "--confdir", tmp_path / "confdir")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"trafficaudit: 127.0.0.1 port {port}: the port is taken" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_another_address_is_warned_of(file: Path, tmp_path: Path) -> None:
    # TEST-NET-1 (RFC 5737): no address of this machine, so nothing is opened to anybody.
    done = refused(file, "--listen", "192.0.2.1")
    assert done.returncode == 1
    assert "warning: listening on 192.0.2.1: whoever reaches it gets the recorded answers" in done.stderr
    assert "none of this machine's" in done.stderr.splitlines()[-1]


def test_reverse_mode_answers_an_app_that_takes_no_proxy(file: Path, tmp_path: Path) -> None:
    with (
        serving(tmp_path, file, "--mode", "reverse:http://shop.example:22") as proxy,
        socket.create_connection(("127.0.0.1", proxy.port), 30) as opened,
    ):
        opened.sendall(b"GET /path HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        got = b""
        while piece := opened.recv(4096):
            got += piece
        assert got.startswith(b"HTTP/1.1 200 OK")
        assert got.endswith(b"message")


def test_usage_is_checked(file: Path) -> None:
    for wrong, hint in (
        (("--port", "0"), "--port"),
        (("--port", "65536"), "--port"),
        (("--listen", "localhost"), "is no IP address"),
        (("--mode", "regular@0.0.0.0:8080"), "is none of regular"),
        (("--mode", "transparent"), "is none of regular"),
        (("--unknown", "forward"), "--unknown"),
        (("--max-size", "0"), "--max-size"),
    ):
        done = refused(file, *wrong)
        assert (done.returncode, done.stdout) == (2, ""), wrong
        assert hint in done.stderr
    shown = refused(file, "--help")
    assert shown.returncode == 0
    assert "Example: trafficaudit serve-replay" in shown.stdout


def test_what_is_no_capture_is_an_error_on_one_line(tmp_path: Path) -> None:
    empty, nothing, folder = tmp_path / "empty.mitm", tmp_path / "x.bin", tmp_path / "folder"
    empty.touch()
    nothing.write_bytes(b"\x7fELF not a capture")
    folder.mkdir()
    raw = tmp_path / "raw\x1b[31m.mitm"
    raw.write_bytes(record(tflow.ttcpflow()))
    large = tmp_path / "large.mitm"
    with large.open("wb") as file:
        file.truncate(2 << 30)
    for path, hint in (
        (empty, "empty"),
        (nothing, "x.bin"),
        (folder, "folder"),
        (tmp_path / "absent.mitm", "absent"),
        (raw, "holds no answer that can be given again (raw TCP messages: 2)"),
        (large, "2048 MiB, and 1024 MiB are the limit"),
    ):
        done = refused(path)
        assert (done.returncode, done.stdout) == (3, ""), path
        assert hint in done.stderr
        assert done.stderr.count("\n") == 1
        assert "\x1b" not in done.stderr


def test_an_unreadable_file_is_an_error(file: Path) -> None:
    file.chmod(0)
    if os.geteuid() == 0:
        done = refused(file, user=65534)  # root reads anything; an ordinary user does not
        if "Error" in done.stderr and "trafficaudit:" not in done.stderr:
            pytest.skip("an ordinary user cannot run this checkout's Python")
    else:
        done = refused(file)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Permission denied" in done.stderr


_TALKATIVE = """
import itertools, signal
told = []
signal.signal(signal.SIGTERM, lambda *_: told.append(1))
print("sealed: ready", flush=True)
for number in itertools.count():
    print(number, flush=True)
    if told:
        break
"""
_SERVED = (
    "import sys; from trafficaudit.cli.serve_replay import _serve; _serve(sys.argv[1:], lambda: print(flush=True), '')"
)


def test_no_line_of_the_proxy_is_lost_when_it_is_told_to_end() -> None:
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", _SERVED, sys.executable, "-c", _TALKATIVE],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(0.2)  # some hundred lines, whichever of them the signal comes between
            process.terminate()
            _, said = process.communicate(timeout=60)
        first, *numbers = said.decode().splitlines()
        assert (process.returncode, first) == (0, "sealed: ready")
        assert numbers == [str(number) for number in range(len(numbers))]
