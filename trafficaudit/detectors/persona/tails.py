"""The last four digits of a card or telephone number, under a name that says whose they are.

Couriers ask for those of a receiver's telephone number, shops show those of a card. One number in ten thousand ends
alike, so that a tail proves nothing by itself: it counts as what is left of a masked value does (``masked``). A box of
a form that was divided is none: the whole is known there.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.memo import Memo
from trafficaudit.detectors.names.words import vocabulary, words

LENGTH = 4

_CARDS = vocabulary(
    "last4 Last4 LAST4 last_4 last-4 last_four lastFour lastfour last4Digits last4digits last_4_digits lastFourDigits "
    "last_four_digits cardLast4 card_last4 card_last_4 cardLastFour card_last_four cardNoLast4 cardLast4Digits "
    "cardNumberLast4 card_number_last4 cardNumberLastFour"
)
"""Names of the last four digits of a card number."""

_PHONES = vocabulary("phone mobile tel telno telephone cellphone handphone hp phonenumber mobilenumber")
_CLOSING = vocabulary("no num number nbr last four 4 tail end ending suffix back digit digits")
"""Words that close the name of a telephone number's end; a number that counts boxes is none of them."""

_IN_KOREAN = re.compile("(?:휴대폰|휴대전화|핸드폰|전화)(?:번호)?(?:[뒤뒷끝]?[4네]?(?:자리|번호))").fullmatch

_DIVIDED = ("divided",)


class Tail(NamedTuple):
    """A seeded number that a field holds the end of; ``at`` is the index of the field."""

    at: int
    category: str
    seeded: str
    digits: str


class Tails:
    """Looks for the ends of seeded numbers: ``cards`` and ``phones`` are those as they were seeded."""

    def __init__(self, cards: Sequence[str], phones: Sequence[str]) -> None:
        self._cards = [("card_number", value, digits) for value in cards if (digits := _digits(value))]
        self._phones = [("phone_number", value, digits) for value in phones if (digits := _digits(value))]
        self._told = Memo(self._named, 1 << 14)

    def find(self, fields: Fields) -> Iterator[Tail]:
        """Give the ends in what was sent."""
        told = {name: listed for name in fields.names if (listed := self._told[name])}
        if not told:
            return
        for index, key in enumerate(fields.keys):
            value = fields.values[index]
            if key not in told or len(value) != LENGTH or not isinstance(value, str):
                continue
            for category, seeded, digits in told[key]:
                if digits.endswith(value) and fields.group(index).direction == "request" and not _is_box(fields, index):
                    yield Tail(index, category, seeded, digits)
                    break

    def _named(self, name: str) -> list[tuple[str, str, str]]:
        """Give the numbers, as (category, seeded value, digits), whose end a field of this name may hold."""
        if name in _CARDS:
            return self._cards
        return self._phones if self._phones and _is_phone(name) else []


def _digits(value: str) -> str:
    digits = "".join(sign for sign in value if sign in "0123456789")
    return digits if len(digits) > 2 * LENGTH else ""


def _is_phone(key: str) -> bool:
    """Whether a name is that of a telephone number, or of its end.

    >>> _is_phone("receiverPhone"), _is_phone("phone_last4"), _is_phone("tel_no"), _is_phone("tel3"), _is_phone("hotel")
    (True, True, True, False, False)
    """
    if _IN_KOREAN(key):
        return True
    parts = list(words(key))
    while parts and parts[-1] in _CLOSING:
        parts.pop()
    return bool(parts) and parts[-1] in _PHONES


def _is_box(fields: Fields, index: int) -> bool:
    """Whether a field is one of a list, or lies in a number that was put together of boxes."""
    own = fields[index]
    if own.path.endswith("]"):
        return True
    for group, start, end in fields.ranges():
        if (group.direction, group.part) != (own.direction, own.part) or group.layers[-1:] != _DIVIDED:
            continue
        spans = (fields[at].span for at in range(start, end))
        if any(span.start <= own.span.start and own.span.end <= span.end for span in spans):
            return True
    return False
