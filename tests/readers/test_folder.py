import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from mitmproxy.test import tflow
from support.states import record
from support.unlisted import unlisted

from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import folder, open_capture

ONE = record(tflow.tflow(resp=True))


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "trial"
    path.mkdir()
    (path / "traffic-0002.mitm").write_bytes(ONE)
    (path / "traffic-0001.mitm").write_bytes(ONE * 2)
    (path / "capture.json").write_text(
        json.dumps(
            {"app": {"package": "kr.example.shop", "version": "1.2"}, "device": {"model": "X"}, "synthetic": True}
        )
    )
    (path / "phases.jsonl").write_text('{"at": "2026-11-24T00:00:00Z", "phase": "login"}\n')
    return path


def test_segments_are_one_capture(capture: Path) -> None:
    source = open_capture(capture)
    names = ["capture.json", "phases.jsonl", "traffic-0001.mitm", "traffic-0002.mitm"]
    listed = subprocess.run(["sha256sum", *names], cwd=capture, capture_output=True, check=True).stdout
    whole = hashlib.sha256(listed).hexdigest()
    assert (source.capture.sha256, source.capture.id, source.capture.name) == (whole, f"trial-{whole[:8]}", "trial")
    size = sum((capture / name).stat().st_size for name in names)
    assert (source.capture.size, source.capture.app) == (size, "kr.example.shop")
    assert source.capture.metadata["device"] == "model X"
    assert source.capture.metadata["synthetic"] == "True"
    assert [phase.name for phase in source.capture.phases] == ["login"]
    assert [each.position for each in source.items()] == [0, 1, 2]
    assert list(source.items()) == list(source.items())


def test_gaps_name_the_segment_and_positions_go_on(capture: Path) -> None:
    (capture / "traffic-0001.mitm").write_bytes(ONE + ONE[:-5])
    (capture / "traffic-0003.mitm").touch()
    (capture / "traffic-0004.mitm").write_text("hello")
    items = list(open_capture(capture).items())
    assert [(type(each), each.position) for each in items] == [
        (Exchange, 0),
        (Gap, 1),
        (Exchange, 2),
        (Gap, 3),
        (Gap, 4),
    ]
    assert [each.reason.partition(":")[0] for each in items if isinstance(each, Gap)] == [
        "traffic-0001.mitm",
        "traffic-0003.mitm",
        "traffic-0004.mitm",
    ]


def test_refused_connections_are_counted_per_app_and_phase(capture: Path) -> None:
    failures = [
        {"at": "2026-11-23T00:00:00Z", "host": "a.example"},
        {"at": "2026-11-25T00:00:00Z", "sni": "a.example", "bytes": 517},
        {"at": "2026-11-25T00:00:00Z", "sni": "a.example", "bytes": 3},
        {"at": "2026-11-25T00:00:00Z", "app": "other", "bytes": "x"},
        {"reason": "?"},
    ]
    (capture / "tls_failures.jsonl").write_text("\n".join(map(json.dumps, failures)))
    assert folder.open_source(capture).capture.lost == {
        ("tls refused", "kr.example.shop", "unmarked"): (1, 0),
        ("tls refused", "kr.example.shop", "unmarked (no time)"): (1, 0),
        ("tls refused", "kr.example.shop", "login"): (2, 520),
        ("tls refused", "other", "login"): (1, 0),
    }


@pytest.mark.parametrize(
    "name", ["capture.json", "phases.jsonl", "tls_failures.jsonl", "events.jsonl", "traffic-0003.mitm"]
)
def test_links_are_refused(capture: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(ONE)
    (capture / name).unlink(missing_ok=True)
    (capture / name).symlink_to(outside)
    with pytest.raises(ReadError, match=f"{name}: is a link"):
        open_capture(capture)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("capture.json", "[]", "capture.json: is no JSON object"),
        ("capture.json", "[" * 100_000, "capture.json: is no JSON object"),
        (
            "capture.json",
            '{"format": 2}',
            "capture.json: says that the folder is of format '2', and this version reads 1",
        ),
        ("capture.json", '{"format": null}', "capture.json: says that the folder is of format"),
        ("phases.jsonl", "x", "phases.jsonl: line 1"),
        ("tls_failures.jsonl", "{}\nx\n", "tls_failures.jsonl: line 2"),
    ],
)
def test_a_wrong_file_is_named(capture: Path, name: str, content: str, reason: str) -> None:
    (capture / name).write_text(content)
    with pytest.raises(ReadError, match=reason):
        open_capture(capture)


def test_a_directory_that_is_no_capture_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no capture folder"):
        open_capture(tmp_path)
    (tmp_path / "traffic-0001.mitm").touch()
    with pytest.raises(ReadError, match="no capture folder"):
        open_capture(tmp_path)


def test_the_description_may_name_the_capture(capture: Path) -> None:
    (capture / "capture.json").write_text('{"id": "demo", "app": "kr.example.other"}')
    found = open_capture(capture).capture
    assert found.id.startswith("demo-")
    assert found.app == "kr.example.other"
    (capture / "capture.json").unlink()
    assert open_capture(capture).capture.app == ""


def test_hooks_at_work_are_part_of_the_capture(capture: Path) -> None:
    plain = open_capture(capture)
    assert not isinstance(plain, folder.Hooked)
    (capture / "events.jsonl").write_bytes(b"{}\n")
    (capture / "connections.jsonl").write_text('{"client_port": 1}\n')
    hooked = open_capture(capture)
    assert isinstance(hooked, folder.Hooked)
    assert hooked.events == capture / "events.jsonl"
    assert {pin.path.name for pin in hooked.told} == {"events.jsonl", "connections.jsonl"}
    assert list(hooked.connections()) == [{"client_port": 1}]
    assert hooked.capture.sha256 != plain.capture.sha256
    assert list(map(type, hooked.items())) == list(map(type, plain.items()))
    (capture / "connections.jsonl").unlink()
    again = open_capture(capture)
    assert isinstance(again, folder.Hooked)
    assert list(again.connections()) == []


def test_segments_go_by_number_beyond_four_digits(tmp_path: Path) -> None:
    for number, at in ((9_999, 1.0), (10_000, 2.0)):
        made = tflow.tflow(resp=True)
        made.request.timestamp_start = at
        (tmp_path / f"traffic-{number}.mitm").write_bytes(record(made))
    items = [each for each in open_capture(tmp_path).items() if isinstance(each, Exchange)]
    assert [each.started_at.timestamp() for each in items] == [1.0, 2.0]


def test_a_disk_that_fails_at_the_listing_is_told(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlisted(monkeypatch, capture)
    with pytest.raises(ReadError, match="Input/output error"):
        open_capture(capture)
