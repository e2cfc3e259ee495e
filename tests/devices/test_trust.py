"""mitmproxy's CA onto a made-up phone, into each store, and off it again.

That a real phone's SELinux policy and mount namespaces let it through, and that apps trust it, only a real phone proves.
"""

from pathlib import Path
from typing import Literal

import pytest
from support.adbd import APEX_STORE, SYSTEM_STORE, Phone

from trafficaudit.devices import trust
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.authority import Authority, load
from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.root import root

NAME = "c8750f0d.0"


@pytest.fixture
def authority(confdir: Path) -> Authority:
    found = load(confdir)
    assert found
    return found


@pytest.mark.parametrize(("sdk", "screen"), [("35", "android.settings.SECURITY_SETTINGS"), ("29", "x-x509-ca-cert")])
def test_as_a_user_ca_a_person_finishes_it(
    bridge: Adb, phone: Phone, authority: Authority, sdk: str, screen: str
) -> None:
    phone.properties["ro.build.version.sdk"] = sdk
    done = trust.install(bridge, authority)
    assert (done.store, done.done) == ("user", False)
    assert done.remaining
    assert phone.files[done.path] == authority.pem
    assert any(command.startswith("am start") and screen in command for command in phone.commands)
    assert "User credentials" in trust.remove(bridge, done)
    assert done.path not in phone.files


@pytest.mark.parametrize("kind", ["adbd", "magisk", "aosp"])
def test_as_a_system_ca_before_android_14(
    bridge: Adb, phone: Phone, authority: Authority, kind: Literal["adbd", "magisk", "aosp"]
) -> None:
    phone.root, phone.properties["ro.build.version.sdk"] = kind, "33"
    phone.files[f"{APEX_STORE}/bbbbbbbb.0"] = b"of a module; nothing reads it before Android 14"
    before = dict(phone.files)
    done = trust.install(bridge, authority)
    assert (done.store, done.path, done.done) == ("system", f"{SYSTEM_STORE}/{NAME}", True)
    assert phone.files == before | {done.path: authority.pem}
    assert trust.installed(bridge, authority, None) == ("system",)
    assert trust.install(bridge, authority).done
    assert len(phone.mounts) == 1, "a second installation mounts nothing on top"
    assert trust.remove(bridge, done) == ""
    assert phone.files == before


def test_as_a_system_ca_since_android_14(bridge: Adb, phone: Phone, authority: Authority) -> None:
    phone.root = "magisk"
    phone.files[f"{APEX_STORE}/bbbbbbbb.0"] = b"an authority of the module"
    before = dict(phone.files)
    done = trust.install(bridge, authority)
    assert done.path == f"{APEX_STORE}/{NAME}"
    assert done.done
    assert phone.files[f"{APEX_STORE}/bbbbbbbb.0"] == b"an authority of the module"
    entered = [command.split("nsenter -t ")[-1].split()[0] for command in phone.commands if "--bind" in command]
    assert entered == ["1", "611", "612"], "the mount is made where apps inherit it from"
    assert trust.remove(bridge, done) == ""
    assert phone.files == before
    assert phone.mounts == []


def test_where_it_is_seen(bridge: Adb, phone: Phone, authority: Authority) -> None:
    assert trust.installed(bridge, authority, None) is None
    phone.root = "magisk"
    as_root = root(bridge)
    assert trust.installed(bridge, authority, as_root) == ()
    phone.files[f"/data/misc/user/0/cacerts-added/{NAME[:-1]}1"] = authority.der
    assert trust.installed(bridge, authority, as_root) == ("user",)
    assert trust.installed(bridge, authority, None) is None
    phone.files[f"{SYSTEM_STORE}/{NAME}"] = authority.pem
    assert trust.installed(bridge, authority, as_root) == ("system", "user")


def test_another_certificate_of_the_same_name_does_not_count(
    bridge: Adb, phone: Phone, authority: Authority, tmp_path: Path
) -> None:
    from mitmproxy.certs import CertStore

    CertStore.from_store(tmp_path / "other", "mitmproxy", 2048)
    other = load(tmp_path / "other")
    assert other
    phone.files[f"{SYSTEM_STORE}/{NAME}"] = other.pem
    assert trust.installed(bridge, authority, None) is None


@pytest.mark.parametrize("step", ["mount", "chcon", "cp"])
@pytest.mark.parametrize("sdk", ["33", "35"])
def test_a_refused_step_is_named_and_nothing_of_it_stays(
    bridge: Adb, phone: Phone, authority: Authority, step: str, sdk: str
) -> None:
    phone.root, phone.refused, phone.properties["ro.build.version.sdk"] = "magisk", step, sdk
    phone.files[f"{APEX_STORE}/bbbbbbbb.0"] = b"an authority of the module"
    before = dict(phone.files)
    with pytest.raises(DeviceError, match="Permission denied"):
        trust.install(bridge, authority)
    assert phone.mounts == []
    assert {name: data for name, data in phone.files.items() if "/cacerts/" in name} == before


def test_what_another_recording_left_is_taken_away(bridge: Adb, phone: Phone, authority: Authority) -> None:
    phone.root = "adbd"
    phone.files[f"{APEX_STORE}/bbbbbbbb.0"] = b"an authority of the module"
    before = dict(phone.files)
    trust.install(bridge, authority)  # and then it is killed
    assert trust.remove(bridge, trust.install(bridge, authority)) == ""
    assert phone.files == before
    assert phone.mounts == []


def test_a_certificate_that_somebody_else_put_there_stays(bridge: Adb, phone: Phone, authority: Authority) -> None:
    phone.root, phone.properties["ro.build.version.sdk"] = "magisk", "33"
    phone.mounts.append(("a_module", SYSTEM_STORE, {}))
    phone.files[f"{SYSTEM_STORE}/{NAME}"] = authority.pem
    before = dict(phone.files)
    assert trust.remove(bridge, trust.install(bridge, authority)) == ""
    assert phone.files == before
    assert len(phone.mounts) == 1


def test_root_that_is_gone(bridge: Adb, phone: Phone, authority: Authority) -> None:
    done = trust.Installation("system", f"{SYSTEM_STORE}/{NAME}", done=True, remaining="")
    assert trust.remove(bridge, done) == "restart the phone"
    phone.root = "adbd"
    assert trust.remove(bridge, done) == "", "the phone was restarted: nothing of it is there"
    phone.mounts.append(("trafficaudit", SYSTEM_STORE, {}))
    phone.refused = "umount"
    assert trust.remove(bridge, done) == "restart the phone"
