"""A whole examined: what is found in it, and which exchange is told which of it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import NamedTuple

from trafficaudit.decode import form, url
from trafficaudit.decode.escapes import percent
from trafficaudit.decode.fields import as_bytes
from trafficaudit.model import Decoded, Direction, Exchange, Finding, Message, Opaque, Piece, Span, Whole
from trafficaudit.plurals import several

NAME = "joined"
"""The outermost layer of what was found in a whole."""

SEEDED = ("persona", "provenance")
"""What the names of detectors begin with whose findings are proof."""

type Findings = tuple[Finding, ...]
type Search = Callable[[Exchange], tuple[Decoded, Findings]]

_SHOWN = 4
_SHARED = 16
"""Findings of one kind in one encoded run of which every piece of the run is told."""
_OF_ADDRESSES = frozenset((url.NAME, form.NAME, percent.NAME))
_LIKELY = 0.9
"""Factor of confidence of what stands in messages that the app may have meant to be wholes."""


class Share(NamedTuple):
    """The run of an exchange's body that is a piece of a finding, or all of it; ``others`` tells that more are.

    ``value`` is all that was found, as bytes, and ``told`` the id of the exchange in which it counts. ``packed`` says
    that the run holds its piece in another form, and maybe more beside it. ``within`` says that the finding is
    somewhere in an encoded run that all the pieces are.
    """

    direction: Direction
    span: Span
    category: str
    detector: str
    value: bytes
    others: bool
    told: str
    packed: bool = False
    within: bool = False


@dataclass(slots=True)
class Told:
    """What a whole tells of one exchange: ``read`` are the runs of its body that way that were looked into.

    ``packed`` are those that hold pieces in another form: anything else may be found in the same bytes. ``single`` are
    the places in ``findings`` of what stands in one piece of a row, where it was looked for by itself.
    """

    direction: Direction
    findings: list[Finding] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    read: list[Span] = field(default_factory=list)
    opaque: list[Opaque] = field(default_factory=list)
    strung: bool = False
    packed: set[Span] = field(default_factory=set)
    single: set[int] = field(default_factory=set)


def examined(whole: Whole, exchange: Exchange, search: Search) -> dict[str, Told]:
    """Examine a whole as the body of a message; nothing of it depends on which of its exchanges is asked about."""
    last = whole.pieces[-1]
    message = Message(headers=whole.headers, body=whole.data, body_size=len(whole.data))
    request, response = (message, None) if whole.direction == "request" else (None, message)
    # A protocol whose address is not decoded: that is done with the exchanges themselves.
    alone = replace(
        exchange, id=last.exchange_id, started_at=last.at, protocol="tcp", request=request, response=response,
        error=None, sent=True, wholes=(),
    )  # fmt: skip
    decoded, findings = search(alone)
    told: dict[str, Told] = {piece.exchange_id: Told(whole.direction, strung=whole.strung) for piece in whole.pieces}
    for piece in whole.pieces:
        if piece.size >= 0:
            told[piece.exchange_id].packed.add(Span(piece.start, piece.end))
    sharing = _Sharing(whole, told)
    for finding in findings:
        if finding.field.part == "body" and not _is_chance(finding, whole):
            sharing.share_out(finding)
    if decoded.fields and not decoded.fields[0].leaf and not decoded.opaque:
        for piece in whole.pieces:
            told[piece.exchange_id].read.append(Span(piece.start, piece.end))
    for run in decoded.opaque:
        if run.cut == "bound":
            reason = f"put together with what was sent before it: {run.reason}"
            told[last.exchange_id].opaque.append(replace(run, path="$", span=Span(last.start, last.end), reason=reason))
    return told


def _is_chance(finding: Finding, whole: Whole) -> bool:
    """Say so of a number or name that only stands there because the ends of two messages happen to fit.

    An address is no document that they are together: another one behind it makes one as well.
    """
    layers = finding.field.layers
    apart = not layers or (layers[0] == url.NAME and _OF_ADDRESSES.issuperset(layers))
    return whole.framed and apart and not finding.detector.startswith(SEEDED)


class _Sharing:
    """Tells each exchange which of its bytes a finding stands in, and the last one of the finding itself.

    What was compressed stands in all the pieces of its run: of a kind of finding in it a few are told to each of them.
    """

    def __init__(self, whole: Whole, told: dict[str, Told]) -> None:
        self._whole, self._told = whole, told
        self._starts = list(accumulate([piece.length for piece in whole.pieces], initial=0))[:-1]
        self._places: dict[Span, list[Piece]] = {}
        self._wheres: dict[Span, str] = {}
        self._shared: Counter[tuple[Span, str, str]] = Counter()

    def share_out(self, finding: Finding) -> None:
        """Tell of a finding in the whole."""
        found_in = self._places.get(finding.span) or self._pieces(finding.span)
        self._places[finding.span] = found_in
        if self._whole.strung and len(found_in) < 2 and not finding.field.layers:
            return
        kind = finding.span, finding.category, finding.detector
        self._shared[kind] += 1
        if self._shared[kind] <= _SHARED:
            value, within = plain(finding.value), len(finding.layers) > len(finding.field.layers)
            for piece in found_in:
                span = Span(piece.start, piece.end)
                what = finding.category, finding.detector, value
                others, where = len(found_in) > 1, found_in[-1].exchange_id
                share = Share(self._whole.direction, span, *what, others, where, piece.size >= 0, within)
                self._told[piece.exchange_id].shares.append(share)
        told = self._told[found_in[-1].exchange_id]
        if self._whole.strung and len(found_in) < 2:
            told.single.add(len(told.findings))
        if finding.span not in self._wheres:  # much may be found in one encoded run of many pieces
            self._wheres[finding.span] = _where(found_in, self._whole)
        told.findings.append(_told_at(finding, found_in[-1], self._wheres[finding.span], self._whole))

    def _pieces(self, span: Span) -> list[Piece]:
        """Give the runs of the bodies in which a span of the whole lies."""
        out: list[Piece] = []
        starts = self._starts
        for index in range(max(bisect_right(starts, span.start) - 1, 0), len(starts)):
            piece, at = self._whole.pieces[index], starts[index]
            if at >= span.end and out:
                break
            if not piece.length and span.start < span.end:
                continue  # an empty message between two that hold something
            if piece.size >= 0:
                out += [piece] if at < span.end and span.start < at + piece.size else []
                continue
            size = piece.end - piece.start
            start, end = min(max(span.start - at, 0), size), min(max(span.end - at, 0), size)
            out.append(piece._replace(start=piece.start + start, end=piece.start + end))
        return out


def _told_at(finding: Finding, last: Piece, where: str, whole: Whole) -> Finding:
    """Give a finding as one of the exchange that holds its last byte."""
    span = Span(last.start, last.end)
    return replace(
        finding,
        field=replace(finding.field, layers=(NAME, *finding.field.layers), span=span, exact=False, parent=-1),
        layers=(NAME, *finding.layers),
        span=span,
        confidence=_confidence(finding, whole),
        reasoning=f"{finding.reasoning.rstrip('.')}; {where}.",
    )


def _where(found_in: Sequence[Piece], whole: Whole) -> str:
    """Say which bytes of which bodies it was found in, so that anybody can put them together again."""
    if len(whole.pieces) == 1:
        return f"it stands in the record that is bytes {whole.pieces[0].start} to {whole.pieces[0].end} of the body"
    if len({piece.exchange_id for piece in whole.pieces}) == 1:
        if len(found_in) == 1:
            return f"read together with the body's other {several(len(whole.pieces) - 1, 'piece')}"
        return f"it stands in {len(found_in)} pieces of the body: {_listed(found_in, '')}"
    if len(found_in) == 1:
        return f"read together with the bodies from {whole.pieces[0].exchange_id} to {whole.pieces[-1].exchange_id}"
    return f"it stands in {len(found_in)} bodies: {_listed(found_in, '{} ')}"


def _listed(found_in: Sequence[Piece], name: str) -> str:
    listed = [f"{name.format(piece.exchange_id)}bytes {piece.start} to {piece.end}" for piece in found_in]
    shown = list(dict.fromkeys(listed))  # pieces that are packed together stand in the same bytes
    if len(shown) > 2 * _SHOWN:
        shown[_SHOWN:-_SHOWN] = [f"{len(shown) - 2 * _SHOWN} more"]
    return ", ".join(shown)


def _confidence(finding: Finding, whole: Whole) -> float:
    if whole.framed and not finding.detector.startswith(SEEDED):
        return round(finding.confidence * _LIKELY, 3)
    return finding.confidence


def plain(value: str | bytes) -> bytes:
    """Give a value as bytes."""
    return value if isinstance(value, bytes) else as_bytes(value)
