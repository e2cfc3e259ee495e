"""What a detector is given once, and the shape that each one has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trafficaudit.model import Decoded, Exchange, Finding
from trafficaudit.persona import Persona

type Detect = Callable[[Exchange, Decoded], Iterator[Finding]]
"""Finds personal data in one decoded exchange; yields in the order of the fields."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before the first exchange is read."""

    persona: Persona | None = None
