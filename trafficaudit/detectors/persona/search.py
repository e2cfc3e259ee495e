"""Everything that is looked for in the fields of one exchange, in two passes over all of them at once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from trafficaudit.detectors.matcher import Matcher
from trafficaudit.detectors.persona.edges import Edged, confirm
from trafficaudit.detectors.persona.hashed import Hashed
from trafficaudit.detectors.persona.hit import Hit, reason, select
from trafficaudit.detectors.persona.places import LONGEST_PAIR, Places
from trafficaudit.detectors.persona.short import Short
from trafficaudit.model import Decoded
from trafficaudit.persona import Indicator, Persona, digests, indicators

type Found = defaultdict[int, list[Hit]]


class Search:
    """The search for one persona's values, prepared once."""

    def __init__(self, persona: Persona) -> None:
        listed = indicators(persona)
        meaning: defaultdict[tuple[bytes, bool], list[Indicator]] = defaultdict(list)
        for indicator in listed:
            if not indicator.typed_only:
                meaning[indicator.literal, indicator.caseless].append(indicator)
        self._hashed = Hashed(digests(persona))
        self._places = Places(persona.values.get("coordinates", ()))
        self._short = Short(listed)
        self._meaning = list(meaning.values())
        self._digest_from = len(self._meaning)
        self._place_from = self._digest_from + len(self._hashed.literals)
        literals = [*meaning, *self._hashed.literals]
        literals += [(prefix, False) for prefix in self._places.literals]
        self._matcher = Matcher(literals)

    def exchange(self, decoded: Decoded) -> dict[int, list[Hit]]:
        """Give the hits of each field that has any, by its index, sorted by place, the longer ones first."""
        values = [field.value if isinstance(field.value, bytes) else as_bytes(field.value) for field in decoded.fields]
        buffer = _Joined(values)
        found: Found = defaultdict(list)
        self._literals(decoded, buffer, found)
        for index, run, start, end in buffer.within(self._hashed.runs(buffer.data)):
            found[index] += self._hashed.run(run, values[index], start, end)
        for index, field in enumerate(decoded.fields):
            value = field.value
            if field.leaf and len(value) <= self._short.longest and (hits := self._short.find(field, values[index])):
                found[index] += hits
            if isinstance(value, bytes) and (hits := self._hashed.whole(value)):
                found[index] += hits
        return {index: select(hits) for index, hits in found.items() if hits}

    def _literals(self, decoded: Decoded, buffer: "_Joined", found: Found) -> None:
        placed: defaultdict[int, list[int]] = defaultdict(list)
        for index, number, start, end in buffer.within(self._matcher.find(buffer.data)):
            data = buffer.values[index]
            if number < self._digest_from:
                binary = isinstance(decoded.fields[index].value, bytes)
                for indicator in self._meaning[number]:
                    if edged := confirm(indicator, data, start, end, binary=binary):
                        found[index].append(_hit(indicator, edged, data))
            elif number < self._place_from:
                found[index] += self._hashed.literal(number - self._digest_from, data, start, end)
            elif decoded.fields[index].leaf or len(data) <= LONGEST_PAIR:
                placed[index].append(start)
        for index, starts in placed.items():
            found[index] += self._places.find(decoded, index, buffer.values[index], starts)


class _Joined:
    """The values of all fields in one buffer, a NUL after each; a pass over it is one call instead of one each."""

    def __init__(self, values: list[bytes]) -> None:
        self.values = values
        self.data = b"\0".join(values)
        self._starts: list[int] = []
        at = 0
        for value in values:
            self._starts.append(at)
            at += len(value) + 1

    def within(self, hits: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
        """Give ``(field, kind, start, end)`` in the field's own bytes; a hit across two fields is none."""
        for kind, start, end in hits:
            index = bisect_right(self._starts, start) - 1
            first = self._starts[index]
            # An empty value shares its start with nothing: the NUL after it keeps starts apart.
            if end - first <= len(self.values[index]):
                yield index, kind, start - first, end - first


def as_bytes(text: str) -> bytes:
    """Give text as it stood in the part: UTF-8, with bytes that were none restored."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _hit(indicator: Indicator, edged: Edged, data: bytes) -> Hit:
    match = indicator.match
    notes = [indicator.note]
    if edged.recased:
        match = "normalised"
        notes.append("in another letter case")
    if indicator.layers:
        notes.append(f"encoded as {', '.join(indicator.layers)}")
    how = "found " + (", ".join(filter(None, notes)) or "as it was typed in")
    return Hit(
        indicator.category, indicator.value, match, indicator.layers, edged.start, edged.end, len(data),
        data[edged.start : edged.end], 1.0, reason(indicator.category, how),
    )  # fmt: skip
