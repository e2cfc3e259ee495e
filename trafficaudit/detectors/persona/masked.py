"""Masked values: ``010-****-2746``, ``김*윤``, ``s***n@example.com``, the ends of a card number.

What is left of one is no proof by itself: of a telephone number four digits, which one in ten thousand has. It is still
the person's where an account or a phone is told beside it, so it is a finding of its own kind, ``masked``, of lower
confidence, whose reasoning says how much is left; nobody learns the whole value from it. What few signs agree with
counts only under a name that says what it is. Only what was sent is looked at: answers show others' values masked.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from trafficaudit.decode.fields import Fields, unpaired
from trafficaudit.decode.text import damaged
from trafficaudit.detectors.identifiers.verdict import BUSINESS
from trafficaudit.detectors.names.places import owners
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.detectors.persona import tails
from trafficaudit.detectors.persona.hit import MOST, Hit, reason
from trafficaudit.detectors.persona.otherwise import is_anothers
from trafficaudit.detectors.persona.short import names
from trafficaudit.persona import Persona, romanise

MATCH = "masked"
NAMED = "the field's name says what it is"
LONGEST = 1 << 18
"""Characters of a text that is searched for masked values; in a longer one letters that mask are those of any blob."""

_SIGNS = tuple(sign.encode() for sign in ("*", "•", "●", "○", "＊", "XX", "xx", "##"))
_MASK = "*•●○＊Xx#"
_LOUD = "*•●○＊"
"""Signs that stand for nothing else within a name."""

_NUMBER = re.compile(
    rf"(?<![\w{_LOUD}])\+?[0-9Pp({_MASK}](?:[ ().-]{{0,2}}[0-9{_MASK}]){{5,30}}(?![\w{_LOUD}]|[.-][0-9{_MASK}])"
)
_IDENTIFIER = re.compile(rf"(?<![\w:{_LOUD}-])[0-9A-Fa-f{_MASK}](?:[:-]?[0-9A-Fa-f{_MASK}]){{11,63}}+(?![\w:{_LOUD}-])")
_MAIL = re.compile(rf"(?<![\w.+{_LOUD}-])[\w.+{_LOUD}-]{{2,64}}+@[\w.-]{{3,100}}\.[A-Za-z]{{2,24}}")
_NAME = re.compile(rf"(?<![가-힣{_LOUD}])[가-힣][가-힣OX{_LOUD}]{{1,4}}(?![OX{_LOUD}])")
_ACCOUNT = re.compile(
    rf"(?<![\w.-])[\w.-]{{3,60}}+[{_LOUD}]{{2,40}}+[\w.-]{{0,20}}|(?<![\w.{_LOUD}-])[{_LOUD}]{{2,40}}+[\w.-]{{4,60}}"
)
_SIGN = re.compile(rf"[{_LOUD}]+|X{{2,}}|x{{2,}}|#{{2,}}")
_AROUND = 256
"""Characters around a mask that are looked at: more than any of these may have."""

_RUNS = re.compile(rf"[{_MASK}]+")
_BLANKS = re.compile(r"[ (]+")
_BESIDE = 2
"""Words on either side of a number that may be none of its: how many (``x2``), which one, a time."""
_JOINTS = re.compile(r"[ ().+-]")
_BETWEEN = re.compile(r"[:-]")
_PROVIDERS = vocabulary(
    "naver.com gmail.com daum.net hanmail.net kakao.com nate.com icloud.com outlook.com hotmail.com yahoo.com "
    "yahoo.co.kr"
)
_NUMBERS = {
    "phone_number": 3, "card_number": 6, "bank_account": 3, "resident_registration_number": 0,
    "foreigner_registration_number": 0, "driver_license_number": 2, "customs_clearance_code": 0,
    "imei": 8, "imsi": 5, "iccid": 6, "foreign_identity_number": 6, "health_insurance_number": 1,
}  # fmt: skip
"""Categories of numbers, and how many signs at the beginning say little: an area, a bank, an office, a model."""

_HEXADECIMALS = {
    "advertising_id": 0, "vendor_id": 0, "android_id": 0, "device_id": 0, "installation_id": 0, "mac_address": 6,
    "wifi_bssid": 6,
}  # fmt: skip
"""The same of identifiers in hexadecimal digits: six of a MAC are the maker's."""

_HEXADECIMAL = re.compile(r"[0-9a-f]{12,64}").fullmatch
_FEWEST_HEXADECIMAL = 6

_FEWEST, _FEWEST_HIDDEN = 4, 2
_FEWEST_LETTERS = 2
_DISTINCT = 7
"""Signs of a number from which on it needs no name: an area, an office or a bank, and the last four."""

_CLEAR, _UNCLEAR, _SHARED = 0.6, 0.55, 0.5
"""None is above what a value has that others have too: a masked one proves nothing by itself (``tables.transfers``)."""


class _Value(NamedTuple):
    """A seeded value as it is compared: ``text`` without joints, of which the first ``plain`` signs say little."""

    category: str
    seeded: str
    text: str
    plain: int


class _Left(NamedTuple):
    """What is left of a masked value: how many of its signs are shown, and how sure it is."""

    value: _Value
    shown: int
    confidence: float


class Masked:
    """Looks for what is left of the values of one persona."""

    def __init__(self, persona: Persona) -> None:
        given = persona.values
        listed = [(category, value) for category in _NUMBERS for value in given.get(category, ())]
        self._numbers = [one for category, value in listed for one in _spelled(category, value)]
        self._identifiers = [
            _Value(category, value, bare, plain)
            for category, plain in _HEXADECIMALS.items()
            for value in given.get(category, ())
            if _HEXADECIMAL(bare := _BETWEEN.sub("", value.lower()))
        ]
        self._mails = [_Value("email", value, value.casefold(), 0) for value in given.get("email", ()) if "@" in value]
        self._names = [
            _Value("name", value, value.replace(" ", ""), 0)
            for value in given.get("name", ())
            if romanise.is_hangul(value.replace(" ", ""))
        ]
        self._accounts = [
            _Value(category, value, value, 0)
            for category in ("user_id", "user_name")
            for value in given.get(category, ())
        ]
        self._tails = tails.Tails(given.get("card_number", ()), given.get("phone_number", ()))
        self._readings = lru_cache(maxsize=1 << 12)(self._read)

    def find(self, fields: Fields) -> Iterator[tuple[int, Hit]]:
        """Give what is left of values in what was sent, with the index of each field."""
        for index, category, seeded, digits in self._tails.find(fields):
            left = _Left(_Value(category, seeded, digits, 0), tails.LENGTH, _UNCLEAR)
            yield index, _made(left, fields.joined.values[index], 0, tails.LENGTH, NAMED)
        data = fields.joined.data
        signs = [sign for sign in _SIGNS if sign[0] in data and sign in data]  # one byte is looked for in no time
        for index in sorted({index for sign in signs for index in _holding(fields, sign)}):
            if index in fields.inner or fields.group(index).direction != "request":
                continue
            value = _readable(fields.values[index])
            if value is None or (len(value) > LONGEST and not any(sign in value for sign in _LOUD)):
                continue
            if len(value) > LONGEST:
                fields.bound(index, f"masked values are looked for in texts of up to {LONGEST} characters")
                continue
            told: Counter[str] = Counter()
            for start, end, left in self._readings(value) if len(value) <= _REMEMBERED else self._read(value):
                if told[left.value.category] <= MOST and (hit := _hit(fields, index, value, (start, end), left)):
                    told[hit.category] += 1  # one more than are told shows that there are
                    yield index, hit

    def _read(self, text: str) -> list[tuple[int, int, _Left]]:
        """Give every masked value of a text that agrees with one of the person, whatever the field's name."""
        found: list[tuple[int, int, _Left]] = []
        around = _around(text)
        for form, values, agree in (
            (_NUMBER, self._numbers, _number), (_MAIL, self._mails, _mail), (_NAME, self._names, _name),
            (_ACCOUNT, self._accounts, _account), (_IDENTIFIER, self._identifiers, _identifier),
        ):  # fmt: skip
            for match in chain.from_iterable(form.finditer(text, *each) for each in around) if values else ():
                if _RUNS.search(match[0]):
                    told = [(0, len(match[0]), left) for value in values if (left := agree(match[0], value))]
                    if not told and agree is _number:
                        told = list(_apart(match[0], values))
                    found += [(match.start() + start, match.start() + end, left) for start, end, left in told[:1]]
        return found


_REMEMBERED = 256
"""Characters of a text of which the reading is kept: the same headers come again and again."""


def _readable(value: str | bytes) -> str | None:
    """Give text, and bytes that are text but for a few; ``None`` of others."""
    if isinstance(value, str):
        return value
    return damaged(value) if len(value) <= LONGEST else None


def _around(text: str) -> list[tuple[int, int]]:
    """Give the ranges of a text around its masks, those that meet as one."""
    found: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(text):
        start, end = max(sign.start() - _AROUND, 0), sign.end() + _AROUND
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _spelled(category: str, value: str) -> Iterator[_Value]:
    text, plain = _JOINTS.sub("", value), _NUMBERS[category]
    yield _Value(category, value, text, plain)
    if category == "phone_number":
        national = re.sub(r"^(?:00)?82(?=[1-9])", "0", text)
        yield _Value(category, value, national, 2 if national.startswith("02") else plain)
        yield _Value(category, value, "82" + national.removeprefix("0"), 4)


def _holding(fields: Fields, sign: bytes) -> Iterator[int]:
    """Give the fields that hold a sign; one look-up for each."""
    buffer = fields.joined
    at = buffer.data.find(sign)
    while at >= 0:
        index = bisect_right(buffer.starts, at) - 1
        yield index
        at = buffer.data.find(sign, buffer.starts[index + 1])


def agrees(shown: str, whole: str) -> int:
    """Give how many signs a masked text shows of a whole one, 0 where they are not its own.

    One run of masks may stand for more or fewer signs than it has; several must be of the value's length.

    >>> agrees("010****2746", "01091832746"), agrees("010**2746", "01091832746"), agrees("010****2747", "01091832746")
    (7, 7, 0)
    """
    pieces = _RUNS.split(shown)
    left = sum(map(len, pieces))
    if len(pieces) < 2 or left > len(whole) - 1:
        return 0
    if len(shown) == len(whole):
        same = all(one in _MASK or one == other for one, other in zip(shown, whole, strict=True))
        return left if same else 0
    if len(pieces) > 2:
        return 0
    return left if whole.startswith(pieces[0]) and whole.endswith(pieces[1]) else 0


def _number(text: str, value: _Value) -> _Left | None:
    bare = _JOINTS.sub("", text)
    shown = agrees(bare, value.text)
    if not shown or len(value.text) - shown < _FEWEST_HIDDEN:
        return None
    head = len(_RUNS.split(bare)[0])
    telling = shown - min(head, value.plain) if len(bare) != len(value.text) else _telling(bare, value)
    if telling < _FEWEST:
        return None
    return _Left(value, shown, _CLEAR if shown >= _DISTINCT else _UNCLEAR)


def _apart(text: str, values: Sequence[_Value]) -> Iterator[tuple[int, int, _Left]]:
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
                if size == len(value.text) and (left := _number(text[start:end], value)):
                    yield start, end, left


def _identifier(text: str, value: _Value) -> _Left | None:
    bare = _BETWEEN.sub("", text).lower()
    shown = agrees(bare, value.text)
    telling = shown - min(len(_RUNS.split(bare)[0]), value.plain)
    if telling < _FEWEST_HEXADECIMAL or len(value.text) - shown < _FEWEST_HIDDEN:
        return None
    return _Left(value, shown, _CLEAR)


def _telling(bare: str, value: _Value) -> int:
    return sum(one not in _MASK for one in bare[value.plain :])


def _mail(text: str, value: _Value) -> _Left | None:
    local, _, domain = text.casefold().rpartition("@")
    own, _, home = value.text.rpartition("@")
    shown = agrees(local, own) if domain == home else 0
    if shown < _FEWEST_LETTERS:
        return None
    common = home in _PROVIDERS and shown < _FEWEST
    return _Left(value, shown + len(home) + 1, _SHARED if common else _CLEAR)


def _name(text: str, value: _Value) -> _Left | None:
    plain = text.replace("O", "*").replace("X", "*")
    shown = agrees(plain, value.text) if len(plain) == len(value.text) else 0
    return _Left(value, shown, _SHARED) if shown >= _FEWEST_LETTERS else None


def _account(text: str, value: _Value) -> _Left | None:
    shown = agrees(text, value.text)
    return _Left(value, shown, _SHARED) if shown >= _FEWEST else None


def _hit(fields: Fields, index: int, text: str, run: tuple[int, int], left: _Left) -> Hit | None:
    """Give the hit, of what few signs agree with only under a name that says what it is."""
    field = fields[index]
    if is_anothers((field.key, *reversed(owners(field))), BUSINESS):
        return None
    named = names(left.value.category, field)
    if left.confidence < _CLEAR and not named:
        return None
    start, end = (len(text[:at].encode("utf-8", unpaired(text))) for at in run)
    sure = left.confidence if named else min(left.confidence, _UNCLEAR)
    why = NAMED if named else "no name says what it is"
    return _made(left._replace(confidence=sure), fields.joined.values[index], start, end, why)


def _made(left: _Left, data: bytes, start: int, end: int, named: str) -> Hit:
    category, seeded, text, _ = left.value
    how = f"found masked, with {left.shown} of its {len(text)} signs shown"
    why = f"what is shown agrees with the value, and the rest of it does not stand here; {named}"
    return Hit(
        category, seeded, MATCH, (), start, end, len(data), data[start:end], left.confidence,
        reason(category, how, why),
    )  # fmt: skip
