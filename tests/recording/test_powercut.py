"""The power goes at any call: what was on the disk by the promise is in the capture, and what is not is told."""

import json
from pathlib import Path

import pytest
from support.journals import START, recording
from support.powercuts import State, followed

from trafficaudit.evidence import chain
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.recording import frames
from trafficaudit.recording.journal import Follower
from trafficaudit.recording.writer import recover, resume

ALL = 6
GAP = "the proxy died while these connections were open; what it had not read whole stands nowhere"


def cut_off(root: Path) -> list[State]:
    """Record six exchanges, over several files of the journal; give what the disk may hold at each call.

    ``known`` is how many exchanges the writer had said to be on the disk.
    """
    safe = 0
    root.mkdir()
    with followed(root, lambda: safe) as disk:
        with recording(root / "c", file_size=3000) as made:
            writer = made.writer()
            for number in range(ALL):
                made.exchange(number)
                if number % 2:
                    made.send(frames.Phase(f"p{number}", START + number, 1.0, ""))
                writer.step()
                writer.sync(alive=True)
                safe = number + 1
            made.send(frames.Bye(START, ""))
            recover(writer)
        disk.look("at the end")
    return disk.states


def check_cut_off(folder: Path, state: State) -> None:
    """What is recovered of a state is true."""
    state.put(folder)
    capture = folder / "c"
    if not state.known and not (capture / "capture.json").is_file():
        return
    if (capture / ".recording").is_dir():
        if not state.known and not list((capture / ".recording").glob("journal-*")):
            return  # nothing was handed over yet
        resume(capture)
    said = json.loads((capture / "capture.json").read_text())
    items = list(open_capture(capture).items())
    found = [each for each in items if isinstance(each, Exchange)]
    assert [each.url[-2:] for each in found] == [f"/{number}" for number in range(len(found))], state.when
    assert len(found) >= state.known, state.when
    assert said["complete"]
    if said["ended"] == "ended in order":
        assert len(found) == ALL, state.when
    else:
        assert GAP in [each.reason for each in items if isinstance(each, Gap)], state.when
    assert not list(capture.glob("chain-broken*")), state.when
    links = chain.walk(capture / "chain")
    assert [each.entry.what for each in links].count("recording ended") == 1, state.when
    assert links[-1].entry.what == "recording ended", state.when


def test_what_was_on_the_disk_is_recovered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = cut_off(tmp_path / "disk")
    monkeypatch.setattr("os.fsync", lambda handle: None)
    for number, state in enumerate(states):
        check_cut_off(tmp_path / str(number), state)
    assert len(states) > 100
    assert {state.known for state in states} == {*range(ALL + 1)}


def test_what_the_disk_had_not_taken_of_an_earlier_file_of_the_journal_is_told(tmp_path: Path) -> None:
    """The end of the recording is on the disk and what came before it is not: it did not simply end in order."""
    folder = tmp_path / "c"
    with recording(folder, file_size=3000) as made:
        for number in range(ALL):
            made.exchange(number)
        made.send(frames.Bye(START, ""))
        journal = folder / ".recording/journal-000001"
        place = next(Follower(folder / ".recording").entries()).place
        journal.write_bytes(journal.read_bytes()[: place.offset + place.size])
        recover(made.writer())
    (gap,) = (each for each in open_capture(folder).items() if isinstance(each, Gap) and "journal" in each.reason)
    assert gap.reason.startswith("a part of the journal is not there")


@pytest.mark.parametrize("later", [False, True])
def test_a_computer_that_went_down_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: bool) -> None:
    folder = tmp_path / "c"
    monkeypatch.setattr("trafficaudit.recording.writer.boot", lambda: "another" if later else "this")
    with recording(folder) as made:
        made.send(frames.Hello(START, 1.0, 21, 1, "this"))
        made.exchange(0)
        ended = made.finish(orderly=False)["ended"]
    told = [each.reason for each in open_capture(folder).items() if isinstance(each, Gap)]
    assert ended == ("the computer went down" if later else "the proxy died")
    assert any("went down" in each for each in told) == later
