"""How many different numbers were seen, exactly, in a fraction of the memory that a set of them takes."""

from array import array

_FEW = 64
"""Numbers that are held as a set, which takes them in fastest: most rows never have more."""


class Distinct:
    """Counts different whole numbers of up to 64 bits; most of them are held sorted, in 8 bytes each.

    >>> seen = Distinct()
    >>> for number in (3, 1, 3):
    ...     seen.add(number)
    >>> len(seen)
    2
    """

    __slots__ = ("_latest", "_most", "_settled")

    def __init__(self) -> None:
        self._settled = array("Q")
        self._latest: set[int] = set()
        self._most = _FEW

    def add(self, number: int) -> None:
        """Take in a number; raises ``OverflowError``, now or later, for one that is negative or has over 64 bits."""
        self._latest.add(number)
        if len(self._latest) > self._most:
            self._settle()

    def __len__(self) -> int:
        if self._settled:
            self._settle()
        return len(self._settled) or len(self._latest)

    def _settle(self) -> None:
        self._latest.update(self._settled)
        self._settled = array("Q", sorted(self._latest))
        self._latest = set()
        self._most = max(_FEW, len(self._settled) // 2)
