"""Documents and packed runs in Base32, Base58, Base85 and uuencode, and what is written in the same letters and is none."""

import base64
import binascii
import gzip
import json
import random
import string
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import alphabets, decode
from trafficaudit.decode.letters import dense
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.text import as_text
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]
DOCUMENT = json.dumps({"user": {"email": "kim@hanbit.example", "id": 83920174}, "ev": "open"}).encode()
LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
Z85 = bytes.maketrans(alphabets.RFC_1924_85, alphabets.Z_85)


def base58(raw: bytes) -> bytes:
    number, text = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        text = LETTERS[digit] + text
    return text.encode()


def uuencode(raw: bytes) -> bytes:
    lines = [binascii.b2a_uu(raw[at : at + 45], backtick=True) for at in range(0, len(raw), 45)]
    return b"begin 644 data.json\n" + b"".join(lines) + b"`\nend\n"


WRITERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "Base32": ("base32", base64.b32encode),
    "Base32 in lower case": ("base32", lambda raw: base64.b32encode(raw).rstrip(b"=").lower()),
    "Base58": ("base58", base58),
    "Ascii85": ("ascii85", base64.a85encode),
    "Ascii85 of Adobe": ("ascii85", lambda raw: base64.a85encode(raw, adobe=True)),
    "Base85": ("base85", base64.b85encode),
    "Z85": ("z85", lambda raw: base64.b85encode(raw).translate(Z85)),
    "uuencode": ("uuencode", uuencode),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("layout", ["{\n  %s\n}", "{ %s }", "{\r\n%s}", "[\n  {%s}\n]", "[ {%s} ]"])
def test_a_document_in_lines_is_opened(body: Body, writer: str, layout: str) -> None:
    _, write = WRITERS[writer]
    raw = layout.encode() % DOCUMENT[1:-1]
    raw += b" " * (-len(raw) % 4)  # Z85 has no padding
    assert "kim@hanbit.example" in [found.value for found in body(write(raw)).fields]


@example(17418742259747381416, "Z85", True)
@example(12036054880848365862, "Ascii85 of Adobe", False)
@given(st.integers(0, 2**64), st.sampled_from(sorted(WRITERS)), st.booleans())
def test_its_letters_may_be_those_of_addresses_and_forms(number: int, writer: str, packed: bool) -> None:
    document = json.dumps({"columns": ["id", "x"], "rows": [[number % 1000, f"{number:016x}"]]}).encode()
    raw = gzip.compress(document, mtime=0) if packed else document
    held = WRITERS[writer][1](raw + b" " * (0 if packed else -len(raw) % 4))
    body = json.dumps({"d": held.decode()}).encode()
    found = decode(exchange(request=Message((), body, body_size=len(body)))).fields
    assert f"{number:016x}" in [field.value for field in found]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_document_is_opened_wherever_it_stands(body: Body, writer: str, packed: bool) -> None:
    layer, write = WRITERS[writer]
    raw = write(gzip.compress(DOCUMENT, mtime=0) if packed else DOCUMENT)
    inner = (layer, "gzip", "json") if packed else (layer, "json")
    assert ("kim@hanbit.example", inner) in [(found.value, found.layers) for found in body(raw).fields]
    held = json.dumps({"p": raw.decode()}).encode()
    found = [(found.path, found.layers) for found in body(held).fields if found.value == "kim@hanbit.example"]
    assert found == [("p.user.email", ("json", *inner))]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 40])
@pytest.mark.parametrize("writer", WRITERS)
def test_of_any_length(body: Body, writer: str, size: int) -> None:
    raw = json.dumps({"email": "kim@hanbit.example", "x": "y" * size}).encode()
    assert "kim@hanbit.example" in [found.value for found in body(WRITERS[writer][1](raw)).fields]


def test_text_is_opened_in_base32_and_uuencode_only(body: Body) -> None:
    text = b"kim.seoyun@hanbit.example says hello"
    for writer, (layer, write) in WRITERS.items():
        opened = text.decode() in [found.value for found in body(write(text)).fields]
        assert opened == (layer in ("base32", "uuencode")), writer


def _node(raw: bytes) -> Node:
    return Node(raw, as_text(raw), Linear(0), "$", "", "body", Budget(Limits()), carrier=True)


def _opened(raw: bytes) -> list[object]:
    node = _node(raw)
    return list(dense.decode(node)) if dense.sniff(node) else []


def test_tokens_words_and_digests_are_none() -> None:
    draw = random.Random(5)
    letters = (
        string.ascii_letters + string.digits,
        LETTERS,
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
        alphabets.Z_85.decode(),
    )
    for alphabet in letters:
        for _ in range(5_000):
            raw = "".join(draw.choices(alphabet, k=draw.choice((16, 22, 26, 32, 44, 64)))).encode()
            assert _opened(raw) == [], raw
    for start in sorted(dense._STARTS):
        assert _opened(start + b"openMainActivity2") == []


@given(st.binary(max_size=80), st.sampled_from([b"", b"<~", b"begin 644 x\n", b"HL", b"JBSWY3DPEHPK3PXP"]))
def test_any_bytes_give_a_value_or_nothing(raw: bytes, head: bytes) -> None:
    for made in (head + raw, head + base64.b85encode(raw), head + base64.b32encode(raw), head + base58(raw)):
        assert len(_opened(made)) <= 1


def test_a_long_run_of_base58_is_told_by_its_beginning() -> None:
    assert _opened(b"z" * 4096) == []
    assert _opened(base58(b"[" + b"1," * 1_400 + b"2]")) == []  # a list of numbers opens like any other number
    assert len(_opened(base58(b'["' + b"1," * 1_400 + b'2"]'))) == 1


def test_what_stands_behind_a_uuencoded_file_is_a_value_of_its_own(body: Body) -> None:
    lines = b"begin 644 a.json\n" + binascii.b2a_uu(b'{"mail": "kim@example.kr"}') + b"`\nend\n"
    fields = {f.path: f for f in body(lines + b'{"phone": "010-9183-2746"}', "text/plain").fields}
    assert (fields["mail"].layers, fields["phone"].layers) == (("uuencode", "json"), ("uuencode", "json"))
    assert (fields["phone"].exact, fields["phone"].span.start) == (True, len(lines) + 11)
    assert len(body(lines, "text/plain").fields) == 3
