"""Several processes give the bytes that one gives, and a capture is cut into jobs that hold all of it."""

import gzip
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from support import flows, hars, hookevents
from support.shares import DEMO, request_for, small_slices  # noqa: F401 - a fixture

from trafficaudit import readers, workers
from trafficaudit.errors import ReadError
from trafficaudit.events import Trouble
from trafficaudit.recipe import Request
from trafficaudit.replay import replay

pytestmark = pytest.mark.usefixtures("small_slices")


def test_the_results_are_those_of_one_process(tmp_path: Path) -> None:
    out, event = hookevents.gcm(b'{"mail": "seoyun.kim@hanbit.example"}', at=0)
    trouble = Trouble(**hookevents.common(), what="no answer")
    hooked = hookevents.capture(tmp_path / "hooked", [flows.flow(0, body=out)], [event, event, trouble])
    small = hars.write(tmp_path / "small.har", hars.entry("https://a.shop.example/t", "8.8.8.8"))
    one, three = (replay(request_for(tmp_path, count, DEMO, hooked, small)) for count in (1, 3))
    assert [gap.reason for gap in one.gaps][-1] == "events.jsonl: the hooks could not do 1 thing (trouble events)"
    assert len(one.gaps) > 1, "the hole in the first capture as well"
    assert replace(three, target=one.target) == one
    names = sorted(file.name for file in one.target.iterdir())
    assert names == sorted(file.name for file in three.target.iterdir())
    for name in names:
        assert (three.target / name).read_bytes() == (one.target / name).read_bytes(), name
    assert multiprocessing.active_children() == []


def test_what_is_cut_over_exchanges_is_found_in_any_number_of_processes(tmp_path: Path) -> None:
    body = gzip.compress(b'{"mail": "haram.namgung@mail.example", "model": "SM-S921N"}', mtime=0)
    size = len(body)
    made = [
        flows.flow(number, f"/up/{number // size}", headers=[(b"Upload-Offset", b"%d" % at)], body=body[at : at + 1])
        for number, at in ((number, number % size) for number in range(2 * size))
    ]
    talk = [(True, body[at : at + 9]) for at in range(0, size, 9)]
    parts = [flows.flow(200, messages=talk), flows.flow(201, messages=[(True, b"x "), (True, b"haram.nam")])]
    parts += [flows.flow(number) for number in range(202, 240)]
    parts.append(flows.flow(240, messages=[(True, b"gung@mail.example")]))
    parts[-1].metadata["continues"] = "flow-201"
    capture = flows.write(tmp_path / "up.mitm", *made, *parts)
    pieces = [
        hars.entry("https://a.shop.example/up", "8.8.8.8", headers={"Upload-Offset": at}, body=body)
        for at, body in (("0", "tel=010-04"), ("10", "17-8263"))
    ]
    har = hars.write(tmp_path / "up.har", *pieces)
    persona = DEMO / "persona.toml"
    one, three = (
        replay(Request((capture, har), tmp_path / f"split{count}", persona, workers=count)) for count in (1, 3)
    )
    found = pq.read_table(one.target / "findings.parquet").to_pylist()
    mails = [each["exchange"] for each in found if each["category"] == "email" and each["detector"] == "persona"]
    ends = [f"{size - 1:06d}", f"{2 * size - 1:06d}", f"{2 * size:06d}.w{len(talk) - 1}", f"{2 * size + 40:06d}.w0"]
    assert mails == ends
    assert [each["exchange"] for each in found if each["category"] == "phone_number"]
    for file in one.target.iterdir():
        assert (three.target / file.name).read_bytes() == file.read_bytes(), file.name


def test_large_captures_are_shared_out_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = request_for(tmp_path, 0)
    sources = readers.open_captures(request.captures)
    assert workers.suited(sources) == 1
    alone = replay(request).target
    monkeypatch.setattr(workers, "_WORTH", sources[0].capture.size)
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert workers.suited(sources) == 4
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    alive: list[int] = []
    shared = replay(
        replace(request, target=tmp_path / "shared"), lambda _: alive.append(len(multiprocessing.active_children()))
    )
    assert max(alive) == 2
    for file in alone.iterdir():
        assert (shared.target / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_capture_that_changes_is_not_mixed(tmp_path: Path) -> None:
    request = request_for(tmp_path, 1)
    first, *_ = workers.jobs(readers.open_captures(request.captures), workers.examiner_of(request))
    assert workers.work(request, first)
    cut = tmp_path / "cut.mitm"
    whole, status = cut.read_bytes(), cut.stat()
    cut.write_bytes(whole.replace(b"010-2345-6789", b"010-9876-5432", 1))
    os.utime(cut, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    with pytest.raises(ReadError, match=r"cut\.mitm: changed while it was being read"):
        workers.work(request, first)
    cut.write_bytes(whole)  # a copy that was made at another time is the same capture
    assert workers.work(request, first)
    cut.unlink()
    with pytest.raises(ReadError, match="every process must see the captures"):
        workers.work(request, first)


def test_every_item_is_in_one_job_and_every_capture_has_a_last_one(tmp_path: Path) -> None:
    empty = hars.write(tmp_path / "empty.har")
    request = request_for(tmp_path, 1, DEMO, empty)
    sources = readers.open_captures(request.captures)
    alone = list(workers.examined(sources, workers.examiner_of(request)))
    todo = list(workers.jobs(sources, workers.examiner_of(request)))
    assert len(todo) > len(sources)
    assert [made for job in todo for made in workers.work(request, job)] == alone
    assert [job.number for job in todo if job.last] == [0, 1, 2]


def test_what_a_capture_tells_goes_along_with_a_job_only_where_it_is_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_for(
        tmp_path, 1, DEMO, hars.write(tmp_path / "s.har", hars.entry("https://a.example/", "8.8.8.8"))
    )
    sources = readers.open_captures(request.captures)
    small = [made for job in workers.jobs(sources, workers.examiner_of(request)) for made in workers.work(request, job)]
    monkeypatch.setattr(workers, "_TOLD", 0)
    assert [
        made for job in workers.jobs(sources, workers.examiner_of(request)) for made in workers.work(request, job)
    ] == small


def test_what_a_worker_looks_at_by_itself_is_the_file_that_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the path of a HAR another computer may have another one: its network would place the exchanges of this one."""
    path = hars.write(tmp_path / "a.har", hars.entry("https://a.shop.example/t", "8.8.8.8"))
    request = Request((path,), tmp_path / "out")
    monkeypatch.setattr(workers, "_TOLD", 0)
    (job,) = workers.jobs(readers.open_captures(request.captures), workers.examiner_of(request))
    assert [item for _, item in workers.work(request, job) if item is not None]
    path.write_bytes(path.read_bytes().replace(b"8.8.8.8", b"9.9.9.9"))
    monkeypatch.setattr(workers._BENCH, "told", None)
    with pytest.raises(ReadError, match="changed while it was being read"):
        workers.work(request, job)
