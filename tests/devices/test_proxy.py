"""The phone's proxy setting, set and put back."""

import json
from pathlib import Path

import pytest
from support.adbd import Phone

from trafficaudit.devices import proxy
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.proxy import ProxyState

KEY = ("global", "http_proxy")


def test_set_and_put_back_where_none_was(bridge: Adb, phone: Phone) -> None:
    before = dict(phone.settings)
    state = proxy.put(bridge, "192.168.0.7", 8080)
    assert phone.settings[KEY] == "192.168.0.7:8080"
    assert proxy.read(bridge).address == "192.168.0.7:8080"
    assert state.address == ""
    proxy.restore(bridge, ProxyState(json.loads(json.dumps(state.as_json()))))
    assert phone.settings == before
    effective = [command for command in phone.commands if "put global http_proxy" in command]
    assert effective[-1].endswith(" :0"), "it is taken away at once, not after a restart"


def test_another_proxy_is_put_back(bridge: Adb, phone: Phone) -> None:
    phone.settings |= {
        KEY: "10.0.0.1:3128",
        ("global", "global_http_proxy_host"): "10.0.0.1",
        ("global", "global_http_proxy_port"): "3128",
        ("global", "global_http_proxy_exclusion_list"): "*.example",
    }
    before = dict(phone.settings)
    state = proxy.put(bridge, "192.168.0.7", 8080)
    phone.settings["global", "global_http_proxy_host"] = "192.168.0.7"  # what Android derives
    proxy.restore(bridge, state)
    assert phone.settings == before


def test_a_proxy_that_android_derived_from_elsewhere_holds_again_at_once(bridge: Adb, phone: Phone) -> None:
    phone.settings |= {("global", "global_http_proxy_host"): "10.0.0.1", ("global", "global_http_proxy_port"): "3128"}
    before = dict(phone.settings)
    proxy.restore(bridge, proxy.put(bridge, "192.168.0.7", 8080))
    assert phone.settings == before
    effective = [command for command in phone.commands if "put global http_proxy" in command]
    assert effective[-1].endswith(" 10.0.0.1:3128")


@pytest.mark.parametrize(("host", "port"), [("", 8080), ("a b", 8080), ("x;reboot", 1), ("10.0.0.1", 0), ("h", 65536)])
def test_what_is_no_address_never_reaches_the_phone(bridge: Adb, phone: Phone, host: str, port: int) -> None:
    with pytest.raises(DeviceError, match="is no proxy address"):
        proxy.put(bridge, host, port)
    assert phone.commands == []


@pytest.mark.parametrize("host", ["2001:db8::7", "[2001:db8::7]", "::1", "fe80::1%wlan0", "::ffff:192.168.0.7"])
def test_an_ipv6_address_is_refused_since_android_follows_none(bridge: Adb, phone: Phone, host: str) -> None:
    """It would keep the setting as written, and pass the proxy by."""
    with pytest.raises(DeviceError, match=r"is an IPv6 address, which Android takes for no proxy \(name this computer"):
        proxy.put(bridge, host, 8080)
    assert phone.commands == []


def test_a_phone_that_does_not_keep_it(bridge: Adb, phone: Phone) -> None:
    phone.keeps_settings = False
    with pytest.raises(DeviceError, match=r"does not keep the proxy setting \(set the proxy by hand"):
        proxy.put(bridge, "192.168.0.7", 8080)


@pytest.mark.parametrize(
    ("values", "address"),
    [
        ({}, ""),
        ({"http_proxy": ":0"}, ""),
        ({"global_http_proxy_host": "h", "global_http_proxy_port": "8888"}, "h:8888"),
        ({"global_http_proxy_host": "", "global_http_proxy_port": "0"}, ""),
    ],
)
def test_the_address_in_any_form(values: dict[str, str | None], address: str) -> None:
    assert ProxyState(values).address == address


def test_what_a_killed_recording_left_is_known(bridge: Adb, phone: Phone, tmp_path: Path) -> None:
    file = proxy.note(tmp_path / "phones", bridge)
    before = ProxyState(dict.fromkeys(proxy.SETTINGS) | {"http_proxy": "10.9.9.9:3128"})
    assert proxy.left(file, before) is None
    proxy.remember(file, before, "192.168.0.7:8080")
    assert proxy.left(file, before) is None, "it was put back by somebody"
    proxy.put(bridge, "192.168.0.7", 8080)
    assert proxy.left(file, proxy.read(bridge)) == before
    assert bridge.serial not in file.read_text() + file.name


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"set": "h:1"}', '{"set": "h:1", "before": {"http_proxy": 1}}', "\xff"]
)
def test_a_note_that_is_none_is_passed_over(tmp_path: Path, text: str) -> None:
    file = tmp_path / "note.json"
    file.write_text(text, encoding="latin-1")
    now = ProxyState({"http_proxy": "h:1"})
    assert proxy.left(file, now) is None
    whole = {"set": "h:1", "before": dict.fromkeys(proxy.SETTINGS, 1)}
    file.write_text(json.dumps(whole))
    assert proxy.left(file, now) is None


def test_where_it_cannot_be_written_down_nothing_is_set(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(DeviceError, match="cannot be written down"):
        proxy.remember(tmp_path / "taken" / "note.json", ProxyState({}), "h:1")
