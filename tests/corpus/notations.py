"""Rarer ways to write a value, in number systems, byte orders and with signs of other programs; a table of its own."""

import base64
from collections.abc import Callable, Iterator

from corpus.person import SURNAMES, SYLLABLES, Spelling, Values

type Name = tuple[str, str]


def more(category: str, values: Values, name: Name) -> list[Spelling]:
    """Give the rarer spellings of a category's value."""
    return list(_BY_CATEGORY.get(category, _none)(values[category], name))


def _text(name: str, text: str, *, typed: bool = False, pattern: bool = False) -> Spelling:
    return Spelling(name, text.encode(), typed=typed, pattern=pattern)


def _none(text: str, name: Name) -> Iterator[Spelling]:
    return iter(())


def _ip(text: str, name: Name) -> Iterator[Spelling]:
    octets = [int(octet) for octet in text.split(".")]
    raw = bytes(octets)
    yield _text("leading zeros", ".".join(f"{octet:03}" for octet in octets))
    yield _text("hyphens in an address", "-".join(map(str, octets)))
    yield _text("reverse lookup", ".".join(map(str, reversed(octets))) + ".in-addr.arpa")
    yield _text("inside of IPv6", f"::ffff:{raw[:2].hex()}:{raw[2:].hex()}")
    yield _text("number", str(int.from_bytes(raw)), typed=True)
    yield _text("number, little endian", str(int.from_bytes(raw, "little")), typed=True)


def _mac(text: str, name: Name) -> Iterator[Spelling]:
    raw = bytes.fromhex(text.replace(":", ""))
    extended = raw[:3] + b"\xff\xfe" + raw[3:]
    modified = bytes([raw[0] ^ 2]) + extended[1:]
    yield _text("reversed", ":".join(reversed(text.split(":"))))
    yield _text("EUI-64", extended.hex())
    yield _text("EUI-64 with hyphens", "-".join(f"{byte:02x}" for byte in extended))
    yield _text("modified EUI-64", modified.hex())
    yield _text("two halves", f"{raw[:3].hex()}-{raw[3:].hex()}")
    yield _text("number, lowest byte first", str(int.from_bytes(raw, "little")))


def _query(text: str, name: Name) -> Iterator[Spelling]:
    for joint in ("+", "-", "_", ",", "|", ""):
        yield _text(f"words joined by {joint or 'nothing'}", text.replace(" ", joint))


def _name(text: str, name: Name) -> Iterator[Spelling]:
    family, given = name
    for joint in (", ", "-", "_", "."):
        yield _text(f"parts joined by {joint}", f"{family}{joint}{given}")
    syllables = [SYLLABLES[syllable][0] for syllable in given]
    latin = SURNAMES[family][0].lower()
    yield _text("romanised with points", ".".join((latin, *syllables)))
    yield _text("romanised with _", "_".join((*syllables, latin)))
    yield _text("romanised with comma", f"{latin.capitalize()},{''.join(syllables).capitalize()}")


def _address(text: str, name: Name) -> Iterator[Spelling]:
    building = text.partition(",")[0]
    for joint in ("+", "|", "-", "_"):
        yield _text(f"to the building, joined by {joint}", building.replace(" ", joint))


def _phone(text: str, name: Name) -> Iterator[Spelling]:
    first, middle, last = text.split("-")
    yield _text("+82 and the zero", f"+82 {text}", pattern=True)
    yield _text("+82| ", f"+82|{first[1:]}{middle}{last}")
    yield _text("square bracket", f"[{first}] {middle}-{last}")
    yield _text("underscores", "_".join((first, middle, last)))


def _base64(text: str, name: Name) -> Iterator[Spelling]:
    bare = text.rstrip("=")
    url = bare.replace("+", "-").replace("/", "_")
    yield _text("no padding", bare, pattern=True)
    yield _text("base64url of bytes", url + "==", pattern=True)
    yield _text("base64url of bytes, no padding", url, pattern=True)
    yield _text("hex of bytes", base64.b64decode(text).hex())


def _place(text: str, name: Name) -> Iterator[Spelling]:
    latitude, longitude = (round(float(half) * 10**6) for half in text.split(","))
    yield _text("E6", f"{latitude},{longitude}")
    yield _text("E7", f"{latitude}0,{longitude}0")
    north, east = text.split(",")
    yield _text("geo URI", text)
    yield _text("WKT", f"{east} {north}", pattern=True)
    yield _text("plus code", _plus_code(float(north), float(east)))


def _plus_code(latitude: float, longitude: float) -> str:
    up, across, size, code = latitude + 90, longitude + 180, 400.0, ""
    for _ in range(5):
        size /= 20
        for offset in (up, across):
            code += "23456789CFGHJMPQRVWX"[int(offset // size) % 20]
    return f"{code[:8]}+{code[8:]}"


def _birth(text: str, name: Name) -> Iterator[Spelling]:
    year, month, day = text.split("-")
    months = [
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ]
    sex = 1 if year < "2000" else 3
    yield _text("seven digits", f"{year[2:]}{month}{day}{sex}", typed=True)
    yield _text("day with a zero and the month in full", f"{day} {months[int(month) - 1]} {year}")


def _customs(text: str, name: Name) -> Iterator[Spelling]:
    yield _text("in three groups", f"{text[:5]}-{text[5:9]}-{text[9:]}")


def _account(text: str, name: Name) -> Iterator[Spelling]:
    yield _text("spaces", text.replace("-", " "))


def _iccid(text: str, name: Name) -> Iterator[Spelling]:
    yield _text("without the check digit", text[:-1])
    if len(text) % 2:
        yield _text("filled up", text + "F")


def _model(text: str, name: Name) -> Iterator[Spelling]:
    yield _text("underscore", text.replace("-", "_"))


NEAR_ONLY = frozenset({"E6", "E7", "plus code"})
"""Places that are found by distance alone."""

_BY_CATEGORY: dict[str, Callable[[str, Name], Iterator[Spelling]]] = {
    "ip_address": _ip, "mac_address": _mac, "search_query": _query, "name": _name, "postal_address": _address,
    "phone_number": _phone, "connecting_information": _base64, "coordinates": _place, "birth_date": _birth, "customs_clearance_code": _customs, "bank_account": _account,
    "iccid": _iccid, "device_model": _model,
}  # fmt: skip
