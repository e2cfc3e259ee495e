import base64
import hashlib
import uuid
from collections import defaultdict
from functools import cache

import pytest
from support.personas import persona

from trafficaudit.persona import SIZES, Persona, hashables, hashed_texts
from trafficaudit.persona.digests import ALGORITHMS, RARER, SLOW, Digest, of_bytes

EMAIL = "Seorim.Pyo.7f3k@example.com"


@cache
def table() -> dict[bytes, tuple[Digest, ...]]:
    return digests(persona())


def digests(whose: Persona) -> dict[bytes, tuple[Digest, ...]]:
    found = defaultdict[bytes, dict[tuple[str, str], Digest]](dict)
    for one in hashables(whose):
        for raw, match, full in one.digests():
            found[raw].setdefault((one.category, one.value), one.means(match, full=full))
    return {raw: tuple(meant.values()) for raw, meant in found.items()}


def matches(raw: bytes) -> list[str]:
    return [digest.match for digest in table().get(raw, ())]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(
    "text",
    [
        EMAIL,
        EMAIL.lower(),
        EMAIL.upper(),
        "01002345678",
        "+821002345678",
        "821002345678",
        "표서림",
        "384000008cf011bdb23e10b96e40000d",
        "pyo seorim",
    ],
)
def test_every_algorithm_over_every_usual_form(algorithm: str, text: str) -> None:
    assert matches(hashlib.new(algorithm, text.encode()).digest()) == [algorithm]


@pytest.mark.parametrize("outer", ALGORITHMS)
@pytest.mark.parametrize("inner", ALGORITHMS)
def test_digests_of_digests(outer: str, inner: str) -> None:
    seen = hashlib.new(inner, EMAIL.lower().encode())
    for plain in (seen.hexdigest().encode(), seen.hexdigest().upper().encode(), seen.digest()):
        assert matches(hashlib.new(outer, plain).digest()) == [f"{outer}({inner})"]


def test_truncations_that_are_no_beginnings_say_what_was_left() -> None:
    md5, sha256 = hashlib.md5(EMAIL.encode()).hexdigest(), hashlib.sha256(EMAIL.encode()).hexdigest()
    for match, text in {"md5[8:24]": md5[8:24], "sha256[32:]": sha256[32:]}.items():
        found = table()[bytes.fromhex(text)]
        assert [(digest.match, digest.full) for digest in found] == [(match, False)]
    assert bytes.fromhex(md5[:16]) not in table()


@pytest.mark.parametrize(("space", "match"), [(uuid.NAMESPACE_DNS, "dns"), (uuid.NAMESPACE_URL, "url")])
def test_uuids_made_of_a_name(space: uuid.UUID, match: str) -> None:
    assert matches(uuid.uuid3(space, EMAIL).bytes) == [f"uuid3({match})"]
    assert matches(uuid.uuid5(space, EMAIL).bytes) == [f"uuid5({match})"]
    # What java.util.UUID.nameUUIDFromBytes gives: MD5 with the bits of version and variant.
    raw = bytearray(hashlib.md5(EMAIL.encode()).digest())
    raw[6], raw[8] = raw[6] & 15 | 0x30, raw[8] & 63 | 0x80
    assert matches(bytes(raw)) == ["uuid3(name)"]
    assert matches(uuid.uuid5(space, EMAIL + "x").bytes) == []


def test_a_digest_with_the_bits_of_a_uuid_by_chance_is_a_digest() -> None:
    whole = hashlib.md5(b"F").digest()
    assert uuid.UUID(bytes=whole).version == 3
    assert [match for digest, match, _ in of_bytes(b"F") if digest == whole] == ["md5"]


def test_a_korean_name_is_hashed_in_the_korean_character_set_too() -> None:
    assert matches(hashlib.sha256("표서림".encode("cp949")).digest()) == ["sha256"]


def test_a_digest_of_a_common_value_is_marked() -> None:
    assert [digest.common for digest in table()[hashlib.sha256(b"f").digest()]] == [True]


def test_two_categories_with_one_value_have_two_entries() -> None:
    table = digests(persona(email=EMAIL, user_id=EMAIL))
    assert [digest.category for digest in table[hashlib.md5(EMAIL.encode()).digest()]] == ["email", "user_id"]


def test_nothing_but_known_sizes_is_in_the_table() -> None:
    assert {len(raw) for raw in table()} <= SIZES


def test_other_digests_are_not_there() -> None:
    assert matches(hashlib.sha256(b"somebody@example.com").digest()) == []
    assert matches(hashlib.sha256(b"salt" + EMAIL.encode()).digest()) == []
    assert len(list(of_bytes(b"x", nested=False))) == 16


@pytest.mark.parametrize(
    ("name", "first"),
    [  # of b"abc": FIPS 202 examples of NIST, RFC 7693 appendices A and B, GB/T 32905-2016
        ("sha3-256", "3a985da74fe225b2"), ("sha3-512", "b751850b1a57168a"), ("blake2b", "ba80a53f981c4d0d"),
        ("blake2s", "508c5e8c327c14e2"), ("sm3", "66c7f0f462eeedd9"),
    ],
)  # fmt: skip
def test_rarer_algorithms_are_those_of_their_standards(name: str, first: str) -> None:
    assert RARER[name](b"abc").hex()[:16] == first


@pytest.mark.parametrize("name", SLOW)
def test_slow_algorithms_over_the_usual_forms(name: str) -> None:
    for text in (EMAIL, EMAIL.lower(), "01002345678", "+821002345678", "표서림"):
        assert matches(SLOW[name](text.encode())) == [name]
        assert matches(SLOW[name](f"{text}x".encode())) == []


@pytest.mark.parametrize("name", RARER)
def test_rarer_algorithms_over_every_usual_form(name: str) -> None:
    for text in (EMAIL, EMAIL.lower(), "01002345678", "+821002345678", "표서림"):
        assert matches(RARER[name](text.encode())) == [name]
        assert matches(RARER[name](f"{text}x".encode())) == []
    assert matches(hashlib.md5(RARER[name](EMAIL.encode())).digest()) == []


def test_a_digest_over_base64() -> None:
    for name in ("md5", "sha1", "sha256"):
        assert matches(hashlib.new(name, base64.b64encode(EMAIL.encode())).digest()) == [f"{name}(base64)"]
    assert matches(hashlib.sha512(base64.b64encode(EMAIL.encode())).digest()) == []


def test_usual_spellings_say_their_letter_case_and_come_in_the_order_of_likelihood() -> None:
    listed = list(
        hashed_texts(persona(email="Kim7f3k@example.com", password="Gaon-8x2k", phone_number="010-0234-5678"))
    )
    assert [(category, note, plain) for category, _, note, plain in listed if category != "phone_number"] == [
        ("email", "", b"Kim7f3k@example.com"),
        ("password", "", b"Gaon-8x2k"),
        ("email", "in lower case", b"kim7f3k@example.com"),
        ("password", "in lower case", b"gaon-8x2k"),
        ("email", "in upper case", b"KIM7F3K@EXAMPLE.COM"),
    ]
    assert [plain for *_, plain in listed[:3]] == [b"Kim7f3k@example.com", b"Gaon-8x2k", b"010-0234-5678"]
    assert len({(category, plain) for category, _, _, plain in listed}) == len(listed)
