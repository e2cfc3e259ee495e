import pytest

from trafficaudit.decode.pdf import font as pdf_font
from trafficaudit.decode.pdf.syntax import Name, Thing


def test_a_map_of_its_own_comes_first() -> None:
    cmap = (
        b"1 begincodespacerange <00> <FFFF> endcodespacerange"
        b" 1 beginbfchar <0003> <0020> endbfchar 2 beginbfrange <0010> <0012> <AC00> <0020> <0021> [<0041> <00420043>] endbfrange"
    )
    font = pdf_font.of("Type0", "Identity-H", cmap)
    assert font.text(bytes.fromhex("0010001100030012002000210099")) == "가각 갂ABC\ufffd"


@pytest.mark.parametrize(
    ("subtype", "encoding", "raw", "text"),
    [
        ("Type0", "UniKS-UTF16-H", "김하람".encode("utf-16-be"), "김하람"),
        ("Type0", "UniKS-UCS2-HW-H", "김".encode("utf-16-be"), "김"),
        ("Type0", "KSCms-UHC-H", "김하람".encode("cp949"), "김하람"),
        ("Type0", "KSC-Johab-V", "김하람".encode("johab"), "김하람"),
        ("Type0", "GBK-EUC-H", "王小明 6".encode("gbk"), "王小明 6"),
        ("Type0", "GBKp-EUC-V", "龍".encode("gbk"), "龍"),
        ("Type0", "GBK2K-H", "㐂王".encode("gb18030"), "㐂王"),
        ("Type0", "GBpc-EUC-H", "王".encode("gb2312"), "王"),
        ("Type0", "90ms-RKSJ-H", "山田ﾀﾛｳ①".encode("cp932"), "山田ﾀﾛｳ①"),
        ("Type0", "83pv-RKSJ-H", "山田".encode("cp932"), "山田"),
        ("Type0", "EUC-H", "山田".encode("euc_jp"), "山田"),
        ("Type0", "ETen-B5-H", "王小明".encode("cp950"), "王小明"),
        ("Type0", "B5pc-V", "王".encode("cp950"), "王"),
        ("Type0", "HKscs-B5-H", "嘅王".encode("big5hkscs"), "嘅王"),
        ("Type0", "UniGB-UTF32-H", "王".encode("utf-32-be"), "王"),
        ("Type0", "UniKS-UTF8-H", "김하람".encode(), "김하람"),
        ("Type0", "GBT-EUC-H", b"\xcd\xf5", None),
        ("Type0", "KSC-H", b"1h", None),
        ("TrueType", "WinAnsiEncoding", b"kim\x80", "kim€"),
        ("", "", b"kim", "kim"),
        ("TrueType", "MacRomanEncoding", b"Jos\x8e", "José"),
        ("Type0", "Identity-H", b"\0\1", None),
    ],
)
def test_without_one(subtype: str, encoding: str, raw: bytes, text: str | None) -> None:
    assert pdf_font.of(subtype, encoding, b"").text(raw) == text


def test_where_a_font_differs_from_its_encoding() -> None:
    differ: list[Thing] = [65.0, Name("zero"), Name("one"), 200.0, Name("uniAE40"), Name("g7"), 300.0, Name("a")]
    font = pdf_font.of("Type1", "", b"", differ)
    assert font.text(b"AB C\xc8\xc9\x80") == "01 C김\ufffd€"
    cmap = b"beginbfchar <41> <0058> endbfchar"
    assert pdf_font.of("Type1", "", cmap, differ).text(b"A") == "X"


def test_wide_ranges_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_font, "_MOST_CODES", 3)
    codes, widths = pdf_font.read_map(
        b"beginbfrange <0000> <FFFF> <AC00> <0000> <FFFF> <AC00> <0001> <0000> <AC00> endbfrange"
    )
    assert (len(codes), widths) == (3, (2,))


def test_each_section_has_its_own_items_and_a_range_ends_with_the_last_character() -> None:
    codes, widths = pdf_font.read_map(
        b"1 beginbfchar <03> <0020> endbfchar 2 beginbfrange <10> <12> <FFFD> <20> <21> [<0041>] endbfrange"
        b" 1 beginbfchar <30> <0042> endbfchar 1 begincodespacerange <0000> <FFFF> endcodespacerange"
    )
    assert codes == {
        b"\x03": " ", b"\x10": "\ufffd", b"\x11": "\ufffe", b"\x12": "\uffff", b"\x20": "A", b"\x30": "B",
    }  # fmt: skip
    assert widths == (1, 2)
    assert pdf_font.read_map(b"beginbfrange <10> <12> <FFFE> endbfrange")[0] == {
        b"\x10": "\ufffe", b"\x11": "\uffff", b"\x12": "\0",
    }  # fmt: skip
    assert pdf_font.read_map(b"3 beginbfchar <03> <0020> <04> <0041> <05> <AE40> endbfchar")[0] == {
        b"\x03": " ", b"\x04": "A", b"\x05": "김",
    }  # fmt: skip
    assert pdf_font.read_map(b"1 beginbfchar <03> <0020>") == ({}, (1,))
