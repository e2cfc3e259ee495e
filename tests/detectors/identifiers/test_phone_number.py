"""Mobile numbers in every way they are written; what only looks like one."""

import pytest
from support.fields import CONTEXT, field, find, identified, pieces

from trafficaudit.detectors import identifiers

PHONE = "phone_number"


@pytest.mark.parametrize(
    "value",
    [
        "010-2345-6789", "010 2345 6789", "010.2345.6789", "+821023456789", "+82 10-2345-6789", "+82-10-2345-6789",
        "(010) 2345-6789", "(010)2345-6789", "+82 010-2345-6789", "0082 10 2345 6789", "008210-2345-6789", "00821023456789", "+82(0)10-2345-6789",
    ],
)  # fmt: skip
def test_plainly_written(value: str) -> None:
    assert identified("", value) == {PHONE: 0.6}
    assert identified("receiverPhone", value) == {PHONE: 0.9}


def test_digits_in_a_row() -> None:
    assert identified("data", "01023456789") == {PHONE: 0.4}
    assert identified("mobile", "01023456789") == {PHONE: 0.9}
    assert identified("data", "821023456789") == {PHONE: 0.4}
    assert identified("mobile", "821023456789") == {PHONE: 0.9}


@pytest.mark.parametrize(
    "key", ["hp", "hpNo", "phone2", "user.phone.number", "휴대폰번호", "shouji", "tel_no", "cellPhone", "contact"]
)
def test_keys(key: str) -> None:
    assert identified(key, "01023456789") == {PHONE: 0.9}


def test_blocks_that_were_given_out_later() -> None:
    assert identified("mobile", "010-5992-8411") == {PHONE: 0.9}
    assert identified("", "+82 10-5992-8411") == {PHONE: 0.6}
    assert identified("mobile", "010-5992-841") == identified("mobile", "011-5992-84112") == {}


def test_others_by_key_only() -> None:
    assert identified("tel", "02-345-6789") == {PHONE: 0.8}
    assert identified("", "02-345-6789") == {}
    assert identified("phone", "+8613812345678") == {PHONE: 0.8}
    assert identified("", "+8613812345678") == {}


@pytest.mark.parametrize("value", ["+8215881255", "+82 1577-1234", "080-123-4567"])
def test_numbers_of_companies(value: str) -> None:
    assert identified("tel", value) == {}


def test_several_in_a_text() -> None:
    text = "연락처:010-2345-6789, 집 010-3456-7890."
    assert pieces("memo", text) == ["010-2345-6789", "010-3456-7890"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("productId", "01023456789"),
        ("goodsNo", "010-2345-6789"),
        ("id", "01023456789"),
        ("orderNumber", "01023456789"),
        ("timestamp", "1700000000000"),
        ("price", "1023456789"),
        ("prices", "010-2345-6789"),
        ("amounts", "010-2345-6789"),
        ("", "1023456789"),
        ("", "20010-2345-6789"),
        ("", "3.01023456789"),
        ("", "0f010-2345-6789"),
        ("phone", "010-0000-0000"),
        ("phone", "true"),
        ("phone", "010-234"),
        ("seller.phone", "010-2345-6789"),
        ("store_tel", "02-345-6789"),
        ("", "9f1c2a34-0102-3456-7890-0c1d2e3f4a5b"),
    ],
)
def test_decoys(key: str, value: str) -> None:
    assert identified(key, value) == {}


@pytest.mark.parametrize("path", ["logisticsCenter.phone", "returnTo.tel", "serviceCenter.phone", "seller.tel"])
def test_a_centre_has_a_telephone_that_is_nobodys(path: str) -> None:
    assert identified(path.rpartition(".")[2], "02-345-6789", path=path) == {}
    assert identified(path.rpartition(".")[2], "02-345-6789", path="receiver.phone") == {PHONE: 0.8}


@pytest.mark.parametrize(
    "path", ["courierMobile", "payee.phone", "Shipper.tel", "managers[0].phone", "agents[1].phone"]
)
def test_who_works_for_a_shop_or_is_paid_is_not_the_user(path: str) -> None:
    assert identified(path.rpartition(".")[2], "010-2345-6789", path=path) == {}


@pytest.mark.parametrize(
    "written",
    ["０１０－２３４５－６７８９", "０１０-２３４５-６７８９", "010–2345–6789", "010‑2345‑6789", "010\u00a02345\u00a06789", "010-2345\u200b-6789"],
)  # fmt: skip
def test_in_other_characters(written: str) -> None:
    assert identified("phone", written) == {PHONE: 0.9}
    assert identified("x", written) == {PHONE: 0.6}
    assert pieces("x", f"전화 {written}, 그리고 010-9876-5432") == [written, "010-9876-5432"]


def test_other_characters_make_no_number_of_what_is_none() -> None:
    for text in ("가나다 010–2345", "9–5 및 10–12 시", "２０２６－１１－２７", "2345–6789"):
        assert identified("x", text) == {}
    assert identified("orderNo", "010–2345–6789") == {}
    assert identified("x", "010–2345–6789", direction="response") == {}


def test_where_it_stands_in_other_characters() -> None:
    (found,) = find(identifiers.build(CONTEXT), field("x", "연락처 ０１０－２３４５－６７８９ 입니다"))
    assert found.span == (10, 49)
    assert found.reasoning.endswith("in other characters (full-width, typographic or invisible)")
