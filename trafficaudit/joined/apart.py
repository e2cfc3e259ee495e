"""What was recorded apart and belongs together: the requests of an upload, the records of a long conversation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from trafficaudit.joined.whole import Search, Told, examined
from trafficaudit.model import Exchange, Whole
from trafficaudit.network import Network, Portion
from trafficaudit.readers import reassembly
from trafficaudit.readers.uploads import pieces

type Portions = tuple[Portion, ...]
type Load = Callable[[Sequence[Portion]], Mapping[str, Exchange]]


class Apart:
    """Reads the rest again when the first exchange of it is asked about, and remembers what it tells."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._of: dict[str, list[tuple[int, Portions, bool]]] = {}
        self._known: dict[int, list[dict[str, Told]]] = {}
        self._holes: dict[str, list[str]] = {}
        self._load: Load

    def learn(self, whole: Network, load: Load) -> None:
        """Take in what a capture holds in pieces, and forget that of another one.

        Args:
            whole: what it tells as a whole.
            load: reads the exchanges of portions again, by their ids.
        """
        self._of.clear()
        self._known.clear()
        self._holes.clear()
        for hole in whole.holes:
            self._holes.setdefault(hole.exchange_id, []).append(hole.reason)
        self._load = load
        borders = (pair for talk in whole.talks for pair in pairwise(talk))
        for number, (portions, talks) in enumerate(
            [*((upload, False) for upload in whole.uploads), *((border, True) for border in borders)]
        ):
            for portion in portions:
                self._of.setdefault(portion.exchange_id, []).append((number, portions, talks))

    def lacking(self, exchange: Exchange) -> tuple[str, ...]:
        """Say what is missing beside an exchange of the upload that it is a piece of."""
        return tuple(self._holes.get(exchange.id, ())) if exchange.protocol.startswith("http") else ()

    def told(self, exchange: Exchange) -> Iterator[dict[str, Told]]:
        """Give what is told by the rest of its upload, or over the borders of its part of a conversation.

        Raises:
            ReadError: it can no longer be read.
        """
        name, dot, _ = exchange.id.partition(".")
        if dot != "." and not exchange.protocol.startswith("http"):
            return
        for number, portions, talks in self._of.get(name, ()):
            if talks == bool(dot):
                known = self._known.get(number)
                if known is None:
                    known = self._known[number] = self._examined(portions, talks=talks)
                yield from known

    def _examined(self, portions: Portions, *, talks: bool) -> list[dict[str, Told]]:
        found = self._load(portions)
        wholes = _across(portions, found) if talks else pieces.put_together(portions, found)
        return [examined(whole, found[whole.pieces[-1].exchange_id], self._search) for whole in wholes]


def _across(portions: Portions, found: Mapping[str, Exchange]) -> Iterator[Whole]:
    """Give what lies over the border of two parts of a conversation."""
    before: list[Exchange] = []
    after: list[Exchange] = []
    for each in found.values():
        (before if each.id.partition(".")[0] == portions[0].exchange_id else after).append(each)
    return reassembly.across(before, after)
