"""A checkpoint comes back as it was written, or is refused."""

import os
from pathlib import Path

import msgspec
import pytest

from trafficaudit.errors import RecordError
from trafficaudit.recording import checkpoint
from trafficaudit.recording.assembly import Pending
from trafficaudit.recording.checkpoint import Checkpoint
from trafficaudit.recording.journal import Place


def test_it_comes_back(tmp_path: Path) -> None:
    assert checkpoint.read(tmp_path) == Checkpoint()
    flow = Pending("f", "http", "c", "s", "login", 1.5, request=Place(1, 8, 100), request_body=[Place(1, 200, 5)])
    written = Checkpoint(2, 400, 3, 1000, pending=[flow], connections={"c": b"x"}, lengths={"gaps.jsonl": 4})
    checkpoint.write(tmp_path, written)
    assert checkpoint.read(tmp_path) == written
    assert isinstance(checkpoint.read(tmp_path).pending[0].request, Place)
    assert [path.name for path in tmp_path.iterdir()] == [checkpoint.NAME]


@pytest.mark.parametrize("data", [b"", b"\x90", b"\xc1", b"\x81\xa4file\xa1x"])
def test_a_damaged_one_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / checkpoint.NAME).write_bytes(data)
    with pytest.raises(RecordError, match=f"{checkpoint.NAME}: the recorder's checkpoint is damaged") as refused:
        checkpoint.read(tmp_path)
    assert refused.value.remedy == "keep the folder as it is"


def test_it_is_taken_away_for_good(tmp_path: Path) -> None:
    checkpoint.write(tmp_path, Checkpoint(orderly=True))
    assert checkpoint.stands(tmp_path)
    assert checkpoint.read(tmp_path).orderly
    for _ in range(2):
        checkpoint.remove(tmp_path)
    assert not checkpoint.stands(tmp_path)


def test_that_it_is_gone_is_on_the_disk_before_anything_else_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut would leave it beside a journal that is not there any more."""
    checkpoint.write(tmp_path, Checkpoint())
    seen: list[bool] = []
    monkeypatch.setattr(checkpoint, "sync", lambda folder: seen.append(checkpoint.stands(folder)))
    checkpoint.remove(tmp_path)
    assert seen == [False]


def test_its_bytes_are_on_the_disk_before_it_has_its_name_and_its_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut would leave an empty one in the place of the last."""
    done: list[tuple[str, bytes | bool]] = []
    new = tmp_path / f"{checkpoint.NAME}.new"
    monkeypatch.setattr(os, "fsync", lambda file: done.append(("bytes", new.read_bytes())))
    monkeypatch.setattr(checkpoint, "sync", lambda folder: done.append(("name", checkpoint.stands(folder))))
    written = Checkpoint(2, 400, 3, 1000)
    checkpoint.write(tmp_path, written)
    assert done == [("bytes", msgspec.msgpack.encode(written)), ("name", True)]


def test_a_recording_begins_with_the_first_file_of_its_journal_and_nothing_written() -> None:
    assert {key: value for key, value in msgspec.to_builtins(Checkpoint()).items() if value} == {"file": 1}
    older = msgspec.msgpack.decode(msgspec.msgpack.encode({"file": 2, "offset": 400}), type=Checkpoint)
    assert older == Checkpoint(2, 400)
