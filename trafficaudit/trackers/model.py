"""What is known about an endpoint: whose it is, and which place of its messages carries what."""

import re
from dataclasses import dataclass

from trafficaudit.model import Direction, Part
from trafficaudit.trackers.paths import PathPattern, UrlPattern


@dataclass(frozen=True, slots=True)
class Condition:
    """A neighbouring value that says what kind of message a field belongs to.

    ``parent`` is the pattern of what holds the neighbour (a prefix of the field's own path), ``name`` the neighbour.
    """

    parent: PathPattern
    name: str
    equals: str


@dataclass(frozen=True, slots=True)
class TrackerField:
    """One documented place and what it carries.

    Args:
        direction: ``request`` unless the data says that the platform hands the value out.
        part: where the value stands, as in a decoded field.
        path: the pattern of its path.
        category: slug of the taxonomy.
        reasoning: a public document's address, or in short why the place is known to carry the category.
        confidence: 0.8 to 0.95; at most 0.65 where the place was not yet checked against real traffic.
        only: globs of which the value must match one; empty for any value.
        never: globs of values that carry nothing (opt-out marks, defaults).
        split: the separator of a packed value of which only the pieces that match ``only`` are meant; empty for none.
        when: what must stand beside the value; ``None`` for nothing.
    """

    direction: Direction
    part: Part
    path: PathPattern
    category: str
    reasoning: str
    confidence: float
    only: tuple[re.Pattern[str], ...] = ()
    never: tuple[re.Pattern[str], ...] = ()
    split: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Hosts with, optionally, methods and URL paths, and the fields of the messages that go there.

    ``id`` is the tracker's slug and the endpoint's number in its file. Empty ``methods`` or ``paths`` mean any.
    """

    id: str
    hosts: tuple[str, ...]
    methods: frozenset[str]
    paths: tuple[UrlPattern, ...]
    fields: tuple[TrackerField, ...]

    def serves(self, method: str, url_path: str) -> bool:
        """Tell whether a request with this method and URL path goes to the endpoint, its host being right."""
        if self.methods and method.upper() not in self.methods:
            return False
        return not self.paths or any(pattern.matches(url_path) for pattern in self.paths)


@dataclass(frozen=True, slots=True)
class Tracker:
    """An SDK or platform; ``slug`` is the name of its data file, ``operator`` the organisation that runs it."""

    slug: str
    name: str
    operator: str
    documentation: str
    endpoints: tuple[Endpoint, ...]
