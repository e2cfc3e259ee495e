"""Base32, Base58 and Base85 of a short text, under a name that says what the text is.

No decoder opens them, since many words are valid in them. Where a field's name says what is to be expected, what they
hold tells: only printable text that is a value of that very format counts.
"""

import base64
import re
from collections.abc import Callable, Iterator

from trafficaudit.decode.alphabets import BITCOIN_58, RFC_1924_85, Z_85

SHORTEST, LONGEST = 8, 256
"""Characters of a value that is opened."""

_DIGITS = {digit: value for value, digit in enumerate(BITCOIN_58.decode())}
_FROM_Z85 = str.maketrans(Z_85.decode(), RFC_1924_85.decode())
_PRINTABLE = re.compile(rb"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?").fullmatch
_MOST_58 = 128


def may(text: str) -> bool:
    """Say cheaply whether it is worth a trial: most of what has a telling name is a number, a word or a sentence.

    Of eight characters of Base58 all are digits once in a million times.
    """
    return SHORTEST <= len(text) <= LONGEST and not text.isdigit() and text.isascii() and " " not in text


def opened(text: str) -> Iterator[tuple[str, str]]:
    """Give the name of each encoding in which a text holds printable text, and that.

    >>> list(opened("GAYTALJZGE4DGLJSG42DM==="))
    [('Base32', '010-9183-2746')]
    """
    if not may(text):
        return
    for name, decode in _DECODERS.items():
        try:
            held = decode(text)
        except ValueError:
            continue
        if _PRINTABLE(held):
            yield name, held.decode("ascii")


def _base32(text: str) -> bytes:
    bare = text.rstrip("=").upper()
    return base64.b32decode(bare + "=" * (-len(bare) % 8))


def _base58(text: str) -> bytes:
    if len(text) > _MOST_58 or not _DIGITS.keys() >= set(text):
        raise ValueError(text)
    number = 0
    for letter in text:
        number = number * 58 + _DIGITS[letter]
    return number.to_bytes((number.bit_length() + 7) // 8)


_DECODERS: dict[str, Callable[[str], bytes]] = {
    "Base32": _base32,
    "Base58": _base58,
    "Base85": base64.b85decode,
    "Ascii85": base64.a85decode,
    "Z85": lambda text: base64.b85decode(text.translate(_FROM_Z85)),
}
