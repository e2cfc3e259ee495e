import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.pdf import glyphs as pdf_glyphs
from trafficaudit.decode.pdf.syntax import Name, Thing


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("space", " "), ("period", "."), ("nine", "9"), ("at", "@"), ("underscore", "_"), ("braceright", "}"),
        ("Euro", "€"), ("quoteright", "’"), ("Zcaron", "Ž"), ("questiondown", "¿"), ("udieresis", "ü"), ("AE", "Æ"),
        ("ffi", "ffi"), ("uni0041AE40", "A김"), ("u1F600", "😀"), ("T_h", "Th"), ("one.oldstyle", "1"), (".notdef", ""),
        ("", None), ("g17", None), ("a17", None), ("cid12", None), ("uni004", None), ("uD800", None), ("Qcaron", None),
        ("A_g17", None), ("u110000", None), ("é", None), ("u10FFFF", "\U0010ffff"), ("won", "₩"), ("uE000", "\ue000"),
        ("uDFFF", None), ("uD7FF", "\ud7ff"),
    ],
)  # fmt: skip
def test_names(name: str, text: str | None) -> None:
    assert pdf_glyphs.text_of(name) == text


def test_every_letter_of_a_usual_encoding_has_one_name() -> None:
    named = {
        pdf_glyphs.text_of(name) for name in (*pdf_glyphs._NAMED, *map(chr, range(65, 91)), *map(chr, range(97, 123)))
    }
    assert {chr(code) for code in range(32, 127)} <= named


def test_codes_count_on_from_the_last_number() -> None:
    listed: list[Thing] = [2.0, Name("A"), Name("B"), 255.0, Name("C"), Name("D"), [], 0.0, Name("x9"), -4.0, Name("E")]
    assert pdf_glyphs.differences(listed, "?") == {b"\2": "A", b"\3": "B", b"\xff": "C", b"\0": "?"}


@given(st.text(max_size=20))
def test_any_name(name: str) -> None:
    pdf_glyphs.text_of(name)
