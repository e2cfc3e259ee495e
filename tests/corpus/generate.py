"""A capture with planted values and the truth about them, from a seed: another seed, another capture.

Every category stands in every place; spellings, digests and encoders are drawn in turn, so that all of them come up.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, cycle
from pathlib import Path

from corpus import lookalikes, notations, person, places, rarer, strangers, taken
from corpus.carried import Carried, Unfit, value
from corpus.fitting import OWN, WRAPS, fits
from corpus.names import NAMES, name_for
from corpus.person import Spelling, Values
from mitmproxy import dns, http
from support import flows

DEEPEST = 4
_DRAWS = 400
_WITHOUT = 0.25
"""Share of the exchanges that hold nothing of the person."""
_LOOKALIKES = 0.3
"""Share of those beside which another one stands that is full of near misses."""
_OTHERS = 0.1
"""Share of those beside which a picture, a way or a passport of somebody else stands."""
_STRANGERS = 0.5
"""Share of those beside which a value of somebody else stands under the same encoders."""
_TAKEN = 0.5
"""Share of places and numbers of passports that are written as they were typed in: others stand in no picture."""
_OWN = 0.25
"""Likewise of values that forms divide, and that stand in host names."""
_RARER = 0.08
"""Values in rarer places for each of the others, drawn apart."""
_TOGETHER = 0.5
"""Share of the values in addresses that get another one in the same exchange."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One planted value.

    Args:
        position: of the exchange in the capture.
        category: what it is.
        spelling: how it is written, or of which digest.
        digest: whether it is one.
        pattern: whether a reader without the persona may know it by its form.
        named: whether its field's name says what it is, and stands there (messages of protobuf have no names).
        place: where in the exchange.
        layers: the encoders, outermost first.
        depth: how many, a place that is none itself counted as one.
        part: of the exchange, and ``where`` the header's name.
        start: of the value in the part; of the encoded run where offsets are lost.
        end: likewise.
        run: the innermost field or encoded run that holds it.
        kind: ``verbatim`` (its bytes stand in the part), ``escaped`` or ``opaque`` (offsets are lost).
    """

    position: int
    category: str
    spelling: str
    digest: bool
    pattern: bool
    named: bool
    place: str
    layers: tuple[str, ...]
    depth: int
    part: str
    where: str
    start: int
    end: int
    run: tuple[int, int]
    kind: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """A capture on disk, its person, and what is in it; ``others`` are exchanges with what is somebody else's."""

    capture: Path
    persona: Path
    values: Values
    truths: tuple[Truth, ...]
    exchanges: int
    others: frozenset[int] = frozenset()


def generate(folder: Path, seed: int, size: int) -> Corpus:
    """Write ``corpus.mitm`` and ``person.toml`` into a folder, with about ``size`` planted values."""
    draw = random.Random(f"corpus {seed}")
    values, name = person.person(draw)
    truths: list[Truth] = []
    made: list[http.HTTPFlow | dns.DNSFlow] = []
    others: set[int] = set()
    later = random.Random(f"corpus {seed} rarer")
    for held, planted in chain(_exchanges(draw, values, name, size), _rarer(later, values, name, round(size * _RARER))):
        if held is None:
            others.add(len(made))
        truths += [replace(truth, position=len(made)) for truth in held or ()]
        number = len(made)
        made.append(
            flows.query(number, planted.asked) if planted.asked else flows.flow(number, **places.written(planted))
        )
    folder.mkdir(parents=True, exist_ok=True)
    capture, persona = folder / "corpus.mitm", folder / "person.toml"
    flows.write(capture, *made)
    person.write(persona, values)
    return Corpus(capture, persona, values, tuple(truths), len(made), frozenset(others))


def _exchanges(
    draw: random.Random, values: Values, name: tuple[str, str], size: int
) -> Iterator[tuple[tuple[Truth, ...] | None, places.Planted]]:
    """Give exchanges with what is planted in them; some hold one value in the address and another further in.

    ``None`` says that they hold what is somebody else's.
    """
    waiting: tuple[Truth, places.Planted] | None = None
    taste = Taste(draw)
    for spelling, category, place, depth in _plan(draw, values, name, size):
        while draw.random() < _WITHOUT:
            yield (), places.ordinary(draw)
            if draw.random() < _OTHERS:
                yield None, replace(places.ordinary(draw), body=draw.choice(taken.OTHERS)(draw))
            if draw.random() < _STRANGERS:
                yield None, replace(places.ordinary(draw), body=strangers.body(draw, values, WRAPS))
            if draw.random() < _LOOKALIKES:
                yield (), replace(places.ordinary(draw), body=lookalikes.body(draw, values))
        case = _case(taste, spelling, category, place, depth)
        if case is None:
            continue
        truth, planted = case
        if waiting is None and planted.part == "url" and draw.random() < _TOGETHER:
            waiting = case
        elif waiting is not None and (both := places.together(waiting[1], planted)):
            yield (waiting[0], truth), both
            waiting = None
        else:
            yield (truth,), planted
    if waiting is not None:
        yield (waiting[0],), waiting[1]


def _rarer(
    draw: random.Random, values: Values, name: tuple[str, str], size: int
) -> Iterator[tuple[tuple[Truth, ...], places.Planted]]:
    """Give exchanges with what stands in rarer places."""
    taste = Taste(draw)
    for spelling, category, place, depth in rarer.plan(draw, values, name, size, DEEPEST):
        if case := _case(taste, spelling, category, place, depth):
            yield (case[0],), case[1]


def _plan(
    draw: random.Random, values: Values, name: tuple[str, str], size: int
) -> Iterator[tuple[Spelling, str, str, int]]:
    """Give what to plant: each category in each place at each depth, its spellings and digests in turn."""
    plain: dict[str, Iterator[Spelling]] = {}
    hashed: dict[str, Iterator[Spelling]] = {}
    for category in values:
        forms = person.spellings(category, values, name) + notations.more(category, values, name)
        digests = [digest for form in forms if form.hashed for digest in person.digests(form)]
        draw.shuffle(digests)
        plain[category], hashed[category] = cycle(draw.sample(forms, len(forms))), cycle(digests)
    cells = [
        (category, place, depth) for category in values for place in places.PLACES for depth in range(1, DEEPEST + 1)
    ]
    planned = 0
    while planned < size:
        draw.shuffle(cells)
        for category, place, depth in cells[: size - planned]:
            digest = category in person.HASHED and draw.random() < 0.35
            if category in OWN and draw.random() < (_TAKEN if category in taken.OF else _OWN):
                typed_in = person.spellings(category, values, name)[0]
                yield typed_in, category, place, depth
                planned += 1
                continue
            yield next((hashed if digest else plain)[category]), category, place, depth
            planned += 1


class Taste:
    """Draws encoders, those first that came up least for a category, a place, and right around each other."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def choice(self, fitting: Sequence[str], *beside: str) -> str:
        """Draw one."""
        rows = [self._counts[one] for one in beside]
        seen = [sum([row.get(each, 0) for row in rows]) for each in fitting]
        fewest = (1 + min(seen)) ** 2
        return self.draw.choices(fitting, [fewest / (1 + count) ** 2 for count in seen])[0]

    def keep(self, truth: Truth) -> None:
        """Count what was planted."""
        for outer, layer in zip(("", *truth.layers), truth.layers, strict=False):
            for one, each in ((truth.category, layer), (truth.place, layer), (layer, outer)):
                self._counts[one][each] += 1


def _case(
    taste: Taste, spelling: Spelling, category: str, place: str, depth: int
) -> tuple[Truth, places.Planted] | None:
    """Draw encoders until they fit each other, the value and the place; ``None`` where none were found."""
    draw = taste.draw
    for _ in range(_DRAWS):
        name = name_for(draw, category, spelling.typed)
        try:
            inner = _wrapped(taste, spelling, depth - _LAYERED[place], name, (category, place))
            planted = _PLACES[place](draw, inner, name)
        except Unfit:
            continue
        carried = planted.carried
        if carried.typed and not carried.keyed:
            continue
        reached = len(carried.layers) + (place in _BARE)
        if reached > DEEPEST:
            continue
        truth = Truth(
            -1, category, spelling.name, _is_digest(spelling), spelling.pattern, name in NAMES[category] and carried.keyed, place,
            carried.layers, reached, planted.part, planted.where, carried.start, carried.end,
            carried.run, _kind(carried, spelling),
        )  # fmt: skip
        taste.keep(truth)
        return truth, planted
    return None


_PLACES, _LAYERED = {**places.PLACES, **rarer.PLACES}, {**places.LAYERED, **rarer.LAYERED}
_BARE = frozenset({"url path", "query", "header", "cookie", "host name"}) | rarer.BARE
"""Places that are no layer of their own in ``Carried.layers``."""


def _is_digest(spelling: Spelling) -> bool:
    return spelling.name.startswith(person.ALGORITHMS)


def _kind(carried: Carried, spelling: Spelling) -> str:
    if carried.opaque:
        return "opaque"
    return "verbatim" if carried.data[carried.start : carried.end] == spelling.data else "escaped"


def _wrapped(taste: Taste, spelling: Spelling, count: int, name: str, where: tuple[str, str]) -> Carried:
    """Put encoders around a value, each of which fits what is inside."""
    if count < 0:
        raise Unfit
    carried = value(spelling.data, spelling.text, spelling.typed)
    for _ in range(count):
        choices = [each for each in WRAPS if fits(each, carried, spelling, where[0])]
        own = [each for each in OWN.get(where[0], ()) if each in choices]
        if own and taste.draw.random() < 0.5:
            choices = own
        chosen = taste.choice(choices, *where, *carried.layers[:1])
        carried = WRAPS[chosen](taste.draw, carried, name)
    if not carried.text and where[1] in _TEXT_PLACES:
        raise Unfit
    return carried


_TEXT_PLACES = frozenset(
    {
        "url path",
        "header",
        "cookie",
        "JSON",
        "JSON in a string",
        "XML",
        "JWT",
        "delimited header",
        "vCard",
        "labelled text",
        "host name",
        *rarer.OF_TEXT,
    }
)
