"""What is shown of addresses, and how a host is written."""

from dataclasses import replace

import pytest
from support.samples import exchange, finding

from trafficaudit.model import Span
from trafficaudit.redaction import NOTHING
from trafficaudit.tables.endpoints import endpoint, known_values, spelling


@pytest.mark.parametrize(
    ("url", "told", "shown"),
    [
        ("dns://api.shop.example?type=A", False, "api.shop.example"),
        ("dns://api.shop.example?type=A&name=b.example&type=AAAA", False, "api.shop.example"),
        ("dns://user-01041782635.shop.example?type=A", False, "….shop.example"),
        ("dns://onsw63zoh.mrw2y3l.shop.example?type=A", True, "….shop.example"),
        ("dns://shop.example?type=A", True, "shop.example"),
        ("dns://a%2Fb.shop.example?type=A", False, "….shop.example"),
        ("dns://", False, ""),
    ],
)
def test_a_query_shows_the_name_and_nobody_in_it(url: str, told: bool, shown: str) -> None:
    asked = replace(exchange(0), protocol="dns", url=url)
    assert endpoint(asked, NOTHING, [finding(value="x")] if told else []) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (28, 32, "/a/…/cd/e"),
        (26, 27, "/…/bcde/cd/e"),
        (31, 34, "/a/…/…/e"),
        (32, 33, "/a/bcde/cd/e"),
        (60, 70, "/a/bcde/cd/e"),
    ],
)
def test_of_a_path_no_segment_shows_that_a_finding_lies_over(start: int, end: int, shown: str) -> None:
    sent = exchange(0, url="https://api.shöp.example/a/bcde/cd/e?q=1")  # the host has one byte more than letters
    under = replace(finding(part="url", value="x"), span=Span(start, end))
    assert endpoint(sent, NOTHING, [under]) == shown
    answered = replace(finding(part="url", value="x", direction="response"), span=Span(start, end))
    assert endpoint(sent, NOTHING, [answered]) == "/a/bcde/cd/e"
    undecodable = replace(sent, url="https://api.shöp.example/\udcff/bcde/cd/e?q=1")  # what is no text is one byte
    assert endpoint(undecodable, NOTHING, [under]) == shown.replace("/a/", "/…/")


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://api.shop.example/x", ""),
        ("https://api.shop.example", ""),
        ("https://API.Shop.Example/x", "API.Shop.Example"),
        ("https://a@API.Shop.Example:8443/x", "API.Shop.Example"),
        ("https://other.example/x", ""),
        ("https://", ""),
    ],
)
def test_a_host_that_is_written_in_another_way(url: str, written: str) -> None:
    assert spelling(exchange(0, url=url)) == written


def test_what_is_surely_the_persons_is_shown_in_no_name() -> None:
    seeded, short = finding(value="Seo-Yun"), finding(value="kim")
    known = known_values([seeded, short, finding(value="guess", detector="key"), finding(value="x" * 513)], ["QmFt"])
    assert known.whole == {"seoyun", "kim", "qmft"}
    assert known.inside == {"seoyun"}
    assert known_values([finding(value="guess", detector="key")]) is NOTHING


def test_a_value_without_letters_hides_nothing() -> None:
    """A name of no letters would be every name of none: `-`, and the empty step of a double slash."""
    assert known_values([finding(value="--- ")]) == NOTHING
    known = known_values([finding(value="---"), finding(value="seoyun.kim@hanbit.example")])
    assert endpoint(replace(exchange(0), url="https://a.example/v1//-/e"), known, []) == "/v1//-/e"
