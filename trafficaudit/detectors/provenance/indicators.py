"""The search for the values that APIs gave, in every spelling and encoding that a persona's values are searched in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.persona.hit import Hit, run_of, span_of
from trafficaudit.detectors.persona.masked import MATCH
from trafficaudit.detectors.persona.search import Search
from trafficaudit.detectors.provenance.apivalues import Call, Value
from trafficaudit.detectors.provenance.clock import late, told
from trafficaudit.model import Decoded, Exchange, Field, Finding, Span
from trafficaudit.persona import Persona
from trafficaudit.readers.times import TOLERANCE
from trafficaudit.redaction import preview

NAME = "provenance"

_LATE = 0.5
"""Factor of confidence where the API was called only after the request."""
_WEAK = 0.8
"""Factor of confidence of a value that chance may give."""
_CERTAIN = 0.9
_PLAIN = re.compile(
    r"[a-z]{1,30}(?:_[a-z]{1,30}){1,5}|[A-Z]{1,30}(?:_[A-Z]{1,30}){1,5}"
    r"|(?:android|com\.android|ro|gsm|persist|net|sys|init|hw|wifi)(?:\.[a-z_]{1,30}){1,6}"
).fullmatch
_OBJECT = re.compile(r"null|(?:[a-z]\w*\.)+[A-Z$][\w$]*(?:@[0-9a-f]+)?").fullmatch


@dataclass(frozen=True, slots=True)
class Carried:
    """A value that the app got: ``story`` tells in a reasoning where it came from, ``origin`` names the call."""

    category: str
    story: str
    confidence: float
    origin: str = ""


class Indicators:
    """Finds learned and seeded values in fields; only learned ones become findings of their own.

    Args:
        values: what APIs gave, by category and text.
        person: the test person, whose values are told apart in what was digested.
        offset: seconds that the phone's clock is ahead.
    """

    def __init__(self, values: Mapping[tuple[str, str], Value], person: Persona | None, offset: float) -> None:
        self._values, self._offset = values, offset
        self._seeded = {(slug, text) for slug, texts in person.values.items() for text in texts} if person else set()
        listed: dict[str, dict[str, None]] = {}
        for slug, text in (*values, *sorted(self._seeded)):
            listed.setdefault(slug, {})[text] = None
        self._secret = {text.lower() for texts in listed.values() for text in texts}
        merged = Persona("provenance", {slug: tuple(texts) for slug, texts in listed.items()}, "")
        self._search = Search(merged) if listed else None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return self._search is None

    def findings(
        self, exchange: Exchange, decoded: Decoded, ciphered: Mapping[int, float] | None = None
    ) -> Iterator[Finding]:
        """Give the learned values in an exchange, each at the innermost field that holds it.

        Args:
            exchange: the exchange.
            decoded: its fields.
            ciphered: by the ``id`` of a field, when its plaintext was ciphered (the phone's clock, ms): the app had
                what stands in it by then, and not only when it was sent.
        """
        if self._search is None or not self._values:
            return
        seen: set[tuple[object, ...]] = set()
        for index, hit in _innermost(decoded, self._search.exchange(decoded)):
            value = self._values.get(hit.seeded)
            if value is None or hit.match == MATCH:
                continue  # what is left of a masked value came from no call that gave the whole
            field = decoded.fields[index]
            span = span_of(field, hit)
            # Two readings of one run are one finding.
            place = (field.direction, field.part, field.path, span, hit.seeded, hit.match)
            if place not in seen:
                seen.add(place)
                call, seconds = self._call_of(value, exchange, (ciphered or {}).get(id(field)))
                yield self._finding(field, span, hit, call, seconds)

    def carried(self, inputs: Sequence[bytes], times: Sequence[float]) -> list[list[tuple[Hit, Carried]]]:
        """Give what each of some byte strings carries; a value of each category once.

        Args:
            inputs: the byte strings.
            times: when the app had each of them in hand (the phone's clock, ms).
        """
        found: list[list[tuple[Hit, Carried]]] = [[] for _ in inputs]
        if self._search is None:
            return found
        fields = tuple(_bare(data) for data in inputs)
        for index, hits in self._search.exchange(Decoded(fields, ())).items():
            best: dict[str, Hit] = {}
            for hit in hits:
                if not hit.covered and hit.match != MATCH:
                    known = best.get(hit.category)
                    if known is None or hit.end - hit.start > known.end - known.start:
                        best[hit.category] = hit
            found[index] = [(hit, self._carried(hit, times[index])) for hit in best.values()]
        return found

    def _carried(self, hit: Hit, at: float) -> Carried:
        value = self._values.get(hit.seeded)
        known = taxonomy()[hit.category].en
        if value is None:
            return Carried(hit.category, f"seeded {known}", hit.confidence)
        confidence = hit.confidence if value.strong else hit.confidence * _WEAK
        call = value.call(at)
        story = f"{known} learned from the device: {self._call(call)}"
        return Carried(hit.category, story, confidence, self._origin(call))

    def _call_of(self, value: Value, exchange: Exchange, ciphered: float | None) -> tuple[Call, float]:
        """Choose the call that the app had a value from, with the seconds that it came too late for that."""
        if ciphered is not None:
            call = value.call(ciphered)
            return call, (call.at - ciphered) / 1000
        call = value.call((exchange.started_at.timestamp() + self._offset) * 1000)
        return call, late(call.at, self._offset, exchange.started_at)

    def _finding(self, field: Field, span: Span, hit: Hit, call: Call, seconds: float) -> Finding:
        value = self._values[hit.seeded]
        confidence = hit.confidence if value.strong else hit.confidence * _WEAK
        certain = value.strong and seconds <= TOLERANCE and hit.confidence >= _CERTAIN
        parts = [
            f"{taxonomy()[hit.category].en} learned from the device: {self._call(call)}",
            f"{_how(hit)} ({'certain' if certain else 'likely'})",
        ]
        if seconds > TOLERANCE:
            confidence *= _LATE
            parts.append(f"the call came {seconds:.0f} s after this, so that the app had the value from elsewhere")
        if hit.seeded in self._seeded:
            parts.append("the persona file has it too")
        others = sorted({each.caller for each in value.calls if each.caller} - {call.caller})
        if others:
            parts.append(f"also read by {', '.join(others[:3])}{' and others' if len(others) > 3 else ''}")
        reasoning = "; ".join(parts) + "."
        layers = field.layers + hit.layers
        return Finding(
            field, hit.category, hit.match, layers, span, run_of(field, hit), NAME, round(confidence, 3),
            reasoning[0].upper() + reasoning[1:], self._origin(call),
        )  # fmt: skip

    def _call(self, call: Call) -> str:
        return f"{self._origin(call)}{'' if call.caller else ' called'} at {told(call.at, self._offset)}"

    def _origin(self, call: Call) -> str:
        # What an object is called says nothing: the context that Android's APIs ask for stands for none.
        arguments = ", ".join(self._argument(each) for each in call.arguments if not _OBJECT(each))
        return f"{call.api}({arguments})" + (f" called by {call.caller}" if call.caller else "")

    def _argument(self, text: str) -> str:
        """Show a name of the system's, such as ``android_id`` or ``ro.serialno``; others may be personal themselves."""
        return text if _PLAIN(text) and text.lower() not in self._secret else preview(text)


def _bare(data: bytes) -> Field:
    value: str | bytes = data
    with suppress(UnicodeDecodeError):
        value = data.decode()
    return Field("request", "body", "$", "", value, (), Span(0, len(data)), True, -1, True)


def _innermost(decoded: Decoded, hits: Mapping[int, list[Hit]]) -> list[tuple[int, Hit]]:
    """Leave out of a container what one of its descendants holds; parents stand before their children."""
    inside: dict[int, set[tuple[str, str]]] = {}
    kept: list[tuple[int, Hit]] = []
    for index in range(len(decoded.fields) - 1, -1, -1):
        here, below = hits.get(index, ()), inside.pop(index, set())
        if here or below:
            kept += [(index, hit) for hit in reversed(here) if not hit.covered and hit.seeded not in below]
            parent = decoded.fields[index].parent
            if 0 <= parent < index:
                inside.setdefault(parent, set()).update(below, (hit.seeded for hit in here))
    return kept[::-1]


def _how(hit: Hit) -> str:
    """Give how a value was recognised, from the persona search's own words, without their claim about a persona."""
    words = hit.reasoning.partition(" found ")[2].partition(";")[0]
    return "found " + words.replace("as it was typed in", "as the API gave it").replace(
        "as they were typed in", "as the API gave them"
    ).replace("from the seeded place", "from the place that the API gave")
