"""Pairs and documents between the words of a log."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

LOG = (
    b"11-25 15:53:20.101  4411  4411 D LoginActivity: onCreate\n"
    b'11-25 15:53:21.002  4411  4502 I Auth    : loginId=kim83, pw=s3cret!, name="Kim Narae"\n'
    b'11-25 15:53:22.003  4411  4502 D Net: --> POST /addr {"tel":"010-2345-6789","tags":["a"]}\n'
    b"11-25 15:53:25.000  4411  4411 D Seller: tel=02-345-6789.\n"
)


def _found(body: Body, raw: bytes) -> dict[str, str]:
    return {f.path: str(f.value) for f in body(raw, "text/plain").fields if "delimited" in f.layers and f.key}


def test_pairs_go_by_their_names_under_their_line_and_its_tag(body: Body) -> None:
    found = _found(body, LOG)
    assert found["[1].Auth.loginId"] == "kim83"
    assert (found["[1].Auth.pw"], found["[1].Auth.name"]) == ("s3cret!", "Kim Narae")
    assert found["[3].Seller.tel"] == "02-345-6789"


def test_json_at_the_end_of_a_line_is_opened(body: Body) -> None:
    (tel,) = [f for f in body(LOG, "text/plain").fields if f.key == "tel" and f.layers[-1] == "json"]
    assert (tel.path, LOG[slice(*tel.span)]) == ("[2].Net.tel", b"010-2345-6789")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"login ok user=83920174 email=kim@example.kr", {"user": "83920174", "email": "kim@example.kr"}),
        (b"zip=06234 gender=F between words", {"zip": "06234", "gender": "F"}),
        (
            b"ts=17 level=info msg=\"ok\" and phone='010 2345'",
            {"ts": "17", "level": "info", "msg": "ok", "phone": "010 2345"},
        ),
        (b"DEBUG: hp=01023456789; done", {"hp": "01023456789"}),
    ],
)
def test_lines(body: Body, raw: bytes, found: dict[str, str]) -> None:
    assert _found(body, raw) == found


def test_a_name_that_comes_again_in_a_line_is_left_to_the_text(body: Body) -> None:
    assert _found(body, b"choose gender=F gender=M zip=06234 or x=1 ok") == {"zip": "06234", "x": "1"}
    several = _found(body, b"10:00:00 INFO id=1 ok\n10:00:01 INFO id=2 ok\n")
    assert several == {"[0].id": "1", "[1].id": "2"}


def test_a_dotted_name_stands_under_what_it_is_of(body: Body) -> None:
    fields = body(b"goods.gender=F seller.zip=06234 now", "text/plain").fields
    assert [(f.path, f.key) for f in fields if "delimited" in f.layers] == [
        ("goods.gender", "gender"),
        ("seller.zip", "zip"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"only one pair here a=b and words",
        b"if (a == b) { return c => d }",
        b"<a href=x class=y>z</a>",
        b"var a=1, name='x' and more",
        b"nothing equal in this text",
    ],
)
def test_near_misses(body: Body, raw: bytes) -> None:
    assert _found(body, raw) == {}


def test_what_stands_outside_of_pairs_is_still_searched(body: Body) -> None:
    words = [str(f.value) for f in body(LOG, "text/plain").fields if f.layers == ("delimited",) and not f.key]
    assert words[0] == "11-25 15:53:20.101  4411  4411 D LoginActivity: onCreate"
    assert not any("kim83" in each or "010-2345" in each for each in words if not each.startswith("{"))


@given(st.text(alphabet="abAB01 =\"'{}[];,\\n:./", max_size=80))
def test_any_text(body: Body, text: str) -> None:
    body(text.encode(), "text/plain")
    body(f"12:00:00 INFO {text}".encode())
