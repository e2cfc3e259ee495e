"""An upload while it is gathered from the requests that carry its pieces: their order, and what is missing of it."""

from collections.abc import Container, Iterator, Sequence

from trafficaudit.network import Hole, Portion
from trafficaudit.readers.uploads import pieces, putting
from trafficaudit.readers.uploads import schemes as uploads
from trafficaudit.readers.uploads.holes import Sent, unrecorded
from trafficaudit.readers.uploads.holes import holes as between

LONG = f"of an upload of {pieces.SECTION} bytes or more: what lies across the border of sections was read in part"


class Upload:
    """An upload while it is gathered: its pieces in the order of the capture, and their bytes.

    ``sent`` are all pieces that were seen, ``portions`` those that can be put together.
    """

    def __init__(self, bit: uploads.Bit) -> None:
        self.portions: list[Portion] = []
        self.sent: list[Sent] = []
        self.size = 0
        self._bit, self._total, self._orders = bit, -1, set[int]()
        self.lists: list[tuple[str, putting.Named]] = []

    def take(self, bit: uploads.Bit, sent: Sent) -> None:
        """Take note of a piece that was sent."""
        self.sent.append(sent)
        self._orders.add(bit.order)
        self._total = max(self._total, bit.total)

    def is_over(self, order: int) -> bool:
        """Say whether a piece begins another upload of the same name: after a list that puts one together, or with its
        first one again, after later ones.
        """  # fmt: skip
        if self.lists and self.lists[-1][1].ordered:
            return True
        first = self.sent[0].order if self.sent else -1
        return order in self._orders and 0 <= order <= first < self.sent[-1].order

    def names(self) -> set[str]:
        """Give what the pieces are called by a request that puts them together."""
        return {sent.name or str(sent.order) for sent in self.sent}

    def placed(self) -> tuple[Portion, ...]:
        """Give the portions, in the order of the list that names each of them; what it does not name comes apart."""
        ordered = next((named.names for _, named in reversed(self.lists) if named.ordered), ())
        if not ordered:
            return tuple(self.portions)
        at = {name: place for place, name in enumerate(ordered)}
        called = {sent.exchange_id: sent.name for sent in self.sent}
        return tuple(
            portion._replace(order=at.get(called[portion.exchange_id], len(at) + 1 + 2 * number))
            for number, portion in enumerate(self.portions)
        )

    def holes(self, known: Container[str] | None) -> list[Hole]:
        """Give what is missing of it, and what is not read as one document.

        ``known`` are the names of all pieces, ``None`` where some are not known.
        """
        if len(self.sent) == 1 and not self._bit.alone:
            return []
        missing = between(self.sent, sized=self._bit.sized, first=self._bit.first, total=self._total)
        if len(self.portions) > 1 and self.size >= pieces.SECTION:
            missing.append(Hole(self.sent[-1].exchange_id, LONG))
        if known is None:
            return missing
        for exchange_id, named in self.lists:
            missing += unrecorded(named.names, known, self.sent, exchange_id)
        return missing


def holes(known: Sequence[Upload]) -> Iterator[Hole]:
    """Give what is missing of the uploads of one name: one may go on with the pieces of another."""
    names = set[str]().union(*(upload.names() for upload in known))
    called = all(sent.name or sent.order >= 0 for upload in known for sent in upload.sent)
    for upload in known:
        yield from upload.holes(names if called else None)
