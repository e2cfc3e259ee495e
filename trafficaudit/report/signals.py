"""What the app's own signals said of consent, beside what it sent: in the part on consent.

Requests that say that nobody had said yes, with the items in them, by recipient and place; and where signals contradict
the phases or each other (``tables.consentchecks``). All of it is observation: no signal is a consent under the law.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import place_of, recipient_of
from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results
from trafficaudit.report.sections import table
from trafficaudit.report.shares import weight
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import reasoning, recipient, stated
from trafficaudit.tables.consentchecks import Place, Sent, contrary, early, first, sent, unconsented
from trafficaudit.tables.consents import BESIDE, Statement, lacking, statements

_MOST = 40
"""Lines of the table, and of what contradicts itself."""


class _Line(NamedTuple):
    """One line of the table: to whom, where, about what in which state, and in whose words."""

    recipient: str
    place: str
    about: str
    state: str
    says: str


def signals_part(results: Results, linked: Linked, texts: Texts) -> Markup:
    """Write what signals said.

    Args:
        results: the result folder.
        linked: its transfer rows with what they stand on.
        texts: the language.
    """
    heading = tag("h3", texts("signals_title"), id="consent-signals")
    said = statements(results.findings)
    requests = sent(results.exchanges, results.destinations)
    said = [one for one in said if (one.capture, one.exchange) in requests]
    if not said:
        return join(heading, tag("p", texts("signals_none"), class_="quiet"))
    carried = _carried(results, linked)
    refused = lacking(said, {place: [item for _, _, item in told] for place, told in carried.items()})
    without = {(one.capture, one.exchange) for one in refused}
    lead = texts("signals_said", said=len({(one.capture, one.exchange) for one in said}), lacking=len(without))
    if without:
        lead = f"{lead} {texts('signals_carried', carrying=len(without & carried.keys()))}"
    return join(
        heading,
        tag("p", lead, class_="lead"),
        tag("p", texts("signals_note"), class_="quiet"),
        _table(refused, carried, requests, texts) if refused else None,
        *_contradictions(results, said, requests, texts),
    )


type _Carried = dict[Place, list[tuple[str, str, str]]]
"""By request the recipient, place and item of each transfer row that it counts for."""


def _carried(results: Results, linked: Linked) -> _Carried:
    found: defaultdict[Place, list[tuple[str, str, str]]] = defaultdict(list)
    for row, link in linked:
        if row["category"] not in BESIDE:
            for number in link.exchanges:
                exchange = results.exchanges[number]
                place = str(exchange["capture"]), str(exchange["exchange"])
                found[place].append((recipient_of(row), place_of(row), str(row["category"])))
    return dict(found)


def _table(refused: Sequence[Statement], carried: _Carried, requests: dict[Place, Sent], texts: Texts) -> Markup:
    lines: defaultdict[_Line, tuple[set[Place], set[str]]] = defaultdict(lambda: (set(), set()))
    for one in refused:
        place = one.capture, one.exchange
        told = carried.get(place) or [(requests[place].recipient, "", "")]
        for to, where, category in told:
            seen, items = lines[_Line(to, where, one.about, one.state, one.says)]
            seen.add(place)
            items.update({category} if category else ())
    ordered = sorted(lines.items(), key=lambda line: (not line[1][1], -len(line[1][0]), line[0]))
    heads = ("to", "where", "signals_about", "signals_words", "column_exchanges", "signals_items")
    cells = [
        (
            recipient(line.recipient, texts),
            texts.country(line.place) if line.place else "–",
            stated(line.about, line.state, texts),
            reasoning(line.says, texts),
            f"{len(seen):,}",
            ", ".join(texts.category(each) for each in sorted(items, key=lambda each: (weight(each), each))) or "–",
        )
        for line, (seen, items) in ordered[:_MOST]
    ]
    hidden = len(ordered) - len(cells)
    more = tag("p", texts("signals_more", number=hidden), class_="quiet") if hidden else None
    return join(table([texts(key) for key in heads], cells, texts("signals_caption")), more)


def _contradictions(
    results: Results, said: Sequence[Statement], requests: dict[Place, Sent], texts: Texts
) -> Iterator[Markup]:
    """List where signals contradict the phases, each other or what was sent; nothing where they do not."""
    lines = [
        *_early(said, requests, texts),
        *_first(said, requests, texts),
        *(
            texts(
                "signals_contrary",
                about=stated(one.about, "", texts),
                to=recipient(one.granted_to, texts),
                granted=reasoning(one.granted, texts),
                other=recipient(one.not_to, texts),
                lacked=reasoning(one.not_granted, texts),
            )
            for one in contrary(said, requests)
        ),
        *(
            texts(
                "signals_vendor",
                vendor=one.vendor.name,
                number=one.vendor.number,
                domain=one.domain,
                exchanges=one.exchanges,
                example=one.example[1],
            )
            for one in unconsented(results.findings, requests)
        ),
    ]
    if lines:
        yield tag("ul", *(tag("li", line) for line in lines[:_MOST]))
    if len(lines) > _MOST:
        yield tag("p", texts("signals_more", number=len(lines) - _MOST), class_="quiet")


def _early(said: Sequence[Statement], requests: dict[Place, Sent], texts: Texts) -> Iterator[str]:
    found = early(said, requests)
    if found:
        number = len({(one.capture, one.exchange) for one in found})
        about = stated(found[0].about, found[0].state, texts)
        yield texts("signals_early", number=number, example=found[0].exchange, about=about)


def _first(said: Sequence[Statement], requests: dict[Place, Sent], texts: Texts) -> Iterator[str]:
    for one in dict.fromkeys(first(said, requests)):
        to = recipient(requests[one.capture, one.exchange].recipient, texts)
        about = stated(one.about, one.state, texts)
        yield texts("signals_first", example=one.exchange, about=about, recipient=to)
