"""What became of segments since the recorder closed them."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.journals import START, recording

from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import closed, open_capture
from trafficaudit.recording import frames

ONE, TWO = (hashlib.sha256(each).hexdigest() for each in (b"1", b"2"))
LISTED = {"segments": [{"file": "traffic-0001.mitm", "sha256": ONE, "flows": 3}, {"file": "traffic-0002.mitm"}]}


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ({}, True),
        ({"complete": True, "ended": "ended in order"}, True),
        ({"complete": True, "ended": "the proxy died"}, False),
        ({"complete": False}, False),
    ],
)
def test_what_broke_off_or_goes_on_is_not_whole(said: dict[str, object], whole: bool) -> None:
    assert closed.is_whole(said) is whole


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ({"traffic-0001.mitm": ONE, "traffic-0002.mitm": TWO}, []),
        ({"traffic-0001.mitm": TWO, "traffic-0002.mitm": TWO}, [(f"traffic-0001.mitm: {closed.CHANGED}", 0)]),
        ({"traffic-0002.mitm": TWO}, [(f"traffic-0001.mitm: {closed.GONE}", 3)]),
        ({"traffic-0001.mitm": ONE}, [(f"traffic-0002.mitm: {closed.GONE}", 0)]),
        (
            {"traffic-0001.mitm": ONE, "traffic-0002.mitm": TWO, "traffic-0003.mitm": ONE},
            [(f"traffic-0003.mitm: {closed.ADDED}", 0)],
        ),
    ],
)
def test_what_is_not_as_it_was_left(there: dict[str, str], told: list[tuple[str, int]]) -> None:
    assert list(closed.lacking(LISTED, there)) == told


@pytest.mark.parametrize("said", [{}, {"segments": None}, {"segments": {}}, LISTED | {"complete": False}])
def test_where_no_recorder_has_ended_nothing_is_held_to_it(said: dict[str, object]) -> None:
    assert list(closed.lacking(said, {"traffic-0009.mitm": ONE})) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["file", "sha256", "flows"]), inside),
    max_leaves=10,
)


@given(JSON)
def test_any_description_is_taken(said: object) -> None:
    for reason, flows in closed.lacking({"segments": said}, {"traffic-0001.mitm": ONE}):
        assert reason
        assert flows >= 0


def test_a_recording_from_which_a_segment_was_taken(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with recording(folder) as made:
        for number in range(3):
            made.exchange(number)
            made.send(frames.Phase(f"p{number}", START + number, 1.0, ""))
        made.finish()
    assert [type(item) for item in open_capture(folder).items()] == [Exchange] * 3
    (folder / "traffic-0002.mitm").unlink()
    (gap,) = (item for item in open_capture(folder).items() if isinstance(item, Gap))
    assert (gap.reason, gap.exchanges) == (f"traffic-0002.mitm: {closed.GONE}", 1)
    said = json.loads((folder / "capture.json").read_text())
    said["segments"][2]["sha256"] = ONE
    (folder / "capture.json").write_text(json.dumps(said))
    reasons = [item.reason for item in open_capture(folder).items() if isinstance(item, Gap)]
    assert reasons == [f"traffic-0002.mitm: {closed.GONE}", f"traffic-0003.mitm: {closed.CHANGED}"]
