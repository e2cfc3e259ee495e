"""The report command in a process of its own."""

import json
from pathlib import Path

import pytest
from support.command import run


@pytest.fixture
def results(capture: Path, persona: Path, tmp_path: Path) -> Path:
    done = run("replay", capture, "--persona", persona, "--app", "kr.example.shop", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


def test_a_page_and_a_workbook(results: Path, tmp_path: Path) -> None:
    done = run("report", results, "--lang", "ko", "--xlsx", tmp_path / "book.xlsx")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'out.html'}\n{tmp_path / 'book.xlsx'}\n"
    assert "모두 최소이며" in done.stderr
    assert '<html lang="ko">' in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert (tmp_path / "book.xlsx").read_bytes().startswith(b"PK")
    assert sorted(path.name for path in results.iterdir()) == sorted(
        [*json.loads((results / "recipe.json").read_text(encoding="utf-8"))["outputs"], "recipe.json"]
    )


def test_a_table_for_people_that_was_written_in_is_told_by_whatever_reads_the_result(
    results: Path, tmp_path: Path
) -> None:
    asked = (("report", results, "-o", tmp_path / "a.html"), ("table", results), ("table", tmp_path))
    assert not any("transfers.csv" in run(*each).stderr for each in asked)
    with (results / "transfers.csv").open("a") as file:
        file.write("another\n")
    for each in asked:
        done = run(*each)
        assert (done.returncode, f"{results}/transfers.csv: not what recipe.json names" in done.stderr) == (0, True)


def test_neither_the_results_nor_the_page_are_replaced(results: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in results.iterdir()}
    for given in (("-o", results / "recipe.json"), ("--xlsx", results / "transfers.parquet")):
        done = run("report", results, *given)
        assert (done.returncode, "would replace what it is made from" in done.stderr) == (1, True)
    done = run("report", results, "-o", tmp_path / "a", "--xlsx", tmp_path / "." / "a")
    assert (done.returncode, (tmp_path / "a").exists()) == (2, False)
    assert {path.name: path.read_bytes() for path in results.iterdir()} == before


def test_a_file_that_is_no_report_is_kept(results: Path, capture: Path, tmp_path: Path) -> None:
    """``-o`` names a recording by a slip of the hand: what it holds is evidence."""
    before = capture.read_bytes()
    for given in (("-o", capture), ("-o", tmp_path / "p.html", "--xlsx", capture)):
        done = run("report", results, *given)
        assert (done.returncode, "is no earlier report (name another one)" in done.stderr) == (2, True)
        assert capture.read_bytes() == before
        assert not (tmp_path / "p.html").exists()
    (tmp_path / "p.html").touch()
    for _ in range(2):
        assert run("report", results, "-o", tmp_path / "p.html", "--xlsx", tmp_path / "b.xlsx").returncode == 0


def test_where_it_was_written_is_told_to_programs(results: Path, tmp_path: Path) -> None:
    told = json.loads(run("report", results, "--json", "-o", tmp_path / "a.html").stdout)
    assert told["page"] == str(tmp_path / "a.html")
    assert told["workbook"] is None
    assert told["rows"] > 0
    assert told["exchanges"] > 0
    done = run("report", results, "--json", "--xlsx", tmp_path / "a.xlsx")
    assert json.loads(done.stdout)["workbook"] == str(tmp_path / "a.xlsx")


def test_what_is_no_result_folder_or_of_another_version_says_what_to_do(results: Path, tmp_path: Path) -> None:
    done = run("report", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "not a result folder" in done.stderr
    assert "trafficaudit replay" in done.stderr
    recipe = json.loads((results / "recipe.json").read_text(encoding="utf-8"))
    (results / "recipe.json").write_text(json.dumps(recipe | {"format": 99}))
    done = run("report", results)
    assert done.returncode == 3
    assert "another version (format 99; this one reads 1)" in done.stderr
    assert not (tmp_path / "out.html").exists()


def test_a_place_that_cannot_be_written(results: Path, tmp_path: Path) -> None:
    done = run("report", results, "-o", tmp_path / "missing" / "a.html")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert run("report", results, "-o", tmp_path).returncode == 2
    assert run("report", results, "--lang", "fr").returncode == 2


def test_a_declaration_is_held_against_the_results(results: Path, tmp_path: Path) -> None:
    declaration = Path(__file__).resolve().parents[2] / "captures" / "demo" / "declaration.yaml"
    done = run("report", results, "--declaration", declaration, "--xlsx", tmp_path / "book.xlsx")
    assert "at least, see its coverage" in done.stderr
    assert done.returncode == 0, done.stderr
    assert 'id="declared"' in (tmp_path / "out.html").read_text(encoding="utf-8")
    draft = tmp_path / "draft.yaml"
    draft.write_text(declaration.read_text(encoding="utf-8").replace("confirm: true", "confirm: false", 1), "utf-8")
    assert "is a draft" in run("report", results, "--declaration", draft).stderr
    assert run("report", results, "--declaration", draft, "--draft").returncode == 0
    assert run("report", results, "--draft").returncode == 2
    assert run("report", results, "--declaration", tmp_path / "absent.yaml").returncode == 3
