"""All checks together."""

import time
from pathlib import Path

import pytest
from support.adbd import Phone, Server, connected

from trafficaudit.devices import computer, doctor, phonechecks
from trafficaudit.devices.authority import CERTIFICATE
from trafficaudit.devices.doctor import PATIENCE, Check, Setup, checks, passed


def test_without_a_phone_its_checks_are_skipped_with_the_reason(tmp_path: Path, confdir: Path) -> None:
    found = checks(Setup(ports=(), folder=tmp_path / "shop", confdir=confdir, disk_floor=1))
    skipped = [each for each in found if each.status == "skipped" and "--device" in each.found]
    assert [each.name for each in skipped] == [name for name, _ in phonechecks.CHECKS]
    assert passed(found)


def test_with_the_phone(serial: str, confdir: Path) -> None:
    found = {each.name: each for each in checks(Setup(device=serial, ports=(), confdir=confdir, disk_floor=1))}
    assert found["phone"].status == "ok"
    assert found["app"].status == "skipped"
    assert found["CA on the phone"].status == "warning"
    assert all(each.status != "skipped" for name, each in found.items() if name not in {"app", "clock synchronised"})


def test_a_phone_that_cannot_be_asked(server: Server, confdir: Path) -> None:
    with connected(Phone(fault="unauthorized"), server, "unauthorized") as serial:
        found = checks(Setup(device=serial, ports=(), confdir=confdir, disk_floor=1))
    first, *others = found[-len(phonechecks.CHECKS) :]
    assert (first.name, first.status) == ("phone", "failed")
    assert "is unauthorized" in first.found
    assert "allow USB debugging" in first.remedy
    assert {each.status for each in others} == {"skipped"}
    assert not passed(found)


def test_no_phone_at_all(server: Server, confdir: Path) -> None:
    found = {each.name: each for each in checks(Setup(device="", ports=(), confdir=confdir, disk_floor=1))}
    assert found["phone"] == Check(
        "phone", "failed", "no phone is connected", "connect one by USB with USB debugging switched on"
    )


def test_a_check_that_meets_an_error_stops_no_other(confdir: Path) -> None:
    (confdir / CERTIFICATE).write_text("nonsense")
    found = {each.name: each for each in checks(Setup(ports=(), confdir=confdir, disk_floor=1))}
    assert found["mitmproxy CA"].status == "failed"
    assert "is no certificate" in found["mitmproxy CA"].found
    assert found["disk"].status == "ok"


def test_what_may_not_be_looked_at_fails_its_check_and_stops_no_other(tmp_path: Path, confdir: Path) -> None:
    target = tmp_path / ("x" * 300) / "shop"  # a name that no file system takes, whoever asks
    found = {each.name: each for each in checks(Setup(ports=(), folder=target, confdir=confdir))}
    assert found["capture folder"].status == "failed"
    assert found["capture folder"].found == f"{target}: File name too long"
    assert found["clock"].status == "ok"


def test_every_check_has_a_docstring_and_a_name_of_its_own() -> None:
    names = [name for name, _ in (*computer.CHECKS, *phonechecks.CHECKS)]
    assert len(set(names)) == len(names)
    for _, look in (*computer.CHECKS, *phonechecks.CHECKS):
        assert look.__doc__


@pytest.mark.parametrize(("status", "good"), [("ok", True), ("warning", True), ("skipped", True), ("failed", False)])
def test_only_a_failure_counts(status: str, *, good: bool) -> None:
    assert passed([Check("x", "ok", ""), Check("y", status, "")]) is good  # type: ignore[arg-type]


HANGING = """#!/bin/sh
case "$*" in
version) echo "Version 34.0.5-made-up" ;;
"devices -l") echo "List of devices attached"; echo "made-up device" ;;
*"; echo "*) case "$*" in *getprop*) echo "[a]: [b]"; echo "${4##*echo }" | sed 's/\\$?/0/' ;; *) exec sleep 60 ;; esac ;;
*) exec sleep 60 ;;
esac
"""


def test_a_phone_that_stops_answering_is_not_waited_for_at_each_check(
    tmp_path: Path, confdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "adb"
    program.write_text(HANGING)
    program.chmod(0o700)
    monkeypatch.setattr(doctor, "PATIENCE", 2.0)
    begun = time.monotonic()
    setup = Setup(device="", app="kr.example.shop", ports=(), confdir=confdir, disk_floor=1, adb=str(program))
    told = checks(setup)[-len(phonechecks.CHECKS) :]
    assert time.monotonic() - begun < 20
    assert [each.name for each in told] == [name for name, _ in phonechecks.CHECKS]
    said = {each.name: each.found for each in told if each.status == "failed"}
    assert "gave no answer within" in said.pop("app")
    assert {found.partition(":")[0] for found in said.values()} == {"was not asked"}
    assert {"phone clock", "Private DNS", "VPN", "battery"} <= set(said)


def test_the_page_tells_how_long_it_may_take() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "recording.md"
    assert f"waited for {PATIENCE:g} s in all" in page.read_text(encoding="utf-8").replace("\n   ", " ")
