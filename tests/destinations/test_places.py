import re

import pytest

from trafficaudit.destinations.places import DATA, edges, operators, seats
from trafficaudit.destinations.rangefile import RangeFile

ISO = re.compile(r"[A-Z]{2}")


def test_every_published_region_is_in_the_table_or_known_to_be_missing() -> None:
    path = DATA / "published.ranges.xz"
    labels = [label.split("\t") for label in RangeFile(path, path.read_bytes()).header.labels if label]
    regions = {(provider, region) for provider, region, _ in labels if region.lower() not in ("", "global")}
    missing = {(provider, region) for provider, region in regions if region not in operators()[provider].regions} - {
        ("cloudflare", "")
    }
    assert missing == {("azure", "northeurope2")}
    assert len(regions) > 200


def test_regions_name_countries_that_the_databases_know() -> None:
    known = {
        label
        for name in ("geo-whois", "dbip")
        for label in RangeFile(DATA / name, (DATA / f"{name}.ranges.xz").read_bytes()).header.labels
    }
    for operator in operators().values():
        assert operator.source
        assert set(operator.regions.values()) <= known
        assert set(operator.zones) <= set(operator.regions)
        assert {code for codes in operator.zones.values() for code in codes} <= known
        assert all(operator.regions[region] not in codes for region, codes in operator.zones.items())
    assert set(edges().sites.values()) <= known


@pytest.mark.parametrize(
    ("operator", "region", "country"),
    [("aws", "ap-northeast-2", "KR"), ("gcp", "asia-northeast3", "KR"), ("azure", "koreacentral", "KR"), ("oracle", "ap-chuncheon-1", "KR"),
     ("alibaba", "cn-hongkong", "HK"), ("alibaba", "ap-southeast-3", "MY"), ("aws", "ap-southeast-3", "ID"), ("tencent", "ap-seoul", "KR")],
)  # fmt: skip
def test_known_regions(operator: str, region: str, country: str) -> None:
    assert operators()[operator].regions[region] == country


def test_edges() -> None:
    assert edges().networks[13335] == "Cloudflare"
    assert edges().sites["ICN"] == "KR"
    assert not edges().hosting & set(edges().networks)
    assert all(header == header.lower() for header in edges().signatures)
    assert all(len(site) == 3 for site in edges().sites)


def test_seats_are_of_known_networks_and_countries() -> None:
    table = RangeFile(DATA / "asn", (DATA / "asn.ranges.xz").read_bytes()).header.labels
    names = dict(label.split(" ", 1) for label in table if label)
    for number, seat in seats().items():
        assert seat.operator.casefold() in names[str(number)].casefold()
        assert all(ISO.fullmatch(country) for country in seat.registered)
