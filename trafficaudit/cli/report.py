"""``trafficaudit report``."""

import json
from pathlib import Path

import click

from trafficaudit import output
from trafficaudit.cli.options import INPUT, JSON, LANG, PAGE, PATH, warn
from trafficaudit.errors import ExistsError
from trafficaudit.plurals import several

_PAGE, _WORKBOOK = b"<!doctype html", b"[Content_Types].xml"
_BEGINNING = 100  # bytes of a file, which tell its kind
_COUNTED = {
    "en": "{rows} of {exchanges}: at least, see its coverage.",
    "ko": "교신 {exchanges}건에서 전송 행 {rows}개: 모두 최소이며, 판독 범위를 함께 보십시오.",
}


@click.command("report", epilog="Example: trafficaudit report results/demo --lang ko --xlsx results/demo.xlsx")
@click.argument("folder", metavar="RESULTS", type=INPUT)
@click.option(
    "-o",
    "--output",
    "target",
    type=PAGE,
    metavar="FILE",
    help="The page to write; default: RESULTS.html beside the result folder.",
)
@click.option(
    "--xlsx",
    "workbook",
    type=PAGE,
    metavar="FILE",
    help="Write a workbook of the same tables as well.",
)
@click.option(
    "--declaration",
    type=PATH,
    metavar="FILE",
    help="Hold the results against a confirmed declaration; see trafficaudit declare.",
)
@click.option("--draft", is_flag=True, help="Take a declaration that nobody has confirmed; the page then says so.")
@LANG
@JSON
def report_command(
    *,
    folder: Path,
    target: Path | None,
    workbook: Path | None,
    declaration: Path | None,
    draft: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Write the report of a result folder: one HTML file that opens without any network.

    RESULTS is what `trafficaudit replay` wrote. A page or workbook that exists is replaced, any other file is kept.
    """
    from trafficaudit import declarations  # noqa: PLC0415 - likewise
    from trafficaudit.report.declared import hold  # noqa: PLC0415 - likewise
    from trafficaudit.report.links import link  # noqa: PLC0415 - likewise
    from trafficaudit.report.page import page  # noqa: PLC0415 - pyarrow takes a while to load
    from trafficaudit.report.results import read_results  # noqa: PLC0415 - likewise
    from trafficaudit.report.workbook import write_workbook  # noqa: PLC0415 - likewise
    from trafficaudit.tables.folder import changed, doubt  # noqa: PLC0415 - likewise

    if draft and declaration is None:
        raise click.UsageError("--draft needs --declaration")
    results = read_results(folder)
    warn(doubt(results.recipe, folder, lang), lang)
    warn(changed(results.recipe, folder, lang), lang)
    named = target or folder.resolve().with_name(f"{folder.resolve().name}.html")
    made_from = [folder / name for name in (output.RECIPE, *results.recipe["outputs"])]
    for each in filter(None, (named, workbook)):
        output.refuse_within(each, [*made_from, *([declaration] if declaration else [])])
    if workbook and workbook.resolve() == named.resolve():
        raise click.UsageError("--xlsx names the page: name another file for the workbook")
    for path, sign in ((named, _PAGE), (workbook, _WORKBOOK)):
        if path and not _replaceable(path, sign):
            raise ExistsError("the output file exists already, and is no earlier report", str(path), "name another one")
    linked = link(results)
    held = hold(folder, declarations.load(declaration), lang=lang, draft=draft) if declaration else None
    _write(named, page(results, linked, lang, held))
    if workbook:
        write_workbook(results, linked, workbook, lang, held)
    counts = {"rows": len(results.transfers), "exchanges": len(results.exchanges)}
    told: dict[str, object] = {**counts}
    if lang == "en":
        told = {"rows": several(counts["rows"], "transfer row"), "exchanges": several(counts["exchanges"], "exchange")}
    click.echo(_COUNTED[lang].format(**told), err=True)
    if as_json:
        written = {"page": str(named), "workbook": str(workbook) if workbook else None}
        click.echo(json.dumps(written | counts, ensure_ascii=False))
        return
    for path in (named, workbook):
        if path:
            click.echo(str(path))


def _replaceable(path: Path, sign: bytes) -> bool:
    """Say whether a file is not there, empty, or of the kind that is written: any other may be a recording."""
    if not path.is_file():
        return True
    with path.open("rb") as file:
        begun = file.read(_BEGINNING)
    return not begun or sign in begun


def _write(path: Path, text: str) -> None:
    with output.whole_file(path, force=True, private=False) as file:
        file.write(text.encode())
