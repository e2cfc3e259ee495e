"""What people fill in by hand behind Korean labels, and texts that only look like it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]
CALLED, DIALLED, STREET = "두초샘", "010-1501-6695", "강원특별자치도 원주시 라온보늬로 98, 552호"


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("labelled",)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"성함: {CALLED}\n연락처: {DIALLED}\n주소: {STREET}", {"성함": CALLED, "연락처": DIALLED, "주소": STREET}),
        (f"성함: {CALLED}\r\n연락처: {DIALLED}\r\n", {"성함": CALLED, "연락처": DIALLED}),
        (f"이름 : {CALLED} / 생년월일 : 2000.10.15", {"이름": CALLED, "생년월일": "2000.10.15"}),
        (f"문의드려요. 받는 분: {CALLED}, 휴대폰 번호: {DIALLED}입니다.", {"받는분": CALLED, "휴대폰번호": DIALLED}),
        (f"1. 수령인: {CALLED} 2. 통관번호: P994615652428", {"수령인": CALLED, "통관번호": "P994615652428"}),
        (f"수령인: {CALLED} 연락처: {DIALLED} 주소: {STREET}", {"수령인": CALLED, "연락처": DIALLED, "주소": STREET}),
        (
            f"- 예금주: {CALLED}\n- 환불 계좌: 신한 110-482-957316",
            {"예금주": CALLED, "환불계좌": "신한 110-482-957316"},
        ),
        (f"이름: {CALLED}, 이메일: a@b.kr, 주문번호: 2026", {"이름": CALLED, "이메일": "a@b.kr", "주문번호": "2026"}),
        (f"성함: OOO, 연락처: {DIALLED}, 우편번호: 67324", {"연락처": DIALLED, "우편번호": "67324"}),
    ],
)
def test_what_stands_behind_labels(body: Body, text: str, wanted: dict[str, str]) -> None:
    decoded = body(text.encode())
    assert found(decoded) == wanted
    for field in decoded.fields:
        if field.layers == ("labelled",):
            assert (text.encode()[slice(*field.span)].decode(), field.exact) == (field.value, True)


@pytest.mark.parametrize(
    "text",
    [
        "생년월일: 2000-10-15",
        "이름: 필수 / 연락처: 선택",
        "성명: 회원 식별, 연락처: 고지사항 전달, 주소: 배송",
        "이름: 노을 무드등\n주문번호: 20261129",
        "고객님의 주문번호: 2026112908 연락처: 02-123-4567로 문의하세요",
        f"상호: 한빛 / 대표자: {CALLED} / 주소: {STREET} / 연락처: 02-338-7721",
        f"주소: {STREET}\n전화번호: 02-338-7721\n영업시간: 9시",
        f"이름이 뭐냐면 {CALLED}, 연락처는 {DIALLED}",
        "name: mina, tel: 02-338-7721",
        "성함: OOO, 연락처: ***",
    ],
)
def test_texts_that_only_look_like_it(body: Body, text: str) -> None:
    assert found(body(text.encode())) == {}


@given(st.text(alphabet="성함이름연락처주소: \t/,;|1.-*\n0", max_size=300))
def test_any_text_gives_values_that_stand_in_it(text: str) -> None:
    raw = text.encode()
    decoded = decode(exchange(request=Message(body=raw, body_size=len(raw))))
    for field in decoded.fields:
        if field.layers == ("labelled",):
            assert raw[slice(*field.span)].decode() == field.value


def test_a_long_text_is_left_alone_and_a_hostile_one_costs_little(body: Body) -> None:
    form = f"성함: {CALLED}\n연락처: {DIALLED}\n"
    assert found(body((form + "가" * 9000).encode())) == {}
    for text in (" " * 8000 + "이름: 1", "이름: " * 2000, "이름: 1, " * 900, "이름:" + " " * 8000, "가: " * 2700):
        begun = time.process_time()
        body(text.encode())
        assert time.process_time() - begun < 1
