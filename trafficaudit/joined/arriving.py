"""Pieces of uploads and ranges of answers put together while they arrive, for whoever cannot know the whole capture.

Of each upload the latest pieces are kept, within a bound: what lies over neighbours is found as a replay finds it, in
the exchange with its last byte, as long as they arrive in their order. What would need more than is kept is counted.
"""

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from trafficaudit.joined.whole import Search, Told, examined
from trafficaudit.model import Direction, Exchange
from trafficaudit.network import Portion
from trafficaudit.readers.uploads.carried import opened
from trafficaudit.readers.uploads.pieces import put_together
from trafficaudit.readers.uploads.schemes import ALONE, Bit, ranged, recognised

KEPT = 32 << 20
"""Bytes of bodies that are kept, of all uploads together; those that were silent longest go first."""

WINDOW = 256 << 10
"""Bytes of one upload that are looked at again with each piece, or else two pieces: it bounds the time."""

MOST_PIECES = 256
"""Pieces of one upload that are looked at again with each: so it does where they are of a few bytes."""

MOST = 1_000
"""Uploads of which pieces are kept."""

MOST_GONE = 65_536
"""Uploads that were let go of and are still known, so that it is noticed where one goes on."""


@dataclass(slots=True)
class _Upload:
    """The latest pieces of one upload, in the order in which they arrived."""

    portions: list[Portion] = field(default_factory=list)
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)

    def add(self, exchange: Exchange, bit: Bit, direction: Direction) -> int:
        """Take a piece, and let go of those before it that are too much; give how many these were."""
        size = _size(exchange, direction)
        bare = replace(exchange, **{"request": None, "response": None, direction: getattr(exchange, direction)})
        self.portions.append(Portion(exchange.id, bit.order, bit.sized, None, direction))
        self.exchanges[exchange.id] = replace(bare, certificate=None, wholes=())
        self.sizes.append(size)
        gone = 0
        held = sum(self.sizes)
        while len(self.sizes) - gone > 2 and (held > WINDOW or len(self.sizes) - gone > MOST_PIECES):
            self.exchanges.pop(self.portions[gone].exchange_id, None)
            held -= self.sizes[gone]
            gone += 1
        del self.portions[:gone], self.sizes[:gone]
        return gone


class Arriving:
    """Keeps what may go on, and examines it with what comes next.

    ``left_out`` counts pieces that were let go before the next one of their upload came, and uploads that nobody would
    notice going on.
    """

    def __init__(self, search: Search) -> None:
        self._search = search
        self._uploads: OrderedDict[str, _Upload] = OrderedDict()
        self._gone: OrderedDict[int, int] = OrderedDict()
        self.left_out = 0

    def told(self, exchange: Exchange) -> list[dict[str, Told]]:
        """Give what is told of an exchange together with the pieces before it."""
        if not exchange.protocol.startswith("http"):
            return []
        out: list[dict[str, Told]] = []
        for bit, direction in ((recognised(exchange), "request"), (ranged(exchange), "response")):
            if bit is not None:
                out += self._taken(exchange, bit, "request" if direction == "request" else "response")
        return out

    def _taken(self, exchange: Exchange, bit: Bit, direction: Direction) -> list[dict[str, Told]]:
        closed = bit.coded and (exchange.request is None or opened(exchange.request) is None)
        if closed or not 0 < _size(exchange, direction) <= KEPT:
            self.left_out += 1
            return []
        self.left_out += self._gone.pop(hash(bit.key), 0)
        upload = self._uploads.pop(bit.key, None) or _Upload()
        self.left_out += upload.add(exchange, bit, direction)
        if not bit.key.endswith(ALONE):
            self._uploads[bit.key] = upload
            self._let_go()
        wholes = put_together(upload.portions, upload.exchanges)
        here = [whole for whole in wholes if any(piece.exchange_id == exchange.id for piece in whole.pieces)]
        return [examined(whole, upload.exchanges[whole.pieces[-1].exchange_id], self._search) for whole in here]

    def _let_go(self) -> None:
        """Let go of the uploads that were silent longest, where there is too much."""
        while len(self._uploads) > 1 and (
            len(self._uploads) > MOST or sum(sum(upload.sizes) for upload in self._uploads.values()) > KEPT
        ):
            key, upload = self._uploads.popitem(last=False)
            self._gone[hash(key)] = len(upload.portions)
            if len(self._gone) > MOST_GONE:
                self._gone.popitem(last=False)
                self.left_out += 1


def _size(exchange: Exchange, direction: Direction) -> int:
    message = exchange.request if direction == "request" else exchange.response
    return len((message and message.body) or b"")
