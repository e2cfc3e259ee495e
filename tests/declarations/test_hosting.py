import doctest

import pytest

from trafficaudit.declarations import hosting
from trafficaudit.declarations.hosting import host_named, host_of
from trafficaudit.declarations.wording import key
from trafficaudit.destinations.databases import embedded
from trafficaudit.destinations.places import DATA, edges
from trafficaudit.destinations.rangefile import RangeFile
from trafficaudit.destinations.recipients import Recipients


def test_the_examples_hold() -> None:
    assert doctest.testmod(hosting).failed == 0


def test_the_table_speaks_of_the_map_and_of_networks_that_exist() -> None:
    hosts = {one.name for one in Recipients().organisations if one.hosting}
    assert set(hosting._table()) <= hosts
    path = DATA / "asn.ranges.xz"
    networks = {label.partition(" ")[0] for label in RangeFile(path, path.read_bytes()).header.labels}
    numbers = [number for entry in hosting._table().values() for number in entry["asn"]]
    assert len(numbers) == len(set(numbers))
    assert len([number for number in numbers if str(number) in networks]) >= len(numbers) - 2
    assert {number for number in numbers if number != 23576} <= edges().hosting
    words = [word for entry in hosting._table().values() for word in entry["words"]]
    assert len(words) == len(set(words))
    assert all(word == key(str(word)) for word in words)
    assert embedded().databases


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amazon Web Services, Inc.", "Amazon Web Services"),
        ("아마존웹서비스(주)", "Amazon Web Services"),
        ("Alibaba Cloud (Singapore) Private Limited", "Alibaba Cloud"),
        ("주식회사 네이버클라우드", "NAVER Cloud"),
        ("Amazon.com, Inc.", ""),
        ("Amazon Web Services Korea LLC", ""),
        ("Alibaba Group", ""),
        ("", ""),
    ],
)
def test_only_the_company_itself_is_meant(name: str, expected: str) -> None:
    assert host_named(name) == expected


def test_networks() -> None:
    assert host_of(16509) == "Amazon Web Services"
    assert host_of(4766) == host_of(None) == ""
