"""The whole data path on one page: read -> decode -> detect -> locate -> tables.

Everything here is a pure function of the captures, the persona, the phase marks, the rule set and the geo databases:
the same inputs give the same bytes. Nothing is sent anywhere.
"""

from collections.abc import Callable
from contextlib import closing

from trafficaudit import output, readers, recipe, workers
from trafficaudit.examine import UNNAMED
from trafficaudit.model import Capture, Gap
from trafficaudit.readers.phases import UNMARKED
from trafficaudit.recipe import Request, Summary
from trafficaudit.tables.collect import Results

__all__ = ["Request", "Summary", "replay"]


def replay(request: Request, tick: Callable[[int], None] = lambda count: None) -> Summary:
    """Replay captures into a result folder.

    Args:
        request: what is asked for.
        tick: called with the number of exchanges so far after each one.

    Returns:
        What it came to.

    Raises:
        ReadError: a capture or the phases file cannot be read at all.
        PersonaError: the persona file is not usable.
        DestinationError: a geo database cannot be read.
        OutputError: the result folder exists already or cannot be written.
        WorkerError: one of several processes ended before its work was done.
    """
    sources = readers.open_captures(request.captures)
    examiner = workers.examiner_of(request)
    gaps: list[Gap] = []
    with output.result_folder(request.target, force=request.force) as folder:
        with Results(folder, request.lang) as results:
            for source in sources:
                results.capture(source.capture, _app(request, source.capture))
            # Closed here, so that no process outlives a replay that fails.
            with closing(workers.examined(request, sources, examiner)) as made:
                for number, item in made:
                    if isinstance(item, Gap):
                        gaps.append(item)
                        results.gap(item, _app(request, sources[number].capture), item.phase or UNMARKED)
                        continue
                    results.add(item)
                    tick(results.exchanges)
        summary = Summary(
            request.target,
            results.exchanges,
            results.findings,
            results.received,
            results.ledger.totals(),
            tuple(gaps),
            examiner.warnings,
        )
        recipe.write(
            folder / output.RECIPE,
            request=request,
            sources=sources,
            persona=examiner.persona,
            locator=examiner.locator,
            summary=summary,
        )
    return summary


def _app(request: Request, capture: Capture) -> str:
    return request.app or capture.app or UNNAMED
