"""Root on a phone, by each of its ways."""

from typing import Literal

import pytest
from support.adbd import Phone

from trafficaudit.devices.adb import Adb
from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.root import root


@pytest.mark.parametrize(("kind", "way"), [("adbd", "adbd"), ("magisk", "su -c"), ("aosp", "su 0")])
def test_each_way_is_found_and_used(
    bridge: Adb, phone: Phone, kind: Literal["adbd", "magisk", "aosp"], way: str
) -> None:
    phone.root = kind
    found = root(bridge)
    assert found
    assert found.way == way
    phone.files["/data/misc/x y"] = b"secret"
    assert found.run("cat", "/data/misc/x y") == "secret"
    assert "nsenter -t 1 -m cat" in phone.commands[-1], "where apps see it, not where su puts its commands"
    assert found.shell("cat", "/data/misc/x y").stdout == b"secret"
    assert bridge.shell("cat", "/data/misc/x y").status == (0 if kind == "adbd" else 1)
    with pytest.raises(DeviceError, match="No such file"):
        found.run("cat", "/data/misc/none")


def test_a_phone_without_root(bridge: Adb) -> None:
    assert root(bridge) is None
