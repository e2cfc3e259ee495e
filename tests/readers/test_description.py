"""What ``capture.json`` says, and that whatever stands in it gives lines of text or our error."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.errors import ReadError
from trafficaudit.readers.description import called, clock_offset_of, metadata_of, observer_of, read_description

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
NAMES = st.sampled_from(["id", "app", "device", "observer", "tools", "note"])


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        ({"clock_offset_seconds": -1.5}, -1.5),
        ({"clock_offset_seconds": True}, None),
        ({"clock_offset_seconds": 1e300}, None),
        ({"clock_offset_seconds": "1"}, None),
        ("a phone", None),
        (None, None),
    ],
)
def test_how_far_the_phone_s_clock_is_ahead(device: object, expected: float | None) -> None:
    assert clock_offset_of({"device": device}) == expected


def test_a_folder_without_one_has_its_name(tmp_path: Path) -> None:
    assert read_description(tmp_path) == {}
    assert called(tmp_path, {"id": ""}) == (tmp_path.name, tmp_path.name)
    assert called(tmp_path, {"id": "demo"}) == (tmp_path.name, "demo")


def test_what_is_shown_is_one_line_each() -> None:
    told = metadata_of({"app": {"version": "1.2"}, "tools": ["a", {"b": 1}], "observer": "Seoul", "else": "x"})
    assert told == {"app.version": "1.2", "tools": "a, b 1", "observer": "Seoul"}


@given(st.dictionaries(NAMES, JSON, max_size=5))
def test_any_description_is_read(said: dict[str, object]) -> None:
    assert all("\n" not in f"{key}{value}" for key, value in metadata_of(said).items())
    assert len(observer_of(said)) <= 64
    clock_offset_of(said)
    called(Path("c"), said)


def test_of_another_format_nothing_is_taken(tmp_path: Path) -> None:
    (tmp_path / "capture.json").write_text(json.dumps({"format": 2}), encoding="utf-8")
    with pytest.raises(ReadError, match="format '2'"):
        read_description(tmp_path)
