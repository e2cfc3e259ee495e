import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.arranged.divided_address import roles, whole
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def _joined(decoded: Decoded) -> list[tuple[str, Any]]:
    return [(field.path, field.value) for field in decoded.fields if field.layers[-1:] == ("divided",)]


@pytest.mark.parametrize(
    ("pieces", "value"),
    [
        ({"siNm": "부산광역시", "sggNm": "사하구", "rn": "라온버들로", "buldMnnm": "9227", "buldSlno": "0"}, None),
        ({"region_1depth_name": "부산", "road_name": "라온버들로", "main_building_no": "9227"}, "부산 라온버들로 9227"),
        ({"rn": "라온버들로", "buldMnnm": 9227, "buldSlno": 3}, "라온버들로 9227-3"),
        ({"province": "부산광역시", "city": "사하구", "street": "라온버들로", "houseNumber": "9227"}, None),
        ({"sido": "부산광역시", "sigungu": "사하구", "roadname": "라온버들로", "buildingno": "9227"}, None),
        (
            {"sido": "부산", "region_3depth_name": "버들라온동", "main_address_no": "9591", "sub_address_no": "96"},
            "부산 버들라온동 9591-96",
        ),
    ],
)
def test_what_a_service_of_addresses_gives_is_one_address(
    body: Body, pieces: dict[str, Any], value: str | None
) -> None:
    found = _joined(body(json.dumps({"a": pieces}, ensure_ascii=False).encode()))
    assert found == [("a." + "+".join(pieces), value or "부산광역시 사하구 라온버들로 9227")]


@pytest.mark.parametrize(
    "pieces",
    [
        {"siNm": "부산광역시", "sggNm": "사하구"},
        {"siNm": "부산광역시", "buldMnnm": "9227"},
        {"rn": "17", "buldMnnm": "9227"},
        {"rn": "라온버들로", "buldMnnm": "9227 a"},
        {"rn": "라온버들로", "buldMnnm": "9227", "roadName": "라온길"},
        {"turn": "라온버들로", "buldMnnm": "9227"},
    ],
)
def test_what_has_no_road_or_no_number_is_none(body: Body, pieces: dict[str, str]) -> None:
    assert _joined(body(json.dumps({"a": pieces}, ensure_ascii=False).encode())) == []


def test_each_of_many_addresses_is_by_itself(body: Body) -> None:
    listed = [{"rn": "라온로", "buldMnnm": str(number)} for number in (1, 2)]
    found = _joined(body(json.dumps(listed, ensure_ascii=False).encode()))
    assert found == [("[0].rn+buldMnnm", "라온로 1"), ("[1].rn+buldMnnm", "라온로 2")]


@given(st.lists(st.tuples(st.integers(0, 5), st.text(max_size=6)), max_size=6))
def test_any_pieces(pieces: list[tuple[int, str]]) -> None:
    assert isinstance(whole([order for order, _ in pieces], [text for _, text in pieces]), str)


def test_a_province_belongs_to_both_kinds() -> None:
    assert [order for _, order in roles("siNm")] == [0, 0]
    assert list(roles("name")) == []
