"""Verifying from the command line."""

import json
from pathlib import Path

import pytest
from support.command import run
from support.packages import flip, sealed
from support.stampers import Stamper


@pytest.fixture(scope="module")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, stamper: Stamper) -> Path:
    return sealed(tmp_path_factory.mktemp("package"), stamper)


@pytest.mark.parametrize(("lang", "last"), [("en", "VALID"), ("ko", "유효")])
def test_a_line_a_check(package: Path, stamper: Stamper, lang: str, last: str) -> None:
    done = run("verify", package, "--root", stamper.root, "--lang", lang)
    assert (done.returncode, done.stderr) == (0, "")
    *lines, end = done.stdout.splitlines()
    assert end == last
    assert [line.split()[0] for line in lines].count("ok") == len(lines) - 2


def test_json(package: Path, stamper: Stamper) -> None:
    done = run("verify", package / "bag", "--root", stamper.root, "--json", "--offline")
    said = json.loads(done.stdout)
    assert (done.returncode, said["code"]) == (0, 0)
    assert {"id", "outcome", "meaning", "found"} == set(said["checks"][0])


def test_what_is_rejected(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = sealed(tmp_path, stamper)
    flip(mine / "bag/data/capture/traffic-0001.mitm")
    done = run("verify", mine, "--root", stamper.root)
    assert done.returncode == 3
    assert "FAILED  payload" in done.stdout
    assert done.stdout.endswith("REJECTED\n")
    assert run("verify", package, "--root", Stamper(tmp_path / "other").root).returncode == 3


def test_wrong_use_and_what_is_not_there(package: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("x")
    assert run("verify", package, "--signer", "12").returncode == 2
    assert run("verify", package, "--root", tmp_path / "text").returncode == 2
    assert run("verify", tmp_path / "absent").returncode == 3
    done = run("verify", tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (3, "REJECTED")
