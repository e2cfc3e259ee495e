"""What a detector is given once, and the shape that each one has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from trafficaudit.model import Decoded, Exchange, Finding
from trafficaudit.network import Named
from trafficaudit.persona import Persona

type Detect = Callable[[Exchange, Decoded], Iterator[Finding]]
"""Finds personal data in one decoded exchange; yields in the order of the fields."""

type Doubt = Callable[[Finding], bool]
"""Says of a finding whether its surroundings tell that it is nothing of a person."""


class Known(Protocol):
    """What the hooks of one capture tell about its exchanges."""

    def findings(self, exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        """Give what was learned on the phone and stands in an exchange."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before the first exchange is read.

    ``joins`` holds, by capture, what its hooks tell; it is filled before the capture's first exchange. ``kept`` holds,
    by capture, the sites that keep each number in the browser, likewise; nothing where nobody knows the whole.
    ``embedded`` holds those of these sites that pages of other sites asked for something. ``named`` holds,
    likewise, the numbers of the user and device that a capture names somewhere.
    """

    persona: Persona | None = None
    joins: Mapping[str, Known] = field(default_factory=dict)
    kept: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    embedded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    named: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
