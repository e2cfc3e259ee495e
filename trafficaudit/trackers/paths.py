"""Patterns for the place of a value: the field paths of a decoded exchange, URL paths and values.

None of them is a regular expression from the data: a pattern is a list of steps, matched in time proportional to the
number of its steps times that of the path, so that no captured name or URL can make it slow.
"""

import fnmatch
import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

_PLAIN_END = re.compile(r"[.\[]")
_INDEX = re.compile(r"\[(\d{1,9})\]")
_DECODER = json.JSONDecoder()
_MAX_TEXT = 8192
"""Longest value or URL path that a glob is held against, in characters; a longer one is cut."""


class Wild(Enum):
    """The steps of a pattern that stand for something else than one name or index."""

    INDEX = "[*]"
    """Any list index, or none where the message holds the element only once (protobuf, form fields, headers)."""
    STEP = "*"
    """Any one name or index."""
    DEEP = "**"
    """Any number of steps, none included."""


type Step = str | int
type PatternStep = str | int | Wild | re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PathPattern:
    """A pattern for field paths.

    The notation is that of field paths (``items[0].id``, ``["a.b"].c``) with four wildcards: ``[*]``, ``*``, ``**``
    (see `Wild`) and a ``*`` inside a name, which stands for any run of characters.

    >>> PathPattern.parse("eids[*].uids[*].id").matches("eids[3].uids.id")
    True
    >>> PathPattern.parse("**.adid").matches("user.device.adid")
    True
    """

    text: str
    steps: tuple[PatternStep, ...]

    @classmethod
    def parse(cls, text: str) -> "PathPattern":
        """Read a pattern; a name in ``["..."]`` is always taken literally."""
        return cls(text, tuple(_pattern_steps(text)))

    @property
    def exact(self) -> bool:
        """Whether the pattern has no wildcard, so that equality of the texts decides."""
        return all(isinstance(step, str | int) for step in self.steps)

    @property
    def last_name(self) -> str | None:
        """The literal name that every matching path has as its last name; ``None`` where a wildcard stands there."""
        for step in reversed(self.steps):
            if isinstance(step, str):
                return step
            if not (isinstance(step, int) or step is Wild.INDEX):
                return None
        return None

    @property
    def open(self) -> bool:
        """Whether the last step is any step: what is documented of it holds for what no name of its own says of."""
        return bool(self.steps) and self.steps[-1] in (Wild.STEP, Wild.DEEP)

    def matches(self, path: str) -> bool:
        """Tell whether the whole path matches."""
        return self.matches_steps([step for step, _ in split_path(path)])

    def matches_steps(self, steps: list[Step]) -> bool:
        """Tell whether the whole path, taken apart already, matches."""
        return len(steps) in self.accepted(steps)

    def accepted(self, steps: list[Step]) -> list[int]:
        """Give the lengths of the prefixes of a path that match, shortest first."""
        states = self._skip({0})
        lengths = [0] if len(self.steps) in states else []
        for count, step in enumerate(steps, 1):
            states = self._skip({after for state in states for after in self._advance(state, step)})
            if not states:
                break
            if len(self.steps) in states:
                lengths.append(count)
        return lengths

    def _advance(self, state: int, step: Step) -> tuple[int, ...]:
        if state == len(self.steps):
            return ()
        expected = self.steps[state]
        if expected is Wild.DEEP:
            return (state,)
        return (state + 1,) if _step_matches(expected, step) else ()

    def _skip(self, states: set[int]) -> set[int]:
        pending = list(states)
        while pending:
            state = pending.pop()
            optional = state < len(self.steps) and self.steps[state] in (Wild.DEEP, Wild.INDEX)
            if optional and state + 1 not in states:
                states.add(state + 1)
                pending.append(state + 1)
        return states


@dataclass(frozen=True, slots=True)
class UrlPattern:
    """A pattern for URL paths, segment by segment: ``*`` and ``?`` stay in a segment, a last ``**`` takes any rest.

    >>> UrlPattern.parse("/v*/*/activities").matches("/v16.0/123/activities")
    True
    """

    text: str
    segments: tuple[re.Pattern[str], ...]
    open_end: bool

    @classmethod
    def parse(cls, text: str) -> "UrlPattern":
        """Read a pattern; the empty one and ``/`` are the same."""
        parts = _segments(text)
        open_end = bool(parts) and parts[-1] == "**"
        return cls(text, tuple(glob(part) for part in (parts[:-1] if open_end else parts)), open_end)

    def matches(self, path: str) -> bool:
        """Tell whether a URL's path, without query and fragment, matches."""
        parts = _segments(path[:_MAX_TEXT])
        if len(parts) < len(self.segments) or (len(parts) > len(self.segments) and not self.open_end):
            return False
        return all(segment.match(part) for segment, part in zip(self.segments, parts, strict=False))


@cache
def glob(text: str, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a pattern of ``*`` and ``?``; a square bracket stands for itself.

    ``fnmatch`` writes each ``*`` as an atomic group, so that matching never goes back over what it has passed.
    """
    escaped = text.replace("[", "[[]")
    return re.compile(fnmatch.translate(escaped), re.IGNORECASE if ignore_case else 0)


def glob_matches(patterns: tuple[re.Pattern[str], ...], value: str) -> bool:
    """Tell whether a value, or its first 8,192 characters, matches one of several globs."""
    return any(pattern.match(value[:_MAX_TEXT]) for pattern in patterns)


def split_path(path: str) -> list[tuple[Step, int]]:
    """Take a field path apart: each step with the offset at which it ends in the text.

    >>> split_path("items[0].id")
    [('items', 5), (0, 8), ('id', 11)]
    """
    steps: list[tuple[Step, int]] = []
    at = 0
    while at < len(path):
        step, at = _next_step(path, at)
        if step != "$" or steps or path[0] == "[":  # a member that is called $ is written ["$"]
            steps.append((step, at))
    return steps


def join_name(path: str, name: str) -> str:
    """Give the path of a plainly named child."""
    return f"{path}.{name}" if path else name


def _next_step(path: str, at: int) -> tuple[Step, int]:
    if path[at] == "[":
        if found := _INDEX.match(path, at):
            return int(found[1]), found.end()
        if path.startswith('["', at):
            try:
                name, end = _DECODER.raw_decode(path, at + 1)
                return str(name), end + 1
            except ValueError:
                return path[at:], len(path)
    start = at + (path[at] == "." and at > 0)
    if path.startswith("[", start) and start > at:
        return _next_step(path, start)
    end = found.start() if (found := _PLAIN_END.search(path, start + 1)) else len(path)
    return path[start:end], end


def _pattern_steps(text: str) -> list[PatternStep]:
    steps: list[PatternStep] = []
    at = 0
    while at < len(text):
        if text.startswith("[*]", at):
            steps.append(Wild.INDEX)
            at += 3
            continue
        step, end = _next_step(text, at)
        quoted = '"' in text[at:end]
        if step != "$" or steps:
            steps.append(step if quoted or isinstance(step, int) else _name_step(step))
        at = end
    return steps


def _name_step(name: str) -> PatternStep:
    if name in (Wild.STEP.value, Wild.DEEP.value):
        return Wild(name)
    return glob(name) if "*" in name else name


def _step_matches(expected: PatternStep, step: Step) -> bool:
    if isinstance(expected, re.Pattern):
        return isinstance(step, str) and expected.match(step) is not None
    if expected is Wild.INDEX:
        return isinstance(step, int)
    return expected is Wild.STEP or expected == step


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/") if path.strip("/") else []
