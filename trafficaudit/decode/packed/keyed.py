"""Bodies hidden under a key that stands in the very request: whoever sees one can read it, and so does this.

JPush's SDK sends its reports so (``POST /v3/report``): what stands behind ``Authorization: Basic`` is, in Base64, the
number of the phone, a SHA-1 and the key, and the body is gzip under AES in CBC mode with one of two fixed first blocks.
Read in ``cn.jiguang.bf.f`` and ``cn.jiguang.bf.b`` of jcore-android-3.3.2.jar (cordova-plugin-jcore 1.4.4, npm); 2.8.2
(jcore-react-native 1.9.2, npm) does the same.

GrowingIO's SDK says ``X-Crypt-Codec: 1`` where the last byte of the time in its address changes each byte of a body
(``stm``), ``X-Compress-Codec: 2`` where Snappy packs it below (``snappy_parser.py`` of growingio-tracker 1.0.5, PyPI).

Nothing but such gzip or Snappy, or a document, is given, so that no other body is changed.
"""

import re
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Hint, Node, Opened
from trafficaudit.decode.packed.inflate import inflate
from trafficaudit.decode.text import is_document

type Headers = list[tuple[bytes, bytes]]

AES_LABEL, XOR_LABEL = "aes:", "xor:"
"""What a body's encoding begins with that is so hidden; the key stands behind it."""

_LABEL = re.compile(r"aes:[0-9a-f]{32}|xor:(?:25[0-5]|2[0-4]\d|1\d\d|\d\d?)", re.ASCII).fullmatch

_BASIC = re.compile(rb"Basic\s+([\w+/=-]{96,160})").fullmatch
_CREDENTIALS = re.compile(rb"\d{1,20}:[0-9a-f]{40}:([0-9a-f]{32})").fullmatch
_FIRST = (b"iop203040506aPk!", b"0102030405060708")
_BLOCK = 16
_GZIP = b"\x1f\x8b\x08"
_CRYPTED, _PACKED = (b"x-crypt-codec", b"1"), (b"x-compress-codec", b"2")
_TELLING = frozenset((b"authorization", _CRYPTED[0], _PACKED[0]))
_TIME = re.compile(r"[?&]stm=(\d{1,20})(?:&|$)", re.ASCII).search
_PROBE = 4_096


def labels(headers: Headers, url: str) -> tuple[str, ...]:
    """Give the encodings that a request's headers, in lower case, and address tell of its body, with their keys.

    >>> labels([(b"authorization", b"Basic dXNlcjpwYXNz")], ""), labels([(b"x-crypt-codec", b"1")], "/collect?stm=259")
    ((), ('xor:3',))
    """
    for name, value in headers:
        if name not in _TELLING:
            continue
        if name != b"authorization":
            time = _TIME(url) if _CRYPTED in headers else None
            hidden = (f"{XOR_LABEL}{int(time[1]) & 0xFF}",) if time else ()
            return (*hidden, "snappy") if _PACKED in headers else hidden
        if key := _key(value):
            return (AES_LABEL + key,)
    return ()


def _key(authorization: bytes) -> str:
    basic = _BASIC(authorization)
    plain = unpack(basic[1]) if basic else None
    told = _CREDENTIALS(plain) if plain else None
    return told[1].decode() if told else ""


def is_label(encoding: str) -> bool:
    """Say whether an encoding is one that ``labels`` gives: a header may name whatever it likes.

    >>> is_label("aes:" + "0f" * 16), is_label("xor:255"), is_label("aes:0f"), is_label("xor:256")
    (True, True, False, False)
    """
    return _LABEL(encoding) is not None


def labelled(node: Node, name: str, hint: Hint) -> Iterator[Opened]:
    """Take off what hides a body whose encoding ``name`` holds the key; nothing where what comes out is none of it."""
    if node.raw and node.budget.spend(len(node.raw)):
        yield from (_aes if name.startswith(AES_LABEL) else _xor)(node, name[len(AES_LABEL) :], hint)


def _xor(node: Node, key: str, hint: Hint) -> Iterator[Opened]:
    data = node.raw.translate(bytes(byte ^ int(key) for byte in range(256)))
    packed = inflate("snappy", data, _PROBE)
    if is_document(data) or (packed.data and not packed.problem.startswith("broken")):
        yield Opened(
            (f"xor({int(key):#04x})",),
            [(node.path, node.key, data, 0, len(data), False)],
            hint,
            sure=True,
            carrier=node.carrier,
        )


def _aes(node: Node, key: str, hint: Hint) -> Iterator[Opened]:
    raw = node.raw
    for first in _FIRST if len(raw) % _BLOCK == 0 else ():
        opening = Cipher(AES(key.encode()), CBC(first)).decryptor()
        data = opening.update(raw) + opening.finalize()
        filling = data[-1]
        if data.startswith(_GZIP) and 0 < filling <= _BLOCK and data.endswith(bytes((filling,)) * filling):
            child = (node.path, node.key, data[:-filling], 0, len(raw), False)
            yield Opened(("aes",), [child], hint, sure=True, carrier=node.carrier)
            return
