"""Bodies that AES hides under a key that stands in the very request: whoever sees one can read it, and so does this.

JPush's SDK sends its reports so (``POST /v3/report``): what stands behind ``Authorization: Basic`` is, in Base64, the
number of the phone, a SHA-1 and the key, and the body is gzip under AES in CBC mode with one of two fixed first blocks.
Read in ``cn.jiguang.bf.f`` and ``cn.jiguang.bf.b`` of jcore-android-3.3.2.jar (cordova-plugin-jcore 1.4.4, npm); 2.8.2
(jcore-react-native 1.9.2, npm) does the same. Nothing but such gzip is given, so that no other body is changed.
"""

import re
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Hint, Node, Opened

LABEL = "aes:"
"""What a body's encoding begins with that is so hidden; the key stands behind it."""

_BASIC = re.compile(rb"Basic\s+([\w+/=-]{96,160})").fullmatch
_CREDENTIALS = re.compile(rb"\d{1,20}:[0-9a-f]{40}:([0-9a-f]{32})").fullmatch
_FIRST = (b"iop203040506aPk!", b"0102030405060708")
_BLOCK = 16
_GZIP = b"\x1f\x8b\x08"


def label(authorization: bytes) -> str:
    """Give the encoding that a request's credentials tell of its body, with the key; empty for all others.

    >>> label(b"Basic dXNlcjpwYXNz")
    ''
    """
    basic = _BASIC(authorization)
    plain = unpack(basic[1]) if basic else None
    told = _CREDENTIALS(plain) if plain else None
    return LABEL + told[1].decode() if told else ""


def labelled(node: Node, name: str, hint: Hint) -> Iterator[Opened]:
    """Take the cipher off a body whose encoding ``name`` holds the key; nothing where no gzip comes out."""
    raw, key = node.raw, name.removeprefix(LABEL).encode()
    if not raw or len(raw) % _BLOCK or not node.budget.spend(len(raw)):
        return
    for first in _FIRST:
        opening = Cipher(AES(key), CBC(first)).decryptor()
        data = opening.update(raw) + opening.finalize()
        filling = data[-1]
        if data.startswith(_GZIP) and 0 < filling <= _BLOCK and data.endswith(bytes((filling,)) * filling):
            child = (node.path, node.key, data[:-filling], 0, len(raw), False)
            yield Opened(("aes",), [child], hint, sure=True, carrier=node.carrier)
            return
