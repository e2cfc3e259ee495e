"""Bodies under a key that stands beside them: the vendor's own classes made the one that is read here."""

import doctest
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


def test_the_labels() -> None:
    assert doctest.testmod(keyed).failed == 0
    assert keyed.labels([(b"authorization", told())], "") == (keyed.AES_LABEL + KEY.decode(),)
    assert keyed.labels([(b"authorization", told().replace(b"Basic", b"Digest"))], "") == ()
    assert keyed.labels([(b"x-compress-codec", b"2"), (b"x-crypt-codec", b"1")], "/c?stm=513&a=b") == (
        "xor:1",
        "snappy",
    )
    assert keyed.labels([(b"x-compress-codec", b"2"), (b"x-crypt-codec", b"1")], "/c?stm=later") == ("snappy",)


CODECS = ((b"X-Compress-Codec", b"2"), (b"X-Crypt-Codec", b"1"))
COLLECT = "https://napi.growingio.com/v3/projects/91eaf9b283361032/collect?stm=1795922023473"
EVENTS = bytes.fromhex(
    "8f30c16a6a4a135447545f4565484154130b13726462657e7c131d1342555a67544342585e5f130b13001f011f04131d1341"
    "5d5045575e435c130b13414845595e5f131d1345585c544245505c41130b000608040803030103020101011d13543069a97f"
    "505c54130b13534448131d135554475852547855130b13095702520353005001550954065707306f214442544378302d955c"
    "545c09090500131d1350454543585344455442130b4a135e435554436e5855130b135e1c00134c4c6c"
)
"""What growingio-tracker 1.0.5 (PyPI) made of an event of a person that is made up, at the time that the address tells."""


def test_what_the_time_in_the_address_hides(body: Body) -> None:
    decoded = body(EVENTS, "application/json", headers=CODECS, url=COLLECT)
    found = values(decoded)
    assert (found["[0].deviceId"], found["[0].userId"]) == ("8f3c2b1a0d8e7f65", "mem8841")
    assert decoded.opaque == ()
    assert {field.layers for field in decoded.fields if field.path == "[0].userId"} == {("xor(0x31)", "snappy", "json")}


def test_another_time_another_body_and_one_that_only_says_so(body: Body) -> None:
    assert "[0].userId" not in values(body(EVENTS, headers=CODECS, url=COLLECT.replace("473", "474")))
    plain = b'[{"userId": "mem8841"}]'
    assert values(body(plain, "application/json", headers=CODECS, url=COLLECT))["[0].userId"] == "mem8841"
    hidden_only = bytes(byte ^ 0x31 for byte in plain)
    assert values(body(hidden_only, headers=CODECS[1:], url=COLLECT))["[0].userId"] == "mem8841"


@given(st.binary(max_size=96), st.binary(max_size=120))
def test_any_bytes_are_read(body: Body, raw: bytes, credentials: bytes) -> None:
    body(raw, headers=((b"Authorization", told()),))
    body(raw, headers=((b"Authorization", b"Basic " + credentials),))
    body(raw, headers=CODECS, url=COLLECT)


@pytest.mark.parametrize(
    "coding", [b"aes:", b"aes:abc", b"AES:\xff", b"xor:", b"xor:999", b"xor:\xd9\xa3", b"aes:" + b"g" * 32]
)
def test_a_header_that_names_such_an_encoding_itself_is_one_that_nobody_knows(body: Body, coding: bytes) -> None:
    raw = b"\x11\x90" * 16
    named, other = (body(raw, headers=((b"Content-Encoding", each),)) for each in (coding, b"of-nobody"))
    assert [field.layers for field in named.fields] == [field.layers for field in other.fields]
    assert len(named.opaque) == len(other.opaque)
