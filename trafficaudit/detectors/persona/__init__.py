"""Seeded values of the test person, in any spelling, encoding or digest: finding one that few share is proof.

Every field's value is searched, containers too, so that nothing is lost where a decoder took bytes for something that
they are not; what was found again further in is reported there only, what is read in two ways once (``readings``). Ways
of looking:

* literals, in one pass (``matcher``), each hit confirmed by what stands next to it (``edges``);
* digests: whole values, and runs of hexadecimal or base64 of the right length, looked up in a table (``hashed``), with
  a salt, key, nonce or time of the same message (``salted``), and checksums by their name (``summed``);
* short and common values: only a whole field that equals one, under a key that says so (``short``), or what stands
  right behind such a name in a text (``inline``), and ages (``aged``);
* masked values, of which a telling part is left (``masked``);
* what is behind Base64 that no decoder opened (``blobs``), or under a short key of XOR (``xored``);
* values that are cut into fields which follow each other (``adjoining``);
* coordinates: by distance (``places``).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from heapq import heapify, heappop, heappush

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.persona.hit import Hit, run_of, span_of
from trafficaudit.detectors.persona.readings import once
from trafficaudit.detectors.persona.search import Search
from trafficaudit.model import Decoded, Exchange, Field, Finding, Span
from trafficaudit.quick import quick

NAME = "persona"

_made = quick(Finding)


def build(context: Context) -> Detect:
    """Prepare the search for a persona's values; without one, nothing is ever found."""
    if context.persona is None:
        return _nothing
    search = Search(context.persona)

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        return (_finding(field, hit) for field, hit in hits(search, decoded, exchange.started_at))

    return detect


def hits(search: Search, decoded: Decoded, at: datetime) -> Iterator[tuple[Field, Hit]]:
    """Give what a search finds in an exchange that began at ``at``: each place once, in the innermost field."""
    told: set[tuple[object, ...]] = set()
    for index, found in _innermost(decoded, search, at):
        field = decoded.fields[index]
        for hit in found:
            # Two readings of one run (percent in a list, a list in percent) are one finding.
            place = (field.direction, field.part, field.path, span_of(field, hit), hit.seeded, hit.match)
            if place not in told:
                told.add(place)
                yield field, hit


def _nothing(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
    return iter(())


type _Pieces = dict[tuple[str, str], list[tuple[int, Hit]]]


def _innermost(decoded: Decoded, search: Search, at: datetime) -> list[tuple[int, list[Hit]]]:
    """Leave out of a container what one of its descendants holds; parents stand before their children.

    A longer spelling that a decoder took apart (an address at its comma) stays, in place of its pieces.
    """
    hits = search.exchange(decoded, at)
    if not hits:
        return []
    below: dict[int, _Pieces] = {}
    kept: dict[int, list[Hit]] = {}
    waiting = [-index for index in hits]
    heapify(waiting)
    while waiting:
        index = -heappop(waiting)
        here, inside = hits.get(index, ()), below.pop(index, {})
        field = decoded.fields[index]
        own = [hit for hit in here if not hit.covered and _outdoes(decoded, field, hit, inside.get(hit.seeded, ()))]
        for hit in own:
            _drop_pieces(kept, decoded, span_of(field, hit), inside.get(hit.seeded, ()))
        if own:
            kept[index] = own
        if 0 <= field.parent < index:
            if field.parent not in hits and field.parent not in below:
                heappush(waiting, -field.parent)
            _tell(below.setdefault(field.parent, {}), inside, index, here)
    left = once(Fields.of(decoded.fields), {index: kept[index] for index in sorted(kept)})
    return [(index, told) for index, told in left.items() if told]


def _tell(outer: _Pieces, inside: _Pieces, index: int, here: Sequence[Hit]) -> None:
    for seeded, pieces in inside.items():
        outer.setdefault(seeded, []).extend(pieces)
    for hit in here:
        outer.setdefault(hit.seeded, []).append((index, hit))


def _outdoes(decoded: Decoded, field: Field, hit: Hit, pieces: Sequence[tuple[int, Hit]]) -> bool:
    """Say whether a hit is text that was cut at a sign, and longer than every piece with the same value."""
    if not pieces:
        return True
    if hit.layers or isinstance(field.value, bytes):
        return False
    depth = len(field.layers)
    return all(
        decoded.fields[at].layers[depth : depth + 1] == ("delimited",)
        and not piece.layers
        and len(piece.run) < len(hit.run)
        for at, piece in pieces
    )


def _drop_pieces(kept: dict[int, list[Hit]], decoded: Decoded, span: Span, pieces: Sequence[tuple[int, Hit]]) -> None:
    for at, piece in pieces:
        inner = span_of(decoded.fields[at], piece)
        if at in kept and span.start <= inner.start and inner.end <= span.end:
            kept[at] = [other for other in kept[at] if other is not piece]


def _finding(field: Field, hit: Hit) -> Finding:
    return _made(
        field,
        hit.category,
        hit.match,
        field.layers + hit.layers,
        span_of(field, hit),
        run_of(field, hit),
        NAME,
        hit.confidence,
        hit.reasoning,
    )
