import base64
import zlib

import pytest

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.pdf import streams as pdf_streams
from trafficaudit.decode.pdf.streams import Body
from trafficaudit.decode.pdf.syntax import Name, Text, Thing, Word
from trafficaudit.decode.place import Linear


def held(raw: bytes, **entries: Thing) -> tuple[Node, Body]:
    return Node(raw, None, Linear(0), "$", "", "body", Budget(Limits())), Body(
        1, dict(entries), 0, len(raw), stream=True
    )


@pytest.mark.parametrize(
    ("raw", "filters"),
    [
        (b"some words", []),
        (zlib.compress(b"some words"), ["FlateDecode"]),
        (b"736F6D6520 776F726473>", ["ASCIIHexDecode"]),
        (base64.a85encode(zlib.compress(b"some words")) + b"~>", ["ASCII85Decode", "FlateDecode"]),
    ],
)
def test_filters_are_undone(raw: bytes, filters: list[str]) -> None:
    node, body = held(raw, Filter=[Name(each) for each in filters])
    assert pdf_streams.opened(node, body) == (b"some words", "")


def test_predicted_rows_are_put_back() -> None:
    rows = (
        b"\x02some" + b"\x02" + bytes((b - a) & 255 for a, b in zip(b"some", b"word", strict=True)) + b"\x01\x73\0\0\0"
    )
    parms: Thing = {"Predictor": 12.0, "Columns": 4.0}
    node, body = held(zlib.compress(rows), Filter=Name("FlateDecode"), DecodeParms=parms)
    assert pdf_streams.opened(node, body)[0] == b"somewordssss"
    filters: Thing = [Name("ASCII85Decode"), Name("FlateDecode")]
    packed = base64.a85encode(zlib.compress(rows)) + b"~>"
    several: list[Thing] = [[Word("null"), parms], parms]
    for given in several:
        node, body = held(packed, Filter=filters, DecodeParms=given)
        assert pdf_streams.opened(node, body)[0] == b"somewordssss"
    node, body = held(packed, Filter=filters, DecodeParms=[Word("null")])
    assert pdf_streams.opened(node, body)[0] == rows


def test_what_cannot_be_opened_is_told_and_pixels_are_not() -> None:
    assert pdf_streams.opened(*held(b"xx", Filter=Name("LZWDecode"))) == (b"", "a stream of a PDF packed by LZWDecode")
    assert pdf_streams.opened(*held(b"xx", Filter=Name("CCITTFaxDecode"))) == (b"", "")
    assert pdf_streams.opened(*held(b"xx", Filter=Name("FlateDecode")))[1].startswith("broken zlib")


def test_kinds() -> None:
    assert held(b"", Filter=Name("DCTDecode"))[1].is_picture
    assert held(b"", Subtype=Name("Image"))[1].is_closed
    assert held(b"", Length1=4.0)[1].is_closed
    assert not held(b"", Type=Name("Metadata"))[1].is_closed
    assert Body(1, 2.0, 0, 0).is_closed


def test_whose_words_they_are() -> None:
    body = held(b"")[1]
    assert pdf_streams.is_of_somebody(body, b"<xdp/>")
    assert pdf_streams.is_of_somebody(held(b"", Type=Name("EmbeddedFile"))[1], b"\0\1")
    for data in (
        b"611 0 -3 0 614 730 d1\n-3 729 m",
        b"q 1 0 0 1 0 0 cm",
        b"/Tx BMC EMC",
        b"\0\1",
        b"",
        b"12 begincmap",
    ):
        assert not pdf_streams.is_of_somebody(body, data)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xfe\xff\xae\x40", "김"),
        (b"\xef\xbb\xbf\xea\xb9\x80", "김"),
        ("김".encode(), "김"),
        ("김하람".encode("cp949"), "김하람".encode("cp949")),
        (b"\xfe\xff\xd8", b"\xfe\xff\xd8"),
    ],
)
def test_texts_of_objects(raw: bytes, text: str | bytes) -> None:
    assert pdf_streams.text_of(Text(raw, 0, 0, True)) == text


def _predicted(rows: list[bytes], kind: int) -> bytes:
    """Write rows as PNG (9.4) predicts them, by its formulas."""
    out, above = b"", bytes(len(rows[0]))
    for row in rows:
        out += bytes([kind])
        for at, byte in enumerate(row):
            left, up, corner = row[at - 1] if at else 0, above[at], above[at - 1] if at else 0
            guess = left + up - corner
            near = [abs(guess - each) for each in (left, up, corner)]
            told = (left + up) // 2 if kind == 3 else (left, up, corner)[near.index(min(near))]
            out += bytes([(byte - told) & 255])
        above = row
    return out


@pytest.mark.parametrize("kind", [3, 4])
def test_rows_that_were_predicted_from_both_sides_are_put_back(kind: int) -> None:
    rows = [b"mail kim@example", b".kr 010-9183-274", b"6 seoul hangang."]
    node, body = held(
        zlib.compress(_predicted(rows, kind)),
        Filter=Name("FlateDecode"),
        DecodeParms={"Predictor": 15.0, "Columns": 16.0},
    )
    assert pdf_streams.opened(node, body) == (b"".join(rows), "")


def test_a_broken_run_of_ascii85_is_told() -> None:
    node, body = held(b"zz~~vvv{{{", Filter=Name("ASCII85Decode"))
    assert pdf_streams.opened(node, body) == (b"", "broken ASCII85Decode at byte 0")


@pytest.mark.parametrize(
    "parms",
    [{"Predictor": 1.0, "Columns": 4.0}, {"Predictor": 9.0, "Columns": 4.0}, {"Columns": 4.0}, {"Predictor": 12.0, "Columns": 0.0},
     {"Predictor": 12.0, "Columns": 99.0}, {"Predictor": Word("x"), "Columns": 4.0}],
)  # fmt: skip
def test_what_nobody_predicted_stays_as_it_is(parms: Thing) -> None:
    node, body = held(zlib.compress(b"some words"), Filter=Name("FlateDecode"), DecodeParms=parms)
    assert pdf_streams.opened(node, body) == (b"some words", "")


def test_the_first_filter_that_broke_off_is_told() -> None:
    packed = zlib.compress(b"{{{" + bytes(range(256)) * 40)
    node, body = held(packed[: len(packed) // 2], Filter=[Name("FlateDecode"), Name("ASCII85Decode")])
    data, problem = pdf_streams.opened(node, body)
    assert data == b""
    assert problem.startswith("broken zlib")
    node, body = held(b"zz~~vvv{{{", Filter=[Name("ASCII85Decode"), Name("FlateDecode")])
    assert pdf_streams.opened(node, body) == (b"", "broken ASCII85Decode at byte 0")


@pytest.mark.parametrize(
    ("data", "shows"),
    [
        (b"BT /F 9 Tf (a) Tj ET", True),
        (b"BT [(a)] TJ ET", True),
        (b"BT <41> ' ET", True),
        (b"q (a) Tj Q", False),  # without a text object nothing is shown (9.4.1)
        (b"ABT (a) Tj", False),
        (b"BT 1 0 0 1 0 0 Tm ET", False),
        (b"BT (a) Tx ET", False),
    ],
)
def test_what_describes_a_page_shows_a_text(data: bytes, shows: bool) -> None:
    assert pdf_streams.is_description(data) is shows
