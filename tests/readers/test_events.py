import json
import os
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hookevents
from support.unlisted import unread

from trafficaudit import events as schema
from trafficaudit.errors import ReadError
from trafficaudit.readers import events
from trafficaudit.readers.events import INVALID, LONG, TORN, VERSION, Tally

CALL = hookevents.line(hookevents.api("a1b2c3d4e5f60718"))
TROUBLE = hookevents.line(schema.Trouble(**hookevents.common(), what="x"))


def read(path: Path, data: bytes) -> tuple[list[tuple[int, schema.AnyEvent]], Tally]:
    path.write_bytes(data)
    tally = Tally()
    return list(events.read(path, tally)), tally


def test_events_come_with_the_byte_at_which_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    found, tally = read(path, CALL + b"\n" + TROUBLE)
    assert [(offset, type(event)) for offset, event in found] == [(0, schema.Api), (len(CALL) + 1, schema.Trouble)]
    assert (tally.events, tally.refused) == (2, {})
    assert [events.at(path, offset) for offset, _ in found] == [event for _, event in found]
    assert events.at(path, 3) is None
    assert events.at(tmp_path / "gone", 0) is None


def test_what_is_no_event_is_counted_by_its_reason(tmp_path: Path) -> None:
    other = json.dumps(json.loads(TROUBLE) | {"v": 2}).encode() + b"\n"
    newer = b'{"kind":"hologram","v":3}\n'
    bad = [
        b"{}\n",
        b"null\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"kind":"api"}\n',
        b'"' + b"\\ud800" * 9 + b'"\n',
    ]
    found, tally = read(tmp_path / "e", TROUBLE + other + newer + b"".join(bad) + TROUBLE + TROUBLE[:-9])
    assert len(found) == 2
    assert tally.refused == {VERSION: 2, INVALID: len(bad), TORN: 1}
    gaps = list(tally.gaps("c", 7))
    assert [gap.reason for gap in gaps] == [
        "events.jsonl: 1 line is cut off at the end of the file",
        f"events.jsonl: {len(bad)} lines are no event",
        "events.jsonl: 2 lines are of another schema version",
        "events.jsonl: the hooks could not do 2 things (trouble events)",
    ]
    assert {(gap.capture_id, gap.position, gap.exchanges) for gap in gaps} == {("c", 7, 0)}
    assert gaps[2].offset == len(TROUBLE)


def test_troubles_that_were_only_counted_count_as_such(tmp_path: Path) -> None:
    more = hookevents.line(schema.Dropped(**hookevents.common(), hook="trouble", count=30))
    host = hookevents.line(schema.Dropped(**hookevents.common(agent="host"), hook="trouble", count=4))
    _, tally = read(tmp_path / "e", TROUBLE + more + host)
    assert [gap.reason for gap in tally.gaps("c", 7)] == [
        "events.jsonl: the hooks could not do 31 things (trouble events)",
        "events.jsonl: the hooks left out 4 events because there were too many",
    ]


def test_hooks_and_processes_beyond_the_bounds_are_told_and_the_known_ones_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_MOST_HOOKS", 1)
    monkeypatch.setattr(events, "_MOST_AGENTS", 1)

    def hook(name: str, state: Literal["installed", "failed"], **more: int) -> bytes:
        return hookevents.line(schema.Hook(**hookevents.common(**more), hook=name, state=state))

    first, last = hook("one", "installed"), hook("one", "failed")
    _, tally = read(tmp_path / "e", first + last)
    assert [gap.reason for gap in tally.gaps("c", 0)] == [
        "events.jsonl: 1 hook could not be put in place, and saw nothing: crypto one"
    ]
    _, tally = read(tmp_path / "e", first + hook("two", "failed") + hook("one", "failed", pid=9) + last)
    told = [gap.reason for gap in tally.gaps("c", 0)]
    assert told[0].endswith("saw nothing: crypto one")
    assert told[1].startswith("events.jsonl: 3 events are of more hooks or processes than are followed")


def test_a_last_line_that_is_whole_but_for_its_end_counts(tmp_path: Path) -> None:
    found, tally = read(tmp_path / "e", TROUBLE.rstrip())
    assert (len(found), tally.refused) == (1, {})


def test_a_line_of_50_mb_is_passed_over_in_pieces(tmp_path: Path) -> None:
    long = b'{"kind":"trouble","what":"' + b"x" * (50 << 20) + b'"}\n'
    found, tally = read(tmp_path / "e", TROUBLE + long + TROUBLE)
    assert [offset for offset, _ in found] == [0, len(TROUBLE) + len(long)]
    assert tally.refused == {LONG: 1}
    found, tally = read(tmp_path / "e", long[:-2])
    assert (found, tally.refused) == ([], {LONG: 1})


def test_what_stands_inside_of_a_line_that_is_too_long_is_no_event(tmp_path: Path) -> None:
    """Its pieces are none, wherever they are cut; ``read`` tells of the line."""
    told = hookevents.line(
        schema.Tls(**hookevents.common(agent="tls"), direction="sent", library="x", data=b"x", size=1)
    )
    path = tmp_path / "e"
    path.write_bytes(b" " * events.LONGEST + told + told)
    assert [here for here, _ in events.plaintexts(path)] == [events.LONGEST + len(told)]


def test_the_longest_event_that_agents_send_is_read(tmp_path: Path) -> None:
    data = os.urandom(schema.LIMIT)
    found, _ = read(tmp_path / "e", hookevents.line(hookevents.encrypted(data, data)))
    assert len(found) == 1


def test_what_agents_left_out_is_a_gap(tmp_path: Path) -> None:
    def made(seq: int, pid: int = 1) -> bytes:
        return hookevents.line(schema.Hook(**hookevents.common(seq=seq, pid=pid), hook="h", state="installed"))

    dropped = hookevents.line(schema.Dropped(**hookevents.common(seq=9), hook="h", count=512))
    _, tally = read(tmp_path / "e", made(1) + made(2) + made(1, 2) + made(5) + made(1) + made(2, 2) + dropped)
    assert (tally.dropped, tally.missing) == (512, 2)
    assert [gap.reason for gap in tally.gaps("c", 0)] == [
        "events.jsonl: the hooks left out 512 events because there were too many",
        "events.jsonl: 2 events are missing by the hooks' own numbers",
    ]


def test_that_nothing_was_hooked_is_a_gap(tmp_path: Path) -> None:
    _, tally = read(tmp_path / "e", b"\n")
    assert [gap.reason for gap in tally.gaps("c", 3)] == [
        "events.jsonl: the hooks told nothing: no process of the app was hooked"
    ]
    _, tally = read(tmp_path / "f", b"none\n")
    assert [gap.reason for gap in tally.gaps("c", 3)] == ["events.jsonl: 1 line is no event"]


def test_what_the_host_could_not_take_is_told_once(tmp_path: Path) -> None:
    def made(seq: int, agent: str = "crypto", pid: int = 1) -> bytes:
        return hookevents.line(schema.Trouble(**hookevents.common(seq=seq, pid=pid, agent=agent), what=""))

    dropped = schema.Dropped(**hookevents.common(seq=3, pid=1, agent="host"), hook="crypto", count=7)
    host = made(1, "host", 1) + made(2, "host", 2) + hookevents.line(dropped) + made(4, "host", 2)
    _, tally = read(tmp_path / "e", made(1) + made(9) + host)
    assert (tally.dropped, tally.missing) == (7, 0)


def test_the_host_s_note_of_when_an_event_came_tells_how_far_the_phone_s_clock_is_ahead(tmp_path: Path) -> None:
    path = tmp_path / "e"

    def noted(event: schema.Event, seconds: float) -> bytes:
        return hookevents.line(event)[:-2] + b',"host_at":%.3f}\n' % (event.at + seconds * 1000)

    host = schema.Trouble(**hookevents.common(agent="host"), what="")
    call = hookevents.api("x")
    path.write_bytes(noted(host, -99) + b"torn\n" + noted(call, -59.5) + noted(call, -60.0) + noted(call, -40.0))
    assert events.ahead(path) == pytest.approx(60.0)
    assert len(read(path, path.read_bytes())[0]) == 4
    path.write_bytes(CALL)
    assert events.ahead(path) is None
    assert events.ahead(tmp_path / "gone") is None


@given(data=st.lists(st.sampled_from([CALL, TROUBLE, CALL[:50], b"\n"]) | st.binary(max_size=40), max_size=20))
def test_any_bytes_give_events_or_counts(data: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    found, tally = read(tmp_path_factory.getbasetemp() / "any", b"".join(data))
    assert tally.events == len(found)
    assert all(gap.exchanges == 0 for gap in tally.gaps("c", 0))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="gone"):
        list(events.read(tmp_path / "gone", Tally()))


def test_a_file_that_cannot_be_read_again_is_an_error_and_not_one_without_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.jsonl"
    assert (list(events.each(path, [0])), events.ahead(path)) == ([], None)
    path.write_bytes(CALL + b"\n")
    assert len(list(events.each(path, [0]))) == 1
    unread(monkeypatch, path)
    for read_again in (lambda: list(events.each(path, [0])), lambda: events.at(path, 0), lambda: events.ahead(path)):
        with pytest.raises(ReadError, match=r"Input/output error \(check the permissions and the disk\)"):
            read_again()
