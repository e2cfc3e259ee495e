"""Media, programs and documents, known by their first bytes: they are left closed, and are no gap in what was looked
into. Archives and PDF are opened (``zipped``, ``tar``, ``pdf``) or told (``sealed``).

Of pictures and videos, what is written beside the pixels is read (``image``, ``exif``, ``video``).
"""

import re

_MAGIC = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|II\*\x00|MM\x00\*|GIF8[79]a|RIFF....(?:WEBP|WAVE|AVI )"
    rb"|....(?:ftyp|moov|styp|moof|sidx|mdat)|\x00\x00\x00\x08wide"
    rb"|BM....\x00\x00\x00\x00|\x00\x00[\x01\x02]\x00[\x01-\x20]\x00|wOF[F2]|\x00\x01\x00\x00\x00|OTTO|ttcf|true\x00|OggS|ID3"
    rb"|\xff[\xf2\xf3\xfa\xfb][\x10-\xef]|fLaC|\x1aE\xdf\xa3|\x00asm|dex\n|\xca\xfe\xba\xbe|MThd"
    rb"|\xffO\xffQ|\x00\x00\x00\x0cJXL |FLV\x01|G.{187}G|#!AMR|caff\x00|\x7fELF|\xabKTX |DDS |glTF",
    re.DOTALL,
).match
_TYPES = re.compile(r"(image|video|audio|font|model)/.*|application/(x-)?(font.*|wasm|vnd\.ms-fontobject)").fullmatch


def is_media(raw: bytes, essence: str) -> bool:
    """Say whether bytes that are no text are a picture, sound, film, font or program."""
    return _MAGIC(raw) is not None or _TYPES(essence) is not None
