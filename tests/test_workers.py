"""Several processes give the bytes that one gives, and none of them is left behind."""

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest
from support import flows, hars, hookevents

from trafficaudit import readers, workers
from trafficaudit.errors import PersonaError, ReadError, WorkerError
from trafficaudit.recipe import Request
from trafficaudit.replay import replay

DEMO = Path(__file__).resolve().parent.parent / "captures" / "demo"


def request_for(folder: Path, count: int, *more: Path) -> Request:
    """Ask for a capture with a hole in it and others, in so many processes."""
    cut = folder / "cut.mitm"
    if not cut.exists():
        flows.write(cut, *(flows.flow(number, body=b"phone=010-2345-6789&note=" + b"x" * 99) for number in range(300)))
        cut.write_bytes(cut.read_bytes()[:-100])
    return Request((cut, *more), folder / f"out{count}", DEMO / "persona.toml", workers=count)


def test_the_results_are_those_of_one_process(tmp_path: Path) -> None:
    out, event = hookevents.gcm(b'{"mail": "seoyun.kim@hanbit.example"}', at=0)
    hooked = hookevents.capture(tmp_path / "hooked", [flows.flow(0, body=out)], [event, event])
    small = hars.write(tmp_path / "small.har", hars.entry("https://a.shop.example/t", "8.8.8.8"))
    one, three = (replay(request_for(tmp_path, count, DEMO, hooked, small)) for count in (1, 3))
    assert one.gaps
    assert replace(three, target=one.target) == one
    names = sorted(file.name for file in one.target.iterdir())
    assert names == sorted(file.name for file in three.target.iterdir())
    for name in names:
        assert (three.target / name).read_bytes() == (one.target / name).read_bytes(), name
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_ends_the_replay(tmp_path: Path) -> None:
    request = request_for(tmp_path, 2)

    def kill(count: int) -> None:
        if count == 1:
            for child in multiprocessing.active_children():
                child.kill()

    with pytest.raises(WorkerError, match="ended with status -9 before its part"):
        replay(request, kill)
    assert not request.target.exists()
    assert multiprocessing.active_children() == []


def test_an_error_of_ours_stays_one(tmp_path: Path) -> None:
    request = request_for(tmp_path, 2)
    sources, examiner = readers.open_captures(request.captures), workers.examiner_of(request)
    person = tmp_path / "person.toml"
    person.write_text("values = 1", encoding="utf-8")
    with pytest.raises(PersonaError, match=r"person\.toml"):
        list(workers.examined(replace(request, persona=person), sources, examiner))
    assert multiprocessing.active_children() == []


def test_a_capture_that_changes_is_not_mixed(tmp_path: Path) -> None:
    request = request_for(tmp_path, 2)
    with pytest.raises(ReadError, match=r"cut\.mitm: changed while it was being read"):
        next(workers._blocks(request, ("0" * 64,), 0))


def test_every_item_is_in_one_block(tmp_path: Path) -> None:
    request = request_for(tmp_path, 3)
    digests = tuple(source.capture.sha256 for source in readers.open_captures(request.captures))
    sizes = [[len(block) for block in workers._blocks(request, digests, mine)] for mine in range(3)]
    sources = readers.open_captures(request.captures)
    alone = list(workers.examined(replace(request, workers=1), sources, workers.examiner_of(request)))
    assert sum(map(sum, sizes)) == len(alone) > 3 * workers.BLOCK
    assert {size for part in sizes for size in part[:-1]} == {workers.BLOCK}
