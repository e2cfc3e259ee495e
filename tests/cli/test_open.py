import json
from pathlib import Path

import pyrage
import pytest
from support import command, packages

from trafficaudit.evidence import crypt


@pytest.fixture
def file(tmp_path: Path) -> Path:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{identity}\n")
    package = packages.sealed(tmp_path, None)
    return crypt.encrypt(package, [identity.to_public()], remove=True).path


def test_a_package_is_opened(file: Path, tmp_path: Path) -> None:
    done = command.run("open", file, "-i", tmp_path / "key.txt")
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "shop.sealed"))
    assert done.stderr.strip().endswith(f"verify them: trafficaudit verify {tmp_path / 'shop.sealed'}")
    done = command.run("open", file, "-i", tmp_path / "key.txt", "-o", tmp_path / "x", "--json")
    assert json.loads(done.stdout)["package"] == str(tmp_path / "x")


def test_every_failure_is_one_line(file: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    (tmp_path / "cut.age").write_bytes(file.read_bytes()[:-1])
    (tmp_path / "not.txt").write_text("hello")
    (tmp_path / "there").mkdir()
    key = tmp_path / "key.txt"
    lines: tuple[list[str | Path], ...] = (
        [file, "-i", tmp_path / "other.txt"],
        [tmp_path / "cut.age", "-i", key],
        [tmp_path / "not.txt", "-i", key],
        [file, "-i", tmp_path / "not.txt"],
        [tmp_path / "nothing", "-i", key],
        [file, "-i", key, "-o", tmp_path / "there"],
    )
    for line in lines:
        done = command.run("open", *line)
        assert (done.returncode != 0, done.stdout, done.stderr.count("\n")) == (True, "", 1), line
    done = command.run("open", file, "-i", key, limit=1000)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "shop.sealed").exists()
