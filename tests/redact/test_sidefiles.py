"""Side files of a copy."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.jsonlines import lines

from trafficaudit.readers.phases import read_phases
from trafficaudit.redact import counting, sidefiles
from trafficaudit.report import wording
from trafficaudit.report.texts import Texts

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
        f'{{"state": "empty", "sni": "{SECRET.decode()}.t.example", "bytes_sent": 7}}\n'
        "no json\n[]\n\n"
    )
    (folder / "tls_failures.jsonl").write_text('{"host": "b.example", "bytes": 5, "client_random": "cd"}\n')
    for name in ("events.jsonl", "clock.jsonl", "dns.jsonl", "device.json", "proxy.log", "keys.log"):
        (folder / name).write_bytes(SECRET)
    left = sidefiles.copied(folder, target, speaks)
    assert sorted(path.name for path in target.iterdir()) == ["connections.jsonl", "phases.jsonl", "tls_failures.jsonl"]
    assert lines(target / "phases.jsonl") == [{"at": "1970-01-01T00:00:01+00:00", "phase": "login"}]
    told = [{"state": "empty", "host": "a.example"}, {"state": "empty", "bytes_sent": 7}]
    assert lines(target / "connections.jsonl") == told
    assert lines(target / "tls_failures.jsonl") == [{"host": "b.example", "bytes": 5}]
    assert left == {"lines of connections.jsonl withheld": 2, "lines of events.jsonl withheld": 1}


_WHERE = {
    "host": "a.example",
    "sni": "b.example",
    "server_address": "192.0.2.7:443",
    "app": "kr.shop",
    "phase": "login",
}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "connections.jsonl",
            _WHERE
            | {"at": 1.5, "ended_at": 2.5, "transport": "tcp", "alpn": "h2", "tls_version": "TLSv1.3", "state": "empty"}
            | {"exchanges": 3, "bytes_sent": 4, "bytes_received": 5},
        ),
        (
            "tls_failures.jsonl",
            {key: value for key, value in _WHERE.items() if key != "sni"}
            | {"at": 1.5, "bytes": 7, "reason": "no trust", "server_chain": "own", "server_certificates": 2},
        ),
        (
            "gaps.jsonl",
            {"at": 1.5, "state": "lost", "phase": "login", "connections": 1, "exchanges": 2, "bytes": 3}
            | {"reason": "the disk was full", "app": "kr.shop"},
        ),
    ],
)
def test_what_the_ledger_counts_by_is_kept(tmp_path: Path, name: str, line: dict[str, Any]) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / name).write_text(json.dumps(line | {"client_random": "ab"}) + "\n")
    assert sidefiles.copied(tmp_path, tmp_path / "b", speaks) == {}
    assert lines(tmp_path / "b" / name) == [line]


def test_what_is_said_in_words_is_masked_and_nothing_else_is_said_there(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "gaps.jsonl").write_text('{"reason": "a", "app": "a", "bytes": 1}\n{"reason": {"a": 1}, "bytes": 2}\n')
    assert sidefiles.copied(tmp_path, tmp_path / "b", speaks, str.upper) == {}
    assert lines(tmp_path / "b/gaps.jsonl") == [{"app": "a", "bytes": 1, "reason": "A"}, {"bytes": 2}]
    said = {"ended": "broke off", "id": "a", "started_at": "now"}
    made = json.loads(sidefiles.description(said, [], speaks, str.upper))
    assert (made["ended"], made["id"], made["started_at"]) == ("BROKE OFF", "a", "now")


def test_a_line_goes_where_its_members_are_a_value_only_together(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "gaps.jsonl").write_text('{"reason": "x", "phase": "y"}\n{"reason": "z"}\n')
    left = sidefiles.copied(
        tmp_path, tmp_path / "b", lambda data: b'"reason": "x"' in data or data == b'{"phase": "y"}'
    )
    assert lines(tmp_path / "b/gaps.jsonl") == [{"reason": "z"}]
    assert left == {"lines of gaps.jsonl withheld": 1}


@pytest.mark.parametrize(
    "marks",
    [
        f'{{"at": 1, "phase": "login"}}\n{{"at": 2, "phase": "{SECRET.decode()}"}}\n{{"at": 3, "phase": "browse"}}\n',
        f'[{{"time": 1, "name": "login"}},\n {{"timestamp": 2, "name": "{SECRET.decode()}"}},\n {{"at": 3, "phase": "browse"}}]',
        f"at,phase\n1,login\n2,{SECRET.decode()}\n3,browse\n",
    ],
)
def test_every_mark_stays_in_whatever_form_it_stands(tmp_path: Path, marks: str) -> None:
    """Where one went, what follows it would count for the phase before: browsing as login, or as before consent."""
    (tmp_path / "b").mkdir()
    (tmp_path / "phases.jsonl").write_text(marks)
    assert sidefiles.copied(tmp_path, tmp_path / "b", speaks) == {}
    found = read_phases(tmp_path / "b/phases.jsonl")
    assert [(each.at.timestamp(), each.name) for each in found] == [(1, "login"), (2, "withheld"), (3, "browse")]


def test_what_hooks_told_is_counted_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "events.jsonl").write_bytes(b'{"a": 1}\n\n' + b"x" * (5 << 20) + b"\n{}")
    assert sidefiles.copied(tmp_path, tmp_path / "b", speaks) == {"lines of events.jsonl withheld": 3}
    (tmp_path / "events.jsonl").write_bytes(b"")
    assert sidefiles.copied(tmp_path, tmp_path / "b", speaks) == {}


@pytest.mark.parametrize("size", [(1 << 20) - 30, (1 << 20) - 15, 5 << 19])
def test_a_line_that_is_too_long_is_one_line_and_the_next_one_is_kept(tmp_path: Path, size: int) -> None:
    (tmp_path / "b").mkdir()
    long = json.dumps({"reason": "x" * size})
    (tmp_path / "gaps.jsonl").write_text(f'{{"reason": "a"}}\n{long}\n{{"reason": "b"}}\n{long}')
    left = sidefiles.copied(tmp_path, tmp_path / "b", speaks)
    kept = [each["reason"] for each in lines(tmp_path / "b/gaps.jsonl")]
    if size > 1 << 20:
        assert (kept, left) == (["a", "b"], {"lines of gaps.jsonl withheld": 2})
    else:
        assert (kept, left) == (["a", "x" * size, "b", "x" * size], {})


@pytest.mark.parametrize("what", [*sidefiles.WITHHELD, counting.failed("KeyError at redact/flow.py:40")])
@pytest.mark.parametrize("count", [1, 2])
def test_each_gap_has_a_korean_form(tmp_path: Path, what: str, count: int) -> None:
    sidefiles.withheld(tmp_path, {what: count})
    (told,) = lines(tmp_path / "gaps.jsonl")
    shown = wording.gap(told["reason"], Texts("ko"))
    assert f"{count}" in shown
    assert not re.search(r"[a-z]{3,} [a-z]", shown), shown


def test_what_is_withheld_is_a_gap_behind_those_that_were_there(tmp_path: Path) -> None:
    sidefiles.withheld(tmp_path, {"flows": 7, "runs masked": 3})
    assert not (tmp_path / "gaps.jsonl").exists()
    (tmp_path / "gaps.jsonl").write_text('{"reason": "torn"}\n')
    failed = {counting.failed("KeyError at redact/flow.py:40"): 2}
    sidefiles.withheld(tmp_path, {"bodies withheld": 2, "flows": 7, "flows withheld": 1} | failed)
    nothing = {"state": "lost", "connections": 0, "exchanges": 0, "bytes": 0}
    assert lines(tmp_path / "gaps.jsonl")[1] == nothing | {"reason": "redacted copy: 1 flow withheld"}
    reasons = [each["reason"] for each in lines(tmp_path / "gaps.jsonl")]
    told = "redacted copy: 2 flows withheld at which this program failed (KeyError at redact/flow.py:40)"
    assert reasons == ["torn", "redacted copy: 1 flow withheld", "redacted copy: 2 bodies withheld", told]


def test_the_description_says_nothing_of_phone_and_place() -> None:
    begun = {"synthetic": True, "started_at": "2026-11-24T09:00:00Z", "ended_at": "2026-11-24T10:00:00Z"}
    begun |= {"ended": "in order", "flows": 3}
    said = begun | {
        "format": 1,
        "id": "shop-redacted",
        "complete": True,
        "observer": "37.5,127.0",
        "note": "x",
        "app": {"package": "kr.shop", "id": "kr.shop", "version": "1.2", "name": "Shop", "signed_by": "x"},
        "device": {"model": "Pixel", "os": "16", "serial": "x", "clock_offset_seconds": 1.5, "imei": "x"},
    }
    made = json.loads(sidefiles.description(said, [{"file": "traffic-0001.mitm"}], speaks))
    assert made == begun | {
        "format": 1,
        "id": "shop-redacted",
        "complete": True,
        "note": "redacted copy: see redaction.json",
        "app": {"package": "kr.shop", "id": "kr.shop", "version": "1.2", "name": "Shop"},
        "device": {"model": "Pixel", "os": "16", "clock_offset_seconds": 1.5},
        "segments": [{"file": "traffic-0001.mitm"}],
    }
    made = json.loads(sidefiles.description({"app": SECRET.decode(), "observer": "KR", "device": 7}, [], speaks))
    assert made == {"observer": "KR", "note": "redacted copy: see redaction.json", "segments": []}
    assert json.loads(sidefiles.description({"app": "kr.shop"}, [], speaks))["app"] == "kr.shop"
    made = json.loads(sidefiles.description({"app": 7, "device": "Pixel"}, [], speaks))
    assert made == {"note": "redacted copy: see redaction.json", "segments": []}


@given(
    st.dictionaries(st.sampled_from(["app", "device", "observer", "id"]), st.recursive(st.none() | st.text(), st.lists))
)
def test_any_description_gives_one(said: dict[str, Any]) -> None:
    assert json.loads(sidefiles.description(said, [], speaks))["segments"] == []
