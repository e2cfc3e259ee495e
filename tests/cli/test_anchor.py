"""Requests that waited are sent later."""

import json
from pathlib import Path

from support.command import run
from support.packages import capture
from support.stampers import Stamper

from trafficaudit import evidence
from trafficaudit.evidence import Order
from trafficaudit.evidence.config import Authority


def test_what_waited_is_stamped_later(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    package = evidence.seal(
        capture(tmp_path / "shop"), order=Order(authorities=(Authority("authority-1", "http://x/"),))
    ).path
    before = (package / "bag/tagmanifest-sha256.txt").read_bytes()
    done = run("anchor", package, "--authority", "http://127.0.0.1:9/")
    assert done.returncode == 4
    assert "requests wait" in done.stderr
    with stamper.serving() as here:
        done = run("anchor", package, "--authority", here.url, "--json", "--operator", "Kim")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {"stamped": ["tagmanifest.authority-1"], "waiting": [], "faults": {}}
        assert run("anchor", package, "--authority", here.url).returncode == 0
    assert stamper.asked == 1
    assert (package / "bag/tagmanifest-sha256.txt").read_bytes() == before
    assert run("verify", package, "--root", stamper.root).returncode == 0
    assert "Kim  time stamped" in run("log", package).stdout


def test_a_package_that_nobody_asked_for_is_asked_for_now(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    package = evidence.seal(capture(tmp_path / "shop")).path
    with stamper.serving() as here:
        assert run("anchor", package, "--authority", here.url).returncode == 0
    assert run("verify", package, "--root", stamper.root).returncode == 0


def test_what_is_no_package(tmp_path: Path) -> None:
    done = run("anchor", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
