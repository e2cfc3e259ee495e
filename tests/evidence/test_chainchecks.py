"""The chain is held against the files, and says what it cannot say."""

import re
import shutil
from pathlib import Path

import pytest
from support.journals import cut_short, recording
from support.packages import capture, copied, listed_anew, put, script_run

from trafficaudit import evidence
from trafficaudit.evidence import chainchecks, filechecks, keys
from trafficaudit.evidence.case import Case, Known
from trafficaudit.recording import writer


def _chain(package: Path) -> tuple[str, str]:
    subject = Case(package, Known())
    for check in (filechecks.names, filechecks.files):
        list(check(subject))
    [finding] = chainchecks.linked(subject)
    return finding.outcome, finding.found


def test_what_was_sealed(package: Path) -> None:
    assert _chain(package) == ("ok", "6")
    found = {finding.id: finding.outcome for finding in chainchecks.complete(Case(package, Known()))}
    assert found == {"acquisition": "ok", "complete": "ok"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no: the recorder was killed", ("open", "the recorder was killed")),
        ("no", ("open", "no")),
        ("yes", ("ok", "")),
        ("", ("open", "no")),
    ],
)
def test_a_recording_that_did_not_end_in_order_says_why(
    package: Path, tmp_path: Path, said: str, told: tuple[str, str]
) -> None:
    mine = copied(package, tmp_path / "mine")
    info = (mine / "bag/bag-info.txt").read_text()
    line = next(each for each in info.splitlines(keepends=True) if each.startswith("Recording-Complete: "))
    put(mine / "bag/bag-info.txt", info.replace(line, f"Recording-Complete: {said}\n" if said else "").encode())
    found = {each.id: (each.outcome, each.found) for each in chainchecks.complete(Case(mine, Known()))}
    assert found["complete"] == told


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("chain/0005.txt", b'"what": "sealed"', b'"what": "broken"'),
        ("chain/0003.txt", b"  chain/0002.txt", b"  chain/0001.txt"),
        ("chain/0003.txt", b"  capture/traffic-0003.mitm", b"  capture/traffic-0002.mitm"),
        ("chain/0003.txt", b"# prefix ", b"# suffix "),
        ("chain/0002.txt", b"\n", b"\r\n"),
        ("chain/0002.txt", b'"note": "', b'"note": "x'),
        ("chain/0000.txt", b"# {", b"# ["),
    ],
)
def test_a_link_that_says_otherwise(package: Path, tmp_path: Path, path: str, old: bytes, new: bytes) -> None:
    mine = copied(package, tmp_path / "mine")
    content = (mine / "bag/data" / path).read_bytes()
    assert old in content
    put(mine / "bag/data" / path, content.replace(old, new))
    listed_anew(mine)
    assert _chain(mine)[0] == "failed"


def test_a_file_that_no_link_names(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "bag/data/capture/new.txt", b"x")
    listed_anew(mine)
    assert _chain(mine) == ("failed", "capture/new.txt: stands in no link")


def test_a_file_that_did_not_begin_as_a_link_says(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    link = mine / "bag/data/chain/0003.txt"
    put(link, re.sub(rb"(?m)^(# prefix \d+) [0-9a-f]{64}", rb"\1 " + b"0" * 64, link.read_bytes()))
    listed_anew(mine)
    outcome, found = _chain(mine)
    assert (outcome, found.endswith("does not begin as link 3 says")) == ("failed", True)


def test_what_is_no_link_has_no_place_among_them(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "bag/data/chain/notes.txt", b"x")
    listed_anew(mine)
    assert _chain(mine) == ("failed", "chain: holds something that is no link")


def test_no_chain_at_all(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    for path in (mine / "bag/data/chain").iterdir():
        path.unlink()
    (mine / "bag/data/chain").rmdir()
    listed_anew(mine)
    assert _chain(mine)[0] == "failed"


def test_a_segment_that_was_closed_by_whoever_recovered_the_recording(tmp_path: Path) -> None:
    cut_short(tmp_path / "c")
    writer.resume(tmp_path / "c")
    sealed = evidence.seal(tmp_path / "c").path
    (check,) = (each for each in evidence.verify(sealed).checks if each.id == "acquisition")
    assert (check.outcome, check.found) == ("note", "capture/traffic-0002.mitm")
    said = script_run(sealed, None, keys.own().fingerprint).stdout.splitlines()
    (line,) = (each for each in said if "acquisition" in each)
    assert line.startswith("note")
    assert line.endswith(": capture/traffic-0002.mitm")


def _acquired(folder: Path) -> tuple[str, str, str]:
    """Seal a capture; give what both verifiers say of its acquisition, and the outcome of the whole."""
    sealed = evidence.seal(folder).path
    verdict = evidence.verify(sealed)
    (check,) = (each for each in verdict.checks if each.id == "acquisition")
    said = script_run(sealed, None, keys.own().fingerprint).stdout.splitlines()
    (line,) = (each for each in said if "acquisition" in each)
    assert line.startswith(check.outcome)
    assert line.endswith(f": {check.found}") or not check.found
    return check.outcome, check.found, next(each.outcome for each in verdict.checks if each.id == "chain")


@pytest.mark.parametrize("name", ["phases.jsonl", "events.jsonl", "connections.jsonl", "gaps.jsonl"])
def test_what_was_written_down_after_the_recording_is_named(tmp_path: Path, name: str) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
        made.finish()
    shutil.copytree(tmp_path / "c", tmp_path / "as it was")
    assert _acquired(tmp_path / "as it was") == ("ok", "", "ok")
    (tmp_path / "c" / name).write_text('{"at": "2026-11-26T10:00:00+09:00", "phase": "before_consent"}\n')
    assert _acquired(tmp_path / "c") == ("note", f"capture/{name}", "ok")


def test_events_are_fixed_as_far_as_they_were_while_recording(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
        (tmp_path / "c/events.jsonl").write_text("{}\n")
        made.finish()
    shutil.copytree(tmp_path / "c", tmp_path / "as it was")
    assert _acquired(tmp_path / "as it was") == ("ok", "", "ok")
    with (tmp_path / "c/events.jsonl").open("a") as events:
        events.write("{}\n")
    assert _acquired(tmp_path / "c") == ("note", "capture/events.jsonl", "ok")


def test_a_segment_that_no_link_named_while_recording(tmp_path: Path) -> None:
    """Cut off, a recording holds a segment that nobody closed: nothing of it was fixed before the seal."""
    folder = capture(tmp_path / "shop")
    put(folder / "traffic-0004.mitm", b"still open")
    put(folder / "notes/traffic-0009.mitm", b"no segment")
    sealed = evidence.seal(folder).path
    (check,) = (each for each in evidence.verify(sealed).checks if each.id == "acquisition")
    assert (check.outcome, check.found) == ("note", "capture/traffic-0004.mitm")
    said = [
        line for line in script_run(sealed, None, keys.own().fingerprint).stdout.splitlines() if "acquisition" in line
    ]
    assert [line.startswith("note") and line.endswith(": capture/traffic-0004.mitm") for line in said] == [True]
