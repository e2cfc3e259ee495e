"""A folder that becomes its target whole, or is gone."""

import errno
import os
import tempfile
from pathlib import Path

import pytest

from trafficaudit.errors import OutputError
from trafficaudit.working import abandon, above, become, begun, made, scratch, sync, working


def test_it_becomes_the_target(tmp_path: Path) -> None:
    (tmp_path / ".p.partial").mkdir()
    (tmp_path / ".p.partial/left").write_text("over")
    with working(tmp_path / "p", 0o700) as folder:
        assert [path.name for path in tmp_path.iterdir()] == [".p.partial"]
        (folder / "inside").write_text("x")
        become(folder, tmp_path / "p")
    assert [path.name for path in tmp_path.rglob("*")] == ["p", "inside"]
    assert (tmp_path / "p").stat().st_mode & 0o777 == 0o700


def test_it_is_gone_where_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), working(tmp_path / "p") as folder:
        (folder / "inside").write_text("x")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_two_at_once(tmp_path: Path) -> None:
    with working(tmp_path / "p") as folder:
        (folder / "mine").write_text("x")
        with pytest.raises(OutputError, match="by another process"), working(tmp_path / "p"):
            raise AssertionError
        assert (folder / "mine").exists()


def test_a_name_that_is_another_ones_by_now_is_left_to_it(tmp_path: Path) -> None:
    with working(tmp_path / "p") as folder:
        become(folder, tmp_path / "p")
        folder.mkdir()
        (folder / "theirs").write_text("x")
    assert (tmp_path / ".p.partial/theirs").exists()


@pytest.mark.parametrize("done", [True, False], ids=["done", "not done"])
@pytest.mark.parametrize("step", ["mkdir", "open", "fchmod"])
def test_an_interruption_at_any_step_leaves_nothing(
    step: str, done: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal is heard before the step or after it, when what it gave is not noted yet."""
    real = getattr(os, step)

    def interrupted(what: Path | int, *given: object) -> None:
        if done or what == tmp_path:
            real(what, *given)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt), working(tmp_path / "p", 0o700):
        raise AssertionError
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_before_the_lock_is_tried_leaves_another_process_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with working(tmp_path / "p") as folder:

        def interrupted(what: Path, mode: int) -> None:
            if what != folder:
                real(what, mode)
            monkeypatch.undo()
            raise KeyboardInterrupt

        real = os.mkdir

        monkeypatch.setattr(os, "mkdir", interrupted)
        with pytest.raises(KeyboardInterrupt), working(tmp_path / "p"):
            raise AssertionError
        assert folder.exists()


def test_what_is_begun_can_be_abandoned(tmp_path: Path) -> None:
    with working(tmp_path / "p") as folder, begun(tmp_path / "f"):
        (folder / "half").write_text("x")
        (tmp_path / "f").write_text("x")
        abandon()
        assert list(tmp_path.iterdir()) == []
    abandon()


def test_folders_made_for_what_is_abandoned_go_and_others_stay(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "c"
    with above(target), working(target):
        abandon()
        assert not list(tmp_path.iterdir())
    with above(target), working(target):
        (tmp_path / "a" / "another process's").write_text("a result")
        abandon()
        assert [path.name for path in (tmp_path / "a").iterdir()] == ["another process's"]


def test_a_link_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/kept").write_text("x")
    os.symlink("elsewhere", tmp_path / ".p.partial")
    with pytest.raises(OSError, match=r"(?i)directory|symbolic"), working(tmp_path / "p"):
        raise AssertionError
    assert (tmp_path / "elsewhere/kept").exists()


def test_every_folder_that_is_made_has_its_name_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.readlink(f"/proc/self/fd/{handle}")))
    with pytest.raises(FileNotFoundError):
        made(tmp_path / "a/b/c")
    made(tmp_path / "a/b/c", parents=True)
    assert sorted(synced) == [str(tmp_path), str(tmp_path / "a"), str(tmp_path / "a/b")]
    made(tmp_path / "a/b/c")
    assert len(synced) == 3


def test_a_file_system_that_knows_no_such_call_is_no_failure_and_a_failing_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = errno.EINVAL

    def failing(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", failing)
    sync(tmp_path)
    code = errno.EIO
    with pytest.raises(OSError, match="Input/output"):
        sync(tmp_path)


def test_a_name_that_did_not_reach_the_disk_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def full(handle: int) -> None:
        if os.readlink(f"/proc/self/fd/{handle}") == str(tmp_path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"), working(tmp_path / "p") as folder:
        become(folder, tmp_path / "p")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_it_that_cannot_be_listed_keeps_it_from_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names in it that were not synchronised might be gone after a power cut, in what is called whole."""

    def fail(*arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(OSError, match="Input/output"), working(tmp_path / "out") as folder:
        (folder / "inside").mkdir()
        with monkeypatch.context() as patch:
            patch.setattr(os, "scandir", fail)
            become(folder, tmp_path / "out")
    assert not list(tmp_path.iterdir())


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_scratch_folder_is_private_and_goes(temporary: Path) -> None:
    with scratch("a") as folder:
        (folder / "copy").write_text("x")
        assert (folder.parent, folder.stat().st_mode & 0o777) == (temporary, 0o700)
    with pytest.raises(ZeroDivisionError), scratch("a"):
        raise ZeroDivisionError
    assert list(temporary.iterdir()) == []


def test_what_killed_ones_left_goes_and_nothing_else(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (".a-00000000.partial", ".a-notes.partial", ".b-00000000.partial", "a-00000000"):
        (temporary / name).mkdir()
        (temporary / name / "left").write_text("x")
    (temporary / ".a-11111111.partial").symlink_to(".b-00000000.partial")
    with scratch("a") as mine:
        with scratch("a") as other:
            assert mine.exists(), "another process's is locked"
            assert other != mine
        (theirs := temporary / ".a-22222222.partial").mkdir()
        with monkeypatch.context() as patched:
            patched.setattr(os, "geteuid", lambda: os.getuid() + 1)
            with scratch("a"):
                assert theirs.exists(), "another user's"
    with scratch("a"):
        pass
    left = {".a-notes.partial", ".b-00000000.partial", "a-00000000", ".a-11111111.partial"}
    assert {path.name for path in temporary.iterdir()} == left
    assert (temporary / ".b-00000000.partial/left").exists()


def test_a_folder_that_another_process_swept_before_it_was_locked_is_made_again(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.mkdtemp

    def swept(suffix: str, prefix: str, place: Path) -> str:
        monkeypatch.undo()
        folder = real(suffix, prefix, str(place))
        os.rmdir(folder)
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", swept)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(temporary))
    with scratch("a") as folder:
        assert folder.is_dir()


def test_no_place_for_scratch_folders(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "none"))
    with pytest.raises(FileNotFoundError), scratch("a"):
        raise AssertionError
