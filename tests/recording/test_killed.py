"""The writer dies at any single call of the system: another one goes on, and the capture is what it would have been."""

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from support.journals import START, head, recording, request

from trafficaudit.evidence import chain
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.recording import frames
from trafficaudit.recording.assembly import CUT_OFF
from trafficaudit.recording.writer import recover, resume

CALLS = ("write", "fsync", "ftruncate", "open", "unlink", "rename", "fchmod", "chmod", "mkdir", "rmdir", "close")


class KilledError(BaseException):
    """The writer is gone at this very call."""


class Kill:
    """Has the writer die at one of its calls of the system: before it, or in the middle of what it writes."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, *, half: bool) -> None:
        self.calls, self.armed, self._at, self._half = 0, False, at, half
        for name in CALLS:
            patch.setattr(os, name, self._dying(name, getattr(os, name)))

    def _dying(self, name: str, call: Any) -> Any:
        def made(*arguments: Any, **named: Any) -> Any:
            if self.armed and threading.current_thread() is threading.main_thread():
                self.calls += 1
                if self.calls == self._at:
                    self.armed = False
                    if self._half and name == "write":
                        call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                    raise KilledError(name)
            return call(*arguments, **named)

        return made


def killed(folder: Path, at: int, *, half: bool) -> bool:
    """Record into a folder with a writer that dies at one of its calls, and recover; tell whether it died."""
    with pytest.MonkeyPatch.context() as patch, recording(folder, file_size=3000) as made:
        kill, died, put = Kill(patch, at, half=half), False, 0

        def put_until(number: int) -> None:
            nonlocal put
            for each in range(put, number):
                made.exchange(each)
                made.send(frames.Line("tls_failures.jsonl", {"at": START, "host": f"h{each}"}))
                made.send(frames.Phase(f"p{each}", START + each, 1.0, ""))
            put = number

        try:
            writer = None
            for number in (2, 4, 6):
                put_until(number)
                kill.armed = True
                writer = writer or made.writer()
                writer.step()
                writer.sync(alive=True)
                kill.armed = False
            made.send(head("open", request(6)), frames.Bye(START, ""))
            put = 7
            kill.armed = True
            recover(writer or made.writer())
        except KilledError:
            died = True
        kill.armed = False
        if put < 7:
            put_until(6)
            made.send(head("open", request(6)), frames.Bye(START, ""))
        if died and (folder / ".recording").exists():
            resume(folder)
    return died


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def check_killed(folder: Path) -> None:
    """Everything stands once, and the recording ended in order: it is the writer that died, not the proxy."""
    items = list(open_capture(folder).items())
    assert sorted(each.url[-2:] for each in items if isinstance(each, Exchange)) == [
        f"/{number}" for number in range(7)
    ]
    assert [each.reason for each in items if isinstance(each, Gap)] == [CUT_OFF]
    assert [line["host"] for line in lines(folder / "tls_failures.jsonl")] == [f"h{number}" for number in range(6)]
    assert json.loads((folder / "capture.json").read_text())["ended"] == "ended in order"
    closed = lines(folder / "segments.jsonl")
    assert len(closed) == len(list(folder.glob("traffic-*")))
    for each in closed:
        assert each["sha256"] == hashlib.sha256((folder / each["file"]).read_bytes()).hexdigest()
    assert not (folder / ".recording").exists()
    assert [entry.entry.what for entry in chain.walk(folder / "chain")].count("recording ended") == 1


@pytest.mark.assertion("REC-1")
@pytest.mark.parametrize("half", [False, True])
def test_it_may_die_at_some_of_its_calls(tmp_path: Path, half: bool) -> None:
    for at in range(3 + half, 10_000, 23):
        if not killed(tmp_path / str(at), at, half=half):
            break
        check_killed(tmp_path / str(at))
    assert at > 150


@pytest.mark.slow
@pytest.mark.parametrize("half", [False, True])
def test_it_may_die_at_any_of_its_calls(tmp_path: Path, half: bool) -> None:
    for at in range(1, 10_000):
        if not killed(tmp_path / str(at), at, half=half):
            break
        check_killed(tmp_path / str(at))
    assert at > 150


def test_the_checkpoint_is_the_first_that_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With it the journal is whole, without it nothing is taken back: a kill in between costs nothing."""
    folder, left = tmp_path / "c", list[list[str]]()
    with recording(folder) as made, monkeypatch.context() as patch:
        made.exchange(1)
        made.writer().sync(alive=True)
        patch.setattr("shutil.rmtree", lambda path, **_: left.append(sorted(each.name for each in path.iterdir())))
        made.finish()
    assert left == [["journal-000001", "lock"]]
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert resume(folder)["flows"] == 1
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert not (folder / ".recording").exists()
