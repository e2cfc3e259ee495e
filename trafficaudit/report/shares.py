"""Items and phases as tables in which abroad, undetermined and in Korea are columns of their own."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trafficaudit.categories import WEIGHTS, taxonomy
from trafficaudit.report.clock import in_order
from trafficaudit.report.elements import Child, Markup, tag
from trafficaudit.report.flows import SIDES, proven
from trafficaudit.report.links import Linked
from trafficaudit.report.marks import filter_address, proof_mark, side_class
from trafficaudit.report.results import Row
from trafficaudit.report.texts import Texts


@dataclass(frozen=True, slots=True)
class Share:
    """Something with its distinct exchanges on each side, and whether a seeded value proves it anywhere."""

    name: str
    exchanges: dict[str, int]
    proven: bool


def shares(linked: Linked, key: Callable[[Row], str]) -> list[Share]:
    """Count per value of ``key``, in the order in which the rows first name it."""
    exchanges: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    sure: set[str] = set()
    for row, link in linked:
        name = key(row)
        exchanges[name][row["leaves_korea"]].update(link.exchanges)
        if proven(row):
            sure.add(name)
    return [Share(name, {side: len(sides[side]) for side in SIDES}, name in sure) for name, sides in exchanges.items()]


def item_table(linked: Linked, texts: Texts) -> Markup:
    """Give the table of items, the most telling first."""
    listed = shares(linked, lambda row: str(row["category"]))
    listed.sort(key=lambda item: (weight(item.name), -item.exchanges["yes"], item.name))

    def cells(item: Share) -> Iterable[Child]:
        name = tag("a", texts.category(item.name), href=filter_address("category", item.name))
        yield tag("th", proof_mark(item.proven, texts), " ", name, scope="row")
        yield tag("td", texts.word("weight", WEIGHTS[weight(item.name)]), class_="quiet")

    return _table(listed, [texts("item"), texts("column_weight")], cells, texts("items_caption"), texts)


def phase_table(linked: Linked, texts: Texts) -> Markup:
    """Give the table of phases in the order of time: what left before consent is the first thing asked."""
    ordered = sorted(linked, key=lambda pair: in_order(pair[0]["first_seen"]))
    listed = shares(ordered, lambda row: str(row["phase"]))

    def cells(phase: Share) -> Iterable[Child]:
        yield tag("th", tag("a", texts.phase(phase.name), href=filter_address("phase", phase.name)), scope="row")

    return _table(listed, [texts("column_phase")], cells, texts("phases_caption"), texts)


def weight(category: str) -> int:
    """Give how telling a category is: 0 names a person, 3 only adds to it."""
    known = taxonomy().get(category)
    return WEIGHTS.index(known.weight if known else "context")


def _table(
    listed: Sequence[Share],
    heads: Sequence[str],
    cells: Callable[[Share], Iterable[Child]],
    caption: str,
    texts: Texts,
) -> Markup:
    named = [*heads, *(texts.word("side", side) for side in SIDES)]
    most = max((number for share in listed for number in share.exchanges.values()), default=1)
    lines = (
        tag("tr", *cells(share), *(_number(share.exchanges[side], side, most) for side in SIDES)) for share in listed
    )
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in named))),
        tag("tbody", *lines),
        class_="items",
    )


def _number(number: int, side: str, most: int) -> Markup:
    if not number:
        return tag("td", "–", class_="number none")
    bar = tag("rect", width=max(60.0 * number / most, 1.5), height=10, rx=1, class_=side_class(side))
    return tag("td", tag("svg", bar, width=60, height=10, aria_hidden="true"), f" {number:,}", class_="number")
