"""The list of phones that adb prints."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.devices import devicelist
from trafficaudit.devices.devicelist import Listed, parse


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(devicelist).failed == 0


def test_every_state_is_read() -> None:
    text = (
        "* daemon not running; starting now at tcp:5037\n* daemon started successfully\nList of devices attached\n"
        "R3CX104Z9KL            unauthorized usb:1-1 transport_id:1\n"
        "127.0.0.1:5555\tdevice product:one model:HB_S1 device:one transport_id:2\n"
        "????????????           no permissions (user in plugdev group; are your udev rules wrong?); see [http://x]\n\n"
    )
    assert parse(text) == (
        Listed("R3CX104Z9KL", "unauthorized"),
        Listed("127.0.0.1:5555", "device", "HB_S1"),
        Listed("????????????", "no permissions"),
    )
    assert parse("List of devices attached\n\n") == ()


@given(st.text())
def test_any_text_gives_a_list(text: str) -> None:
    assert all(each.serial and each.state for each in parse(text))
