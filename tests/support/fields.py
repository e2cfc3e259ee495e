"""Made-up decoded fields, and what a detector finds in them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from support import samples

from trafficaudit.detectors.context import Context, Detect
from trafficaudit.model import Decoded, Field, Finding, Span

CONTEXT = Context()
_LAST = re.compile(r'\["((?:[^"\\]|\\.)*)"\](?:\[\d+\])*\Z|([^.\[\]]+)(?:\[\d+\])*\Z')


def field(path: str, value: str | bytes, /, **changes: Any) -> Field:
    """Make a leaf of a JSON request body that stands byte for byte at the start of it; ``changes`` say otherwise."""
    size = len(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else len(value)
    step = _LAST.search(path)
    key = "" if step is None else json.loads(f'"{step[1]}"') if step[1] is not None else step[2]
    values: dict[str, Any] = {
        "direction": "request",
        "part": "body",
        "path": path,
        "key": "" if path == "$" else key,
        "value": value,
        "layers": ("json",),
        "span": Span(0, size),
        "exact": True,
        "parent": -1,
        "leaf": True,
    }
    return Field(**(values | changes))


def untold(index: int, reason: str) -> None:
    """Stand for whoever is told of bounds where none may be reached."""
    raise AssertionError(f"a bound was reached in field {index}: {reason}")


def find(detect: Detect, *fields: Field) -> list[Finding]:
    """Run a detector over fields of one exchange."""
    return list(detect(samples.exchange(), Decoded(fields, ())))


def leaves(value: object, path: str = "", key: str = "") -> Iterator[Field]:
    """Give the fields of a JSON document, as decoding it does."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name, name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{index}]", key)
    else:
        yield field(path, value if isinstance(value, str) else json.dumps(value), key=key)


def identified(key: str, value: str, **changes: Any) -> dict[str, float]:
    """Give category and confidence of what the number formats see in a field of this name."""
    from trafficaudit.detectors import identifiers

    found = find(identifiers.build(CONTEXT), field(key or "$", value, **changes))
    return {finding.category: finding.confidence for finding in found}


def pieces(key: str, value: str, **changes: Any) -> list[str | bytes]:
    """Give the runs that the number formats see in a field of this name."""
    from trafficaudit.detectors import identifiers

    return [finding.value for finding in find(identifiers.build(CONTEXT), field(key or "$", value, **changes))]
