import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

PAIRS = [("NAME", "남궁하람"), ("BIRTHDATE", "19910417"), ("EMPTY", ""), ("MOBILE_NO", "01004178263")]


def counted(texts: list[str], charset: str = "", comma: str = "") -> str:
    return "".join(f"{len(text.encode(charset) if charset else text)}:{text}{comma}" for text in texts)


def read(body: Body, text: str) -> list[tuple[str, str, str | bytes, bool]]:
    fields = body(json.dumps({"d": text}, ensure_ascii=False).encode(), "application/json").fields
    return [(each.path, each.key, each.value, each.exact) for each in fields if each.layers == ("json", "counted")]


@pytest.mark.parametrize("charset", ["", "utf-8", "cp949"])
def test_names_and_values_by_any_measure(body: Body, charset: str) -> None:
    assert read(body, counted([text for pair in PAIRS for text in pair], charset)) == [
        (f"d.{name}", name, value, True) for name, value in PAIRS if value
    ]


def test_of_two_measures_that_come_out_even_the_finer_one_holds(body: Body) -> None:
    rest = "10:product_id10:0103338534"
    value = "가" * (len(rest) // 2)  # as many characters fewer than bytes as there are behind it
    text = f"2:id1:711:device_name{len(value.encode())}:{value}{rest}"
    assert len(value.encode()) == len(value + rest)
    assert [each[2] for each in read(body, text)] == ["7", value, "0103338534"]


def test_texts_without_names_are_a_list(body: Body) -> None:
    assert [each[2] for each in read(body, counted(['42["join",{"name":"하람"}]', "2probe"]))] == [
        '42["join",{"name":"하람"}]',
        "2probe",
    ]
    assert [each[0] for each in read(body, counted(["남궁하람", "010-0417-8263"], comma=","))] == ["d[0]", "d[1]"]
    assert [each[0] for each in read(body, counted(["id", "1", "id", "2"]))] == ["d[0]", "d[1]", "d[2]", "d[3]"]


@pytest.mark.parametrize(
    "text", ["3:one", "3:one4:two", "12:30:45", "3:one3:twoX", "2026:11:24 is the day", "5:abc2:de"]
)
def test_near_misses(body: Body, text: str) -> None:
    assert read(body, text) == []


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_texts(body: Body, texts: list[str]) -> None:
    raw = counted(texts).encode("utf-8", "surrogatepass")
    found = [each.value for each in body(raw).fields if each.layers == ("counted",)]
    assert found == [] or len(texts) > 1
