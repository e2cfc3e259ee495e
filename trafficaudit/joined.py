"""What several messages or requests carry together: examined once, and told of at the one with which it was complete.

A finding in a whole stands in one body or in several. It counts once, in the exchange that holds its last byte, with
the span of what stands there; its reasoning names the rest. What the exchange gives by itself is not told again, and
what was taken for a whole value there, and is a piece of one, goes.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import NamedTuple
from weakref import WeakKeyDictionary

from trafficaudit.decode.fields import as_bytes
from trafficaudit.model import Decoded, Direction, Exchange, Finding, Message, Opaque, Piece, Portion, Span, Whole
from trafficaudit.readers import pieces

NAME = "joined"
"""The outermost layer of what was found in a whole."""

type Findings = tuple[Finding, ...]
type Upload = tuple[Portion, ...]
type Load = Callable[[Sequence[Portion]], Mapping[str, Exchange]]
type Search = Callable[[Exchange], tuple[Decoded, Findings]]

_SEEDED = ("persona", "provenance")
_BOUND = " bound"
_SHOWN = 4
_BESIDE = 64
"""Bytes beside what was read that are the head of a record, its topic and its length, and no content."""
_LIKELY = 0.9
"""Factor of confidence of what stands in messages that the app may have meant to be wholes."""


class Share(NamedTuple):
    """The run of an exchange's body that is a piece of a finding, or all of it; ``others`` tells that more are.

    ``value`` is all that was found, as bytes.
    """

    direction: Direction
    span: Span
    category: str
    detector: str
    value: bytes
    others: bool


class Joined(NamedTuple):
    """An exchange's fields and findings with those of its wholes, and its shares in these."""

    decoded: Decoded
    findings: Findings
    shares: tuple[Share, ...] = ()


@dataclass(slots=True)
class _Told:
    """What a whole tells of one exchange: ``read`` are the runs of its body that were looked into."""

    findings: list[Finding] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    read: list[Span] = field(default_factory=list)
    opaque: list[Opaque] = field(default_factory=list)


class Joiner:
    """Examines wholes; one that several exchanges are pieces of only once, as long as one of them is there.

    ``search`` decodes an exchange and lets every detector look at it.
    """

    def __init__(self, search: Search) -> None:
        self._search = search
        self._known = WeakKeyDictionary[Whole, dict[str, _Told]]()
        self._uploads: Sequence[Upload] = ()
        self._upload_of: dict[str, int] = {}
        self._uploaded: dict[int, list[dict[str, _Told]]] = {}
        self._load: Load

    def learn(self, uploads: Sequence[Upload], load: Load) -> None:
        """Forget what was found of another capture, and take in what was uploaded in pieces in this one.

        Args:
            uploads: see ``Network``.
            load: reads the requests of portions again.
        """
        self._known.clear()
        self._uploaded.clear()
        self._uploads = uploads
        self._upload_of = {portion.exchange_id: number for number, upload in enumerate(uploads) for portion in upload}
        self._load = load

    def join(self, exchange: Exchange, decoded: Decoded, findings: Findings) -> Joined:
        """Add what its wholes tell to what an exchange gave by itself.

        Raises:
            ReadError: the rest of an upload can no longer be read.
        """
        told = [self._told(whole, exchange) for whole in exchange.wholes]
        number = self._upload_of.get(exchange.id)
        if number is not None and exchange.protocol.startswith("http"):
            told += [each.get(exchange.id) or _Told() for each in self._of_upload(number)]
        if not told:
            return Joined(decoded, findings)
        shares = tuple(share for each in told for share in each.shares)
        own = [finding for finding in findings if not _is_piece(finding, shares)]
        kept: list[Finding] = []
        for each in told:
            for finding in each.findings:
                if not any(_is_same(finding, other) for other in (*own, *kept)):
                    kept.append(finding)
        return Joined(_explained(decoded, told), (*own, *kept), shares)

    def _told(self, whole: Whole, exchange: Exchange) -> _Told:
        known = self._known.get(whole)
        if known is None:
            known = self._known[whole] = _examined(whole, exchange, self._search)
        return known.get(exchange.id) or _Told()

    def _of_upload(self, number: int) -> list[dict[str, _Told]]:
        known = self._uploaded.get(number)
        if known is None:
            upload = self._uploads[number]
            found = self._load(upload)
            wholes = pieces.put_together(upload, found)
            known = [_examined(whole, found[whole.pieces[-1].exchange_id], self._search) for whole in wholes]
            self._uploaded[number] = known
        return known


def _examined(whole: Whole, exchange: Exchange, search: Search) -> dict[str, _Told]:
    """Examine a whole as the body of a message; nothing of it depends on which of its exchanges is asked about."""
    last = whole.pieces[-1]
    message = Message(body=whole.data, body_size=len(whole.data))
    request, response = (message, None) if whole.direction == "request" else (None, message)
    # A protocol whose address is not decoded: that is done with the exchanges themselves.
    alone = replace(
        exchange, id=last.exchange_id, started_at=last.at, protocol="tcp", request=request, response=response,
        error=None, sent=True, wholes=(),
    )  # fmt: skip
    decoded, findings = search(alone)
    told: dict[str, _Told] = {piece.exchange_id: _Told() for piece in whole.pieces}
    starts = list(accumulate([piece.end - piece.start for piece in whole.pieces], initial=0))[:-1]
    for finding in findings:
        if finding.field.part == "body" and not _is_chance(finding, whole):
            _share_out(finding, whole, starts, told)
    if decoded.fields and not decoded.fields[0].leaf and not decoded.opaque:
        for piece in whole.pieces:
            told[piece.exchange_id].read.append(Span(piece.start, piece.end))
    for run in decoded.opaque:
        if _BOUND in run.reason:
            reason = f"put together with what was sent before it: {run.reason}"
            told[last.exchange_id].opaque.append(replace(run, path="$", span=Span(last.start, last.end), reason=reason))
    return told


def _is_chance(finding: Finding, whole: Whole) -> bool:
    """Say so of a number or name that only stands there because the ends of two messages happen to fit."""
    return whole.framed and not finding.field.layers and not finding.detector.startswith(_SEEDED)


def _share_out(finding: Finding, whole: Whole, starts: Sequence[int], told: dict[str, _Told]) -> None:
    """Tell each exchange which of its bytes a finding stands in, and the last one of the finding itself."""
    found_in = _pieces(whole, starts, finding.span)
    value = _plain(finding.value)
    for piece in found_in:
        span = Span(piece.start, piece.end)
        share = Share(whole.direction, span, finding.category, finding.detector, value, len(found_in) > 1)
        told[piece.exchange_id].shares.append(share)
    last = found_in[-1]
    span = Span(last.start, last.end)
    found = finding.field
    told[last.exchange_id].findings.append(
        replace(
            finding,
            field=replace(found, layers=(NAME, *found.layers), span=span, exact=False, parent=-1),
            layers=(NAME, *finding.layers),
            span=span,
            confidence=_confidence(finding, whole),
            reasoning=f"{finding.reasoning.rstrip('.')}; {_where(found_in, whole)}.",
        )
    )


def _pieces(whole: Whole, starts: Sequence[int], span: Span) -> list[Piece]:
    """Give the runs of the bodies in which a span of the whole lies."""
    out: list[Piece] = []
    for index in range(max(bisect_right(starts, span.start) - 1, 0), len(starts)):
        piece, at = whole.pieces[index], starts[index]
        if at >= span.end and out:
            break
        start, end = max(span.start - at, 0), min(max(span.end - at, 0), piece.end - piece.start)
        out.append(piece._replace(start=piece.start + start, end=piece.start + end))
    return out


def _where(found_in: Sequence[Piece], whole: Whole) -> str:
    """Say which bytes of which bodies it was found in, so that anybody can put them together again."""
    if len(whole.pieces) == 1:
        return f"it stands in the record that is bytes {whole.pieces[0].start} to {whole.pieces[0].end} of the body"
    if len({piece.exchange_id for piece in whole.pieces}) == 1 == len(found_in):
        return f"read together with the other {len(whole.pieces) - 1} chunks of the body"
    if len(found_in) == 1:
        return f"read together with the bodies from {whole.pieces[0].exchange_id} to {whole.pieces[-1].exchange_id}"
    shown = [f"{piece.exchange_id} bytes {piece.start} to {piece.end}" for piece in found_in]
    if len(shown) > 2 * _SHOWN:
        shown[_SHOWN:-_SHOWN] = [f"{len(shown) - 2 * _SHOWN} more"]
    return f"it stands in {len(found_in)} bodies: {', '.join(shown)}"


def _confidence(finding: Finding, whole: Whole) -> float:
    if whole.framed and not finding.detector.startswith(_SEEDED):
        return round(finding.confidence * _LIKELY, 3)
    return finding.confidence


def _is_piece(finding: Finding, shares: Iterable[Share]) -> bool:
    """Say whether what an exchange gave by itself is a piece of a value that goes on in another one.

    Its beginning may be taken for something else (that of an e-mail address for a name), and a piece of an encoded run
    may hold it as well. What stands there by itself is told of in the whole, too.
    """
    if finding.field.part != "body":
        return False
    seeded, value = finding.detector.startswith(_SEEDED), _plain(finding.value)
    return any(
        share.others
        and share.direction == finding.field.direction
        and _overlap(share.span, finding.span)
        and (share.category == finding.category or value in share.value)
        and (not seeded or share.detector.startswith(_SEEDED))
        for share in shares
    )


def _is_same(finding: Finding, other: Finding) -> bool:
    """Say whether two findings in an exchange are one, told by one detector of readings that overlap."""
    return (
        finding.category == other.category
        and finding.detector == other.detector
        and finding.field.direction == other.field.direction
        and other.field.part == "body"
        and _overlap(finding.span, other.span)
        and _plain(finding.value) == _plain(other.value)
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _plain(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else as_bytes(value)


def _explained(decoded: Decoded, told: Sequence[_Told]) -> Decoded:
    """Leave out what could not be looked into by itself and could as a piece of a whole; add what a whole hides."""
    read = [span for each in told for span in each.read]
    added = [run for each in told for run in each.opaque]
    if not added and not (read and decoded.opaque):
        return decoded
    kept = [run for run in decoded.opaque if run.part != "body" or not _is_read(run, read)]
    return Decoded(decoded.fields, (*kept, *added))


def _is_read(run: Opaque, read: Iterable[Span]) -> bool:
    """Say whether wholes were looked into that are all of a run, but for what heads of records may be."""
    at, begun = run.span.start, False
    for span in sorted(read):
        if span.end < at or (span.end == at and run.span.start < run.span.end):
            continue
        if span.start > at + _BESIDE:
            return False
        at, begun = span.end, True
    return begun and run.span.end <= at + _BESIDE
