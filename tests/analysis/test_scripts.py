"""What every script of analysis/ keeps to: a page, a notebook, and a plain program in one."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import jupytext  # type: ignore[import-untyped]
import pytest
from nbclient import NotebookClient
from support.command import script
from support.resultfolders import seal

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
SCRIPTS = sorted(path.name for path in ANALYSIS.glob("[0-9]*.py"))


def test_there_are_scripts() -> None:
    assert SCRIPTS[0] == "01_destinations.py"
    assert len(SCRIPTS) == 11


@pytest.mark.parametrize("name", SCRIPTS)
def test_is_a_page_of_prose_and_code(name: str) -> None:
    text = (ANALYSIS / name).read_text(encoding="utf-8")
    assert text.startswith("# ---\n# jupyter:\n#   jupytext:\n")
    assert "format_name: percent" in text
    assert len(text.splitlines()) <= 140
    cells = jupytext.reads(text, fmt="py:percent").cells
    prose = [cell for cell in cells if cell.cell_type == "markdown"]
    assert prose[0].source.startswith("# ")
    assert f"python analysis/{name}" in prose[0].source
    assert len(prose) >= 4
    assert cells[-1].cell_type == "code"
    assert "matplotlib is not installed" in cells[-1].source


@pytest.mark.parametrize("name", SCRIPTS)
def test_says_so_where_there_is_no_result(name: str, tmp_path: Path) -> None:
    done = script(ANALYSIS / name, tmp_path / "absent")
    assert done.returncode == 1
    assert "absent is not a result folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["02_personal_fields.py", "10_across_apps.py"])
def test_ends_without_a_word_where_nobody_reads_on(name: str, results: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, str(ANALYSIS / name), str(results)]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, "")


def test_a_result_that_lacks_a_table_or_is_of_another_version_is_one_line(results: Path, tmp_path: Path) -> None:
    names = "findings.parquet", "exchanges.parquet", "destinations.parquet", "coverage.csv", "another version", "policy"
    for name in names:
        folder = tmp_path / "broken" / name
        shutil.copytree(results, folder)
        if name == "another version":
            seal(folder, format=0)
        elif name == "policy":
            (folder / "declaration.yaml").write_text("no declaration")
        else:
            (folder / name).unlink()
    for which, name in product(names, SCRIPTS):
        done = script(ANALYSIS / name, tmp_path / "broken" / which)
        assert done.returncode == bool(done.stderr)
        assert done.stderr.count("\n") == done.returncode
        if which == "another version":
            assert "is a result folder of another version" in done.stderr, name
        elif which == "policy":
            assert ("declaration.yaml" in done.stderr) == (name == "06_declared_vs_observed.py")
        elif name in ("01_destinations.py", "10_across_apps.py") and which != "coverage.csv":
            assert f"{which}: cannot be read" in done.stderr, name


def test_takes_the_folder_from_the_environment(results: Path, tmp_path: Path) -> None:
    done = script(ANALYSIS / "05_responses.py", cwd=tmp_path, environment={"TRAFFICAUDIT_RESULTS": str(results)})
    assert "Seeded values in responses" in done.stdout


def test_tables_stand_without_matplotlib(results: Path, run: Callable[[str, Path], str], tmp_path: Path) -> None:
    blocker = "import sys; sys.modules['matplotlib'] = None"
    (tmp_path / "sitecustomize.py").write_text(blocker, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), *sys.path))}
    command = [sys.executable, str(ANALYSIS / "01_destinations.py"), str(results)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=environment)
    assert "Plot left out, because matplotlib is not installed: exchanges per country" in done.stdout
    assert done.stdout.split("Plot left out")[0] == run("01_destinations.py", results).split("figures:")[0]


def test_opens_as_a_notebook(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAFFICAUDIT_RESULTS", str(results))
    notebook = jupytext.read(ANALYSIS / "01_destinations.py")
    NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(ANALYSIS)}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert {"text/html", "image/png"} <= kinds
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert "api.logistics.example" in str(outputs)
