import io
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pdfs

from trafficaudit.decode.pdf import document as pdf
from trafficaudit.model import Decoded, Field

Body = Callable[..., Decoded]

FORM = "신청서"


def document(*objects: bytes, trailer: bytes = b"<< /Root 1 0 R >>") -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer " + trailer + b"\n%%EOF\n"


def stream(data: bytes, more: bytes = b"", packed: bool = True) -> bytes:
    held = zlib.compress(data) if packed else data
    return b"<< /Length %d %s%s >>\nstream\n%s\nendstream" % (
        len(held), more, b" /Filter /FlateDecode" if packed else b"", held
    )  # fmt: skip


def hexed(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


def read(body: Body, raw: bytes, label: str = "application/pdf") -> dict[str, Field]:
    return {each.path: each for each in body(raw, label).fields if each.layers[-1:] == ("pdf",)}


@pytest.mark.parametrize("label", ["application/pdf", "application/octet-stream", ""])
def test_a_page_gives_its_lines(body: Body, label: str) -> None:
    raw = pdfs.document(
        [[pdfs.text(30, 60, "성명: 남궁하람"), pdfs.text(30, 90, "전화 010-0417-8263")], [pdfs.text(1, 1, "둘째")]]
    )
    found = read(body, raw, label)
    assert (found["page[0]"].value, found["page[1]"].value) == ("성명: 남궁하람\n전화 010-0417-8263", "둘째")
    assert not found["page[0]"].exact


def test_a_field_of_a_form_names_its_value_and_plain_texts_stand_where_they_are(body: Body) -> None:
    raw = document(
        b"<< /Type /Annot /FT /Tx /T (mobile) /V (010-0417-8263) >>",
        b"<< /FT /Tx /T " + hexed("주소") + b" /V " + hexed("서울특별시 중구 가온누리로 417") + b" >>",
        b"<< /Author (Kim \\(Haram\\)) /Title (Form) >>",
    )
    found = read(body, raw)
    phone, place, author = found["object[1].V"], found["object[2].V"], found["object[3].Author"]
    assert (phone.key, phone.value, phone.exact) == ("mobile", "010-0417-8263", True)
    assert raw[slice(*phone.span)] == b"010-0417-8263"
    assert (place.key, place.value, place.exact) == ("주소", "서울특별시 중구 가온누리로 417", False)
    assert (author.key, author.value, author.exact) == ("Author", "Kim (Haram)", False)


def test_a_field_whose_kind_stands_above_it_names_its_value(body: Body) -> None:
    """What fields have in common their parent may say (ISO 32000-1, 12.7.3.1)."""
    raw = document(
        b"<< /FT /Tx /T (order) /Kids [2 0 R] >>",
        b"<< /Parent 1 0 R /T (mobile) /V (010-0417-8263) /DV (010-0000-0000) >>",
        b"<< /Type /Annot /Subtype /Text /T (Kim Haram) /Contents (call me) >>",
    )
    found = read(body, raw)
    assert {path: (each.key, each.value) for path, each in found.items()} == {
        "object[1].T": ("T", "order"),
        "object[2].T": ("T", "mobile"),
        "object[2].V": ("mobile", "010-0417-8263"),
        "object[2].DV": ("DV", "010-0000-0000"),
        "object[3].T": ("T", "Kim Haram"),
        "object[3].Contents": ("Contents", "call me"),
    }


@pytest.mark.parametrize("newer", ["plain", "packed"])
def test_of_objects_with_one_number_the_last_in_the_file_counts(body: Body, newer: str) -> None:
    """Also where one of them stands packed in a stream of objects: a later edit changed the font of the page."""
    fonts = {
        name: b"<< /Type /Font /Subtype /Type1 /Encoding << /Differences [65 /%s] >> >>" % name.encode()
        for name in ("b", "c")
    }
    page = b"1 0 obj << /Type /Page /Contents 2 0 R /Resources << /Font << /F 3 0 R >> >> >> endobj\n"
    shown = b"2 0 obj " + stream(b"BT /F 9 Tf (A) Tj ET") + b" endobj\n"
    packed = b"4 0 obj " + stream(b"3 0 " + fonts["b"], b"/Type /ObjStm /N 1 /First 4 ") + b" endobj\n"
    plain = b"3 0 obj " + fonts["c"] + b" endobj\n"
    raw = b"%PDF-1.7\n" + page + shown + (packed + plain if newer == "plain" else plain + packed) + b"%%EOF\n"
    assert read(body, raw)["page[0]"].value == ("c" if newer == "plain" else "b")


def test_objects_in_a_stream_of_objects_and_replaced_ones_are_read(body: Body) -> None:
    inner = b"4 0 5 31 << /FT /Tx /T (email) /V (a@b.kr)>> << /FT /Tx /T (zip) /V (04999) >>"
    first = inner.index(b"<<")
    packed = stream(inner, b"/Type /ObjStm /N 2 /First %d" % first)
    raw = (
        document(packed)
        + b"9 0 obj << /FT /Tx /T (old) /V (first@b.kr) >> endobj 9 0 obj << /FT /Tx /T (old) /V (second@b.kr) >> endobj"
    )
    values = [
        each.value
        for each in body(raw, "application/pdf").fields
        if "pdf" in each.layers and each.key in ("email", "old")
    ]
    assert values == ["first@b.kr", "second@b.kr", "a@b.kr"]


def test_attached_files_forms_as_xml_and_files_of_pictures_are_children(body: Body) -> None:
    jpeg = b"\xff\xd8\xff\xfe\x00\x12by kim@hanbit.kr\xff\xd9"
    raw = document(
        stream(b'{"email": "kim@hanbit.kr"}', b"/Type /EmbeddedFile"),
        stream(b"<xdp><name>Kim</name></xdp>"),
        stream(jpeg, b"/Subtype /Image /Filter /DCTDecode", packed=False),
        stream(b"\0\1\2\3" * 30, b"/Length1 120"),
        stream(b"10 0 0 10 0 0 cm 1 1 m 2 2 l S "),
    )
    found = body(raw, "application/pdf").fields
    assert {(each.path, each.value) for each in found if each.layers[-1:] in (("json",), ("xml",))} == {
        ("object[1].email", "kim@hanbit.kr"), ("object[2].xdp.name", "Kim"),
    }  # fmt: skip
    assert [each.value for each in found if each.layers == ("pdf", "jpeg")] == ["by kim@hanbit.kr"]
    assert not [each for each in found if each.path.startswith(("object[4]", "object[5]"))]


def test_a_font_without_characters_and_ciphered_documents_are_told(body: Body) -> None:
    page = (
        b"<< /Type /Page /Contents 2 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        stream(b"BT /F1 9 Tf <00410042> Tj ET"),
        b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>",
    )
    assert [each.reason for each in body(document(*page), "").opaque] == [
        "text in a font that does not tell its characters"
    ]
    half = stream(b"begincmap 1 beginbfchar <0041> <0031> endbfchar endcmap")
    given = (*page[:2], b"<< /Type /Font /Subtype /Type0 /ToUnicode 4 0 R >>", half)
    assert [each.reason for each in body(document(*given), "").opaque] == [
        "text in a font that does not tell its characters"
    ]
    assert read(body, document(*given))["page[0]"].value == "1\ufffd"
    ciphered = document(b"<< /T (x) /V (\x93\x11\x04\x85) >>", trailer=b"<< /Encrypt 3 0 R >>")
    assert [each.reason for each in body(ciphered, "").opaque] == ["a ciphered PDF"]
    assert not read(body, ciphered)


@pytest.mark.parametrize("apart", [False, True])
def test_a_font_that_names_its_glyphs(body: Body, apart: bool) -> None:
    """Programs that write a part of a font number its glyphs as they come, and say which is which."""
    told = b"/Differences [1 /zero /one /seven /hyphen /at 65 /k /g99]"
    objects = [
        b"<< /Type /Page /Contents 2 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        stream(b"BT /F1 9 Tf (\\001\\002\\001\\004\\003\\003A) Tj ET"),
        b"<< /Subtype /Type1 /Encoding 4 0 R >>" if apart else b"<< /Subtype /Type1 /Encoding << %s >> >>" % told,
        b"<< /BaseEncoding /WinAnsiEncoding %s >>" % told,
    ]
    decoded = body(document(*objects), "")
    assert ("page[0]", "010-77k") in [(field.path, field.value) for field in decoded.fields]
    assert decoded.opaque == ()
    objects[1] = stream(b"BT /F1 9 Tf (\\001B) Tj ET")
    decoded = body(document(*objects), "")
    assert [each.reason for each in decoded.opaque] == ["text in a font that does not tell its characters"]


def test_a_font_with_a_map_of_its_own_in_a_drawn_form_and_resources_of_the_node_above(body: Body) -> None:
    cmap = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <AE40> <0002> <D558B78C> endbfchar endcmap"
    raw = document(
        b"<< /Type /Pages /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Page /Parent 1 0 R /Contents [3 0 R] >>",
        stream(b"BT /F1 9 Tf <00010002> Tj ET"),
        b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 5 0 R >>",
        stream(cmap),
        stream(
            b"BT /F2 9 Tf (call 010-0417-8263) Tj ET",
            b"/Subtype /Form /Resources << /Font << /F2 << /Subtype /Type1 >> >> >>",
        ),
    )
    found = read(body, raw)
    assert (found["page[0]"].value, found["object[6]"].value) == ("김하람", "call 010-0417-8263")


@pytest.mark.parametrize("raw", [b"%PDF", b"see %PDF-1.7 1 0 obj (a) endobj", b"1 0 obj << /V (kim) >> endobj"])
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not read(body, raw, "")


def test_broken_documents_give_what_is_whole(body: Body) -> None:
    raw = document(b"<< /FT /Tx /T (mail) /V (a@b.kr) >>", b"<< /Broken (", stream(b"BT (hello there) Tj ET")[:-30])
    assert read(body, raw)["object[1].V"].value == "a@b.kr"
    for cut in range(0, len(raw), 7):
        body(raw[:cut], "application/pdf")


@given(st.binary(max_size=200))
def test_any_bytes(body: Body, data: bytes) -> None:
    body(b"%PDF-1.4\n" + data)
    body(document(data, stream(data), stream(b"BT " + data)))


def test_what_a_program_writes_is_read(body: Body) -> None:
    pyplot = pytest.importorskip("matplotlib.figure")
    figure, out = pyplot.Figure(), io.BytesIO()
    figure.text(0.1, 0.5, "Tel 010-0417-8263 haram@mail.example")
    figure.savefig(out, format="pdf", metadata={"Author": "남궁하람"})
    found = read(body, out.getvalue())
    assert found["page[0]"].value == "Tel 010-0417-8263 haram@mail.example"
    assert [each.value for each in found.values() if each.key == "Author"] == ["남궁하람"]
    assert not [each for each in found.values() if each.path.startswith("object") and not each.key]


def test_shows() -> None:
    assert pdf.shows(b"%PDF-1.3\r")
    assert not pdf.shows(b"\n%PDF-1.3")


def test_a_drawn_form_is_read_with_its_own_fonts_and_a_trailer_by_its_name(body: Body) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /Encoding << /Differences [65 /k /i /m] >> >>"
    form = stream(b"BT /F 9 Tf (ABC) Tj ET", b"/Type /XObject /Subtype /Form /Resources << /Font << /F 2 0 R >> >> ")
    other = stream(b"BT /F 9 Tf (ABC) Tj ET", b"/Resources << /Font << /F 2 0 R >> >> ")
    raw = document(form, font, other, trailer=b"<< /Root 1 0 R /Info << /Author (Kim Haram) >> >>")
    assert {path: (each.key, each.value) for path, each in read(body, raw).items()} == {
        "object[1]": ("", "kim"),
        "object[3]": ("", "kim"),
        "trailer[0].Info.Author": ("Author", "Kim Haram"),
    }
