"""Sealing from the command line."""

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from support.command import run
from support.journals import recording
from support.packages import capture
from support.stampers import Stamper, certificate_of, write_key

from trafficaudit.evidence import keys


def test_it_prints_the_package_and_says_what_stands_on_paper(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    done = run("seal", folder, "--offline", "--operator", "Kim")
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'shop.sealed'}\n"), done.stderr
    assert "For the confirmation (확인서): tagmanifest-sha256.txt SHA-256 " in done.stderr
    assert " files, " in done.stderr
    tools = json.loads((tmp_path / "shop.sealed/bag/data/log/tools.json").read_text())
    assert tools["tool"]["rules_sha256"]
    assert "seal" in tools["command"]
    databases = json.loads((tmp_path / "shop.sealed/bag/data/env/databases.json").read_text())["databases"]
    assert all(len(each["sha256"]) == 64 for each in databases)


def test_it_asks_an_authority_that_is_named(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    with stamper.serving() as here:
        done = run("seal", capture(tmp_path / "shop"), "--authority", here.url, "--json")
    assert done.returncode == 0, done.stderr
    assert "Time stamp tagmanifest.authority-1: stamped at 20" in done.stderr
    said = json.loads(done.stdout)
    assert len(said["tagmanifest"]) == 64
    assert run("verify", said["path"], "--root", stamper.root, "--signer", "own").returncode == 0


def test_an_authority_that_cannot_be_reached_leaves_a_request(tmp_path: Path) -> None:
    done = run("seal", capture(tmp_path / "shop"), "--authority", "http://127.0.0.1:9/")
    assert done.returncode == 0
    assert "cannot be reached" in done.stderr
    assert "Not yet timestamped: 1 requests wait" in done.stderr
    assert run("verify", tmp_path / "shop.sealed", "--offline").returncode == 4


def test_a_key_of_the_users(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    write_key(key, tmp_path / "k")
    certificate = certificate_of(key, "Kim", None)
    (tmp_path / "c").write_bytes(keys.pem((certificate,)))
    done = run(
        "seal",
        capture(tmp_path / "shop"),
        "--offline",
        "--key",
        tmp_path / "k",
        "--certificate",
        tmp_path / "c",
        "--json",
    )
    assert json.loads(done.stdout)["signer"] == keys.fingerprint(certificate)


def test_wrong_keys_are_refused(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    write_key(ec.generate_private_key(ec.SECP256R1()), tmp_path / "k")
    (folder / "inside").write_bytes((tmp_path / "k").read_bytes())
    for key, why in (
        (tmp_path / "k", "no certificate of this key"),
        (folder / "inside", "no place in a capture"),
        (folder / "capture.json", "no place"),
    ):
        done = run("seal", folder, "--offline", "--key", key)
        assert (done.returncode, done.stdout) == (2, "")
        assert why in done.stderr
    assert not (tmp_path / "shop.sealed").exists()


def test_what_cannot_be_sealed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name, code in (("absent", 3), ("file", 3)):
        done = run("seal", tmp_path / name, "--offline")
        assert (done.returncode, done.stdout) == (code, "")
        assert "Traceback" not in done.stderr
    with recording(tmp_path / "c"):
        done = run("seal", tmp_path / "c", "--offline")
        assert done.returncode == 3
        assert "is being recorded into" in done.stderr
    assert run("seal", tmp_path / "c", "--authority", "file:///etc/passwd").returncode == 2


def test_a_recording_that_was_cut_off_is_sealed_as_it_is(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
    done = run("seal", tmp_path / "c", "--offline")
    assert done.returncode == 0, done.stderr
    assert "Incomplete: the recording is not finished" in done.stderr
    done = run("verify", tmp_path / "c.sealed", "--lang", "ko")
    assert done.returncode == 4
    assert "기록이 완결되지 않았습니다" in done.stdout
