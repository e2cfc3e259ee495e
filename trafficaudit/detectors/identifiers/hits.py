"""What a number format says of a run of a text, and which of those that overlap is told."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trafficaudit.detectors.identifiers.verdict import Identifier
from trafficaudit.detectors.spans import narrow, narrow_each
from trafficaudit.model import Field, Finding, Span
from trafficaudit.quick import quick


@dataclass(frozen=True, slots=True)
class Hit:
    """A verdict on ``text[start:end]``; ``order`` is the module's place in the list."""

    start: int
    end: int
    order: int
    module: Identifier
    confidence: float
    reasoning: str


_made = quick(Finding)


def strongest(hits: list[Hit]) -> list[Hit]:
    """Of runs that overlap keep the most confident, then the longest, then the first in the list of formats."""
    if len(hits) < 2:
        return hits
    hits.sort(key=lambda hit: (-hit.confidence, hit.start - hit.end, hit.order, hit.start))
    kept: list[Hit] = []
    starts: list[int] = []
    for hit in hits:
        at = bisect(starts, hit.start)
        if (at == 0 or kept[at - 1].end <= hit.start) and (at == len(kept) or hit.end <= kept[at].start):
            kept.insert(at, hit)
            starts.insert(at, hit.start)
    return kept


def findings(field: Field, text: str, hits: Sequence[Hit]) -> Iterator[Finding]:
    """Give the hits in a field's text as findings."""
    spans = narrow_each(field, [(hit.start, hit.end) for hit in hits])
    return (_finding(field, text, hit, span) for hit, span in zip(hits, spans, strict=True))


def among(field: Field, text: str, hit: Hit, at: int) -> Finding:
    """Give a hit in a run of text that stands ``at`` so many bytes into a field's bytes as a finding."""
    return _finding(field, text, hit, narrow(field, at + hit.start, at + hit.end))


def _finding(field: Field, text: str, hit: Hit, span: Span) -> Finding:
    return _made(
        field,
        hit.module.CATEGORY,
        "pattern",
        field.layers,
        span,
        text[hit.start : hit.end],
        f"identifier:{hit.module.NAME}",
        hit.confidence,
        hit.reasoning,
    )
