import base64
import json
import re
import struct
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import charset
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


@pytest.mark.parametrize("label", ["text/plain; charset=euc-kr", "text/plain; charset=CP949", "text/plain", ""])
@pytest.mark.parametrize("codec", ["euc-kr", "cp949"])
def test_korean_text(body: Body, label: str, codec: Any) -> None:
    text = "이름: 홍길동, 주소: 서울시 중구"
    assert [(f.value, f.layers) for f in body(text.encode(codec), label).fields[1:2]] == [(text, ("cp949",))]


def test_syllables_beyond_euc_kr(body: Body) -> None:
    assert "똠방각하 홍길동" in [f.value for f in body("똠방각하 홍길동".encode("cp949")).fields]


def test_offsets_in_korean_json(body: Body) -> None:
    raw = '{"이름": "홍길동", "메일": "kim@example.kr"}'.encode("cp949")
    fields = {f.path: f for f in body(raw, "application/json; charset=euc-kr").fields}
    assert fields["이름"].layers == ("cp949", "json")
    assert (raw[slice(*fields["이름"].span)], fields["이름"].exact) == ("홍길동".encode("cp949"), False)
    assert (raw[slice(*fields["메일"].span)], fields["메일"].exact) == (b"kim@example.kr", True)


@pytest.mark.parametrize(
    ("codec", "layer"), [("utf-16-le", "utf-16le"), ("utf-16-be", "utf-16be"), ("utf-16", "utf-16le")]
)
def test_utf16(body: Body, codec: Any, layer: Any) -> None:
    raw = '{"name": "홍길동"}'.encode(codec)
    field = next(f for f in body(raw).fields if f.value == "홍길동")
    assert (field.path, field.layers) == ("name", (layer, "json"))
    assert raw[slice(*field.span)] == "홍길동".encode("utf-16-le" if codec == "utf-16" else codec)


@pytest.mark.parametrize("label", ["utf16", "utf_16", "U16", "utf-16", "utf32", "utf_32", "utf-16-le", "utf_16_be"])
def test_labels_of_wide_characters_however_they_are_spelled(body: Body, label: str) -> None:
    raw = '{"이름": "홍길동", "메일": "kim@example.kr"}'.encode(label)
    codec = "utf-32-le" if "32" in label else "utf-16-be" if label.endswith("be") else "utf-16-le"
    fields = {f.path: f for f in body(raw, f"application/json; charset={label}").fields}
    assert raw[slice(*fields["이름"].span)] == "홍길동".encode(codec)
    assert raw[slice(*fields["메일"].span)] == "kim@example.kr".encode(codec)
    assert fields["메일"].layers == (codec[:6] + codec[7:], "json")


def test_labelled_character_sets(body: Body) -> None:
    raw = "姓名=张三丰".encode("gbk")
    assert ("姓名=张三丰", ("gbk",)) in [(f.value, f.layers) for f in body(raw, "text/plain; charset=GBK").fields]


def test_korean_bytes_that_are_utf8_by_chance(body: Body) -> None:
    syllables = [
        c for c in map(chr, range(0xAC00, 0xD7A4)) if re.fullmatch(rb"[\xc2-\xc8][\xa1-\xbf]", c.encode("cp949"))
    ]
    name = "".join(syllables[:3])
    assert name.encode("cp949").decode()
    assert name in [f.value for f in body(b"id=7&name=" + quote(name, encoding="cp949").encode()).fields]


def test_utf8_with_a_wrong_label_stays_utf8(body: Body) -> None:
    assert body("홍길동".encode(), "text/plain; charset=euc-kr").fields[0].value == "홍길동"


@given(st.binary(min_size=8, max_size=40).filter(lambda b: len(set(b)) > 6))
def test_random_bytes_are_no_utf16(raw: bytes) -> None:
    found = charset.utf16(raw)
    assert found is None or found[1].encode("utf-16-le" if found[0] == "utf-16le" else "utf-16-be") == raw


@given(st.binary(max_size=40))
def test_any_bytes(body: Body, raw: bytes) -> None:
    for label in (
        "text/plain; charset=euc-kr",
        "text/plain; charset=gbk",
        "text/plain; charset=utf-16",
        "text/plain; charset=nonsense",
    ):
        body(raw, label)


@pytest.mark.parametrize("text", ["가나다라마바사", "갬갭갯갱 갸갼갿걀", "서울특별시 종로구", "ab 남궁서윤"])
@pytest.mark.parametrize("name", ["utf-16le", "utf-16be"])
def test_hangul_is_read_in_the_byte_order_that_gives_usual_syllables(text: str, name: str) -> None:
    assert charset.utf16(text.encode(name)) == (name, text)


@pytest.mark.parametrize(
    ("label", "codec", "layer"),
    [
        ("utf-7", "utf-7", "utf-7"),
        ("ISO-2022-KR", "iso2022_kr", "iso-2022-kr"),
        ("utf-32le", "utf-32-le", "utf-32le"),
        ("UTF-32", "utf-32", "utf-32le"),
        ("utf-32", "utf-32-be", "utf-32be"),
        ("johab", "johab", "johab"),
    ],
)
def test_character_sets_that_only_a_label_tells(body: Body, label: str, codec: str, layer: str) -> None:
    raw = '{"name": "김서윤", "mail": "kim@example.kr"}'.encode(codec)
    found = {
        f.path: f.value for f in body(raw, f"application/json; charset={label}").fields if f.layers == (layer, "json")
    }
    assert found == {"name": "김서윤", "mail": "kim@example.kr"}
    if codec in ("utf-7", "iso2022_kr", "johab"):
        assert not any(layer in f.layers for f in body(raw, "application/json").fields)


def test_utf32_shows_by_its_mark(body: Body) -> None:
    raw = "홍길동 kim@example.kr".encode("utf-32")
    (field,) = (f for f in body(raw, "text/plain").fields if f.layers == ("utf-32le",))
    assert (field.value, field.span) == ("홍길동 kim@example.kr", (4, len(raw)))


def test_labels_that_the_bytes_do_not_bear_out(body: Body) -> None:
    for label in ("utf-7", "iso-2022-kr", "utf-32", "utf-32le"):
        assert body(b"a=1+2&b=kim", f"text/plain; charset={label}").fields[0].value == "a=1+2&b=kim"
    plain = "이름=홍길동".encode()
    for label in ("utf-7", "iso-2022-kr", "utf-32be"):
        assert body(plain, f"text/plain; charset={label}").fields[0].value == "이름=홍길동"


@given(st.binary(max_size=40), st.sampled_from(["utf-7", "iso-2022-kr", "utf-32", "utf-32be", "johab"]))
def test_any_bytes_under_any_label(body: Body, raw: bytes, label: str) -> None:
    body(raw, f"text/plain; charset={label}")


@pytest.mark.parametrize(
    ("label", "codec", "layer"),
    [("utf-16le", "utf-16-le", "utf-16le"), ("UTF-16BE", "utf-16-be", "utf-16be"), ("ucs-2", "utf-16-be", "utf-16be"),
     ("utf-16", "utf-16", "utf-16le"), ("utf-16be", "utf-16", "utf-16le")],
)  # fmt: skip
def test_a_label_is_believed_whatever_letters_there_are(body: Body, label: str, codec: str, layer: str) -> None:
    separate = unicodedata.normalize("NFD", "일내속저에서 지요지마나")
    raw = json.dumps({"내용": separate, "é": "Ж" * 40}, ensure_ascii=False).encode(codec)
    told = {(f.layers, f.value) for f in body(raw, f"application/json; charset={label}").fields}
    assert ((layer, "json"), separate) in told
    assert not [f for f in body(raw[:-1], f"application/json; charset={label}").fields if f.layers]


def test_a_label_says_the_order_of_bytes_though_the_other_one_spells_more(body: Body) -> None:
    raw = "愀戀挀搀愀戀".encode("utf-16-be")
    assert [(f.layers, f.value) for f in body(raw, "text/plain; charset=utf-16be").fields if f.layers] == [
        (("utf-16be",), "愀戀挀搀愀戀")
    ]


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("value", ["홍길동", "kim@example.kr", "01012345678"])
def test_utf_32_without_a_mark(body: Body, codec: str, value: str) -> None:
    raw = value.encode(codec)
    for sent in (raw.hex(), base64.b64encode(raw).decode()):
        assert value in [field.value for field in body(json.dumps({"d": sent}).encode()).fields]
    assert value in [field.value for field in body(raw, "application/octet-stream").fields]


@pytest.mark.parametrize(
    "raw",
    [
        struct.pack("<4I", 1, 2, 3, 4),
        struct.pack("<3I", 640, 1136, 2),
        struct.pack("<3I", 640, 1136, 64),
        struct.pack(">2I", 7, 9),
        b"a\0\0\0b",
    ],
)
def test_small_numbers_are_no_utf_32(body: Body, raw: bytes) -> None:
    assert all(
        "utf-32le" not in one.layers and "utf-32be" not in one.layers for one in body(raw, "application/x").fields
    )


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("windows-1251", "имя=Иван Петров"), ("latin1", "nom=José Muñoz"), ("iso-8859-15", "nom=Zoë 5 €"),
        ("koi8-r", "имя=Иван"), ("sjis", "氏名=山田太郎"), ("tis-620", "ชื่อ=สมชาย"), ("gb2312", "姓名=镕基"),
        ("x-sjis", "氏名=山田太郎"), ("x-euc-jp", "氏名=山田太郎"), ("x-gbk", "姓名=镕基"), ("x-x-big5", "姓名=張三豐"),
        ("gb_2312-80", "姓名=张三丰"), ("x-mac-cyrillic", "имя=Иван Петров"), ("x-cp1251", "имя=Иван Петров"),
    ],
)  # fmt: skip
def test_a_label_of_any_character_set_is_read(body: Body, label: str, text: str) -> None:
    raw = text.encode(charset.codec_of(label))
    found = body(raw, f"text/plain; charset={label}")
    assert (text, (label,)) in [(f.value, f.layers) for f in found.fields]
    assert not found.opaque


@pytest.mark.parametrize(
    "label", ["", "punycode", "idna", "unicode_escape", "rot13", "hex", "zlib", "../utf-16", "utf-8"]
)
def test_what_is_no_label_of_a_character_set(label: str) -> None:
    assert charset.codec_of(label) == ""


def test_lines_in_any_letters_behind_a_mark(body: Body) -> None:
    text = "이름\t주소\r\n王小明\t北京朝阳区\r\n"
    assert text in [f.value for f in body(text.encode("utf-16")).fields]


def test_a_message_of_http_has_character_sets_of_its_own(body: Body) -> None:
    head = b"POST /v1/log HTTP/1.1\r\nX-Title: " + "글자 그대로".encode("cp949") + b"\r\n\r\n"
    counted = "글자 ddbb1215".encode("cp949")
    packed = b"d4:clip%d:%s1:n1:xe" % (len(counted), counted)
    fields = body(head + packed, "application/octet-stream").fields
    assert ("clip", "글자 ddbb1215") in [(field.key, field.value) for field in fields]
    assert "글자 그대로" in [field.value for field in fields]
