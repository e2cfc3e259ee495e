"""A segment's hash is that of its bytes, whether it was written at once or gone on with."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from trafficaudit.recording import journal, segment
from trafficaudit.recording.segment import Segment


def test_it_is_hashed_on_the_way_and_closed_for_good(tmp_path: Path) -> None:
    path = tmp_path / segment.name(1)
    written = Segment(path)
    for number in range(1000):
        written.write(b"%d" % number * 400)
    assert written.size == sum(len(b"%d" % number) * 400 for number in range(1000))
    written.sync()
    assert path.stat().st_size == written.length == written.size
    written.write(b"end")
    assert written.close() == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.stat().st_mode & 0o777 == 0o400


def test_what_is_written_is_counted_at_once_and_handed_over_by_blocks(tmp_path: Path) -> None:
    """What waits in memory is bounded, and nobody else reads a recording while it is made."""
    written = Segment(tmp_path / segment.name(1))
    assert (written.size, written.length, written.lacking) == (0, 0, 0)
    assert written.path.stat().st_mode & 0o777 == 0o600
    written.write(bytes(1 << 20))
    assert (written.size, written.path.stat().st_size) == (1 << 20, 0)
    written.write(b"x")
    assert (written.size, written.length, written.path.stat().st_size) == ((1 << 20) + 1,) * 3
    written.write(b"y")
    assert (written.size, written.length) == ((1 << 20) + 2, (1 << 20) + 1)
    assert written.close() == hashlib.sha256(bytes(1 << 20) + b"xy").hexdigest()


def test_a_long_segment_is_gone_on_with(tmp_path: Path) -> None:
    """What stands is hashed again in blocks; the last of them is no whole one."""
    path = tmp_path / segment.name(1)
    stands = os.urandom((2 << 20) + 5)
    path.write_bytes(stands + b"torn")
    written = Segment(path, len(stands))
    written.write(b" on")
    assert written.close() == hashlib.sha256(stands + b" on").hexdigest()
    assert path.read_bytes() == stands + b" on"


def test_going_on_cuts_off_what_does_not_stand(tmp_path: Path) -> None:
    path = tmp_path / segment.name(12)
    path.write_bytes(b"stands" + b"torn")
    written = Segment(path, 6)
    written.write(b" on")
    assert written.close() == hashlib.sha256(b"stands on").hexdigest()
    assert path.read_bytes() == b"stands on"


def test_segments_are_taken_back_to_a_checkpoint(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        (tmp_path / segment.name(number)).write_bytes(b"abcdef")
        (tmp_path / segment.name(number)).chmod(0o400)
    reopened = segment.taken_back(tmp_path, 2, 3)
    assert reopened is not None
    assert reopened.path.stat().st_mode & 0o777 == 0o600
    assert reopened.close() == hashlib.sha256(b"abc").hexdigest()
    assert sorted(path.name for path in tmp_path.iterdir()) == [segment.name(1), segment.name(2)]
    assert segment.taken_back(tmp_path, 0, None) is None
    assert not list(tmp_path.iterdir())


def test_segments_count_by_their_numbers_and_what_is_none_stays(tmp_path: Path) -> None:
    """In the order of their names the ten thousandth comes before the second."""
    names = [segment.name(number) for number in (2, 9_999, 10_000, 10_001)]
    for each in (*names, "traffic-00010002.mitm", "traffic-copy.mitm"):
        (tmp_path / each).write_bytes(b"x")
    assert segment.taken_back(tmp_path, 10_000, None) is None
    assert {path.name for path in tmp_path.iterdir()} == {*names[:3], "traffic-00010002.mitm", "traffic-copy.mitm"}


@pytest.mark.parametrize("left", [b"", b"sta", None])
def test_what_is_shorter_than_it_was_is_not_filled_up(tmp_path: Path, left: bytes | None) -> None:
    path = tmp_path / segment.name(1)
    if left is not None:
        path.write_bytes(left)
    written = segment.taken_back(tmp_path, 1, 6)
    assert written is not None
    assert written.lacking == 6 - len(left or b"")
    written.write(b" on")
    assert written.close() == hashlib.sha256((left or b"") + b" on").hexdigest()


def unlisted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no folder be listed: its disk fails."""

    def fail(*arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "scandir", fail)
    monkeypatch.setattr(os, "listdir", fail)


def test_a_folder_that_cannot_be_listed_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands beyond the checkpoint would stay, and the journal be called read to its end."""
    (tmp_path / segment.name(2)).write_bytes(b"torn")
    unlisted(monkeypatch)
    with pytest.raises(OSError, match="Input/output"):
        segment.taken_back(tmp_path, 1, None)
    with pytest.raises(OSError, match="Input/output"):
        journal.Follower(tmp_path).files()
