"""What stands in Base64 that no decoder knows."""

import base64
import hashlib
import time
from collections.abc import Container

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import detect, leaf, seen

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.matcher import Together
from trafficaudit.detectors.persona.blobs import EXPRESSIONS, LONGEST, blobs
from trafficaudit.model import Field

PHONE = "010-0234-5678"
EMAIL = "Seorim.Pyo.7f3k@example.com"


def unknown(fields: list[Field], known: Container[str | bytes] = ()) -> list[tuple[int, str, bytes]]:
    columns = Fields.of(fields)
    (ends,) = Together(EXPRESSIONS).ends(columns.joined.data)
    return list(blobs(columns, ends, known))


def packed(inner: bytes, encode=base64.b64encode) -> str:  # type: ignore[no-untyped-def]
    return str(encode(b"\x02\x11\x01" + inner + b"\x03\x04\x1f").decode())


@pytest.mark.parametrize(
    "inner",
    [b"(010) 0234-5678", b"0082-10-0234-5678", b"010.0234.5678", "010-0234-5678".encode("utf-16-le"), b"010-0234-5678".hex().encode()],
)  # fmt: skip
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_rare_spelling_is_found(inner: bytes, encode: object) -> None:
    text = packed(inner, encode)
    (found,) = detect(leaf(text), phone_number=PHONE)
    assert (found.category, found.value, found.confidence) == ("phone_number", text, 1.0)
    assert (found.span.start, found.span.end) == (10, 10 + len(text))
    assert found.layers[1].startswith("base64")


def test_digests_are_found() -> None:
    digest = hashlib.sha256(EMAIL.lower().encode())
    assert seen(packed(digest.hexdigest().encode()), email=EMAIL) == [
        ("email", "sha256", packed(digest.hexdigest().encode()))
    ]
    # Where it does not begin with a group of Base64's signs: there its own signs are found by themselves.
    apart = base64.b64encode(b"\x02\x11" + digest.digest() + b"\x03\x04\x1f").decode()
    assert seen(apart, email=EMAIL) == [("email", "sha256", apart)]
    nested = hashlib.sha256(digest.hexdigest().encode()).hexdigest()
    assert seen(packed(nested.encode()), email=EMAIL) == [("email", "sha256(sha256)", packed(nested.encode()))]


def test_what_is_found_in_the_run_itself_is_said_once() -> None:
    assert len(detect(leaf(packed(EMAIL.encode())), email=EMAIL)) == 1


def test_a_part_of_something_longer_is_not_found() -> None:
    assert detect(leaf(packed(b"9(010) 0234-56781")), phone_number=PHONE) == []
    assert detect(leaf(packed(b"1010.0234.56789")), phone_number=PHONE) == []


def test_a_value_that_held_nothing_once_holds_nothing_again() -> None:
    nothing, something = packed(b"nothing is in here"), packed(b"(010) 0234-5678")
    for _ in range(3):
        assert [one.value for one in detect(leaf(nothing), leaf(something, "y"), phone_number=PHONE)] == [something]


def test_only_whole_fields_of_base64_are_taken() -> None:
    values = ["application_version", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "two words of text", "A" * (LONGEST + 1), "", "x", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]  # fmt: skip
    assert unknown([leaf(value) for value in values]) == []
    good = packed(b"what it holds")
    for listed in ([good], ["a", good], [good, "a"], ["", good, ""]):
        assert [held for _, _, held in unknown([leaf(value) for value in listed])] == [base64.b64decode(good)]
    assert unknown([leaf(good, leaf=False), leaf(b"A" * 20)]) == []
    assert unknown([leaf(good)], {good}) == []


@given(st.lists(st.text() | st.binary() | st.from_regex(r"[A-Za-z0-9+/_-]{10,40}={0,3}", fullmatch=True), max_size=8))
def test_any_values(values: list[str | bytes]) -> None:
    for index, layer, held in unknown([leaf(value) for value in values]):
        assert isinstance(values[index], str)
        assert layer in {"base64", "base64url"}
        assert held


def test_time_is_bounded() -> None:
    fields = [leaf("Ab1" * 300_000), leaf("Ab1/" * 200_000 + "!"), *(leaf(f"Gh1cD2{at:010}") for at in range(20_000))]
    started = time.process_time()
    assert len(unknown(fields)) == 20_000
    assert time.process_time() - started < 4


def test_what_is_part_of_a_longer_value_in_a_blob_does_not_hide_it() -> None:
    held = base64.b64encode(b"\x91" + EMAIL.encode() + b"|9").decode()
    assert [hit[0] for hit in seen(held, email=EMAIL, name="Seorim Pyo")] == ["email"]


def test_values_beside_each_other_in_a_blob_are_both_found() -> None:
    rare = b"(010) 0234-5678"
    held = base64.b64encode(b"\x91" + EMAIL.encode() + b"\x00" + rare + b"\x92").decode()
    assert {hit[0] for hit in seen(held, email=EMAIL, phone_number=PHONE)} == {"email", "phone_number"}


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
@pytest.mark.parametrize("joint", [":", "-", " "])
def test_a_digest_in_pairs_of_digits(algorithm: str, joint: str) -> None:
    digest = hashlib.new(algorithm, EMAIL.lower().encode()).digest()
    for text in (digest.hex(joint), digest.hex(joint).upper()):
        assert seen(text, email=EMAIL) == [("email", algorithm, text)]
    assert seen(hashlib.new(algorithm, b"nobody").digest().hex(joint), email=EMAIL) == []
    mixed = digest.hex(joint).replace(joint, "/", 1)
    assert seen(mixed, email=EMAIL) == []


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_a_digest_in_base32(algorithm: str) -> None:
    coded = base64.b32encode(hashlib.new(algorithm, EMAIL.lower().encode()).digest()).decode()
    for text in (coded, coded.lower(), coded.rstrip("=")):
        assert seen(text, email=EMAIL) == [("email", algorithm, text)]
    assert seen(base64.b32encode(hashlib.new(algorithm, b"nobody").digest()).decode(), email=EMAIL) == []


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=", min_size=20, max_size=110))
def test_letters_of_base32_are_read_or_not(text: str) -> None:
    for _, layer, held in unknown([leaf(text)]):
        assert layer in ("base32", "base64")
        assert held
