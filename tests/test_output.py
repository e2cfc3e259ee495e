import errno
import io
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trafficaudit import output
from trafficaudit.errors import ExistsError, OutputError
from trafficaudit.output import RECIPE, folder_name, refuse_within, result_folder, whole_file


def test_a_folder_appears_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    with result_folder(tmp_path / "deep" / "out", force=False) as folder:
        (folder / RECIPE).write_text("{}")
        assert not (tmp_path / "deep" / "out").exists()
    assert (tmp_path / "deep" / "out" / RECIPE).read_text() == "{}"
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_error_inside_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), result_folder(tmp_path / "out", force=False) as folder:
        (folder / "half").write_text("half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_our_error_and_keeps_the_earlier_result(tmp_path: Path) -> None:
    with result_folder(tmp_path / "out", force=False) as folder:
        (folder / RECIPE).write_text("first")
    with pytest.raises(OutputError, match="No space left"), result_folder(tmp_path / "out", force=True) as folder:
        (folder / RECIPE).write_text("second, half")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert (tmp_path / "out" / RECIPE).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_existing_folder_is_refused_and_replaced_with_force(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="--force"), result_folder(target, force=False):
        pytest.fail("the block must not run")
    with result_folder(target, force=True) as folder:
        (folder / RECIPE).write_text("{}")
    assert sorted(path.name for path in target.iterdir()) == ["mine.txt", RECIPE]


def test_nothing_is_written_into_a_capture_folder(tmp_path: Path) -> None:
    capture = tmp_path / "capture"
    capture.mkdir()
    (tmp_path / "link").symlink_to(capture)
    (tmp_path / "flows.mitm").touch()
    for target in (
        capture,
        capture / "out",
        tmp_path / "link",
        tmp_path / "link" / "a" / "b",
        capture / ".." / "capture",
    ):
        with pytest.raises(OutputError, match="into the capture"):
            refuse_within(target, [tmp_path / "flows.mitm", capture])
    for target in (tmp_path, tmp_path / "capture-out", tmp_path / "flows.mitm.out"):
        refuse_within(target, [tmp_path / "flows.mitm", capture])


def test_an_output_below_a_file_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"), result_folder(tmp_path / "file" / "out", force=False):
        pytest.fail("the block must not run")
    with pytest.raises(OutputError, match="not a folder"), result_folder(tmp_path / "file", force=True):
        pytest.fail("the block must not run")


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "out.har"
    with pytest.raises(ZeroDivisionError), whole_file(target, force=False) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with whole_file(target, force=False) as file:
        file.write(b"whole")
    assert target.read_bytes() == b"whole"
    with pytest.raises(OutputError, match="--force"), whole_file(target, force=False):
        pass
    with whole_file(target, force=True) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"


def test_a_file_is_not_written_through_a_link_or_onto_a_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("link", "."):
        with pytest.raises(OutputError, match="no regular file"), whole_file(tmp_path / name, force=True):
            pass
    assert not (tmp_path / "elsewhere").exists()


def test_an_output_is_refused_over_an_input_and_no_other_file(tmp_path: Path) -> None:
    held, other = tmp_path / "held.mitm", tmp_path / "other.har"
    held.write_bytes(b"1")
    other.write_bytes(b"2")
    (tmp_path / "link.har").hardlink_to(held)
    refuse_within(other, [held])
    refuse_within(tmp_path / "none.har", [held])
    for target in (held, tmp_path / "link.har"):
        with pytest.raises(OutputError, match="would replace what it is made from"):
            refuse_within(target, [other, held])


def test_a_long_id_is_cut_and_its_end_stays() -> None:
    assert folder_name(f"{'x' * 400}-{'0' * 8}") == f"{'x' * 150}-00000000"


@given(st.text())
@example("김" * 300 + "-" + "서" * 300)
@example("..")
def test_a_folder_s_name_is_one_part_of_a_path(capture_id: str) -> None:
    name = folder_name(capture_id)
    assert Path(name).name == name
    assert not name.startswith(".")
    assert name.isprintable()
    assert len(f".{name}.partial".encode()) <= 255
    assert folder_name(f"한빛-{'0' * 8}") == "한빛-00000000"


def test_what_another_process_writes_under_the_hidden_name_is_neither_taken_nor_removed(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="by another process"), whole_file(tmp_path / "x", force=False) as mine:
        mine.write(b"mine")
        with pytest.raises(OutputError), whole_file(tmp_path / "x", force=False) as theirs:
            theirs.write(b"half")
            (tmp_path / ".x.partial").unlink()
            (tmp_path / ".x.partial").write_bytes(b"of a third")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(".x.partial", b"of a third")]


def test_a_folder_that_was_made_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(ExistsError), result_folder(tmp_path / "r", force=False) as folder:
        (folder / "a").write_text("mine")
        (tmp_path / "r").mkdir()
        (tmp_path / "r" / "a").write_text("theirs")
    assert [(path.name, (path / "a").read_text()) for path in tmp_path.iterdir()] == [("r", "theirs")]


def test_a_fault_of_what_is_read_is_not_called_one_of_the_output(tmp_path: Path) -> None:
    for error in (FileNotFoundError(2, "gone", str(tmp_path / "capture")), PermissionError(13, "no", b"/elsewhere")):
        with pytest.raises(type(error)), result_folder(tmp_path / "r", force=False):
            raise error
        with pytest.raises(type(error)), whole_file(tmp_path / "f", force=False):
            raise error
    for name in (None, str(tmp_path), str(tmp_path / ".r.partial" / "a"), str(tmp_path / "r" / "a")):
        with pytest.raises(OutputError), result_folder(tmp_path / "r", force=False):
            raise OSError(28, "full", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
def test_a_file_whose_name_did_not_reach_the_disk_is_not_there_unless_it_replaced_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    target, real = tmp_path / "out.har", os.fsync
    if force:
        target.write_bytes(b"first")

    def full(handle: int) -> None:
        if os.readlink(f"/proc/self/fd/{handle}") == str(tmp_path):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with (
        pytest.raises(OutputError, match="replaced the earlier file" if force else "cannot be written"),
        whole_file(target, force=force) as file,
    ):
        file.write(b"second")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == ({"out.har": b"second"} if force else {})


@pytest.mark.parametrize("at", ["the first name", "the first file", "the last name"])
def test_a_result_that_was_being_replaced_says_what_stands_of_the_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """A user who reads "cannot be written" believes that the earlier result is still there."""
    target, renamed = tmp_path / "out", Path.replace

    def failing(where: object) -> None:
        if where == target and (target / RECIPE).exists() is (at == "the last name"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def moved(file: Path, to: Path) -> Path:
        if at == "the first file":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return renamed(file, to)

    with result_folder(target, force=False) as folder:
        (folder / RECIPE).write_text("{}")
    told = "replaced the earlier result and is whole, but" if at == "the last name" else "neither the earlier result"
    with (
        pytest.raises(OutputError, match=rf"{told}.*: No space left on device \(free some disk\)"),
        result_folder(target, force=True) as folder,
    ):
        (folder / "a.csv").write_text("new")
        (folder / RECIPE).write_text("{2}")
        monkeypatch.setattr(Path, "replace", moved)
        if at != "the first file":
            monkeypatch.setattr(output, "sync", failing)
    assert [(each.name, each.read_text()) for each in sorted(target.iterdir())] == (
        [("a.csv", "new"), (RECIPE, "{2}")] if at == "the last name" else []
    )
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


class FailingAtTheEnd(io.BufferedWriter):
    """A file that a file system tells to have failed when it is let go of."""

    def close(self) -> None:
        if not self.closed:
            super().close()
            raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_file_that_is_on_the_disk_is_not_told_to_be_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = lambda path, mode, opener: FailingAtTheEnd(io.FileIO(path, mode.replace("b", ""), opener=opener))  # noqa: E731
    monkeypatch.setattr("trafficaudit.output.open", made, raising=False)
    with whole_file(tmp_path / "out.har", force=False) as file:
        file.write(b"all")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"out.har": b"all"}


def test_folders_that_were_made_for_what_failed_are_gone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for place in ("each/one", "mine/each/one", "mine/one"):
        with pytest.raises(ZeroDivisionError), result_folder(tmp_path / place, force=False):
            raise ZeroDivisionError
    assert [path.name for path in tmp_path.rglob("*")] == ["mine"]
    with pytest.raises(ZeroDivisionError), result_folder(tmp_path / "each" / "two", force=False):
        (tmp_path / "each" / "other").touch()
        raise ZeroDivisionError
    assert [path.name for path in (tmp_path / "each").iterdir()] == ["other"]


def test_folders_that_were_made_before_the_next_one_failed_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def full(self: Path, *arguments: object, **named: object) -> None:
        if self.name == "there":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        make(self, *arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", full)
        with pytest.raises(OutputError, match="free some disk"), result_folder(tmp_path / "a/b/there/out", force=False):
            pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, os.strerror(errno.EIO))])
def test_a_file_whose_opening_is_broken_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """The system makes the name, then Python looks what it has opened: in between a signal may come."""

    def broken(path: Path, *rest: object, **named: object) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        raise error

    monkeypatch.setattr("builtins.open", broken)
    with pytest.raises((KeyboardInterrupt, OutputError)), whole_file(tmp_path / "page.html", force=False):
        raise AssertionError
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
