"""Devices and processes that are really there: this computer, and portals in the place of phones."""

import os
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import frida
import pytest
from hooks.conftest import QUICK, Portal, until

from trafficaudit.hooks import target
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.target import Target


def test_this_computer_and_a_remote_device_are_opened(portals: Callable[..., Portal]) -> None:
    assert target.open_device(Target("x", "local"), QUICK).type == "local"
    portal = portals("s3cret")
    device = target.open_device(Target("x", f"remote:{portal.address}", "s3cret"), QUICK)
    assert device.id == f"socket@{portal.address}"
    assert target.open_device(Target("x", portal.address, "s3cret"), QUICK).id == device.id
    # It is opened anew, not given again as it was.
    assert target.open_device(Target("x", f"remote:{portal.address}", "s3cret"), QUICK).id == device.id


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_token_that_is_wrong_or_missing_is_said(portals: Callable[..., Portal], token: str) -> None:
    portal = portals("s3cret")
    with pytest.raises(HookError, match="token") as caught:
        target.open_device(Target("x", f"remote:{portal.address}", token), QUICK)
    assert "s3cret" not in str(caught.value)
    assert caught.value.remedy


def test_a_device_that_does_not_answer_is_said() -> None:
    with pytest.raises(HookError, match=r"socket@127\.0\.0\.1:9: no frida-server answers \(start frida-server"):
        target.open_device(Target("x", "remote:127.0.0.1:9"), QUICK)


@pytest.mark.parametrize(
    "device", ["", "my phone", "remote", "remote:", "remote:nowhere", "usb:", "remote:a b:1", "../x"]
)
def test_what_is_no_device_is_refused_with_what_is_one(device: str) -> None:
    with pytest.raises(HookError, match="give usb, a serial, HOST:PORT or local"):
        target.open_device(Target("x", device), QUICK)


def test_no_phone_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "_LOOKING", 0.5)
    if any(device.type == "usb" for device in frida.enumerate_devices()):
        pytest.skip("a phone is connected to this machine")
    for device in ("usb", "R3CX10ABCDE", "usb:192.168.0.7:5555"):
        with pytest.raises(HookError, match=r"usb: no phone is connected \(connect it, allow USB debugging"):
            target.open_device(Target("x", device), QUICK)


def test_several_devices_without_a_choice_are_listed(portals: Callable[..., Portal]) -> None:
    one, two = (target.open_device(Target("x", f"remote:{portals().address}"), QUICK) for _ in range(2))
    assert target.pick([one, two], two.id) is two
    assert target.pick([one], "") is one
    with pytest.raises(HookError) as caught:
        target.pick([one, two], "")
    assert one.id in caught.value.what
    assert two.id in caught.value.what
    assert "--hooks SERIAL" in caught.value.remedy
    with pytest.raises(HookError, match=r"there is no phone 'R3CX'.*there are: socket@"):
        target.pick([one, two], "R3CX")
    with pytest.raises(HookError, match="no phone is connected"):
        target.pick([], "R3CX")


def test_processes_are_found_by_path_name_and_number(
    sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    device = frida.get_local_device()
    one, two = start(sleeper, 60), start(sleeper, 61)

    def found(app: object, *arguments: str) -> set[int]:
        asked = Target(str(app), "local", arguments=arguments)
        return {process.pid for process in target.running(device, asked, QUICK)}

    until(lambda: found(sleeper) == {one.pid, two.pid})
    assert found(sleeper.name) == {one.pid, two.pid}
    assert found(sleeper, "61") == {two.pid}
    assert found(one.pid) == {one.pid}
    assert found(str(2**40)) == found("999999999") == found(sleeper.name[:-1]) == set()
    # Never this process itself, which the hooks would hang.
    assert os.getpid() not in found(Path(f"/proc/{os.getpid()}/exe").resolve())


def test_a_local_command_may_stand_in_one_piece(sleeper: Path) -> None:
    assert Target(f"{sleeper} 60", "local").argv == [str(sleeper), "60"]
    assert Target(str(sleeper), "local", arguments=("6 0",)).argv == [str(sleeper), "6 0"]
    assert Target("sleep '6 0'", "local").argv[1:] == ["6 0"]
    assert Target("sleep 1", "local").argv[0].endswith("/sleep")
    assert Target("it's", "local").argv == ["it's"]
    spaced = sleeper.rename(sleeper.with_name("a b"))
    assert Target(str(spaced), "local").argv == [str(spaced)]


def test_a_program_is_started_and_stands_still(sleeper: Path) -> None:
    device = frida.get_local_device()
    started = target.begin(device, Target(str(sleeper), "local", arguments=("60",)), QUICK)
    assert started is not None
    assert started.spawned
    assert started.fallback == ""
    device.kill(started.process.pid)


def test_one_that_runs_is_attached_to_where_that_is_asked(
    sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    device = frida.get_local_device()
    with pytest.raises(HookError, match=r"it is not running \(start the app"):
        target.begin(device, Target(str(sleeper), "local", attach=True), QUICK)
    assert target.begin(device, Target(str(sleeper), "local", wait=True), QUICK) is None
    process = start(sleeper, 60)
    for asked in (Target(str(sleeper), "local", attach=True), Target(str(process.pid), "local")):
        started = target.begin(device, asked, QUICK)
        assert started is not None
        assert (started.process.pid, started.spawned) == (process.pid, False)


class Phone:
    """A phone that no machine here has: it knows apps, and starting one can hang or take too long."""

    type, id = "usb", "R3CX"
    apps: tuple[str, ...] = ("kr.shop",)

    def __init__(self, spawn: Callable[[], int], running: int = 0, installed: bool = True) -> None:
        self.spawned, self.pid, self.installed = spawn, running, installed
        self.resumed: list[int] = []

    def query_system_parameters(self) -> dict[str, object]:
        return {"os": {"id": "android"}}

    def enumerate_applications(self, identifiers: list[str]) -> list[object]:
        return (
            [frida_application(each, self.pid) for each in identifiers if each in self.apps] if self.installed else []
        )

    def enumerate_processes(self, scope: str) -> list[object]:
        return []

    def spawn(self, argv: list[str], stdio: str | None) -> int:
        assert stdio is None
        assert argv == list(self.apps)
        return self.spawned()

    def resume(self, pid: int) -> None:
        self.resumed.append(pid)


def frida_application(identifier: str, pid: int) -> object:
    class Application:
        pass

    made = Application()
    made.identifier, made.pid = identifier, pid  # type: ignore[attr-defined]
    return made


def begin(phone: Phone, spawn_patience: float = 5.0) -> "target.Started | None":
    return target.begin(phone, Target("kr.shop"), replace(QUICK, spawn=spawn_patience))  # type: ignore[arg-type]


def test_where_starting_hangs_the_app_is_attached_to() -> None:
    go = threading.Event()
    phone = Phone(lambda: go.wait(20) and 77, running=42)
    started = begin(phone, 0.05)
    assert started is not None
    assert (started.process.pid, started.spawned) == (42, False)
    assert "no answer within 0.05 s" in started.fallback
    go.set()
    # What comes up too late after all does not stand still for ever.
    until(lambda: phone.resumed == [77])


def test_where_frida_gives_up_starting_the_app_is_attached_to() -> None:
    def fail() -> int:
        raise frida.TimedOutError("unexpectedly timed out while waiting for app to launch")

    started = begin(Phone(fail, running=42))
    assert started is not None
    assert (started.process.pid, started.spawned) == (42, False)
    with pytest.raises(HookError, match=r"could not be started.*does not run.*start it by hand"):
        begin(Phone(fail, running=0))


def test_an_app_that_holds_a_gadget_is_known_by_that_alone() -> None:
    """As frida-core's gadget answers: it lists itself only, and refuses to start anything else."""
    phone = Phone(lambda: 42, running=42)
    phone.apps = (target.GADGET,)
    started = begin(phone)
    assert started is not None
    assert (started.process.pid, started.process.name, started.spawned) == (42, "kr.shop", True)
    attached = target.begin(phone, Target("kr.shop", attach=True), QUICK)  # type: ignore[arg-type]
    assert attached is not None
    assert (attached.process.pid, attached.process.name, attached.spawned) == (42, "kr.shop", False)


def test_an_app_that_is_missing_or_not_running_is_told_apart() -> None:
    with pytest.raises(HookError, match=r"kr\.shop on usb: it is not installed"):
        begin(Phone(lambda: 1, installed=False))
    for installed, words in ((False, "it is not installed"), (True, "it is not running")):
        with pytest.raises(HookError, match=words):
            asked = Target("kr.shop", attach=True)
            target.begin(Phone(lambda: 1, installed=installed), asked, QUICK)  # type: ignore[arg-type]


def test_the_other_side_s_version_is_asked_inside_the_process(
    sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    session = frida.get_local_device().attach(start(sleeper, 60).pid)
    assert target.server_version(session, QUICK) == frida.__version__
    session.detach()


def test_versions_are_compared() -> None:
    assert target.differs("17.26.2", "17.26.2") == ""
    assert target.differs("17.2.0", "17.26.2") == "frida-server there is version 17.2.0, Frida here is 17.26.2"
    with pytest.raises(HookError, match=r"version 16\.7\.19, Frida here is 17\.26\.2 \(put frida-server 17\.26\.2 on"):
        target.differs("16.7.19", "17.26.2")
    with pytest.raises(HookError):
        target.differs("\x1b[31m" * 100, "17.26.2")
