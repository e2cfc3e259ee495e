"""What a capture folder keeps of the phone."""

import hashlib
import json

import pytest
from devices.apk_writer import archive, block, der, scheme, sha256, with_block
from support.adbd import BASE, SHOP, App, Phone

from trafficaudit.devices.adb import Adb
from trafficaudit.devices.apk import NEWEST_SDK
from trafficaudit.devices.description import device_description
from trafficaudit.devices.faults import DeviceError

OLD, NEW = "Hanbit Mall", "Hanbit Mall 2026"
ROTATED = with_block(archive(), block(v3=scheme((der(OLD), 24, 32)), v31=scheme((der(NEW), 33, NEWEST_SDK))))
SPLIT = BASE.replace("base.apk", "split_config.ko.apk")


@pytest.fixture
def phone() -> Phone:
    made = Phone(
        apps={SHOP: App("3.2.1", 321, {BASE: ROTATED, SPLIT: ROTATED}), "kr.example.other": App("1", 1, {"/x": b""})}
    )
    made.properties |= {"ro.ril.oem.imei": "356938035643809", "gsm.sim.imsi": "450081234567890"}
    return made


def test_the_phone_and_the_app(bridge: Adb, phone: Phone) -> None:
    phone.clock_offset = 5.0
    found = device_description(bridge, SHOP)
    written = json.loads(json.dumps(found.as_json()))
    assert written["fingerprint"] == phone.properties["ro.build.fingerprint"]
    assert (written["model"], written["os_version"], written["sdk"]) == ("HB-S1", "15", 35)
    assert (written["time_zone"], written["locale"], written["language"]) == ("Asia/Seoul", "ko-KR", "ko")
    assert written["carrier"]["gsm.operator.numeric"] == "45099"
    assert abs(written["clock"]["offset_seconds"] - 5) < 0.5
    assert [each["name"] for each in written["packages"]] == [SHOP, "kr.example.other"]
    assert written["tools"]["adb"][0].isdigit()
    app = written["app"]
    assert (app["package"], app["version"], app["version_code"]) == (SHOP, "3.2.1", 321)
    assert app["installer"] == "com.android.vending"
    assert app["signing_certificates_sha256"] == [sha256(NEW)]
    assert [each["name"] for each in app["apks"]] == ["base.apk", "split_config.ko.apk"]
    assert {each["sha256"] for each in app["apks"]} == {hashlib.sha256(ROTATED).hexdigest()}
    assert all(each["sha256_confirmed_by_phone"] for each in app["apks"])


def test_an_older_phone_goes_by_the_older_certificate(bridge: Adb, phone: Phone) -> None:
    phone.properties["ro.build.version.sdk"] = "30"
    found = device_description(bridge, SHOP)
    assert found.app
    assert found.app.signing_certificates == (sha256(OLD),)


def test_nothing_in_it_names_the_owner(bridge: Adb, phone: Phone) -> None:
    written = json.dumps(device_description(bridge, SHOP).as_json())
    for secret in ("HB00SERIAL77", "356938035643809", "450081234567890", bridge.serial):
        assert secret not in written
    assert hashlib.sha256(b"HB00SERIAL77").hexdigest() in written


def test_without_the_app(bridge: Adb) -> None:
    assert device_description(bridge, "kr.example.absent").app is None
    assert device_description(bridge, "").app is None


def test_an_app_whose_signers_cannot_be_read_is_described_all_the_same(bridge: Adb, phone: Phone) -> None:
    phone.apps[SHOP].apks[BASE] = b"not an archive"
    found = device_description(bridge, SHOP).app
    assert found
    base, split = found.apks
    assert (base.signers, base.sha256) == ((), hashlib.sha256(b"not an archive").hexdigest())
    assert "cannot be read" in base.problem
    assert split.problem == ""
    assert found.signing_certificates == (sha256(NEW),)


def test_an_app_without_a_file(bridge: Adb, phone: Phone) -> None:
    phone.apps[SHOP].apks = {}
    with pytest.raises(DeviceError, match="has no APK"):
        device_description(bridge, SHOP)
