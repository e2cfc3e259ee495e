import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations import residency
from trafficaudit.destinations.hints import name_hints
from trafficaudit.destinations.places import DATA
from trafficaudit.globe import COUNTRIES
from trafficaudit.hostnames import host_of
from trafficaudit.report import wording
from trafficaudit.report.texts import Texts


@pytest.mark.parametrize(
    ("host", "country"),
    [
        ("o447951.ingest.us.sentry.io", "US"),
        ("o447951.ingest.de.sentry.io", "DE"),
        ("browser-intake-ap1-datadoghq.com", "JP"),
        ("rum.browser-intake-datadoghq.eu", "DE"),
        ("api-in.mixpanel.com", "IN"),
        ("sg1.clevertap-prod.com", "SG"),
        ("shop.kr.object.ncloudstorage.com", "KR"),
    ],
)
def test_where_a_service_says_that_it_keeps_data(host: str, country: str) -> None:
    ((_, line),) = residency.told(host)
    assert (line.source, line.answer) == (residency.SOURCE, country)
    assert "https://" in line.detail
    regions, evidence = name_hints(host, None)
    assert frozenset({country}) in regions
    assert line in evidence


@pytest.mark.parametrize(
    "host",
    ["o1.ingest.sentry.io", "datadoghq.com", "xbrowser-intake-datadoghq.com", "api-eu.mixpanel.com", "object.ncloudstorage.com", ""],
)  # fmt: skip
def test_near_misses(host: str) -> None:
    assert not list(residency.told(host))


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert len(list(residency.told(text))) <= 1


def test_each_host_is_in_its_one_spelling_once_and_has_a_source() -> None:
    table = tomllib.loads((DATA / "residency.toml").read_text(encoding="utf-8"))["service"]
    hosts = [host for entry in table for listed in entry["countries"].values() for host in listed]
    assert len(hosts) == len(set(hosts))
    assert all(host_of(host) == host for host in hosts)
    assert all(country in COUNTRIES for entry in table for country in entry["countries"])
    assert all(entry["source"].startswith("https://") and isinstance(entry["read"], date) for entry in table)


def test_the_report_says_each_of_them_in_korean() -> None:
    table = tomllib.loads((DATA / "residency.toml").read_text(encoding="utf-8"))["service"]
    hosts = [host for entry in table for listed in entry["countries"].values() for host in listed]
    said = [wording.evidence(line.detail, Texts("ko")) for host in hosts for _, line in residency.told(host)]
    assert len(said) == len(hosts)
    assert all("보관함" in text for text in said)
