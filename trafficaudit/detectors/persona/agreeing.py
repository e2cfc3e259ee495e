"""Whether what is shown of a masked value agrees with a whole one, by kinds of values, and how sure that is."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from trafficaudit.detectors.names.words import vocabulary

MASK = "*•●○＊Xx#"
RUNS = re.compile(rf"[{MASK}]+")
_BLANKS = re.compile(r"[ (]+")
_BESIDE = 2
"""Words on either side of a number that may be none of its: how many (``x2``), which one, a time."""
_JOINTS = re.compile(r"[ ().+-]")
BETWEEN = re.compile(r"[:-]")
_PROVIDERS = vocabulary(
    "naver.com gmail.com daum.net hanmail.net kakao.com nate.com icloud.com outlook.com hotmail.com yahoo.com "
    "yahoo.co.kr"
)
NUMBERS = {
    "phone_number": 3, "card_number": 6, "bank_account": 3, "resident_registration_number": 0,
    "foreigner_registration_number": 0, "driver_license_number": 2, "customs_clearance_code": 0,
    "imei": 8, "imsi": 5, "iccid": 6, "foreign_identity_number": 6, "health_insurance_number": 1,
}  # fmt: skip
"""Categories of numbers, and how many signs at the beginning say little: an area, a bank, an office, a model."""

HEXADECIMALS = {
    "advertising_id": 0, "vendor_id": 0, "android_id": 0, "device_id": 0, "installation_id": 0, "mac_address": 6,
    "wifi_bssid": 6,
}  # fmt: skip
"""The same of identifiers in hexadecimal digits: six of a MAC are the maker's."""

_FEWEST_HEXADECIMAL = 6
_FEWEST, _FEWEST_HIDDEN = 4, 2
_FEWEST_LETTERS = 2
_DISTINCT = 7
"""Signs of a number from which on it needs no name: an area, an office or a bank, and the last four."""

CLEAR, UNCLEAR, _SHARED = 0.6, 0.55, 0.5
"""None is above what a value has that others have too: a masked one proves nothing by itself (``tables.transfers``)."""


class Value(NamedTuple):
    """A seeded value as it is compared: ``text`` without joints, of which the first ``plain`` signs say little."""

    category: str
    seeded: str
    text: str
    plain: int


class Left(NamedTuple):
    """What is left of a masked value: how many of its signs are shown, and how sure it is."""

    value: Value
    shown: int
    confidence: float


def spelled(category: str, value: str) -> Iterator[Value]:
    """Give a number as it is compared: a telephone number as it is called at home and from abroad, too."""
    text, plain = _JOINTS.sub("", value), NUMBERS[category]
    yield Value(category, value, text, plain)
    if category == "phone_number":
        national = re.sub(r"^(?:00)?82(?=[1-9])", "0", text)
        yield Value(category, value, national, 2 if national.startswith("02") else plain)
        yield Value(category, value, "82" + national.removeprefix("0"), 4)


def agrees(shown: str, whole: str) -> int:
    """Give how many signs a masked text shows of a whole one, 0 where they are not its own.

    One run of masks may stand for more or fewer signs than it has; several must be of the value's length.

    >>> agrees("010****2746", "01091832746"), agrees("010**2746", "01091832746"), agrees("010****2747", "01091832746")
    (7, 7, 0)
    """
    pieces = RUNS.split(shown)
    left = sum(map(len, pieces))
    if len(pieces) < 2 or left > len(whole) - 1:
        return 0
    if len(shown) == len(whole):
        same = all(one in MASK or one == other for one, other in zip(shown, whole, strict=True))
        return left if same else 0
    if len(pieces) > 2:
        return 0
    return left if whole.startswith(pieces[0]) and whole.endswith(pieces[1]) else 0


def number(text: str, value: Value) -> Left | None:
    """Give what is left of a number."""
    bare = _JOINTS.sub("", text)
    shown = agrees(bare, value.text)
    if not shown or len(value.text) - shown < _FEWEST_HIDDEN:
        return None
    head = len(RUNS.split(bare)[0])
    telling = shown - min(head, value.plain) if len(bare) != len(value.text) else _telling(bare, value)
    if telling < _FEWEST:
        return None
    return Left(value, shown, CLEAR if shown >= _DISTINCT else UNCLEAR)


def apart(text: str, values: Sequence[Value]) -> Iterator[tuple[int, int, Left]]:
    """Give what is left of a number beside other words that have its signs as well (``010-****-2746 x2``).

    Another's number ends in the same digits: only what has as many signs as the whole one is a number by itself.
    """
    gaps = [gap.span() for gap in _BLANKS.finditer(text)]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    for first, last in product(range(_BESIDE + 1), repeat=2):
        if first + last < len(starts):
            start, end = starts[first], ends[-1 - last]
            size = len(_JOINTS.sub("", text[start:end]))
            for value in values:
                if size == len(value.text) and (left := number(text[start:end], value)):
                    yield start, end, left


def identifier(text: str, value: Value) -> Left | None:
    """Give what is left of an identifier in hexadecimal digits."""
    bare = BETWEEN.sub("", text).lower()
    shown = agrees(bare, value.text)
    telling = shown - min(len(RUNS.split(bare)[0]), value.plain)
    if telling < _FEWEST_HEXADECIMAL or len(value.text) - shown < _FEWEST_HIDDEN:
        return None
    return Left(value, shown, CLEAR)


def _telling(bare: str, value: Value) -> int:
    return sum(one not in MASK for one in bare[value.plain :])


def mail(text: str, value: Value) -> Left | None:
    """Give what is left of an e-mail address, whose domain is shown."""
    local, _, domain = text.casefold().rpartition("@")
    own, _, home = value.text.rpartition("@")
    shown = agrees(local, own) if domain == home else 0
    if shown < _FEWEST_LETTERS:
        return None
    common = home in _PROVIDERS and shown < _FEWEST
    return Left(value, shown + len(home) + 1, _SHARED if common else CLEAR)


def name(text: str, value: Value) -> Left | None:
    """Give what is left of a name in Hangul, of which each sign stands for one."""
    plain = text.replace("O", "*").replace("X", "*")
    shown = agrees(plain, value.text) if len(plain) == len(value.text) else 0
    return Left(value, shown, _SHARED) if shown >= _FEWEST_LETTERS else None


def account(text: str, value: Value) -> Left | None:
    """Give what is left of an account's name."""
    shown = agrees(text, value.text)
    return Left(value, shown, _SHARED) if shown >= _FEWEST else None
