import base64
import gzip
import json
import random
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]

SESSION = b'{"email": "kim@example.kr", "cart": [1]}'
ZLIB = base64.urlsafe_b64encode(zlib.compress(SESSION)).rstrip(b"=").decode()
GZIP = base64.urlsafe_b64encode(gzip.compress(SESSION, mtime=0)).rstrip(b"=").decode()


def _layers(decoded: Decoded) -> list[tuple[str, ...]]:
    return [field.layers for field in decoded.fields if field.value == "kim@example.kr"]


@pytest.mark.parametrize(
    "cookie", [f".{ZLIB}.aSx.Zk3", f".{ZLIB}:1abcde:Zk3-a_bcdefghijk", f"{GZIP}.v1", f"{GZIP}--0a1b2c3d"]
)
def test_a_signed_cookie_of_packed_json(exchange: Build, check: Check, cookie: str) -> None:
    made = exchange(headers=((b"cookie", b"session=" + cookie.encode()),))
    decoded = decode(made)
    check(made, decoded)
    (layers,) = _layers(decoded)
    assert layers[:2] == ("cookie", "suffixed")
    assert layers[-1] == "json"


def test_two_hyphens_before_an_ending_that_is_no_digest(body: Body) -> None:
    draw = random.Random(8)
    packed = (
        _url_safe(b'{"n": "%s", "mail": "kim@example.kr"}' % draw.randbytes(150).hex().encode()) for _ in range(500)
    )
    for run in [run for run in packed if "--" in run][:10]:
        for ending in (".gif", ":1abc:fx58XUibSrUqSD0hQkE4eYzuI4", ".1LbJCH"):
            layers = _layers(body(json.dumps({"s": run + ending}).encode()))
            assert layers == [("json", "suffixed", "base64url", "gzip", "json")]


def test_a_pixel_that_is_named_by_what_it_tells(exchange: Build) -> None:
    assert [layers[1] for layers in _layers(decode(exchange(url=f"https://t.example.kr/p/{GZIP}.gif")))] == ["suffixed"]


@pytest.mark.parametrize("spaces", [0, 1, 2])
def test_a_cookie_of_rails_with_any_padding(body: Body, spaces: int) -> None:
    run = base64.b64encode(SESSION + b" " * spaces).decode()
    found = body(json.dumps({"s": run + "--0a1b2c3d4e5f"}).encode())
    assert _layers(found) == [("json", "suffixed", "base64", "json")]


def test_two_hyphens_within_a_run_are_letters_of_it(body: Body) -> None:
    draw = random.Random(4)
    packed = (
        _url_safe(b'{"n": "%s", "mail": "kim@example.kr"}' % draw.randbytes(150).hex().encode()) for _ in range(2_000)
    )
    runs = [run for run in packed if "--" in run[-190:-8]]
    assert len(runs) > 20
    for run in runs:
        assert _layers(body(json.dumps({"s": run}).encode())) == [("json", "base64url", "gzip", "json")]


def _url_safe(raw: bytes) -> str:
    return base64.urlsafe_b64encode(gzip.compress(raw, mtime=0)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "value",
    [
        "eJwordsthatopentonothing.example.kr",
        "H4sIAAAAAAAAAAAAAAAA.gif",
        f"{ZLIB[:6]}.aSx.Zk3",
        "eyJ4eHh4eHh4eHh4eHh4--ab",
    ],
)
def test_what_opens_to_nothing_is_left(body: Body, value: str) -> None:
    assert not [f for f in body(json.dumps({"s": value}).encode()).fields if "suffixed" in f.layers]


@given(st.binary(max_size=40), st.sampled_from([".", ":", "--"]))
def test_any_bytes(body: Body, raw: bytes, sign: str) -> None:
    body(b'{"a": ".eJ' + base64.urlsafe_b64encode(raw) + sign.encode() + b'ab"}')


AGENT = "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36"


@pytest.mark.parametrize("more", ["", "x", "xx"])
def test_text_in_base64_with_stars_for_its_padding(body: Body, more: str) -> None:
    run = base64.b64encode((AGENT + more).encode()).decode().replace("=", "*")
    found = body(json.dumps({"ua": run}).encode())
    assert [field.layers[1] for field in found.fields if field.value == AGENT + more] == [
        "suffixed" if "*" in run else "base64"
    ]
    packed = base64.urlsafe_b64encode(gzip.compress(SESSION + more.encode(), mtime=0)).decode().replace("=", "*")
    if "*" in packed:
        assert _layers(body(json.dumps({"s": packed}).encode()))


def test_some_letters_before_gzip_with_stars_for_its_padding(exchange: Build) -> None:
    told = "382_SX_8f16c0ef-90b1-11e7-b1ff-191ab6a9000"
    run = base64.b64encode(gzip.compress(told.encode(), mtime=0)).decode().replace("=", "*")
    assert run.endswith("*")
    found = decode(exchange(url=f"https://t.example.kr/p?uid=DYN{run.replace('+', '-').replace('/', '_')}"))
    assert [field.layers[1] for field in found.fields if field.value == told] == ["suffixed"]


@pytest.mark.parametrize(
    "run", ["TW96aWxsYS81LjA***", "TW96aWxsYS81LjA*x", "aaaaaaaaaaaa**", "hong12345678**", "7v8A_wD_AP8A_w**"]
)
def test_a_word_with_stars_behind_it_is_left_alone(body: Body, run: str) -> None:
    assert not [field for field in body(json.dumps({"s": run}).encode()).fields if "suffixed" in field.layers]
