"""Everything that is looked for in the fields of one exchange, in two passes over all of them at once."""

from collections import defaultdict

from trafficaudit.decode.fields import Fields, Joined
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
        fields = Fields.of(decoded.fields)
        buffer = fields.joined
        found: Found = defaultdict(list)
        self._literals(decoded, buffer, found)
        for index, run, start, end in buffer.within(self._hashed.runs(buffer.data)):
            found[index] += self._hashed.run(run, buffer.values[index], start, end)
        for index in self._whole(fields):
            field, data = fields[index], buffer.values[index]
            if field.leaf:
                found[index] += self._short.find(field, data)
            if isinstance(field.value, bytes):
                found[index] += self._hashed.whole(field.value)
        return {index: select(hits) for index, hits in found.items() if hits}

    def _whole(self, fields: Fields) -> list[int]:
        """Give the fields that may equal something as a whole."""
        short = self._short
        longest, heads, found = short.longest, short.heads, []
        for index, value in enumerate(fields.values):
            if isinstance(value, bytes):
                found.append(index)
            elif len(value) <= longest:
                head = value[:1]
                if (head in heads or head > "\x7f") and short.listed(value):
                    found.append(index)
        return found

    def _literals(self, decoded: Decoded, buffer: Joined, found: Found) -> None:
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
