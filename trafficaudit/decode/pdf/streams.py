"""What an object of a PDF is, and what its stream holds once the filters are undone (ISO 32000-1, 7.4)."""

import base64
import re
from typing import NamedTuple

from trafficaudit.decode.node import Node
from trafficaudit.decode.packed import compression
from trafficaudit.decode.pdf.syntax import Text, Thing
from trafficaudit.decode.text import as_text

_FLATE = frozenset({"FlateDecode", "Fl"})
_PIXELS = frozenset({"DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode"})
_FILES = frozenset({"DCTDecode", "DCT", "JPXDecode"})
_CLOSED_KINDS = frozenset({"XRef", "ObjStm", "Pattern", "Halftone"})
_CLOSED_SUBTYPES = frozenset({"Image", "Type1C", "CIDFontType0C", "OpenType", "PS"})
_CLOSED_NAMES = frozenset({"Length1", "Length2", "Length3", "FunctionType", "ShadingType", "Alternate"})
_BEGINS = re.compile(rb"(?<![A-Za-z])BT(?![A-Za-z])").search
_SHOWS = re.compile(rb"[)\]>][\x00\t\n\f\r ]{0,20}+(?:T[jJ]|')").search
_DRAWS = re.compile(
    rb"(?:\s*+(?:[-+]?[\d.]+|/[\w.+-]+|\[[^\]]{0,200}+\]|<<[^>]{0,400}+>>))*+\s*+"
    rb"(?:[qQhSsfFnmlcdiwWgGkKJjM]|d[01]|cm|re|gs|Do|BMC|BDC|EMC|rg|RG|cs|CS|scn?|SCN?|ri|BT)\s"
).match
_FILE_KINDS = frozenset({"EmbeddedFile", "Metadata"})
_MARKS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_PREDICTED = 10.0


class Body(NamedTuple):
    """An object: its number (-1 of a trailer), its value, and its range, which is that of its stream where it has one.

    ``packed`` says that it stands in the stream of another object, whose range it has.
    """

    number: int
    value: Thing
    start: int
    end: int
    stream: bool = False
    packed: bool = False

    @property
    def kind(self) -> str:
        """The name of its type."""
        kind = self.value.get("Type") if isinstance(self.value, dict) else ""
        return kind if isinstance(kind, str) else ""

    def number_of(self, name: str) -> float:
        """Give a number of its dictionary, -1 where there is none."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return value if isinstance(value, float) else -1.0

    @property
    def filters(self) -> list[str]:
        """The names of its filters, in the order in which they are undone."""
        if not isinstance(self.value, dict):
            return []
        given = self.value.get("Filter", self.value.get("F"))
        return [each for each in (given if isinstance(given, list) else [given]) if isinstance(each, str)]

    @property
    def is_picture(self) -> bool:
        """Whether its stream is the file of a picture (JPEG, JPEG 2000)."""
        filters = self.filters
        return len(filters) == 1 and filters[0] in _FILES

    @property
    def is_closed(self) -> bool:
        """Whether its stream is pixels, a font, or how something is drawn: no words of anybody."""
        if not isinstance(self.value, dict):
            return True
        return (
            self.kind in _CLOSED_KINDS
            or self.value.get("Subtype") in _CLOSED_SUBTYPES
            or not _CLOSED_NAMES.isdisjoint(self.value)
        )


def opened(node: Node, body: Body) -> tuple[bytes, str]:
    """Undo the filters of a stream; give its data, and what kept it closed or broke it off."""
    data, problem = node.raw[body.start : body.end], ""
    for at, name in enumerate(body.filters):
        if name in _FLATE:
            result = compression.inflated(node, "zlib", data)
            data, problem = _unpredicted(body, at, result.data), problem or result.problem
        elif name in ("ASCIIHexDecode", "AHx"):
            data = _from_hex(data)
        elif name in ("ASCII85Decode", "A85"):
            data, packed = _from_85(data), data
            problem = problem or ("" if data or not packed.strip() else f"broken {name} at byte 0")
        elif name not in _PIXELS:
            return b"", problem or f"a stream of a PDF packed by {name[:40]}"
        else:
            return b"", problem
    return data, problem


def _unpredicted(body: Body, number: int, data: bytes) -> bytes:
    """Undo PNG's prediction (7.4.4.4) of the filter of that number, of bytes that each are a value of their own."""
    given = body.value.get("DecodeParms") if isinstance(body.value, dict) else None
    params = given[number] if isinstance(given, list) and number < len(given) else given
    if not isinstance(params, dict):
        return data
    predictor, columns = params.get("Predictor"), params.get("Columns", 1.0)
    if not isinstance(predictor, float) or predictor < _PREDICTED or not isinstance(columns, float) or columns < 1:
        return data
    if columns > len(data):
        return data
    width, out = int(columns), bytearray()
    above = bytearray(width)
    for at in range(0, len(data) - width, width + 1):
        row = bytearray(data[at + 1 : at + 1 + width])
        if data[at] == 2:  # Up, which is what all but a few write
            row = bytearray((each + up) & 255 for each, up in zip(row, above, strict=False))
        elif data[at] == 1:
            for index in range(1, width):
                row[index] = (row[index] + row[index - 1]) & 255
        elif data[at] in (3, 4):
            _from_both(row, above, average=data[at] == 3)
        out += row
        above = row
    return bytes(out)


def _from_both(row: bytearray, above: bytearray, *, average: bool) -> None:
    """Undo the prediction from what stands before and above: the mean of both, or Paeth's (PNG, 9.4)."""
    left = corner = 0
    for index, up in enumerate(above):
        if average:
            told = (left + up) >> 1
        else:
            guess = left + up - corner
            told = min((left, up, corner), key=lambda each: abs(guess - each))
        left, corner = (row[index] + told) & 255, up
        row[index] = left


def _from_hex(data: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
    return bytes.fromhex((digits + b"0" * (len(digits) & 1)).decode("ascii"))


def _from_85(data: bytes) -> bytes:
    try:
        return base64.a85decode(data.partition(b"~>")[0].removeprefix(b"<~"))
    except ValueError:
        return b""


def is_description(data: bytes) -> bool:
    """Say whether data describe a page that shows text."""
    return _BEGINS(data) is not None and _SHOWS(data) is not None


def is_of_somebody(body: Body, data: bytes) -> bool:
    """Say whether data are a file, or text: no map of a font, no lines of a drawing, no bytes of a program's own."""
    if body.kind in _FILE_KINDS:
        return data != b""
    return as_text(data) is not None and b"begincmap" not in data and _DRAWS(data) is None and data.strip() != b""


def text_of(value: Text) -> str | bytes:
    """Give a text of an object in the character set that its mark names, else as UTF-8; bytes where it is neither."""
    raw = value.value
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(charset)
            except UnicodeDecodeError:
                return raw
    return as_text(raw) or raw
