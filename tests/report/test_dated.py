from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from support import resultfolders as made

from trafficaudit.model import Message
from trafficaudit.report.dated import Dated, dated
from trafficaudit.report.results import read_results


def answered(number: int, host: str, ahead: float | None) -> made.Item:
    one = made.exchange(number, host, "before_consent")
    date = one.started_at + timedelta(seconds=ahead or 0)
    headers = () if ahead is None else ((b"date", f"{date:%a, %d %b %Y %H:%M:%S} GMT".encode()),)
    return replace(one, response=Message(headers, status=200)), made.destination(host), [made.finding()]


def told(folder: Path, *items: made.Item) -> list[Dated]:
    return list(dated(read_results(made.write(folder / "out", items))))


def test_each_site_counts_once(tmp_path: Path) -> None:
    many = [answered(number, "a.example", 600) for number in range(5)]
    rest = [answered(5 + number, f"{name}.example", 1) for number, name in enumerate("bcd")]
    (one,) = told(tmp_path, *many, *rest, answered(9, "e.example", None))
    assert (one.answers, one.sites, one.agrees) == (8, 4, True)
    assert one.quarters is not None
    assert one.quarters[1] == 1.5


def test_hosts_of_one_domain_are_one_site_and_addresses_each_their_own(tmp_path: Path) -> None:
    hosts = ("img.shop.example", "api.shop.example", "203.0.113.7", "203.0.113.8", "203.0.113.9")
    items = [answered(number, host, 1) for number, host in enumerate(hosts)]
    domains = ("shop.example", "shop.example", "", "", "")
    parted = zip(items, domains, strict=True)
    (one,) = told(tmp_path, *((sent, replace(where, domain=domain), found) for (sent, where, found), domain in parted))
    assert (one.answers, one.sites) == (5, 4)


def test_a_clock_that_was_off(tmp_path: Path) -> None:
    (one,) = told(tmp_path, *(answered(number, f"{name}.example", 32400) for number, name in enumerate("abc")))
    assert not one.agrees
    assert one.quarters == (32400.5, 32400.5, 32400.5)


def test_too_few_sites_say_nothing(tmp_path: Path) -> None:
    (one,) = told(tmp_path, answered(0, "a.example", 1), answered(1, "b.example", 1), answered(2, "b.example", 1))
    assert (one.sites, one.quarters, one.agrees) == (2, None, False)
    (tmp_path / "none").mkdir()
    assert told(tmp_path / "none") == []
