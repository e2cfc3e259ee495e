"""Small PDFs of our own: text at places, lines, pictures. Korean text needs no font file: Adobe-Korea1 is predefined."""

import zlib
from collections.abc import Sequence

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UTF16-H /DescendantFonts [<< /Type /Font"
    " /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1)"
    " /Supplement 1 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /HYSMyeongJo-Medium"
    " /Flags 6 /FontBBox [0 -148 1001 880] /ItalicAngle 0 /Ascent 880 /Descent -148 /CapHeight 880 /StemV 59 >> >>] >>"
)
HEIGHT = 842
SIZE = 9


def text(x: float, y: float, said: str) -> str:
    """Give the operators that write text; ``y`` counts from the top of the page."""
    return f"BT /F1 {SIZE} Tf {x} {HEIGHT - y} Td <{said.encode('utf-16-be').hex()}> Tj ET"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S"


def ruled(x: Sequence[float], y: Sequence[float], cells: Sequence[tuple[int, int, int, int, str]]) -> list[str]:
    """Give the operators of a ruled table: cells as row, column, rows down, columns across, text with line breaks."""
    drawn = []
    for row, column, down, across, said in cells:
        left, right, top, bottom = x[column], x[column + across], y[row], y[row + down]
        drawn += [line(left, top, right, top), line(left, bottom, right, bottom)]
        drawn += [line(left, top, left, bottom), line(right, top, right, bottom)]
        drawn += [text(left + 3, top + 11 + 11 * number, part) for number, part in enumerate(said.split("\n"))]
    return drawn


def picture() -> str:
    """Give the operators of a picture of 2 x 2 grey dots over the whole page."""
    return "q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 80FF80FF> EI Q"


def document(pages: Sequence[Sequence[str]]) -> bytes:
    """Give a PDF 1.5 of A4 pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _FONT]
    streams: dict[int, bytes] = {}
    kids = []
    for operators in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        resources = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Resources {resources} /Contents {number + 1} 0 R >>"
        )
        streams[number + 1] = zlib.compress("\n".join(operators).encode("ascii"), 9)
        objects.append(f"<< /Filter /FlateDecode /Length {len(streams[number + 1])} >>")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, told in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{told}\n".encode()
        if number in streams:
            out += b"stream\n" + streams[number] + b"\nendstream\n"
        out += b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
