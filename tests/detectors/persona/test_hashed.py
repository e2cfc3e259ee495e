import base64
import hashlib
import uuid
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.personas import detect, leaf, persona, seen

from trafficaudit.detectors.matcher import RunFinder, Together
from trafficaudit.detectors.persona import digest_heads, hashed
from trafficaudit.persona import SIZES, Hashable, hashables
from trafficaudit.persona.digests import RARER, SLOW, Depth

EMAIL = "Seorim.Pyo.7f3k@example.com"
LOWER = EMAIL.lower().encode()
ALGORITHMS = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_digest_is_found_in_each_of_its_spellings(algorithm: str) -> None:
    digest = hashlib.new(algorithm, LOWER)
    plain, url = (coder(digest.digest()).decode() for coder in (base64.b64encode, base64.urlsafe_b64encode))
    for text in (
        digest.hexdigest(),
        digest.hexdigest().upper(),
        plain,
        plain.rstrip("="),
        url,
        url.rstrip("="),
        digest.digest(),
    ):
        assert seen(text, email=EMAIL) == [("email", algorithm, text)]


@pytest.mark.parametrize(
    "text", ["em={}&x=1", "1.0|{}|ko", "0x{}", "sha256:{}", "x_{}_y", "ab{}", "{}00", "zz{}zz", "/p/{}/q"]
)
def test_a_digest_is_found_inside_longer_text_and_glued_to_it(text: str) -> None:
    digest = hashlib.sha256(LOWER).hexdigest()
    assert seen(text.format(digest), email=EMAIL) == [("email", "sha256", digest)]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("text", ["uid_{}", "558566-{}.558566", "{}_1", "/L5/{}::x", "a{}", "v1.{}-ko", "{}/{}"])
def test_base64_of_a_digest_is_found_beside_signs_that_base64_has_too(algorithm: str, text: str) -> None:
    digest = hashlib.new(algorithm, LOWER).digest()
    for coder in (base64.b64encode, base64.urlsafe_b64encode):
        for written in (coder(digest).decode(), coder(digest).decode().rstrip("=")):
            found = seen(text.format(written, written), email=EMAIL)
            assert found == [("email", algorithm, written)] * text.count("{}")


def test_what_only_begins_like_base64_of_a_digest_is_none_glued_to_other_signs() -> None:
    written = base64.urlsafe_b64encode(hashlib.sha256(LOWER).digest()).decode().rstrip("=")
    for other in (written[:20] + "A" * 23, written[:-1] + "_", written[:16]):
        assert not seen(f"uid_{other}-1", email=EMAIL), other


def test_a_digest_of_a_digest_is_found_where_it_stands_alone() -> None:
    digest = hashlib.sha256(hashlib.md5(LOWER).hexdigest().encode())
    assert seen(f'{{"em":"{digest.hexdigest()}"}}', email=EMAIL) == [("email", "sha256(md5)", digest.hexdigest())]
    assert seen(digest.digest(), email=EMAIL) == [("email", "sha256(md5)", digest.digest())]


@pytest.mark.parametrize("text", ["{}", "id={}&x=1", '{{"d":"{}"}}', "urn:uuid:{}"])
def test_a_uuid_made_of_a_value_is_found_with_its_hyphens_and_without(text: str) -> None:
    named = uuid.uuid5(uuid.NAMESPACE_URL, LOWER.decode())
    for written in (str(named), str(named).upper(), named.hex):
        assert seen(text.format(written), email=EMAIL) == [("email", "uuid5(url)", written)]
    plain = str(uuid.UUID(bytes=hashlib.md5(LOWER).digest()))
    assert seen(text.format(plain), email=EMAIL) == [("email", "md5", plain)]


@pytest.mark.parametrize(
    ("category", "value"),
    [
        ("email", LOWER.decode()),
        ("phone_number", "010-1328-9525"),
        ("phone_number", "+821013289525"),
        ("advertising_id", "7c4e1f0a-93d2-4b58-a6e7-2f91c05d8b34"),
        ("android_id", "9e3b7a20c4f1d586"),
        ("imei", "359176420839156"),
        ("serial_number", "R3CX70PQ4ZK"),
    ],
)
@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_the_beginning_of_a_digest_written_as_a_uuid(category: str, value: str, algorithm: str) -> None:
    written = str(uuid.UUID(bytes=hashlib.new(algorithm, value.encode()).digest()[:16]))
    match = algorithm if algorithm == "md5" else f"{algorithm}[:32]"
    assert seen(f'{{"id":"{written}"}}', **{category: value}) == [(category, match, written)]
    other = written[:8] + "-0000" + written[13:]
    assert seen(f'{{"id":"{other}"}}', **{category: value}) == []


@pytest.mark.parametrize("text", ["{}0", "a{}", "-{}", "{}-1"])
def test_a_uuid_inside_of_a_longer_run_is_another(text: str) -> None:
    assert seen(text.format(uuid.uuid5(uuid.NAMESPACE_URL, LOWER.decode())), email=EMAIL) == []


def test_bytes_of_a_digest_are_found_inside_a_blob() -> None:
    raw = hashlib.sha256(LOWER).digest()
    (found,) = detect(leaf(b"\x00\x20" + raw + b"\xff"), email=EMAIL)
    assert (found.match, found.value, found.span) == ("sha256", raw, (12, 44))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_digest_as_a_decimal_number_is_found(algorithm: str) -> None:
    text = str(int(hashlib.new(algorithm, LOWER).hexdigest(), 16))
    assert seen(text, email=EMAIL) == [("email", algorithm, text)]
    assert not seen(str(int(text) + 1), email=EMAIL)


@pytest.mark.parametrize("zeros", ["0", "00"])
def test_a_digest_without_the_zeros_that_it_begins_with_is_found(zeros: str) -> None:
    made = (f"seorim{number}@example.com" for number in count())
    mail = next(each for each in made if hashlib.md5(each.encode()).hexdigest().startswith(zeros))
    text = hashlib.md5(mail.encode()).hexdigest().lstrip("0")
    assert seen(text, email=mail) == [("email", "md5", text)]
    assert not seen(text[1:], email=mail)


def test_a_number_that_is_no_digest_is_nothing() -> None:
    for text in ("9" * 39, "1" * 31, "f" * 31, "340282366920938463463374607431768211456", "8" * 5_000):
        assert not seen(text, email=EMAIL)


def test_digests_of_every_spelling_are_found_behind_base64() -> None:
    digest = hashlib.sha1(b"Seorim Yi").digest()
    for size in (20, 200):
        text = base64.b64encode(b"\x1c\x18\x0b" + digest + b"\x01" * size).decode()
        assert [found[:2] for found in seen(text, name="이서림")] == [("name", "sha1")]
    longer = base64.b64encode(b"\x1c\x18\x0b" + digest + b"\x01" * hashed.LONGEST_LOOKED_THROUGH).decode()
    assert not seen(longer, name="이서림")
    assert not seen(base64.b64encode(b"\x1c\x18\x0b" + digest[:-1] + b"\x01" * 20).decode(), name="이서림")


def test_truncations_are_less_certain() -> None:
    digest = hashlib.md5(LOWER).hexdigest()
    for text, match in ((digest[8:24], "md5[8:24]"), (digest[:16].upper(), "md5[:16]")):
        (found,) = detect(leaf(f"id={text};"), email=EMAIL)
        assert (found.match, found.value, found.confidence) == (match, text, 0.9)
    assert seen("f" + digest[8:24] + "f", email=EMAIL) == []


@pytest.mark.parametrize("digits", [16, 20, 24, 32, 40, 56])
@pytest.mark.parametrize("name", ["sha1", "sha256", "sha512", "sha3-256", "blake3", "keccak-256"])
def test_the_beginning_of_a_digest_is_found(name: str, digits: int) -> None:
    raw = ({**RARER, **SLOW}.get(name) or (lambda plain: hashlib.new(name, plain).digest()))(LOWER)
    if digits >= 2 * len(raw):
        return
    text, match = raw.hex()[:digits], f"{name}[:{digits}]"
    spelled: tuple[str | bytes, ...] = (text, text.upper(), bytes.fromhex(text))
    for written in spelled:
        assert seen(written, email=EMAIL) == [("email", match, written)]
    assert seen(f'{{"x":"{text}"}}', email=EMAIL) == [("email", match, text)]
    other = text[:-1] + ("0" if text[-1] != "0" else "1")
    nears: tuple[str | bytes, ...] = (other, text + "f", "f" + text, bytes.fromhex(other))
    for near in nears:
        assert seen(near, email=EMAIL) == []


@pytest.mark.parametrize("size", [16, 20, 22, 24, 32])
def test_the_beginning_of_a_digest_in_base64_is_found(size: int) -> None:
    for name in ("sha256", *SLOW):
        raw = SLOW[name](LOWER) if name in SLOW else hashlib.sha256(LOWER).digest()
        text = base64.b64encode(raw).decode()[:size]
        cut = f"{name}[:{2 * (size * 3 // 4)}]"
        for written in (text, text.replace("+", "-").replace("/", "_")):
            assert [one[:2] for one in seen(written, email=EMAIL)] == [("email", cut)]
            assert [one[:2] for one in seen(f"id={written};", email=EMAIL)] == [("email", cut)]
        assert seen(("A" if text[0] != "A" else "B") + text[1:], email=EMAIL) == []
        assert seen("x" + text + "x", email=EMAIL) == []


def test_the_beginning_of_a_digest_of_a_common_value_needs_a_name() -> None:
    text = hashlib.sha256(b"f").hexdigest()[:16]
    assert seen(text, "etag", gender="F") == []
    assert [one[:2] for one in seen(text, "user_gender", gender="F")] == [("gender", "sha256[:16]")]


def test_a_digest_of_a_common_value_is_no_proof() -> None:
    (found,) = detect(leaf(hashlib.sha256(b"f").hexdigest(), "ge"), gender="F")
    assert found.confidence == 0.6
    assert "another person" in found.reasoning


@pytest.mark.parametrize("key", ["etag", "x", "sign", "category"])
def test_a_digest_of_a_common_value_needs_a_name_that_says_so(key: str) -> None:
    for text in (hashlib.md5(b"M").hexdigest(), base64.b64encode(hashlib.sha256(b"m").digest()).decode()):
        assert seen(text, key, gender="M") == []
        assert [one[:2] for one in seen(text, "user_gender", gender="M")][:1] == [
            ("gender", "md5" if len(text) == 32 else "sha256")
        ]
    assert detect(leaf(hashlib.sha1(b"97004").digest(), key), postal_code="97004") == []
    assert len(detect(leaf(hashlib.sha1(b"97004").digest(), "zp"), postal_code="97004")) == 1


def test_in_messages_without_names_digests_of_what_has_thousands_of_values_count() -> None:
    def found(text: str, **values: str) -> list[float]:
        leaf_ = leaf(hashlib.sha256(text.encode()).hexdigest(), "2", layers=("protobuf",))
        return [one.confidence for one in detect(leaf_, **values)]

    assert found("97004", postal_code="97004") == [0.6]
    assert found("서윤", name="남궁서윤") == [0.6]
    assert found("남궁", name="남궁서윤") == found("m", gender="M") == []


@pytest.mark.parametrize(
    ("text", "told", "silent"),
    [("남궁", "ln", "fn"), ("namgung", "last_name", "name"), ("서윤", "fn", "etag"), ("seoyun", "firstName", "sig")],
)
def test_digests_of_a_surname_or_given_name_need_a_name_that_says_so(text: str, told: str, silent: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    (found,) = detect(leaf(digest, told), name="남궁서윤")
    assert (found.category, found.match, found.confidence) == ("name", "sha256", 0.6)
    assert seen(digest, silent, name="남궁서윤") == []


def test_base64_keeps_its_layer_and_padding() -> None:
    text = base64.urlsafe_b64encode(hashlib.md5(LOWER).digest()).decode()
    (found,) = detect(leaf(f"<{text}>"), email=EMAIL)
    assert found.value == text
    assert found.layers[-1] in ("base64", "base64url")


@pytest.mark.parametrize("text", [hashlib.md5(b"somebody@example.com").hexdigest(), "0" * 64, "a" * 22, "g" * 32])
def test_other_tokens_are_nothing(text: str) -> None:
    assert seen(text) == []


@pytest.fixture
def glued(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have no more than so many digests searched for inside other text, by nothing that was worked out before."""

    def most(count: int) -> None:
        monkeypatch.setattr(digest_heads, "MOST_GLUED", count)
        monkeypatch.setattr(hashed, "DigestHeads", digest_heads.DigestHeads)

    return most


def test_of_too_many_digests_those_of_the_value_itself_are_still_found_glued(glued: Callable[[int], None]) -> None:
    glued(10)
    itself, digits = (hashlib.sha256(text).hexdigest() for text in (b"010-0234-5679", b"01002345679"))
    assert seen(f"a{itself}", phone_number="010-0234-5679") == [("phone_number", "sha256", itself)]
    assert seen(f"em={digits}", phone_number="010-0234-5679") == [("phone_number", "sha256", digits)]
    assert seen(f"a{digits}", phone_number="010-0234-5679") == []


def test_a_value_of_many_spellings_leaves_those_of_others(glued: Callable[[int], None]) -> None:
    """As the romanised spellings of a name or two have more digests than are searched for glued to other bytes."""
    glued(100)
    gaid = "d9cd3063-b252-4ee9-a9dd-5907101fa8dd"
    literals = list(hashed.Hashed(hashables(persona(phone_number="010-0234-5679", advertising_id=gaid))).literals())
    assert (hashlib.sha384(gaid.upper().encode()).digest(), False) in literals
    assert (hashlib.sha384(b"010-0234-5679").digest(), False) in literals
    assert (hashlib.sha384(b"01002345679").digest(), False) not in literals


@pytest.mark.parametrize("text", ["서림", "seorim", "SEORIM"])
def test_a_digest_of_the_given_name_alone_is_found_and_may_be_anothers(text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    (found,) = detect(leaf(digest, "ud[fn]"), name="표서림")
    assert (found.category, found.match, found.confidence) == ("name", "sha256", 0.6)


TABLE = {size: hashlib.sha512(bytes([size])).digest()[:size] for size in sorted(SIZES)}
OTHERS = {raw[:8] + bytes(len(raw) - 8) for raw in TABLE.values()}
SPELLED = [
    spell(raw) for raw in [*TABLE.values(), *OTHERS, b"\xfb\xff" * 16]
    for spell in (lambda raw: raw.hex().encode(), lambda raw: raw.hex().upper().encode(), base64.b64encode, base64.urlsafe_b64encode)
]  # fmt: skip


class OfEachSize(Hashable):
    """What is hashed, with a digest of each length."""

    def digests(self) -> Iterator[tuple[bytes, str, bool]]:
        return ((raw, "sha512", True) for raw in TABLE.values())


FOUND = hashed.Hashed([OfEachSize("email", EMAIL, "", b"", False, Depth.ONCE)])
TOGETHER = Together(FOUND.expressions)


@given(
    st.lists(st.sampled_from([*SPELLED, *(one.rstrip(b"=") for one in SPELLED), b" ", b"\0", b"x", b"-"]), max_size=8)
)
@settings(deadline=None)
def test_no_run_that_is_a_digest_is_passed_over(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    (ends,) = TOGETHER.ends(data)
    runs = RunFinder(hashed._RUNS).found(ends)
    every = sorted(
        ((kind, start, end) for kind, start, end in runs if list(FOUND.run(kind, data, start, end))),
        key=lambda run: (run[1], run[0]),
    )
    told = FOUND.runs(data, ends)
    assert [run for run in told if list(FOUND.run(run[0], data, *run[1:]))] == every


@pytest.mark.parametrize("name", ["sha3-256", "sha3-512", "blake2b", "blake2b-256", "blake2s", "sm3"])
def test_a_rarer_digest_is_found_where_it_stands_alone(name: str) -> None:
    raw = RARER[name](LOWER)
    for text in (raw.hex(), raw.hex().upper(), base64.b64encode(raw).decode(), raw):
        assert seen(text, email=EMAIL) == [("email", name, text)]
    assert seen("ab" + raw.hex(), email=EMAIL) == []
    assert seen(raw.hex()[:-1] + ("0" if raw.hex()[-1] != "0" else "1"), email=EMAIL) == []
