import base64
import json
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.messages import mail
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def message(charset: str = "utf-8", cte: str = "base64") -> bytes:
    made = EmailMessage(policy=SMTP)
    made["From"] = "남궁하람 <haram@mail.example>"
    made["To"] = "cs@hanbit.example"
    made["Subject"] = "접이식 캠핑 의자 베이지 색을 다른 색으로 바꾸고 싶습니다. 가능한가요?"
    made.set_content("받는 곳: 서울특별시 중구 가온누리로 417\n전화: 010-0417-8263\n", charset=charset, cte=cte)
    made.add_attachment(
        b"BEGIN:VCARD\nTEL:010-0417-8263\nEND:VCARD\n", maintype="text", subtype="vcard", filename="a.vcf"
    )
    return made.as_bytes()


@pytest.mark.parametrize(("charset", "cte"), [("utf-8", "base64"), ("euc-kr", "quoted-printable")])
@pytest.mark.parametrize("label", ["message/rfc822", "application/octet-stream", ""])
def test_headers_and_parts_are_read(body: Body, charset: str, cte: str, label: str) -> None:
    found = body(message(charset, cte), label).fields
    headers = {
        each.key: each.value for each in found if each.layers[:1] == ("mail",) and each.path.startswith("headers.")
    }
    assert headers["from"] == "남궁하람 <haram@mail.example>"
    assert headers["to"] == "cs@hanbit.example"
    assert headers["subject"] == "접이식 캠핑 의자 베이지 색을 다른 색으로 바꾸고 싶습니다. 가능한가요?"
    assert any("가온누리로 417" in str(each.value) for each in found if each.layers[-1:] != ("mail",))
    assert "010-0417-8263" in [each.value for each in found if each.key == "TEL"]


def test_a_message_in_base64_of_an_interface(body: Body) -> None:
    raw = json.dumps({"raw": base64.urlsafe_b64encode(message()).decode().rstrip("=")}).encode()
    assert "010-0417-8263" in [each.value for each in body(raw, "application/json").fields if each.key == "TEL"]


def test_a_plain_message_stands_where_it_is(body: Body) -> None:
    raw = b"Date: x\nFrom: a@b.kr\nSubject: one\n two\n\ncall 010-0417-8263\n"
    found = {each.path: each for each in body(raw).fields if each.layers == ("mail",)}
    assert (found["headers.subject"].value, found["headers.subject"].exact) == ("one two", False)
    assert (found["headers.from"].value, found["headers.from"].exact) == ("a@b.kr", True)
    assert raw[slice(*found["body"].span)] == b"call 010-0417-8263\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a\r\nTo: b\r\n",
        b"From: a\r\nX-One: b\r\n\r\nhello",
        b"Date: a\r\nHost: b\r\nFrom: c\r\n\r\nhello",
        b" From: a\r\nTo: b\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nFrom: a\r\nTo: b\r\n\r\nhello",
    ],
)
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not mail.shows(raw)
    assert not [each for each in body(raw).fields if "mail" in each.layers]


def test_a_length_with_a_colon_is_no_header(body: Body) -> None:
    mailed = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nhello"
    found = body(b"4:memo%d:%b4:name3:kim" % (len(mailed), mailed)).fields
    assert {each.path.rpartition("headers.")[2]: each.value for each in found if each.layers[-1:] == ("mail",)}[
        "from"
    ] == "a@b.example"


@given(st.binary(max_size=100))
def test_any_bytes(body: Body, data: bytes) -> None:
    body(b"From: a\r\nTo: b\r\n" + data)
    body(b"From: a\r\nTo: b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + data)
