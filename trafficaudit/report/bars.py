"""Countries of first contact as bars, and items as a table whose three columns are abroad, undetermined and in Korea."""

from collections import defaultdict
from dataclasses import dataclass

from trafficaudit.categories import taxonomy
from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import SIDES, Linked, place_of, proven, recipient_of
from trafficaudit.report.lettering import fit
from trafficaudit.report.marks import filter_address, filter_link, side_class
from trafficaudit.report.texts import Texts

_WIDTH, _LEFT, _RIGHT, _PITCH, _THICK = 1000.0, 260.0, 250.0, 28.0, 16.0
_MOST = 24
_WEIGHTS = ("direct", "persistent", "linkable", "context")


@dataclass(frozen=True, slots=True)
class Place:
    """One bar: a country, or why there is none, with its distinct exchanges and recipients."""

    name: str
    side: str
    exchanges: int
    recipients: int


@dataclass(frozen=True, slots=True)
class Item:
    """One category with its distinct exchanges on each side, and whether a seeded value proves it anywhere."""

    category: str
    exchanges: dict[str, int]
    proven: bool


def places(linked: Linked) -> list[Place]:
    """Count per country: abroad first, then undetermined, then Korea; the largest first."""
    exchanges: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    recipients: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row, link in linked:
        key = place_of(row), row["leaves_korea"]
        exchanges[key].update(link.exchanges)
        recipients[key].add(recipient_of(row))
    made = [Place(*key, len(exchanges[key]), len(recipients[key])) for key in exchanges]
    return sorted(made, key=lambda place: (SIDES.index(place.side), -place.exchanges, place.name))


def items(linked: Linked) -> list[Item]:
    """Count per category, the most telling first."""
    exchanges: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    sure: set[str] = set()
    for row, link in linked:
        exchanges[row["category"]][row["leaves_korea"]].update(link.exchanges)
        if proven(row):
            sure.add(row["category"])
    made = [
        Item(category, {side: len(sides[side]) for side in SIDES}, category in sure)
        for category, sides in exchanges.items()
    ]
    return sorted(made, key=lambda item: (_weight(item.category), -item.exchanges["yes"], item.category))


def country_chart(linked: Linked, texts: Texts) -> Markup:
    """Draw one bar a country."""
    listed = places(linked)
    shown = listed[:_MOST]
    most = max((place.exchanges for place in listed), default=1)
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


def item_table(linked: Linked, texts: Texts) -> Markup:
    """Give the table of items: abroad, undetermined and in Korea are columns of their own."""
    heads = [texts("item"), texts("column_weight"), *(texts.word("side", side) for side in SIDES)]
    most = max((number for item in items(linked) for number in item.exchanges.values()), default=1)
    return tag(
        "table",
        tag("caption", texts("items_caption")),
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *(_item(item, most, texts) for item in items(linked))),
        class_="items",
    )


def _item(item: Item, most: int, texts: Texts) -> Markup:
    name = tag("a", texts.category(item.category), href=filter_address("category", item.category))
    return tag(
        "tr",
        tag("th", proof_mark(item.proven, texts), " ", name, scope="row"),
        tag("td", texts.word("weight", _weight_of(item.category)), class_="quiet"),
        *(_number(item.exchanges[side], side, most) for side in SIDES),
    )


def proof_mark(sure: bool, texts: Texts) -> Markup:
    """Give the mark of what a seeded value proves, or of a mere hint."""
    return tag("span", "●" if sure else "○", class_="mark", role="img", aria_label=texts("proven" if sure else "hint"))


def _number(number: int, side: str, most: int) -> Markup:
    if not number:
        return tag("td", "–", class_="number none")
    long = max(60.0 * number / most, 1.5)
    bar = tag("rect", width=long, height=10, rx=1, class_=side_class(side))
    return tag("td", tag("svg", bar, width=60, height=10, aria_hidden="true"), f" {number:,}", class_="number")


def _weight_of(category: str) -> str:
    known = taxonomy().get(category)
    return known.weight if known else "context"


def _weight(category: str) -> int:
    return _WEIGHTS.index(_weight_of(category))

