"""Side files of a copy."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.jsonlines import lines

from trafficaudit.redact import sidefiles

SECRET = b"010-9183-2746"


def speaks(data: bytes) -> bool:
    return SECRET in data


def test_members_that_a_replay_needs_and_nothing_else(tmp_path: Path) -> None:
    folder, target = tmp_path / "a", tmp_path / "b"
    folder.mkdir()
    target.mkdir()
    (folder / "phases.jsonl").write_text('{"at": 1, "phase": "login", "ticket": "x"}\n')
    (folder / "connections.jsonl").write_text(
        '{"state": "empty", "client_random": "ab", "id": "x", "client_port": 7, "host": "a.example"}\n'
        f'{{"state": "empty", "sni": "{SECRET.decode()}.t.example"}}\n'
        "no json\n[]\n\n"
    )
    (folder / "tls_failures.jsonl").write_text('{"host": "b.example", "bytes": 5, "client_random": "cd"}\n')
    for name in ("events.jsonl", "clock.jsonl", "dns.jsonl", "device.json", "proxy.log", "keys.log"):
        (folder / name).write_bytes(SECRET)
    left = sidefiles.copied(folder, target, speaks)
    assert sorted(path.name for path in target.iterdir()) == ["connections.jsonl", "phases.jsonl", "tls_failures.jsonl"]
    assert lines(target / "phases.jsonl") == [{"at": 1, "phase": "login"}]
    assert lines(target / "connections.jsonl") == [{"state": "empty", "host": "a.example"}]
    assert lines(target / "tls_failures.jsonl") == [{"host": "b.example", "bytes": 5}]
    assert left == {"lines of connections.jsonl": 3}


def test_what_is_withheld_is_a_gap_behind_those_that_were_there(tmp_path: Path) -> None:
    sidefiles.withheld(tmp_path, {"flows": 7, "runs masked": 3})
    assert not (tmp_path / "gaps.jsonl").exists()
    (tmp_path / "gaps.jsonl").write_text('{"reason": "torn"}\n')
    sidefiles.withheld(tmp_path, {"bodies withheld": 2, "flows": 7, "flows withheld": 1})
    reasons = [each["reason"] for each in lines(tmp_path / "gaps.jsonl")]
    assert reasons == ["torn", "redacted copy: 1 flows withheld", "redacted copy: 2 bodies withheld"]


def test_the_description_says_nothing_of_phone_and_place() -> None:
    said = {
        "format": 1,
        "id": "shop-redacted",
        "complete": True,
        "observer": "37.5,127.0",
        "note": "x",
        "app": {"package": "kr.shop", "signed_by": "x"},
        "device": {"model": "Pixel", "serial": "x", "clock_offset_seconds": 1.5, "imei": "x"},
    }
    made = json.loads(sidefiles.description(said, [{"file": "traffic-0001.mitm"}], speaks))
    assert made == {
        "format": 1,
        "id": "shop-redacted",
        "complete": True,
        "note": "redacted copy: see redaction.json",
        "app": {"package": "kr.shop"},
        "device": {"model": "Pixel", "clock_offset_seconds": 1.5},
        "segments": [{"file": "traffic-0001.mitm"}],
    }
    made = json.loads(sidefiles.description({"app": SECRET.decode(), "observer": "KR", "device": 7}, [], speaks))
    assert made == {"observer": "KR", "note": "redacted copy: see redaction.json", "segments": []}


@given(
    st.dictionaries(st.sampled_from(["app", "device", "observer", "id"]), st.recursive(st.none() | st.text(), st.lists))
)
def test_any_description_gives_one(said: dict[str, Any]) -> None:
    assert json.loads(sidefiles.description(said, [], speaks))["segments"] == []
