"""Verifying from the command line."""

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest
from support.command import run
from support.packages import flip, sealed
from support.stampers import Stamper

from trafficaudit.evidence import keys
from trafficaudit.evidence.verdict import INCOMPLETE, REJECTED, VALID
from trafficaudit.report.texts import Texts


@pytest.fixture(scope="module")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, stamper: Stamper) -> Path:
    return sealed(tmp_path_factory.mktemp("package"), stamper)


@pytest.mark.parametrize(("lang", "last"), [("en", "VALID"), ("ko", "유효")])
def test_a_line_a_check(package: Path, stamper: Stamper, lang: str, last: str) -> None:
    done = run("verify", package, "--root", stamper.root, "--signer", "own", "--lang", lang)
    assert (done.returncode, done.stderr) == (0, "")
    *lines, end = done.stdout.splitlines()
    assert end == last
    assert [line.split()[0] for line in lines].count("ok") == len(lines) - 3


def test_what_was_found_is_said_in_korean_too(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    done = run("verify", package, "--root", stamper.root, "--lang", "ko")
    assert "이 컴퓨터의 키임" in done.stdout
    for english in (" bytes", "own clock", "last line", "own key", "[영어 원문]"):
        assert english not in done.stdout
    found = json.loads(run("verify", package, "--root", stamper.root, "--lang", "ko", "--json").stdout)["checks"]
    payload = next(each for each in found if each["id"] == "payload")
    assert payload["found"].endswith(" bytes")
    assert payload["meaning"].endswith("바이트")


def test_json(package: Path, stamper: Stamper) -> None:
    done = run(
        "verify", package / "bag", "--root", stamper.root, "--signer", keys.own().fingerprint, "--json", "--offline"
    )
    said = json.loads(done.stdout)
    assert (done.returncode, said["code"]) == (0, 0)
    assert {"id", "outcome", "meaning", "found"} == set(said["checks"][0])


def test_the_own_key_is_told_and_believed_only_where_it_is_named(
    package: Path, stamper: Stamper, tmp_path: Path
) -> None:
    done = run("verify", package, "--root", stamper.root)
    assert done.returncode == 4
    assert "this computer's own key: --signer own names it" in done.stdout
    nowhere = {"XDG_CONFIG_HOME": str(tmp_path)}
    done = run("verify", package, "--root", stamper.root, environment=nowhere)
    assert (done.returncode, "own key" in done.stdout) == (4, False)
    done = run("verify", package, "--signer", "own", environment=nowhere)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no key of your own" in done.stderr


def test_the_own_authorities_are_believed_only_where_they_are_named(
    package: Path, stamper: Stamper, tmp_path: Path
) -> None:
    elsewhere = {"XDG_CONFIG_HOME": str(tmp_path)}
    path = tmp_path / "trafficaudit/evidence.toml"
    path.parent.mkdir()
    path.write_text(f'[[authority]]\nname = "here"\nurl = "http://127.0.0.1:9/"\nroot = "{stamper.root}"\n')
    named = ("--signer", keys.own().fingerprint)
    assert run("verify", package, *named, environment=elsewhere).returncode == 4
    assert run("verify", package, *named, "--root", "own", environment=elsewhere).returncode == 0
    path.write_text("")
    done = run("verify", package, *named, "--root", "own", environment=elsewhere)
    assert (done.returncode, "names no root certificate" in done.stderr) == (2, True)


def test_what_is_rejected(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = sealed(tmp_path, stamper)
    flip(mine / "bag/data/capture/traffic-0001.mitm")
    done = run("verify", mine, "--root", stamper.root)
    assert done.returncode == 3
    assert "FAILED  payload" in done.stdout
    assert done.stdout.endswith("REJECTED\n")
    assert run("verify", package, "--root", Stamper(tmp_path / "other").root).returncode == 3


@pytest.mark.parametrize("code", [VALID, REJECTED, INCOMPLETE])
def test_the_script_in_a_package_says_what_this_command_and_a_report_say(code: int) -> None:
    script = resources.files("trafficaudit.evidence").joinpath("verify.sh").read_text(encoding="utf-8")
    english, korean = (Texts(lang).word("seal", str(code)).partition(":")[0].upper() for lang in ("en", "ko"))
    (line,) = [line for line in script.splitlines() if f'verdict="{english} / {korean}"' in line]
    assert f"code={code} " in line
    assert "exit $code" in script


def test_wrong_use_and_what_is_not_there(package: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("x")
    for wrong in ("12", "", "0" * 63 + "g"):
        done = run("verify", package, "--signer", wrong)
        assert (done.returncode, "is no whole SHA-256: 64 hex digits" in done.stderr) == (2, True)
    assert run("verify", package, "--crl", tmp_path / "text").returncode == 2
    assert run("verify", package, "--root", tmp_path / "text").returncode == 2
    assert run("verify", tmp_path / "absent").returncode == 3
    done = run("verify", tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (3, "REJECTED")


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_is_no_package_is_told_with_a_remedy(package: Path, tmp_path: Path, form: tuple[str, ...]) -> None:
    (tmp_path / "text").write_text("x")
    (tmp_path / "part").mkdir()
    shutil.copytree(package / "bag", tmp_path / "part/bag")
    for path in (tmp_path, tmp_path / "text"):
        done = run("verify", path, *form)
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert done.stderr.startswith(f"trafficaudit: {path}: is no sealed package (name the folder that holds bag/")
    for path in (tmp_path / "part", tmp_path / "part/bag"):
        done = run("verify", path, *form)
        assert done.returncode == 3
        assert done.stderr == (
            f"trafficaudit: {tmp_path / 'part'}: is a part of a package, without anchor/ "
            "(have the whole of it handed over again)\n"
        )
    flip(tmp_path / "part/bag/data/capture/traffic-0001.mitm")
    (tmp_path / "part/anchor").mkdir()
    assert run("verify", tmp_path / "part", *form).stderr == "", "what was changed has no remedy"
