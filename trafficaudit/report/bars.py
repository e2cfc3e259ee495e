"""Countries of the first point of contact as bars: abroad, undetermined and in Korea apart by place and by mark."""

from collections import defaultdict
from dataclasses import dataclass

from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import SIDES, counted_recipient, least, place_of
from trafficaudit.report.lettering import fit
from trafficaudit.report.links import Linked
from trafficaudit.report.marks import filter_link, side_class
from trafficaudit.report.texts import Texts

_WIDTH, _LEFT, _RIGHT, _PITCH, _THICK = 1000.0, 260.0, 250.0, 28.0, 16.0
_MOST = 24


@dataclass(frozen=True, slots=True)
class Place:
    """One bar: a country, or why there is none, with its distinct exchanges and recipients."""

    name: str
    side: str
    exchanges: int
    recipients: int


def places(linked: Linked) -> list[Place]:
    """Count per country: abroad first, then undetermined, then Korea; the largest first."""
    exchanges: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    recipients: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row, link in linked:
        key = place_of(row), row["leaves_korea"]
        exchanges[key].update(link.exchanges)
        recipients[key].add(counted_recipient(row))
    made = [Place(*key, len(exchanges[key]), least(recipients[key])) for key in exchanges]
    return sorted(made, key=lambda place: (SIDES.index(place.side), -place.exchanges, place.name))


def country_chart(linked: Linked, texts: Texts) -> Markup:
    """Draw one bar a country."""
    listed = places(linked)
    shown = listed[:_MOST]
    most = max((1, *(place.exchanges for place in listed)))
    drawn = [_country(place, number, most, texts) for number, place in enumerate(shown)]
    chart = tag(
        "svg",
        tag("title", texts("countries_title")),
        *drawn,
        viewBox=f"0 0 {_WIDTH:.0f} {max(len(shown), 1) * _PITCH + 4:.0f}",
        class_="chart bars",
        role="group",
        aria_label=texts("countries_title"),
    )
    more = tag("p", texts("countries_more", number=len(listed) - _MOST), class_="note") if len(listed) > _MOST else None
    return join(chart, more)


def _country(place: Place, number: int, most: int, texts: Texts) -> Markup:
    y = number * _PITCH + 4
    long = max((_WIDTH - _LEFT - _RIGHT) * place.exchanges / most, 2.0)
    name = texts.country(place.name)
    value = texts("countries_bar", number=place.exchanges, recipients=place.recipients)
    drawn = join(
        tag("title", f"{name}: {value}"),
        tag("text", fit(name, _LEFT - 12, 14.0), x=_LEFT - 8, y=y + 13, class_="label end"),
        tag("rect", x=_LEFT, y=y, width=long, height=_THICK, rx=2, class_=side_class(place.side)),
        tag("text", value, x=_LEFT + long + 8, y=y + 13, class_="label"),
    )
    return filter_link("place", place.name, f"{name}: {value}", drawn)
