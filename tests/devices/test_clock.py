"""The phone's clock against this computer's."""

import itertools
import time

import pytest
from support.adbd import Phone

from trafficaudit.devices.adb import Adb
from trafficaudit.devices.clock import read_clock
from trafficaudit.devices.faults import DeviceError


@pytest.mark.parametrize("offset", [0.0, 3.25, -86_400.5])
def test_the_true_offset_lies_within_the_bounds(bridge: Adb, phone: Phone, offset: float) -> None:
    phone.clock_offset = offset
    reading = read_clock(bridge)
    assert reading.consistent
    assert reading.uncertainty_seconds < 0.5
    assert abs(reading.offset_seconds - offset) <= reading.uncertainty_seconds + 2e-6
    assert reading.as_json()["readings"] == 9


def test_whole_seconds_are_bounded_too(bridge: Adb, phone: Phone) -> None:
    phone.nanoseconds, phone.clock_offset = False, 12.0
    reading = read_clock(bridge, readings=3)
    assert reading.resolution_seconds == 1.0
    assert abs(reading.offset_seconds - 12.0) <= reading.uncertainty_seconds + 1e-6
    assert reading.uncertainty_seconds <= 0.8


def test_a_clock_stepped_meanwhile_is_told(bridge: Adb) -> None:
    steps = itertools.count()
    reading = read_clock(bridge, readings=3, now=lambda: time.time() + 1000 * next(steps))
    assert not reading.consistent


def test_a_phone_that_tells_no_time(bridge: Adb, phone: Phone) -> None:
    phone.date = "Tue Nov 24 09:00:00 KST 2026"
    with pytest.raises(DeviceError, match="does not tell the time"):
        read_clock(bridge)
