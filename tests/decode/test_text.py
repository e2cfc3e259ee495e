import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.text import as_text, damaged, is_document, korean, telling


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_is_text(value: str) -> None:
    assert as_text(value.encode()) == value


@pytest.mark.parametrize("raw", [b"\x00", b"a\x08b", b"\xff", b"\xed\xa0\x80", "길".encode("cp949"), b"\x7f"])
def test_bytes_are_not(raw: bytes) -> None:
    assert as_text(raw) is None


@given(st.binary(max_size=64))
def test_text_with_a_few_bytes_that_are_none_keeps_them(raw: bytes) -> None:
    text = damaged(raw)
    assert text is None or text.encode("utf-8", "surrogateescape") == raw
    assert damaged(b"tel 010-1234" + raw[:1]) is not None


@pytest.mark.parametrize("raw", [b"\xff\xfeab", bytes(range(128, 160)), b"a\x00b\x00c\x00"])
def test_bytes_of_anything_else_are_not(raw: bytes) -> None:
    assert damaged(raw) is None


def test_lines_and_tabs_are_text() -> None:
    assert as_text(b"a\tb\r\n") == "a\tb\r\n"


@given(st.text("가나다라마바사홍길동서울시", min_size=2))
def test_korean(value: str) -> None:
    assert korean(value.encode("cp949")) == value
    assert korean(value.encode("utf-8")) is None


def test_chance_is_rarely_telling() -> None:
    random_ = random.Random(2)
    runs = [random_.randbytes(random_.choice((6, 9, 12, 16))) for _ in range(5000)]
    assert sum(1 for run in runs if (text := as_text(run)) is not None and telling(text)) <= 5
    assert sum(1 for run in runs if korean(run) is not None) <= 8


@pytest.mark.parametrize(
    "text",
    [
        "kim@example.kr",
        "홍길동",
        '{"a":1}',
        "<r><v>x</v></r>",
        "01012345678",
        "name\tmail\n• kim@example.kr\n",
        "\ufeffid,ok\n7,1\n1",
        "tel 010-1234-5678 ❤️\n",
        "ＫＩＭ　ＨＡＮＥＵＬ",
        '{"n":"ＫＩＭ　ＨＡＮＥＵＬ","city":"구미시"}',
    ],
)
def test_telling(text: str) -> None:
    assert telling(text)


@pytest.mark.parametrize("text", ["abc", "~^`$*!", "홍", ""])
def test_not_telling(text: str) -> None:
    assert not telling(text)


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        (b'{"a": 1}', True),
        (b'[{"a": 1}]\n', True),
        (b'["a"]', True),
        (b'{\n  "a": 1\n}', True),
        (b'[\r\n {"a": 1}]', True),
        (b"{ a }", False),
        (b"<r></r>", True),
        (b'{"a": 1', False),
        (b"{a}", False),
        (b"a<b>", False),
        (b'42["join",{"a":1}]', True),
        (b'42/chat,["join",1]', True),
        (b"42 [a]", False),
        (b"---\nbody:\n  a: 1\n", True),
        (b"---\n- a\n", True),
        (b"---\nwords of a letter\n", False),
        (b"mutation Save { save(a: 1) { id } }", True),
        (b"mutation of a gene {x}", True),
        (b"mutation", False),
        (b"", False),
    ],
)
def test_documents_open_and_close(raw: bytes, whole: bool) -> None:
    assert is_document(raw) is whole


@given(st.binary(max_size=12) | st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_text_is_utf8_without_controls(raw: bytes) -> None:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        assert as_text(raw) is None
    else:
        assert as_text(raw) == (None if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text) else text)


@pytest.mark.parametrize("text", ["Иван Петров, Москва", "Αθήνα, Ελλάδα", "สมชาย ใจดี กรุงเทพ", "محمد بن سلمان"])
def test_words_of_one_script_are_telling(text: str) -> None:
    assert telling(text)


@pytest.mark.parametrize("text", ["Ивα", "Иванαβγกขคאבג", "ИванÀαกאअঅਅ", "Иван\u0600Петров"])
def test_letters_of_many_scripts_or_few_are_not(text: str) -> None:
    assert not telling(text)
