"""Pictures with metadata as cameras write them, byte by byte by the standards, and without any pixels that count."""

import struct
import zlib
from collections.abc import Sequence

type Entry = tuple[int, int, int, bytes]
"""Tag, kind, count and bytes of the values."""

SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + bytes(range(1, 255)) * 4 + b"\xff\xd9"


def text(tag: int, value: str) -> Entry:
    raw = value.encode() + b"\0"
    return tag, 2, len(raw), raw


def _directory(entries: Sequence[Entry], base: int, order: str) -> bytes:
    """TIFF 6.0, section 2."""
    out, extra = struct.pack(order + "H", len(entries)), b""
    at = base + 2 + 12 * len(entries) + 4
    for tag, kind, count, data in sorted(entries):
        value = data.ljust(4, b"\0")
        if len(data) > 4:
            value = struct.pack(order + "I", at + len(extra))
            extra += data + b"\0" * (len(data) & 1)
        out += struct.pack(order + "HHI", tag, kind, count) + value
    return out + b"\0" * 4 + extra


def exif(
    image: Sequence[Entry] = (), photo: Sequence[Entry] = (), gps: Sequence[Entry] = (), order: str = "<"
) -> bytes:  # fmt: skip
    """Exif 2.32, 4.6: the directories behind the head of TIFF."""
    first = 8
    pointers = [tag for tag, entries in ((0x8769, photo), (0x8825, gps)) if entries]
    blank = [*image, *((tag, 4, 1, b"\0" * 4) for tag in pointers)]
    second = first + len(_directory(blank, first, order))
    third = second + (len(_directory(photo, second, order)) if photo else 0)
    places = dict(zip(pointers, [second, third] if photo else [second], strict=False))
    whole = [*image, *((tag, 4, 1, struct.pack(order + "I", at)) for tag, at in places.items())]
    out = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, first) + _directory(whole, first, order)
    out += _directory(photo, second, order) if photo else b""
    return out + (_directory(gps, third if photo else second, order) if gps else b"")


def rationals(order: str, *pairs: tuple[int, int]) -> bytes:
    return b"".join(struct.pack(order + "II", *pair) for pair in pairs)


def place(latitude: float, longitude: float, order: str = "<") -> list[Entry]:
    """Exif 2.32, 4.6.6: degrees, minutes, and seconds in ten-thousandths."""
    found: list[Entry] = []
    for tag, number, letters in ((1, latitude, b"NS"), (3, longitude, b"EW")):
        units = round(abs(number) * 36_000_000)
        parts = (units // 36_000_000, 1), (units // 600_000 % 60, 1), (units % 600_000, 10_000)
        letter = letters[number < 0 : (number < 0) + 1]
        found += [(tag, 2, 2, letter + b"\0"), (tag + 1, 5, 3, rationals(order, *parts))]
    return found


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def dataset(number: int, value: bytes, record: int = 2) -> bytes:
    """IPTC-NAA IIM 4.2, 1.5."""
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def resources(*found: tuple[int, bytes]) -> bytes:
    """Image resources of Photoshop: without a name, data padded to be even."""
    out = b""
    for number, data in found:
        out += b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(data)) + data
        out += b"\0" * (len(data) & 1)
    return out


def raw_profile(kind: str, data: bytes, *, packed: bool = True) -> bytes:
    """What ImageMagick writes: a text, compressed unless that made it longer, with hexadecimal in lines of 72."""
    digits = data.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    text = f"\n{kind}\n{len(data):8d}\n{lines}\n"
    keyword = f"Raw profile type {kind}".encode()
    if not packed:
        return chunk(b"tEXt", keyword + b"\0" + text.encode())
    return chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(text.encode()))


def jpeg(block: bytes = b"", xmp: bytes = b"", comment: bytes = b"", photoshop: bytes = b"") -> bytes:
    """ITU-T T.81, annex B, with APP0 of JFIF before the rest."""
    out = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    out += segment(0xE1, b"Exif\0\0" + block) if block else b""
    out += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp) if xmp else b""
    out += segment(0xED, b"Photoshop 3.0\0" + photoshop) if photoshop else b""
    out += segment(0xFE, comment) if comment else b""
    return out + segment(0xDB, bytes(65)) + SCAN


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes) -> bytes:
    """PNG, third edition."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + b"".join(chunks) + chunk(b"IEND", b"")


def webp(block: bytes = b"", xmp: bytes = b"") -> bytes:
    """RFC 9649: the extended format, metadata behind the pixels."""
    body = b"WEBP"
    for kind, data in ((b"VP8X", bytes(10)), (b"VP8 ", bytes(31)), (b"EXIF", block), (b"XMP ", xmp)):
        if data:
            body += kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def heic(block: bytes = b"", xmp: bytes = b"", version: int = 1, *, idat: bool = False) -> bytes:
    """ISO/IEC 23008-12: one picture item and, behind it in the data, the metadata items, or these in ``idat``."""
    held = [(b"hvc1", b"", bytes(40))]
    held += [(b"Exif", b"", struct.pack(">I", 6) + b"Exif\0\0" + block)] if block else []
    held += [(b"mime", b"application/rdf+xml\0", xmp)] if xmp else []
    infos = b""
    for number, (kind, more, _) in enumerate(held, 1):
        infos += box(b"infe", b"\2\0\0\0" + struct.pack(">HH", number, 0) + kind + b"\0" + more)
    iinf = box(b"iinf", b"\0\0\0\0" + struct.pack(">H", len(held)) + infos)
    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def meta(first: int) -> bytes:
        rows, at, method = b"", first, b"\0\0"
        for number, (_, _, data) in enumerate(held, 1):
            if idat and number == 2:
                at, method = 0, b"\0\1"
            rows += struct.pack(">H", number) + (method if version else b"") + struct.pack(">HHII", 0, 1, at, len(data))
            at += len(data)
        iloc = box(b"iloc", bytes([version, 0, 0, 0, 0x44, 0]) + struct.pack(">H", len(held)) + rows)
        return box(b"meta", b"\0\0\0\0" + box(b"hdlr", b"\0" * 8 + b"pict" + b"\0" * 13) + iinf + iloc + inside)

    data = [each for *_, each in held]
    inside = box(b"idat", b"".join(data[1:])) if idat else b""
    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", b"".join(data[:1] if idat else data))


def user_text(kind: bytes, value: bytes, language: int = 0x15C7) -> bytes:
    """QuickTime File Format, user data: size and language before the text."""
    return box(kind, struct.pack(">HH", len(value), language) + value)


def listed(**named: bytes) -> bytes:
    """QuickTime File Format, metadata: names under `keys`, values under `ilst`; `__` stands for a dot."""
    keys, values = b"", b""
    for number, (name, value) in enumerate(named.items(), 1):
        keys += box(b"mdta", name.replace("__", ".").encode())
        values += box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0) + value))
    head = box(b"hdlr", b"\0" * 8 + b"mdta" + b"\0" * 13)
    return box(b"meta", head + box(b"keys", struct.pack(">II", 0, len(named)) + keys) + box(b"ilst", values))


def loci(name: bytes, latitude: float, longitude: float) -> bytes:
    """3GPP TS 26.244, 8.10."""
    place = struct.pack(">iii", round(longitude * 65_536), round(latitude * 65_536), 0)
    return box(b"loci", b"\0\0\0\0\x15\xc7" + name + b"\0" + b"\0" + place + b"earth\0\0")


def mp4(*inside: bytes, brand: bytes = b"isom", first: bool = False) -> bytes:
    """ISO/IEC 14496-12: samples, and what describes them behind or before."""
    head, samples = box(b"ftyp", brand + b"\0\0\0\0isommp42"), box(b"mdat", bytes(range(1, 255)) * 40)
    moov = box(b"moov", box(b"mvhd", bytes(100)) + b"".join(inside))
    return head + (moov + samples if first else samples + moov)
