"""What of a capture is handed to the proxy, and what is counted as left out."""

import json
from pathlib import Path

import pytest
from mitmproxy import http
from mitmproxy.io import FlowReader
from mitmproxy.test import tflow
from support import flows, hars
from support.shown_again import REPOSITORY
from support.states import every_kind, record

from trafficaudit import evidence
from trafficaudit.errors import OutputError, ReadError
from trafficaudit.playback import prepare, unserved
from trafficaudit.playback.answers import PER_ANSWER
from trafficaudit.readers.source import BODY_LIMIT


def answered(path: bytes = b"/path", **changes: object) -> http.HTTPFlow:
    made = tflow.tflow(resp=True)
    made.request.data.path = path
    for name, value in changes.items():
        setattr(made.response.data if made.response else None, name, value)
    return made


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def test_a_file_of_answers_is_handed_over_as_it_is(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "whole.mitm"
    file.write_bytes(record(answered()) * 3)
    prepared = prepare(file, scratch)
    assert (prepared.files, prepared.answers, prepared.left_out) == ((file,), 3, ())
    assert not list(scratch.iterdir())


def test_an_answer_is_served_whose_request_s_body_was_not_kept(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "streamed.mitm"
    made = answered()
    made.request.data.content = None
    file.write_bytes(record(made))
    assert prepare(file, scratch).answers == 1


def test_what_cannot_be_served_is_left_out_and_counted(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "mixed.mitm"
    first, last = record(answered(b"/first")), record(answered(b"/last"))
    others = [record(each) for each in every_kind()[1:]]
    cut = answered(headers=http.Headers([(b"content-length", b"8")]))
    broken = answered(headers=http.Headers([(b"x", b"1\r\nSet-Cookie: a=b")]))
    interim, streamed = answered(status_code=103), answered(content=None)
    odd = [record(each) for each in (cut, broken, interim, streamed)]
    file.write_bytes(first + b"".join(others + odd) + last + last[:-20])
    prepared = prepare(file, scratch)
    assert prepared.answers == 2
    assert [copy.read_bytes() for copy in prepared.files] == [first + last]
    assert dict(prepared.left_out) == {
        "upgrades to WebSocket or another protocol": 1,
        "WebSocket messages": 3,
        "raw TCP messages": 2,
        "UDP messages": 2,
        "DNS queries": 1,
        "exchanges without a response": 1,
        "responses whose body was cut": 1,
        "responses with a header that cannot be sent": 1,
        "interim responses": 1,
        "responses whose body was not recorded": 1,
        "damaged records": 1,
    }


def test_what_somebody_changed_or_a_proxy_answered_is_given_again(tmp_path: Path, scratch: Path) -> None:
    changed, again, own = answered(b"/changed"), answered(b"/again"), answered(b"/own")
    changed.backup()
    changed.request.path = "/other"
    again.is_replay = "request"
    assert own.response
    own.response.headers["Server"] = "mitmproxy 12.3.1"
    untimed = answered(b"/untimed").get_state()
    untimed["request"]["timestamp_start"] = None
    file = tmp_path / "x.mitm"
    file.write_bytes(b"".join(map(record, (changed, again, own, untimed))))
    prepared = prepare(file, scratch)
    assert (prepared.answers, prepared.files, prepared.left_out) == (4, (file,), ())


def test_the_segments_of_a_folder_come_in_order(tmp_path: Path, scratch: Path) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    second = record(answered(b"/2"))
    (folder / "traffic-0002.mitm").write_bytes(second + second[:30])  # still growing
    (folder / "traffic-0001.mitm").write_bytes(record(answered(b"/1")))
    (folder / "traffic-0003.mitm").touch()
    (folder / "traffic-0004.mitm").write_bytes(record(tflow.ttcpflow()))
    (folder / "notes.mitm").write_bytes(record(answered(b"/no")))
    prepared = prepare(folder, scratch)
    assert [path.name for path in prepared.files] == ["traffic-0001.mitm", "answers-0001.mitm"]
    assert prepared.files[1].read_bytes() == second
    assert dict(prepared.left_out) == {
        "damaged records": 1,
        "files that are no flow file": 1,
        "raw TCP messages": 2,
    }


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_segment_that_is_no_file_of_the_folder_is_refused(tmp_path: Path, scratch: Path, kind: str) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    (folder / "traffic-0001.mitm").write_bytes(record(answered(b"/1")))
    if kind == "link":
        (tmp_path / "elsewhere.mitm").write_bytes(record(answered(b"/2")))
        (folder / "traffic-0002.mitm").symlink_to(tmp_path / "elsewhere.mitm")
    else:
        (folder / "traffic-0002.mitm").mkdir()
    with pytest.raises(ReadError, match=r"traffic-0002\.mitm: is "):
        prepare(folder, scratch)


def test_the_demonstration_can_be_shown_again(scratch: Path) -> None:
    prepared = prepare(REPOSITORY / "captures" / "demo", scratch)
    assert (prepared.name, prepared.answers) == ("demo", 185)
    assert dict(prepared.left_out)["WebSocket messages"] == 5


def test_a_har_is_written_anew(tmp_path: Path, scratch: Path) -> None:
    file = hars.write(
        tmp_path / "s.har",
        hars.entry("https://a.shop.example/one?q=김", "3.34.0.1", body="a=1", response="가"),
        hars.entry("https://a.shop.example/two", "3.34.0.1"),
    )
    text = json.loads(file.read_text())
    text["log"]["entries"].append({"request": "odd"})
    text["log"]["entries"].append(hars.entry("https://a.shop.example/aborted", "3.34.0.1"))
    text["log"]["entries"][-1]["response"] = {"status": 0, "headers": [], "content": {}, "bodySize": -1}
    for url in ("data:image/png;base64,AAAA", "blob:https://a.shop.example/1"):  # never left the browser
        text["log"]["entries"].append(hars.entry("https://a.shop.example/", "3.34.0.1"))
        text["log"]["entries"][-1]["request"]["url"] = url
    file.write_text(json.dumps(text))
    prepared = prepare(file, scratch)
    assert (prepared.answers, dict(prepared.left_out)) == (
        2,
        {"damaged entries": 1, "exchanges without a response": 1},
    )
    with prepared.files[0].open("rb") as opened:
        made = list(FlowReader(opened).stream())
    assert [each.request.path for each in made if isinstance(each, http.HTTPFlow)] == ["/one?q=%EA%B9%80", "/two"]
    first = made[0]
    assert isinstance(first, http.HTTPFlow)
    assert first.response
    assert first.response.raw_content == "가".encode()
    assert first.response.headers["content-length"] == "3"


def test_a_capture_without_answers_is_refused(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "raw.mitm"
    file.write_bytes(record(tflow.ttcpflow()) + record(tflow.tflow()))
    with pytest.raises(ReadError, match=r"no answer.*raw TCP messages: 2; exchanges without a response: 1"):
        prepare(file, scratch)


def test_a_capture_of_nothing_is_refused(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "empty.har"
    file.write_text('{"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": []}}')
    with pytest.raises(ReadError, match=r"no answer that can be given again \(nothing\)"):
        prepare(file, scratch)


def test_an_answer_longer_than_what_a_replay_keeps_is_served(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "long.mitm"
    made = answered()
    assert made.response
    made.response.raw_content = bytes(BODY_LIMIT + 1)
    file.write_bytes(record(made))
    prepared = prepare(file, scratch)
    assert (prepared.files, prepared.answers, prepared.left_out) == ((file,), 1, ())


def test_the_size_is_bounded_before_anything_is_read(tmp_path: Path, scratch: Path) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    for number in (1, 2):
        with (folder / f"traffic-000{number}.mitm").open("wb") as file:
            file.truncate(3 << 30)  # sparse: it takes no room on the disk
    with pytest.raises(ReadError, match=r"large: is too large .*6144 MiB, and 1024 MiB are the limit.*--max-size"):
        prepare(folder, scratch)


def test_many_small_answers_are_bounded_by_the_memory_they_take(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "many.mitm"
    file.write_bytes(record(answered()) * 100)
    assert prepare(file, scratch, 100 * (PER_ANSWER + 4096)).answers == 100
    with pytest.raises(ReadError, match="its answers take more than 1 MiB of memory"):
        prepare(file, scratch, 1 << 18)


def test_a_copy_that_cannot_be_written_is_said(tmp_path: Path, scratch: Path) -> None:
    file = tmp_path / "cut.mitm"
    file.write_bytes(record(answered()) + b"9")
    scratch.rmdir()
    with pytest.raises(OutputError, match="cannot be written"):
        prepare(file, scratch)


@pytest.mark.parametrize(
    ("method", "status", "headers", "size", "why"),
    [
        ("GET", 200, ((b"Content-Length", b"5"),), 5, ""),
        ("GET", 200, ((b"Content-Length", b"5"),), 4, "body was cut"),
        ("HEAD", 200, ((b"Content-Length", b"5"),), 0, ""),
        ("GET", 304, ((b"Content-Length", b"5"),), 0, ""),
        ("GET", 200, ((b"content-length", b"9"), (b"Transfer-Encoding", b"chunked")), 5, ""),
        ("GET", 200, ((b"content-length", b"9" * 5000),), 5, ""),
        ("CONNECT", 200, (), 0, "CONNECT"),
        ("GET", None, (), None, "without a response"),
        ("GET", 101, (), 0, "upgrades"),
        ("GET", 200, ((b"", b"x"),), 0, "header"),
        ("GET", 200, ((b"a\n", b"x"),), 0, "header"),
    ],
)
def test_why_an_answer_cannot_be_given(
    method: str, status: int | None, headers: tuple[tuple[bytes, bytes], ...], size: int | None, why: str
) -> None:
    assert why in unserved(method, status, headers, size)
    assert bool(unserved(method, status, headers, size)) == bool(why)


def test_a_sealed_package_is_served_as_the_capture_in_it(tmp_path: Path, scratch: Path) -> None:
    made = tmp_path / "shop"
    made.mkdir()
    flows.write(made / "traffic-0001.mitm", flows.flow(1, response=b"answer"))
    (made / "capture.json").write_text('{"format": 1, "id": "shop"}')
    package = evidence.seal(made).path
    assert prepare(package, scratch).answers == prepare(made, scratch).answers == 1


def test_a_verified_capture_must_not_be_touched_and_one_that_is_being_recorded_may_grow(
    tmp_path: Path, scratch: Path
) -> None:
    made = tmp_path / "shop"
    made.mkdir()
    flows.write(made / "traffic-0001.mitm", flows.flow(1, response=b"answer"))
    (made / "capture.json").write_text('{"format": 1, "id": "shop"}')
    package = evidence.seal(made).path
    growing, sealed = prepare(made, scratch), prepare(package, scratch)
    growing.confirm()
    sealed.confirm()
    for folder in (made, evidence.capture_of(package)):
        (folder / "traffic-0001.mitm").chmod(0o600)
        with (folder / "traffic-0001.mitm").open("ab") as file:
            file.write(record(answered()))
    growing.confirm()
    with pytest.raises(ReadError, match="changed while it was being read"):
        sealed.confirm()


def test_a_har_takes_more_memory_than_its_bodies_have_bytes(tmp_path: Path, scratch: Path) -> None:
    """It is held as text, as what that says, and as an answer."""
    file = hars.write(tmp_path / "s.har", hars.entry("https://a.shop.example/", "3.34.0.1", response="x" * (1 << 19)))
    assert prepare(file, scratch, 3 << 20).answers == 1
    (scratch / "answers.har").unlink()
    with pytest.raises(ReadError, match="its answers take more than 2 MiB of memory"):
        prepare(file, scratch, 2 << 20)
