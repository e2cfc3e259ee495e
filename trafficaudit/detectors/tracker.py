"""Finds what documented endpoints carry: a field that ``trafficaudit.trackers`` knows for the host it went to.

The match is ``named``: it is the place in a known message that says what a value is, not its form. A container is
found like a leaf, so that a documented property that is packed (JSON in a form field, gzip in base64url) shows both as
it was sent and as what it holds.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.names.places import OTHER_READING
from trafficaudit.detectors.tracker_values import is_unfilled, says_nothing
from trafficaudit.model import Decoded, Exchange, Field, Finding, Span
from trafficaudit.trackers import Endpoint, Tracker, TrackerField
from trafficaudit.trackers.lookup import endpoints
from trafficaudit.trackers.paths import glob_matches, split_path

NAME = "tracker"

_LAST_INDEX = re.compile(r"\[\d+\]$")
type Place = tuple[str, str, str]
"""Direction, part and path of a field."""


def build(context: Context) -> Detect:
    """Prepare the detector; it needs no persona. Each endpoint's fields are indexed when it is first met."""
    plans: dict[str, _Plan] = {}

    def plan(tracker: Tracker, endpoint: Endpoint) -> _Plan:
        if endpoint.id not in plans:
            plans[endpoint.id] = _Plan(tracker, endpoint)
        return plans[endpoint.id]

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        known = endpoints(exchange.host)
        if not known:
            return
        url_path = _url_path(exchange.url)
        chosen = [plan(tracker, endpoint) for tracker, endpoint in known if endpoint.serves(exchange.method, url_path)]
        if chosen:
            yield from _detect(chosen, decoded)

    return detect


class _Plan:
    """The fields of one endpoint, indexed by what a decoded field can be looked up with."""

    def __init__(self, tracker: Tracker, endpoint: Endpoint) -> None:
        self.tracker = tracker
        self.exact: dict[Place, list[TrackerField]] = {}
        self.named: dict[Place, list[TrackerField]] = {}
        self.other: dict[tuple[str, str], list[TrackerField]] = {}
        self.parts: set[tuple[str, str]] = set()
        for field in endpoint.fields:
            place = (field.direction, field.part)
            self.parts.add(place)
            if field.path.exact:
                self.exact.setdefault((*place, field.path.text), []).append(field)
            elif (name := field.path.last_name) is not None:
                self.named.setdefault((*place, name), []).append(field)
            else:
                self.other.setdefault(place, []).append(field)
        for fields in self.other.values():
            fields.sort(key=lambda each: each.path.open)

    def matching(self, field: Field) -> Iterator[TrackerField]:
        """Give what is documented about a field's place, the exact paths first and those open at their end last."""
        place = (field.direction, field.part)
        yield from self.exact.get((*place, field.path), ())
        index = _LAST_INDEX.search(field.path) if field.leaf else None
        if index:
            # An element of a documented list carries what the list does; so does a repeated header or form field.
            yield from self.exact.get((*place, field.path[: index.start()]), ())
        named = self.named.get((*place, _last_name(field)), ())
        candidates = [*named, *self.other.get(place, ())]
        if candidates:
            steps = [step for step, _ in split_path(field.path)]
            yield from (candidate for candidate in candidates if candidate.path.matches_steps(steps))
            if index:
                yield from (candidate for candidate in named if candidate.path.matches_steps(steps[:-1]))


def _last_name(field: Field) -> str:
    """Give the last name on a field's path, whatever stands beside it has it be called (``decode/arranged/paired.py``).

    That of a form's ``user[phone]`` is all of it.

    A URL's path segments have none of their own, only what they hold.
    """
    key, path = field.key, field.path
    if not key:
        return "path" if field.part == "url" and path.startswith("path[") else ""
    if path.endswith(key) or (path.endswith("]") and not path.endswith('"]')):
        return key
    return next((step for step, _ in reversed(split_path(path)) if isinstance(step, str)), key)


def _documented(plans: list[_Plan], fields: Fields) -> Iterator[Field]:
    """Give the fields of the parts of which something is documented."""
    parts = {part for plan in plans for part in plan.parts}
    for group, start, end in fields.ranges():
        if group[:2] not in parts:
            continue
        source = fields.rows[group.parent][2] if group.parent >= 0 else b""
        if (group.layers[-1:] == OTHER_READING and isinstance(source, str)) or is_unfilled(source):
            continue
        yield from map(fields.__getitem__, range(start, end))


def _detect(plans: list[_Plan], decoded: Decoded) -> Iterator[Finding]:
    fields = Fields.of(decoded.fields)
    neighbours = _Neighbours(fields)
    for field in _documented(plans, fields):
        seen: set[tuple[str, str]] = set()
        for plan in plans:
            by_name = False
            for documented in plan.matching(field):
                key = (plan.tracker.slug, documented.category)
                if (by_name and documented.path.open) or key in seen or not neighbours.agree(documented, field):
                    continue
                for value, span in _values(documented, field):
                    seen.add(key)
                    by_name = True
                    yield _finding(plan.tracker, documented, field, value, span)


class _Neighbours:
    """The values that stand beside a field, for the fields that depend on one; collected when first asked for."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    @cached_property
    def _values(self) -> Mapping[Place, str | bytes]:
        rows = self._fields.rows
        return {(*at[:2], row[0]): row[2] for at, start, end in self._fields.ranges() for row in rows[start:end]}

    def agree(self, documented: TrackerField, field: Field) -> bool:
        """Tell whether the neighbour that the documented field depends on has the expected value."""
        condition = documented.when
        if condition is None:
            return True
        steps = split_path(field.path)
        for length in condition.parent.accepted([step for step, _ in steps]):
            parent = field.path[: steps[length - 1][1]] if length else ""
            path = f"{parent}.{condition.name}" if parent else condition.name
            if self._values.get((field.direction, field.part, path)) == condition.equals:
                return True
        return False


def _values(documented: TrackerField, field: Field) -> Iterator[tuple[str | bytes, Span]]:
    """Give the runs of a field that carry something, each with its place in the original part."""
    if not documented.split:
        if _carries(documented, field.value):
            yield field.value, field.span
        return
    if isinstance(field.value, bytes):
        return
    start = field.span.start
    for piece in field.value.split(documented.split):
        end = start + len(piece.encode("utf-8", "surrogatepass"))
        if _carries(documented, piece):
            yield piece, Span(start, end) if field.exact else field.span
        start = end + len(documented.split.encode())


def _carries(documented: TrackerField, value: str | bytes) -> bool:
    if isinstance(value, bytes):
        # Where it matters which value it is, that is asked of what the bytes hold and of how they were sent.
        return bool(value.strip(b"\0")) and not (documented.only or documented.never)
    if says_nothing(documented.category, value):
        return False
    if documented.only and not glob_matches(documented.only, value):
        return False
    return not glob_matches(documented.never, value)


def _finding(tracker: Tracker, documented: TrackerField, field: Field, value: str | bytes, span: Span) -> Finding:
    what = taxonomy()[documented.category].en
    return Finding(
        field=field,
        category=documented.category,
        match="named",
        layers=field.layers,
        span=span,
        value=value,
        detector=f"tracker:{tracker.slug}",
        confidence=documented.confidence,
        reasoning=f"{tracker.name}: {documented.path.text} carries {what} ({documented.reasoning})",
    )


def _url_path(url: str) -> str:
    """Give the path of an absolute URL, or of a request target, without query and fragment."""
    rest = url.partition("?")[0].partition("#")[0]
    rest = rest if rest.startswith("/") else rest.partition("://")[2] or rest
    slash = rest.find("/")
    return rest[slash:] if slash >= 0 else "/"
