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
from trafficaudit.joined.runs import Placed, Runs
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
        settled = _settled(findings, shares, exchange.id)
        crossing = [share for share in shares if share.others and share not in settled]
        placed = Placed((share.span, share) for share in crossing)
        own = [finding for finding in findings if not _is_piece(finding, placed)]
        elsewhere = [share for share in crossing if share.told != exchange.id]
        again = {_what_of(share) for share in settled}
        fresh = [finding for finding in _fresh(own, told, elsewhere) if _what(finding)[0] not in again]
        return Joined(_explained(decoded, told), (*own, *fresh), shares, lacking)

    def _told(self, whole: Whole, exchange: Exchange) -> list[Told]:
        """Give what a whole tells of an exchange: of a row there are several, a text each."""
        known = self._known.get(whole)
        if known is None:
            read = row.read if whole.row else _examined
            known = self._known[whole] = read(whole, exchange, self._search)
        return [each[exchange.id] for each in known if exchange.id in each]


def _examined(whole: Whole, exchange: Exchange, search: Search) -> list[dict[str, Told]]:
    return [examined(whole, exchange, search)]


def _is_piece(finding: Finding, crossing: Placed[Share]) -> bool:
    """Say whether what an exchange gave by itself is a piece of a value that goes on in another one.

    Its beginning may be taken for something else (that of an e-mail address for a name), and a piece of an encoded run
    may hold it as well. What stands there by itself is told of in the whole, too.
    """
    if finding.field.part != "body":
        return False
    seeded, value = finding.detector.startswith(SEEDED), plain(finding.value)
    return any(
        share.direction == finding.field.direction
        and ((share.category == finding.category and not share.packed) or value in share.value)
        and (not seeded or share.detector.startswith(SEEDED))
        for share in crossing.beside(finding.span)
    )


_ENDLESS = "coordinates"
"""A value that any further digits belong to."""


def _settled(findings: Iterable[Finding], shares: Iterable[Share], exchange: str) -> set[Share]:
    """Give the shares in what is somewhere in an encoded run of several pieces, and all in one of them by itself.

    What follows a value in Base64 without padding makes another run with it, in which it still stands. With the number
    of the next message behind it a place is one still, of more decimals.
    """
    within = [
        share
        for share in shares
        if (share.within or share.category == _ENDLESS) and share.others and share.told == exchange
    ]
    if not within:
        return set()
    placed = Placed((share.span, share) for share in within)
    found = {
        _what_of(share)
        for finding in findings
        if finding.field.part == "body"
        for share in placed.beside(finding.span)
        if _what_of(share)[0] == _what(finding)[1] and plain(finding.value) in share.value
    }
    return {share for share in within if _what_of(share) in found}


def _fresh(own: Iterable[Finding], told: Iterable[Told], elsewhere: Sequence[Share]) -> list[Finding]:
    """Give what wholes tell and the exchange did not, each once: readings that overlap say the same again.

    So do other wholes that tell it elsewhere: bytes that compression left as they are can be read in two ways.
    """
    known, beside = defaultdict[_What, Runs](Runs), defaultdict[_Kind, Runs](Runs)
    alone = set[tuple[_Kind, Span]]()
    for finding in own:
        if finding.field.part == "body":
            what, kind = _what(finding)
            known[what].add(finding.span)
            beside[kind].add(finding.span)
            alone.add((kind, finding.span))
    fresh, before, others = list[Finding](), defaultdict[_What, Runs](Runs), _shared(elsewhere)
    for each in told:
        for number, finding in enumerate(each.findings):
            (what, kind), span = _what(finding), finding.span
            if number in each.single and beside[kind].overlap(span):
                continue
            if each.strung and before[what].overlap(span):
                continue  # in another reading of the row
            same = span not in each.packed and (kind, span) in alone
            if not (same or others[what].overlap(span) or known[what].overlap(span)):
                known[what].add(span)
                fresh.append(finding)
        for what, runs in _shared(each.shares if each.strung else ()).items():
            before[what].join(runs)
    return fresh


type _Kind = tuple[str, str, str]
type _What = tuple[_Kind, bytes]
"""Category, detector and direction of a finding, and its value."""


def _what(finding: Finding) -> tuple[_What, _Kind]:
    kind = finding.category, finding.detector, finding.field.direction
    return (kind, plain(finding.value)), kind


def _what_of(share: Share) -> _What:
    return (share.category, share.detector, share.direction), share.value


def _shared(shares: Iterable[Share]) -> defaultdict[_What, Runs]:
    """Give the runs of what is shared, by what it is."""
    found = defaultdict[_What, Runs](Runs)
    for share in shares:
        found[_what_of(share)].add(share.span)
    return found


def _explained(decoded: Decoded, told: Sequence[Told]) -> Decoded:
    """Leave out what could not be looked into by itself and could as a piece of a whole; add what a whole hides."""
    added = [run for each in told for run in each.opaque]
    ways = {run.direction for run in decoded.opaque if run.part == "body"}
    # The other body of the exchange has bytes with the same numbers.
    last = {way: _last(span for each in told if each.direction == way for span in each.read) for way in ways}
    kept = [run for run in decoded.opaque if run.part != "body" or not _is_read(run, last[run.direction])]
    return Decoded(decoded.fields, (*kept, *added)) if added or len(kept) < len(decoded.opaque) else decoded


def _last(read: Iterable[Span]) -> Span | None:
    """Give the last stretch of what was looked into, across what heads of records may be."""
    start = end = -1
    for span in sorted(read):
        start = span.start if end < 0 or span.start > end + _BESIDE else start
        end = max(span.end, end)
    return Span(start, end) if end >= 0 else None


def _is_read(run: Opaque, last: Span | None) -> bool:
    """Say whether wholes were looked into that are all of a run, and that nothing behind it is without them."""
    if last is None:
        return False
    start, end = run.span
    behind = last.end > start or last.end == start == end
    return behind and last.start <= start + _BESIDE and end <= last.end + _BESIDE
