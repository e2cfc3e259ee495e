"""Base64 with other signs for ``+``, ``/`` and ``=``."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

SIGNS = ("._-", "-_.", "-~_", "*-_", "-_,", "-_~", "+,=", ".-=", "_:=", "!-=")
TEXT = '{"q":"~~~???>>>","r":"a?b>c~d","email":"kim.seoyun@example.kr","n":"홍길동2"}'
"""What gives both signs, and has to be filled up."""


def written(text: str, signs: str) -> str:
    return base64.b64encode(text.encode()).decode().translate(str.maketrans("+/=", signs))


def opened(found: Decoded) -> list[str | bytes]:
    return [each.value for each in found.fields if "base64-signs" in each.layers]


@pytest.mark.parametrize("signs", SIGNS)
@pytest.mark.parametrize("filled", [True, False])
def test_a_document_in_other_signs(body: Body, signs: str, filled: bool) -> None:
    assert {"+", "/", "="} <= set(base64.b64encode(TEXT.encode()).decode())
    value = written(TEXT, signs)
    found = body((value if filled else value.rstrip(signs[2])).encode())
    values = [each.value for each in found.fields]
    assert "kim.seoyun@example.kr" in values
    assert "홍길동2" in values


@pytest.mark.parametrize("signs", ["._-", "*-_", "-~_", "-_."])
def test_a_value_that_is_only_filled_up_otherwise(body: Body, signs: str) -> None:
    value = written("kim.seoyun@example.kr2", signs)
    assert value[-2:] == 2 * signs[2]
    assert "kim.seoyun@example.kr2" in [each.value for each in body(value.encode()).fields]


@pytest.mark.parametrize(
    "value",
    [
        "www.Shop2.example.co.kr",
        "com.Example.Shop_2.5.1-beta",
        "Android.10,Pixel.4a:Seoul",
        "v1.2.3-RC4_build.20261124",
        written("kim.seoyun@example.kr2", "*-_")[:-1],  # filled up by half
        written("kim@e.kr", "._-"),  # too short
        "aGVsbG8u.d29ybGQx.c2hvcDEy",
    ],
)
def test_near_misses(body: Body, value: str) -> None:
    assert not opened(body(value.encode()))


@given(st.binary(min_size=12, max_size=200), st.sampled_from(SIGNS))
def test_any_bytes(body: Body, raw: bytes, signs: str) -> None:
    body(base64.b64encode(raw).decode().translate(str.maketrans("+/=", signs)).encode())


@given(st.text("aB3._-~*!,:", max_size=60))
def test_any_signs(body: Body, text: str) -> None:
    body(text.encode())
