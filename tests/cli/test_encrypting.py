"""`trafficaudit seal --encrypt`, and what becomes of it with `open`, `verify` and `replay`."""

import json
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner
from support import command, flows, packages

from trafficaudit.cli import main
from trafficaudit.errors import OutputError
from trafficaudit.evidence import crypt, custody


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    flows.write(folder / "traffic-0001.mitm", flows.flow(1, body=b'{"email": "seoyun.kim@hanbit.example"}'))
    (folder / "capture.json").write_text('{"format": 1, "id": "shop", "complete": true}')
    return folder


@pytest.fixture
def key(tmp_path: Path) -> str:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{identity}\n")
    return str(identity.to_public())


def test_sealed_encrypted_opened_verified_and_replayed(shop: Path, key: str, tmp_path: Path) -> None:
    done = command.run("seal", shop, "--offline", "--encrypt", key)
    assert done.returncode == 0, done.stderr
    file = tmp_path / "shop.sealed.age"
    assert done.stdout.strip() == str(file)
    assert f"still in the clear: {shop}" in done.stderr
    assert not (tmp_path / "shop.sealed").exists()
    assert command.run("open", file, "-i", tmp_path / "key.txt").returncode == 0
    package = tmp_path / "shop.sealed"
    assert command.run("verify", package, "--offline").returncode == 4
    assert [link.entry.what for _, link, _ in custody.read(package)][-2:] == ["encryption begun", "decrypted"]
    assert command.run("replay", package, "-o", tmp_path / "out").returncode == 0


def test_a_package_is_encrypted_as_it_is_and_stays_unless_it_is_to_go(shop: Path, key: str, tmp_path: Path) -> None:
    assert command.run("seal", shop, "--offline").returncode == 0
    package = tmp_path / "shop.sealed"
    done = command.run("seal", package, "--encrypt", key, "--json")
    assert json.loads(done.stdout)["path"] == str(tmp_path / "shop.sealed.age")
    assert f"still in the clear: {package}" in done.stderr
    assert package.exists()
    again = command.run("seal", package, "--encrypt", key, "--remove")
    assert (again.returncode, "exists already" in again.stderr) == (2, True)
    (tmp_path / "shop.sealed.age").unlink()
    packages.flip(package / "bag/bag-info.txt", 3)
    once_more = command.run("seal", shop, "--offline", "--encrypt", key)
    assert once_more.returncode == 2
    assert f"encrypt it as it is: trafficaudit seal {package} --encrypt" in once_more.stderr
    last = command.run("seal", package, "--encrypt", key, "--remove")
    assert (last.returncode, "is REJECTED" in last.stderr, "is REJECTED" in done.stderr) == (0, True, False)
    assert not package.exists()


def test_a_wrong_key_is_told_before_anything_is_sealed(shop: Path, tmp_path: Path) -> None:
    done = command.run("seal", shop, "--offline", "--encrypt", "age1nobody")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert not (tmp_path / "shop.sealed").exists()
    assert command.run("seal", shop, "--remove").returncode == 2


@pytest.mark.parametrize("option", ["--output", "--persona", "--results", "--key", "--authority", "--copy"])
def test_what_a_sealed_package_would_not_take_in_is_refused(shop: Path, key: str, tmp_path: Path, option: str) -> None:
    """An option that is passed over leaves somebody in the belief that it was followed."""
    package = tmp_path / "shop.sealed"
    assert command.run("seal", shop, "--offline", "-o", package).returncode == 0
    (tmp_path / "other").mkdir()
    (tmp_path / "file").write_text("x")
    given = {"--output": ["new"], "--persona": ["file"], "--results": ["other"], "--key": ["file"], "--copy": []}
    words = [str(tmp_path / each) for each in given.get(option, ["https://a.example"])]
    done = command.run("seal", package, "--encrypt", key, option, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "it is encrypted as it is, beside itself, and nothing is added" in done.stderr
    assert not (tmp_path / "shop.sealed.age").exists()


@pytest.mark.parametrize("step", ["append", "encrypt"])
@pytest.mark.parametrize("error", [OutputError("no room", "file"), KeyboardInterrupt()])
def test_what_stays_in_the_clear_is_said_where_encrypting_fails(
    shop: Path, key: str, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    """Whoever asked for no package in the clear has one then."""

    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(custody if step == "append" else crypt, step, failing)
    done = CliRunner().invoke(main, ["seal", str(shop), "--offline", "--encrypt", key])
    assert (done.exit_code, done.stdout) == (130 if isinstance(error, KeyboardInterrupt) else 1, "")
    assert f"still in the clear: {shop}.sealed\n" in done.stderr
    assert Path(f"{shop}.sealed").is_dir()
