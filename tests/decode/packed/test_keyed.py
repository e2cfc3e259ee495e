"""Bodies under a key that stands beside them: the vendor's own classes made the one that is read here."""

import gzip
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.packed import keyed
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

MADE = b64decode(
    "o3r0zcZbNotxtpMf4457T8sZWhfmHFr/kUYe/fDrDYPrsUEkIljJc0bAx5DsfQhVCyRUgP+Q1kiETStGZrPEhA6YBMg9Lif37ImMF4yB"
    "rt3HyRaO0408SZ/64B9omGyN51Wrxd8yy4HcJTIQuyslS5LPk6ayCz8DXnGSoXrTcDiVM+Z5WByutnBPHJ/dxS03lTQBKKXIqKvZWr6m"
    "kZkkG2NpmluAk6L4DcPYW3pvNVMvQ3cVHKj7UPLrEWhRKDeWY32jf0cTMmHv1tq4flHlSEUHtE/R6dWAKZiZjTYqruFzAfnKYr3WfJvj"
    "JdM0AuiH2NCiN1WUd1o9zg4TJwVhYE21FHDsH7N+LtRvoew2X54O9uFYMJxg28hw8K8GW3VXVBuzf6KCLQqQIUc4JUGxVA=="
)
"""What ``cn.jiguang.bf.f`` of jcore-android-3.3.2.jar made of a report of a person that is made up."""
CREDENTIALS = (
    b"Basic MjQ2ODEwMTIzNDU6NDc5YTljYWQyYTc2OWNiZGRmMGJhMmMwOGJkZTQ1NzFmNzgyMTE2ODo3NzA3NzkzOTdhNzVmZDY5YTFkOWUyYjll"
    b"NjFkZWI1OA=="
)
KEY = b"770779397a75fd69a1d9e2b9e61deb58"
REPORT = {"content": [{"type": "app_list", "data": [{"name": "Bank of Mina"}]}], "uid": 24681012345}


def told(key: bytes = KEY, digest: bytes = b"a" * 40, who: bytes = b"24681012345") -> bytes:
    """Give credentials as the SDK writes them."""
    return b"Basic " + urlsafe_b64encode(b":".join((who, digest, key)))


def hidden(plain: bytes, key: bytes = KEY, first: bytes = b"iop203040506aPk!") -> bytes:
    """Hide bytes as the SDK does."""
    filling = 16 - len(plain) % 16
    closing = Cipher(AES(key), CBC(first)).encryptor()
    return closing.update(plain + bytes((filling,)) * filling) + closing.finalize()


def values(decoded: Decoded) -> dict[str, str | bytes]:
    """Give what stands at the places of a body."""
    return {field.path: field.value for field in decoded.fields if field.part == "body" and field.leaf}


def test_what_the_sdk_itself_made_is_read(body: Body) -> None:
    decoded = body(MADE, headers=((b"Authorization", CREDENTIALS),))
    found = values(decoded)
    assert found["content[0].data[0].name"] == "Bank of Mina"
    assert found["content[1].wifi[0].mac_address"] == "5c:8f:e0:11:22:33"
    assert decoded.opaque == ()
    layers = {field.path: field.layers for field in decoded.fields}
    assert layers["uid"] == ("aes", "gzip", "json")


@pytest.mark.parametrize("first", [b"iop203040506aPk!", b"0102030405060708"])
def test_both_first_blocks(body: Body, first: bytes) -> None:
    raw = hidden(gzip.compress(json.dumps(REPORT).encode()), first=first)
    assert values(body(raw, headers=((b"authorization", told()),)))["uid"] == "24681012345"


def test_what_no_such_key_opens_stays_a_gap(body: Body) -> None:
    raw = hidden(gzip.compress(json.dumps(REPORT).encode()))
    for credentials in (told(KEY[::-1]), told(digest=b"a" * 39), told(who=b"mina"), b"Basic dXNlcjpwYXNz", b"Bearer x"):
        decoded = body(raw, headers=((b"Authorization", credentials),))
        assert "uid" not in values(decoded)
        assert len(decoded.opaque) == (1 if len(raw) >= 88 else 0)


def test_another_body_beside_such_credentials_is_read_as_it_is(body: Body) -> None:
    plain = json.dumps({"appkey": "k-1", "uid": 24681012345}).encode()
    for raw in (plain, plain + b" " * (-len(plain) % 16), gzip.compress(plain)):
        found = values(body(raw, "application/json", headers=((b"Authorization", told()),)))
        assert found["appkey"] == "k-1"


def test_only_gzip_comes_out(body: Body) -> None:
    for plain in (b"", b"{}", b"x" * 64):
        decoded = body(hidden(plain), headers=((b"Authorization", told()),))
        assert not any("aes" in field.layers for field in decoded.fields)


def test_the_label() -> None:
    assert keyed.label(told()) == keyed.LABEL + KEY.decode()
    assert keyed.label(told().replace(b"Basic", b"Digest")) == ""


@given(st.binary(max_size=96), st.binary(max_size=120))
def test_any_bytes_are_read(body: Body, raw: bytes, credentials: bytes) -> None:
    body(raw, headers=((b"Authorization", told()),))
    body(raw, headers=((b"Authorization", b"Basic " + credentials),))
