"""Between Frida's threads and the writer: never waits, counts exactly."""

import threading
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit import events
from trafficaudit.events import Process
from trafficaudit.hooks.intake import LARGEST, Intake, Item, Source

MANY = 10**6


def sent(seq: object, **fields: Any) -> dict[str, Any]:
    payload = {"kind": "trouble", "v": 1, "seq": seq, "at": 1, "mono": 1, "pid": 7, "tid": 1, "agent": "a", "what": "x"}
    return {"type": "send", "payload": payload | fields}


def taken(intake: Intake) -> list[Item]:
    """Close it and take everything."""
    intake.close()
    found: list[Item] = []
    while not intake.exhausted:
        found += intake.take(0, MANY, MANY)
    return found


def told(items: list[Item]) -> list[Any]:
    return [events.decoder.decode(item.data) for item in items if item.source is None]


def test_messages_come_out_in_order_with_their_time() -> None:
    intake, source = Intake(), Source("a", 7)
    before = time.time() * 1000
    for seq in range(1, 6):
        intake.message(source, sent(seq))
    assert intake.waiting == 5
    items = intake.take(0, 3, MANY) + intake.take(0, MANY, MANY)
    assert [events.decoder.decode(item.data).seq for item in items] == [1, 2, 3, 4, 5]
    assert before <= items[0].at <= items[-1].at <= time.time() * 1000
    assert (intake.waiting, intake.lost, intake.dropped, intake.refused) == (0, 0, 0, 0)
    assert taken(intake) == []


def test_a_batch_is_bounded_in_events_and_in_bytes() -> None:
    intake, source = Intake(), Source("a", 7)
    for seq in range(1, 8):
        intake.message(source, sent(seq, what="x" * 1000))
    assert len(intake.take(0, 2, MANY)) == 2
    assert len(intake.take(0, MANY, 1500)) == 2
    assert len(intake.take(0, MANY, 1)) == 1
    assert len(intake.take(0, MANY, MANY)) == 2


@pytest.mark.parametrize("limits", [{"events_waiting": 10}, {"bytes_waiting": 1000}])
def test_what_does_not_fit_is_dropped_counted_and_no_hole(limits: dict[str, int]) -> None:
    intake, one, two = Intake(**limits), Source("one", 7), Source("two", 8)
    for seq in range(1, 101):
        intake.message(one, sent(seq))
        intake.message(two, sent(seq))
    kept = intake.waiting
    assert 0 < kept <= 12
    assert intake.dropped == 200 - kept
    items = taken(intake)
    assert len([item for item in items if item.source]) == kept
    counts = {event.hook: event.count for event in told(items)}
    assert sum(counts.values()) == 200 - kept
    assert set(counts) == {"one", "two"}
    assert intake.lost == 0


def test_it_can_be_filled_again_once_it_was_emptied() -> None:
    intake, source = Intake(events_waiting=2), Source("a", 7)
    for seq in range(1, 4):
        intake.message(source, sent(seq))
    assert intake.dropped == 1
    while intake.waiting:
        intake.take(0, MANY, MANY)
    intake.message(source, sent(4))
    assert (intake.dropped, intake.waiting, intake.lost) == (1, 1, 0)


def test_holes_are_counted_and_a_new_beginning_is_none() -> None:
    intake, source = Intake(), Source("tls", 7)
    for seq in (1, 2, 5, 6, 10, 1, 2, 3):
        intake.message(source, sent(seq))
    assert intake.lost == 2 + 3
    (trouble,) = told(taken(intake))
    assert (trouble.what, trouble.pid) == ("tls: 5 events lost on the way", 7)


@pytest.mark.parametrize("seq", [None, "1", -1, 0, 2**53, 1.5, [], True])
def test_a_number_that_is_none_counts_nothing(seq: object) -> None:
    intake, source = Intake(), Source("a", 7)
    intake.message(source, sent(seq))
    assert (intake.lost, intake.waiting) == (0, 1)


def test_a_message_that_is_too_large_is_refused_at_once() -> None:
    intake, source = Intake(), Source("a", 7)
    intake.message(source, sent(1, what="x" * LARGEST))
    intake.message(source, sent(2, what="x" * (LARGEST - 500)))
    assert (intake.refused, intake.waiting, intake.lost) == (1, 1, 0)
    (trouble,) = told(taken(intake))
    assert trouble.what == "a: 1 message refused: larger than 8 MiB"


def test_half_surrogates_become_the_replacement_character() -> None:
    intake, source = Intake(), Source("a", 7)
    intake.message(source, sent(1, what="가\ud83d|\ude00", more={"\ud800": ["\udfff"]}))
    event = events.decoder.decode(intake.take(0, 1, 1)[0].data)
    assert event.what == "가\ufffd|\ufffd"


def test_what_no_json_can_hold_is_refused() -> None:
    intake, source = Intake(), Source("a", 7)
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    intake.message(source, {"type": "send", "payload": deep})
    intake.message(source, sent(1, what=b"", more={1j: 2}))
    assert (intake.refused, intake.waiting) == (2, 0)
    while deep:  # taken apart by hand: the interpreter's own way is recursive
        deep = deep[0]


def test_an_error_in_an_agent_is_told() -> None:
    intake, source = Intake(), Source("tls", 7)
    intake.message(source, {"type": "error", "description": "TypeError: not a function", "stack": "..."})
    intake.message(source, {})
    intake.message(source, {})
    first, second = told(taken(intake))
    assert (first.what, first.pid, first.agent) == ("tls: 1 error: TypeError: not a function", 7, "host")
    assert second.what == "tls: 2 errors: error without text"
    assert source.errors == 3
    assert intake.trouble == second.what


def test_the_hosts_own_events_are_numbered_cut_and_never_dropped() -> None:
    intake = Intake(events_waiting=1)
    for _ in range(3):
        intake.tell(Process, 9, action="ended", name="x" * 10_000, detail="\ud800")
    found = told(taken(intake))
    assert [event.seq for event in found] == [1, 2, 3]
    assert (found[0].agent, found[0].pid, len(found[0].name), found[0].detail) == ("host", 9, 2000, "\ufffd")


def test_reasons_are_bounded_and_their_counts_exact() -> None:
    intake, source = Intake(), Source("a", 7)
    for number in range(1000):
        intake.refuse(source, f"reason {number}")
    found = told(taken(intake))
    assert 100 <= len(found) <= 101
    assert sum(int(event.what.split()[1]) for event in found) == intake.refused == 1000


def test_taking_waits_only_for_what_comes() -> None:
    intake, source = Intake(), Source("a", 7)
    began = time.monotonic()
    assert intake.take(0.05, 1, 1) == []
    assert time.monotonic() - began >= 0.04
    later = threading.Timer(0.05, lambda: intake.message(source, sent(1)))
    later.start()
    began = time.monotonic()
    assert len(intake.take(10, 1, 1)) == 1
    assert time.monotonic() - began < 5
    later.join()
    threading.Timer(0.05, intake.close).start()
    assert intake.take(10, 1, 1) == []
    assert intake.exhausted


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 30)), max_size=60))
def test_every_message_is_kept_dropped_or_refused(messages: list[tuple[int, int]]) -> None:
    intake = Intake(events_waiting=7)
    sources = [Source(str(number), number) for number in range(3)]
    kept = 0
    for number, (which, seq) in enumerate(messages):
        intake.message(sources[which], sent(seq))
        if number % 11 == 10:
            kept += sum(1 for item in intake.take(0, 5, MANY) if item.source)
    kept += sum(1 for item in taken(intake) if item.source)
    assert kept + intake.dropped + intake.refused == len(messages)
