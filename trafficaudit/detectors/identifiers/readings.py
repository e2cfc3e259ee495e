"""Where two decoders read one text, the one that gives a number as a whole value tells what it is called.

A list cut at its separators is JSON that was cut somewhere, too, and a text in which a number stands by its form alone
is a row of a table in which the same number is a product's. What gives it whole has its name, or none.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from trafficaudit.decode.arranged import divided
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.identifiers.hits import Hit
from trafficaudit.detectors.identifiers.verdict import NO_KEY
from trafficaudit.detectors.spans import narrow

_PUT_TOGETHER = frozenset((divided.CUT, divided.NAME))
"""Layers of what no decoder read: pieces that were put side by side."""


def left(fields: Fields, index: int, text: str, hits: Sequence[Hit], at: int = 0) -> Sequence[Hit]:
    """Leave out of the hits in a field's text those by form alone that another reading gives as a whole value.

    ``at`` is where the text begins in the field's value.
    """
    return [hit for hit in hits if NO_KEY not in hit.reasoning or not _is_whole_elsewhere(fields, index, text, hit, at)]


def _is_whole_elsewhere(fields: Fields, index: int, text: str, hit: Hit, begin: int) -> bool:
    run = text[hit.start : hit.end]
    known = fields.once(_by_value).get(run, ())
    others = [at for at in known if at != index and _is_another_reading(fields, index, at)]
    # What stands there more often than it is read may stand here where nothing else reads it.
    if not others or text.count(run) > len(others):
        return False
    span = narrow(fields[index], begin + hit.start, begin + hit.end)
    return any(one.start < span.end and span.start < one.end for one in [fields[at].span for at in others])


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
