"""The bounds of decoding one exchange: whatever an app or a server sends, the work ends and the memory is bounded."""

from dataclasses import dataclass


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
    fields: int = 50_000
    inflated: int = 64 * 1024 * 1024
    work: int = 128 * 1024 * 1024


class Budget:
    """What is left of the limits while one exchange is decoded."""

    __slots__ = ("fields", "inflated", "limits", "work")

    TOKEN = 64
    """Units of work of one token: about what tokenising costs in Python against scanning a byte."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.fields = limits.fields
        self.inflated = limits.inflated
        self.work = limits.work

    def spend(self, units: int) -> bool:
        """Take ``units`` of work; false where the bound is reached."""
        self.work -= units
        return self.work >= 0

    def tokens(self) -> int:
        """How many tokens the work that is left pays for; at least one, so that a parser can say where it stopped."""
        return max(self.work // self.TOKEN, 1)
