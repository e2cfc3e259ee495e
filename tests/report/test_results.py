import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from support import resultfolders as made

from trafficaudit.errors import ReadError
from trafficaudit.report.results import Results, read_results
from trafficaudit.tables import formats


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    app = "=kr.example"
    return made.write(tmp_path / "out", [(made.exchange(0, app=app), made.destination(), [made.finding()])])


def test_every_table_is_read(demo: Results) -> None:
    assert len(demo.transfers) == 306
    assert len(demo.table("findings")) == 942
    assert demo.coverage[0]["state"] == "decrypted"
    assert {row["counted"] for row in demo.coverage} == {"yes", "no"}
    assert demo.coverage[4]["exchanges"] is None


def test_a_guarded_cell_of_the_ledger_is_the_app_again(folder: Path) -> None:
    assert read_results(folder).coverage[0]["app"] == "=kr.example"


def test_a_cell_of_the_ledger_may_be_longer_than_other_readers_take(tmp_path: Path) -> None:
    app = "가" * 200_000
    folder = made.write(tmp_path / "out", [(made.exchange(0, app=app), made.destination(), [made.finding()])])
    assert read_results(folder).coverage[0]["app"] == app


@pytest.mark.parametrize("content", [b"app\n\xff\n", b"a,b,c,d,e,f,g\nx,y,z,yes,many,1,1\n", b'"app'])
def test_a_ledger_that_is_none(folder: Path, content: bytes) -> None:
    (folder / "coverage.csv").write_bytes(content)
    made.seal(folder)
    with pytest.raises(ReadError, match="cannot be read as CSV"):
        read_results(folder)


def test_a_korean_ledger_is_read_as_well(folder: Path) -> None:
    path = folder / "coverage.csv"
    formats.write_csv("coverage", formats.read_csv("coverage", path), path, "ko")
    made.seal(folder)
    assert read_results(folder).coverage[0]["exchanges"] == 1


@pytest.mark.parametrize(
    ("recipe", "reason"),
    [
        ("{", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ("[]", "does not say in which format"),
        ("{}", "does not say in which format"),
        ('{"format": 2}', "another version"),
        ('{"format": "1"}', "another version"),
        ('{"format": 1, "inputs": []}', "lacks tool, inputs"),
        (
            '{"format": 1, "tool": {}, "inputs": {"captures": true}, "counts": {}, "outputs": {}, "gaps": [], '
            '"warnings": []}',
            "does not list its inputs",
        ),
        (
            '{"format": 1, "tool": {}, "inputs": {}, "counts": {}, "outputs": {}, "gaps": [], "warnings": []}',
            "does not list its inputs",
        ),
    ],
)
def test_a_recipe_of_another_kind(folder: Path, recipe: str, reason: str) -> None:
    (folder / "recipe.json").write_text(recipe)
    with pytest.raises(ReadError, match=reason) as error:
        read_results(folder)
    assert "trafficaudit replay" in error.value.remedy


@pytest.mark.parametrize(
    "inputs",
    [
        {"captures": [1]},
        {"captures": {"a": 1}},
        {"persona": "x"},
        {"databases": [[]]},
        {"captures": [{"metadata": 3}]},
        {"captures": [{"size": "x"}]},
    ],
)
def test_a_recipe_that_lists_its_inputs_otherwise(folder: Path, inputs: object) -> None:
    made.seal(folder, inputs=inputs)
    with pytest.raises(ReadError, match="list its inputs"):
        read_results(folder)


def test_no_result_folder(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(ReadError, match="not a result folder"):
            read_results(path)


@pytest.mark.assertion("RPT-2")
def test_a_table_that_was_changed_or_is_missing(folder: Path) -> None:
    file = folder / "transfers.parquet"
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(ReadError, match="changed afterwards"):
        read_results(folder)
    file.unlink()
    with pytest.raises(ReadError, match="cannot be read"):
        read_results(folder)


def test_a_table_of_another_version(folder: Path) -> None:
    file = folder / "transfers.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["origin"]), file)
    made.seal(folder)
    with pytest.raises(ReadError, match="columns of another version"):
        read_results(folder)
    file.write_bytes(b"no parquet")
    made.seal(folder)
    with pytest.raises(ReadError, match="as Parquet"):
        read_results(folder)
    (folder / "transfers.parquet").unlink()
    outputs = json.loads((folder / "recipe.json").read_text())["outputs"]
    assert "coverage.csv" in outputs


def test_a_damaged_page_of_a_table_is_told_as_one(folder: Path) -> None:
    """Its digest is right: whoever made it wrote it so. Arrow has an error of the system for it."""
    table = folder / "transfers.parquet"
    content = bytearray(table.read_bytes())
    content[4:20] = bytes(each ^ 0xFF for each in content[4:20])
    table.write_bytes(content)
    recipe = json.loads((folder / "recipe.json").read_text())
    recipe["outputs"]["transfers.parquet"] = hashlib.sha256(content).hexdigest()
    (folder / "recipe.json").write_text(json.dumps(recipe))
    with pytest.raises(ReadError, match=r"transfers\.parquet: cannot be read as Parquet"):
        read_results(folder)
