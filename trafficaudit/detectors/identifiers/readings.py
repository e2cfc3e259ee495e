"""Where two decoders read one text, the one that gives a number as a whole value tells what it is called.

A list cut at its separators is JSON that was cut somewhere, too, and a text in which a number stands by its form alone
is a row of a table in which the same number is a product's. What gives it whole has its name, or none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from trafficaudit.decode.arranged import divided
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.identifiers.hits import Hit
from trafficaudit.detectors.identifiers.verdict import NO_KEY
from trafficaudit.detectors.spans import narrow

_PUT_TOGETHER = frozenset((divided.CUT, divided.NAME))
"""Layers of what no decoder read: pieces that were put side by side."""


type Tells = Callable[[int, Hit], bool]
"""Whether a hit would be told as well where another field holds it: its name does not say that it is something else."""


class Text(NamedTuple):
    """A text in which numbers were found: all or a part of a field's value, and where in that it begins."""

    fields: Fields
    number: int
    text: str
    begin: int = 0


def left(at: Text, hits: Sequence[Hit], tells: Tells) -> Sequence[Hit]:
    """Leave out of the hits in a text those by form alone that another reading gives as a whole value.

    Of readings that both give it whole the first one tells it.
    """
    return [hit for hit in hits if NO_KEY not in hit.reasoning or not _is_elsewhere(at, hit, tells)]


def _is_elsewhere(place: Text, hit: Hit, tells: Tells) -> bool:
    fields, index, text, begin = place
    run = text[hit.start : hit.end]
    known = fields.once(_by_value).get(run, ())
    others = [at for at in known if at != index and _is_another_reading(fields, index, at)]
    # What stands there more often than it is read may stand here where nothing else reads it.
    if not others or text.count(run) > len(others):
        return False
    span = narrow(fields[index], begin + hit.start, begin + hit.end)
    beside = [at for at in others if fields[at].span.start < span.end and span.start < fields[at].span.end]
    return any(run != fields.values[index] or at < index or not tells(at, hit) for at in beside)


def _by_value(fields: Fields) -> Mapping[str, Sequence[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, value in enumerate(fields.values):
        if isinstance(value, str):
            found[value].append(index)
    return found


def _is_another_reading(fields: Fields, mine: int, other: int) -> bool:
    """Whether ``other`` was read out of ``mine``, or out of a text that ``mine`` was read out of by another decoder."""
    if not _PUT_TOGETHER.isdisjoint(fields.group(other).layers[-1:]):
        return False
    ours, theirs = [mine, *_above(fields, mine)], [other, *_above(fields, other)]
    common = next((at for at in theirs if at in ours), None)
    if common is None or common == other:
        return False
    if common == mine:
        return True
    return _layer(fields, ours, common) != _layer(fields, theirs, common)


def _layer(fields: Fields, chain: Sequence[int], common: int) -> tuple[str, ...]:
    """Give by which layers what is below a field was read out of it."""
    return fields.group(chain[chain.index(common) - 1]).layers[len(fields.group(common).layers) :]


def _above(fields: Fields, index: int) -> Iterator[int]:
    while (index := fields.group(index).parent) >= 0:
        yield index
