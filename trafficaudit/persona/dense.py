"""Encodings of whole values in few letters: Base32 (RFC 4648, section 6), Base58 and the three alphabets of Base85.

Unlike Base64 they are not searched for inside of a larger encoded run: a value is found that was encoded by itself.
Source: Base58 as Bitcoin writes it (draft-msporny-base58-03); Adobe's Ascii85 (PostScript Language Reference, 3.13.3);
the same with the letters of RFC 1924, as Python and Git write it, and with those of ZeroMQ (RFC 32/Z85), here also of
lengths that are no multiple of four, as programs cut it.
"""

import base64
from collections.abc import Iterator

from trafficaudit.decode.alphabets import BITCOIN_58, RFC_1924_85, Z_85

SHORTEST = 6
"""Bytes of a value that is looked for in these encodings: fewer give too few letters to be proof."""

_LETTERS_58 = BITCOIN_58.decode()
_TO_Z85 = bytes.maketrans(RFC_1924_85, Z_85)


def encoded(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Give ``(layer, letters)`` of bytes, without padding; nothing of fewer than ``SHORTEST``."""
    if len(raw) < SHORTEST:
        return
    yield "base32", base64.b32encode(raw).rstrip(b"=")
    yield "base58", base58(raw).encode()
    rfc_1924 = base64.b85encode(raw)
    yield "base85", rfc_1924
    yield "z85", rfc_1924.translate(_TO_Z85)
    yield "ascii85", base64.a85encode(raw)


def base58(raw: bytes) -> str:
    """Write bytes as one number to the base 58, a ``1`` for each zero byte in front.

    >>> base58(b"Hello World!"), base58(bytes.fromhex("0000287fb4cd"))
    ('2NEpo7TZRRrLZSi2U', '11233QC4')
    """
    number, letters = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        letters = _LETTERS_58[digit] + letters
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + letters
