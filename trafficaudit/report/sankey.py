"""App -> recipient -> country as one picture. The layout is plain arithmetic: the same flows give the same picture."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from trafficaudit.report import wording
from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import Flow, rank
from trafficaudit.report.lettering import fit
from trafficaudit.report.marks import filter_link, side_class
from trafficaudit.report.texts import Texts

_WIDTH, _TOP, _BAR, _LETTERS = 1000.0, 34.0, 10.0, 13.0
_COLUMNS = (16.0, 330.0, 720.0)
_FLOW, _PITCH, _GAP, _THIN = 300.0, 21.0, 5.0, 1.5
_MOST = 18


@dataclass(frozen=True, slots=True)
class Node:
    """A bar of the picture: its name, the side it is coloured by, its top, height and number of exchanges."""

    name: str
    side: str
    y: float
    height: float
    exchanges: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The bars of each column by name, the thickness of one exchange, and the height of the whole."""

    columns: tuple[dict[str, Node], ...]
    scale: float
    height: float


def bounded(flows: Sequence[Flow], texts: Texts) -> list[Flow]:
    """Put the flows of the smallest recipients and places under one name each, so that every label has its room."""
    recipients = _kept(flows, "recipient")
    places = _kept(flows, "place")
    named, rest = {flow.recipient for flow in flows}, texts("others")
    while rest in named:  # a certificate may call its owner so
        rest = f"({rest})"
    seen: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)
    for flow in flows:
        recipient = flow.recipient if flow.recipient in recipients else rest
        # Places of different sides are never put together.
        place = flow.place if flow.place in places else f"{texts('others')}: {texts.word('side', flow.side)}"
        seen[flow.app, recipient, place, flow.side] += flow.exchanges
    return [Flow(*key, exchanges) for key, exchanges in seen.items()]


def layout(flows: Sequence[Flow], known: Container[str]) -> Layout:
    """Place the bars of the three columns; a name that is not ``known`` is that of the rest, and stands last."""
    total = sum(flow.exchanges for flow in flows)
    scale = _FLOW / total if total else 0.0
    columns = [_stack(_nodes(flows, kind, known), scale) for kind in ("app", "recipient", "place")]
    height = max((column[-1].y + max(column[-1].height, _PITCH) for column in columns if column), default=0.0)
    moved = tuple(_centred(column, height) for column in columns)
    return Layout(moved, scale, _TOP + height + 12)


def sankey(flows: Sequence[Flow], texts: Texts) -> Markup:
    """Draw the picture; a table with the same numbers stands below it in the page."""
    shown = bounded(flows, texts)
    known = {name for flow in flows for name in (flow.app, flow.recipient, flow.place)}
    plan = layout(shown, known)
    headings = [
        tag("text", texts(key), x=x, y=16.0, class_="axis")
        for key, x in zip(("app", "to", "where"), _COLUMNS, strict=True)
    ]
    return tag(
        "svg",
        tag("title", texts("flows_title")),
        *headings,
        *_ribbons(shown, plan, texts),
        *(_bar(node, column, known, texts) for column, nodes in enumerate(plan.columns) for node in nodes.values()),
        viewBox=f"0 0 {_WIDTH:.0f} {plan.height:.0f}",
        class_="chart sankey",
        role="group",
        aria_label=texts("flows_title"),
    )


def _kept(flows: Sequence[Flow], kind: str) -> set[str]:
    sums: defaultdict[str, int] = defaultdict(int)
    for flow in flows:
        sums[getattr(flow, kind)] += flow.exchanges
    ordered = sorted(sums, key=lambda name: (-sums[name], name))
    return set(ordered if len(ordered) <= _MOST else ordered[: _MOST - 1])


def _nodes(flows: Sequence[Flow], kind: str, known: Container[str]) -> list[Node]:
    sums: defaultdict[str, int] = defaultdict(int)
    sides: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for flow in flows:
        name = getattr(flow, kind)
        sums[name] += flow.exchanges
        sides[name][flow.side] += flow.exchanges
    made = [Node(name, _main(sides[name]), 0.0, 0.0, sums[name]) for name in sums]
    return sorted(made, key=lambda node: (node.name not in known, rank(node.side), -node.exchanges, node.name))


def _main(sides: dict[str, int]) -> str:
    return min(sides, key=lambda side: (-sides[side], rank(side)))


def _stack(nodes: Iterable[Node], scale: float) -> list[Node]:
    y, made = 0.0, []
    for node in nodes:
        height = max(node.exchanges * scale, 3.0)
        made.append(replace(node, y=y, height=height))
        y += max(height, _PITCH) + _GAP
    return made


def _centred(column: Sequence[Node], height: float) -> dict[str, Node]:
    if not column:
        return {}
    free = height - column[-1].y - max(column[-1].height, _PITCH)
    return {node.name: replace(node, y=_TOP + node.y + free / 2) for node in column}


def _ribbons(flows: Sequence[Flow], plan: Layout, texts: Texts) -> list[Markup]:
    drawn = []
    for left, (first, second) in enumerate((("app", "recipient"), ("recipient", "place"))):
        sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
        for flow in flows:
            sums[getattr(flow, first), getattr(flow, second), flow.side] += flow.exchanges
        lefts, rights = plan.columns[left], plan.columns[left + 1]
        order = sorted(sums, key=lambda key: (lefts[key[0]].y, rights[key[1]].y, rank(key[2])))
        above: defaultdict[tuple[int, str], float] = defaultdict(float)
        for key in order:
            thick = sums[key] * plan.scale
            start = lefts[key[0]].y + above[0, key[0]] + thick / 2
            above[0, key[0]] += thick
            # A ribbon arrives in the order of where it comes from, which is the order of this loop.
            end = rights[key[1]].y + above[1, key[1]] + thick / 2
            above[1, key[1]] += thick
            ends = (_worded(name, left + side, texts) for side, name in enumerate(key[:2]))
            title = f"{' → '.join(ends)}: {sums[key]:,}"
            drawn.append(
                _ribbon((_COLUMNS[left] + _BAR, start), (_COLUMNS[left + 1], end), max(thick, _THIN), key[2], title)
            )
    return drawn


def _ribbon(start: tuple[float, float], end: tuple[float, float], thick: float, side: str, title: str) -> Markup:
    (x1, y1), (x2, y2) = start, end
    middle = (x1 + x2) / 2
    path = f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return tag("path", tag("title", title), d=path, stroke_width=thick, class_=f"ribbon {side_class(side)}")


def _worded(name: str, column: int, texts: Texts) -> str:
    return (texts.app, partial(wording.recipient, texts=texts), texts.country)[column](name)


def _bar(node: Node, column: int, known: set[str], texts: Texts) -> Markup:
    x = _COLUMNS[column]
    name = _worded(node.name, column, texts)
    room = (_COLUMNS[column + 1] if column < 2 else _WIDTH) - x - _BAR - 60
    label = f"{fit(name, room, _LETTERS)}  {node.exchanges:,}"
    middle = node.y + max(node.height, 3.0) / 2
    drawn = join(
        tag("title", f"{name}: {node.exchanges:,}"),
        tag(
            "rect",
            x=x,
            y=node.y,
            width=_BAR,
            height=node.height,
            class_=f"node {side_class(node.side) if column and node.name in known else ''}",
        ),
        tag("text", label, x=x + _BAR + 6, y=middle + 4.5, class_="label"),
    )
    if node.name not in known:
        return drawn
    field = ("app", "recipient", "place")[column]
    return filter_link(field, node.name, f"{name}: {texts('at_least', number=node.exchanges)}", drawn)
