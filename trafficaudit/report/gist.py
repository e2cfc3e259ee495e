"""What the summary says in names: which seeded values went to whom and where, the most telling first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import SIDES, place_of, proven, recipient_of
from trafficaudit.report.links import Link
from trafficaudit.report.marks import side_class
from trafficaudit.report.results import Row
from trafficaudit.report.shares import weight
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient

_MOST_WAYS, _MOST_ITEMS, _MOST_PLACES = 8, 8, 6


@dataclass(frozen=True, slots=True)
class Way:
    """What one recipient got at one place: its items that a seeded value proves, the most telling first."""

    side: str
    place: str
    recipient: str
    items: tuple[str, ...]


def ways(rows: Iterable[Row]) -> list[Way]:
    """Give what is proven and went abroad or to where is undetermined: abroad first, then the most telling."""
    items: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row["leaves_korea"] != "no" and proven(row):
            items[row["leaves_korea"], place_of(row), recipient_of(row)].add(row["category"])
    made = [Way(*key, _telling(some)) for key, some in items.items()]
    return sorted(made, key=lambda way: (SIDES.index(way.side), weight(way.items[0]), way.recipient, way.place))


def way_list(rows: Iterable[Row], texts: Texts) -> Markup | None:
    """List them, a line a recipient and place; what is left out is counted. Nothing where there is none."""
    found = ways(rows)
    if not found:
        return None
    lines = [_line(way, texts) for way in found[:_MOST_WAYS]]
    hidden = len(found) - len(lines)
    more = tag("li", texts("gist_more", number=hidden), class_="quiet") if hidden else None
    return join(tag("p", texts("gist_lead"), class_="quiet"), tag("ul", *lines, more, class_="ways"))


def _line(way: Way, texts: Texts) -> Markup:
    where = f"{texts.word('side', way.side)} · {texts.country(way.place)}"
    shown = tag("span", where, class_=f"tag {side_class(way.side)}")
    return tag("li", shown, " ", tag("b", recipient(way.recipient, texts)), ": ", _items(way.items, texts))


def tile_lines(linked: Iterable[tuple[Row, Link]], texts: Texts) -> list[Markup]:
    """Say of some rows which places they went to, those of most exchanges first, and which items are proven."""
    rows = list(linked)
    exchanges: defaultdict[str, set[int]] = defaultdict(set)
    for row, link in rows:
        exchanges[place_of(row)].update(link.exchanges)
    places = sorted(exchanges, key=lambda place: (-len(exchanges[place]), place))
    sure = _telling({row["category"] for row, _ in rows if proven(row)})
    lines = [_cut([texts.country(place) for place in places], _MOST_PLACES, texts)]
    if sure:
        lines.append(texts("gist_sure", items=_items(sure, texts)))
    return [tag("div", line, class_="named") for line in lines]


def _telling(categories: set[str]) -> tuple[str, ...]:
    return tuple(sorted(categories, key=lambda category: (weight(category), category)))


def _items(categories: Sequence[str], texts: Texts) -> str:
    return _cut([texts.category(each) for each in categories], _MOST_ITEMS, texts)


def _cut(names: Sequence[str], most: int, texts: Texts) -> str:
    """Join names; of too many it says how many more there are."""
    more = [texts("more_names", number=len(names) - most)] if len(names) > most else []
    return ", ".join([*names[:most], *more])
