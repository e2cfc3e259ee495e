"""Checks of a made-up phone: each as it should be, and each as it should not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.adbd import SHOP, SYSTEM_STORE, Phone

from trafficaudit.devices import authority, clock
from trafficaudit.devices import phone as asked
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.check import Check, Setup
from trafficaudit.devices.phonechecks import CHECKS, Subject, told


def look(bridge: Adb, confdir: Path, app: str = SHOP) -> dict[str, Check]:
    found = list(told(Subject(bridge, asked.properties(bridge), Setup(app=app, confdir=confdir))))
    assert [each.name for each in found] == [name for name, _ in CHECKS], "each check is told once, in order"
    assert all(bool(each.remedy) == (each.status in {"warning", "failed"}) for each in found)
    return {each.name: each for each in found}


def install(phone: Phone, confdir: Path) -> None:
    found = authority.load(confdir)
    assert found
    phone.files[f"{SYSTEM_STORE}/{found.subject_hash_old}.0"] = found.pem


def test_a_phone_that_is_ready(bridge: Adb, phone: Phone, confdir: Path) -> None:
    install(phone, confdir)
    found = look(bridge, confdir)
    assert {each.status for each in found.values()} == {"ok"}
    assert found["phone"].found == "Hanbit HB-S1, Android 15, security patch 2026-10-05"
    assert found["app"].found == f"{SHOP} 3.2.1 (321), installed by com.android.vending"
    assert found["CA on the phone"].found == "system CA"
    assert found["battery"].found == "81 %"


def _set(name: str, value: str, namespace: str = "global") -> Callable[[Phone], None]:
    return lambda phone: phone.settings.update({(namespace, name): value})


def _is(name: str, value: object) -> Callable[[Phone], None]:
    return lambda phone: setattr(phone, name, value)


@pytest.mark.parametrize(
    ("change", "name", "status", "hint"),
    [
        (lambda phone: phone.apps.clear(), "app", "warning", "is not installed"),
        (_is("clock_offset", 7.0), "phone clock", "warning", "+7.0"),
        (_is("date", "noon"), "phone clock", "failed", "does not tell the time"),
        (lambda phone: phone.properties.update({"persist.sys.timezone": "UTC"}), "phone time zone", "warning", "UTC"),
        (lambda phone: phone.files.clear(), "CA on the phone", "warning", "cannot be seen without root"),
        (_set("private_dns_mode", "hostname"), "Private DNS", "failed", "past the proxy"),
        (lambda phone: phone.settings.pop(("global", "private_dns_mode")), "Private DNS", "warning", "automatic"),
        (_is("vpn", True), "VPN", "warning", "connected"),
        (_set("always_on_vpn_app", "kr.example.vpn", "secure"), "VPN", "warning", "kr.example.vpn"),
        (_set("http_proxy", "10.0.0.1:3128"), "phone proxy", "warning", "10.0.0.1:3128"),
        (_is("battery", 12), "battery", "warning", "12 %"),
        (_set("airplane_mode_on", "1"), "airplane mode", "warning", "on"),
    ],
)
def test_each_trouble_is_found_and_only_it(
    bridge: Adb, phone: Phone, confdir: Path, change: Callable[[Phone], None], name: str, status: str, hint: str
) -> None:
    install(phone, confdir)
    change(phone)
    found = look(bridge, confdir)
    assert (found[name].status, hint in found[name].found) == (status, True), found[name]
    assert {each for each, check in found.items() if check.status != "ok"} == {name}


def test_the_authority_with_root_in_view(bridge: Adb, phone: Phone, confdir: Path) -> None:
    phone.root = "magisk"
    assert look(bridge, confdir)["CA on the phone"].status == "failed"
    found = authority.load(confdir)
    assert found
    phone.files[f"/data/misc/user/0/cacerts-added/{found.subject_hash_old}.0"] = found.der
    assert look(bridge, confdir)["CA on the phone"].found == "user CA only"


def test_a_low_battery_on_a_charger(bridge: Adb, phone: Phone, confdir: Path) -> None:
    phone.battery, phone.powered = 12, True
    assert look(bridge, confdir)["battery"] == Check("battery", "ok", "12 %, charging")


def test_what_cannot_be_looked_at_yet(bridge: Adb, tmp_path: Path) -> None:
    found = look(bridge, tmp_path / "none", app="")
    assert found["app"].status == found["CA on the phone"].status == "skipped"


def test_a_clock_that_is_stepped_meanwhile(
    bridge: Adb, confdir: Path, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = clock.read_clock

    def stepping(adb: Adb) -> object:
        ticks = iter(range(0, 10_000, 100))
        return real(adb, 3, lambda: float(next(ticks)))

    monkeypatch.setattr(clock, "read_clock", stepping)
    assert "changed meanwhile" in look(bridge, confdir)["phone clock"].found
