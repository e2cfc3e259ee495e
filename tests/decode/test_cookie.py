import base64
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange, Field, Message

Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def cookies(decoded: Decoded, direction: str = "request") -> list[Field]:
    return [f for f in decoded.fields if f.part == "cookie" and f.direction == direction]


@given(
    st.dictionaries(
        st.text("abcdefNID_", min_size=1, max_size=6),
        st.text("abc123-_.", min_size=1, max_size=12),
        min_size=1,
        max_size=5,
    )
)
def test_against_the_standard_library(exchange: Build, check: Check, values: Any) -> None:
    header = "; ".join(f"{k}={v}" for k, v in values.items())
    made = exchange(headers=((b"Cookie", header.encode()),))
    decoded = decode(made)
    check(made, decoded)
    oracle = {k: m.value for k, m in SimpleCookie(header).items()}
    assert {f.path: f.value for f in cookies(decoded) if f.layers == ("cookie",)} == values
    assert set(oracle.items()) <= set(values.items())


def test_layers_and_spans(exchange: Build, check: Check) -> None:
    header = b'NNB="ABC-123"; user=%7B%22email%22%3A%22kim%40example.kr%22%7D; flag; NNB=two'
    made = exchange(headers=((b"Cookie", header),))
    decoded = decode(made)
    check(made, decoded)
    fields = {f.path: f for f in cookies(decoded)}
    assert (fields["NNB"].value, header[slice(*fields["NNB"].span)]) == ("ABC-123", b"ABC-123")
    assert fields["NNB[1]"].value == "two"
    email = fields["user.email"]
    assert (email.value, email.layers, header[slice(*email.span)]) == (
        "kim@example.kr",
        ("cookie", "percent", "json"),
        b"kim%40example.kr",
    )


def test_set_cookie(exchange: Build, check: Check) -> None:
    response = Message(
        ((b"Set-Cookie", b"uid=kim.seoyun; Domain=.example.kr; Path=/; Secure"), (b"set-cookie", b"b=2"))
    )
    made = exchange(response=response)
    decoded = decode(made)
    check(made, decoded)
    found = {f.path: f.value for f in cookies(decoded, "response") if f.layers}
    assert found == {"uid": "kim.seoyun", "uid.domain": ".example.kr", "uid.path": "/", "b": "2"}


@given(st.binary(max_size=60))
def test_any_bytes(exchange: Build, check: Check, raw: bytes) -> None:
    made = exchange(headers=((b"Cookie", raw), (b"Set-Cookie", raw)))
    check(made, decode(made))


def test_attributes_behind_a_cookie_without_a_name_are_no_cookies(exchange: Build) -> None:
    answer = Message(((b"Set-Cookie", b"token83920174; Path=/; Domain=example.kr"),), None)
    found = cookies(decode(exchange(response=answer)), "response")[1:]
    assert [(f.path, f.value) for f in found] == [
        ('[""]', "token83920174"), ('[""].path', "/"), ('[""].domain', "example.kr"),
    ]  # fmt: skip


@given(st.text('a é한;,"\\ 0.7', min_size=1, max_size=12))
def test_what_is_quoted_is_undone_as_the_standard_library_writes_it(exchange: Build, check: Check, value: str) -> None:
    written: SimpleCookie = SimpleCookie()
    written["u"] = value.encode().decode("latin-1")
    header = f"a=1; {written.output(header='', sep='').strip()}; b=2"
    made = exchange(headers=((b"Cookie", header.encode("latin-1")),))
    decoded = decode(made)
    check(made, decoded)
    plain = {f.path: f.value for f in cookies(decoded) if f.layers == ("cookie",)}
    assert (plain["a"], plain["b"]) == ("1", "2")
    if '"' in header:
        assert plain["u"] == value


def test_a_document_in_a_quoted_cookie_is_read(exchange: Build, check: Check) -> None:
    header = rb'u="{\"mail\": \"kim@example.kr\"\054 \"name\": \"\355\227\245\353\257\274\"}"; b=\073; c="\u00e9\n"'
    made = exchange(headers=((b"Cookie", header),))
    decoded = decode(made)
    check(made, decoded)
    found = {f.path: f for f in cookies(decoded)}
    assert (found["u.mail"].value, found["u.name"].value) == ("kim@example.kr", "헥민")
    assert header[slice(*found["u.mail"].span)] == b"kim@example.kr"
    assert next(f.value for f in cookies(decoded) if f.path == "b") == "\\073"  # nothing is undone without the marks
    assert next(f.value for f in cookies(decoded) if f.path == "c") == r"\u00e9\n"


DOCUMENT = b'{"user": {"email": "kim@example.kr", "phone": "01023456789"}, "more": "%s"}' % (b"x" * 300)
TOKEN = base64.urlsafe_b64encode(DOCUMENT).decode().rstrip("=")


@pytest.mark.parametrize("written", [TOKEN, "base64-" + TOKEN, quote(DOCUMENT)])
@pytest.mark.parametrize("sign", [".", "_", "-"])
def test_a_document_that_was_cut_into_several_cookies(exchange: Build, check: Check, written: str, sign: str) -> None:
    pieces = [f"s{sign}{at}={written[start : start + 90]}" for at, start in enumerate(range(0, len(written), 90))]
    made = exchange(headers=((b"Cookie", "; ".join(["a=1", *pieces, "z.0=2"]).encode()),))
    decoded = decode(made)
    check(made, decoded)
    found = {f.path: f for f in cookies(decoded)}
    assert found["s.user.email"].value == "kim@example.kr"
    assert found["s"].span == (9, len("; ".join(["a=1", *pieces])))
    assert {found["a"].value, found['["z.0"]'].value} == {"1", "2"}


@pytest.mark.parametrize(
    "header",
    [
        f"s.0={TOKEN[:90]}; t.1={TOKEN[90:]}",  # of two
        f"s.0={TOKEN[:90]}; s.2={TOKEN[90:]}",  # one is missing
        f"s.1={TOKEN[90:]}; s.2={TOKEN[:90]}",  # no document begins so
        "s.0=eyJ9; s.1=eyJ9",  # nothing had to be cut
    ],
)
def test_cookies_that_stay_what_they_are(exchange: Build, header: str) -> None:
    assert (
        len([f for f in cookies(decode(exchange(headers=((b"Cookie", header.encode()),)))) if f.layers == ("cookie",)])
        == 2
    )
