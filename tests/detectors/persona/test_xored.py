"""What is under a short key, and what only agrees with it by chance."""

import base64
import random
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import detect, leaf, seen

from trafficaudit.detectors.persona.xored import LONGEST, LONGEST_KEY

EMAIL, PHONE = "Seorim.Pyo.7f3k@example.com", "010-0234-5678"
DOCUMENT = f'{{"v":1,"mail":"{EMAIL}","tel":"{PHONE}"}}'.encode()


def xor(raw: bytes, key: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(raw, cycle(key), strict=False))


@pytest.mark.parametrize("key", [b"\x5a", b"\xff", b"k3", b"s3cr3t", b"\x13\x37\xca\xfe\x00\x80\x41\x42"])
def test_a_value_and_a_document_under_a_key(key: bytes) -> None:
    for plain in (EMAIL.encode(), DOCUMENT):
        held = xor(plain, key)
        for text in (base64.b64encode(held).decode(), base64.urlsafe_b64encode(held).decode(), held.hex(), held):
            found = detect(leaf(text), email=EMAIL)
            assert [(one.category, one.value, one.layers[-1]) for one in found] == [("email", text, "xor")]
            assert "xor" in found[0].layers
    assert {one[0] for one in seen(xor(DOCUMENT, key).hex(), email=EMAIL, phone_number=PHONE)} == {
        "email", "phone_number",
    }  # fmt: skip


def test_a_value_in_capitals() -> None:
    (found,) = detect(leaf(xor(EMAIL.upper().encode(), b"k3").hex()), email=EMAIL)
    assert (found.category, found.match, found.layers[-1]) == ("email", "normalised", "xor")


@pytest.mark.parametrize("key", [b"\x5a", b"k3", b"s3cr3t"])
def test_near_misses(key: bytes) -> None:
    other = EMAIL.replace("7f3k", "7f3j").encode()
    for held in (xor(other, key), xor(EMAIL.encode(), key) + b"\x00\x01\xff", xor(PHONE[:-1].encode() + b"9", key)):
        for text in (base64.b64encode(held).decode(), held.hex(), held):
            assert seen(text, email=EMAIL, phone_number=PHONE) == []


def test_keys_and_runs_that_are_too_long_are_left() -> None:
    held = xor(EMAIL.encode(), b"\x5a").hex()
    assert len(detect(leaf(held, direction="response"), email=EMAIL)) == 1
    assert seen(xor(EMAIL.encode(), b"123456789abcdefgh").hex(), email=EMAIL) == []
    assert LONGEST_KEY < 17
    assert seen(xor(EMAIL.encode() * (LONGEST // 40), b"\x5a").hex(), email=EMAIL) == []


def test_bytes_at_random_hold_nothing() -> None:
    draw = random.Random(3)
    for size in (8, 16, 24, 32, 64, 128):
        for _ in range(200):
            raw = draw.randbytes(size)
            assert seen(base64.b64encode(raw).decode(), email=EMAIL, imei="356938035643809", phone_number=PHONE) == []
            assert seen(raw.hex(), email=EMAIL, phone_number=PHONE) == []


@given(st.binary(min_size=1, max_size=LONGEST_KEY), st.text(max_size=12), st.text(max_size=12))
def test_any_key_and_text_around_it(key: bytes, before: str, behind: str) -> None:
    held = xor(f"{before} {EMAIL} {behind}".encode(), key)
    assert all(one[0] == "email" for one in seen(held, email=EMAIL))


@given(st.binary(max_size=80))
def test_any_bytes(raw: bytes) -> None:
    seen(raw.hex(), email=EMAIL)
    seen(raw, email=EMAIL)
