import doctest
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.arranged import alternating
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


def named(body: Body, made: object) -> dict[str, str | bytes]:
    fields = body(json.dumps(made).encode()).fields
    return {
        each.key: each.value for each in fields if each.layers == ("json",) and each.path.endswith("]") and each.key
    }


@pytest.mark.parametrize("within", [lambda row: row, lambda row: {"kv": row}, lambda row: {"kv": [1, row], "n": 2}])
def test_names_and_values_in_a_list_of_json(body: Body, within: Callable[[object], object]) -> None:
    row = [each for pair in RECORD.items() for each in pair]
    found = {key: value for key, value in named(body, within(row)).items() if key in RECORD}
    assert found == RECORD
    mixed = ["email", "kim@example.kr", "count", 12, "none", "", "user", {"zip": "06236"}, "sex", "F"]
    assert {key: named(body, within(mixed)).get(key) for key in ("email", "count", "sex", "none")} == {
        "email": "kim@example.kr", "count": "12", "sex": "F", "none": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        ["sale", "new", "best", "top", "main", "sub"],  # words alone
        ["email", "kim@example.kr", "zip", "06236"],  # too few
        ["kim@example.kr", "email", "06236", "zip", "F", "sex"],  # values first
        ["a", "1", "a", "2", "b", "3"],  # one name twice
        ["email", "kim@example.kr", "zip", "06236", "lang", "ko", "more"],  # odd
        ["email", ["kim@example.kr"], ["zip"], "06236", "lang", "1"],  # a list for a name
    ],
)
def test_other_lists_have_no_names(body: Body, row: list[object]) -> None:
    assert named(body, row) == {}
    assert set(named(body, {"k": row})) <= {"k"}


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["a", "b", "sex", "F", "1 2", ""]), st.integers(), st.lists(st.just("x"), max_size=2)
        ),
        max_size=12,
    )
)
def test_any_list_keeps_its_values(body: Body, row: list[object]) -> None:
    raw = json.dumps({"k": row}).encode()
    found = [(each.path, each.value) for each in body(raw).fields if each.layers == ("json",)]
    assert found == sorted(found, key=lambda each: [int(step) for step in re.findall(r"\d+", each[0])])
    assert len(found) == sum(len(each) if isinstance(each, list) else 1 for each in row)
