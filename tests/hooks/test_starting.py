"""Processes that are really there, and phones that no machine here has."""

import os
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import frida
import pytest
from hooks.conftest import QUICK
from support.waiting import until

from trafficaudit.hooks import starting
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.target import Started, Target


def test_processes_are_found_by_path_name_and_number(
    sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    device = frida.get_local_device()
    one, two = start(sleeper, 60), start(sleeper, 61)

    def found(app: object, *arguments: str) -> set[int]:
        asked = Target(str(app), "local", arguments=arguments)
        return {process.pid for process in starting.running(device, asked, QUICK)}

    until(lambda: found(sleeper) == {one.pid, two.pid})
    assert found(sleeper.name) == {one.pid, two.pid}
    assert found(sleeper, "61") == {two.pid}
    assert found(one.pid) == {one.pid}
    assert found(str(2**40)) == found("999999999") == found(sleeper.name[:-1]) == set()
    # Never this process itself, which the hooks would hang.
    assert os.getpid() not in found(Path(f"/proc/{os.getpid()}/exe").resolve())


def test_a_program_is_started_and_stands_still(sleeper: Path) -> None:
    device = frida.get_local_device()
    started = starting.begin(device, Target(str(sleeper), "local", arguments=("60",)), QUICK)
    assert started is not None
    assert started.spawned
    assert started.fallback == ""
    device.kill(started.process.pid)


def test_one_that_runs_is_attached_to_where_that_is_asked(
    sleeper: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    device = frida.get_local_device()
    with pytest.raises(HookError, match=r"it is not running \(start the app"):
        starting.begin(device, Target(str(sleeper), "local", attach=True), QUICK)
    assert starting.begin(device, Target(str(sleeper), "local", wait=True), QUICK) is None
    process = start(sleeper, 60)
    for asked in (Target(str(sleeper), "local", attach=True), Target(str(process.pid), "local")):
        started = starting.begin(device, asked, QUICK)
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


def begin(phone: Phone, spawn_patience: float = 5.0) -> Started | None:
    return starting.begin(phone, Target("kr.shop"), replace(QUICK, spawn=spawn_patience))  # type: ignore[arg-type]


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
    phone.apps = (starting.GADGET,)
    started = begin(phone)
    assert started is not None
    assert (started.process.pid, started.process.name, started.spawned) == (42, "kr.shop", True)
    attached = starting.begin(phone, Target("kr.shop", attach=True), QUICK)  # type: ignore[arg-type]
    assert attached is not None
    assert (attached.process.pid, attached.process.name, attached.spawned) == (42, "kr.shop", False)


def test_an_app_that_is_missing_or_not_running_is_told_apart() -> None:
    with pytest.raises(HookError, match=r"kr\.shop on usb: it is not installed"):
        begin(Phone(lambda: 1, installed=False))
    for installed, words in ((False, "it is not installed"), (True, "it is not running")):
        with pytest.raises(HookError, match=words):
            asked = Target("kr.shop", attach=True)
            starting.begin(Phone(lambda: 1, installed=installed), asked, QUICK)  # type: ignore[arg-type]
