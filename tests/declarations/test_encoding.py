import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.encoding import text_of
from trafficaudit.errors import ReadError

TEXT = "이전받는 자: 가온, 이전되는 국가: 미국\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_korean_encodings_are_recognised(encoding: str) -> None:
    text, name = text_of(TEXT.encode(encoding), "p.txt", markup=False)
    assert text == TEXT
    assert name.split("-")[0] == encoding.split("-", maxsplit=1)[0]


@pytest.mark.parametrize("named", ["euc-kr", "KS_C_5601-1987", "utf-8", "nonsense", "utf-16", "iso-8859-1"])
def test_a_declaration_is_not_believed_against_the_bytes(named: str) -> None:
    page = f'<meta charset="{named}">{TEXT}'
    assert TEXT in text_of(page.encode("cp949"), "p.html", markup=True)[0]
    assert TEXT in text_of(page.encode(), "p.html", markup=True)[0]


@pytest.mark.parametrize(
    ("named", "text", "encoding"),
    [
        ("iso-8859-1", "Men’s wear, L’Oréal – São Tomé", "utf-8"),
        ("iso-8859-1", "Men’s wear, L’Oréal – São Tomé", "cp1252"),
        ("gb18030", "境外接收方", "gb18030"),
        ("big5", "境外接收方", "big5"),
        ("euc-kr", "plain", "cp949"),
    ],
)
def test_what_is_declared_counts_where_the_bytes_bear_it_out(named: str, text: str, encoding: str) -> None:
    page = f'<meta charset="{named}">{text}'
    assert text_of(page.encode(encoding), "p.html", markup=True) == (page, encoding)


def test_a_single_broken_byte_does_not_cost_the_page() -> None:
    page = (TEXT * 200).encode() + b"\xff"
    assert text_of(page, "p.txt", markup=False)[0].startswith(TEXT)


def test_no_encoding_says_so_with_the_remedy() -> None:
    with pytest.raises(ReadError, match=r"p\.txt: is in no encoding that is read .*save it as UTF-8"):
        text_of(b"\xff\x81\xfe" * 500, "p.txt", markup=False)


@given(st.binary(max_size=2000), st.booleans())
def test_any_bytes_give_text_or_our_error(data: bytes, markup: bool) -> None:
    try:
        text, _ = text_of(data, "p", markup=markup)
    except ReadError:
        return
    assert isinstance(text, str)
