"""The addon under a real proxy, with a recorder of a few lines and with the real one; and its content view."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from mitmproxy import contentviews, dns, flow, tcp, udp
from mitmproxy.test import tflow
from support.flows import flow as made_flow
from support.ports import free_port
from support.states import record
from support.waiting import until

from captures.rehearsal.geo import write_countries
from trafficaudit.examine import Examiner
from trafficaudit.live.view import render
from trafficaudit.model import Exchange
from trafficaudit.readers import open_capture
from trafficaudit.recording.status import DESCRIPTOR
from trafficaudit.replay import Request, replay

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # in what mitmproxy's own addons import
    from mitmproxy.test import taddons

ADDONS = Path(__file__).resolve().parents[2] / "addons"
EMAIL, PHONE = "seoyun.kim@hanbit.example", "010-9183-2746"
BODY = json.dumps({"email": EMAIL, "tel": PHONE}).encode()
ABROAD, HOME, WEB, LISTEN = "127.0.0.21", "127.0.0.22", "127.0.0.23", "127.0.0.24"

RECORDER = '''
"""A recorder of a few lines: flows as mitmproxy writes them, a new segment after every third."""
import json
from pathlib import Path
from mitmproxy import ctx
from mitmproxy.io import FlowWriter

class Recorder:
    def load(self, loader):
        loader.add_option("audit_folder", str, "", "")
        loader.add_option("audit_app", str, "", "")
    def running(self):
        self.count = 0
        self.folder = Path(ctx.options.audit_folder)
        self.folder.mkdir()
        self.describe(False)
    def describe(self, complete):
        (self.folder / "capture.json").write_text(json.dumps({"complete": complete}))
    def response(self, flow):
        self.count += 1
        with (self.folder / f"traffic-{1 + self.count // 3:04}.mitm").open("ab") as file:
            FlowWriter(file).add(flow)
    def done(self):
        self.describe(True)

addons = [Recorder()]
'''

SHOW = '''
"""Keeps the flows, as a user interface does, and writes down how they are marked."""
import json
import os

class Show:
    def __init__(self):
        self.kept = []
    def request(self, flow):
        self.kept.append(flow)
    def update(self, flows):
        with open(os.environ["SHOWN"], "a") as file:
            for flow in flows:
                if hasattr(flow, "request") and flow.marked:
                    file.write(json.dumps([flow.request.path, flow.marked, flow.comment]) + "\\n")

addons = [Show()]
'''


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """Servers on two addresses and one port."""
    first = ThreadingHTTPServer((ABROAD, 0), Answer)
    second = ThreadingHTTPServer((HOME, first.server_port), Answer)
    threads = [threading.Thread(target=each.serve_forever, args=(0.05,)) for each in (first, second)]
    for thread in threads:
        thread.start()
    yield first.server_port
    for each, thread in zip((first, second), threads, strict=True):
        each.shutdown()
        thread.join()
        each.server_close()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("inputs")
    person = folder / "person.toml"
    person.write_text(f'[values]\nemail = ["{EMAIL}"]\nphone_number = ["{PHONE}"]\n')
    (folder / "recorder.py").write_text(RECORDER)
    (folder / "show.py").write_text(SHOW)
    geoip = write_countries(folder / "places.mmdb", {ABROAD: "CN", HOME: "KR"})
    return {"persona": person, "geoip": geoip, "recorder": folder / "recorder.py", "show": folder / "show.py"}


class Proxy:
    """A mitmproxy program with our addon."""

    def __init__(self, folder: Path, inputs: dict[str, Path], *scripts: Path, program: str = "mitmdump", **more: str):
        self.folder, self.port = folder, free_port(LISTEN)
        self.capture = folder / "capture"
        self._log, self._shown = folder / "log", folder / "shown"
        self._shown.touch()
        self.reading, writing = os.pipe()
        command = [str(Path(sys.executable).with_name(program)), "--listen-host", LISTEN]
        command += ["--listen-port", str(self.port), "--set", f"confdir={folder / 'confdir'}"]
        for script in scripts:
            command += ["-s", str(script)]
        settings = {"audit_persona": inputs["persona"], "audit_geoip": inputs["geoip"]} | more
        if len(scripts) > 1:
            settings |= {"audit_folder": self.capture, "audit_app": "kr.example.shop"}
        for name, value in settings.items():
            command += ["--set", f"{name}={value}"]
        environment = os.environ | {DESCRIPTOR: str(writing), "SHOWN": str(self._shown)}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(writing,), env=environment
            )
        os.close(writing)

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def shown(self) -> list[list[str]]:
        return [json.loads(line) for line in self._shown.read_text().splitlines()]

    def wait(self, text: str) -> None:
        until(lambda: text in self.log, why=lambda: f"{text!r} is not in the log:\n{self.log}")

    def wait_shown(self, path: str) -> list[str]:
        until(lambda: any(each[0] == path for each in self.shown), why=lambda: self.log)
        return next(each for each in self.shown if each[0] == path)

    def post(self, address: str, port: int, path: str, body: bytes = BODY) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": f"http://{LISTEN}:{self.port}"}))
        asked = urllib.request.Request(f"http://{address}:{port}{path}", body, {"content-type": "application/json"})
        with opener.open(asked, timeout=20) as answer:
            assert answer.read() == b"ok"

    def workers(self) -> list[int]:
        """Give the process ids of the workers that the proxy has."""
        found = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            found += [int(pid) for pid in (task / "children").read_text().split() if _is_worker(int(pid))]
        return found

    def end(self) -> str:
        """End it in order; give what it handed on."""
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()
        handed = b""
        os.set_blocking(self.reading, False)
        try:
            while piece := os.read(self.reading, 1 << 16):
                handed += piece
        except BlockingIOError:
            pytest.fail("something still holds the status pipe open")
        return handed.decode()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.reading)


def _is_worker(pid: int) -> bool:
    try:
        return b"trafficaudit.live.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.fixture
def start(tmp_path: Path, inputs: dict[str, Path]) -> Iterator[Callable[..., Proxy]]:
    started: list[Proxy] = []

    def begin(*scripts: Path, **more: str) -> Proxy:
        started.append(Proxy(tmp_path, inputs, *scripts, **more))
        if "program" not in more:
            started[-1].wait("proxy listening")
        return started[-1]

    yield begin
    for proxy in started:
        proxy.close()


@pytest.fixture(params=["a recorder of a few lines", "the recorder"])
def recorder(request: pytest.FixtureRequest, inputs: dict[str, Path]) -> Path:
    return inputs["recorder"] if "few" in request.param else ADDONS / "record.py"


LIVE = ADDONS / "live.py"


def test_flows_are_marked_while_recording_and_replay_finds_the_same(
    start: Callable[..., Proxy], recorder: Path, inputs: dict[str, Path], server: int, tmp_path: Path
) -> None:
    proxy = start(recorder, LIVE, inputs["show"])
    proxy.post(ABROAD, server, "/abroad")
    proxy.post(HOME, server, "/home")
    proxy.post(HOME, server, "/nothing", b"{}")
    assert proxy.wait_shown("/abroad")[1:] == [":red_circle:", "email, phone_number, user_agent -> CN (likely)"]
    assert proxy.wait_shown("/home")[1:] == [":green_circle:", "email, phone_number, user_agent -> KR (likely)"]
    assert "email" not in proxy.wait_shown("/nothing")[2]
    proxy.wait("first seen: email, phone_number, user_agent -> CN (likely)")
    proxy.wait("live: ")
    for number in range(6):
        proxy.post(ABROAD, server, f"/more-{number}")
    handed = [json.loads(line) for line in proxy.end().splitlines()]
    handed = [line for line in handed if line["kind"] == "live"]
    assert (
        "live: 9 exchanges; sent: user_agent 9, email 8, phone_number 8; to: CN (likely) 7, KR (likely) 2" in proxy.log
    )
    assert handed[-1]["sent"] == {"email": 8, "phone_number": 8, "user_agent": 9}
    assert handed[-1]["ended"] is True
    assert EMAIL not in proxy.log
    assert proxy.log.count("first seen: ") == 1, "what was seen once is not announced again"

    done = replay(
        Request((proxy.capture,), tmp_path / "out", inputs["persona"], "kr.example.shop", geoip=(inputs["geoip"],))
    )
    assert (done.exchanges, done.findings) == (handed[-1]["exchanges"], handed[-1]["findings"])


def test_the_proxy_survives_the_worker_and_a_new_one_takes_over(
    start: Callable[..., Proxy], recorder: Path, inputs: dict[str, Path], server: int
) -> None:
    proxy = start(recorder, LIVE, inputs["show"])
    proxy.post(ABROAD, server, "/before")
    proxy.wait_shown("/before")
    (worker,) = proxy.workers()
    os.kill(worker, signal.SIGKILL)
    proxy.post(ABROAD, server, "/meanwhile")
    proxy.wait("the worker of live findings ended with signal 9; it is started again, recording goes on")
    proxy.wait_shown("/meanwhile")
    assert proxy.workers() != [worker]
    proxy.end()
    assert sum(isinstance(each, Exchange) for each in open_capture(proxy.capture).items()) == 2


@pytest.mark.slow
def test_after_three_new_workers_it_gives_up_and_recording_goes_on(
    start: Callable[..., Proxy], inputs: dict[str, Path], server: int
) -> None:
    proxy = start(inputs["recorder"], LIVE)
    proxy.post(ABROAD, server, "/x")
    known: set[int] = set()

    def fresh() -> set[int]:
        return set(proxy.workers()) - known

    for _ in range(4):
        until(fresh, why=lambda: proxy.log)
        worker = fresh().pop()
        known.add(worker)
        os.kill(worker, signal.SIGKILL)
    proxy.wait("live findings stop: the worker ended with signal 9, for the last time; recording goes on")
    assert proxy.log.count("it is started again") == 1
    proxy.post(ABROAD, server, "/y")
    proxy.end()
    assert sum(isinstance(each, Exchange) for each in open_capture(proxy.capture).items()) == 2


def test_the_worker_ends_with_the_proxy(start: Callable[..., Proxy], inputs: dict[str, Path], server: int) -> None:
    proxy = start(inputs["recorder"], LIVE)
    proxy.post(ABROAD, server, "/x")
    until(proxy.workers)
    (worker,) = proxy.workers()
    proxy.process.kill()
    proxy.process.wait()
    until(lambda: not _is_worker(worker))


def test_a_recorder_that_comes_later_or_never(
    start: Callable[..., Proxy], inputs: dict[str, Path], server: int
) -> None:
    proxy = start(LIVE, inputs["recorder"], inputs["show"])
    proxy.post(ABROAD, server, "/later")
    proxy.wait_shown("/later")
    proxy.end()
    assert "need the recorder" not in proxy.log
    alone = start(LIVE)
    alone.wait("live findings need the recorder: add -s addons/record.py")
    alone.post(ABROAD, server, "/alone")
    alone.end()
    assert "Traceback" not in alone.log


@pytest.mark.parametrize("option", ["audit_persona", "audit_geoip", "audit_recipients"])
def test_a_file_that_cannot_be_used_is_named_before_anything_is_recorded(
    tmp_path: Path, inputs: dict[str, Path], option: str
) -> None:
    proxy = Proxy(tmp_path, inputs, inputs["recorder"], LIVE, **{option: str(tmp_path / "none")})
    try:
        proxy.process.wait(30)
        assert proxy.process.returncode != 0
        assert option in proxy.log
        assert "none" in proxy.log
        assert not proxy.capture.exists()
    finally:
        proxy.close()


def test_a_database_that_is_none_stops_live_findings_only(
    start: Callable[..., Proxy], inputs: dict[str, Path], server: int
) -> None:
    proxy = start(inputs["recorder"], LIVE, audit_geoip=str(inputs["persona"]))
    proxy.post(ABROAD, server, "/x")
    proxy.wait("live findings stop: ")
    assert "person.toml" in proxy.log
    proxy.post(ABROAD, server, "/y")
    proxy.end()
    assert "started again" not in proxy.log
    assert sum(isinstance(each, Exchange) for each in open_capture(proxy.capture).items()) == 2


CORRECT = '''
"""Corrects an option when it is asked to, as somebody at the console does."""
import os
from mitmproxy import ctx

class Correct:
    def request(self, flow):
        if flow.request.path.startswith("/correct"):
            ctx.options.update(audit_geoip=[os.environ["GEOIP"]])

addons = [Correct()]
'''


def test_an_option_that_is_corrected_brings_live_findings_back(
    start: Callable[..., Proxy], inputs: dict[str, Path], server: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "correct.py").write_text(CORRECT)
    monkeypatch.setenv("GEOIP", str(inputs["geoip"]))
    proxy = start(inputs["recorder"], LIVE, inputs["show"], tmp_path / "correct.py", audit_geoip=str(inputs["persona"]))
    proxy.post(ABROAD, server, "/before")
    proxy.wait("live findings stop: ")
    proxy.post(HOME, server, "/correct")
    assert proxy.wait_shown("/before")[1:] == [":red_circle:", "email, phone_number, user_agent -> CN (likely)"]
    assert len(proxy.workers()) == 1
    proxy.post(HOME, server, "/correct-again")
    assert proxy.wait_shown("/correct-again")[1] == ":green_circle:"
    assert len(proxy.workers()) == 1
    proxy.end()
    assert "Traceback" not in proxy.log


def test_mitmweb_shows_the_content_view(start: Callable[..., Proxy], inputs: dict[str, Path], server: int) -> None:
    web = free_port(WEB)
    more = {"web_open_browser": "false", "web_host": WEB, "web_port": str(web), "web_password": "opensesame"}
    proxy = start(inputs["recorder"], LIVE, program="mitmweb", **more)

    def get(path: str) -> Any:
        asked = urllib.request.Request(f"http://{WEB}:{web}{path}", headers={"authorization": "Bearer opensesame"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.load(answer)

    def is_up() -> bool:
        try:
            return bool(get("/flows") == [])
        except (OSError, urllib.error.URLError):
            return False

    until(is_up, why=lambda: proxy.log)
    proxy.post(ABROAD, server, "/web")
    until(lambda: get("/flows")[0]["comment"], why=lambda: proxy.log)
    (found,) = get("/flows")
    assert (found["marked"], found["comment"]) == (
        "\N{LARGE RED CIRCLE}",
        "email, phone_number, user_agent -> CN (likely)",
    )
    shown = get(f"/flows/{found['id']}/request/content/Personal%20data.json")
    assert shown["view_name"] == "Personal data"
    assert f"  email: body email = {EMAIL}" in shown["text"]
    assert "to CN (likely)" in shown["text"]
    proxy.end()


# The content view, through mitmproxy's own registry


@pytest.fixture
def addon() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("addons_live", LIVE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    contentviews.registry._by_name.pop("personal data", None)


@pytest.fixture
def view(addon: ModuleType, inputs: dict[str, Path]) -> Iterator[Callable[[Any, flow.Flow], str]]:
    live = addon.Live()
    with taddons.context(live) as context:
        context.configure(live, audit_persona=str(inputs["persona"]), audit_geoip=[str(inputs["geoip"])])

        def show(message: Any, of: flow.Flow) -> str:
            shown = contentviews.prettify_message(message, of, "Personal data")
            assert shown.view_name == "Personal data"
            return shown.text

        yield show


def replayed(one: flow.Flow, inputs: dict[str, Path], folder: Path, number: int = 0) -> Any:
    """Examine an exchange of a flow as replay does, from a flow file."""
    path = folder / "one.mitm"
    path.write_bytes(record(one))
    source = open_capture(path)
    exchanges = [each for each in source.items() if isinstance(each, Exchange)]
    return Examiner(inputs["persona"], [inputs["geoip"]]).examine(exchanges[number], source.capture)


def test_both_sides_of_an_http_flow_show_what_replay_finds(
    view: Callable[[Any, flow.Flow], str], inputs: dict[str, Path], tmp_path: Path
) -> None:
    one = made_flow(
        1, f"/t?m={EMAIL}", ip=ABROAD, body=BODY, response=BODY, response_headers=[(b"set-cookie", b"tel=01091832746")]
    )
    examined = replayed(one, inputs, tmp_path)
    assert len(examined.findings) > 4
    assert view(one.request, one) == render(examined, "request")
    assert view(one.response, one) == render(examined, "response")
    assert f"  email: url query.m = {EMAIL}" in view(one.request, one)
    assert "cookie tel = 01091832746" in view(one.response, one)


def test_one_message_of_a_conversation_is_shown_alone(
    view: Callable[[Any, flow.Flow], str], inputs: dict[str, Path], tmp_path: Path
) -> None:
    one = made_flow(2, messages=[(True, b'{"a": 1}'), (True, BODY), (False, BODY)])
    assert one.websocket
    before = len(one.websocket.messages)
    assert view(one.websocket.messages[1], one) == render(replayed(one, inputs, tmp_path, 2), "request")
    assert view(one.websocket.messages[2], one) == render(replayed(one, inputs, tmp_path, 3), "response")
    assert len(one.websocket.messages) == before
    talk = tflow.ttcpflow()
    talk.messages = [tcp.TCPMessage(True, b"hello"), tcp.TCPMessage(False, BODY)]
    assert view(talk.messages[1], talk) == render(replayed(talk, inputs, tmp_path, 1), "response")
    assert len(talk.messages) == 2
    datagrams = tflow.tudpflow()
    datagrams.messages = [udp.UDPMessage(True, BODY), udp.UDPMessage(False, b"hello"), udp.UDPMessage(True, b"bye")]
    for number, direction in enumerate(("request", "response", "request")):
        shown = view(datagrams.messages[number], datagrams)
        assert shown == render(replayed(datagrams, inputs, tmp_path, number), direction)  # type: ignore[arg-type]
    assert len(datagrams.messages) == 3


def test_a_dns_query_is_shown(view: Callable[[Any, flow.Flow], str], inputs: dict[str, Path], tmp_path: Path) -> None:
    one = tflow.tdnsflow(resp=True)
    assert isinstance(one, dns.DNSFlow)
    assert one.response
    assert view(one.request, one) == render(replayed(one, inputs, tmp_path), "request")
    assert view(one.response, one) == render(replayed(one, inputs, tmp_path), "response")


def test_the_phase_and_the_app_are_shown(
    view: Callable[[Any, flow.Flow], str], addon: ModuleType, inputs: dict[str, Path]
) -> None:
    one = made_flow(3, body=BODY)
    one.metadata["phase"] = "login"
    assert "app unnamed, phase login, http/2" in view(one.request, one)


def test_it_never_shows_itself_unasked_and_fails_in_words(
    view: Callable[[Any, flow.Flow], str], addon: ModuleType, tmp_path: Path
) -> None:
    one = made_flow(4, body=BODY)
    assert contentviews.prettify_message(one.request, one).view_name != "Personal data"
    registered = contentviews.registry["Personal data"]
    with pytest.raises(ValueError, match="belongs to no flow"):
        registered.prettify(b"", contentviews.Metadata())
    with pytest.raises(ValueError, match="too many to be shown"):
        registered.prettify(bytes(addon._LARGEST + 1), contentviews.Metadata(flow=one))


def test_changed_options_take_effect(view: Callable[[Any, flow.Flow], str], addon: ModuleType, tmp_path: Path) -> None:
    from mitmproxy import ctx

    one = made_flow(5, body=BODY)
    assert "verbatim, persona, " in view(one.request, one)
    ctx.options.update(audit_persona="", audit_geoip=[])
    assert ", persona, " not in view(one.request, one)
    unusable = tmp_path / "no.toml"
    with pytest.raises(Exception, match="audit_persona"):
        ctx.options.update(audit_persona=str(unusable))


def test_what_other_options_found_is_taken_back(addon: ModuleType, inputs: dict[str, Path]) -> None:
    live, one, seen = addon.Live(), made_flow(6, body=BODY), list[list[flow.Flow]]()

    class Window:
        def update(self, flows: list[flow.Flow]) -> None:
            seen.append(list(flows))

    found = {"flow": one.id, "kind": "exchange", "host": "a.example", "place": "CN (likely)", "leaves_korea": "yes"}
    with taddons.context(live, Window()) as context:
        context.configure(live, audit_persona=str(inputs["persona"]))
        live.requestheaders(one)
        live._take([found | {"sent": {"email": {"count": 1, "seen": []}}, "received": {}}])
        assert (one.marked, one.comment) == (":red_circle:", "email -> CN (likely)")
        context.configure(live, audit_persona="")
        assert (one.marked, one.comment, seen) == ("", "", [[one], [one]])
