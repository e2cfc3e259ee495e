"""A check and what a recording needs."""

import json

from trafficaudit.devices.check import Check, Setup
from trafficaudit.devices.ports import Port


def test_a_check_goes_into_json() -> None:
    check = Check("disk", "failed", "0.1 GiB free", "make room")
    assert json.loads(json.dumps(check.as_json())) == {
        "name": "disk",
        "status": "failed",
        "found": "0.1 GiB free",
        "remedy": "make room",
    }


def test_without_more_no_phone_is_asked() -> None:
    assert Setup().device is None
    assert Setup().ports == (Port(8080),)
