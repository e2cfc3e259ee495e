"""What real devices tell by themselves."""

import queue
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import frida
from hooks.conftest import QUICK, Portal

from trafficaudit.hooks import device as devices
from trafficaudit.hooks.notices import Child, DeviceLost, Watch
from trafficaudit.hooks.target import Target


def test_a_child_that_stands_still_is_told_until_the_watch_is_stopped() -> None:
    device, notices = frida.get_local_device(), queue.SimpleQueue[Any]()
    watches = [Watch(device, "app", notices.put) for _ in range(2)]
    watches[0].stop()
    pid = device.spawn([sys.executable, "-S", "-c", "import os; os.fork()"], stdio="pipe")
    session = device.attach(pid)
    session.enable_child_gating()
    device.resume(pid)
    child = notices.get(timeout=10)
    assert isinstance(child, Child)
    assert (child.how, child.ours) == ("fork", True)
    assert child.name
    device.resume(child.pid)
    assert notices.empty()
    watches[1].stop()


def test_a_device_that_goes_is_told(portals: Callable[..., Portal]) -> None:
    portal, notices = portals(), queue.SimpleQueue[Any]()
    device = devices.open_device(Target("x", f"remote:{portal.address}"), QUICK)
    Watch(device, "app", notices.put)
    frida.get_device_manager().remove_remote_device(portal.address)
    notice = notices.get(timeout=10)
    assert isinstance(notice, DeviceLost)
    assert notice.device is device


def test_of_what_a_phone_starts_only_the_app_s_is_ours() -> None:
    # No device of this machine can hold what it starts; the notice is made by hand.
    notices: list[Any] = []
    watch = Watch(frida.get_local_device(), "kr.shop", notices.append)
    for pid, name in enumerate(["kr.shop", "kr.shop:push", "kr.shopping", "com.android.x"]):
        watch._spawn_added(SimpleNamespace(pid=pid, identifier=name))
    assert [notice.ours for notice in notices] == [True, True, False, False]
    watch.stop()
    watch._spawn_added(SimpleNamespace(pid=9, identifier="kr.shop"))
    assert len(notices) == 4
