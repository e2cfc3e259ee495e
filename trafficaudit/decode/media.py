"""Media, programs and documents, known by their first bytes: they are left closed, and are no gap in what was looked
into. Archives and PDF are opened (``zipped``, ``tar``, ``pdf``) or told (``sealed``).

Of pictures and videos, what is written beside the pixels is read (``image``, ``exif``, ``video``).
"""

import re

_MAGIC = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|II\*\x00|MM\x00\*|GIF8[79]a|RIFF....(?:WEBP|WAVE|AVI )"
    rb"|[\0-\x0f]...(?:ftyp|moov|styp|moof|sidx|mdat)|\x00\x00\x00\x08wide"
    rb"|BM....\x00\x00\x00\x00|\x00\x00[\x01\x02]\x00[\x01-\x20]\x00...\x00|wOF[F2]|OTTO|ttcf|true\x00|OggS|ID3"
    # The second number of a TrueType font follows from how many tables it has.
    rb"|\x00\x01\x00\x00\x00(?:[\x04-\x07]\x00\x40|[\x08-\x0f]\x00\x80|[\x10-\x1f]\x01\x00|[\x20-\x3f]\x02\x00)"
    rb"|fLaC|\x1aE\xdf\xa3|\x00asm|dex\n|\xca\xfe\xba\xbe|MThd"
    rb"|\xffO\xffQ|\x00\x00\x00\x0cJXL |FLV\x01|G.{187}G|#!AMR|caff\x00|\x7fELF|\xabKTX |DDS |glTF",
    re.DOTALL,
).match
_TYPES = re.compile(r"(image|video|audio|font|model)/.*|application/(x-)?(font.*|wasm|vnd\.ms-fontobject)").fullmatch


_FRAME = re.compile(rb"\xff[\xf2\xf3\xfa\xfb][\x10-\xef]").match
_RATES = (44_100, 48_000, 32_000)
_BITS = (
    (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
)
"""Thousands of bits a second of MPEG-2 and MPEG-1, layer III (ISO/IEC 13818-3, 11172-3)."""


def is_media(raw: bytes, essence: str) -> bool:
    """Say whether bytes that are no text are a picture, sound, film, font or program."""
    return _MAGIC(raw) is not None or _TYPES(essence) is not None or _is_sound(raw)


def _is_sound(raw: bytes) -> bool:
    """Say whether bytes are frames of MP3: by one alone, ciphered bytes would be so once in some 19,000 times."""
    if _FRAME(raw) is None or raw[2] >> 2 & 3 == 3:
        return False
    first = raw[1] >> 3 & 1
    bits, rate = _BITS[first][(raw[2] >> 4) - 1] * 1_000, _RATES[raw[2] >> 2 & 3] >> 1 - first
    size = (144 if first else 72) * bits // rate + (raw[2] >> 1 & 1)
    return _FRAME(raw, size) is not None
