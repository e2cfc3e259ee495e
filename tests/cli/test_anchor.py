"""Requests that waited are sent later."""

import json
from pathlib import Path

from support.command import run
from support.packages import capture, put
from support.stampers import Stamper

from trafficaudit import evidence
from trafficaudit.evidence import Order, config, custody


def test_what_waited_is_stamped_later(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    with stamper.serving() as here:
        (named,) = config.at((here.url,))
        package = evidence.seal(capture(tmp_path / "shop"), order=Order(authorities=(named,))).path
        before = (package / "bag/tagmanifest-sha256.txt").read_bytes()
        done = run("anchor", package, "--authority", here.url, "--json", "--operator", "Kim")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {
            "stamped": [f"custody-0001.{named.name}", f"tagmanifest.{named.name}"],
            "waiting": [],
            "faults": {},
        }
        done = run("anchor", package, "--authority", here.url)
        assert done.returncode == 0
        assert f"{here.url} was not asked for the package: its time stamp, {named.name}" in done.stderr
    assert stamper.asked == 2
    assert (package / "bag/tagmanifest-sha256.txt").read_bytes() == before
    assert run("verify", package, "--root", stamper.root, "--signer", "own").returncode == 0
    assert "Kim  time stamped" in run("log", package).stdout


def test_a_request_that_waits_for_one_authority_is_sent_to_no_other(tmp_path: Path) -> None:
    """Both were the first that a command named, and so had one name."""
    stamper = Stamper(tmp_path / "authority")
    order = Order(authorities=config.at(("http://127.0.0.1:9/",)))
    package = evidence.seal(capture(tmp_path / "shop"), order=order).path
    (waiting,) = (package / "anchor").glob("*.tsq")
    with stamper.serving() as here:
        done = run("anchor", package, "--authority", here.url, "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["waiting"] == [waiting.stem]
    assert {path.name.split(".")[1] for path in (package / "anchor").glob("*.tsr")} == {config.at((here.url,))[0].name}


def test_a_package_that_nobody_asked_for_is_asked_for_now(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    package = evidence.seal(capture(tmp_path / "shop")).path
    with stamper.serving() as here:
        assert run("anchor", package, "--authority", here.url).returncode == 0
    assert run("verify", package, "--root", stamper.root, "--signer", "own").returncode == 0


def test_what_was_logged_since_is_time_stamped_by_the_next_one(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    package = evidence.seal(capture(tmp_path / "shop")).path
    put(package / "anchor/.tagmanifest.authority-1.tsr.new", b"cut off")
    assert run("verify", package).returncode == 3
    with stamper.serving() as here:
        name = config.at((here.url,))[0].name
        assert run("anchor", package, "--authority", here.url).returncode == 0
        custody.append(package, "handed over", "to the court")
        told = evidence.verify(package, roots=[stamper.root]).checks
        covered = next(check for check in told if check.id == "covered")
        assert (covered.outcome, covered.found[:5]) == ("ok", "0001,")
        assert covered.found.endswith("1 later line is bound by its chain only")
        assert f"anchor/custody-0001.{name}.tsr" in custody.read(package)[-1][1].files
        done = run("anchor", package, "--authority", here.url)
        assert (done.returncode, f"Time stamp custody-0002.{name}: stamped" in done.stderr) == (0, True)
    assert custody.head(package) == 2, "no line is added for the stamp of the last line"
    assert run("verify", package, "--root", stamper.root, "--signer", "own").returncode == 0


def test_what_is_no_package(tmp_path: Path) -> None:
    done = run("anchor", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
