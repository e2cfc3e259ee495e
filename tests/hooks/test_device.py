"""Devices that are really there: this computer, and portals in the place of phones."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import frida
import pytest
from hooks.conftest import QUICK, Portal

from trafficaudit.hooks import device as devices
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.target import Target


def test_this_computer_and_a_remote_device_are_opened(portals: Callable[..., Portal]) -> None:
    assert devices.open_device(Target("x", "local"), QUICK).type == "local"
    portal = portals("s3cret")
    device = devices.open_device(Target("x", f"remote:{portal.address}", "s3cret"), QUICK)
    assert device.id == f"socket@{portal.address}"
    assert devices.open_device(Target("x", portal.address, "s3cret"), QUICK).id == device.id
    # It is opened anew, not given again as it was.
    assert devices.open_device(Target("x", f"remote:{portal.address}", "s3cret"), QUICK).id == device.id


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_token_that_is_wrong_or_missing_is_said(portals: Callable[..., Portal], token: str) -> None:
    portal = portals("s3cret")
    with pytest.raises(HookError, match="token") as caught:
        devices.open_device(Target("x", f"remote:{portal.address}", token), QUICK)
    assert "s3cret" not in str(caught.value)
    assert caught.value.remedy


def test_a_device_that_does_not_answer_is_said() -> None:
    with pytest.raises(HookError, match=r"socket@127\.0\.0\.1:9: no frida-server answers \(start frida-server"):
        devices.open_device(Target("x", "remote:127.0.0.1:9"), QUICK)


@pytest.mark.parametrize(
    "device", ["", "my phone", "remote", "remote:", "remote:nowhere", "usb:", "remote:a b:1", "../x"]
)
def test_what_is_no_device_is_refused_with_what_is_one(device: str) -> None:
    with pytest.raises(HookError, match="give usb, a serial, HOST:PORT or local"):
        devices.open_device(Target("x", device), QUICK)


@pytest.mark.parametrize("device", ["[::1]:27042", "remote:[::1]:27042", "192.0.2.7:27042", "phone.lan:27042"])
def test_an_address_is_one_with_and_without_its_kind(device: str) -> None:
    assert devices._parse(device) == ("remote", device.removeprefix("remote:"))


def test_no_phone_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_LOOKING", 0.5)
    if any(device.type == "usb" for device in frida.enumerate_devices()):
        pytest.skip("a phone is connected to this machine")
    for device in ("usb", "R3CX10ABCDE", "usb:192.168.0.7:5555"):
        with pytest.raises(HookError, match=r"usb: no phone is connected \(connect it, allow USB debugging"):
            devices.open_device(Target("x", device), QUICK)


def test_several_devices_without_a_choice_are_listed(portals: Callable[..., Portal]) -> None:
    one, two = (devices.open_device(Target("x", f"remote:{portals().address}"), QUICK) for _ in range(2))
    assert devices.pick([one, two], two.id) is two
    assert devices.pick([one], "") is one
    with pytest.raises(HookError) as caught:
        devices.pick([one, two], "")
    assert one.id in caught.value.what
    assert two.id in caught.value.what
    assert "--hooks SERIAL" in caught.value.remedy
    with pytest.raises(HookError, match=r"there is no phone 'R3CX'.*there are: socket@"):
        devices.pick([one, two], "R3CX")
    with pytest.raises(HookError, match="no phone is connected"):
        devices.pick([], "R3CX")


def test_the_other_side_s_version_is_asked_inside_the_process(
    sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    session = frida.get_local_device().attach(start(sleeper, 60).pid)
    assert devices.server_version(session, QUICK) == frida.__version__
    session.detach()


def test_versions_are_compared() -> None:
    assert devices.differs("17.26.2", "17.26.2") == ""
    assert devices.differs("17.2.0", "17.26.2") == "frida-server there is version 17.2.0, Frida here is 17.26.2"
    with pytest.raises(HookError, match=r"version 16\.7\.19, Frida here is 17\.26\.2 \(put frida-server 17\.26\.2 on"):
        devices.differs("16.7.19", "17.26.2")
    with pytest.raises(HookError):
        devices.differs("\x1b[31m" * 100, "17.26.2")
