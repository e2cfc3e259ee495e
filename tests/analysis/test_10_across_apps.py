"""What ``analysis/10_across_apps.py`` prints, against folders in which it can be counted by hand."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import script
from support.resultfolders import Item, destination, exchange, finding, seal, write

type Run = Callable[[str, Path], str]
SCRIPT = Path(__file__).resolve().parents[2] / "analysis" / "10_across_apps.py"


def printed(folder: Path) -> subprocess.CompletedProcess[str]:
    return script(SCRIPT, folder)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two apps that send to one company abroad, and one of which nothing was found."""
    folder = tmp_path_factory.mktemp("apps")
    ads, own = destination("t.ads.example", "US", "established", "Ads"), destination("a.example", "KR", "likely", "A")
    fits = finding("advertising_id", detector="tracker:adjust", match="named")
    found: dict[str, list[Item]] = {
        "a": [(exchange(0, "t.ads.example", app="kr.a"), ads, [fits, finding()])],
        "b": [
            (exchange(0, "t.ads.example", app="kr.b"), ads, [fits]),
            (exchange(1, "a.example", app="kr.b"), own, [finding()]),
        ],
        "c": [(exchange(0, app="kr.c"), own, [])],
    }
    for name, items in found.items():
        captures = [{"id": name, "sha256": name, "phases": []}]
        write(folder / name, items, inputs={"captures": captures, "persona": None, "databases": []})
    (folder / "notes").mkdir()
    return folder


def line(text: str, *words: str) -> list[str]:
    (found,) = [each for each in text.splitlines() if all(word in each for word in words)]
    return found.split()


def test_recipients_items_and_sdks_by_apps(root: Path) -> None:
    done = printed(root)
    assert (done.returncode, done.stderr) == (0, "")
    text = done.stdout
    assert "At least, in 3 apps: kr.a, kr.b, kr.c." in text
    assert "warning: notes is no result folder" in text
    # Two apps; of one of them a seeded value; two items in two exchanges: both in one of kr.a, one in one of kr.b.
    assert line(text.split("Recipients by apps")[1].split("Items by")[0], "Ads", "US") == [
        "Ads", "US", "established", "yes", "2", "1", "2", "2",
    ]  # fmt: skip
    items = text.split("Items by apps")[1].split("SDKs by")[0]
    assert line(items, "advertising id")[-3:] == ["2", "0", "0"]
    assert line(items, "e-mail address")[-3:] == ["1", "0", "1"]
    assert line(text.split("SDKs by apps")[1], "Adjust SDK")[2:7] == ["2", "3", "2", "0", "0"]
    assert line(text.split("Results:")[1], "kr.c")[:2] == ["c", "kr.c"]


def test_one_result_is_taken_alone_and_a_changed_one_is_refused(root: Path, results: Path, run: Run) -> None:
    text = run("10_across_apps.py", results)
    assert "At least, in 1 app: kr.example.hanbit.shop." in text
    assert "figures: 1" in text
    with (root / "c" / "coverage.csv").open("a") as file:
        file.write("x")
    done = printed(root)
    assert done.returncode == 1
    assert "coverage.csv: is not the file that recipe.json names" in done.stderr


def test_nothing_was_recorded(nothing: Path, run: Run) -> None:
    text = run("10_across_apps.py", nothing)
    assert "Recipients by apps, at least: none" in text
    assert "figures: 1" not in text


def test_a_comma_in_the_name_of_an_app_makes_no_two_of_it(tmp_path: Path) -> None:
    item = exchange(0, app="Shop, the app"), destination(), [finding()]
    captures = [{"id": "a", "sha256": "a", "phases": []}]
    folder = write(tmp_path / "a", [item], inputs={"captures": captures, "persona": None, "databases": []})
    assert "At least, in 1 app: Shop, the app." in printed(folder).stdout


@pytest.mark.parametrize("name", ["findings", "exchanges", "transfers", "destinations"])
def test_a_damaged_table_is_one_line_that_names_it(root: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(root / "a", tmp_path / "a")
    content = bytearray((folder / f"{name}.parquet").read_bytes())
    for place in range(4, 104):
        content[place] ^= 0xFF
    (folder / f"{name}.parquet").write_bytes(content)
    seal(folder, inputs={"captures": [], "persona": None, "databases": []})
    done = printed(folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{folder}/{name}.parquet: cannot be read, or is a table of another version (make it")
    assert done.stderr.count("\n") == 1
