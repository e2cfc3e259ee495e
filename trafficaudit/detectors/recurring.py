"""Numbers of the user and device that the recording names somewhere, where they stand again under no telling name.

An app that calls a number ``userId`` once sends it as ``u``, in a step of a path, in a line of a log or digested to
somebody else: nothing there says what it is, and whoever gets it knows the user again. What is named is gathered
before the first exchange (``introduced.py``); it is searched for as a value of a test person is, in the same spellings,
encodings and digests, but in what was sent only, and it proves nothing: that it is the user's rests on the name.

What another way of knowing says of the same run stays alone (``apart``). A row of digits is not told where its field is
called after goods, orders, prices, times or versions; a short one, or one that could be a time, only where it is all of
a field, or all of its digits (``kr_8031413``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.names.words import vocabulary, words
from trafficaudit.detectors.persona import hits
from trafficaudit.detectors.persona.hit import Hit, run_of, span_of
from trafficaudit.detectors.persona.search import Search
from trafficaudit.model import Decoded, Exchange, Field, Finding
from trafficaudit.network import Named
from trafficaudit.persona import Persona

NAME = "recurring"
MATCH = "recurring"

CATEGORIES = frozenset((
    "user_id", "advertising_id", "android_id", "vendor_id", "installation_id", "push_token", "device_id", "imei",
    "imsi", "iccid", "esim_id", "serial_number", "mac_address", "device_fingerprint",
))  # fmt: skip
"""What singles out a user or a device."""
_ELSEWHERE = CATEGORIES | {"advertising_cookie"}
"""What says of a run already whom it singles out."""

_SURE = 0.95
"""A hit that is no more than likely rests on a name beside it, or on few bytes: of a seeded value it is told."""
_CONFIDENCE = 0.6
_AS_TEXT = ("verbatim", "normalised")
_SHORTEST_ROW, _SHORTEST_MARKED = 9, 7
"""Digits of a number that counts within a text, and beside a word or two: of fewer there are too many others."""

is_time_like = re.compile(r"1[4-9][0-9]{8}(?:[0-9]{3}|[0-9]{6})?").fullmatch
"""Whether a number could be a time: seconds, or parts of one, since 1970."""
_MARKED = re.compile(r"(?:[A-Za-z]{1,16}[_.:|@/-])?[0-9]+(?:[_.:|@/-][A-Za-z]{1,16})?").fullmatch

OTHERS = vocabulary(
    "goods product products item items sku order orders price prices amount total cost count qty quantity page offset "
    "limit size width height time times timestamp date day ts at since until version ver build code status zip zipcode "
    "postal lat lng lon latitude longitude category cat shop store seller merchant article post content video coupon "
    "event campaign banner ad adset creative invoice payment pg receipt port length duration score rank rev seq "
    "상품 주문 가격 금액"
)
"""Words of a name that says that a row of digits numbers or measures something else."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    search: Search
    named: dict[tuple[str, str], Named]


def build(context: Context) -> Detect:
    """Give the detector; what the recording names is taken from the context when an exchange asks."""
    held: list[tuple[tuple[Named, ...], _Prepared]] = []

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        named = context.named.get(exchange.capture_id)
        if not named or exchange.request is None:
            return
        if not held or held[0][0] is not named:
            held[:] = [(named, _prepared(named))]
        prepared, sent = held[0][1], Decoded(Fields.of(decoded.fields).sent(), ())
        for field, hit in hits(prepared.search, sent, exchange.started_at):
            if field.direction == "request" and _counts(field, hit):
                yield _finding(field, hit, prepared.named[hit.seeded])

    return detect


def _prepared(named: Sequence[Named]) -> _Prepared:
    values: dict[str, tuple[str, ...]] = {}
    for one in named:
        values[one.category] = (*values.get(one.category, ()), one.value)
    known = {(one.category, one.value): one for one in named}
    for one in named:
        for recased in (one.value.upper(), one.value.lower()):
            if one.category == "user_id" and (one.category, recased) not in known:
                known[one.category, recased] = one
                values[one.category] += (recased,)
    return _Prepared(Search(Persona(NAME, values, "")), known)


def _counts(field: Field, hit: Hit) -> bool:
    if hit.short or hit.confidence < _SURE:
        return False
    if hit.match not in _AS_TEXT or not hit.seeded_value.isdigit():
        return True
    return _is_all(field, hit) and OTHERS.isdisjoint(words(field.key))


def _is_all(field: Field, hit: Hit) -> bool:
    """Whether a row of digits is long enough for where it stands."""
    if hit.start == 0 and hit.end == hit.size:
        return True
    size, short = len(hit.seeded_value), is_time_like(hit.seeded_value) is not None
    if size >= _SHORTEST_ROW and not short:
        return True
    return size >= _SHORTEST_MARKED and not short and isinstance(field.value, str) and _MARKED(field.value) is not None


def _finding(field: Field, hit: Hit, named: Named) -> Finding:
    as_text = hit.match in _AS_TEXT
    is_same = hit.match == "verbatim" and hit.seeded_value == named.value
    how = "it stands here as it is" if is_same else "it stands here in another spelling"
    if not as_text:
        how = f"its {hit.match} stands here"
    return Finding(
        field,
        hit.category,
        MATCH if as_text else hit.match,
        field.layers + hit.layers,
        span_of(field, hit),
        run_of(field, hit),
        NAME,
        min(named.confidence, _CONFIDENCE),
        f"the number that exchange {named.exchange_id} names in its {named.place}; {how}",
    )


def apart(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out of an exchange's findings the numbers that something else there says more of."""
    if not any(one.detector == NAME for one in findings):
        return findings
    known = [one for one in findings if one.detector != NAME and one.category in _ELSEWHERE]
    return tuple([one for one in findings if one.detector != NAME or not any(_tells(other, one) for other in known)])


def _tells(other: Finding, one: Finding) -> bool:
    place, at = other.field, one.field
    if (place.direction, place.part) != (at.direction, at.part):
        return False
    if not (other.span.start < one.span.end and one.span.start < other.span.end):
        return False
    return _text(one.value) in _text(other.value) or _text(other.value) in _text(one.value)


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "surrogateescape")
