"""The journal: whole frames come out as they went in, whatever stands behind them."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.errors import RecordError
from trafficaudit.recording import journal
from trafficaudit.recording.journal import Follower, Journal, Place

PAYLOADS = st.lists(st.binary(min_size=1, max_size=300), max_size=20)


def everything(follower: Follower) -> list[bytes]:
    return [entry.payload for entry in follower.entries()]


@given(PAYLOADS, st.integers(1, 2000))
def test_what_goes_in_comes_out_over_any_file_size(payloads: list[bytes], size: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        written = Journal(Path(name), size)
        for payload in payloads:
            written.append(payload)
        follower = Follower(Path(name))
        assert everything(follower) == payloads
        assert (follower.backlog(), follower.skipped) == (0, 0)
        written.close()
        follower.close()


@given(PAYLOADS, st.binary(max_size=60))
def test_bytes_that_are_no_frame_end_the_reading(payloads: list[bytes], tail: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        written = Journal(Path(name))
        for payload in payloads:
            written.append(payload)
        with (Path(name) / journal.name(1)).open("ab") as file:
            file.write(b"\0\0\0\0" + tail)
        follower = Follower(Path(name))
        assert everything(follower) == payloads
        assert follower.backlog() == 4 + len(tail)
        written.close()
        follower.close()


def test_a_frame_that_is_half_there_is_read_when_it_is_whole(tmp_path: Path) -> None:
    written = Journal(tmp_path)
    written.append(b"one")
    written.append(b"two" * 100)
    path = tmp_path / journal.name(1)
    whole = path.read_bytes()
    follower = Follower(tmp_path)
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        follower.file, follower.offset = 1, 0
        assert len(everything(follower)) == (cut >= 8 + 3)
    path.write_bytes(whole)
    assert everything(follower) == [b"two" * 100]
    written.close()
    follower.close()


def test_a_frame_larger_than_one_reading(tmp_path: Path) -> None:
    written = Journal(tmp_path)
    large = bytes(5 << 20)
    written.append(b"before")
    written.append(large)
    written.append(b"after")
    follower = Follower(tmp_path)
    found = list(follower.entries(64 << 20))
    assert [entry.payload for entry in found] == [b"before", large, b"after"]
    assert follower.read(found[2].place) == b"after"
    place = found[1].place
    assert b"".join(follower.copy(Place(place.file, place.offset + 5, 1000), 300)) == bytes(1000)
    written.close()
    follower.close()


def test_dropped_files_are_gone_and_the_rest_is_read_on(tmp_path: Path) -> None:
    written = Journal(tmp_path, 100)
    for number in range(10):
        written.append(b"%d" % number * 60)
    follower = Follower(tmp_path)
    assert len(everything(follower)) == 10
    follower.drop(follower.file)
    assert [path.name for path in follower.files()] == [journal.name(follower.file)]
    written.append(b"more")
    assert everything(follower) == [b"more"]
    with pytest.raises(FileNotFoundError):
        follower.read(Place(1, 8, 1))
    with pytest.raises(RecordError, match="shorter"):
        follower.read(Place(follower.file, 1 << 20, 1))
    written.close()
    follower.close()


def test_a_full_disk_leaves_no_half_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Journal(tmp_path)
    written.append(b"kept")
    real, calls = os.write, []

    def short(file: int, data: bytes) -> int:
        calls.append(file)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, bytes(data)[:5])

    monkeypatch.setattr(os, "write", short)
    with pytest.raises(OSError, match="No space"):
        written.append(b"lost" * 10)
    monkeypatch.undo()
    written.append(b"after")
    follower = Follower(tmp_path)
    assert everything(follower) == [b"kept", b"after"]
    written.close()
    follower.close()


def test_a_payload_that_nobody_could_read_again_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer takes a longer one for no frame, and would stand before it for ever."""
    monkeypatch.setattr("trafficaudit.recording.journal._READ", 50)
    monkeypatch.setattr("trafficaudit.recording.journal.LONGEST", 100)
    made = Journal(tmp_path)
    made.append(b"a" * 100)
    with pytest.raises(OSError, match="too large"):
        made.append(b"b" * 101)
    made.append(b"c")
    made.close()
    assert [each[:1] for each in everything(Follower(tmp_path))] == [b"a", b"c"]


def test_a_journal_is_whole_from_its_first_file_on(tmp_path: Path) -> None:
    made = Journal(tmp_path, file_size=10)
    made.append(b"more than ten bytes")
    made.append(b"and more in the next file")
    made.close()
    Follower(tmp_path).check_whole()
    (tmp_path / journal.name(1)).unlink()
    with pytest.raises(RecordError, match="no longer whole"):
        Follower(tmp_path).check_whole()
    (tmp_path / journal.name(2)).unlink()
    with pytest.raises(RecordError, match="no longer whole"):
        Follower(tmp_path).check_whole()


def three_files(folder: Path) -> list[bytes]:
    made = Journal(folder, file_size=100)
    payloads = [b"%d" % number * 60 for number in range(6)]
    for payload in payloads:
        made.append(payload)
    made.close()
    assert len(Follower(folder).files()) == 3
    return payloads


@pytest.mark.parametrize("lost", [1, 24, 67, 68, 69, 100, 136])
def test_what_is_not_there_of_a_file_before_another_is_counted(tmp_path: Path, lost: int) -> None:
    """The power goes, and the disk has taken the later file first: the earlier one may end where a frame does."""
    payloads = three_files(tmp_path)
    path = tmp_path / journal.name(2)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - lost])
    follower = Follower(tmp_path)
    found = everything(follower)
    kept = 2 - (lost + 67) // 68
    assert found == payloads[: 2 + kept] + payloads[4:]
    assert follower.skipped == (2 - kept) * 68
    assert follower.backlog() == 0
    follower.close()


def test_a_file_that_is_gone_altogether_is_counted_as_well(tmp_path: Path) -> None:
    payloads = three_files(tmp_path)
    follower = Follower(tmp_path)
    entries = follower.entries()
    assert [next(entries).payload, next(entries).payload] == payloads[:2]
    (tmp_path / journal.name(1)).unlink()
    assert [entry.payload for entry in entries] == payloads[2:]
    (tmp_path / journal.name(2)).unlink()
    left = Follower(tmp_path, 2, 16)
    assert everything(left) == payloads[4:]
    assert left.skipped == 136
    left.close()
    follower.close()


def test_a_next_file_that_cannot_be_begun_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Journal(tmp_path, file_size=10)
    made.append(b"more than ten bytes")

    def full(file: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        made.append(b"lost")
    monkeypatch.undo()
    assert [path.name for path in Follower(tmp_path).files()] == [journal.name(1)]
    made.append(b"after")
    made.close()
    assert everything(Follower(tmp_path)) == [b"more than ten bytes", b"after"]


def test_a_journal_with_a_missing_file_in_its_middle_is_not_whole(tmp_path: Path) -> None:
    made = Journal(tmp_path, file_size=10)
    for number in range(4):
        made.append(b"more than ten bytes %d" % number)
    made.close()
    follower = Follower(tmp_path)
    assert len(everything(follower)) == 4
    follower.drop(follower.file, {1, 3})
    assert [path.name for path in follower.files()] == [journal.name(number) for number in (1, 3, 4)]
    follower.close()
    with pytest.raises(RecordError, match="no longer whole"):
        Follower(tmp_path).check_whole()


def test_a_damaged_frame_before_much_else_does_not_hold_up_the_next_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More stands behind it than is read at once; neither its length nor what comes then leads anywhere."""
    monkeypatch.setattr("trafficaudit.recording.journal._READ", 50)
    made = Journal(tmp_path, file_size=200)
    for number in range(8):
        made.append(b"%d" % number * 30)
    made.close()
    path = tmp_path / journal.name(1)
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[38 + 8] ^= 1
    path.write_bytes(damaged)
    follower = Follower(tmp_path)
    assert everything(follower) == [b"0" * 30, b"6" * 30, b"7" * 30]
    assert follower.skipped == len(whole) - 38 == 5 * 38
    follower.close()


@pytest.mark.parametrize("begun", [0, 1, 8, 15])
def test_a_next_file_is_gone_on_with_when_its_beginning_is_there(tmp_path: Path, begun: int) -> None:
    """The proxy makes a file and then writes how long the one before was: a look in between sees half of that."""
    made = Journal(tmp_path, file_size=10)
    made.append(b"more than ten bytes")
    made.append(b"after")
    made.close()
    path = tmp_path / journal.name(2)
    whole = path.read_bytes()
    path.write_bytes(whole[:begun])
    follower = Follower(tmp_path)
    assert everything(follower) == [b"more than ten bytes"]
    assert (follower.file, follower.skipped) == (1, 0)
    path.write_bytes(whole)
    assert everything(follower) == [b"after"]
    assert (follower.file, follower.skipped, follower.backlog()) == (2, 0, 0)
    follower.close()


@pytest.mark.parametrize("begun", [0, 15])
def test_a_file_without_a_beginning_before_another_one_holds_nothing(tmp_path: Path, begun: int) -> None:
    made = Journal(tmp_path, file_size=10)
    for payload in (b"more than ten bytes", b"and more in the next file", b"after"):
        made.append(payload)
    made.close()
    path = tmp_path / journal.name(2)
    path.write_bytes(path.read_bytes()[:begun])
    follower = Follower(tmp_path)
    assert everything(follower) == [b"more than ten bytes", b"after"]
    assert follower.skipped == 16 + 8 + 25
    follower.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not list a process's files")
def test_what_is_dropped_or_let_go_is_not_held_open(tmp_path: Path) -> None:
    """A recording goes through a file of the journal every 64 MiB, for days."""

    def held() -> int:
        return sum(
            os.path.realpath(f"/proc/self/fd/{each}").startswith(str(tmp_path)) for each in os.listdir("/proc/self/fd")
        )

    written = Journal(tmp_path, 10)
    for number in range(1, 31):
        written.append(b"payload %d" % number)
    written.close()
    assert held() == 0
    follower = Follower(tmp_path)
    assert len(everything(follower)) == 30
    assert held() == 30
    follower.drop(29, {3})
    assert held() == 3
    follower.close()
    assert held() == 0


def test_what_comes_between_the_last_look_at_a_file_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Journal(tmp_path, 40)
    written.append(b"one")
    follower, exists, late = Follower(tmp_path), Follower._exists, [b"two" * 10, b"three"]

    def looked(self: Follower, number: int) -> bool:
        while number == 2 and late:  # the proxy goes on while the writer looks for the next file
            written.append(late.pop(0))
        return exists(self, number)

    monkeypatch.setattr(Follower, "_exists", looked)
    assert everything(follower) == [b"one", b"two" * 10, b"three"]
    assert (follower.skipped, (tmp_path / journal.name(2)).exists()) == (0, True)
    written.close()
    follower.close()


def test_everything_that_was_handed_over_from_a_file_on_is_put_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_files(tmp_path)
    follower, done = Follower(tmp_path), list[str]()
    monkeypatch.setattr(os, "fsync", lambda handle: done.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name))
    follower.sync(2)
    assert done == [journal.name(2), journal.name(3)]
    follower.close()
