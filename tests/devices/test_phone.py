"""What a phone is asked, over real adb."""

import contextlib
import hashlib
import tempfile
from pathlib import Path

import pytest
from support.adbd import BASE, SHOP, App, Phone

from trafficaudit.devices import phone as asked
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.dumpsys import Battery
from trafficaudit.devices.faults import DeviceError, DeviceLostError
from trafficaudit.devices.pm import Installed


def test_what_it_is_asked(bridge: Adb, phone: Phone) -> None:
    assert asked.properties(bridge) == phone.properties
    assert asked.setting(bridge, "global", "private_dns_mode") == "off"
    assert asked.setting(bridge, "global", "http_proxy") is None
    assert asked.packages(bridge) == (Installed(SHOP, BASE, 321, 10123),)
    assert asked.battery(bridge) == Battery(81, False)
    assert not asked.vpn_connected(bridge)
    phone.vpn = True
    assert asked.vpn_connected(bridge)


def test_an_app(bridge: Adb) -> None:
    known = asked.package(bridge, SHOP)
    assert known
    assert (known.version_name, known.version_code, known.installer) == ("3.2.1", 321, "com.android.vending")
    assert asked.package(bridge, "kr.example.absent") is None
    assert asked.apk_paths(bridge, "kr.example.absent") == ()
    with pytest.raises(DeviceError, match="is no package name"):
        asked.package(bridge, "kr.example; reboot")


def test_a_copy_is_the_file_and_is_gone_afterwards(bridge: Adb, phone: Phone) -> None:
    content = phone.apps[SHOP].apks[BASE]
    with asked.copied(bridge, BASE) as copy:
        assert copy.path.read_bytes() == content
        assert copy.sha256 == hashlib.sha256(content).hexdigest()
        assert copy.confirmed
    assert not copy.path.exists()


def test_half_a_copy_is_noticed(bridge: Adb, phone: Phone) -> None:
    phone.fault = "short"
    with pytest.raises(DeviceLostError, match="500000 of 1000000 bytes"), asked.copied(bridge, BASE):
        pytest.fail("was taken for whole")


def test_a_file_that_is_too_large_or_missing(bridge: Adb) -> None:
    with pytest.raises(DeviceError, match="at most 1000 are copied"), asked.copied(bridge, BASE, limit=1000):
        pytest.fail("was copied")
    with pytest.raises(DeviceError, match="No such file"), asked.copied(bridge, "/none.apk"):
        pytest.fail("was copied")


def test_a_disk_without_room(bridge: Adb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "copy.apk").symlink_to("/dev/full")
    monkeypatch.setattr(tempfile, "TemporaryDirectory", lambda **_: contextlib.nullcontext(str(tmp_path)))
    with pytest.raises(DeviceError, match="No space left on device"), asked.copied(bridge, BASE):
        pytest.fail("was copied")


def test_an_old_phone_lists_without_version_codes(bridge: Adb, phone: Phone) -> None:
    phone.knows_versioncode = False
    phone.apps["kr.example.other"] = App("1", 1, {"/system/app/Other/Other.apk": b""})
    assert [(each.name, each.version_code) for each in asked.packages(bridge)] == [
        ("kr.example.hanbit.shop", -1),
        ("kr.example.other", -1),
    ]
