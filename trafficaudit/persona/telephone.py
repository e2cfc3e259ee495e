"""How telephone numbers are written, Korean ones and those of other countries."""

import re
from collections.abc import Iterator
from itertools import product

from trafficaudit.persona.form import Form
from trafficaudit.persona.numbers import double, with_signs

_CODES = ("+82", "82", "0082", "+82-", "+82 ")
"""How Korea's country code (ITU-T E.164: 82) is usually put in front."""


def phone(value: str) -> Iterator[Form]:
    """Korean numbers: national with the usual separators, and international with 82 behind +, 00 or nothing."""
    digits = re.sub(r"\D", "", value)
    national = re.sub(r"^(?:00)?82(?=0?[1-9])0?", "0", digits) if re.match(r"\+|00|82", value.strip()) else digits
    if not re.fullmatch(r"0\d{8,10}|050\d{9}", national):
        yield from _foreign(value.strip(), digits)
        return
    # Numbers that lead on to another one (0507-1234-5678) have a code of four digits.
    area = national[: 2 if national.startswith("02") else 4 if national.startswith("050") else 3]
    rest = national[len(area) :]
    groups = (area, rest[:-4], rest[-4:])
    bare = (area[1:], *groups[1:])
    yield from _national(groups)
    yield from _international(groups, bare)
    yield from _beside_code(groups, bare)
    for joint in ("", "-", " "):
        text = joint.join(bare)
        yield Form(text, note="without the leading zero", typed_only=True, hashed=not joint)
    for number in ("".join(bare), "82" + "".join(bare)):
        yield from double(number, typed_only=True)


_CALLING = re.compile(
    r"(?:00)?(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d)(?=\d{7,12}\Z)(\d+)"
)
"""Country codes (ITU-T E.164, list of assigned codes: of one, two or three digits) and what stands behind them."""


def _foreign(value: str, digits: str) -> Iterator[Form]:
    """A number of another country: its digits, and where it names its country also as it is typed there."""
    yield Form(digits, note="digits only", boundary="digit")
    parts = _CALLING.fullmatch(digits) if value.startswith(("+", "00")) else None
    if parts is not None:
        code, number = parts.groups()
        yield Form(code + number, note="digits only", boundary="digit")
        for text in (number, f"0{number}"):
            yield Form(text, note="without its country code", boundary="digit", typed_only=True)
        for text in (f"{code}-{number}", f"+{code}-{number}", f"+{code} {number}"):
            yield Form(text, note="beside a country code", boundary="digit", wide=False, hashed=False)


def _national(groups: tuple[str, str, str]) -> Iterator[Form]:
    area, rest = groups[0], groups[1] + groups[2]
    for joint in ("", "-", " ", ".", "/"):
        plain = joint in ("", "-", " ")
        yield Form(joint.join(groups), note="with other separators", boundary="digit", wide=plain, hashed=plain)
    yield from with_signs(groups)
    yield Form("*".join(groups), note="with other separators", boundary="digit", wide=False, hashed=False)
    for opened in (f"({area}) ", f"({area})", f"{area})", f"[{area}] "):
        text = f"{opened}{groups[1]}-{groups[2]}"
        yield Form(text, note="with other separators", boundary="digit", wide=False, hashed=False)
    for text in (
        f"{area}-{rest}",
        f"{area} {rest}",
        f"({area}) {groups[1]} {groups[2]}",
        " - ".join(groups),
        f"{area}{groups[1]} {rest[-4:]}",
    ):
        yield Form(text, note="with other separators", boundary="digit", wide=False, hashed=False)


def _international(groups: tuple[str, str, str], bare: tuple[str, str, str]) -> Iterator[Form]:
    for code, joint in product(
        ("+82 (0)", "+82(0)", "+82-(0)", "+82 (0) ", "+82-0-", "(+82) ", "(+82)-"), ("", "-", " ")
    ):
        yield Form(code + joint.join(bare), note="in international form", boundary="digit", wide=False, hashed=False)
    codes = ("+82", "82", "0082", "+82 ", "+82-", "82-", "82 ", "0082-", "0082 ", "(+82)", "+82.", "(82)")
    for code, numbers, joint in product(codes, (bare, groups), ("", "-", " ", ".")):
        text = code + joint.join(numbers)
        usual = numbers is bare and joint in ("", "-") and code in _CODES
        usual = usual or text == "+82 " + " ".join(bare)  # ITU-T E.123
        yield Form(text, note="in international form", boundary="digit", wide=usual, hashed=usual or not joint)


def _beside_code(groups: tuple[str, str, str], bare: tuple[str, str, str]) -> Iterator[Form]:
    """The country as it was chosen from a list, a sign, and the number as it was typed, with its zero or without."""
    for code, sign, number in product(("+82", "82"), "-|:,_", (bare, groups)):
        for text in ("".join(number), f"{number[0]}-{number[1]}{number[2]}", "-".join(number)):
            note = "beside a country code"
            yield Form(code + sign + text, note=note, boundary="digit", wide=False, hashed=False)
    yield Form("KR" + "".join(bare), note="beside a country code", wide=False, hashed=False)
