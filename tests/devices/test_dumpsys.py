"""What Android's services print about themselves, in the forms of several versions."""

import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.devices import dumpsys
from trafficaudit.devices.adb import LIMIT
from trafficaudit.devices.dumpsys import Battery, PackageDump, has_vpn, parse_battery, parse_package

UPDATED = """\
Activity Resolver Table:
  Package [kr.example.shop] is mentioned here, too:
    versionName=0.0
Packages:
  Package [kr.example.shop.lite] (1111111):
    versionCode=9 minSdk=21 targetSdk=30
    versionName=9.9
  Package [kr.example.shop] (7f3a91b):
    appId=10234
    pkg=Package{55c1f2a kr.example.shop}
    versionCode=524288 minSdk=26 targetSdk=34
    versionName=19.14 (beta)
    apkSigningVersion=3
    firstInstallTime=2026-01-02 10:00:00
    lastUpdateTime=2026-05-01 08:22:11
    installerPackageName=com.skt.skaf.A000Z00040
    User 0: ceDataInode=1234 installed=true

Hidden system packages:
  Package [kr.example.shop] (c0ffee1):
    versionCode=1 minSdk=21 targetSdk=28
    versionName=1.0
"""


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(dumpsys).failed == 0


def test_the_block_in_use_is_read_and_no_other() -> None:
    expected = PackageDump(
        "19.14 (beta)", 524288, 34, "com.skt.skaf.A000Z00040", "2026-01-02 10:00:00", "2026-05-01 08:22:11"
    )
    assert parse_package(UPDATED, "kr.example.shop") == expected
    assert parse_package(UPDATED.replace("\n", "\r\n"), "kr.example.shop") == expected
    assert parse_package(UPDATED, "kr.example.shop.lite") == PackageDump("9.9", 9, 30)
    assert parse_package(UPDATED, "kr.example") is None
    assert parse_package("Unable to find package: kr.example.shop\n", "kr.example.shop") is None
    assert parse_package(UPDATED.partition("Packages:")[0], "kr.example.shop") is None, "a table is no package"


def test_an_app_that_no_store_installed() -> None:
    text = "Packages:\n  Package [a.b] (1):\n    versionCode=7 minSdk=1 targetSdk=34\n    installerPackageName=null\n"
    assert parse_package(text, "a.b") == PackageDump(version_code=7, target_sdk=34)


@pytest.mark.parametrize(
    ("text", "connected"),
    [
        ("NetworkAgentInfo{ ni{[type: VPN[], state: CONNECTED/CONNECTED, reason: agentConnect]} network{101}", True),
        ("  NetworkAgentInfo{network{104}  handle{450} ni{VPN CONNECTED extra: } Score(...) created=1", True),
        ("NetworkAgentInfo [VPN () - 101] VPN CONNECTED", True),
        ("NetworkAgentInfo{ ni{[type: VPN[], state: DISCONNECTED/DISCONNECTED]}", False),
        (
            "NetworkAgentInfo{network{100} ni{WIFI CONNECTED extra: } nc{[ Transports: WIFI Capabilities: NOT_VPN ]}",
            False,
        ),
        ("NetworkRequest [ REQUEST id=3, [ Transports: VPN ] ]\n VPN CONNECTED", False),
        ("  Log: NetworkAgentInfo{network{99} ni{VPN CONNECTED extra: }", False),
        ("", False),
    ],
)
def test_a_vpn_counts_where_it_is_connected(text: str, connected: bool) -> None:
    assert has_vpn(text) is connected


def test_the_battery() -> None:
    assert parse_battery("  AC powered: true\n  level: 50\n  scale: 200\n") == Battery(25, True)
    assert parse_battery("  Dock powered: false\n  level: 7\n  scale: 0\n") == Battery(7, False)
    assert parse_battery("Can't find service: battery") == Battery(-1, False)


@pytest.mark.parametrize(
    "part",
    [" ", "\n", "NetworkAgentInfo{", "versionName= ", "    versionCode=1 ", "\n  versionName=1", "  Package [a] (1)"],
)
def test_the_time_grows_with_the_length_alone(part: str) -> None:
    begun = time.monotonic()
    text = "Packages:\n  Package [a] (1):\n    " + part * (LIMIT // len(part))
    parse_package(text, "a")
    has_vpn(text)
    has_vpn("NetworkAgentInfo{" + text)
    parse_battery(text)
    assert time.monotonic() - begun < 20


@given(st.text(), st.text())
def test_any_text_gives_an_answer(text: str, name: str) -> None:
    parse_package(text, name)
    parse_package(f"Packages:\n  Package [{name}] (1):\n{text}", name)
    has_vpn(text)
    parse_battery(text)
