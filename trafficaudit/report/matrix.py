"""Which item which recipient got, as one picture: a mark where it was seen, filled where a seeded value proves it."""

from collections import defaultdict
from collections.abc import Sequence

from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import SIDES, proven, recipient_of
from trafficaudit.report.lettering import fit
from trafficaudit.report.marks import side_class
from trafficaudit.report.shares import weight
from trafficaudit.report.statute import Entry, evidence_address
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient

_WIDTH, _LEFT, _TOP, _PITCH, _LANE, _SIZE, _RIGHT = 1000.0, 250.0, 150.0, 40.0, 23.0, 15.0, 110.0
_MOST_RECIPIENTS, _MOST_ITEMS = 20, 60
_TALL = 24
"""Items beyond which the names of the recipients are out of sight at the last one: they stand below it again."""


def matrix(listed: Sequence[Entry], texts: Texts) -> Markup:
    """Draw the picture.

    Args:
        listed: the recipients in the order of the statute-shaped table: those reached abroad first.
        texts: the language.
    """
    shown = listed[:_MOST_RECIPIENTS]
    names = _items(shown, texts)
    pitch = max(_PITCH, min(64.0, (_WIDTH - _LEFT - _RIGHT) / max(len(shown), 1)))
    width, height = _LEFT + pitch * len(shown) + _RIGHT, _TOP + _LANE * len(names[:_MOST_ITEMS])
    lanes = [_lane(name, _TOP + _LANE * number, width - _RIGHT, texts) for number, name in enumerate(names)]
    columns = [_column(entry, _LEFT + pitch * (number + 0.5), height, texts) for number, entry in enumerate(shown)]
    tall = len(lanes) > _TALL
    again = (_below(entry, _LEFT + pitch * (number + 0.5), height, texts) for number, entry in enumerate(shown))
    cells = (
        _cell(entry, name, (_LEFT + pitch * (column + 0.5), _TOP + _LANE * (lane + 0.5)), texts)
        for lane, name in enumerate(names[:_MOST_ITEMS])
        for column, entry in enumerate(shown)
    )
    chart = tag(
        "svg",
        tag("title", texts("items_title")),
        *lanes[:_MOST_ITEMS],
        *columns,
        *(again if tall else ()),
        *cells,
        viewBox=f"0 0 {max(width, _WIDTH):.0f} {height + (_TOP if tall else 6):.0f}",
        class_="chart matrix",
        role="group",
        aria_label=texts("items_title"),
    )
    # What nobody got who is drawn is left out with those who got it.
    hidden = len(listed) - len(shown), len(_items(listed, texts)) - len(names[:_MOST_ITEMS])
    more = texts("matrix_more", recipients=hidden[0], items=hidden[1]) if any(hidden) else None
    return join(chart, tag("p", more, class_="note") if more else None)


def _items(listed: Sequence[Entry], texts: Texts) -> list[str]:
    """Give the items: the most telling first, then those that most recipients got."""
    got: defaultdict[str, int] = defaultdict(int)
    for entry in listed:
        for name in {row["category"] for row, _ in entry.rows}:
            got[name] += 1
    return sorted(got, key=lambda name: (weight(name), -got[name], texts.category(name)))


def _lane(name: str, y: float, right: float, texts: Texts) -> Markup:
    line = tag("path", d=f"M{_LEFT:.0f} {y + _LANE / 2:.1f}H{right:.0f}", class_="lane")
    label = tag("text", fit(texts.category(name), _LEFT - 16, 13.0), x=_LEFT - 10, y=y + 16, class_="label end")
    return join(line, label)


def _column(entry: Entry, x: float, height: float, texts: Texts) -> Markup:
    line = tag("path", d=f"M{x:.1f} {_TOP:.0f}V{height:.1f}", class_="lane")
    name = _named(entry, texts)
    label = tag("text", fit(name, 180, 12.0), transform=f"translate({x + 4:.1f} {_TOP - 8:.0f}) rotate(-45)")
    return join(line, tag("g", tag("title", name), label, class_="heading"))


def _named(entry: Entry, texts: Texts) -> str:
    name = recipient(recipient_of(entry.rows[0][0]), texts)
    return f"{name} ← {texts.app(entry.app)}" if entry.app else name


def _below(entry: Entry, x: float, y: float, texts: Texts) -> Markup:
    """Write a recipient's name once more at the foot of its column, for the eye alone."""
    name = fit(_named(entry, texts), 180, 12.0)
    label = tag("text", name, transform=f"translate({x - 4:.1f} {y + 14:.0f}) rotate(45)")
    return tag("g", label, class_="heading", aria_hidden="true")


def _cell(entry: Entry, name: str, place: tuple[float, float], texts: Texts) -> Markup | None:
    some = entry.having(lambda row: row["category"], name)
    if not some.rows:
        return None
    side = min((row["leaves_korea"] for row, _ in some.rows), key=SIDES.index)
    sure = any(proven(row) for row, _ in some.rows)
    told = (texts.word("side", side), texts("proven" if sure else "hint"), texts("at_least", number=some.exchanges))
    spoken = f"{texts.category(name)} → {_named(entry, texts)}: {' · '.join(told)}"
    x, y = (each - _SIZE / 2 for each in place)
    style = f"cell {side_class(side)} {'proven' if sure else 'hint'}"
    mark = tag("rect", tag("title", spoken), x=x, y=y, width=_SIZE, height=_SIZE, rx=3, class_=style)
    return tag("a", mark, href=evidence_address(some.best, "item", "item"), aria_label=spoken)
