"""Segments, record by record."""

from pathlib import Path
from typing import Any

from mitmproxy import http
from mitmproxy.io import FlowReader
from mitmproxy.test import tflow
from support import flows
from support.states import every_kind, record

from trafficaudit.evidence.hashing import sha256
from trafficaudit.examine import Examiner
from trafficaudit.model import Capture
from trafficaudit.readers import open_capture
from trafficaudit.redact import segments
from trafficaudit.redact.flow import Redaction

EXAMINER = Examiner()
CAPTURE = Capture("c", "c", "", 0, "")


def copied(folder: Path) -> tuple[list[dict[str, Any]], Redaction, Path]:
    target = folder.parent / "copy"
    target.mkdir()
    redaction = Redaction("c", lambda exchange: EXAMINER.examine(exchange, CAPTURE))
    seen: list[int] = []
    listed = segments.copied(folder, target, redaction, seen.append)
    assert seen == list(range(1, redaction.counts["flows"] + 1))
    return list(listed), redaction, target


def test_each_segment_has_its_copy_that_nobody_may_write_to(tmp_path: Path) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    (folder / "traffic-0001.mitm").write_bytes(b"".join(map(record, every_kind())))
    flows.write(folder / "traffic-0002.mitm", flows.flow(1), flows.flow(2))
    listed, _, target = copied(folder)
    assert [(each["file"], each["flows"]) for each in listed] == [("traffic-0001.mitm", 6), ("traffic-0002.mitm", 2)]
    for each in listed:
        path = target / each["file"]
        assert (each["sha256"], each["bytes"]) == (sha256(path), path.stat().st_size)
        assert path.stat().st_mode & 0o777 == 0o400
    with (target / "traffic-0001.mitm").open("rb") as file:
        assert [each.type for each in FlowReader(file).stream()] == [each.type for each in every_kind()]


def test_what_cannot_be_read_is_counted_and_not_copied(tmp_path: Path) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    whole = record(flows.flow(1))
    (folder / "traffic-0001.mitm").write_bytes(whole + b"damage 010-9183-2746" + whole + b"7:7:version")
    (folder / "traffic-0002.mitm").write_bytes(b"")
    (folder / "traffic-0003.mitm").write_bytes(b"no flow file")
    (folder / "traffic-0004.mitm").write_bytes(record({"version": 21, "type": 7}) + record({"version": 99}))
    listed, redaction, target = copied(folder)
    assert [each["flows"] for each in listed] == [2, 0]
    assert b"9183" not in (target / "traffic-0001.mitm").read_bytes()
    assert redaction.counts["damaged ranges"] == 2
    assert redaction.counts["records that could not be read"] == 2
    assert redaction.counts["segments that are no flow file"] == 2


def test_an_old_version_is_brought_to_the_current_one(tmp_path: Path) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    state = tflow.tflow(resp=True).get_state() | {"version": 18}
    state["client_conn"] = state["client_conn"] | {"tls_extensions": [], "tls_established": True}
    state["server_conn"] = state["server_conn"] | {"tls_established": True}
    (folder / "traffic-0001.mitm").write_bytes(record(state))
    _, _, target = copied(folder)
    with (target / "traffic-0001.mitm").open("rb") as file:
        (flow,) = FlowReader(file).stream()
    assert flow.request.path == "/path"  # type: ignore[attr-defined]


def test_what_is_uploaded_in_pieces_is_masked_in_each_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    mail = b"hello seoyun.kim8241@hanbit.example and more"
    person = tmp_path / "p.toml"
    person.write_text('[values]\nemail = ["seoyun.kim8241@hanbit.example"]\n')
    made = [
        record(flows.flow(number, "/up", headers=[(b"Upload-Offset", b"%d" % at)], body=mail[at : at + 15]))
        for number, at in enumerate(range(0, len(mail), 15))
    ]
    (folder / "traffic-0001.mitm").write_bytes(made[0] + b"damage" + b"".join(made[1:]))
    examiner, source = Examiner(person), open_capture(folder)
    examiner.learn(source)
    redaction = Redaction(source.capture.id, lambda exchange: examiner.examine(exchange, source.capture))
    target = tmp_path / "copy"
    target.mkdir()
    segments.copied(folder, target, redaction, lambda count: None)
    with (target / "traffic-0001.mitm").open("rb") as file:
        bodies = [each.request.raw_content for each in FlowReader(file).stream() if isinstance(each, http.HTTPFlow)]
    assert b"".join(body or b"" for body in bodies) == b"hello " + b"*" * 29 + b" and more"
