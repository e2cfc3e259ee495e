"""Each indicator, undone by the standard library's own decoder, gives the spelling back."""

import base64
import codecs
import html
import json
import quopri
import unicodedata
import urllib.parse
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import disguised

from trafficaudit.persona import letters
from trafficaudit.persona.encodings import encode
from trafficaudit.persona.form import Form
from trafficaudit.persona.model import Indicator

TEXTS = [
    "표서림",
    "Seorim.Pyo+7f3k@example.com",
    "서울특별시 강서구 미르로 9, 407호",
    "똠방각하",
    "a b&c<d>'e\"/f=~!*",
    "gaon👩\u200d💻미르",
]


def indicators(text: str, **changes: object) -> list[Indicator]:
    return list(encode("user_name", text, Form(text, "verbatim", **changes)))  # type: ignore[arg-type]


def undone(indicator: Indicator) -> bytes:
    raw = indicator.literal
    for layer in indicator.layers:
        raw = UNDO[layer](raw)
    return raw


RFC_1924 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def _unbase58(raw: bytes) -> bytes:
    number = 0
    for letter in raw:
        number = number * 58 + b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".index(letter)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


UNDO: dict[str, Callable[[bytes], bytes]] = {
    "hex": lambda raw: bytes.fromhex(raw.decode()),
    "percent": lambda raw: urllib.parse.unquote_to_bytes(raw.replace(b"+", b"%20")),
    "unicode-escape": lambda raw: json.loads('"' + raw.decode().replace("\\\\u", "\\u").replace('"', '\\"') + '"').encode("utf-8", "surrogatepass"),
    "html-entities": lambda raw: html.unescape(raw.decode()).encode(),
    "quoted-printable": quopri.decodestring,
    "utf-16le": lambda raw: raw.decode("utf-16-le").encode(),
    "utf-16be": lambda raw: raw.decode("utf-16-be").encode(),
    "cp949": lambda raw: raw.decode("cp949").encode(),
    "iso-8859-1": lambda raw: raw.decode().encode("iso-8859-1"),
    "windows-1252": letters.unread,
    "base32": lambda raw: base64.b32decode(raw + b"=" * (-len(raw) % 8)),
    "base58": _unbase58,
    "base85": base64.b85decode,
    "z85": lambda raw: base64.b85decode(raw.translate(bytes.maketrans(Z85, RFC_1924))),
    "ascii85": base64.a85decode,
    "euc-kr": lambda raw: raw.decode("euc_kr").encode(),
    "reversed": lambda raw: raw.decode()[::-1].encode(),
    "base64": lambda raw: base64.b64decode(raw + b"=" * (-len(raw) % 4)),
    "utf-7": lambda raw: raw.decode("utf-7").encode(),
    "punycode": lambda raw: raw.decode("punycode").encode(),
    "gb18030": lambda raw: raw.decode("gb18030").encode(),
    "rot13": lambda raw: codecs.decode(raw.decode(), "rot13").encode(),
    "rot47": lambda raw: bytes(33 + (byte - 33 + 47) % 94 if 33 <= byte < 127 else byte for byte in raw),
    **disguised.UNDO,
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_every_encoding_undone_gives_the_spelling_back(text: str) -> None:
    for indicator in indicators(text):
        if not indicator.plain and "+" not in text and indicator.note != "in separate letters":
            lower = indicator.note == "in lower case"
            assert unicodedata.normalize("NFC", undone(indicator).decode()) == (text.lower() if lower else text), (
                indicator
            )


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("shift", [0, 1, 2])
@pytest.mark.parametrize("coder", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_is_found_at_each_alignment_whatever_stands_around(text: str, shift: int, coder: object) -> None:
    found = [one for one in indicators(text) if one.layers in (("base64",), ("base64url",))]
    for around in (b"\0\0\0", b"\xff\xff\xff", b"\x5a\xa5\x3c"):
        blob = coder(around[:shift] + text.encode() + around)  # type: ignore[operator]
        assert any(one.literal in blob and one.shift == shift for one in found)


def test_the_two_korean_character_sets_differ_where_ks_x_1001_has_no_syllable() -> None:
    layers = {indicator.layers for indicator in indicators("똠방각하")}
    assert {("cp949",), ("euc-kr",)} <= layers
    assert ("euc-kr",) not in {indicator.layers for indicator in indicators("표서림")}


@pytest.mark.parametrize(
    ("layers", "literal"),
    [
        (("percent",), b"%ED%91%9C"),
        (("percent",), b"%ed%91%9c"),
        (("percent", "percent"), b"%25ED%2591%259C"),
        (("percent", "percent"), b"%25ed%2591%259c"),
        (("percent", "cp949"), b"%C7%A5"),
        (("unicode-escape",), b"\\ud45c"),
        (("unicode-escape",), b"\\uD45C"),
        (("unicode-escape",), b"\\\\ud45c"),
        (("html-entities",), b"&#54364;"),
        (("html-entities",), b"&#xd45c;"),
        (("html-entities",), b"&#xD45C;"),
        (("hex",), b"ed919c"),
        (("quoted-printable",), b"=ED=91=9C"),
        ((), unicodedata.normalize("NFD", "표").encode()),
    ],
)
def test_the_usual_spellings_of_a_syllable_are_there(layers: tuple[str, ...], literal: bytes) -> None:
    assert (layers, literal) in {(one.layers, one.literal) for one in indicators("표")}


def test_ascii_is_escaped_whole_and_in_part() -> None:
    found = {one.literal for one in indicators("a@b c")}
    assert {
        b"a%40b+c",
        b"a%40b%20c",
        b"a@b%20c",
        b"%61%40%62%20%63",
        b"a\\u0040b\\u0020c",
        b"&#97;&#64;&#98;&#32;&#99;",
        b"a%2540b%2520c",
    } <= found


def test_free_letter_case_is_encoded_in_lower_and_upper_case_and_with_a_capital_too() -> None:
    blobs = [base64.b64encode(text) for text in (b"gaon.mIreu", b"gaon.mireu", b"GAON.MIREU", b"Gaon.mIreu")]
    assert all(
        any(one.literal in blob for one in indicators("gaon.mIreu", caseless=True) if one.plain) for blob in blobs
    )


def test_decomposed_characters_are_another_spelling() -> None:
    found = [one for one in indicators("표서림") if one.literal == unicodedata.normalize("NFD", "표서림").encode()]
    assert [one.match for one in found] == ["normalised"]
    blob = base64.b64encode(b"\x01" + unicodedata.normalize("NFD", "표서림").encode() + b"\x02")
    assert [one.match for one in indicators("표서림") if one.plain and one.literal in blob] == ["normalised"]


def test_what_is_looked_for_only_in_fields_has_no_encoding() -> None:
    assert [one.literal for one in indicators("ko-KR", typed_only=True)] == [b"ko-KR"]


def test_bytes_are_searched_for_as_they_are_and_in_base64() -> None:
    raw = bytes(range(16))
    found = list(encode("advertising_id", "x", Form("", raw=raw)))
    assert found[0].literal == raw
    assert {one.shift for one in found[1:]} == {0, 1, 2}


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
@settings(max_examples=60)
def test_any_text_gives_indicators_that_are_not_empty(text: str) -> None:
    assert all(indicator.literal for indicator in indicators(text, caseless=True))
