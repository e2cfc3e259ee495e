"""When what went to whom: phases above, one lane a recipient below, from left to right, long silences shortened."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import sqrt
from statistics import median

from trafficaudit.report.clock import clock
from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import SIDES, recipient_of
from trafficaudit.report.lettering import fit, width
from trafficaudit.report.links import Linked
from trafficaudit.report.marks import filter_link, side_class
from trafficaudit.report.results import Row
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient

_WIDTH, _LEFT, _RIGHT = 1000.0, 220.0, 20.0
_STRIP, _LANE, _STEP = 24.0, 24.0, 4.0
_MOST_LANES, _MOST_STRIPS = 16, 40
_NAME = 150.0  # room for a phase's name
# A gap of this share of the whole, and so many times as long as half of the gaps, is drawn this wide.
_SILENCE, _UNUSUAL, _SHORT = 0.08, 4.0, 14.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Seconds to places on the page: straight between the knots, each a (second, place) of its own."""

    seconds: tuple[float, ...]
    places: tuple[float, ...]
    breaks: tuple[float, ...]

    def at(self, second: float) -> float:
        """Give the place of a second."""
        right = min(max(bisect_right(self.seconds, second), 1), len(self.seconds) - 1)
        before, after = self.seconds[right - 1], self.seconds[right]
        share = (second - before) / (after - before) if after > before else 0.0
        return self.places[right - 1] + share * (self.places[right] - self.places[right - 1])


@dataclass(frozen=True, slots=True)
class Strip:
    """A phase from its first to its last exchange: what it is called, cut to be drawn, left, length and line."""

    name: str
    called: str
    shown: str
    x: float
    long: float
    line: int


def axis(times: Sequence[float]) -> Axis:
    """Lay out an axis over sorted times; a silence longer than a share of the whole becomes a short break."""
    left, room = _LEFT, _WIDTH - _LEFT - _RIGHT
    if not times or times[0] == times[-1]:
        start = times[0] if times else 0.0
        return Axis((start - 1, start + 1), (left, left + room), ())
    whole = times[-1] - times[0]
    usual = median(b - a for a, b in pairwise(times))
    gaps = [(a, b) for a, b in pairwise(times) if b - a > max(whole * _SILENCE, usual * _UNUSUAL)]
    drawn = whole - sum(b - a for a, b in gaps)
    free = room - _SHORT * len(gaps)
    scale = free / drawn if drawn else 0.0
    # Where nothing but silences is left, what is in between has no length, and the breaks share the room.
    short = _SHORT if drawn else room / len(gaps)
    seconds, places, breaks, place = [times[0]], [left], [], left
    for before, after in gaps:
        place += (before - seconds[-1]) * scale
        seconds.append(before)
        places.append(place)
        breaks.append(place + short / 2)
        place += short
        seconds.append(after)
        places.append(place)
    place += (times[-1] - seconds[-1]) * scale
    return Axis((*seconds, times[-1]), (*places, place), tuple(breaks))


def strips(exchanges: Sequence[Row], scale: Axis, called: Callable[[str], str] = str) -> list[Strip]:
    """Give the phases in the order of time; those whose bar or name would overlap stand on different lines.

    Args:
        exchanges: the table of exchanges.
        scale: the axis.
        called: gives what a phase is called in the picture.
    """
    spans: dict[str, tuple[float, float]] = {}
    for row in exchanges:
        if row["at"] is None:
            continue
        at = row["at"].timestamp()
        first, last = spans.get(row["phase"], (at, at))
        spans[row["phase"]] = min(first, at), max(last, at)
    ends: list[float] = []
    made = []
    for name, (first, last) in sorted(spans.items(), key=lambda item: (item[1], item[0])):
        x, end = scale.at(first), scale.at(last)
        spoken = called(name)
        shown = fit(spoken, _NAME, 12.0)
        x = min(x, _WIDTH - _RIGHT - 3.0)
        # At the right edge a name runs to the left.
        left = min(x, _WIDTH - width(shown, 12.0) - 8)
        line = next((number for number, taken in enumerate(ends) if taken <= left), len(ends))
        ends[line : line + 1] = [max(end, left + width(shown, 12.0) + 12)]
        made.append(Strip(name, spoken, shown, x, max(end - x, 3.0), line))
    return made


def timeline(exchanges: Sequence[Row], linked: Linked, texts: Texts) -> Markup:
    """Draw the exchanges in which an item was sent, by recipient and time; what has no time has no place in it."""
    times = sorted(row["at"].timestamp() for row in exchanges if row["at"] is not None)
    scale = axis(times)
    every = strips(exchanges, scale, texts.phase)
    phases = every[:_MOST_STRIPS]
    lanes = _lanes(exchanges, linked)
    top = 22 + _STRIP * (1 + max((strip.line for strip in phases), default=0)) + 10
    height = top + _LANE * max(len(lanes[:_MOST_LANES]), 1)
    parts = [
        *(_break(place, height) for place in scale.breaks),
        *_strips(phases, height),
        *(_lane(lane, top + number * _LANE, scale, texts) for number, lane in enumerate(lanes[:_MOST_LANES])),
        *_clock(times),
    ]
    chart = tag(
        "svg",
        tag("title", texts("timeline_title")),
        *parts,
        viewBox=f"0 0 {_WIDTH:.0f} {height + 6:.0f}",
        class_="chart timeline",
        role="group",
        aria_label=texts("timeline_title"),
    )
    hidden, untimed = len(lanes) - _MOST_LANES, len(exchanges) - len(times)
    return join(
        chart,
        tag("p", texts("timeline_more", number=hidden), class_="note") if hidden > 0 else None,
        tag("p", texts("timeline_phases", number=len(every) - len(phases)), class_="note") if every != phases else None,
        tag("p", texts("timeline_untimed", number=untimed), class_="note") if untimed else None,
    )


@dataclass(frozen=True, slots=True)
class _Lane:
    name: str
    seen: dict[int, str]  # place in the table of exchanges -> side
    times: dict[int, float]


def _lanes(exchanges: Sequence[Row], linked: Linked) -> list[_Lane]:
    seen: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row, link in linked:
        timed = (place for place in link.exchanges if exchanges[place]["at"] is not None)
        seen[recipient_of(row)].update((place, str(row["leaves_korea"])) for place in timed)
    made = [
        _Lane(name, found, {place: exchanges[place]["at"].timestamp() for place in found})
        for name, found in seen.items()
        if found
    ]
    return sorted(made, key=lambda lane: (min(map(SIDES.index, lane.seen.values())), -len(lane.seen), lane.name))


def _lane(lane: _Lane, y: float, scale: Axis, texts: Texts) -> Markup:
    middle, name = y + _LANE / 2, recipient(lane.name, texts)
    bins: defaultdict[tuple[int, str], int] = defaultdict(int)
    for place, side in lane.seen.items():
        bins[int(scale.at(lane.times[place]) / _STEP), side] += 1
    dots = [
        tag(
            "circle",
            tag("title", f"{name}: {count:,}"),
            cx=(number + 0.5) * _STEP,
            cy=middle,
            r=min(2.5 + 1.5 * sqrt(count), 11.0),
            class_=f"dot {side_class(side)}",
        )
        for (number, side), count in sorted(bins.items())
    ]
    label = tag("text", fit(name, _LEFT - 16, 13.0), x=_LEFT - 10, y=middle + 4.5, class_="label end")
    line = tag("path", d=f"M{_LEFT:.0f} {middle:.1f}H{_WIDTH - _RIGHT:.0f}", class_="lane")
    spoken = f"{name}: {texts('at_least', number=len(lane.seen))}"
    return filter_link("recipient", lane.name, spoken, join(tag("title", spoken), label, line, *dots))


def _strips(phases: Sequence[Strip], height: float) -> list[Markup]:
    drawn = []
    for number, strip in enumerate(phases):
        y = 22 + strip.line * _STRIP
        fits = strip.x + 4 + width(strip.shown, 12.0) <= _WIDTH
        x, style = (strip.x + 4, "phase-name") if fits else (_WIDTH - 2, "phase-name end")
        shown = tag("text", strip.shown, x=x, y=y + 15, class_=style)
        box = tag("rect", x=strip.x, y=y, width=strip.long, height=_STRIP - 3, rx=3, class_=f"phase p{number % 2}")
        edge = tag("path", d=f"M{strip.x:.1f} {y:.1f}V{height:.1f}", class_="edge")
        drawn.append(filter_link("phase", strip.name, strip.called, join(tag("title", strip.called), edge, box, shown)))
    return drawn


def _break(x: float, height: float) -> Markup:
    return tag("path", d=f"M{x - 3:.1f} 20L{x + 3:.1f} 20M{x:.1f} 20V{height:.1f}", class_="break")


def _clock(times: Sequence[float]) -> list[Markup]:
    if not times:
        return []
    first, last = (clock(datetime.fromtimestamp(time, UTC)) for time in (times[0], times[-1]))
    return [
        tag("text", f"{first} KST", x=_LEFT, y=12.0, class_="axis"),
        tag("text", f"{last} KST", x=_WIDTH - _RIGHT, y=12.0, class_="axis end"),
    ]
