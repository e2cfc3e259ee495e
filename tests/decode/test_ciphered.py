import base64
import hashlib
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from trafficaudit.decode import Limits, decode
from trafficaudit.model import Decoded, Exchange, Message

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


NOISE = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(20))
REASON = "no known structure (ciphered or a private format)"


@pytest.mark.parametrize("raw", [NOISE, NOISE[:17], base64.b64encode(NOISE), NOISE.hex().encode()])
@pytest.mark.parametrize("label", ["", "application/octet-stream", "application/json"])
def test_ciphered_body(body: Body, raw: bytes, label: str) -> None:
    decoded = body(raw, label)
    assert [(gap.reason, gap.path, tuple(gap.span)) for gap in decoded.opaque] == [(REASON, "$", (0, len(raw)))]


def test_value_that_makes_up_most_of_a_body(body: Body) -> None:
    decoded = body(json.dumps({"v": 1, "data": base64.b64encode(NOISE).decode()}).encode())
    assert [(gap.reason, gap.path) for gap in decoded.opaque] == [(REASON, "data")]


SEALED = {"key": base64.b64encode(NOISE[:128]).decode(), "data": base64.b64encode(NOISE[128:230]).decode()}


def test_values_that_make_up_most_of_a_body_together(body: Body) -> None:
    decoded = body(json.dumps({"v": 1, "country": 82, **SEALED}).encode())
    assert [(gap.reason, gap.path) for gap in decoded.opaque] == [(REASON, "key"), (REASON, "data")]
    inner = body(json.dumps({"mobile": "01023456789", "fingerprint": json.dumps(SEALED)}).encode())
    assert [gap.path for gap in inner.opaque] == ["fingerprint.key", "fingerprint.data"]


def test_an_answer_hands_out_long_values(exchange: Build, check: Check) -> None:
    sealed = json.dumps({"v": 1, "country": 82, **SEALED}).encode()
    answered = exchange(response=Message((), sealed, body_size=len(sealed)))
    decoded = decode(answered, Limits())
    check(answered, decoded)
    assert not decoded.opaque


def test_long_values_of_a_larger_body_are_no_gap(body: Body) -> None:
    assert not body(json.dumps({"text": "plain words " * 80, **SEALED}).encode()).opaque
    assert not body(
        json.dumps({"text": "plain words " * 20, "digest": NOISE[:32].hex(), "id": NOISE[:32].hex()}).encode()
    ).opaque


@pytest.mark.parametrize(
    "raw", [b"plain words", b"d41d8cd98f00b204e9800998ecf8427e", b"", b"{}", b"word" * 100, "홍길동".encode()]
)
def test_text_is_no_gap(body: Body, raw: bytes) -> None:
    assert not body(raw).opaque


BRIEF = base64.b64encode(NOISE[:72]).decode()


@pytest.mark.parametrize(
    "value", [BRIEF, NOISE[:80].hex(), base64.urlsafe_b64encode(NOISE[100:180]).decode().rstrip("=")]
)
def test_a_short_body_or_query_that_is_mostly_one_run(exchange: Build, body: Body, value: str) -> None:
    decoded = body(json.dumps({"k": "0123456789abcdef", "data": value}).encode())
    assert [(gap.reason, gap.path) for gap in decoded.opaque] == [(REASON, "data")]
    asked = decode(exchange(url=f"https://h.example/v1/collect?v=3&platform=android&d={quote(value, safe='')}"))
    assert [(gap.part, gap.reason, gap.path) for gap in asked.opaque] == [("url", REASON, "query.d")]


@pytest.mark.parametrize(
    "name", ["refresh_token", "sign", "x-signature", "g-recaptcha-response", "idTokenHash", "nonce"]
)
def test_what_is_random_by_its_name_is_no_gap(exchange: Build, body: Body, name: str) -> None:
    assert not body(json.dumps({"grant": "refresh", name: BRIEF}).encode()).opaque
    assert not decode(exchange(url=f"https://h.example/v1?{name}={quote(BRIEF, safe='')}")).opaque


def test_a_run_that_is_less_than_half_of_a_query_or_a_digest_or_an_answers_is_no_gap(exchange: Build) -> None:
    assert not decode(exchange(url=f"https://h.example/v1?d={quote(BRIEF, safe='')}&text={'plain+words+' * 12}")).opaque
    assert not decode(exchange(url=f"https://h.example/v1?d={base64.urlsafe_b64encode(NOISE[:64]).decode()}")).opaque
    sealed = json.dumps({"data": BRIEF}).encode()
    assert not decode(exchange(response=Message((), sealed, body_size=len(sealed)))).opaque


def test_a_run_is_told_whatever_was_decoded_before(exchange: Build) -> None:
    small = base64.b64encode(NOISE[:72]).decode()
    decode(exchange(json.dumps({"text": "plain words " * 80, "data": small}).encode()))
    assert decode(exchange(json.dumps({"data": small}).encode())).opaque


@pytest.mark.parametrize("head", ["107!", "140#", "v2.", "enc:", "T2::", "1|"])
def test_a_head_before_what_is_sealed_makes_it_no_text(exchange: Build, body: Body, head: str) -> None:
    for run in (base64.b64encode(NOISE).decode(), NOISE.hex()):
        decoded = body(f"data={quote(head + run)}&xt=1".encode(), "application/x-www-form-urlencoded")
        assert [gap.reason for gap in decoded.opaque] == [REASON]
        assert [gap.reason for gap in body((head + run).encode(), "text/plain").opaque] == [REASON]
        asked = decode(exchange(url=f"https://h.example/rp?ext=51&data={quote(head + run, safe='')}"))
        assert [(gap.part, gap.reason) for gap in asked.opaque] == [("url", REASON)]


@pytest.mark.parametrize(
    "text",
    [
        "note: " + "a" * 200,
        "ver:" + "word" * 60,
        "id:" + "0123456789" * 20,
        "x=1;" + "path/to/a/page/" * 20,
        "a.b." * 60,
    ],
)
def test_words_behind_a_head_are_no_gap(body: Body, text: str) -> None:
    assert not body(json.dumps({"v": 1, "data": text}).encode()).opaque


CONTENT = base64.b64encode(NOISE[:516]).decode()
"""Four characters more than a signature of 4,096 bits has."""


def test_what_is_longer_than_every_signature_is_told_wherever_it_was_sent(exchange: Build, body: Body) -> None:
    plain = "plain words " * 200
    assert [gap.path for gap in body(json.dumps({"text": plain, "a": {"b": CONTENT}}).encode()).opaque] == ["a.b"]
    asked = decode(exchange(url=f"https://h.example/v1?d={quote(CONTENT, safe='')}&text={quote(plain)}"))
    assert [(gap.part, gap.path, gap.reason) for gap in asked.opaque] == [("url", "query.d", REASON)]
    (gap,) = decode(exchange(headers=((b"x-data", CONTENT.encode()), (b"x-token", CONTENT.encode())))).opaque
    assert (gap.part, gap.path, tuple(gap.span)) == ("header", "x-data", (0, len(CONTENT)))
    inner = quote(json.dumps({"text": plain, "a": CONTENT}))
    form = body(f"v=1&text={quote(plain)}&json={inner}".encode(), "application/x-www-form-urlencoded")
    assert [gap.path for gap in form.opaque] == ["json.a"]


def test_signatures_of_any_length_words_cookies_and_answers_are_not(exchange: Build, body: Body) -> None:
    plain = "plain words " * 200
    for run in (CONTENT[:684], NOISE[:512].hex(), "path/to/a/page/" * 60, "1234567890" * 80):
        assert not body(json.dumps({"text": plain, "data": run}).encode()).opaque
        assert not decode(exchange(headers=((b"x-data", run.encode()),))).opaque
    assert not decode(exchange(headers=((b"cookie", b"d=" + CONTENT.encode()),))).opaque
    assert not decode(exchange(response=Message(((b"x-data", CONTENT.encode()),), b"", body_size=0))).opaque
    assert not body(json.dumps({"text": plain, "signature": CONTENT}).encode()).opaque
