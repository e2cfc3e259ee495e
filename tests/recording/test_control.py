"""Another terminal speaks through a named pipe, and is answered by the phases file."""

import json
import os
import select
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.journals import Recording, recording
from support.jsonlines import lines
from support.unlisted import unlisted
from support.waiting import LAST, until

from trafficaudit.capturefiles import CLOCK
from trafficaudit.errors import RecordError
from trafficaudit.recording import control, frames
from trafficaudit.recording.control import Request
from trafficaudit.recording.folder import CONTROL, WORKING


def answer(made: Recording, pipe: int) -> None:
    writer = made.writer()
    while True:
        try:
            said = os.read(pipe, 4096)
        except BlockingIOError:
            continue
        for request in control.requests(said):
            made.send(frames.Phase(request.phase, 1795478400.0, 1.0, request.ticket))
            writer.step()
        return


def test_a_phase_is_begun_and_its_time_given(tmp_path: Path) -> None:
    with recording(tmp_path / "captures" / "c") as made:
        pipe = control.listen(made.folder)
        thread = threading.Thread(target=answer, args=(made, pipe))
        thread.start()
        assert control.send(made.folder, " before_consent ") == "2026-11-24T00:00:00.000000+00:00"
        thread.join()
        assert json.loads((made.folder / "phases.jsonl").read_text())["phase"] == "before_consent"
        assert control.under_way(tmp_path / "captures") == [made.folder]
        with pytest.raises(RecordError, match=r"does not answer \(look at its terminal before you mark it again"):
            control.send(made.folder, "login", 0.1)
        os.close(pipe)
        with pytest.raises(RecordError, match="no recording with phases"):
            control.send(made.folder, "login", 0.1)
    assert control.under_way(tmp_path / "captures") == []


def noted(made: Recording, pipe: int) -> None:
    writer = made.writer()
    until(lambda: select.select([pipe], [], [], 0)[0])
    for reading in control.readings(os.read(pipe, 4096)):
        made.send(frames.Line(CLOCK, reading))
        writer.step()


def test_what_is_known_of_the_phones_clock_is_noted_and_nobody_else_may_speak(tmp_path: Path) -> None:
    at = "2026-11-24T00:00:00.000000+00:00"
    with recording(tmp_path / "c") as made:
        pipe = control.listen(made.folder)
        assert (made.folder / WORKING / CONTROL).stat().st_mode & 0o777 == 0o600
        thread = threading.Thread(target=noted, args=(made, pipe))
        thread.start()
        control.tell_clock(made.folder, at, 1.25, 0.5, LAST)
        thread.join()
        (line,) = [line for line in lines(made.folder / CLOCK) if line["kind"] == "phone"]
        assert line == {"at": at, "kind": "phone", "phone_ahead_seconds": 1.25, "uncertainty_seconds": 0.5}
        with pytest.raises(RecordError, match=r"does not answer \(note the phone's clock and this one's by hand\)"):
            control.tell_clock(made.folder, "2026-11-24T00:00:01.000000+00:00", 1.25, 0.5, 0.1)
        os.close(pipe)


def test_a_recorder_that_does_not_listen_is_told_and_its_pipe_let_go_of(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        pipe = control.listen(made.folder)
        filling = os.open(made.folder / WORKING / CONTROL, os.O_WRONLY | os.O_NONBLOCK)
        with pytest.raises(BlockingIOError):
            while True:
                os.write(filling, b"x" * 4096)
        os.close(filling)
        free = os.open(os.devnull, os.O_RDONLY)
        os.close(free)
        with pytest.raises(RecordError, match=r"the recorder does not listen: .*unavailable") as refused:
            control.send(made.folder, "login", 0.1)
        assert (refused.value.where, refused.value.remedy) == (str(made.folder), "try again")
        assert os.open(os.devnull, os.O_RDONLY) == free, "what was opened is closed again"
        os.close(free)
        os.close(pipe)


def test_nothing_listens_where_nothing_is_recorded(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no recording"):
        control.send(tmp_path, "login")
    with pytest.raises(RecordError, match="no pipe"):
        control.listen(tmp_path)


@pytest.mark.parametrize("name", ["", "  ", "a" * 65, "a\nb", "\x1b[31m"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(RecordError, match="is no name for a phase") as refused:
        control.checked(name)
    assert refused.value.what == "is no name for a phase"


@given(st.binary(max_size=200))
def test_any_bytes_through_the_pipe_are_requests_or_nothing(data: bytes) -> None:
    for request in control.requests(data):
        assert control.checked(request.phase) == request.phase


def test_what_is_no_request_is_passed_over() -> None:
    good = b'{"phase": "login", "ticket": "ab"}\n'
    bad = b'[]\n{"phase": 5}\n{"phase": ""}\n{}\nnull\n'
    assert list(control.requests(bad + good)) == [Request("login", "ab")]


def test_what_is_told_of_the_phones_clock_is_a_line_or_nothing() -> None:
    good = b'{"phone": {"at": "2026-11-24T09:00:00+00:00", "phone_ahead_seconds": 1.25, "uncertainty_seconds": 0.01, "x": 1}}\n'
    bad = b'{"phone": 5}\n{"phone": {"at": "x", "phone_ahead_seconds": "y", "uncertainty_seconds": 0}}\n{"phase": "login"}\n'
    bad += b'{"phone": {"at": "x", "phone_ahead_seconds": NaN, "uncertainty_seconds": 0}}\n'
    assert list(control.readings(bad + good)) == [
        {"at": "2026-11-24T09:00:00+00:00", "kind": "phone", "phone_ahead_seconds": 1.25, "uncertainty_seconds": 0.01}
    ]
    assert list(control.requests(good)) == []


@given(st.binary(max_size=200))
def test_any_bytes_through_the_pipe_are_readings_or_nothing(data: bytes) -> None:
    assert all(each["kind"] == "phone" for each in control.readings(data))


def test_a_folder_of_captures_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert control.under_way(tmp_path / "absent") == []
    unlisted(monkeypatch, tmp_path)
    with pytest.raises(RecordError, match="cannot be listed: Input/output error"):
        control.under_way(tmp_path)
