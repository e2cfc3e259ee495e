"""Captures written as HAR: read back by our reader, by mitmproxy and by Chrome's DevTools."""

import base64
import gzip
import json
import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy import flow, http, tcp, websocket
from mitmproxy.io import FlowReader, FlowWriter
from support import browsers, flows, hookevents, shown_as_har
from wsproto.frame_protocol import Opcode

from trafficaudit import readers
from trafficaudit.errors import ReadError
from trafficaudit.events import Tls
from trafficaudit.export import export_har, harwriter
from trafficaudit.model import UNDATED, Exchange
from trafficaudit.replay import Request, replay

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"

HEADERS = st.lists(
    st.tuples(
        st.sampled_from([b"content-type", b"content-encoding", b"cookie", b"set-cookie", b"location", b"x", b"\xff\x00"]),
        st.sampled_from([b"gzip", b"br", b"deflate", b"x-gzip, br", b"text/html; charset=euc-kr", b"application/json", b"text/plain; charset=utf-8", b"a=b; c"])
        | st.binary(max_size=12),
    ),
    max_size=4,
)  # fmt: skip
BODIES = (
    st.binary(max_size=200)
    | st.text(max_size=60).map(str.encode)
    | st.text("가나다abc", max_size=20).map(lambda text: text.encode("cp949"))
    | st.binary(max_size=80).map(gzip.compress)
    | st.binary(max_size=80).map(zlib.compress)
    | st.binary(max_size=80).map(brotli.compress)
)
HOSTS = st.sampled_from(["api.shop.example", "한글.example", "a..b", "x" * 70, "[::1]", "3.34.0.1", "a_b"]) | st.text(
    max_size=6
)
MESSAGES = st.lists(st.tuples(st.sampled_from([Opcode.TEXT, Opcode.BINARY]), st.booleans(), BODIES), max_size=3)


def entries(har: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(har.read_bytes())["log"]["entries"]
    return listed


@pytest.mark.assertion("EXP-1", "EXP-2")
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTS, st.binary(max_size=20), HEADERS, BODIES, HEADERS, BODIES, st.integers(100, 599), MESSAGES)
def test_any_flow_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    host: str,
    path: bytes,
    headers: list[tuple[bytes, bytes]],
    body: bytes,
    answered: list[tuple[bytes, bytes]],
    answer: bytes,
    status: int,
    messages: list[tuple[Opcode, bool, bytes]],
) -> None:
    made = flows.flow(1, headers=headers, body=body, response=answer, response_headers=answered)
    made.request.authority = host
    made.request.data.path = b"/" + path
    made.response.data.status_code = status  # type: ignore[union-attr]
    made.response.data.trailers = http.Headers(answered[:1])  # type: ignore[union-attr]
    if messages:
        made.websocket = websocket.WebSocketData(
            [websocket.WebSocketMessage(kind, sent, data, flows.START + 0.25) for kind, sent, data in messages]
        )
    folder = tmp_path_factory.mktemp("har")
    capture = flows.write(folder / "s.mitm", made)
    export_har(capture, folder / "s.har")
    assert shown_as_har.read(folder / "s.har") == shown_as_har.held(capture)
    with (folder / "s.har").open("rb") as file:
        (again,) = FlowReader(file).stream()
    assert isinstance(again, http.HTTPFlow)
    assert again.response
    assert again.response.raw_content == (shown_as_har.held(capture)[0].response.body)  # type: ignore[union-attr]


@pytest.mark.assertion("EXP-1")
def test_the_demo_comes_back_the_same_and_gives_the_same_findings(tmp_path: Path) -> None:
    done = export_har(DEMO, tmp_path / "demo.har")
    assert dict(done.left_out) == {"DNS queries": 13}
    assert shown_as_har.read(tmp_path / "demo.har") == shown_as_har.held(DEMO)
    found = []
    for name, capture in (("one", DEMO), ("two", tmp_path / "demo.har")):
        replay(Request((capture,), tmp_path / name, DEMO / "persona.toml"))
        rows = pd.read_parquet(tmp_path / name / "findings.parquet")
        keys = ["host", "phase", "direction", "part", "path", "category", "match", "value_sha256", "detector"]
        found.append(rows[rows["at"].notna() & (rows["part"] != "host")][keys].sort_values(keys).to_numpy().tolist())
    assert len(found[0]) > 800
    assert found[0] == found[1]


def test_captures_of_other_tools_come_back_the_same(shared_captures: Path, tmp_path: Path) -> None:
    checked = 0
    for number, path in enumerate(
        sorted(each for each in shared_captures.rglob("*") if each.suffix in (".har", ".zhar", ".mitm"))
    ):
        try:
            readers.open_capture(path)
        except ReadError:
            continue
        har = tmp_path / f"{number}.har"
        done = export_har(path, har)
        assert shown_as_har.read(har) == shown_as_har.held(path), path.name
        with har.open("rb") as file:
            assert len(list(FlowReader(file).stream())) == done.entries, path.name
        checked += 1
    assert checked > 20


@pytest.mark.assertion("EXP-1")
def test_bodies_of_any_kind_are_intact(tmp_path: Path) -> None:
    korean = "주민등록번호 없이 주문".encode("cp949")
    wanted = [bytes(range(256)), korean, gzip.compress(korean), b"{}", b"", "김서윤".encode()]
    made = [
        flows.flow(number, body=body, response=body, response_headers=[(b"content-type", b"text/html")])
        for number, body in enumerate(wanted)
    ]
    capture = flows.write(tmp_path / "s.mitm", *made)
    export_har(capture, tmp_path / "s.har")
    got = shown_as_har.read(tmp_path / "s.har")
    assert [each.response and each.response.body for each in got] == wanted
    assert [(each.request and each.request.body) or b"" for each in got] == wanted
    assert [each["response"]["content"].get("encoding") for each in entries(tmp_path / "s.har")] == [
        *("base64",) * 3, None, None, "base64",
    ]  # fmt: skip


@pytest.mark.assertion("EXP-3")
def test_it_says_what_it_is_derived_from_and_what_it_does_not_hold(tmp_path: Path) -> None:
    made = flows.flow(1)
    other = tcp.TCPFlow(made.client_conn, made.server_conn)
    other.messages = [tcp.TCPMessage(True, b"raw", flows.START), tcp.TCPMessage(False, b"answer", flows.START)]
    with (tmp_path / "s.mitm").open("wb") as file:
        writer = FlowWriter(file)
        writer.add(made)
        writer.add(other)
        file.write(b"broken")
    done = export_har(tmp_path / "s.mitm", tmp_path / "s.har")
    assert dict(done.left_out) == {"TCP messages": 2, "gaps in the capture": 1}
    comment = json.loads((tmp_path / "s.har").read_bytes())["log"]["comment"]
    assert f"SHA-256 {readers.open_capture(tmp_path / 's.mitm').capture.sha256}" in comment
    assert "cannot hold it: TCP messages: 2, gaps in the capture: 1." in comment


def test_bodies_whose_encoding_cannot_be_taken_off_are_counted(tmp_path: Path) -> None:
    coded = [(b"content-encoding", b"gzip")]
    made = [
        flows.flow(1, headers=coded, body=b"no gzip", response=b"none", response_headers=coded),
        flows.flow(2, body=b"{}", response=gzip.compress(b"{}"), response_headers=coded),
        flows.flow(3, headers=coded, body=b"nor this", response=b"{}"),
    ]
    export_har(flows.write(tmp_path / "one.mitm", made[1]), tmp_path / "one.har")
    comment = json.loads((tmp_path / "one.har").read_bytes())["log"]["comment"]
    assert comment.endswith("cannot be taken off: 0.")
    assert "1 entry." in comment
    export_har(flows.write(tmp_path / "s.mitm", *made), tmp_path / "s.har")
    comment = json.loads((tmp_path / "s.har").read_bytes())["log"]["comment"]
    assert comment.endswith("Bodies held as they were sent, as their content encoding cannot be taken off: 3.")
    assert "3 entries. Not in this file, as HAR 1.2 cannot hold it: nothing." in comment


def test_a_conversation_in_parts_stays_one_conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harwriter, "_MESSAGES", 20)
    messages = [(number % 2 == 0, b"message %d" % number) for number in range(6)]
    capture = flows.write(tmp_path / "s.mitm", flows.flow(1, messages=messages), flows.flow(2))
    export_har(capture, tmp_path / "s.har")
    listed = entries(tmp_path / "s.har")
    assert [len(each.get("_webSocketMessages", ())) for each in listed] == [2, 2, 2, 0]
    assert [each["comment"].startswith("no request of its own") for each in listed if "comment" in each] == [True, True]
    assert shown_as_har.read(tmp_path / "s.har") == shown_as_har.held(capture)


def test_what_goes_on_of_a_conversation_is_none_of_the_one_before_it(tmp_path: Path) -> None:
    talks = [flows.flow(number, f"/ws{number}", messages=[(True, b"in %d" % number)]) for number in range(3)]
    talks[2].metadata["continues"] = talks[0].id
    capture = flows.write(tmp_path / "s.mitm", *talks)
    export_har(capture, tmp_path / "s.har")
    listed = entries(tmp_path / "s.har")
    assert [[one["data"] for one in each.get("_webSocketMessages", ())] for each in listed] == [
        [base64.b64encode(b"in %d" % number).decode()] for number in range(3)
    ]
    assert ["comment" in each for each in listed] == [False, False, True]
    assert shown_as_har.read(tmp_path / "s.har") == shown_as_har.held(capture)


@pytest.mark.parametrize(
    ("protocol", "version"),
    [
        ("http/0.9", "HTTP/0.9"),
        ("http/1.0", "HTTP/1.0"),
        ("http/1.1", "HTTP/1.1"),
        ("http/2", "HTTP/2"),
        ("http/3", "HTTP/3"),
        ("", "unknown"),
    ],
)
def test_versions_are_called_as_browsers_call_them(protocol: str, version: str, tmp_path: Path) -> None:
    capture = flows.write(tmp_path / "s.mitm", flows.flow(1))
    (exchange,) = (each for each in readers.open_capture(capture).items() if isinstance(each, Exchange))
    entry: dict[str, Any] = harwriter.harentry(replace(exchange, protocol=protocol))
    assert [entry[side]["httpVersion"] for side in ("request", "response")] == [version, version]


def test_what_is_not_known_is_said_as_har_says_it(tmp_path: Path) -> None:
    """HAR 1.2: -1 stands for a size that is not available; durations are not kept, as the file says."""
    capture = flows.write(tmp_path / "s.mitm", flows.flow(1))
    (exchange,) = (each for each in readers.open_capture(capture).items() if isinstance(each, Exchange))
    entries_of: list[dict[str, Any]] = [
        harwriter.harentry(each) for each in (
            exchange, replace(exchange, started_at=UNDATED),
            replace(exchange, response=None, error="refused", connection_id="", server_address=None),
        )
    ]  # fmt: skip
    known, undated, lost = entries_of
    assert "comment" not in known
    assert undated["comment"] == "when it was is not recorded: 1970-01-01 stands for no time"
    assert str(undated["startedDateTime"]).startswith("1970-01-01T00:00:00")
    for entry in entries_of:
        assert (entry["time"], entry["timings"]) == (0, {"send": 0, "wait": 0, "receive": 0})
        assert [entry[side]["headersSize"] for side in ("request", "response")] == [-1, -1]
    answer = lost["response"]
    assert (answer["status"], answer["bodySize"], answer["_error"]) == (0, -1, "refused")
    assert not {"connection", "serverIPAddress", "_error"} & lost.keys()
    assert (known["connection"], known["serverIPAddress"]) == (exchange.connection_id, exchange.server_address)
    assert harwriter.harentry(replace(exchange, error="broke off"))["_error"] == "broke off"


@pytest.mark.parametrize(
    ("body", "opcode", "data"), [("가 a".encode(), 1, "가 a"), (b"\xff\x00", 2, "/wA="), (b"", 1, "")]
)
def test_a_message_whose_kind_nobody_recorded_is_text_where_it_is_one(
    tmp_path: Path, body: bytes, opcode: int, data: str
) -> None:
    capture = flows.write(tmp_path / "s.mitm", flows.flow(1, messages=[(True, b"said")]))
    (message,) = (
        each
        for each in readers.open_capture(capture).items()
        if isinstance(each, Exchange) and each.protocol == "websocket"
    )
    assert message.request is not None
    message = replace(message, request=replace(message.request, body=body))
    assert message.request is not None
    made = harwriter.message(replace(message, request=replace(message.request, opcode=None)))
    assert (made["type"], made["opcode"], made["data"]) == ("send", opcode, data)
    assert "_error" not in made
    assert harwriter.message(replace(message, error="cut off"))["_error"] == "cut off"


def test_a_request_that_was_not_sent_stays_unsent(tmp_path: Path) -> None:
    made = flows.flow(1, "/?a=1")
    made.response, made.error = None, flow.Error("connection refused")
    made.server_conn.peername = None
    capture = flows.write(tmp_path / "s.mitm", made)
    export_har(capture, tmp_path / "s.har")
    (back,) = shown_as_har.read(tmp_path / "s.har")
    assert (back.sent, back.error, back.response) == (False, "connection refused", None)


def test_what_hooks_took_from_an_app_is_in_it(tmp_path: Path) -> None:
    sent = b"POST /v1/e HTTP/1.1\r\nhost: in.example\r\ncontent-length: 4\r\n\r\n\xb0\xa1\xff\x00"
    told = [
        Tls(
            **hookevents.common(number, agent="tls"),
            direction="sent" if number == 0 else "received",
            library="libssl.so",
            data=data,
            size=len(data),
            client_random="ab" * 32,
        )
        for number, data in enumerate((sent, b"HTTP/1.1 204 No Content\r\n\r\n"))
    ]
    folder = hookevents.capture(tmp_path / "hooked", [], told)
    export_har(folder, tmp_path / "s.har")
    (entry,) = entries(tmp_path / "s.har")
    assert entry["_trafficaudit"]["exchange"].startswith("hooks-")
    assert entry["request"]["postData"]["text"] == "sKH/AA=="
    assert shown_as_har.read(tmp_path / "s.har") == shown_as_har.held(folder)


REQUIRED = {
    "": {"startedDateTime", "time", "request", "response", "cache", "timings"},
    "request": {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"},
    "response": {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"},
    "timings": {"send", "wait", "receive"},
}  # fmt: skip


def test_every_member_that_har_demands_is_there(tmp_path: Path) -> None:
    export_har(DEMO, tmp_path / "demo.har")
    log = json.loads((tmp_path / "demo.har").read_bytes())["log"]
    assert log["version"] == "1.2"
    assert {"name", "version"} <= set(log["creator"])
    for entry in log["entries"]:
        for name, members in REQUIRED.items():
            assert members <= set(entry[name] if name else entry)
        assert {"size", "mimeType"} <= set(entry["response"]["content"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", entry["startedDateTime"])
        for pair in (*entry["request"]["headers"], *entry["response"]["headers"], *entry["request"]["queryString"]):
            assert set(pair) == {"name", "value"}
    assert (tmp_path / "demo.har").read_bytes().isascii()


IMPORT = """async text => {
  const har = await import('devtools://devtools/bundled/models/har/har.js');
  const requests = har.Importer.Importer.requestsFromHARLog(new har.HARFormat.HARRoot(JSON.parse(text)).log);
  return Promise.all(requests.map(async each => {
    const content = await each.requestContentData();
    return [each.url(), each.statusCode, content.isTextContent ? btoa(content.text) : content.base64, each.frames().length];
  }));
}"""


@pytest.mark.assertion("EXP-2")
@pytest.mark.skipif(browsers.PROGRAM is None, reason="Debian's chromium is not on this machine")
def test_chrome_devtools_import_it(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    body = bytes(range(256))
    messages = [(True, b"a"), (False, b"\xff")]
    kinds: tuple[list[tuple[bytes, bytes]], ...] = (
        [],
        [(b"content-type", b"image/png")],
        [(b"content-type", b"application/json")],
    )
    answers = (b"plain", body, b'{"a": 1}')
    made = [
        flows.flow(n, f"/{n}", response=answer, response_headers=kind, messages=messages if n == 2 else ())
        for n, (answer, kind) in enumerate(zip(answers, kinds, strict=True))
    ]
    capture = flows.write(tmp_path / "s.mitm", *made)
    export_har(capture, tmp_path / "s.har")
    with browsers.chromium() as browser:
        page = browser.new_page()
        page.goto("devtools://devtools/bundled/devtools_app.html")
        got = page.evaluate(IMPORT, (tmp_path / "s.har").read_text())
    assert got == [
        [f"https://api.shop.example/{n}", 200, base64.b64encode(answer).decode(), 2 if n == 2 else 0]
        for n, answer in enumerate(answers)
    ]
