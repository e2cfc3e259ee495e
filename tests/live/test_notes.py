import gc
from typing import Any

import pytest
from mitmproxy.test import tflow

from trafficaudit.live.notes import Note, Notes


def line(flow: str = "f", **changes: Any) -> dict[str, Any]:
    made = {"flow": flow, "place": "CN (established)", "leaves_korea": "yes", "sent": {}, "received": {}}
    return made | changes


def test_a_comment_names_the_categories_and_the_place() -> None:
    note = Note()
    assert (note.marker, note.comment) == (":white_circle:", "")
    note.add(line(sent={"phone_number": {}}))
    note.add(line(sent={"email": {}}, received={"name": {}}))
    assert note.comment == "email, phone_number -> CN (established); name <- CN (established)"
    assert note.marker == ":red_circle:"


@pytest.mark.parametrize(
    ("leaves", "marker"), [("yes", ":red_circle:"), ("no", ":green_circle:"), ("undetermined", ":orange_circle:")]
)
def test_the_marker_says_whether_it_leaves_korea(leaves: str, marker: str) -> None:
    from mitmproxy.utils.emoji import emoji

    note = Note()
    note.add(line(sent={"email": {}}, leaves_korea=leaves))
    assert note.marker == marker
    assert marker in emoji


def test_what_only_came_back_is_marked_white() -> None:
    note = Note()
    note.add(line(received={"email": {}}))
    assert (note.marker, note.comment) == (":white_circle:", "email <- CN (established)")


def test_flows_in_memory_are_noted_and_later_lines_add_to_the_note() -> None:
    notes, flow = Notes(), tflow.tflow()
    notes.remember(flow)
    assert notes.take(line(flow.id, sent={"email": {}})) is flow
    assert notes.take(line("another", sent={"email": {}})) is None
    notes.take(line(flow.id, sent={"name": {}}))
    assert (flow.marked, flow.comment) == (":red_circle:", "email, name -> CN (established)")


@pytest.mark.parametrize("marker", [":star:", ":white_circle:", ":red_circle:"])
def test_what_somebody_else_wrote_stays(marker: str) -> None:
    """Also where it looks like one of ours."""
    notes, flow = Notes(), tflow.tflow()
    notes.remember(flow)
    flow.comment, flow.marked = "look here", marker
    for leaves in ("yes", "no"):
        notes.take(line(flow.id, sent={"email": {}}, leaves_korea=leaves))
        assert (flow.marked, flow.comment) == (marker, "look here")
    assert notes.clear() == [flow]
    assert (flow.marked, flow.comment) == (marker, "look here")


def test_what_was_noted_is_taken_back_and_begun_anew() -> None:
    notes, flow, other = Notes(), tflow.tflow(), tflow.tflow()
    for each in (flow, other):
        notes.remember(each)
        notes.take(line(each.id, sent={"email": {}}))
    other.comment = "look here"
    assert {each.id for each in notes.clear()} == {flow.id, other.id}
    assert (flow.marked, flow.comment) == ("", "")
    assert (other.marked, other.comment) == ("", "look here")
    notes.take(line(flow.id, sent={"name": {}}, leaves_korea="no"))
    assert (flow.marked, flow.comment) == (":green_circle:", "name -> CN (established)")


def test_a_long_comment_is_cut_and_still_ours() -> None:
    notes, flow = Notes(), tflow.tflow()
    notes.remember(flow)
    for number in range(100):
        notes.take(line(flow.id, sent={f"category_{number:02}": {}}, place="\x1b" * (number == 99)))
    assert len(flow.comment) == 500
    assert flow.comment.startswith("category_00, category_01, ")


def test_memory_does_not_grow_with_the_session() -> None:
    notes = Notes()
    for _ in range(500):
        flow = tflow.tflow()
        notes.remember(flow)
        notes.take(line(flow.id, sent={"email": {}}))
    del flow
    gc.collect()
    assert len(notes) == 0
    assert len(notes._notes) == 0
