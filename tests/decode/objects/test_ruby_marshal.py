"""Ruby's Marshal, by what Ruby 3.3 wrote, and bytes that are none."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def found(decoded: Decoded, layer: str = "ruby") -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers and field.layers[-1] == layer}


HASH = (
    "BAh7GUkiCmVtYWlsBjoGRVRJIhNraW1AZXhhbXBsZS5rcgY7AFQ6CGFnZWkmSSIIYmlnBjsAVGwrDAAAAEDq7XRG0JwsnwwASSIIbmVnBjsAVG"
    "n9kO7+SSIKc21hbGwGOwBUafhJIghsYXQGOwBUZgwzNy41NjY1SSIIcmF3BjsAVCIOdG9rZW4tYWJjSSIIYmluBjsAVCII//4ASSIGdAY7AFRU"
    "SSIGbgY7AFQwSSIJdGFncwY7AFRbB0kiCG9uZQY7AFQ6CHR3b0kiB2luBjsAVHsGSSIKcGhvbmUGOwBUSSISMDEwLTkxODMtMjc0NgY7AFRJIg"
    "Z1BjsAVG86CVVzZXIIOgpAbWFpbEkiE2tpbUBleGFtcGxlLmtyBjsAVDoKQG5hbWVJIg7tmY3quLjrj5kGOwBUOghAbWVAHEkiBnAGOwBUUzoG"
    "UAc6CGxhdGYJMzcuNToIbG5nZgoxMjcuMUkiE2xlZUBleGFtcGxlLmtyBjsAVGkGSSIGeAY7AFRJIg9hZ2FpbkBiLmtyBjsAVEkiBnkGOwBUQC"
    "VJIgdhdAY7AFRJdToJVGltZQ3W6R6AAABANQc6C29mZnNldGkAOgl6b25lSSIIVVRDBjsARkkiBnIGOwBUbzoKUmFuZ2UIOglleGNsRjoKYmVn"
    "aW5pBjoIZW5kaQdJIgdyZQY7AFRJLwdhYgAGOwBG"
)
VALUES = {
    "email": "kim@example.kr", "age": "33", "big": "1" + "0" * 30, "neg": "-70000", "small": "-3", "lat": "37.5665",
    "raw": "token-abc", "bin": b"\xff\xfe\0", "t": "true", "n": "null", "tags[0]": "one", "tags[1]": "two",
    "in.phone": "010-9183-2746", "u.mail": "kim@example.kr", "u.name": "홍길동", "p.lat": "37.5", "p.lng": "127.1",
    '["lee@example.kr"]': "1", "x": "again@b.kr", "y": "again@b.kr", "at": b"\xd6\xe9\x1e\x80\0\0@5", "at.offset": "0",
    "at.zone": "UTC", "r.excl": "false", "r.begin": "1", "r.end": "2", "re": "ab",
}  # fmt: skip
SESSION = (
    "BAh7CEkiD3Nlc3Npb25faWQGOgZFVEkiJTAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmBjsAVEkiGXdhcmRlbi51c2VyLnVzZXIua2"
    "V5BjsAVFsHWwZpL0kiFCQyYSQxMCRhYmNkZWZnaAY7AFRJIhBfY3NyZl90b2tlbgY7AFRJIglhYmM9BjsAVA=="
)
LIST = "BAhbCUkiC2FAYi5rcgY6BkVUaQNAQg9p/39pAiwB"
DEFAULT = "BAh9BkkiCmVtYWlsBjoGRVRJIgthQGIua3IGOwBUaQo="


def test_a_hash(body: Body) -> None:
    decoded = body(base64.b64decode(HASH))
    assert (found(decoded), decoded.opaque) == (VALUES, ())


def test_a_session_in_base64(body: Body) -> None:
    told = found(body(b"session=" + SESSION.encode(), "application/x-www-form-urlencoded"))
    assert told["session.session_id"] == "0123456789abcdef0123456789abcdef"
    assert told['session["warden.user.user.key"][0][0]'] == "42"


def test_a_list_and_a_default(body: Body) -> None:
    assert list(found(body(base64.b64decode(LIST))).values()) == ["a@b.kr", "1000000", "-129", "300"]
    assert found(body(base64.b64decode(DEFAULT))) == {"email": "a@b.kr", "$": "5"}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        (b"IC:\x0bMyText%s\x06:\x06ET", "email"), (b"U:\x09Wrap[\x06%s", "email[0]"),
        (b"e:\x08Modo:\x09Wrap\x06:\x0a@mail%s", "email.mail"),
        (b"o:\x09Wrap\x06I:\x0a@mail\x06:\x06ET%s", "email.mail"),
        (b"oI:\x09Wrap\x06:\x06ET\x06:\x0a@mail%s", "email.mail"), (b"{\x06[\x00%s", "email"),
    ],
    ids=[
        "a class of its own", "written by itself", "extended", "a name with an encoding", "a class with one",
        "a key that is a list",
    ],
)  # fmt: skip
def test_objects_of_other_kinds(body: Body, written: bytes, path: str) -> None:
    decoded = body(b"\x04\b{\x06:\x0aemail" + written % b'"\x13kim@example.kr')
    assert (found(decoded), decoded.opaque) == ({path: "kim@example.kr"}, ())


def test_what_is_none(body: Body) -> None:
    whole = base64.b64decode(HASH)
    for raw in (
        whole[:-1],
        whole + b"a",
        b"\4\x08[\x06i\x06",
        b"\4\x08{\x06:\x06ai\x06",
        b"\4\x08;\0",
        b"\4\x08[\x06@\x50",
    ):
        assert not found(body(raw))


def test_values_within_each_other_end_at_a_bound(body: Body) -> None:
    raw = b'\4\x08[\x07"\x13kim@example.kr' + b"[\x06" * 100 + b"0"
    assert any("levels" in gap.reason for gap in body(raw).opaque)


@given(
    st.binary(max_size=80), st.sampled_from([b"[", b"{", b"I", b"o:\x06A", b'[\x09"\x13kim@example.kr', b"{\x06:\x06a"])
)
def test_any_bytes_are_read(body: Body, noise: bytes, head: bytes) -> None:
    body(b"\4\x08" + head + noise)


@given(st.integers(2, 520), st.binary(min_size=1, max_size=4))
def test_a_broken_hash_is_read(body: Body, at: int, put: bytes) -> None:
    whole = base64.b64decode(HASH)
    body(whole[:at] + put + whole[at + len(put) :])
