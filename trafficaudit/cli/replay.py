"""``trafficaudit replay``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficaudit.cli.options import (
    FILE,
    GEOIP,
    INPUT,
    JSON,
    LANG,
    OBSERVER,
    RECIPIENTS,
    Whole,
    progress,
    warn,
    written_to,
)
from trafficaudit.plurals import several
from trafficaudit.redaction import visible

if TYPE_CHECKING:
    from trafficaudit.recipe import Summary


@click.command(
    "replay", epilog="Example: trafficaudit replay captures/demo --persona captures/demo/persona.toml -o results/demo"
)
@click.argument("captures", nargs=-1, required=True, type=INPUT)
@click.option(
    "--persona",
    "persona_file",
    type=FILE,
    help="The test person's values (TOML).",
)
@click.option("--app", default="", metavar="ID", help="The app's package or bundle id; default: what the capture says.")
@written_to("The result folder to make; with --each the folder in which they are made.", required=True)
@click.option("--each", is_flag=True, help="A result folder for each capture, named after the capture's id.")
@GEOIP
@RECIPIENTS
@click.option(
    "--phases",
    type=FILE,
    help="Phase marks (JSONL or CSV: at, phase).",
)
@OBSERVER
@LANG
@click.option("--force", is_flag=True, help="Replace an existing result folder.")
@click.option(
    "--allow-rejected", is_flag=True, help="Replay a sealed package that verification rejects; the results say so."
)
@click.option(
    "--workers",
    type=Whole(1, 64),
    default=None,
    metavar="N",
    help="Examine in so many processes; the results are the same. Default: one, for large captures up to four.",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Examine on a Dask cluster (tcp://HOST:PORT); needs the extra cluster; the results are the same.",
)
@JSON
def replay_command(
    *,
    captures: tuple[Path, ...],
    persona_file: Path | None,
    app: str,
    target: Path,
    each: bool,
    geoip: tuple[Path, ...],
    recipients: tuple[Path, ...],
    phases: Path | None,
    observer: str,
    lang: str,
    force: bool,
    allow_rejected: bool,
    workers: int | None,
    scheduler: str,
    as_json: bool,
) -> None:
    """Replay saved captures offline into a result folder of tables.

    CAPTURES are mitmproxy flow files, HAR files (.har, .zhar), Fiddler session archives (.saz), saved items of Burp
    Suite, capture folders and sealed packages, which are verified first. Nothing is sent to any network, but to the
    cluster of --scheduler. Several captures are one result, or one each with --each.
    """
    if each and phases:
        what = "--phases holds for one recording: with --each take the marks of the captures, or replay one by one"
        raise click.UsageError(what)
    if scheduler and (workers or 1) > 1:
        raise click.UsageError("--workers are processes of this computer: with --scheduler the cluster has its own")
    from trafficaudit import replay  # noqa: PLC0415 - pandas takes a while to load

    request = replay.Request(
        captures, target, persona_file, app, phases, geoip, recipients, lang, force, observer, allow_rejected,
        workers or 0, scheduler,
    )  # fmt: skip
    with progress() as tick:
        summaries = replay.replay_each(request, tick) if each else [replay.replay(request, tick)]
    for summary in summaries:
        _tell(summary, lang)
        _tell_of_person(summary, captures, lang, given=persona_file is not None)
        if not as_json:
            click.echo(str(summary.target))
    if as_json:
        told = [_as_json(summary) for summary in summaries]
        click.echo(json.dumps({"results": told} if each else told[0], ensure_ascii=False))


def _tell(summary: "Summary", lang: str) -> None:
    from trafficaudit.report import wording  # noqa: PLC0415 - the catalogue is for Korean alone
    from trafficaudit.report.texts import Texts  # noqa: PLC0415 - likewise

    texts = Texts(lang)
    for name, code in summary.verdicts:
        click.echo(f"{visible(name)}: {texts('method_seal')}: {texts.word('seal', str(code))}", err=True)
    for warning in summary.warnings:
        warn(wording.warning(warning, texts), lang)
    for gap in summary.gaps:
        place = {"capture": visible(gap.capture_id), "position": gap.position, "offset": gap.offset}
        click.echo(_GAP[lang].format(**place, reason=visible(wording.gap(gap.reason, texts))), err=True)
    click.echo(_sentence(summary, lang), err=True)


_NOBODY = {
    "ko": "시험용 인물이 주어지지 않음(--persona FILE{which}): 발견된 것은 입증이 아님.",
    "en": "No test person was given (--persona FILE{which}): nothing found is proof.",
}
_BESIDE = {"ko": "; 기록과 함께 {} 파일이 있음", "en": "; {} lies with the recording"}
_NOTHING = {
    "ko": "시험용 인물의 값이 발견되지 않음: 이 기록의 인물 파일이 맞는지 확인하십시오.",
    "en": "No value of the test person was found: look whether the persona file is the one of this recording.",
}


def _tell_of_person(summary: "Summary", captures: tuple[Path, ...], lang: str, *, given: bool) -> None:
    """Say where nothing can be proof, because no test person was given or nothing of the person was found."""
    if not summary.exchanges:
        return
    if given:
        if not summary.proven:
            click.echo(_NOTHING[lang], err=True)
        return
    from trafficaudit.cli.sealing import registers  # noqa: PLC0415 - cryptography takes a while to load

    beside = [path for capture in captures for path in registers(capture)]
    which = _BESIDE[lang].format(visible(str(beside[0]))) if beside else ""
    click.echo(_NOBODY[lang].format(which=which), err=True)


_GAP = {
    "ko": "누락 구간: {capture}, {position}번째({offset} 바이트): {reason}",
    "en": "gap: {capture} at {position} (byte {offset}): {reason}",
}


def _sentence(summary: "Summary", lang: str) -> str:
    if lang == "ko":
        return _korean(summary)
    unseen = ", ".join(
        f"{state}: {'not counted' if count is None else count}" for state, count in summary.coverage.items()
    )
    return (
        f"{several(summary.exchanges, 'exchange')}, {several(summary.findings, 'finding')} "
        f"({summary.received} of them in responses, which are no transfers), {several(len(summary.gaps), 'gap')}.\n"
        f"At least, given what was seen: {unseen}."
    )


def _korean(summary: "Summary") -> str:
    from trafficaudit.tables.coverage import label  # noqa: PLC0415 - pandas takes a while to load

    unseen = ", ".join(
        f"{label(state, 'ko')}: {'집계 안 됨' if count is None else count}" for state, count in summary.coverage.items()
    )
    return (
        f"교신 {summary.exchanges}건, 발견 {summary.findings}건"
        f"(그중 응답에서 발견되어 전송이 아닌 것 {summary.received}건), "
        f"누락 구간 {len(summary.gaps)}개.\n모든 수치는 최소이며, 판독 상태: {unseen}."
    )


def _as_json(summary: "Summary") -> dict[str, object]:
    return {
        "result": str(summary.target),
        "exchanges": summary.exchanges,
        "findings": summary.findings,
        "findings_in_responses": summary.received,
        "coverage": summary.coverage,
        "gaps": len(summary.gaps),
        "warnings": list(summary.warnings),
        "seals": dict(summary.verdicts),
    }
