import contextlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trafficaudit.errors import ReadError
from trafficaudit.model import Phase
from trafficaudit.readers.phases import phase_at, read_phases, time_of

NINE = datetime(2026, 11, 24, tzinfo=UTC)
TWO = (Phase(NINE, "install"), Phase(NINE + timedelta(minutes=1), "login"))


@pytest.mark.parametrize(
    "text",
    [
        '{"at": "2026-11-24T09:01:00+09:00", "phase": "login"}\n\n{"at": "2026-11-24T00:00:00Z", "phase": "install"}\n',
        '\ufeff{"time": 1795478400, "name": "install"}\r\n{"timestamp": 1795478460.0, "name": "login"}',
        '[{"at": "2026-11-24T00:00:00Z", "phase": "install"},\n {"at": "1795478460", "phase": " login "}]',
        "at,phase\n2026-11-24T09:00:00+09:00,install\n2026-11-24T09:01:00+09:00,login\n",
        "Name, Time\r\nlogin, 1795478460\r\ninstall, 1795478400\r\n",
    ],
)
def test_every_form(tmp_path: Path, text: str) -> None:
    path = tmp_path / "phases"
    path.write_text(text, newline="")
    assert read_phases(path) == TWO


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "names no phase"),
        ("[]", "names no phase"),
        (
            '{"at": 1, "phase": "a"}\n{"at": "2026-11-24T09:00:00", "phase": "b"}',
            r"line 2: .* no offset; write \+09:00",
        ),
        ('{"at": 1, "phase": "a"}\n{"at": ', "line 2 is no JSON object"),
        ('{"at": 1, "phase": "a"}\n5', "line 2 is no JSON object"),
        ('{"at": 1}', "line 1 names no phase"),
        ('{"at": 1, "phase": " "}', "line 1 names no phase"),
        ('{"phase": "a"}', "line 1: the time is missing"),
        ('{"at": "soon", "phase": "a"}', "line 1: soon is no time"),
        ('{"at": 20261124, "phase": "a"}', "line 1: 20261124 is a date without hyphens"),
        ("at,phase\n202611240900,install\n", "line 2: 202611240900 is a date without hyphens"),
        ('{"at": NaN, "phase": "a"}', "line 1: nan is no time"),
        (
            '{"at": "9999-12-31T00:00:00Z", "phase": "a"}',
            "line 1: 9999-12-31T00:00:00Z is no time from the year 1000 to 9998",
        ),
        ('[{"at": 1, "phase": "a"}, 5]', "element 2 is no object"),
        ('[{"at": 1,\n "phase": }]', "line 2 is no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ("at,phase\n2026-11-24,install\n", r"line 2: .* no offset"),
        ("hello", "line 1 is neither"),
        ("at,what\n2026-11-24T09:00:00+09:00,install\n", "line 1 is neither"),
        ("when,phase\n2026-11-24T09:00:00+09:00,install\n", "line 1 is neither"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "phases.jsonl"
    path.write_text(text)
    with pytest.raises(ReadError, match=reason) as caught:
        read_phases(path)
    assert "phases.jsonl" in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "latin", Path("a\0")):
        with pytest.raises(ReadError):
            read_phases(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text('{"at":1,phase}[]\n ', max_size=60).map(str.encode))
def test_any_bytes_give_phases_or_a_read_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(data)
    with contextlib.suppress(ReadError):
        assert read_phases(path)


@given(st.lists(st.integers(0, 100), max_size=6), st.integers(-5, 105))
def test_the_phase_that_holds(starts: list[int], minute: int) -> None:
    phases = [Phase(NINE + timedelta(minutes=start), str(start)) for start in sorted(starts)]
    before = [start for start in starts if start <= minute]
    assert phase_at(phases, NINE + timedelta(minutes=minute)) == (str(max(before)) if before else "unmarked")


def test_times() -> None:
    assert time_of("1795478400") == time_of(1795478400) == time_of("2026-11-24T00:00:00Z") == NINE
    odds: list[object] = [None, True, [], "inf", "x", json.loads("1e999")]
    assert [time_of(odd) for odd in odds] == [None] * 6
