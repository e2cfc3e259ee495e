import re
from datetime import date

import pytest

from trafficaudit.declarations.hosting import host_of
from trafficaudit.destinations.places import DATA, _load, edges, operators, runners, seats
from trafficaudit.destinations.rangefile import RangeFile
from trafficaudit.destinations.recipients import Recipients

ISO = re.compile(r"[A-Z]{2}")


def test_every_published_region_is_in_the_table_or_known_to_be_missing() -> None:
    path = DATA / "published.ranges.xz"
    labels = [label.split("\t") for label in RangeFile(path, path.read_bytes()).header.labels if label]
    regions = {(provider, region) for provider, region, _ in labels if region.lower() not in ("", "global")}
    missing = {(provider, region) for provider, region in regions if region not in operators()[provider].regions} - {
        ("cloudflare", "")
    }
    assert missing == {("azure", "northeurope2"), ("aws", "me-west-1")}  # of the latter sources name three countries
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
    assert "JIA" not in edges().sites  # Juina in Brazil


def test_seats_are_of_known_networks_and_countries() -> None:
    table = RangeFile(DATA / "asn", (DATA / "asn.ranges.xz").read_bytes()).header.labels
    names = dict(label.split(" ", 1) for label in table if label)
    for number, seat in seats().items():
        assert seat.operator.casefold() in names[str(number)].casefold()
        assert all(ISO.fullmatch(country) for country in seat.registered)


OTHER_NAMES = {
    "Meta Platforms, Inc.": "Facebook", "X Corp.": "Twitter", "Google Cloud and Firebase": "Google",
    "Amazon Web Services": "Amazon", "Microsoft Azure": "Microsoft", "NHN Cloud": "NHNCLOUD",
    "KakaoCloud (Kakao Enterprise)": "Kakao",
}  # fmt: skip
LEGAL = {24429: "Taobao", 139341: "Aceville", 48337: "Linode", 151386: "NHN Cloud", 150436: "Byteplus"}


def test_networks_are_run_by_companies_of_the_map_whose_name_they_have() -> None:
    table = RangeFile(DATA / "asn", (DATA / "asn.ranges.xz").read_bytes()).header.labels
    names = dict(label.split(" ", 1) for label in table if label)
    known = {one.name for one in Recipients().organisations}
    for number, runner in runners().items():
        assert runner.organisation in known
        word = LEGAL.get(number) or OTHER_NAMES.get(runner.organisation) or runner.organisation.split()[0].rstrip(".")
        assert word.casefold() in names[str(number)].casefold(), number


def test_each_network_says_where_and_when_its_name_was_looked_up() -> None:
    for entry in _load("networks.toml")["network"]:
        assert entry["source"]
        assert isinstance(entry["read"], date), entry["organisation"]
        assert entry.keys() <= {"organisation", "asn", "own", "source", "read", "unchecked"}


def test_no_network_has_two_runners_and_none_that_hosts_is_a_company_s_own() -> None:
    listed = [number for entry in _load("networks.toml")["network"] for number in entry["asn"]]
    assert len(listed) == len(set(listed))
    own = {number for number, runner in runners().items() if runner.own}
    assert own
    assert not own & (edges().hosting | set(edges().networks))
    assert edges().hosting - set(runners()) <= {55990, 136907, 265443, 14061, 31898, 20473, 24940, 16276}
    hosting = {one.name for one in Recipients().organisations if one.hosting}
    assert not {runner.organisation for runner in runners().values() if runner.own} & hosting


def test_the_two_tables_of_networks_agree() -> None:
    for number, runner in runners().items():
        assert host_of(number) in ("", runner.organisation)
