"""What undoes the alphabets and bases of ``persona.disguises``, each written from its description once more."""

import base64
from collections.abc import Callable

_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_91 = _LETTERS.upper() + _LETTERS + "0123456789!#$%&()*+,./:;<=>?@[]^_`{|}~" + '"'


def _number(digits: str) -> Callable[[bytes], bytes]:
    def undo(raw: bytes) -> bytes:
        number = 0
        for letter in raw.decode():
            number = number * len(digits) + digits.index(letter)
        return number.to_bytes((number.bit_length() + 7) // 8)

    return undo


def _other(letters: str) -> Callable[[bytes], bytes]:
    def undo(raw: bytes) -> bytes:
        usual = raw.decode().translate(str.maketrans(letters, _STANDARD))
        return base64.b64decode(usual + "=" * (-len(usual) % 4))

    return undo


def _bits(letters: str) -> Callable[[bytes], bytes]:
    def undo(raw: bytes) -> bytes:
        bits = "".join(f"{letters.index(letter):05b}" for letter in raw.decode())
        return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))

    return undo


def _base45(raw: bytes) -> bytes:
    found = b""
    for at in range(0, len(raw), 3):
        letters = raw[at : at + 3].decode()
        number = sum(_45.index(letter) * 45**place for place, letter in enumerate(letters))
        found += number.to_bytes(len(letters) - 1)
    return found


def _base91(raw: bytes) -> bytes:
    found, held, bits, first = bytearray(), 0, 0, -1
    for letter in raw.decode():
        if first < 0:
            first = _91.index(letter)
            continue
        value, first = first + 91 * _91.index(letter), -1
        held |= value << bits
        bits += 13 if value & 8191 > 88 else 14
        while bits > 7:
            found.append(held & 255)
            held, bits = held >> 8, bits - 8
    if first >= 0:
        found.append((held | first << bits) & 255)
    return bytes(found)


UNDO: dict[str, Callable[[bytes], bytes]] = {
    "base64-bcrypt": _other("./" + _LETTERS.upper() + _LETTERS + "0123456789"),
    "base64-crypt": _other("./0123456789" + _LETTERS.upper() + _LETTERS),
    "base64-xx": _other("+-0123456789" + _LETTERS.upper() + _LETTERS),
    "base64-swapped": _other(_LETTERS + _LETTERS.upper() + "0123456789+/"),
    "base32hex": _bits("0123456789" + _LETTERS[:22].upper()),
    "crockford": _bits("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
    "base62": _number("0123456789" + _LETTERS.upper() + _LETTERS),
    "base62-lower": _number("0123456789" + _LETTERS + _LETTERS.upper()),
    "base36": _number("0123456789" + _LETTERS.upper()),
    "base45": _base45,
    "base91": _base91,
}


def _to_other(letters: str) -> Callable[[bytes], bytes]:
    return lambda raw: (
        base64.b64encode(raw).rstrip(b"=").translate(bytes.maketrans(_STANDARD.encode(), letters.encode()))
    )


def _to_bits(letters: str) -> Callable[[bytes], bytes]:
    def write(raw: bytes) -> bytes:
        bits = "".join(f"{byte:08b}" for byte in raw)
        bits += "0" * (-len(bits) % 5)
        return "".join(letters[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5)).encode()

    return write


def _to_base45(raw: bytes) -> bytes:
    found = ""
    for at in range(0, len(raw), 2):
        number = int.from_bytes(raw[at : at + 2])
        digits = (number % 45, number // 45 % 45, number // 45**2)
        found += "".join(_45[digit] for digit in digits[: len(raw[at : at + 2]) + 1])
    return found.encode()


WRITE: dict[str, Callable[[bytes], bytes]] = {
    "base64-bcrypt": _to_other("./" + _LETTERS.upper() + _LETTERS + "0123456789"),
    "base64-crypt": _to_other("./0123456789" + _LETTERS.upper() + _LETTERS),
    "base64-xx": _to_other("+-0123456789" + _LETTERS.upper() + _LETTERS),
    "base64-swapped": _to_other(_LETTERS + _LETTERS.upper() + "0123456789+/"),
    "base32hex": _to_bits("0123456789" + _LETTERS[:22].upper()),
    "crockford": _to_bits("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
    "base45": _to_base45,
}
"""The other way, for what holds documents as well as values."""
