"""What every script of analysis/ keeps to: a page, a notebook, and a plain program in one."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jupytext  # type: ignore[import-untyped]
import pytest
from nbclient import NotebookClient

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
SCRIPTS = sorted(path.name for path in ANALYSIS.glob("[0-9]*.py"))


def test_there_are_scripts() -> None:
    assert SCRIPTS[0] == "01_destinations.py"
    assert len(SCRIPTS) == 10


@pytest.mark.parametrize("script", SCRIPTS)
def test_is_a_page_of_prose_and_code(script: str) -> None:
    text = (ANALYSIS / script).read_text(encoding="utf-8")
    assert text.startswith("# ---\n# jupyter:\n#   jupytext:\n")
    assert "format_name: percent" in text
    assert len(text.splitlines()) <= 135
    cells = jupytext.reads(text, fmt="py:percent").cells
    prose = [cell for cell in cells if cell.cell_type == "markdown"]
    assert prose[0].source.startswith("# ")
    assert f"python analysis/{script}" in prose[0].source
    assert len(prose) >= 4
    assert cells[-1].cell_type == "code"
    assert "matplotlib is not installed" in cells[-1].source


@pytest.mark.parametrize("script", SCRIPTS)
def test_says_so_where_there_is_no_result(script: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ANALYSIS / script), str(tmp_path / "absent")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "absent is not a result folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_takes_the_folder_from_the_environment(results: Path, tmp_path: Path) -> None:
    environment = os.environ | {"TRAFFICAUDIT_RESULTS": str(results)}
    command = [sys.executable, str(ANALYSIS / "05_responses.py")]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env=environment, cwd=tmp_path
    )
    assert "Seeded values in responses" in done.stdout


def test_tables_stand_without_matplotlib(results: Path, run: Callable[[str, Path], str], tmp_path: Path) -> None:
    blocker = "import sys; sys.modules['matplotlib'] = None"
    (tmp_path / "sitecustomize.py").write_text(blocker, encoding="utf-8")
    paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
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
