"""What the recorder counted reaches the ledger: refused, unread, unused, lost."""

import json
from pathlib import Path

import pytest

from trafficaudit import capturefiles
from trafficaudit.errors import ReadError
from trafficaudit.model import Gap, Phase
from trafficaudit.phases import UNMARKED, UNTIMED
from trafficaudit.readers import counted
from trafficaudit.readers.times import parse_time


def write(path: Path, *lines: object) -> None:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def test_each_file_counts_under_its_states(tmp_path: Path) -> None:
    at = parse_time("2026-11-24T00:00:00Z")
    assert at is not None
    write(
        tmp_path / capturefiles.TLS_FAILURES,
        {"at": "2026-11-24T00:00:05Z", "host": "a", "bytes": 517},
        {"at": "2026-11-23T00:00:00Z", "bytes": -5, "app": "kr.other"},
    )
    write(
        tmp_path / capturefiles.CONNECTIONS,
        {"state": "decrypted", "bytes_sent": None},
        {"state": "not intercepted", "phase": "browse", "bytes_sent": 700, "bytes_received": 9000},
        {"state": "no request", "phase": "browse", "bytes_sent": 300},
        {"state": "tls refused", "bytes_sent": 300},
        {"state": "quic blocked", "phase": "browse", "bytes_sent": 1200},
    )
    write(
        tmp_path / capturefiles.GAPS, {"phase": "browse", "connections": 4, "bytes": 10, "exchanges": 0, "reason": "x"}
    )
    files = [capturefiles.CONNECTIONS, capturefiles.TLS_FAILURES, capturefiles.GAPS]
    told = counted.unread(tmp_path, files, "kr.app")
    assert counted.counts(told, [Phase(at, "login")]) == {
        ("tls refused", "kr.app", "login"): (1, 517),
        ("tls refused", "kr.other", "unmarked"): (1, 0),
        ("not intercepted", "kr.app", "browse"): (1, 9700),
        ("no request", "kr.app", "browse"): (1, 300),
        ("quic blocked", "kr.app", "browse"): (1, 1200),
        ("lost", "kr.app", "browse"): (4, 10),
    }


def test_other_marks_come_before_the_phases_that_the_recorder_named(tmp_path: Path) -> None:
    at = parse_time("2026-11-24T00:00:00Z")
    assert at is not None
    write(tmp_path / capturefiles.TLS_FAILURES, {"at": "2026-11-24T00:00:05Z", "phase": "browse"}, {"phase": "browse"})
    told = counted.unread(tmp_path, [capturefiles.TLS_FAILURES], "kr.app")
    assert counted.counts(told, [Phase(at, "login")]) == {("tls refused", "kr.app", "browse"): (2, 0)}
    assert counted.counts(told, [Phase(at, "login")], anew=True) == {
        ("tls refused", "kr.app", "login"): (1, 0),
        ("tls refused", "kr.app", "browse"): (1, 0),
    }


def test_what_has_neither_time_nor_phase_is_of_no_known_one(tmp_path: Path) -> None:
    at = parse_time("2026-11-24T00:00:00Z")
    assert at is not None
    write(tmp_path / capturefiles.TLS_FAILURES, {"host": "a"}, {"at": "soon", "host": "b"})
    told = counted.unread(tmp_path, [capturefiles.TLS_FAILURES], "kr.app")
    assert counted.counts(told, [Phase(at, "before_consent")]) == {("tls refused", "kr.app", UNTIMED): (2, 0)}
    assert counted.counts(told, []) == {("tls refused", "kr.app", UNMARKED): (2, 0)}


def test_a_state_is_counted_where_its_file_is_there() -> None:
    assert counted.states([]) == frozenset()
    assert counted.states([capturefiles.TLS_FAILURES]) == {"tls refused"}
    assert counted.states([capturefiles.CONNECTIONS]) == {"tls refused", "not intercepted", "no request"}


def test_gaps_say_what_and_how_many(tmp_path: Path) -> None:
    write(tmp_path / capturefiles.GAPS, {"reason": "cut\n", "phase": "login", "exchanges": 1}, {"exchanges": "x"})
    assert list(counted.gaps(tmp_path, "c", 7)) == [
        Gap("c", 7, 0, "cut�", "login", 1),
        Gap("c", 7, 0, "the recorder does not say why", "", 0),
    ]


@pytest.mark.parametrize("line", [b"x\n", b"[1]\n", b"{" * 100_000])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: bytes) -> None:
    (tmp_path / capturefiles.GAPS).write_bytes(b"{}\n" + line)
    with pytest.raises(ReadError, match="line 2 is no JSON object"):
        list(counted.lines(tmp_path / capturefiles.GAPS))


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        list(counted.lines(tmp_path))


def test_a_refused_host_is_kept_by_its_registrable_domain(tmp_path: Path) -> None:
    lines = [{"host": "user77.push.example.co.kr"}, {"host": 7}, {"host": "x" * 400}, {}]
    write(tmp_path / capturefiles.TLS_FAILURES, *lines)
    told = counted.unread(tmp_path, (capturefiles.TLS_FAILURES,), "kr.shop")
    assert [one.domain for one in told] == ["example.co.kr", "", "x" * 253, ""]
