import pytest

from trafficaudit.decode.pdf import font as pdf_font
from trafficaudit.decode.pdf.page import Page


def shown(raw: bytes) -> str:
    return Page(lambda name: pdf_font.of("Type1", "", b"")).read(raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"BT /F 10 Tf 10 700 Td (010-01) Tj 33 0 Td (22-2903) Tj ET", "010-0122-2903"),
        (b"BT /F 10 Tf 1 0 0 1 10 700 Tm (Tel) Tj 1 0 0 1 60 700 Tm (010) Tj ET", "Tel 010"),
        (b"BT /F 10 Tf [(010-) -20 (0122) -400 (me)] TJ ET", "010-0122 me"),
        (b"BT /F 10 Tf 14 TL (a) Tj T* (b) Tj (c) ' 0 -14 TD (d) Tj ET", "a\nb\nc\nd"),
        (b"BT /F 1 Tf 10 0 0 10 5 5 Tm (one) Tj 1.9 0 Td (two) Tj 9 0 Td (far) Tj ET", "onetwo far"),
        (b"BT /F 10 Tf 1 1 Td (kim) Tj ET BT 1 1 Td 0 0 Td (a) Tj ET", "kima"),
        (b"1 0 0 1 0 0 cm 3 w S", ""),
        (b"BT (no font) Tj 1 Tf Tf Td 1 Td Tm TL TD ' ET", "no font"),
    ],
)
def test_pieces_become_lines(raw: bytes, text: str) -> None:
    assert shown(raw) == text
