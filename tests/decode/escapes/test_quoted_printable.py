import json
import quopri
from collections.abc import Callable

import pytest

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def test_sniffed(body: Body) -> None:
    raw = b'{"a": "' + quopri.encodestring("홍길동".encode()).strip() + b'"}'
    assert ("홍길동", ("json", "quoted-printable")) in [(f.value, f.layers) for f in body(raw).fields]


def test_an_equals_sign_alone_is_nothing(body: Body) -> None:
    assert not any("quoted-printable" in f.layers for f in body(b"total =3D and x=AB1").fields)


@pytest.mark.parametrize("value", ["kim.haneul@example.kr", "P123456789012", "+821047261538"])
def test_a_value_all_of_which_is_escaped(body: Body, value: str) -> None:
    raw = '{"v": "' + "".join(f"={byte:02X}" for byte in value.encode()) + '"}'
    assert (value, ("json", "quoted-printable")) in [(f.value, f.layers) for f in body(raw.encode()).fields]


@pytest.mark.parametrize("raw", [b"=41=42=43", b"=41=42=43=44=45=46=47=48 and more", b"a=41&b=42&c=43&d=44"])
def test_a_few_escapes_of_plain_letters_are_none(body: Body, raw: bytes) -> None:
    assert not any("quoted-printable" in f.layers for f in body(raw).fields)


LINE = "To confirm your registration please look carefully at this: 1234 "


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_line_as_long_as_lines_may_be_goes_on(body: Body, ending: str) -> None:
    raw = quopri.encodestring(f"{LINE}kim.seoyun@example.kr thank you".encode()).replace(b"\n", ending.encode())
    assert b"kim.seoyun@example.kr" not in raw
    found = [
        f for f in body(b"Subject: hello" + ending.encode() * 2 + raw).fields if "kim.seoyun@example.kr" in f.value
    ]
    assert "quoted-printable" in found[0].layers


@pytest.mark.parametrize(
    "raw",
    [
        b"email=\r\nkim@example.kr",  # an empty value of a list of settings
        (LINE[:50] + "x=\r\nkim@example.kr").encode(),
        b"QUJD" * 18 + b"QUI=\r\n-----END CERTIFICATE-----",
        b"QUJD" * 18 + b"QUI=\r\nQUJD",
        (LINE + "value =\r\n    next(1)").encode(),
    ],
)
def test_an_equals_sign_that_ends_a_line_of_another_kind_is_nothing(body: Body, raw: bytes) -> None:
    assert not any("quoted-printable" in f.layers for f in body(raw).fields)


def test_escapes_of_a_quoted_document_are_left_to_it(body: Body) -> None:
    written = quopri.encodestring("캠핑 의자 방수 천막 이식".encode()).decode()
    assert "=\n" in written
    raw = json.dumps({"memo": "search:" + json.dumps({"b": 1, "q": written}) + " done"}).encode()
    fields = body(raw).fields
    assert [f.value for f in fields if f.key == "q" and "quoted-printable" in f.layers] == ["캠핑 의자 방수 천막 이식"]
    assert {f.key for f in fields if "delimited" in f.layers} == {"memo", "b", "q"}
