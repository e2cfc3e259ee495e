"""Text that lz-string packed, in each of its writings; what looks like one and is none."""

import doctest
import json
import random
import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import lzstrings

from trafficaudit.decode.letters import lzstring
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.text import as_text
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
DOCUMENT = json.dumps({"user": {"email": "kim@hanbit.example", "name": "남궁서윤"}, "t": "안녕"}, ensure_ascii=False)
WRITINGS: dict[str, Callable[[str], bytes]] = {
    "Base64": lambda text: lzstrings.base64(text).encode(),
    "address": lambda text: lzstrings.address(text).encode(),
    "UTF-16": lambda text: lzstrings.utf16(text).encode(),
    "bytes": lzstrings.raw,
}


def _node(raw: bytes, limits: Limits | None = None) -> Node:
    return Node(raw, as_text(raw), Linear(0), "$", "", "body", Budget(limits or Limits()), carrier=True)


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(lzstring).failed == 0


def test_what_the_library_itself_writes_is_read() -> None:
    (opened,) = lzstring.decode(_node(b"BYUwNmD2AEDukCcwBMg="))
    assert [child[2] for child in opened.children] == ["hello world"]
    assert lzstrings.base64("hello world") == "BYUwNmD2AEDukCcwBMg="


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("text", [DOCUMENT, "seoyun.kim8241@hanbit.example", "[" + "1," * 3_000 + "2]"])
def test_a_packed_text_is_opened_wherever_it_stands(body: Body, writing: str, text: str) -> None:
    raw = WRITINGS[writing](text)
    assert (text, ("lz-string",)) in [(found.value, found.layers) for found in body(raw).fields]
    if writing != "bytes":
        held = json.dumps({"p": raw.decode()}).encode()
        assert (text, ("json", "lz-string")) in [(found.value, found.layers) for found in body(held).fields]


def test_it_stands_at_the_whole_run(body: Body) -> None:
    raw = lzstrings.base64(DOCUMENT).encode()
    (found,) = [found for found in body(b"v=" + raw).fields if found.value == "남궁서윤"]
    assert (found.span.start, found.span.end, found.exact) == (2, 2 + len(raw), False)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=12, max_size=300))
def test_whatever_is_packed_comes_back(text: str) -> None:
    for writing in WRITINGS.values():
        node = _node(writing(text))
        assert all([child[2] for child in opened.children] == [text] for opened in lzstring.decode(node))
    assert lzstring.unpack(lzstrings.packed(text) + "0" * 7, 1_000).text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_every_character_comes_back(text: str) -> None:
    assert not text or lzstring.unpack(lzstrings.packed(text) + "0", 1_000).text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_nothing(raw: bytes) -> None:
    for node in (_node(raw), _node(raw.hex().encode()), _node("".join(chr(32 + byte * 99) for byte in raw).encode())):
        if lzstring.sniff(node):
            assert all(isinstance(child[2], str) for opened in lzstring.decode(node) for child in opened.children)


def test_tokens_digests_and_words_are_none() -> None:
    draw, letters = random.Random(7), string.ascii_letters + string.digits
    tokens = ["".join(draw.choices(letters, k=draw.choice((16, 20, 22, 26, 32, 43, 64)))) for _ in range(20_000)]
    tokens += ["openAppMainActivity", "캠핑 의자 베이지 방수", "漢字仮名交じり文の例"]
    assert [
        token for token in tokens if lzstring.sniff(_node(token.encode())) and lzstring.decode(_node(token.encode()))
    ] == []
    blobs = [draw.randbytes(draw.choice((12, 16, 20, 32, 64))) for _ in range(20_000)]
    assert [blob for blob in blobs if lzstring.sniff(_node(blob)) and lzstring.decode(_node(blob))] == []


def test_utf16_with_punctuation_in_it_is_opened(body: Body) -> None:
    opened = 0
    for number in range(300):
        text = json.dumps({"n": number, "email": "kim@hanbit.example"})
        raw = lzstrings.utf16(text).encode()
        opened += text in [found.value for found in body(raw).fields]
    assert opened == 300


def test_a_run_that_was_cut_off_is_none() -> None:
    raw = lzstrings.base64(DOCUMENT).encode()
    assert not any(lzstring.decode(_node(raw[:size])) for size in range(16, len(raw) - 4))


def test_a_run_that_comes_to_more_than_the_bound_is_a_gap() -> None:
    raw = lzstrings.raw('{"a":"' + "x" * 50_000 + '"}')
    (opened,) = lzstring.decode(_node(raw, Limits(inflated=10_000)))
    assert "inflates beyond" in opened.obstacles[0][3]


@pytest.mark.parametrize(
    "text", ["남궁서윤의 Galaxy 27xy", json.dumps({"of": "남궁서윤 and others", "n": [1, 2, 3]}, ensure_ascii=False)]
)
@pytest.mark.parametrize("writing", WRITINGS)
def test_text_that_was_misread_before_it_was_packed_is_opened(body: Body, writing: str, text: str) -> None:
    misread = text.encode().decode("iso-8859-1")
    assert any("\x80" <= char <= "\x9f" for char in misread)
    assert (misread, ("lz-string",)) in [
        (found.value, found.layers) for found in body(WRITINGS[writing](misread)).fields
    ]


def test_controls_that_no_misreading_gives_are_no_text() -> None:
    for text in ("the words \x85 of many others", "남궁서윤의 나들이와 소풍 \x9d"):
        assert not any(lzstring.decode(_node(write(text))) for write in WRITINGS.values())


def test_a_run_with_the_delete_sign_in_it_is_opened(body: Body) -> None:
    draw = random.Random(7)
    texts = (json.dumps({"token": draw.randbytes(24).hex(), "at": "main"}) for _ in range(10_000))
    text, raw = next((text, raw) for text in texts if b"\x7f" in (raw := lzstrings.utf16(text).encode()))
    assert text in [found.value for found in body(raw).fields]
    for decoy in (b"\x7f" + raw[:-3], raw.replace(b"\x7f", b"\x01"), b"plain \x7f words and others", b"\x7f\xff" * 40):
        assert not lzstring.sniff(_node(decoy)) or not lzstring.decode(_node(decoy))
