"""What left before consent was answered and after it was taken back, or that the recording cannot tell; and signals."""

from collections.abc import Iterator, Sequence

from trafficaudit.markdoubts import about_marks
from trafficaudit.phases import SPREAD, UNMARKED, UNSURE, UNTIMED, Standing, standing
from trafficaudit.report.boundary import NEAR, boundary, phase_marks
from trafficaudit.report.clock import clock
from trafficaudit.report.dated import dated
from trafficaudit.report.elements import Markup, join, tag
from trafficaudit.report.flows import by_side, tally, unknown_hosts
from trafficaudit.report.gist import way_list
from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results
from trafficaudit.report.sections import section
from trafficaudit.report.signals import signals_part
from trafficaudit.report.statute import COLUMNS, Entry, statute_table
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import warning

GROUPS: dict[str, Standing] = {"before": "before-consent", "after": "after-withdrawal"}
"""The parts by name: how the phases that each is made of stand to consent."""

_ASIDE = {
    UNMARKED: "consent_unmarked",
    UNTIMED: "consent_untimed",
    UNSURE: "consent_unsure",
    SPREAD: "consent_spread",
}
"""Phases that count on neither side, and what is said of them."""
_SHOWN = ("recipient", "items", "place", "when")
_MOST_CLOCKS = 6


def consent_section(results: Results, linked: Linked, listed: Sequence[Entry], texts: Texts) -> Markup:
    """Write both parts.

    Args:
        results: the result folder.
        linked: its transfer rows with what they stand on.
        listed: the recipients as the statute-shaped table lists them.
        texts: the language.
    """
    parts = (_part(name, results, linked, listed, texts) for name in GROUPS)
    aside = (_aside(phase, key, results, linked, texts) for phase, key in _ASIDE.items())
    told = map(str, results.recipe["warnings"])
    doubted = (tag("p", warning(one, texts), class_="unmarked") for one in told if about_marks(one))
    signals = signals_part(results, linked, texts)
    return section("consent", texts, _note(results, texts), *_clocks(results, texts), *doubted, *aside, *parts, signals)


def _note(results: Results, texts: Texts) -> Markup | None:
    """Say whose marks the parts go by; nothing where there are none."""
    inputs = results.recipe["inputs"]
    if given := inputs.get("phases"):
        return tag("p", texts("consent_note_file", file=str(given.get("file"))), class_="quiet")
    some = any(one.get("phases") for one in inputs["captures"])
    return tag("p", texts("consent_note"), class_="quiet") if some else None


def _clocks(results: Results, texts: Texts) -> Iterator[Markup]:
    """Hold the clock by which marks and exchanges go against the servers', where there are marks to be doubted."""
    if not any(marked(name, results) for name in GROUPS):
        return
    told = list(dated(results))
    for one in told:
        if one.agrees and len(told) > _MOST_CLOCKS:
            continue  # of many recordings those are named whose clocks are in doubt
        said = texts("consent_clock_untold", capture=one.capture, sites=one.sites)
        if one.quarters is not None:
            low, middle, high = (f"{each:+,.1f}" for each in one.quarters)
            counts = {"answers": one.answers, "sites": one.sites}
            said = texts("consent_clock", capture=one.capture, low=low, middle=middle, high=high, **counts)
        yield tag("p", said, class_="quiet" if one.agrees else "unmarked")


def _aside(phase: str, key: str, results: Results, linked: Linked, texts: Texts) -> Markup | None:
    """Say what counts on neither side: by time it may well be before consent, but nobody said so.

    A recording of several in which nothing is marked has no first mark to be before.
    """
    recorded = {place for place, row in enumerate(results.exchanges) if row["phase"] == phase}
    if not recorded or not any(marked(name, results) for name in GROUPS):
        return None
    found = {place for row, link in linked if row["phase"] == phase for place in link.exchanges}
    unmarked = {str(one.get("id")) for one in results.recipe["inputs"]["captures"] if not one.get("phases")}
    without = {place for place in recorded if results.exchanges[place]["capture"] in unmarked}
    told = ((key, recorded - without), ("consent_without", without))
    return join(
        *(
            tag("p", texts(name, exchanges=len(some), found=len(found & some)), class_="unmarked")
            for name, some in told
            if some
        )
    )


def before_line(results: Results, linked: Linked, texts: Texts) -> Markup:
    """Say for the summary what left before consent: how much in one line, and what went to whom and where."""
    phases = marked("before", results)
    told = _told("before", results, linked, texts) if phases else texts("consent_before_unmarked")
    line = tag("p", tag("a", texts("consent_before"), href="#consent-before"), ": ", told)
    return join(line, way_list((row for row, _ in linked if row["phase"] in phases), texts))


def _part(name: str, results: Results, linked: Linked, listed: Sequence[Entry], texts: Texts) -> Markup:
    heading = tag("h3", texts(f"consent_{name}"), id=f"consent-{name}")
    phases = marked(name, results)
    if not phases:
        return join(heading, tag("p", texts(f"consent_{name}_unmarked"), class_="unmarked"))
    marks = texts("consent_marks", marks=", ".join(texts.phase(phase) for phase in phases))
    kept = [entry.within(name, phases) for entry in listed]
    some = [entry for entry in kept if entry.rows]
    columns = [column for column in COLUMNS if column.key in _SHOWN]
    table = statute_table(some, texts, columns, f"consent-{name}") if some else None
    return join(
        heading,
        tag("p", _told(name, results, linked, texts), class_="lead"),
        tag("p", marks, class_="quiet"),
        _near(name, results, linked, texts),
        tag("div", table, class_="scroll") if table else None,
    )


def _near(name: str, results: Results, linked: Linked, texts: Texts) -> Markup | None:
    found = boundary(GROUPS[name], results, linked)
    if found is None:
        return None
    seconds, limit = f"{found.seconds:,.1f}", f"{NEAR:.0f}"
    told = texts(f"consent_near_{name}", seconds=seconds, at=clock(found.at), near=found.near, limit=limit)
    return tag("p", told, class_="quiet")


def marked(name: str, results: Results) -> list[str]:
    """Give the phases of a part that the recording holds or its marks name, in its order.

    One in which nothing was recorded was marked all the same: that is no recording which cannot tell.
    """
    marks = (phase for one in results.recipe["inputs"]["captures"] for _, phase in phase_marks(one.get("phases")))
    recorded = dict.fromkeys((*(row["phase"] for row in (*results.exchanges, *results.coverage)), *marks))
    return [phase for phase in recorded if standing(phase) == GROUPS[name]]


def _told(name: str, results: Results, linked: Linked, texts: Texts) -> str:
    phases = marked(name, results)
    some = [(row, link) for row, link in linked if row["phase"] in phases]
    recorded = sum(row["phase"] in phases for row in results.exchanges)
    if not some and not any(row["phase"] in phases for row in (*results.exchanges, *results.coverage)):
        return texts("consent_silent")
    if not some:
        return texts("consent_nothing", exchanges=recorded)
    sides = {side: counted.exchanges for side, counted in by_side(some).items()}
    whole = tally(some)
    told = texts("consent_told", exchanges=recorded, found=whole.exchanges, recipients=whole.recipients, **sides)
    return " ".join(filter(None, (told, unknown_hosts(whole, texts))))
