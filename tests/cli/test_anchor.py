"""Requests that waited are sent later."""

import json
import sys
from pathlib import Path

from support.command import run
from support.disks import run_on_small_disk
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


def test_a_time_stamp_whose_line_met_a_full_disk_is_logged_by_the_next_one(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    with stamper.serving() as here:
        (named,) = config.at((here.url,))
        evidence.seal(capture(tmp_path / "shop"), order=Order(authorities=(named,)))
        # Every inode is taken but those of the answer and of the authority's certificates.
        script = """cp -r "$1/." "$0/p"; n=0; while touch "$0/f$n" 2> /dev/null; do n=$((n+1)); done; rm "$0"/f1 "$0"/f2
            "$2" -m trafficaudit anchor "$0/p" --authority "$3" >&2; echo $?; ls "$0"/p/anchor/*.tsr "$0"/p/anchor/custody
            rm "$0"/f*; "$2" -m trafficaudit anchor "$0/p" --authority "$3" >&2; echo $?; cp -r "$0/p/." "$4" """
        disk = tmp_path / "disk"
        done = run_on_small_disk(
            disk, "8m,nr_inodes=200", script, tmp_path / "shop.sealed", sys.executable, here.url, tmp_path / "after"
        )
    stamp = f"anchor/tagmanifest.{named.name}.tsr"
    assert done.stdout.split() == ["1", f"{disk}/p/{stamp}", f"{disk}/p/anchor/custody:", "0000.txt", "0"], done.stderr
    assert "trafficaudit: " in done.stderr
    assert "No space left on device (free some disk)" in done.stderr
    assert "Traceback" not in done.stderr
    last = custody.read(tmp_path / "after")[-1][1]
    assert (last.number, list(last.files)) == (1, [stamp])
    assert (last.entry.what, last.entry.note) == (
        "time stamped",
        "1 time stamp, 1 of them given before and not logged then",
    )
    assert run("verify", tmp_path / "after", "--root", stamper.root, "--signer", "own").returncode == 0


def test_what_is_no_time_stamp_is_not_logged_as_one(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    package = evidence.seal(capture(tmp_path / "shop")).path
    with stamper.serving() as here:
        assert run("anchor", package, "--authority", here.url).returncode == 0
        (stamp,) = (package / "anchor").glob("tagmanifest.*.tsr")
        put(stamp.with_name("chain-0000.other.tsr"), stamp.read_bytes())
        put(stamp.with_name("chain-0001.other.tsr"), b"no time stamp")
        put(stamp.with_name("chain-9999.other.tsr"), stamp.read_bytes())
        run("anchor", package, "--authority", here.url)
    assert custody.head(package) == 1
    assert custody.unlogged(package) == []
    put(stamp.with_name("tagmanifest.other.tsr"), stamp.read_bytes())
    assert [each.stem for each in custody.unlogged(package)] == ["tagmanifest.other"]


def test_what_is_no_package(tmp_path: Path) -> None:
    done = run("anchor", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
