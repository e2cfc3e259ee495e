import gzip
from collections.abc import Callable
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


FORM = (
    b'--B\r\nContent-Disposition: form-data; name="email"\r\n\r\nkim@example.kr\r\n'
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="kim.seo.txt"\r\nContent-Type: application/json\r\n\r\n'
    b'{"id": "abc"}\r\n'
)


@pytest.mark.parametrize("end", [b"--B--\r\n", b"--B--", b""])
@pytest.mark.parametrize("label", ["multipart/form-data; boundary=B", 'multipart/form-data; boundary="B"', ""])
def test_form_data(body: Body, end: Any, label: str) -> None:
    raw = FORM + end
    fields = {f.path: f for f in body(raw, label).fields if "multipart" in f.layers}
    email = fields["email"]
    assert (email.value, email.layers, email.exact) == ("kim@example.kr", ("multipart",), True)
    assert raw[slice(*email.span)] == b"kim@example.kr"
    assert fields["file.filename"].value == "kim.seo.txt"
    assert fields["file.id"].value == "abc"
    assert fields["file.id"].layers == ("multipart", "json")


def test_against_the_email_package(body: Body) -> None:
    inner = MIMEMultipart("mixed", boundary="inner")
    inner.attach(MIMEText("이름: 홍길동", "plain", "utf-8"))
    inner.attach(MIMEApplication(gzip.compress(b'{"email": "kim@example.kr"}')))
    outer = MIMEMultipart("related", boundary="outer")
    outer.attach(inner)
    raw = outer.as_bytes().split(b"\n\n", 1)[1]
    found = {f.value: f.layers for f in body(raw, "multipart/related; boundary=outer").fields}
    assert found["kim@example.kr"] == ("multipart", "multipart", "base64", "gzip", "json")
    assert "이름: 홍길동" in [str(v).strip() for v in found]


def test_quoted_printable_part(body: Body) -> None:
    raw = b"--B\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nmail=3Dkim=40example.kr\r\n--B--"
    assert (
        next(f.value for f in body(raw).fields if f.layers[:2] == ("multipart", "quoted-printable"))
        == "mail=kim@example.kr"
    )


def test_extended_file_name_and_repeated_names(body: Body) -> None:
    part = b"--B\r\nContent-Disposition: form-data; name=f; filename*=UTF-8''%ED%99%8D%EA%B8%B8.txt\r\n\r\nx\r\n"
    found = {f.path: f.value for f in body(part + part + b"--B--").fields}
    assert found["f.filename"] == found["f[1].filename"] == "홍길.txt"


@given(st.lists(st.binary(max_size=30), min_size=1, max_size=4))
def test_binary_parts(body: Body, values: Any) -> None:
    raw = (
        b"".join(b'--QZQ7\r\nContent-Disposition: form-data; name="v"\r\n\r\n' + v + b"\r\n" for v in values)
        + b"--QZQ7--\r\n"
    )
    found = [f for f in body(raw, "multipart/form-data; boundary=QZQ7").fields if f.layers == ("multipart",)]
    assert [raw[slice(*f.span)] for f in found] == values


@given(st.binary(max_size=80))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"--B\r\nA:" + raw, "multipart/form-data; boundary=B")
    body(raw.replace(b"a", b"\r\n--B\r\n"), "multipart/form-data; boundary=B")


def test_a_boundary_that_nothing_names_is_more_than_hyphens(body: Body) -> None:
    assert not [field for field in body(b"---\nean: 1\n\n{not: [closed\n").fields if "multipart" in field.layers]
    assert [field for field in body(b"----x\nContent-Type: a/b\n\n1\n").fields if "multipart" in field.layers]


def test_both_names_of_a_file_are_given(body: Body) -> None:
    raw = (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="___.jpg"; '
        b"filename*=UTF-8''%EA%B9%80%EB%AF%BC%EC%A4%80.jpg\r\n\r\nabc\r\n--b--\r\n"
    )
    fields = body(raw, "multipart/form-data; boundary=b").fields
    assert [(f.path, f.value) for f in fields if f.key == "filename"] == [
        ("f.filename", "김민준.jpg"), ("f.filename[1]", "___.jpg"),
    ]  # fmt: skip


def test_what_stands_outside_of_the_parts_is_read(body: Body) -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--"
    raw = b"mail=kim@example.kr\r\n" + part + b'\r\n{"tel": "010-9183-2746"}\r\n'
    found = {f.path: f.value for f in body(raw, "multipart/mixed; boundary=b").fields}
    assert (found["preamble.mail"], found["epilogue.tel"]) == ("kim@example.kr", "010-9183-2746")
    plain = body(part + b"\r\n", "multipart/mixed; boundary=b").fields
    assert [f.path for f in plain[1:]] == ["part"]
    sealed = body(part + b"\r\n" + bytes(range(128, 228)), "multipart/mixed; boundary=b")
    assert [gap.path for gap in sealed.opaque] == ["epilogue"]


def test_what_stands_between_a_last_boundary_and_a_first_one_is_read(body: Body) -> None:
    part = b'--b1\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b1--\r\n'
    raw = part + b"email=kim%40example.kr&x=2\r\n" + part + b"tel=01012345678&y=see--b1--"
    found = {f.key: f.value for f in body(raw, "multipart/form-data; boundary=b1").fields}
    assert (found["email"], found["tel"], found["a"]) == ("kim@example.kr", "01012345678", "1")


def test_a_field_of_a_form_among_arguments_has_the_name_that_it_has_in_the_form(body: Body) -> None:
    pairs = {"1_zip": "06234", "_1_sex": "F", "2_zip": "3", "1": "x", "0": '["$K1"]'}
    raw = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (k.encode(), v.encode())
        for k, v in pairs.items()
    )
    for end, expected in ((b"--B--\r\n", ["zip", "sex", "2_zip", "1", "0"]), (b"", ["zip", "sex", "2_zip", "1", "0"])):
        found = [each for each in body(raw + end).fields if each.layers == ("multipart",)]
        assert [each.key for each in found] == expected
        assert [each.path for each in found] == list(pairs)
    plain = body(raw.replace(b"$K", b"K")).fields
    assert [each.key for each in plain if each.layers == ("multipart",)] == list(pairs)
