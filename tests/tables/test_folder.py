"""A result folder is what its recipe says, or is refused."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from trafficaudit.errors import ReadError
from trafficaudit.output import FORMAT
from trafficaudit.tables.folder import changed, read_recipe, read_table, readable, unchanged


def made(folder: Path, recipe: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "recipe.json").write_text(json.dumps(recipe))
    (folder / "a.csv").write_bytes(b"one")
    return folder


ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"


def test_a_file_that_the_recipe_names_is_taken_and_any_other_refused(tmp_path: Path) -> None:
    folder = made(tmp_path / "r", {"format": FORMAT, "outputs": {"a.csv": ONE, "b.csv": ONE}})
    unchanged(folder, read_recipe(folder), ["a.csv"])
    with pytest.raises(ReadError, match=r"b\.csv: cannot be read: No such file"):
        unchanged(folder, read_recipe(folder), ["b.csv"])
    (folder / "a.csv").write_bytes(b"One")
    with pytest.raises(ReadError, match="was changed afterwards"):
        unchanged(folder, read_recipe(folder), ["a.csv"])


@pytest.mark.parametrize("outputs", [None, "x", [], {"a.csv": None}])
def test_a_recipe_that_names_no_files_vouches_for_none(tmp_path: Path, outputs: object) -> None:
    folder = made(tmp_path / "r", {"format": FORMAT, "outputs": outputs})
    with pytest.raises(ReadError, match="was changed afterwards"):
        unchanged(folder, read_recipe(folder), ["a.csv"])


@pytest.mark.parametrize(
    "said",
    [{"counts": []}, {"counts": {"coverage": [1]}}, {"counts": None}, {"gaps": 5}, {"warnings": {}}, {"inputs": "x"}],
)
def test_a_recipe_that_no_replay_wrote_is_refused(tmp_path: Path, said: dict[str, object]) -> None:
    with pytest.raises(ReadError, match="that no replay wrote"):
        read_recipe(made(tmp_path / "r", {"format": FORMAT, **said}))


@pytest.mark.parametrize("recipe", [[], {}, {"format": FORMAT + 1}, "x"])
def test_another_version_is_refused(tmp_path: Path, recipe: object) -> None:
    with pytest.raises(ReadError, match="another version"):
        read_recipe(made(tmp_path / "r", recipe))


def test_what_is_no_result_folder_is_said_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for name, why in (("", "it has no recipe.json"), ("file", "it is a file"), ("nothing", "it does not exist")):
        with pytest.raises(
            ReadError, match=rf"is not a result folder \({why}\) \(make one with: trafficaudit replay\)"
        ):
            read_recipe(tmp_path / name)


@pytest.mark.parametrize("content", [None, b"", b"PAR1 damaged PAR1"])
def test_a_table_that_cannot_be_read_is_our_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "transfers.parquet").write_bytes(content)
    with pytest.raises(ReadError, match=r"transfers\.parquet: cannot be read, or is a table of another version \(make"):
        read_table(tmp_path, "transfers")


def test_a_file_for_people_that_was_changed_is_told_and_nothing_else_is(tmp_path: Path) -> None:
    outputs = {"a.csv": ONE, "gone.csv": ONE, "../b.csv": ONE, "d": ONE, "\0": ONE, "": ONE}
    folder = made(tmp_path / "r", {"format": FORMAT, "outputs": outputs})
    (tmp_path / "b.csv").write_bytes(b"another")  # beside the folder: none of its files
    (folder / "d").mkdir()
    assert changed(read_recipe(folder), folder) == ""
    (folder / "a.csv").write_bytes(b"One")
    told = changed(read_recipe(folder), folder)
    assert (told.startswith(f"{folder}/a.csv: not what recipe.json names"), "b.csv" in told) == (True, False)
    assert "재생 뒤에 바뀌었음" in changed(read_recipe(folder), folder, "ko")
    assert changed({"outputs": None}, folder) == ""


@pytest.mark.parametrize("error", [OSError("x"), ValueError("x"), KeyError("x"), TypeError("x"), pa.ArrowInvalid("x")])
def test_tables_that_cannot_be_read_are_told_with_their_folder(error: Exception) -> None:
    said = r"^shop: holds tables that cannot be read, or of another version \(make it"
    with pytest.raises(ReadError, match=said), readable(Path("shop")):
        raise error


def test_what_is_no_fault_of_a_table_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError), readable(Path("shop")):
        raise ZeroDivisionError
    with readable(Path("shop")):
        pass
