import base64
import hashlib
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.decode.letters import prefixed
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


BLOB = zlib.compress(b'{"device": "SM-S918N", "email": "kim@example.kr"}')


def test_two_characters_before_a_blob(exchange: Build, check: Check) -> None:
    header = b"0a" + base64.urlsafe_b64encode(BLOB).rstrip(b"=")
    made = exchange(headers=((b"x-phan-data", header),))
    decoded = decode(made)
    check(made, decoded)
    field = next(f for f in decoded.fields if f.value == "kim@example.kr")
    assert field.path == "x-phan-data.email"
    assert field.layers[0] == "prefixed"
    assert field.layers[1].startswith("base64")
    assert field.layers[2:] == ("deflate", "json")
    assert header[slice(*field.span)] == header[2:]


@pytest.mark.parametrize("head", ["base64-", "base64:", "data:application/json;base64,"])
def test_what_says_that_base64_follows(body: Body, head: str) -> None:
    packed = head + base64.b64encode(b'{"email": "kim@example.kr"}').decode()
    assert "kim@example.kr" in {f.value for f in body(b'{"v": "%s"}' % packed.encode()).fields}


@pytest.mark.parametrize("value", ["kim.seoyun:password1", "user@example.kr:x"])
def test_basic_authorization(exchange: Build, value: Any) -> None:
    decoded = decode(exchange(headers=((b"authorization", b"Basic " + base64.b64encode(value.encode())),)))
    assert ("authorization", ("prefixed", "base64")) in [(f.path, f.layers) for f in decoded.fields if f.value == value]


def test_data_url(body: Body) -> None:
    raw = b'{"u": "data:application/json;base64,' + base64.b64encode(b'{"email": "kim@example.kr"}') + b'"}'
    assert ("json", "prefixed", "base64", "json") in [f.layers for f in body(raw).fields if f.value == "kim@example.kr"]


@given(st.binary(max_size=40))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"0aeJ" + base64.urlsafe_b64encode(raw))


@given(
    st.from_regex(r"[\w+/.:~-]{0,5}(H4sI|eJ|eN|eA|eF|KLUv|eyJ|W3si|Wy[IJ]|ab)[A-Za-z0-9+/_-]{8,16}=?", fullmatch=True)
    | st.from_regex(r"[A-Za-z1]?[\w-]{0,3} {0,2}[\w+/.~-]{8,14}=?", fullmatch=True)
    | st.from_regex(r"[dD]ata:[a/;=]{0,8}(;base64)?,[A-Za-z]{0,4}", fullmatch=True)
)
def test_sniff_misses_no_head(value: str) -> None:
    raw = value.encode()
    node = Node(raw, value, Linear(0), "$", "", "body", Budget(Limits()))
    heads = (prefixed._SCHEME, prefixed._DATA_URL, prefixed._MARKED)
    assert prefixed.sniff(node) == any(head(raw) is not None for head in heads)


@pytest.mark.parametrize("name", ["md5", "sha1", "sha-1", "sha224", "SHA-256", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("sign", ["-", ":", "_"])
def test_the_name_of_a_digest_before_its_base64(body: Body, name: str, sign: str) -> None:
    digest = base64.b64encode(hashlib.new(name.lower().replace("-", ""), b"kim@example.kr").digest()).decode()
    for text in (digest, digest.rstrip("=")):
        raw = f'{{"em":"{name}{sign}{text}"}}'.encode()
        assert (text, ("json", "prefixed")) in [(found.value, found.layers) for found in body(raw).fields]


@pytest.mark.parametrize(
    "text", ["sha256-abc", "sha1-" + "a" * 43, "md5-hash-of-a-file", "shawl-" + "b" * 43, "sha256-" + "c" * 44]
)
def test_another_word_or_length_is_no_digest(body: Body, text: str) -> None:
    assert not any("prefixed" in found.layers for found in body(f'{{"em":"{text}"}}'.encode()).fields)


@pytest.mark.parametrize("text", ["http://news.example/", "https://가게.example/상품?번호=7", "kim.seoyun@example.kr"])
@pytest.mark.parametrize("head", ["ur", "X", "re", "page"])
@pytest.mark.parametrize("upper", [False, True])
def test_letters_before_the_digits_of_a_text(exchange: Build, check: Check, text: str, head: str, upper: bool) -> None:
    digits = text.encode().hex()
    made = exchange(url=f"https://ads.example/json/sl7/{head}{digits.upper() if upper else digits}")
    decoded = decode(made)
    check(made, decoded)
    field = next(f for f in decoded.fields if f.value == text)
    assert field.layers == ("url", "prefixed", "hex")
    assert made.url[slice(*field.span)].lower() == digits


@pytest.mark.parametrize(
    "value",
    [
        "ur" + b"http://a.kr".hex(),  # too few
        "no" + b"2026112409301234".hex(),  # digits alone are a number
        "pages" + b"http://news.example/".hex(),
        "ur" + b"http://news.example/".hex().replace("a", "A"),
        "id" + hashlib.sha256(b"kim@example.kr").hexdigest(),
        "v" + hashlib.sha1(b"release", usedforsecurity=False).hexdigest(),
        "ur" + b"http://news.example/".hex()[:-1],
    ],
)
def test_letters_before_other_digits(body: Body, value: str) -> None:
    assert {f.layers for f in body(f'{{"v":"{value}"}}'.encode()).fields} <= {(), ("json",)}


@given(st.sampled_from(["u", "ur", "fe", "ABC"]), st.binary(max_size=40))
def test_letters_before_any_digits(body: Body, head: str, raw: bytes) -> None:
    body(f'{{"v":"{head}{raw.hex()}"}}'.encode())
