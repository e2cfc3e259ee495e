"""The capture folder is made once and held by one recorder."""

import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.unlisted import unread

from trafficaudit.errors import RecordError
from trafficaudit.recording import folder


def test_it_is_described_and_held(tmp_path: Path) -> None:
    path = tmp_path / "new" / "한빛 trial!"
    lock = folder.begin(path, {"app": {"package": "kr.example"}})
    assert folder.is_held(path)
    description = folder.read_description(path)
    assert description == {"format": 1, "id": "trial", "app": {"package": "kr.example"}, "complete": False}
    with pytest.raises(RecordError, match="another recorder"):
        folder.begin(path, {})
    with pytest.raises(RecordError, match="another recorder"):
        folder.hold(path)
    os.close(lock)
    assert not folder.is_held(path)
    with pytest.raises(RecordError, match=r"recording already \(capture.json\).*trafficaudit recover"):
        folder.begin(path, {})


@pytest.mark.parametrize("name", ["traffic-0001.mitm", "phases.jsonl", "capture.json", "chain", "anchor"])
def test_a_folder_that_holds_a_recording_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    with pytest.raises(RecordError, match="holds a recording already"):
        folder.begin(tmp_path, {})
    assert (tmp_path / name).read_text() == ""
    assert [path.name for path in tmp_path.iterdir()] == [name], "what is recorded is left as it is"


def test_a_result_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "recipe.json").write_text("{}")
    for begun in (lambda: folder.begin(tmp_path, {}), lambda: folder.check_free(tmp_path)):
        with pytest.raises(RecordError, match=r"holds results \(recipe.json\).*another folder"):
            begun()
    assert [path.name for path in tmp_path.iterdir()] == ["recipe.json"]


def test_a_folder_with_something_else_in_it_is_taken(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    os.close(folder.begin(tmp_path, {}))
    assert (tmp_path / "notes.txt").read_text() == "x"
    assert folder.read_description(tmp_path)["complete"] is False


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match="cannot be written"):
        folder.begin(tmp_path / "file" / "below", {})


def test_a_description_is_a_json_object(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        folder.read_description(tmp_path)
    (tmp_path / "capture.json").write_text(json.dumps([1]))
    with pytest.raises(RecordError, match="no JSON object"):
        folder.read_description(tmp_path)


def test_nothing_is_held_where_nothing_is_recorded(tmp_path: Path) -> None:
    assert not folder.is_held(tmp_path)
    assert not folder.is_held(tmp_path / "absent")


def test_a_recording_without_a_name_is_named_by_its_time() -> None:
    assert folder.default(datetime(2026, 11, 25, 1, 2, 3, tzinfo=UTC)) == Path("captures/recording-20261125-010203Z")


def test_a_recording_that_cannot_begin_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, description: object) -> None:
        (path / folder.WORKING / "capture.json").write_text("{")
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(folder, "write_description", full)
    with pytest.raises(RecordError, match=r"cannot be written: Disk quota exceeded \(free some disk, or"):
        folder.begin(tmp_path / "c", {})
    assert list((tmp_path / "c").iterdir()) == []
    (tmp_path / "c" / folder.WORKING).mkdir()
    journal = tmp_path / "c" / folder.WORKING / "journal-000001"
    journal.write_bytes(b"of another recording")
    with pytest.raises(RecordError):
        folder.begin(tmp_path / "c", {})
    assert journal.exists()


def test_a_recorder_that_cannot_begin_takes_no_lock_of_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock a third one would record into the same folder."""
    lock = folder.begin(tmp_path / "c", {})

    def full(*arguments: object) -> int:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    with monkeypatch.context() as patch, pytest.raises(RecordError, match="cannot be written: Too many open files"):
        patch.setattr(folder, "hold", full)
        folder.begin(tmp_path / "c", {})
    assert folder.is_held(tmp_path / "c")
    with pytest.raises(RecordError, match="another recorder"):
        folder.begin(tmp_path / "c", {})
    os.close(lock)


def test_whether_it_is_held_is_not_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = folder.begin(tmp_path / "c", {})
    for number in (errno.EIO, errno.EMFILE):
        with monkeypatch.context() as patch:
            unread(patch, tmp_path / "c" / ".recording" / "lock", number)
            with pytest.raises(OSError, match=os.strerror(number)):
                folder.is_held(tmp_path / "c")
    os.close(lock)


def test_a_lock_that_is_a_link_is_none(tmp_path: Path) -> None:
    """Whoever can write into the folder could else have another file held, or opened for writing."""
    lock = folder.begin(tmp_path / "c", {})
    (tmp_path / "d" / folder.WORKING).mkdir(parents=True)
    (tmp_path / "d" / folder.WORKING / "lock").symlink_to(tmp_path / "c" / folder.WORKING / "lock")
    assert (folder.is_held(tmp_path / "c"), folder.is_held(tmp_path / "d")) == (True, False)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        folder.hold(tmp_path / "d")
    os.close(lock)


def test_a_folder_without_a_letter_that_an_id_may_have_is_a_recording(tmp_path: Path) -> None:
    os.close(folder.begin(tmp_path / "한빛", {}))
    assert folder.read_description(tmp_path / "한빛")["id"] == "recording"
