"""Whether a request was sent is what the server got of it, also where no answer ever came."""

import contextlib
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.rehearsals import start
from support.waiting import until

from captures.rehearsal import proxy
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.recording.hooks.unread import REASON

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Mute:
    """A server that answers only what asks for ``/answered``, and keeps the paths of what it got."""

    def __init__(self) -> None:
        self.got = set[str]()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._one, args=(self.socket.accept()[0],), daemon=True).start()

    def _one(self, caller: socket.socket) -> None:
        with caller, contextlib.suppress(OSError):
            while data := caller.recv(1 << 16):
                if not data.startswith(b"POST "):
                    continue  # a body that comes by itself
                self.got.add(data.split()[1].decode())
                if b"/answered" in data:
                    caller.sendall(ANSWER)


@pytest.fixture
def server() -> Iterator[Mute]:
    made = Mute()
    yield made
    made.socket.close()


@contextlib.contextmanager
def recorded(folder: Path, through: str = "regular") -> Iterator[tuple[subprocess.Popen[bytes], proxy.Proxies]]:
    listeners = proxy.Proxies(regular=proxy.free_ports().regular)
    assert listeners.regular is not None
    options = ["--mode", f"{through}@{listeners.regular[0]}:{listeners.regular[1]}", "--set", f"confdir={folder}/conf"]
    process = start(options, folder / "capture", folder / "log")
    until(lambda: process.poll() is not None or proxy.listening(listeners))
    assert process.poll() is None, (folder / "log").read_text()
    yield process, listeners
    if process.poll() is None:
        process.kill()
    process.wait(30)


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], proxy.Proxies]]:
    with recorded(tmp_path) as made:
        yield made


def asking(path: str, server: str, body: bytes = b"", size: int | str = 0) -> bytes:
    head = f"POST http://{server}{path} HTTP/1.1\r\nHost: api.example\r\nContent-Length: {size or len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize("ending", ["in order", "killed"])
def test_what_no_answer_came_to_was_sent_where_a_server_got_it(
    tmp_path: Path, server: Mute, recording: tuple[subprocess.Popen[bytes], proxy.Proxies], ending: str
) -> None:
    process, listeners = recording
    assert listeners.regular is not None
    with contextlib.ExitStack() as stack:
        fresh, second, reused, partial, refused, wrong = (
            stack.enter_context(socket.create_connection(listeners.regular)) for _ in range(6)
        )
        fresh.sendall(asking("/fresh", server.address))
        second.sendall(asking("/body", server.address, b"kim@example.kr"))
        reused.sendall(asking("/answered", server.address))
        assert reused.recv(1 << 10)
        reused.sendall(asking("/reused", server.address))
        partial.sendall(asking("/partial", server.address, b"kim@", 40))
        refused.sendall(asking("/refused", "127.0.0.1:9"))
        wrong.sendall(asking("/wrong", server.address, size="many"))
        assert b"502" in refused.recv(1 << 10)
        assert b"400" in wrong.recv(1 << 10)
        until(lambda: len(server.got) == 4)
        time.sleep(0.5)  # what must not come has time to come
        if ending == "killed":
            process.kill()
        else:
            process.terminate()
        process.wait(60)
    until(lambda: not (tmp_path / "capture" / ".recording").exists())
    found = [item for item in open_capture(tmp_path / "capture").items() if isinstance(item, Exchange)]
    sent = {f"/{each.url.rpartition('/')[2]}": each for each in found if each.sent}
    assert server.got == {"/fresh", "/body", "/answered", "/reused"} == set(sent)
    assert {each.server_address for each in sent.values()} == {"127.0.0.1"}
    unsent = {f"/{each.url.rpartition('/')[2]}" for each in found if not each.sent}
    assert unsent == {"/refused", "/wrong"} | ({"/partial"} if ending == "in order" else set())


@pytest.mark.parametrize("ending", ["in order", "killed"])
def test_what_waits_behind_an_upstream_proxy_was_sent_where_that_got_it(
    tmp_path: Path, server: Mute, ending: str
) -> None:
    """The connection to that proxy is no server's, and whether one stands through it mitmproxy tells nobody."""
    with (
        recorded(tmp_path, f"upstream:http://{server.address}") as (process, listeners),
        contextlib.ExitStack() as stack,
    ):
        assert listeners.regular is not None
        fresh, reused, partial = (stack.enter_context(socket.create_connection(listeners.regular)) for _ in range(3))
        fresh.sendall(asking("/fresh", "shop.example"))
        reused.sendall(asking("/answered", "shop.example"))
        assert reused.recv(1 << 10)
        reused.sendall(asking("/reused", "shop.example"))
        partial.sendall(asking("/partial", "shop.example", b"kim@", 40))
        until(lambda: len(server.got) == 3)
        time.sleep(0.5)  # what must not come has time to come
        if ending == "killed":
            process.kill()
        else:
            process.terminate()
        process.wait(60)
    until(lambda: not (tmp_path / "capture" / ".recording").exists())
    found = [item for item in open_capture(tmp_path / "capture").items() if isinstance(item, Exchange)]
    got = {name.rpartition("/")[2] for name in server.got}
    assert {each.url.rpartition("/")[2] for each in found if each.sent} == got == {"fresh", "answered", "reused"}


def test_what_the_proxy_does_not_take_is_counted(
    tmp_path: Path, server: Mute, recording: tuple[subprocess.Popen[bytes], proxy.Proxies]
) -> None:
    process, listeners = recording
    assert listeners.regular is not None
    wrong = b"POST http://127.0.0.1/ HTTP/1.1\r\nHost api.example kim@example.kr\r\n\r\n"
    with contextlib.ExitStack() as stack:
        only, after, cut = (stack.enter_context(socket.create_connection(listeners.regular)) for _ in range(3))
        only.sendall(wrong)
        assert b"400" in only.recv(1 << 10)
        after.sendall(asking("/answered", server.address))
        assert b"".join(after.recv(1) for _ in ANSWER) == ANSWER
        after.sendall(wrong)
        assert b"400" in after.recv(1 << 10)
        cut.sendall(wrong[:-2])
        cut.shutdown(socket.SHUT_WR)
        assert not cut.recv(1 << 10)
    process.terminate()
    process.wait(60)
    capture = open_capture(tmp_path / "capture")
    items = list(capture.items())
    assert [each.sent for each in items if isinstance(each, Exchange)] == [True]
    assert [(each.reason, each.exchanges) for each in items if isinstance(each, Gap)] == [(REASON, 0)] * 3
    assert {state: count for (state, _, _), (count, _) in capture.capture.lost.items() if count} == {"lost": 3}
    assert b"kim@" not in (tmp_path / "capture" / "gaps.jsonl").read_bytes()
