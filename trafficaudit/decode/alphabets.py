"""Letters of encodings: of Base32 and Base64 other than RFC 4648's usual ones by layer, of Base45, Base58 and Base85.

Sources: RFC 4648, section 7 (extended hex alphabet), and D. Crockford's Base32; crypt(3), bcrypt (N. Provos, 1999) and
xxencode for Base64, and programs that change upper and lower case over; draft-msporny-base58-03; RFC 1924; ZeroMQ's
RFC 32/Z85.
"""

from typing import Final

_UPPER: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOWER: Final = _UPPER.lower()
_DIGITS: Final = b"0123456789"

STANDARD: Final = _UPPER + _LOWER + _DIGITS + b"+/"
"""RFC 4648, section 4: the letters for 0 to 63."""

STANDARD_32: Final = _UPPER + b"234567"
"""RFC 4648, section 6: the letters for 0 to 31."""

ALPHABETS: Final = {
    "base64-bcrypt": b"./" + _UPPER + _LOWER + _DIGITS,
    "base64-crypt": b"./" + _DIGITS + _UPPER + _LOWER,
    "base64-xx": b"+-" + _DIGITS + _UPPER + _LOWER,
    "base64-swapped": _LOWER + _UPPER + _DIGITS + b"+/",
}
"""Of Base64, by layer: the letters for 0 to 63, without padding."""

ALPHABETS_32: Final = {
    "base32hex": _DIGITS + b"ABCDEFGHIJKLMNOPQRSTUV",
    "crockford": _DIGITS + b"ABCDEFGHJKMNPQRSTVWXYZ",
}
"""Of Base32, by layer: the letters for 0 to 31; their case is free."""

DIGITS_45: Final = _DIGITS + _UPPER + b" $%*+-./:"
"""RFC 9285: the letters for 0 to 44."""

BITCOIN_58: Final = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base58 as Bitcoin writes it: the letters for 0 to 57."""

RFC_1924_85: Final = _DIGITS + _UPPER + _LOWER + b"!#$%&()*+-;<=>?@^_`{|}~"
"""Base85 as Python and Git write it: the letters for 0 to 84."""

Z_85: Final = _DIGITS + _LOWER + _UPPER + b".-:+=^!/*?&<>()[]{}@%$#"
"""Base85 as ZeroMQ writes it: the letters for 0 to 84."""
