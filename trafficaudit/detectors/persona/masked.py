"""Masked values: ``010-****-2746``, ``김*윤``, ``s***n@example.com``, the ends of a card number.

What is left of one is no proof by itself: of a telephone number four digits, which one in ten thousand has. It is still
the person's where an account or a phone is told beside it, so it is a finding of its own kind, ``masked``, of lower
confidence, whose reasoning says how much is left; nobody learns the whole value from it. What few signs agree with
counts only under a name that says what it is. Only what was sent is looked at: answers show others' values masked.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from trafficaudit.decode.fields import Fields, unpaired
from trafficaudit.decode.text import damaged
from trafficaudit.detectors.identifiers.verdict import BUSINESS
from trafficaudit.detectors.names.places import owners
from trafficaudit.detectors.persona import agreeing, tails
from trafficaudit.detectors.persona.agreeing import CLEAR, MASK, RUNS, UNCLEAR, Left, Value
from trafficaudit.detectors.persona.hit import MOST, Hit, reason
from trafficaudit.detectors.persona.otherwise import is_anothers
from trafficaudit.detectors.persona.short import names
from trafficaudit.persona import Persona, romanise

MATCH = "masked"
NAMED = "the field's name says what it is"
LONGEST = 1 << 18
"""Characters of a text that is searched for masked values; in a longer one letters that mask are those of any blob."""

_SIGNS = tuple(sign.encode() for sign in ("*", "•", "●", "○", "＊", "XX", "xx", "##"))
_LOUD = "*•●○＊"
"""Signs that stand for nothing else within a name."""

_NUMBER = re.compile(
    rf"(?<![\w{_LOUD}])\+?[0-9Pp({MASK}](?:[ ().-]{{0,2}}[0-9{MASK}]){{5,30}}(?![\w{_LOUD}]|[.-][0-9{MASK}])"
)
_IDENTIFIER = re.compile(rf"(?<![\w:{_LOUD}-])[0-9A-Fa-f{MASK}](?:[:-]?[0-9A-Fa-f{MASK}]){{11,63}}+(?![\w:{_LOUD}-])")
_MAIL = re.compile(rf"(?<![\w.+{_LOUD}-])[\w.+{_LOUD}-]{{2,64}}+@[\w.-]{{3,100}}\.[A-Za-z]{{2,24}}")
_NAME = re.compile(rf"(?<![가-힣{_LOUD}])[가-힣][가-힣OX{_LOUD}]{{1,4}}(?![OX{_LOUD}])")
_ACCOUNT = re.compile(
    rf"(?<![\w.-])[\w.-]{{3,60}}+[{_LOUD}]{{2,40}}+[\w.-]{{0,20}}|(?<![\w.{_LOUD}-])[{_LOUD}]{{2,40}}+[\w.-]{{4,60}}"
)
_SIGN = re.compile(rf"[{_LOUD}]+|X{{2,}}|x{{2,}}|#{{2,}}")
_AROUND = 256
"""Characters around a mask that are looked at: more than any of these may have."""

_HEXADECIMAL = re.compile(r"[0-9a-f]{12,64}").fullmatch


class Masked:
    """Looks for what is left of the values of one persona."""

    def __init__(self, persona: Persona) -> None:
        given = persona.values
        listed = [(category, value) for category in agreeing.NUMBERS for value in given.get(category, ())]
        self._numbers = [one for category, value in listed for one in agreeing.spelled(category, value)]
        self._identifiers = [
            Value(category, value, bare, plain)
            for category, plain in agreeing.HEXADECIMALS.items()
            for value in given.get(category, ())
            if _HEXADECIMAL(bare := agreeing.BETWEEN.sub("", value.lower()))
        ]
        self._mails = [Value("email", value, value.casefold(), 0) for value in given.get("email", ()) if "@" in value]
        self._names = [
            Value("name", value, value.replace(" ", ""), 0)
            for value in given.get("name", ())
            if romanise.is_hangul(value.replace(" ", ""))
        ]
        self._accounts = [
            Value(category, value, value, 0)
            for category in ("user_id", "user_name")
            for value in given.get(category, ())
        ]
        self._tails = tails.Tails(given.get("card_number", ()), given.get("phone_number", ()))
        self._readings = lru_cache(maxsize=1 << 12)(self._read)

    def find(self, fields: Fields) -> Iterator[tuple[int, Hit]]:
        """Give what is left of values in what was sent, with the index of each field."""
        for index, category, seeded, digits in self._tails.find(fields):
            left = Left(Value(category, seeded, digits, 0), tails.LENGTH, UNCLEAR)
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

    def _read(self, text: str) -> list[tuple[int, int, Left]]:
        """Give every masked value of a text that agrees with one of the person, whatever the field's name."""
        found: list[tuple[int, int, Left]] = []
        around = _around(text)
        for form, values, agree in (
            (_NUMBER, self._numbers, agreeing.number), (_MAIL, self._mails, agreeing.mail),
            (_NAME, self._names, agreeing.name), (_ACCOUNT, self._accounts, agreeing.account),
            (_IDENTIFIER, self._identifiers, agreeing.identifier),
        ):  # fmt: skip
            for match in chain.from_iterable(form.finditer(text, *each) for each in around) if values else ():
                if RUNS.search(match[0]):
                    told = [(0, len(match[0]), left) for value in values if (left := agree(match[0], value))]
                    if not told and agree is agreeing.number:
                        told = list(agreeing.apart(match[0], values))
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


def _holding(fields: Fields, sign: bytes) -> Iterator[int]:
    """Give the fields that hold a sign; one look-up for each."""
    buffer = fields.joined
    at = buffer.data.find(sign)
    while at >= 0:
        index = bisect_right(buffer.starts, at) - 1
        yield index
        at = buffer.data.find(sign, buffer.starts[index + 1])


def _hit(fields: Fields, index: int, text: str, run: tuple[int, int], left: Left) -> Hit | None:
    """Give the hit, of what few signs agree with only under a name that says what it is."""
    field = fields[index]
    if is_anothers((field.key, *reversed(owners(field))), BUSINESS):
        return None
    named = names(left.value.category, field)
    if left.confidence < CLEAR and not named:
        return None
    start, end = (len(text[:at].encode("utf-8", unpaired(text))) for at in run)
    sure = left.confidence if named else min(left.confidence, UNCLEAR)
    why = NAMED if named else "no name says what it is"
    return _made(left._replace(confidence=sure), fields.joined.values[index], start, end, why)


def _made(left: Left, data: bytes, start: int, end: int, named: str) -> Hit:
    category, seeded, text, _ = left.value
    how = f"found masked, with {left.shown} of its {len(text)} signs shown"
    why = f"what is shown agrees with the value, and the rest of it does not stand here; {named}"
    return Hit(
        category, seeded, MATCH, (), start, end, len(data), data[start:end], left.confidence,
        reason(category, how, why),
    )  # fmt: skip
