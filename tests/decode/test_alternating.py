import doctest
from collections.abc import Callable

import pytest

from trafficaudit.decode import alternating
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

RECORD = {"email": "kim@example.kr", "address": "서울특별시 강남구 테헤란로 152", "zip": "06236", "lang": "ko"}


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(alternating).failed == 0


@pytest.mark.parametrize("sign", ["|", "^", "~", "\t", ";", "\n", "\x1f", "\0"])
def test_names_and_values_between_signs(body: Body, sign: str) -> None:
    raw = sign.join(text for pair in RECORD.items() for text in pair).encode()
    fields = [each for each in body(raw).fields if each.layers]
    assert {each.key: each.value for each in fields[1::2]} == RECORD
    assert [each.path for each in fields] == [f"[{at}]" for at in range(len(fields))]


@pytest.mark.parametrize(
    "row",
    [
        ["Android", "14", "SKT", "wifi", "ko", "KR"],  # three of six would be names of names
        ["email", "kim@example.kr", "zip", "06236"],  # too few
        ["1.0", "android", "10.2.0", "ko_KR", "3", "x"],  # no names
        ["tel", "0212345678", "tel", "0312345678", "fax", "0212345679"],  # one name twice
        ["email", "kim@example.kr", "zip", "06236", "lang", "ko", "more"],  # odd
    ],
)
def test_other_rows_have_no_names(body: Body, row: list[str]) -> None:
    fields = [each for each in body("|".join(row).encode()).fields if each.layers]
    assert {each.layers for each in fields} == {("delimited",)}
    assert {each.key for each in fields} == {""}
