"""Variables of GraphQL that the text of their operation names."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from support.claimed import claimed

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
JOIN = "mutation Join($e: Email!, $p1: [PhoneNumber!]!, $s: String, $d: Date) { join(mail: $e, phone: $p1, gender: $s, birthDate: $d) { id } }"


def keys(body: Body, made: Any) -> dict[str, str]:
    return {each.path: each.key for each in body(json.dumps(made).encode()).fields if "variables" in each.path}


def test_an_argument_names_what_is_handed_to_it(body: Body) -> None:
    made = {"query": JOIN, "variables": {"e": "a@b.kr", "p1": ["010-9183-2746"], "s": "F", "d": "1991-03-04"}}
    assert keys(body, made) == {
        "variables.e": "mail", "variables.p1[0]": "phone", "variables.s": "gender", "variables.d": "birthDate",
    }  # fmt: skip
    found = {(path, category) for path, category, _ in claimed(made)}
    assert found >= {("variables.s", "gender"), ("variables.d", "birth_date")}


def test_a_type_names_where_no_argument_does(body: Body) -> None:
    made = [
        {
            "query": "query ($z: ZipCode!, $v: Gender) { a(x: $z) b(left: $v, right: $v) }",
            "variables": {"z": "06234", "v": "F"},
        }
    ]
    assert keys(body, made) == {"[0].variables.z": "ZipCode", "[0].variables.v": "Gender"}
    assert {category for _, category, _ in claimed(made)} == {"postal_code", "gender"}


@pytest.mark.parametrize(
    "made",
    [
        {"query": "query ($z: String!) { a(x: $z) }", "variables": {"z": "06234"}},
        {"query": "query ($z: Int!) { a(first: $z, last: $z) }", "variables": {"z": "06234"}},
        {"query": "zipcode", "variables": {"z": "06234"}},
        {"query": "query ($y: ZipCode) { a(zip: $y) }", "variables": {"z": "06234"}},
        {"text": "query ($z: ZipCode) { a(zip: $z) }", "variables": {"z": "06234"}},
        {"query": 5, "variables": {"z": "06234"}},
        {"query": "query ($z: ZipCode) { a(zip: $z) }", "variables": {"in": {"z": "06234"}}},
    ],
)
def test_what_nothing_names_stays(body: Body, made: Any) -> None:
    assert set(keys(body, made).values()) == {"z"}


def test_a_name_that_says_something_stays(body: Body) -> None:
    made = {"query": "query ($coupon: Email!) { a(mail: $coupon) }", "variables": {"coupon": "WELCOME"}}
    assert keys(body, made) == {"variables.coupon": "coupon"}
