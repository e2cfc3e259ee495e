"""What is said of a string in which consent is written: sentences, and the state of each thing that it is about."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from trafficaudit.consents import About, State, saying


class Told(NamedTuple):
    """What a value says: sentences for a person, and about what it is in which state."""

    sentences: tuple[str, ...]
    states: Mapping[About, State]

    @property
    def reasoning(self) -> str:
        """All of it as the reasoning of a finding."""
        return "; ".join((*self.sentences, saying(self.states)) if self.states else self.sentences)


type Reader = Callable[[str, Mapping[str, str]], Told | None]
"""Reads a value by its form; the second argument holds the texts beside it by name."""
