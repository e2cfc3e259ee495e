r"""Raw profiles in a PNG: what ImageMagick writes of Exif, XMP and IPTC into a text, mostly compressed, in hexadecimal.

``\nexif\n    1234\n457869660000...``: the name, the number of bytes, then lines of hexadecimal. ExifTool and exiv2
read and write the same. Source: ImageMagick, ``coders/png.c`` (``Magick_png_write_raw_profile``), libpng's manual on
``zTXt``.
"""

import re
import zlib
from collections.abc import Callable, Iterator

from trafficaudit.decode.limits import Bound, Budget, beyond
from trafficaudit.decode.node import Child
from trafficaudit.decode.pictures import exif, iptc, xmp

KEYWORD = b"Raw profile type "
CHUNKS = (b"zTXt", b"tEXt")
"""The chunks with such texts: compressed, and as they stand."""

MOST = 4 << 20
"""Bytes to which a profile may inflate; what is longer is read up to there."""

_PROFILE = re.compile(rb"\s*+([0-9A-Za-z]{1,16})\s++(\d{1,10})\s++([0-9A-Fa-f\s]*+)")
_EXIF_HEAD = b"Exif\0\0"
_XMP_HEADS = (b"http://ns.adobe.com/xap/1.0/\0", b"<?xpacket", b"<x:xmpmeta")


def inflated(raw: bytes, start: int, end: int, budget: Budget) -> bytes:
    """Give what the text of a ``zTXt`` chunk inflates to, none where it is damaged; the range is that of its data."""
    most = min(MOST, budget.inflated)
    stream = zlib.decompressobj()
    try:
        text = stream.decompress(raw[start:end], most) if most > 0 else b""
    except zlib.error:
        return b""
    left = len(stream.unconsumed_tail) if most > 0 else end - start
    if left:
        budget.reached.append(beyond(max(most, 0), left, end - start))
    budget.inflated -= len(text)
    return text


def profile(text: bytes) -> bytes:
    """Give the bytes that a text writes in hexadecimal; none where it is no profile."""
    match = _PROFILE.match(text)
    if match is None:
        return b""
    digits = bytes(match[3].translate(None, b" \t\r\n\v\f"))
    return bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))[: int(match[2])]


def children(
    data: bytes, path_of: Callable[[str], str], start: int, end: int, reached: list[Bound]
) -> Iterator[tuple[str, Child]]:
    """Give ``(layer, child)`` of a profile's bytes; the place of each is the whole range of the chunk.

    Args:
        data: the profile's bytes.
        path_of: gives the path of ``exif``, ``xmp`` or ``iptc`` in this picture.
        start: where the chunk's data begins.
        end: where it ends.
        reached: told where a bound ended what is given.
    """
    block = data.removeprefix(_EXIF_HEAD)
    if exif.is_exif(block):
        yield exif.NAME, (path_of(exif.NAME), exif.NAME, block, start, end, False)
        return
    kind, read = (xmp.NAME, xmp.properties) if data.startswith(_XMP_HEADS) else (iptc.NAME, iptc.fields)
    for path, key, value, *_ in read(data, 0, len(data), path_of(kind), reached):
        yield kind, (path, key, value, start, end, False)
