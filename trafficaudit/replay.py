"""The whole data path on one page: read -> decode -> detect -> locate -> tables.

Everything here is a pure function of the captures, the persona, the phase marks, the rule set and the geo databases:
the same inputs give the same bytes. Nothing is sent anywhere.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from trafficaudit import caveats, output, processes, readers, recipe, workers
from trafficaudit.errors import ReadError
from trafficaudit.evidence import Verdict
from trafficaudit.examine import Examiner
from trafficaudit.model import UNNAMED, Capture, Gap, Phase
from trafficaudit.phases import UNMARKED
from trafficaudit.readers import Source, verified
from trafficaudit.readers.counted import counts
from trafficaudit.readers.file import printable
from trafficaudit.recipe import Request, Summary
from trafficaudit.tables.collect import Results
from trafficaudit.workers import Crew, Made

__all__ = ["Request", "Summary", "replay", "replay_each"]


@dataclass(frozen=True, slots=True)
class _Part:
    """What goes into one result folder: captures with what verifying them came to, in the order they are read in."""

    target: Path
    sources: tuple[Source, ...]
    verdicts: tuple[Verdict | None, ...]


type _Opened = tuple[Sequence[Source], Sequence[Verdict | None]]


def replay(request: Request, tick: Callable[[int], None] = lambda count: None) -> Summary:
    """Replay captures into one result folder.

    Args:
        request: what is asked for.
        tick: called with the number of exchanges so far after each one.

    Returns:
        What it came to.

    Raises:
        ReadError: a capture or the phases file cannot be read at all, or two captures are the same or have one id.
        EvidenceError: a sealed package is not what was sealed, and ``allow_rejected`` is not given.
        PersonaError: the persona file is not usable.
        DestinationError: a geo database cannot be read.
        OutputError: the result folder exists already, lies in a capture folder, or cannot be written.
        WorkerError: one of several processes ended before its work was done, or there is no cluster.
    """
    output.refuse_within(request.target, request.captures)
    output.refuse_existing(request.target, force=request.force)
    request, (sources, verdicts) = _ordered(*_opened(request))
    (summary,) = _results(request, [_Part(request.target, tuple(sources), tuple(verdicts))], tick)
    return summary


def replay_each(
    request: Request,
    tick: Callable[[int], None] = lambda count: None,
    done: Callable[[Summary], None] = lambda summary: None,
) -> list[Summary]:
    """Replay captures, each into a result folder of its own in the folder ``target``: ``output.folder_name`` names it.

    A result is the one that ``replay`` makes of that capture alone, byte for byte. Where one cannot be made, those
    before it stand, whole, and the error says which it is.

    Args:
        request: what is asked for.
        tick: called with the number of exchanges of all captures so far.
        done: called with what a result came to when its folder is whole.

    Returns:
        What each result came to, in the order of the captures.

    Raises:
        AuditError: what ``replay`` raises; also where two captures would get the same folder, before anything is read.
    """
    output.refuse_within(request.target, request.captures)
    request, (sources, verdicts) = _opened(request)
    parts, seen = [], dict[str, str]()
    for source, verdict in zip(sources, verdicts, strict=True):
        name = output.folder_name(source.capture.id)
        if name.casefold() in seen:
            what = f"would get the result folder {name}, as {seen[name.casefold()]} does"
            raise ReadError(what, source.capture.name, "rename one of the captures, or replay it by itself")
        seen[name.casefold()] = source.capture.name
        output.refuse_existing(request.target / name, force=request.force)
        parts.append(_Part(request.target / name, (source,), (verdict,)))
    summaries = []
    for summary in _results(request, parts, tick):
        done(summary)
        summaries.append(summary)
    return summaries


def _opened(request: Request) -> tuple[Request, _Opened]:
    request = replace(request, app=printable(request.app.strip()))
    if request.scheduler:
        request = _absolute(request)
    allowed = request.allow_rejected
    verdicts = [verified.verdict_of(path, allow_rejected=allowed) for path in request.captures]
    sources = readers.open_captures(request.captures)
    for path, source, verdict in zip(request.captures, sources, verdicts, strict=True):
        verified.held(path, verdict, source.files)
    return request, (sources, verdicts)


def _ordered(request: Request, found: _Opened) -> tuple[Request, _Opened]:
    """Put captures in the order of their ids: which is named first says nothing, and must change no cell."""
    listed = zip(request.captures, *found, strict=True)
    paths, sources, verdicts = zip(*sorted(listed, key=lambda each: each[1].capture.id), strict=True)
    return replace(request, captures=paths), (sources, verdicts)


def _results(request: Request, parts: Sequence[_Part], tick: Callable[[int], None]) -> Iterator[Summary]:
    """Make result folders one after the other, of captures that are examined one after the other."""
    sources = [source for part in parts for source in part.sources]
    request = replace(request, workers=request.workers or workers.suited(sources))
    examiner, before = workers.examiner_of(request), 0
    # Closed here, so that no process outlives a replay that fails.
    with closing(workers.examined(sources, examiner, _crew(request, examiner))) as made:
        for part in parts:
            start = before
            summary = _result(request, part, made, examiner, lambda count, start=start: tick(start + count))  # type: ignore[misc]
            before += summary.exchanges
            yield summary


def _crew(request: Request, examiner: Examiner) -> AbstractContextManager[Crew] | None:
    if not request.scheduler:
        return None if request.workers == 1 else processes.crew(request)
    from trafficaudit import cluster  # noqa: PLC0415 - Dask is an extra

    return cluster.crew(request, examiner)


def _result(
    request: Request, part: _Part, made: Iterator[Made], examiner: Examiner, tick: Callable[[int], None]
) -> Summary:
    """Make one result folder of what comes next: everything up to the end of its last capture."""
    examiner.locator.begin()
    gaps, doubts = list[Gap](), list[str]()
    with output.result_folder(part.target, force=request.force) as folder:
        with Results(folder, request.lang) as results:
            for source in part.sources:
                results.capture(_counted(source.capture, examiner.marks), _app(request, source.capture))
            for source in part.sources:
                taken = _taken(request, source.capture, made, results, tick)
                gaps += taken.gaps
                marks = source.capture.phases if examiner.marks is None else examiner.marks
                doubts += (*taken.doubts, *caveats.replaced(source.capture, marks))
                span = results.overlaps.span(source.capture.id)
                doubts += caveats.renamed(source.capture, request.app)
                doubts += caveats.adrift(source.capture, span)
                doubts += caveats.marked(source.capture, marks, span)
        summary = Summary(
            part.target,
            results.exchanges,
            results.findings,
            results.received,
            results.ledger.totals(),
            tuple(gaps),
            (
                *caveats.rejected(part.sources, part.verdicts),
                *caveats.registered(part.sources, part.verdicts, examiner.persona),
                *results.overlaps.warnings(),
                *results.again.warnings(),
                *doubts,
                *examiner.warnings,
            ),
            tuple(
                (source.capture.name, found.code)
                for source, found in zip(part.sources, part.verdicts, strict=True)
                if found
            ),
            results.proven,
        )
        for source, verdict in zip(part.sources, part.verdicts, strict=True):
            verified.Verified(source, verdict).confirm()
        recipe.write(
            folder / output.RECIPE,
            request=request,
            sources=part.sources,
            verdicts=part.verdicts,
            persona=examiner.persona,
            locator=examiner.locator,
            summary=summary,
            marks=examiner.marks,
        )
    return summary


class _Taken(NamedTuple):
    """What taking in a capture gave beside its rows: its gaps, and what is to be said about it."""

    gaps: list[Gap]
    doubts: list[str]


def _taken(
    request: Request, capture: Capture, made: Iterator[Made], results: Results, tick: Callable[[int], None]
) -> _Taken:
    """Take in what comes next up to the capture's end, and look what it came to."""
    before, assumed, unsent = results.exchanges, results.assumed, results.unsent
    apart, unheld = results.apart.copy(), results.unheld.copy()
    taken = _Taken(list(_capture(request, capture, made, results, tick)), [])
    count = results.exchanges - before
    if not count:
        taken.doubts.append(caveats.empty(capture, taken.gaps))
    elif results.unsent - unsent == count:
        taken.doubts.append(caveats.unsent(capture, count))
    taken.doubts.extend(caveats.apart(capture, results.apart - apart))
    taken.doubts.extend(caveats.refused(capture))
    taken.doubts.extend(caveats.unheld(capture, results.unheld - unheld))
    if results.assumed > assumed:
        taken.doubts.append(caveats.assumed(capture, results.assumed - assumed, count))
    return taken


def _capture(
    request: Request, capture: Capture, made: Iterator[Made], results: Results, tick: Callable[[int], None]
) -> Iterator[Gap]:
    """Take in what comes next up to the capture's end; give its gaps.

    What is missing from an exchange is missing in its phase, of its app: a gap follows the exchange at its position.
    """
    last: tuple[int, str, str] = (-1, "", "")
    for _, item in made:
        if item is None:
            return
        if isinstance(item, Gap):
            app, phase = last[1:] if item.position == last[0] else (_app(request, capture), "")
            item = replace(item, phase=item.phase or phase)  # noqa: PLW2901
            results.gap(item, app, item.phase or UNMARKED)
            yield item
            continue
        results.add(item)
        last = item.exchange.position, item.exchange.app, item.exchange.phase
        tick(results.exchanges)


def _counted(capture: Capture, marks: Sequence[Phase] | None) -> Capture:
    """Give a capture whose recorder's counts stand under the investigator's own marks, where there are some."""
    return capture if marks is None else replace(capture, lost=counts(capture.unread, marks, anew=True))


def _absolute(request: Request) -> Request:
    """Give a request whose files have the same names in every folder: whoever works on it stands somewhere else."""
    return replace(
        request,
        captures=tuple(path.absolute() for path in request.captures),
        persona=request.persona and request.persona.absolute(),
        phases=request.phases and request.phases.absolute(),
        geoip=tuple(path.absolute() for path in request.geoip),
        recipients=tuple(path.absolute() for path in request.recipients),
    )


def _app(request: Request, capture: Capture) -> str:
    return request.app or capture.app or UNNAMED
