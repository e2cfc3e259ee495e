"""The bounds of decoding one exchange: whatever an app or a server sends, the work ends and the memory is bounded."""

from dataclasses import dataclass


class Bound(str):
    """The reason of an obstacle where a bound ended the search, not the bytes: what is left is told as a gap."""

    __slots__ = ()


WORK = Bound("the bound on work is reached")
"""Of a decoder that stopped within a value, because the work of its exchange is spent."""


def beyond(limit: int, left: int, size: int) -> Bound:
    """Say that a run of ``size`` bytes came to more than ``limit``, and how many of its bytes were not opened."""
    rest = f"{left} of its {size} packed bytes are left" if left else f"the end of what its {size} packed bytes hold"
    return Bound(f"inflates beyond {limit} bytes: {rest}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How far decoding goes; what lies beyond a bound is reported as ``Opaque``, never dropped in silence.

    Args:
        depth: layers on top of each other (gzip, json, base64 are three).
        fields: fields of one exchange.
        inflated: bytes that all the compressed runs of one part together may inflate to.
        work: bytes handed to decoders for one exchange, a JSON token or a message's field counting as 64 more. It
            bounds the time: by default no trap of the tests, up to 3 MB on the wire, took over 5
            seconds of one core.
    """

    depth: int = 16
    fields: int = 200_000
    inflated: int = 64 * 1024 * 1024
    work: int = 128 * 1024 * 1024


class Budget:
    """What is left of the limits while one exchange is decoded.

    ``reached`` is where a decoder says that a bound ended what it read of a value, where it has no obstacle to give.
    ``here_only`` is where one says that the same text may hold something under another name, or in another place.
    """

    __slots__ = ("fields", "here_only", "inflated", "limits", "reached", "work")

    TOKEN = 64
    """Units of work of one token: about what tokenising costs in Python against scanning a byte."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.fields = limits.fields
        self.inflated = limits.inflated
        self.work = limits.work
        self.reached: list[Bound] = []
        self.here_only = False

    def spend(self, units: int) -> bool:
        """Take ``units`` of work; false where the bound is reached."""
        self.work -= units
        return self.work >= 0

    def tokens(self) -> int:
        """How many tokens the work that is left pays for; at least one, so that a parser can say where it stopped."""
        return max(self.work // self.TOKEN, 1)
