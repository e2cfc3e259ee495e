"""Sentences of logs and error reports that name who and what they are about, and prose that only looks like them."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]
NUMBER, DEVICE = "8031413", "9f8e7d6c5b4a3210"
TOKEN = "dGhpcyBpcyBhIHRva2Vu:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx"


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers[-1:] == ("worded",)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"user 두초샘 (id={NUMBER}) logged in from 192.0.2.9", {"userId": NUMBER}),
        ("user 홍길동 (id=123) logged in", {"fullName": "홍길동", "userId": "123"}),
        (f"회원 홍길동({NUMBER})님이 로그인했습니다", {"fullName": "홍길동", "userId": NUMBER}),
        ("member kim77 (no. 5102) left", {}),
        ("member kim77 (no 5102) left", {"userId": "5102"}),
        (f"IllegalStateException: no address for member {NUMBER}", {"userId": NUMBER}),
        (f"member no. {NUMBER} joined, user id: 7104925", {"member_no": NUMBER, "user_id": "7104925"}),
        (f"userId {NUMBER} not found", {"userId": NUMBER}),
        (f"android_id {DEVICE} changed", {"android_id": DEVICE}),
        (f"cannot store android id: {DEVICE}", {"android_id": DEVICE}),
        ("Login failed for user kim77: wrong password", {"username": "kim77"}),
        ("User kim77 logged in", {"username": "kim77"}),
        (f"registered for user {NUMBER}", {"userId": NUMBER}),
        (f"Registered push token fcm: {TOKEN}", {"pushToken": TOKEN}),
        ("lat 37.5665, lng 126.9780 received", {"lat": "37.5665", "lng": "126.9780"}),
        (f"사용자 {NUMBER} 조회 실패", {"userId": NUMBER}),
        (f"회원 번호 {NUMBER} 우수 고객", {"userId": NUMBER}),
        (f"member #{NUMBER} gift", {"userId": NUMBER}),
    ],
)
def test_what_sentences_name(body: Body, text: str, wanted: dict[str, str]) -> None:
    assert found(body(text.encode())) == wanted
    decoded = body(json.dumps({"message": text}, ensure_ascii=False).encode())
    assert found(decoded) == {f"message.{path}": value for path, value in wanted.items()}
    for field in decoded.fields:
        if field.layers[-1:] == ("worded",):
            whole = json.dumps({"message": text}, ensure_ascii=False).encode()
            assert (whole[slice(*field.span)].decode(), field.exact) == (field.value, True)


@pytest.mark.parametrize(
    "text",
    [
        "user id is required", "user id must be 8 characters", "device id null", "user id: guest", "customer 12345",
        "user 20261129 batch", "user 2026-11-29 deleted", "Version 8031413 for user agents", "member 1,000,000 points",
        "User Manual (12345) available", "회원 정보(3)", "고객 만족도 (100)", "고객 이메일(80314)", "User testing (no)",
        "사용자 100000명 돌파", "latency 37.5665 long 126.9780", "customer service 1588-1234", "user 1.2.3 (build 4)",
        "the user has 8031413 points", "Android 14 device id SM", "lat 37 lng 126", "push token expired", "user-agent 80314137",
        "account number 110-482-957316", "userId.8031413", "user 8031413.5", "superuser 8031413",
        "member 803100 points given", "customer 123456 won", "user 404404 errors", "회원 1000001 돌파", "이용자 8031413 명 방문",
        "회원 803100 가입", "회원 등급 (id=8031413) 변경", "user session (id=8031413) closed", "user segment (id=991823) loaded", "lat: 37.5665, lng: 126.9780",
    ],
)  # fmt: skip
def test_prose_stays_a_text(body: Body, text: str) -> None:
    assert not found(body(text.encode()))


def test_a_long_text_is_not_asked_about_and_time_stays_short(body: Body) -> None:
    assert not found(body((f"userId {NUMBER} not found. " + "x" * 8_200).encode()))
    started = time.process_time()
    for text in ("user " * 1_600, "user 홍길동 (" * 400, "lat 37.5665 " * 600, "push token " * 700, "a_id " * 1_600):
        body(text.encode())
    assert time.process_time() - started < 5


@given(
    st.lists(
        st.sampled_from(
            ["user", " ", "id", "=", "8031413", "홍길동", "(", ")", "\ud83d\ude00", "a_id", "kim77", "lat"]
        ),
        max_size=12,
    )
)
def test_any_text(parts: list[str]) -> None:
    raw = "".join(parts).encode("utf-8", "surrogatepass")
    for field in decode(exchange(request=Message(body=raw, body_size=len(raw)))).fields:
        if field.layers == ("worded",):
            assert raw[slice(*field.span)].decode() == field.value
