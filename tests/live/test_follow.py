"""A folder that grows in any way is read as the finished one is."""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mitmproxy import flow
from mitmproxy.test import tflow
from support.states import every_kind, record

from trafficaudit.errors import ReadError
from trafficaudit.live.follow import Followed, Follower
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"


def kinds() -> list[flow.Flow]:
    """Every kind of flow, a second part of a conversation, and one of which nothing is read."""
    continued, silent = tflow.twebsocketflow(), tflow.ttcpflow()
    continued.metadata["continues"] = "first"
    silent.messages = []
    return [*every_kind(), continued, silent]


KINDS = b"".join(map(record, kinds()))
ONE = record(tflow.tflow(resp=True))

type Step = Callable[[], object]


def append(path: Path, data: bytes) -> Step:
    def step() -> None:
        with path.open("ab") as file:
            file.write(data)

    return step


def follow(folder: Path, steps: Iterator[Step]) -> list[Followed]:
    """Follow a folder that takes the next step each time everything there was read, until there is none left."""
    done = False

    def wait() -> None:
        nonlocal done
        step = next(steps, None)
        if step is None:
            done = True
        else:
            step()

    follower = Follower(folder, lambda: done, wait)
    items = list(follower.items())
    assert follower.behind == 0
    return items


def bare(item: Exchange | Gap) -> Exchange | Gap:
    """Leave out the capture's id: it holds the digest of the finished files."""
    return replace(item, capture_id="")


def whole(folder: Path) -> list[Exchange | Gap]:
    return [bare(item) for item in open_capture(folder).items()]


@contextmanager
def empty_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def pieces(name: Path, data: bytes, cuts: list[int]) -> Iterator[Step]:
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    for start, end in pairwise(edges):
        yield append(name, data[start:end])


@settings(max_examples=60)
@given(
    cuts=st.lists(st.integers(0, 1 << 20), max_size=12),
    ends=st.tuples(st.integers(0, 1 << 20), st.integers(0, 1 << 20)),
    cut_off=st.booleans(),
)
def test_growing_anyhow_gives_what_the_finished_folder_gives(
    cuts: list[int], ends: tuple[int, int], cut_off: bool
) -> None:
    with empty_folder() as folder:
        first = ONE * 2 + (KINDS[: ends[0] % len(KINDS)] if cut_off else KINDS)
        second = KINDS[: ends[1] % len(KINDS)] if cut_off else KINDS + ONE

        def steps() -> Iterator[Step]:
            yield from pieces(folder / "traffic-0001.mitm", first, cuts)
            yield from pieces(folder / "traffic-0002.mitm", second, cuts)

        followed = follow(folder, steps())
        assert [bare(each.item) for each in followed] == whole(folder)


@settings(max_examples=60)
@given(
    cuts=st.lists(st.integers(0, 1 << 20), max_size=8),
    at=st.integers(0, 1 << 20),
    damage=st.binary(max_size=40) | st.just(ONE[:50]) | st.just(b"9999999999:"),
    over=st.booleans(),
)
def test_damage_is_reported_as_in_the_finished_folder(cuts: list[int], at: int, damage: bytes, over: bool) -> None:
    with empty_folder() as folder:
        at %= len(KINDS)
        data = KINDS[:at] + damage + KINDS[at + len(damage) if over else at :]

        def steps() -> Iterator[Step]:
            yield from pieces(folder / "traffic-0001.mitm", data, cuts)
            yield from pieces(folder / "traffic-0002.mitm", ONE, cuts)

        followed = follow(folder, steps())
        assert [bare(each.item) for each in followed] == whole(folder)


def test_every_kind_of_flow_byte_by_byte(tmp_path: Path) -> None:
    segment = tmp_path / "traffic-0001.mitm"
    followed = follow(tmp_path, (append(segment, KINDS[at : at + 1]) for at in range(len(KINDS))))
    assert [bare(each.item) for each in followed] == whole(tmp_path)
    assert not any(isinstance(each.item, Gap) for each in followed)


def test_the_demo_growing_in_small_pieces_over_three_files(tmp_path: Path) -> None:
    data = (DEMO / "traffic-0001.mitm").read_bytes()
    shutil.copy(DEMO / "capture.json", tmp_path)
    shutil.copy(DEMO / "phases.jsonl", tmp_path)
    third = len(data) // 3
    files = {"traffic-0001.mitm": data[:third], "traffic-0002.mitm": b"", "traffic-0003.mitm": data[third:]}
    cuts = [cut for at in range(0, len(data), 997) for cut in (at, at + 1)]

    def steps() -> Iterator[Step]:
        for name, content in files.items():
            yield from pieces(tmp_path / name, content, cuts)

    followed = follow(tmp_path, steps())
    # The record that the first file cuts off is a gap in it; the rest of it is one in the third; the second is empty.
    assert [bare(each.item) for each in followed] == whole(tmp_path)
    assert sum(isinstance(each.item, Gap) for each in followed) == 3
    assert sum(isinstance(each.item, Exchange) for each in followed) > 150


def test_a_half_written_record_is_no_gap_while_it_may_grow(tmp_path: Path) -> None:
    segment = tmp_path / "traffic-0001.mitm"
    segment.write_bytes(ONE + ONE[:-1])
    seen: list[int] = []
    items: list[Followed] = []
    follower: Follower

    def wait() -> None:
        seen.append(len(items))
        if len(seen) == 1:
            assert follower.behind == len(ONE) - 1
        elif len(seen) == 2:
            append(segment, ONE[-1:])()

    follower = Follower(tmp_path, lambda: len(seen) == 3, wait)
    for item in follower.items():
        items.append(item)
    assert seen == [1, 1, 2]
    assert [type(each.item) for each in items] == [Exchange, Exchange]


def test_each_exchange_comes_with_the_id_of_its_flow(tmp_path: Path) -> None:
    flows = every_kind()
    continued = tflow.twebsocketflow()
    continued.metadata["continues"] = flows[1].id
    (tmp_path / "traffic-0001.mitm").write_bytes(b"".join(map(record, [*flows, continued])))
    followed = follow(tmp_path, iter(()))
    positions = {each.item.position: each.flow for each in followed}
    assert [positions[at] for at in range(len(flows))] == [flow.id for flow in flows]
    assert positions[len(flows)] == flows[1].id


@pytest.mark.parametrize("wrong", [b"2:id;200:" + b"x" * 200 + b";", b"2:id;1:1#", b"8:metadata;1:x;"])
def test_an_odd_flow_id_is_none(tmp_path: Path, wrong: bytes) -> None:
    inner = b"7:version;2:21#" + wrong
    (tmp_path / "traffic-0001.mitm").write_bytes(b"%d:%b}" % (len(inner), inner))
    assert {each.flow for each in follow(tmp_path, iter(()))} == {""}


def test_it_ends_when_the_description_says_that_the_recording_is_complete(tmp_path: Path) -> None:
    folder = tmp_path / "later"

    def begin() -> None:
        folder.mkdir()
        (folder / "capture.json").write_text('{"app": {"package": "kr.example.shop"}, "complete": false}')

    steps: Iterator[Step] = iter(
        [
            begin,
            append(folder / "traffic-0001.mitm", ONE),
            append(folder / "traffic-0001.mitm", ONE[:10]),
            lambda: (folder / "capture.json").write_text('{"app": {"package": "kr.example.shop"}, "complete": true}'),
        ]
    )

    def wait() -> None:
        next(steps)()

    follower = Follower(folder, lambda: False, wait)
    items = [each.item for each in follower.items()]
    assert [type(each) for each in items] == [Exchange, Gap]
    assert follower.capture.app == "kr.example.shop"


def test_phase_marks_are_taken_over_as_they_are_written(tmp_path: Path) -> None:
    marks = tmp_path / "phases.jsonl"
    lines = [json.dumps({"at": f"2026-11-24T0{hour}:00:00Z", "phase": name}) for hour, name in ((1, "a"), (2, "b"))]
    seen = []

    def looked() -> None:
        seen.append([phase.name for phase in follower.capture.phases])

    steps = iter([append(marks, lines[0].encode()), append(marks, b"\n" + lines[1][:9].encode())])

    def wait() -> None:
        looked()
        step = next(steps, None)
        if step is None:
            append(marks, lines[1][9:].encode())()
            ended.append(True)
        else:
            step()

    ended: list[bool] = []
    follower = Follower(tmp_path, lambda: bool(ended), wait)
    assert list(follower.items()) == []
    looked()
    assert seen == [[], ["a"], ["a"], ["a", "b"]]


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_only_regular_files_are_followed(tmp_path: Path, kind: str) -> None:
    (tmp_path / "outside").write_bytes(ONE)
    folder = tmp_path / "capture"
    folder.mkdir()
    segment = folder / "traffic-0001.mitm"
    if kind == "link":
        segment.symlink_to(tmp_path / "outside")
    else:
        os.mkfifo(segment)
    with pytest.raises(ReadError, match="regular file"):
        follow(folder, iter(()))


@pytest.mark.parametrize(("broken", "named"), [("open", "traffic-0001.mitm"), ("iterdir", "capture")])
def test_what_a_failing_disk_does_not_give_is_an_error_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, named: str
) -> None:
    folder = tmp_path / "capture"
    segment = folder / "traffic-0001.mitm"
    folder.mkdir()
    segment.write_bytes(ONE)

    def failing(self: Path, *arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, broken, failing)
    with pytest.raises(ReadError, match=rf"{named}: cannot be opened: Input/output error.*check the permissions"):
        follow(folder, iter(()))


def test_a_description_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    (tmp_path / "outside").write_text('{"app": "kr.example.other", "complete": true}')
    (folder / "capture.json").symlink_to(tmp_path / "outside")
    (folder / "traffic-0001.mitm").write_bytes(ONE)
    follower = Follower(folder, lambda: True, lambda: None)
    assert len(list(follower.items())) == 1
    assert follower.capture.app == ""


def test_segments_go_by_number_beyond_four_digits(tmp_path: Path) -> None:
    def steps() -> Iterator[Step]:
        for number in (9_999, 10_000):
            yield append(tmp_path / f"traffic-{number}.mitm", ONE)

    followed = follow(tmp_path, steps())
    assert [bare(each.item) for each in followed] == whole(tmp_path)
    assert sum(isinstance(each.item, Exchange) for each in followed) == 2


def test_a_description_that_is_half_written_says_nothing_yet(tmp_path: Path) -> None:
    (tmp_path / "capture.json").write_text('{"app": "kr.example.shop", "compl')

    def steps() -> Iterator[Step]:
        yield append(tmp_path / "traffic-0001.mitm", ONE)
        yield lambda: (tmp_path / "capture.json").write_text('{"app": "kr.example.shop", "complete": true}')

    listed = steps()

    def wait() -> None:
        next(listed)()

    follower = Follower(tmp_path, lambda: False, wait)
    assert follower.capture.app == ""
    (found,) = follower.items()
    assert (type(found.item), follower.capture.app) == (Exchange, "kr.example.shop")
