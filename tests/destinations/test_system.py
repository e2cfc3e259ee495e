import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations import system
from trafficaudit.destinations.places import DATA
from trafficaudit.hostnames import host_of


@pytest.mark.parametrize("host", ["connectivitycheck.gstatic.com", "captive.apple.com", "time.apple.com"])
def test_what_the_system_asks(host: str) -> None:
    (told,) = system.told(host)
    assert told.source == system.SOURCE
    assert told.answer
    assert told.detail


@pytest.mark.parametrize(
    "host",
    [
        "gstatic.com",
        "www.gstatic.com",
        "apple.com",
        "itunes.apple.com",
        "a.captive.apple.com",
        "fcm.googleapis.com",
        "",
    ],
)
def test_near_misses(host: str) -> None:
    assert not list(system.told(host))


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert len(list(system.told(text))) <= 1


def test_each_host_is_in_its_one_spelling_once_and_has_a_source() -> None:
    table = tomllib.loads((DATA / "system.toml").read_text(encoding="utf-8"))["system"]
    hosts = [host for entry in table for host in entry["hosts"]]
    assert len(hosts) == len(set(hosts))
    assert all(host_of(host) == host for host in hosts)
    assert all(entry["source"] and isinstance(entry["read"], date) for entry in table)
