"""What several messages or requests carry together: examined once, and told of at the one with which it was complete.

A finding in a whole stands in one body or in several. It counts once, in the exchange that holds its last byte, with
the span of what stands there; its reasoning names the rest. What the exchange gives by itself is not told again, and
what was taken for a whole value there, and is a piece of one, goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from trafficaudit.decode.fields import Fields
from trafficaudit.joined import row
from trafficaudit.joined.apart import Apart
from trafficaudit.joined.arriving import Arriving
from trafficaudit.joined.byteranges import ranges
from trafficaudit.joined.strung import together
from trafficaudit.joined.whole import NAME, SEEDED, Findings, Search, Share, Told, examined, plain
from trafficaudit.model import Decoded, Exchange, Finding, Opaque, Span, Whole

__all__ = ["NAME", "Joined", "Joiner", "Share"]

_BESIDE = 64
"""Bytes beside what was read that are the head of a record, its topic and its length, and no content."""


class Joined(NamedTuple):
    """An exchange's fields and findings with those of its wholes, and its shares in these.

    ``lacking`` says what is missing beside it of what it is a piece of.
    """

    decoded: Decoded
    findings: Findings
    shares: tuple[Share, ...] = ()
    lacking: tuple[str, ...] = ()


class Joiner:
    """Examines wholes; one that several exchanges are pieces of only once, as long as one of them is there.

    ``search`` decodes an exchange and lets every detector look at it. ``apart`` knows what was recorded apart.
    """

    def __init__(self, search: Search) -> None:
        self._search = search
        self._known = WeakKeyDictionary[Whole, list[dict[str, Told]]]()
        self.apart = Apart(search)
        self.arriving: Arriving | None = None

    def follow(self) -> None:
        """Put together what arrives, where the whole of a capture cannot be known yet."""
        self.arriving = Arriving(self._search)

    def join(self, exchange: Exchange, decoded: Decoded, findings: Findings) -> Joined:
        """Add what its wholes tell to what an exchange gave by itself.

        Raises:
            ReadError: the rest of an upload can no longer be read.
        """
        lacking = self.apart.lacking(exchange)
        told = [each for whole in exchange.wholes for each in self._told(whole, exchange)]
        wholes, cut = together(exchange, decoded.fields) if isinstance(decoded.fields, Fields) else ([], [])
        wholes += ranges(exchange)
        told += [examined(whole, exchange, self._search)[exchange.id] for whole in wholes]
        decoded = Decoded(decoded.fields, (*decoded.opaque, *cut)) if cut else decoded
        arrived = self.arriving.told(exchange) if self.arriving is not None else ()
        told += [known[exchange.id] for known in arrived if exchange.id in known]
        told += [known[exchange.id] for known in self.apart.told(exchange) if exchange.id in known]
        if not told:
            return Joined(decoded, findings, lacking=lacking)
        shares = tuple(dict.fromkeys(share for each in told for share in each.shares))
        crossing = [share for share in shares if share.others]
        own = [finding for finding in findings if not _is_piece(finding, crossing)]
        elsewhere = [share for share in crossing if share.told != exchange.id]
        return Joined(_explained(decoded, told), (*own, *_fresh(own, told, elsewhere)), shares, lacking)

    def _told(self, whole: Whole, exchange: Exchange) -> list[Told]:
        """Give what a whole tells of an exchange: of a row there are several, a text each."""
        known = self._known.get(whole)
        if known is None:
            read = row.read if whole.row else _examined
            known = self._known[whole] = read(whole, exchange, self._search)
        return [each[exchange.id] for each in known if exchange.id in each]


def _examined(whole: Whole, exchange: Exchange, search: Search) -> list[dict[str, Told]]:
    return [examined(whole, exchange, search)]


def _is_piece(finding: Finding, crossing: Iterable[Share]) -> bool:
    """Say whether what an exchange gave by itself is a piece of a value that goes on in another one.

    Its beginning may be taken for something else (that of an e-mail address for a name), and a piece of an encoded run
    may hold it as well. What stands there by itself is told of in the whole, too.
    """
    if finding.field.part != "body":
        return False
    seeded, value = finding.detector.startswith(SEEDED), plain(finding.value)
    return any(
        share.direction == finding.field.direction
        and _overlap(share.span, finding.span)
        and ((share.category == finding.category and not share.packed) or value in share.value)
        and (not seeded or share.detector.startswith(SEEDED))
        for share in crossing
    )


def _fresh(own: Iterable[Finding], told: Iterable[Told], elsewhere: Sequence[Share]) -> list[Finding]:
    """Give what wholes tell and the exchange did not, each once: readings that overlap say the same again.

    So do other wholes that tell it elsewhere: bytes that compression left as they are can be read in two ways.
    """
    known = defaultdict[tuple[str, ...], dict[Span, None]](dict)
    alone = defaultdict[tuple[str, ...], set[Span]](set)
    for finding in own:
        if finding.field.part == "body":
            known[_what(finding)][finding.span] = None
            alone[_what(finding)[:-1]].add(finding.span)
    fresh, before = list[Finding](), list[Share]()
    for each in told:
        for number, finding in enumerate(each.findings):
            what = _what(finding)
            if number in each.single and any(_overlap(finding.span, at) for at in alone[what[:-1]]):
                continue
            spans = known[what]
            same = finding.span not in each.packed and finding.span in alone[what[:-1]]
            if each.strung and any(_is_same(finding, share) for share in before):
                continue  # in another reading of the row
            if same or any(_is_same(finding, share) for share in elsewhere):
                continue
            # Mostly it is the very same span, which is found at once however often a value comes up.
            if finding.span not in spans and not any(_overlap(finding.span, span) for span in spans):
                spans[finding.span] = None
                fresh.append(finding)
        before += each.shares if each.strung else ()
    return fresh


def _is_same(finding: Finding, share: Share) -> bool:
    return (
        share.category == finding.category
        and share.detector == finding.detector
        and share.direction == finding.field.direction
        and share.value == plain(finding.value)
        and _overlap(share.span, finding.span)
    )


def _what(finding: Finding) -> tuple[str, ...]:
    value = plain(finding.value).decode("latin-1")
    return finding.category, finding.detector, finding.field.direction, value


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _explained(decoded: Decoded, told: Sequence[Told]) -> Decoded:
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
