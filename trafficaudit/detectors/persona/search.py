"""Everything that is looked for in the fields of one exchange, in passes over all of them at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from trafficaudit.decode.arranged import divided
from trafficaudit.decode.fields import Fields, Joined, as_bytes
from trafficaudit.detectors.folded import Folded, folded
from trafficaudit.detectors.matcher import MOST_HITS, End, Matcher, Together
from trafficaudit.detectors.persona import aged, blobs, choices, subjects, xored
from trafficaudit.detectors.persona.adjoining import Adjoining, covering
from trafficaudit.detectors.persona.beside import Beside
from trafficaudit.detectors.persona.edges import Edged, confirm
from trafficaudit.detectors.persona.hashed import Hashed
from trafficaudit.detectors.persona.hit import MOST, Hit, made, reason, select
from trafficaudit.detectors.persona.inline import Inline
from trafficaudit.detectors.persona.masked import Masked
from trafficaudit.detectors.persona.otherwise import CHECKED, speaks_against
from trafficaudit.detectors.persona.places import LONGEST_PAIR, LONGEST_TEXT, Places
from trafficaudit.detectors.persona.salted import Salted
from trafficaudit.detectors.persona.salting import Salting
from trafficaudit.detectors.persona.short import Short, is_surname, names
from trafficaudit.detectors.persona.summed import Summed
from trafficaudit.detectors.persona.xored import Xored
from trafficaudit.model import Decoded
from trafficaudit.persona import Indicator, Persona, hashables, indicators
from trafficaudit.persona.person import SURNAME_ALONE
from trafficaudit.persona.weight import is_shared

_REMEMBERED = 1 << 14
"""Values that hold nothing, which need not be searched again."""

_SHORT = 1 << 12
"""Characters or bytes of a value that is remembered so: what is longer seldom comes again, and there are thousands."""

_AS_TEXT = ("verbatim", "normalised")
_MANY = frozenset(("postal_code", "name"))
"""Categories of whose short values there are thousands: their digests say something in messages without names too."""

type Found = defaultdict[int, list[Hit]]


class Search:
    """The search for one persona's values, prepared once."""

    def __init__(self, persona: Persona) -> None:
        listed = indicators(persona)
        meaning: defaultdict[tuple[bytes, bool], list[Indicator]] = defaultdict(list)
        for indicator in listed:
            if not indicator.typed_only:
                meaning[indicator.literal, indicator.caseless].append(indicator)
        self._hashed = Hashed(hashables(persona))
        self._salting = Salting(self._hashed, Salted(persona))
        self._places = Places(persona.values.get("coordinates", ()))
        self._beside_home = Beside(persona.values.get("postal_code", ()))
        self._short, self._inline = Short(listed), Inline(listed)
        self._masked, self._births = Masked(persona), aged.births(persona)
        self._summed, self._xored = Summed(persona), Xored(persona)
        self._adjoining = Adjoining(persona)
        self._meaning = list(meaning.values())
        self._digest_from = len(self._meaning)
        literals = [*meaning, *self._hashed.literals()]
        self._place_from = len(literals)
        literals += [(prefix, False) for prefix in self._places.literals]
        self._matcher = Matcher(literals)
        self._together = Together(
            self._matcher.expressions, self._hashed.expressions, blobs.EXPRESSIONS, self._short.expressions,
            self._inline.expressions,
        )  # fmt: skip
        self._barren: set[str | bytes] = set()

    def exchange(self, decoded: Decoded, at: datetime | None = None) -> dict[int, list[Hit]]:
        """Give the hits of each field that has any, by its index, sorted by place, the longer ones first.

        ``at`` is when the exchange began, where that is known and ages are asked for.
        """
        fields = Fields.of(decoded.fields)
        buffer, short = fields.joined, self._short
        literals, runs, packed, whole, behind = self._together.ends(buffer.data)
        found: Found = defaultdict(list)
        self._literals(fields, literals, found)
        self._digests(buffer, runs, found)
        self._salting.find(fields, runs, found)
        listed = short.candidates(fields, whole)
        self._unknown(
            fields,
            packed,
            [at for at in listed if isinstance(fields.values[at], bytes) and fields.values[at] not in self._barren],
            found,
        )
        self._folded(fields, found)
        for index in listed:
            value = fields.values[index]
            if index not in fields.inner and (isinstance(value, str) or len(value) <= short.longest):
                found[index] += short.find(fields[index], buffer.values[index]) or self._inline.segment(fields, index)
            if isinstance(value, bytes):
                found[index] += self._hashed.whole(value)
        self._by_name(fields, behind, at, found)
        kept = {index: _kept(fields, index, _selected(fields, index, hits)) for index, hits in found.items() if hits}
        _told_in_pieces(fields, kept)
        for index, hit in list(self._beside_home.find(fields, kept)):
            kept.setdefault(index, []).append(hit)
        subjects.leave_out(fields, kept)
        kept = choices.apart(fields, kept)
        for index, hit in list(self._adjoining.find(fields, kept)):
            kept[index] = covering(kept.get(index, []), hit)
        return kept

    def _by_name(self, fields: Fields, behind: list[End], at: datetime | None, found: Found) -> None:
        """Look for what says something only by its name: short values in texts, ages, masked values, checksums."""
        for index, hit in (
            *self._inline.within(fields, behind),
            *aged.ages(fields, self._births, at),
            *self._masked.find(fields),
            *self._summed.find(fields),
        ):
            known = [one for one in found[index] if one.seeded == hit.seeded]
            if not any(one.start < hit.end and hit.start < one.end for one in known):
                found[index].append(hit)

    def _digests(self, buffer: Joined, ends: list[End], found: Found) -> None:
        for index, run, start, end in buffer.within(self._hashed.runs(buffer.data, ends)):
            found[index] += self._hashed.run(run, buffer.values[index], start, end)

    def _unknown(self, fields: Fields, ends: list[End], raw: Sequence[int], found: Found) -> None:
        """Search what is behind Base64 and XOR that no decoder opened, for what is not found in a run as it stands."""
        values = fields.values
        digits: list[int] = []
        numbers: list[int] = []
        unread = list(blobs.blobs(fields, ends, self._barren, digits, numbers)) if ends else []
        told = {at: list(self._hashed.number(fields.joined.values[at])) for at in numbers if not found[at]}
        for at, hits in told.items():
            found[at] += hits
        digits = [at for at in digits if not told.get(at)]
        packed: list[xored.Opened] = [(at, (layer,), held) for at, layer, held in unread]
        unread += [(at, "hex", bytes.fromhex(str(values[at]))) for at in digits]
        unread += [(at, "", fields.joined.values[at]) for at in raw if at not in fields.inner]
        packed += self._xored.opened(unread)
        if len(self._barren) > _REMEMBERED:
            self._barren.clear()
        self._barren.update(value for value in [values[at] for at, *_ in unread] if len(value) <= _SHORT)
        if not packed:
            return
        buffer = Joined([held for *_, held in packed])
        literals, runs, *_ = self._together.ends(buffer.data)
        inside: Found = defaultdict(list)
        beyond = _beyond(fields, buffer, [index for index, *_ in packed])
        for at, number, start, end in buffer.within(self._matcher.confirm(buffer.data, literals, beyond)):
            inside[at] += self._confirmed(number, buffer.values[at], start, end, binary=packed[at][1][-1] != xored.NAME)
        self._digests(buffer, runs, inside)
        for at, (_, layers, held) in enumerate(packed):
            inside[at] += self._hashed.inside(held) if not inside[at] and layers[-1] != xored.NAME else ()
        self._barren.difference_update(values[packed[at][0]] for at, hits in inside.items() if hits)
        for at, hits in inside.items():
            index, layers, _ = packed[at]
            whole = fields.joined.values[index]
            known = {hit.seeded for hit in found[index]}
            # A hit becomes the whole run's: what is part of a longer one (a name in an address) is left out before.
            apart = [hit for hit in select(hits) if not hit.covered and hit.seeded not in known]
            for layer in reversed(layers):
                apart = [hit.within(layer, whole) for hit in apart]
            found[index] += apart

    def _folded(self, fields: Fields, found: Found) -> None:
        """Search text in plain characters, for what is not found in it as it stands."""
        plain = list(folded(fields, raw=True))
        if not plain:
            return
        buffer = Joined([one.data for _, one in plain])
        literals, *_ = self._together.ends(buffer.data)
        beyond = _beyond(fields, buffer, [index for index, _ in plain])
        told: Counter[tuple[int, str]] = Counter()
        for at, number, start, end in buffer.within(self._matcher.confirm(buffer.data, literals, beyond)):
            index, text = plain[at]
            for hit in (
                self._confirmed(number, text.data, start, end, binary=False) if number < self._digest_from else ()
            ):
                told[index, hit.category] += 1
                if told[index, hit.category] <= MOST + 1:  # one more than are told shows that there are
                    found[index] += _unfolded(hit, text, found[index])
        for index, text in plain:
            if len(text.data) <= self._short.longest and self._short.listed(text.plain):
                for hit in self._short.find(replace(fields[index], value=text.plain), text.data):
                    found[index] += _unfolded(hit, text, found[index])

    def _confirmed(self, number: int, data: bytes, start: int, end: int, *, binary: bool) -> Iterator[Hit]:
        """Give the hits of one literal that is no part of a place."""
        if number < self._digest_from:
            for indicator in self._meaning[number]:
                if edged := confirm(indicator, data, start, end, binary=binary):
                    yield _hit(indicator, edged, data)
        elif number < self._place_from:
            yield from self._hashed.literal(number - self._digest_from, data, start, end)

    def _literals(self, fields: Fields, ends: list[End], found: Found) -> None:
        buffer = fields.joined
        placed: defaultdict[int, list[int]] = defaultdict(list)
        beyond = _beyond(fields, buffer, range(len(fields)))
        for index, number, start, end in buffer.within(self._matcher.confirm(buffer.data, ends, beyond)):
            data = buffer.values[index]
            if number < self._place_from:
                binary = isinstance(fields[index].value, bytes)
                found[index] += self._confirmed(number, data, start, end, binary=binary)
            elif fields[index].leaf or len(data) <= LONGEST_PAIR:
                placed[index].append(start)
        decoded = Decoded(fields, ())  # one for all: what lists hold places is worked out once for it
        for index, starts in placed.items():
            data = buffer.values[index]
            if len(data) > LONGEST_TEXT:
                fields.bound(index, f"codes of places are looked for in texts of up to {LONGEST_TEXT} bytes")
            found[index] += self._places.find(decoded, index, data, starts)


def _beyond(fields: Fields, buffer: Joined, indices: Sequence[int]) -> Callable[[int], None]:
    """Give what says of the field in which a match ends that is one too many; ``indices`` are those of the buffer."""

    def beyond(end: int) -> None:
        for at in buffer.holding([end]):
            fields.bound(indices[at], f"the beginning of a value stands here, and before, more than {MOST_HITS} times")

    return beyond


def _told_in_pieces(fields: Fields, kept: dict[int, list[Hit]]) -> None:
    """Leave out of what was cut into pieces what one of them holds by itself."""
    for index in [index for index in kept if fields.group(index).layers[-1:] == (divided.CUT,)]:
        group, (_, _, _, start, end, _) = fields.group(index), fields.rows[index]
        told = {
            hit.seeded
            for other, hits in kept.items()
            if other != index and fields.group(other).parent == group.parent
            and start <= fields.rows[other][3] and fields.rows[other][4] <= end
            for hit in hits
        }  # fmt: skip
        kept[index] = [hit for hit in kept[index] if hit.seeded not in told]


def _selected(fields: Fields, index: int, hits: list[Hit]) -> list[Hit]:
    """Select hits, and say so where there are more of a category than are told."""
    kept = select(hits)
    if len(hits) > MOST and MOST in Counter(hit.category for hit in kept if not hit.covered).values():
        fields.bound(index, f"{MOST} values of one category of the person: further ones in this field are not told")
    return kept


def _kept(fields: Fields, index: int, hits: list[Hit]) -> list[Hit]:
    """Cover what is something else by its name, so that no container reports it either.

    A digest of a value with few possibilities is one of anything's, but under a name that says of what.
    """
    if CHECKED.isdisjoint([hit.category for hit in hits]) and True not in [hit.short for hit in hits]:
        return hits
    field, data = fields[index], fields.joined.values[index]

    def is_else(hit: Hit) -> bool:
        if not hit.short or hit.match in _AS_TEXT:
            return speaks_against(field, hit, data)
        if SURNAME_ALONE in hit.reasoning:
            return not is_surname(field)
        nameless = field.layers[-1:] == ("protobuf",) and hit.category in _MANY
        return not (nameless or names(hit.category, field))

    return [replace(hit, covered=True) if is_else(hit) else hit for hit in hits]


def _unfolded(hit: Hit, text: Folded, known: Iterable[Hit]) -> list[Hit]:
    """Give a hit in plain characters as one in the text itself, unless the same was found there."""
    start, end = text.span(hit.start, hit.end)
    if any(other.seeded == hit.seeded and start < other.end and other.start < end for other in known):
        return []
    data = as_bytes(text.text)
    why = hit.reasoning.replace("; ", ", in other characters (full-width, typographic or invisible); ", 1)
    return [
        replace(
            hit, match="normalised", start=start, end=end, size=len(data), run=data[start:end], reasoning=why
        )
    ]  # fmt: skip


def _hit(indicator: Indicator, edged: Edged, data: bytes) -> Hit:
    match = indicator.match
    notes = [indicator.note]
    if edged.recased:
        match = "normalised"
        notes.append("in another letter case")
    if indicator.layers:
        notes.append(f"encoded as {', '.join(indicator.layers)}")
    how = "found " + (", ".join(filter(None, notes)) or "as it was typed in")
    return made(
        indicator.category, indicator.value, match, indicator.layers, edged.start, edged.end, len(data),
        data[edged.start : edged.end], 1.0,
        reason(indicator.category, how, shared=is_shared(indicator.category, indicator.value)),
    )  # fmt: skip
