"""Calls that hang, and what Frida really says."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frida
import pytest

from trafficaudit.hooks.calls import bounded, explained
from trafficaudit.hooks.faults import HookError, TimeoutHookError


def test_a_result_and_an_error_come_through() -> None:
    assert bounded(lambda: 7, 5, "x") == 7
    with pytest.raises(HookError, match=r"shop: ZeroDivisionError: .*by zero"):
        bounded(lambda: 1 // 0, 5, "shop")
    own = HookError("it is so", "here", "do that")

    def fail() -> None:
        raise own

    with pytest.raises(HookError) as caught:
        bounded(fail, 5, "shop")
    assert caught.value is own


def test_what_hangs_is_left_behind_and_undone_when_it_comes_after_all() -> None:
    go, undone = threading.Event(), threading.Event()
    results: list[int] = []

    def undo(result: int) -> None:
        results.append(result)
        undone.set()

    began = time.monotonic()
    with pytest.raises(TimeoutHookError, match=r"shop: gave no answer within 0\.05 s \(wake the phone"):
        bounded(lambda: go.wait(20) and 7, 0.05, "shop", undo=undo)
    assert time.monotonic() - began < 5
    assert not results
    go.set()
    assert undone.wait(5)
    assert results == [7]


def test_an_undoing_that_fails_disturbs_nobody() -> None:
    go, called = threading.Event(), threading.Event()

    def undo(_: object) -> None:
        called.set()
        raise frida.InvalidOperationError("gone")

    with pytest.raises(TimeoutHookError):
        bounded(lambda: go.wait(20), 0.01, "shop", undo=undo)
    go.set()
    assert called.wait(5)


REAL: list[tuple[str, Callable[[Path], Any], str]] = [
    ("no such pid", lambda _: frida.get_local_device().attach(999_999_999), "it is not running"),
    ("no such program", lambda tmp: frida.get_local_device().spawn(str(tmp / "none")), "it is not installed"),
    ("no program", lambda tmp: frida.get_local_device().spawn(str(tmp)), "x: "),
    ("not executable", lambda _: frida.get_local_device().spawn("/etc/passwd"), "it cannot be started"),
    ("no phone", lambda _: frida.get_device("usb-nobody", timeout=0), "there is no such device"),
    (
        "nobody listens",
        lambda _: frida.get_device_manager().add_remote_device("127.0.0.1:9").enumerate_processes(),
        "no frida-server answers",
    ),
    ("not supported", lambda _: frida.get_local_device().enable_spawn_gating(), "x: "),
]


@pytest.mark.parametrize(("call", "what"), [case[1:] for case in REAL], ids=[case[0] for case in REAL])
def test_what_frida_says_is_said_on_one_line_with_a_remedy(tmp_path: Path, call: Any, what: str) -> None:
    with pytest.raises(HookError) as caught:
        bounded(lambda: call(tmp_path), 10, "x")
    assert what in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    if what != "x: ":
        assert caught.value.remedy


def test_versions_that_do_not_fit_are_named() -> None:
    # The words of frida-core, where the server's protocol is unknown.
    said = frida.ProtocolError(
        "unable to communicate with remote frida-server; please ensure that major versions match and that the "
        "remote Frida has the feature you are trying to use"
    )
    error = explained(said, "usb")
    assert frida.__version__ in error.what
    assert error.remedy == f"put frida-server {frida.__version__} on the phone"


def test_anything_else_is_said_in_frida_s_words_and_bounded() -> None:
    error = explained(frida.NotSupportedError("need Gadget to attach on jailed iOS"), "shop")
    assert "gadget" in error.what
    error = explained(RuntimeError("a\nb " + "x" * 5000), "shop")
    assert error.what.startswith("RuntimeError: a b x")
    assert len(str(error)) < 400
