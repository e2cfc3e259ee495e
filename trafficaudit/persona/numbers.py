"""How numbers and identifiers are written: card, registration and device numbers, places."""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import pairwise, product

from trafficaudit.persona.form import Form
from trafficaudit.persona.model import Boundary
from trafficaudit.persona.network import IS_MAC

_UUID = re.compile(r"\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?", re.I)
_BASE64 = re.compile(
    r"(?:[A-Za-z0-9+/]{4}){5,}(?:[A-Za-z0-9+/]{2,4}={0,2})?|(?:[A-Za-z0-9_-]{4}){5,}(?:[A-Za-z0-9_-]{2,4}={0,2})?"
)
_STANDARD, _URLSAFE = str.maketrans("-_", "+/"), str.maketrans("+/", "-_")
_LINE = 76  # RFC 2045
_IMEI = 15
_ICCID = (19, 20)
_LONG = 8  # bytes of a Java long
_RANDOM, _KINDS = 16, 8
"""Hexadecimal digits, and different ones among them, from which on an identifier counts as drawn at random."""
_HEX = re.compile(r"(?=.*[a-f])(?:[0-9a-f]{2}){8,}", re.I)


def identifier(value: str) -> Iterator[Form]:
    """UUIDs and hexadecimal identifiers: with and without hyphens, the bytes they stand for, and as numbers."""
    if parts := _UUID.fullmatch(value):
        groups = parts.groups()
        beside = beside_hexadecimal(value)
        yield Form("".join(groups), note="without hyphens", caseless=True, boundary=beside)
        yield Form("-".join(groups), note="with hyphens", caseless=True, boundary=beside)
        yield from _hexadecimal(groups, beside)
        raw = bytes.fromhex("".join(groups))
        yield Form("", raw=raw, note="as its 16 bytes", boundary="none")
        swapped = raw[3::-1] + raw[5:3:-1] + raw[7:5:-1] + raw[8:]
        yield Form("", raw=swapped, note="as its 16 bytes in Microsoft's order", boundary="none", hashed=False)
        yield from _integers(raw, "as a number")
        for half, which in ((raw[:8], "upper"), (raw[8:], "lower")):
            yield from _integers(half, f"by its {which} 64 bits as a number")
    elif _HEX.fullmatch(value):
        raw = bytes.fromhex(value)
        yield Form("", raw=raw, note="as the bytes it stands for", boundary="none")
        if len(raw) == _LONG:
            yield from _integers(raw, "as a number")
            for size in (4, 8):
                yield from _hexadecimal([value[at : at + size] for at in range(0, 2 * _LONG, size)], "hex", signs="-: ")
        for joint in ":- ":
            text = raw.hex(joint)
            yield Form(text, note="in pairs", caseless=True, boundary="hex", wide=False, hashed=False)


def _hexadecimal(groups: Iterable[str], beside: Boundary, *, signs: str = "_:. /") -> Iterator[Form]:
    """Give the groups of an identifier with other signs between them, as keys and names of files have it."""
    listed = list(groups)
    for joint in signs:
        yield Form(joint.join(listed), note=_OTHER_SIGNS, caseless=True, boundary=beside, wide=False, hashed=False)


def _integers(raw: bytes, note: str) -> Iterator[Form]:
    """The bytes as a decimal number, and as the negative one that Java's ``long`` and ``BigInteger`` make of it."""
    for signed in (False, True):
        number = str(int.from_bytes(raw, signed=signed))
        yield Form(number, note=note, boundary="digit", wide=False, hashed=False)


_DOUBLE = range(9, 16)
"""Digits of a number that a double holds to the last one, and that is long enough to be nobody else's."""

_TELLING = 8


def double(value: str, *, typed_only: bool = False) -> Iterator[Form]:
    """A number that was kept as a double (Gson without a type, Lua, spreadsheets): ``1013289525.0``, and by powers of
    ten as Java (``1.013289525E9``), C and Lua (``1.013289525e+09``) write it.
    """  # fmt: skip
    digits = value.lstrip("0")
    if not re.fullmatch("[0-9]+", digits) or len(digits) not in _DOUBLE:
        return
    note, significant = "as a floating-point number", digits.rstrip("0")
    mantissa, power = f"{digits[0]}.{significant[1:] or '0'}", len(digits) - 1
    typed_only = typed_only or len(significant) < _TELLING
    for text in (f"{mantissa}E{power}", f"{mantissa}e{power}", f"{mantissa}E+{power:02}", f"{mantissa}e+{power:02}"):
        yield Form(text, note=note, typed_only=typed_only, boundary="digit", wide=False, hashed=False)
    yield Form(f"{digits}.0", note=note, typed_only=True, wide=False, hashed=False)


_OTHER_SIGNS = "with other separators"
_SIGNS = "./_,:|~·"
"""What stands between the groups of a number besides hyphens and spaces, in exports, keys of tables and prose."""


def with_signs(groups: Iterable[str]) -> Iterator[Form]:
    """Give the groups of a number with each of the rarer signs between them."""
    listed = list(groups)
    for joint in _SIGNS:
        yield Form(joint.join(listed), note=_OTHER_SIGNS, boundary="digit", wide=False, hashed=False)


def is_uuid(value: str) -> bool:
    """Say whether a value is a UUID (RFC 9562), with or without hyphens and braces."""
    return _UUID.fullmatch(value) is not None


def is_hexadecimal(value: str) -> bool:
    """Say whether a value is a UUID, a MAC address or another identifier in hexadecimal."""
    return not value.isdigit() and any(matches(value) for matches in (_UUID.fullmatch, _HEX.fullmatch, IS_MAC))


def beside_hexadecimal(value: str) -> Boundary:
    """Say what may not stand beside an identifier in hexadecimal: further digits would make it another one.

    Chance gives 64 bits drawn at random nowhere: they are themselves in whatever run they stand, as behind a length
    (``10000000`` and 16 bytes), a name that ends in one of the letters, or zeros that fill it up.
    """
    digits = re.sub("[^0-9a-f]", "", value.lower())
    return "none" if len(digits) >= _RANDOM and len(set(digits)) >= _KINDS else "hex"


def base64_text(value: str) -> Iterator[Form]:
    """Identifiers that are Base64 (RFC 4648), as CI and DI: the other alphabet, without padding, and their bytes."""
    if not _BASE64.fullmatch(value) or is_hexadecimal(value) or len(value.rstrip("=")) % 4 == 1:
        return
    bare = value.rstrip("=").translate(_STANDARD)
    padding = "=" * (-len(bare) % 4)
    for text, note in (
        (bare + padding, "with padding"),
        (bare, "without padding"),
        (bare.translate(_URLSAFE) + padding, "in the alphabet for addresses"),
        (bare.translate(_URLSAFE), "in the alphabet for addresses, without padding"),
    ):
        yield Form(text, note=note, boundary="encoded")
    for text in (bare.replace("+", " ") + padding, bare.replace("+", " ")):
        yield Form(text, note="with a space for each plus", boundary="encoded", wide=False, hashed=False)
    wrapped = "\r\n".join((bare + padding)[at : at + _LINE] for at in range(0, len(bare) + len(padding), _LINE))
    for text in (wrapped, wrapped.replace("\r", "")):
        yield Form(text, note="in lines", boundary="encoded", wide=False, hashed=False)
    raw = b64decode(bare + padding)
    yield Form("", raw=raw, note="as the bytes it stands for", boundary="none")
    yield Form(raw.hex(), note="as the bytes it stands for, in hexadecimal", boundary="hex", caseless=True)


def card(value: str) -> Iterator[Form]:
    """Card numbers in groups of four, or 4-6-5 for those of 15 digits."""
    digits = re.sub(r"[ -]", "", value)
    if not re.fullmatch(r"\d{12,19}", digits):
        return
    cuts = (0, 4, 10, 15) if len(digits) == 15 else (*range(0, len(digits), 4), len(digits))
    groups = [digits[start:end] for start, end in pairwise(cuts)]
    for joint in ("", "-", " "):
        yield Form(joint.join(groups), note="with other separators", boundary="digit")
    yield from with_signs(groups)


def customs(value: str) -> Iterator[Form]:
    """개인통관고유부호: the P apart or the digits in groups; without the P they are short enough to be anything."""
    if re.fullmatch(r"[Pp]\d{12}", value):
        digits = value[1:]
        groups = digits[:4], digits[4:8], digits[8:]
        grouped = " ".join(groups), "-".join(groups)
        for text in (*(f"{joint}{each}" for joint in " -" for each in (digits, *grouped)), *grouped):
            yield Form("P" + text, note="with separators", caseless=True, boundary="word", wide=False, hashed=False)
        yield Form(value[1:], note="without the P", typed_only=True)


def registration(value: str) -> Iterator[Form]:
    """Resident, foreigner, business, licence, account and device numbers: their usual groups."""
    bare = re.sub(r"[\s-]", "", value)
    yield Form(bare, note="without separators", boundary="digit" if bare.isdigit() else "word")
    if "-" in value:
        note = "with spaces for its hyphens"
        yield Form(value.replace("-", " "), note=note, boundary="digit", wide=False, hashed=False)
        yield from with_signs(value.split("-")) if bare.isdigit() else ()
    cuts = {13: (6,), 10: (3, 5), 12: (2, 4, 10)}.get(len(bare), ()) if bare.isdigit() else ()
    if cuts:
        ends = (0, *cuts, len(bare))
        groups = [bare[start:end] for start, end in pairwise(ends)]
        for joint in ("-", " "):
            yield Form(joint.join(groups), note="with separators", boundary="digit")
        yield from with_signs(groups)


def passport(value: str) -> Iterator[Form]:
    """Passports: the letter apart, and the number of those since 2021 (M123A4567) in its groups."""
    yield from registration(value)
    bare = re.sub(r"[\s-]", "", value)
    cuts = [match for pattern in _PASSPORTS if (match := pattern.fullmatch(bare))]
    for match, joint in product(cuts, " -"):
        text = joint.join(match.groups())
        yield Form(text, note="with separators", caseless=True, boundary="word", wide=False, hashed=False)


_PASSPORTS = (re.compile(r"([A-Za-z]{1,2})(\d{3}[A-Za-z]?\d{4,5})"), re.compile(r"([A-Za-z]\d{3})([A-Za-z]\d{4})"))


def iccid(value: str) -> Iterator[Form]:
    """Numbers of SIM cards (ITU-T E.118): without the check digit, and with the F that fills the last half of a byte
    on the card (ETSI TS 102 221, 13.2).
    """  # fmt: skip
    yield from registration(value)
    digits = re.sub(r"[\s-]", "", value)
    if digits.isdigit() and len(digits) in _ICCID:
        yield Form(digits[:-1], note="without its check digit", boundary="digit", wide=False, hashed=False)
        if len(digits) % 2:
            yield Form(digits + "F", note="as it stands on the card", caseless=True, wide=False, hashed=False)


def imei(value: str) -> Iterator[Form]:
    """Device numbers (3GPP TS 23.003, 6.2.1): in groups, and the 14 digits that stand before the check digit."""
    yield from registration(value)
    digits = re.sub(r"[\s-]", "", value)
    if len(digits) == _IMEI and digits.isdigit():
        yield Form(digits[:-1], note="without its check digit", boundary="digit", wide=False)
        yield Form(digits[:-1] + "0", note="with 0 for its check digit", boundary="digit", wide=False, hashed=False)
        groups = (digits[:2], digits[2:8], digits[8:14], digits[14])
        yield Form("-".join(groups), note="with separators", boundary="digit")
        for text in (
            " ".join(groups),
            f"{digits[:8]}-{digits[8:14]}-{digits[14]}",
            f"{digits[:8]} {digits[8:14]} {digits[14]}",
        ):
            yield Form(text, note="with separators", boundary="digit", wide=False, hashed=False)
        # The name by RFC 7254, whose last digit is kept free.
        text = f"{digits[:8]}-{digits[8:14]}-0"
        yield Form(text, note="as RFC 7254 writes it", boundary="digit", wide=False, hashed=False)
        for version in range(100):
            text = f"{digits[:-1]}{version:02}"
            yield Form(text, note="with a software version (IMEISV)", boundary="digit", wide=False, hashed=False)


def coordinates(value: str) -> Iterator[Form]:
    """A pair with another separator, or the longitude first (RFC 7946); others nearby are compared by distance."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", value)
    if len(numbers) == 2:
        for joint in (",", ", ", " "):
            yield Form(joint.join(numbers), note="with another separator", boundary="signed")
            yield Form(joint.join(reversed(numbers)), note="with its halves the other way round", boundary="signed")


def device_name(value: str) -> Iterator[Form]:
    """A phone's name as it stands in names of hosts and in mDNS, where no spaces may: hyphens for them, or nothing."""
    for joint in "-_":
        yield Form(re.sub(r"\s+", joint, value), note="with another sign for its spaces", boundary="word")
    words = value.split()
    for text in ("".join(words), "".join(words[:2]) + " " + " ".join(words[2:])) if len(words) > 1 else ():
        yield Form(text.strip(), note="without spaces", boundary="word", wide=False, hashed=False)
    bare = re.sub(r"['’]", "", value)
    yield Form(re.sub(r"\s+", "-", bare), note="as the name of a host", boundary="word", wide=False, hashed=False)


def model(value: str) -> Iterator[Form]:
    """A phone's model as it stands in names of files and in words that may hold no hyphen."""
    if "-" in value:
        yield Form(value.replace("-", "_"), note="with another sign for its hyphen", wide=False, hashed=False)


def separated(value: str) -> Iterator[Form]:
    """Locales (ko-KR, ko_KR), screens (1080x2340, 1080*2340) and network codes (450-05, 45005)."""
    for old, new in product("-_xX*×", "-_x*×"):
        if old in value and (old in "-_") == (new in "-_"):
            yield Form(value.replace(old, new), note="with another separator")
    yield Form(re.sub("[-_ ]", "", value), note="without separators")


def postcode(value: str) -> Iterator[Form]:
    """A postcode that became a number lost its leading zero."""
    if value.isdigit():
        yield Form(value.lstrip("0") or value, note="as a number", typed_only=True, hashed=False)
        for text in (f"({value})", f"[{value}]", f"우){value}", f"우) {value}", f"우 {value}", f"우{value}"):
            yield Form(text, note="as it stands before an address", typed_only=True, wide=False, hashed=False)
        yield Form(f"KR-{value}", note="behind its country", typed_only=True, wide=False, hashed=False)
