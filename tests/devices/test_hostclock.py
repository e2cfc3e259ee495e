"""What the kernel says of its clock."""

import ctypes
import shutil
import struct
import subprocess
import sys
from types import SimpleNamespace

import pytest

from trafficaudit.devices.hostclock import KernelClock, kernel_clock


def test_the_kernel_answers_and_its_figures_can_be() -> None:
    found = kernel_clock()
    if sys.platform != "linux":
        assert found is None
        return
    assert found
    assert 0 <= found.max_error_seconds <= 16.1, "the kernel stops counting at 16 s (MAXPHASE, kernel/time/ntp.c)"
    assert found.synchronised or found.max_error_seconds > 0


@pytest.mark.parametrize(
    ("state", "status", "expected"),
    [
        (0, 0x2001, KernelClock(True, 0.0125)),
        (0, 0x2041, KernelClock(False, 0.0125)),
        (5, 0x2001, KernelClock(False, 0.0125)),
        (-1, 0, None),
    ],
)
def test_what_the_kernel_answers_is_read(
    monkeypatch: pytest.MonkeyPatch, state: int, status: int, expected: KernelClock | None
) -> None:
    def adjtimex(buffer: "ctypes.Array[ctypes.c_char]") -> int:
        assert struct.unpack_from("@I", buffer) == (0,), "nothing is changed"
        struct.pack_into("@Illlli", buffer, 0, 0, 1, 2, 12_500, 3, status)
        return state

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(adjtimex=adjtimex))
    assert kernel_clock() == expected


def test_where_the_kernel_is_none_that_can_be_asked_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace())
    assert kernel_clock() is None


def test_timedatectl_says_the_same() -> None:
    program = shutil.which("timedatectl") or pytest.skip("timedatectl is not installed")
    command = [program, "show", "-p", "NTPSynchronized"]
    shown = subprocess.run(command, check=False, capture_output=True, text=True)
    if shown.returncode:
        pytest.skip("timedatectl has no systemd to ask")
    found = kernel_clock()
    assert found
    assert shown.stdout.strip() == f"NTPSynchronized={'yes' if found.synchronised else 'no'}"
