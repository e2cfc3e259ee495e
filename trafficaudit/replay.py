"""The whole data path on one page: read -> decode -> detect -> locate -> tables.

Everything here is a pure function of the captures, the persona, the phase marks, the rule set and the geo databases:
the same inputs give the same bytes. Nothing is sent anywhere.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from trafficaudit import evidence, output, readers, recipe, workers
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import Outcome, Verdict
from trafficaudit.examine import UNNAMED
from trafficaudit.model import Capture, Gap
from trafficaudit.phases import UNMARKED
from trafficaudit.readers import Source, package
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
        EvidenceError: a sealed package is not what was sealed, and ``allow_rejected`` is not given.
        PersonaError: the persona file is not usable.
        DestinationError: a geo database cannot be read.
        OutputError: the result folder exists already or cannot be written.
        WorkerError: one of several processes ended before its work was done.
    """
    verdicts = [_verified(path, allow_rejected=request.allow_rejected) for path in request.captures]
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
            (*_doubts(sources, verdicts), *examiner.warnings),
            tuple((source.capture.name, found.code) for source, found in zip(sources, verdicts, strict=True) if found),
        )
        recipe.write(
            folder / output.RECIPE,
            request=request,
            sources=sources,
            verdicts=verdicts,
            persona=examiner.persona,
            locator=examiner.locator,
            summary=summary,
            marks=examiner.marks,
        )
    return summary


def _app(request: Request, capture: Capture) -> str:
    return request.app or capture.app or UNNAMED


def _verified(path: Path, *, allow_rejected: bool) -> Verdict | None:
    """Verify the sealed package that a path names or lies in; ``None`` where there is none."""
    sealed = package.around(path)
    if sealed is None:
        return None
    verdict = evidence.verify(sealed, offline=True)
    if not verdict.valid and not allow_rejected:
        failed = next(
            (check.meaning for check in verdict.checks if check.outcome is Outcome.FAILED), "it is no package"
        )
        remedy = "see all checks with trafficaudit verify; --allow-rejected replays it nevertheless, and says so"
        raise EvidenceError(f"the sealed package is rejected: {failed}", str(sealed), remedy)
    return verdict


def _doubts(sources: Sequence[Source], verdicts: Sequence[Verdict | None]) -> Iterator[str]:
    for source, verdict in zip(sources, verdicts, strict=True):
        if verdict is not None and not verdict.valid:
            yield f"{source.capture.name}: the sealed package was REJECTED by verification: it is not what was sealed"
