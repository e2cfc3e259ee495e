"""How a recording begins under a real mitmdump: what is refused, what the capture says of it, who stands first."""

import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from support.flows import flow
from support.ports import free_port
from support.states import record
from support.waiting import until

from trafficaudit.model import Exchange
from trafficaudit.readers import open_capture
from trafficaudit.recording.status import DESCRIPTOR

RECORD = Path(__file__).resolve().parents[2] / "addons" / "record.py"
LISTEN, WEB = "127.0.0.41", "127.0.0.42"


class Recorder:
    """A mitmdump with the recorder, and the end of the pipe on which it tells how it stands."""

    def __init__(self, folder: Path, *options: str, scripts: tuple[Path, ...] = (), config: str = "") -> None:
        self.capture, self.port, self._log = folder / "capture", free_port(LISTEN), folder / "log"
        (folder / "conf").mkdir()
        (folder / "conf" / "config.yaml").write_text(config)
        command = [str(Path(sys.executable).with_name("mitmdump")), "--listen-host", LISTEN]
        command += ["--listen-port", str(self.port), "-s", str(RECORD)]
        command += [part for script in scripts for part in ("-s", str(script))]
        given = (f"confdir={folder / 'conf'}", f"audit_folder={self.capture}", *options)
        command += [part for option in given for part in ("--set", option)]
        self.reading, writing = os.pipe()
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(writing,),
                env=os.environ | {DESCRIPTOR: str(writing)},
            )  # fmt: skip
        os.close(writing)

    @property
    def log(self) -> str:
        return self._log.read_text()

    def wait(self, text: str) -> None:
        until(lambda: text in self.log or self.process.poll() is not None, why=lambda: self.log)
        assert text in self.log, self.log

    def description(self) -> Any:
        return json.loads((self.capture / "capture.json").read_bytes())

    def get(self, url: str) -> bytes:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": f"http://{LISTEN}:{self.port}"}))
        with opener.open(url, timeout=60) as answer:
            return bytes(answer.read())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        with suppress(OSError):
            os.close(self.reading)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Recorder]]:
    started: list[Recorder] = []

    def begin(*options: str, **more: Any) -> Recorder:
        started.append(Recorder(tmp_path, *options, **more))
        return started[-1]

    yield begin
    for one in started:
        one.close()


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent."""

    def do_GET(self) -> None:
        body = json.dumps(dict(self.headers)).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    made = ThreadingHTTPServer((WEB, 0), Echo)
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://{WEB}:{made.server_port}/"
    made.shutdown()
    thread.join()
    made.server_close()


def test_what_would_change_the_traffic_is_named_and_nothing_is_recorded(
    start: Callable[..., Recorder], tmp_path: Path
) -> None:
    (tmp_path / "answers.mitm").write_bytes(record(flow(1)))
    changing = {
        "block_list": "['/~all/404']", "anticache": "true", "anticomp": "true",
        "server_replay": f"['{tmp_path / 'answers.mitm'}']", "map_remote": "['|a|b']",
        "map_local": f"['|a|{tmp_path}']", "modify_body": "['/~q/a/b']", "modify_headers": "['/~q/x-added/1']",
        "stickyauth": "'.*'", "stickycookie": "'.*'",
    }  # fmt: skip
    proxy = start(config="".join(f"{name}: {value}\n" for name, value in changing.items()))
    proxy.wait("The recorder ends the proxy: mitmproxy is to change what passes")
    assert f"({', '.join(changing)}): that is no recording" in proxy.log
    proxy.process.wait(60)
    assert not proxy.capture.exists()


CHANGE = '''
"""Turns on what would change requests, as somebody at the console may, once the first one is on its way."""
from mitmproxy import ctx

class Change:
    def response(self, flow):
        ctx.options.update(modify_headers=["/~q/x-added/1"], anticache=True)

addons = [Change()]
'''


def test_what_is_turned_on_while_recording_changes_nothing(
    start: Callable[..., Recorder], server: str, tmp_path: Path
) -> None:
    (tmp_path / "change.py").write_text(CHANGE)
    proxy = start(scripts=(tmp_path / "change.py",))
    proxy.wait("proxy listening")
    proxy.get(server)
    assert "x-added" not in json.loads(proxy.get(server))
    proxy.process.terminate()
    proxy.process.wait(60)
    recorded = [item for item in open_capture(proxy.capture).items() if isinstance(item, Exchange)]
    assert len(recorded) == 2
    assert all(name.lower() != b"x-added" for one in recorded if one.request for name, _ in one.request.headers)


def test_the_capture_says_what_it_was_told_of_app_phone_and_place(
    start: Callable[..., Recorder], tmp_path: Path
) -> None:
    about = {"app": {"package": "kr.other", "name": "Hanbit"}, "device": {"model": "M1"}, "observer": "US", "tools": 1}
    (tmp_path / "about.json").write_text(json.dumps(about))
    proxy = start(
        f"audit_about={tmp_path / 'about.json'}", "audit_app=kr.example.shop", "audit_observer=KR",
        "stream_large_bodies=1k",
    )  # fmt: skip
    proxy.wait("proxy listening")
    proxy.wait("stream_large_bodies is switched off: the recorder streams bodies itself")
    until((proxy.capture / "capture.json").exists, why=lambda: proxy.log)
    said = proxy.description()
    assert (said["app"], said["device"]) == ({"package": "kr.example.shop", "name": "Hanbit"}, {"model": "M1"})
    assert said["observer"] == "KR"
    assert {"trafficaudit", "mitmproxy", "python", "modes"} <= set(said["tools"])
    assert said["tools"]["modes"] == "regular"
    assert said["complete"] is False


def test_a_recording_ends_in_order_when_whoever_started_it_is_gone(start: Callable[..., Recorder], server: str) -> None:
    proxy = start()
    proxy.wait("proxy listening")
    proxy.get(server)
    os.close(proxy.reading)
    proxy.wait("The recorder ends the proxy: whoever started the recording is gone")
    proxy.process.wait(60)
    assert proxy.description()["complete"] is True
    assert sum(isinstance(item, Exchange) for item in open_capture(proxy.capture).items()) == 1


def test_what_is_to_be_said_and_cannot_be_read_is_told_before_anything_is_recorded(
    start: Callable[..., Recorder], tmp_path: Path
) -> None:
    (tmp_path / "about.json").write_text("{")
    proxy = start(f"audit_about={tmp_path / 'about.json'}")
    proxy.wait("The recorder ends the proxy: ")
    proxy.process.wait(60)
    assert not proxy.capture.exists()
    assert "Traceback" not in proxy.log
