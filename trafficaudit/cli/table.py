"""``trafficaudit table``."""

import re
import sys
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trafficaudit import output
from trafficaudit.categories import taxonomy
from trafficaudit.cli.options import FORMAT, INPUT, LANG, PATH, Kind, warn
from trafficaudit.cli.screen import Grid, console, show
from trafficaudit.cli.tableacross import print_across
from trafficaudit.cli.words import word
from trafficaudit.plurals import several
from trafficaudit.redaction import visible

if TYPE_CHECKING:
    from pandas import DataFrame


def _phase(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """Give the phase that is asked for; empty where none is, which is all of them."""
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty: name a phase, or leave the option out for all of them.")
    return value or ""


@click.command("table", epilog="Example: trafficaudit table results/demo --format csv --lang ko")
@click.argument("folder", metavar="DIR", type=INPUT)
@FORMAT
@click.option(
    "--phase",
    default=None,
    callback=_phase,
    metavar="NAME",
    help="Only this phase of use: before-consent, after-withdrawal, or a phase's name.",
)
@click.option(
    "--view",
    type=click.Choice(["across", "sdks", "results", "ledger"]),
    help="For a folder of results: the joined table that csv and markdown print; default: across.",
)
@click.option("--xlsx", type=PATH, metavar="FILE", help="Write the rows as a workbook as well.")
@LANG
def table_command(*, folder: Path, kind: Kind, phase: str, view: str | None, xlsx: Path | None, lang: str) -> None:
    """Print the transfer table of a result folder, or of one phase of use; of a folder of results, all joined.

    Joined are the results in DIR's folders: what went from which app to whom and where (across), which SDK is in how
    many apps (sdks), what was not seen of each (results, ledger). JSON and the workbook hold all four.

    before-consent holds install, first_launch and before_consent; after-withdrawal holds what was marked withdrawal and
    every phase after it until consent is marked again. Korean names count as well. A recording in which nobody marked
    the phase has no such table, which is an error: what was sent then is not known.
    """
    from trafficaudit.tables import formats, roots  # noqa: PLC0415 - pandas takes a while to load
    from trafficaudit.tables.folder import changed, doubt, read_recipe, read_table, unchanged  # noqa: PLC0415 - likewise

    joined = roots.is_root(folder)
    if view and not joined:
        raise click.UsageError("--view is for a folder of results")
    if view and kind in ("table", "json"):
        raise click.UsageError(f"--view is for --format csv or markdown; {kind} shows every view")
    if joined:
        print_across(folder, kind=kind, view=view or "across", phase=phase, xlsx=xlsx, lang=lang)
        return
    recipe = read_recipe(folder)
    unchanged(folder, recipe, ("transfers.parquet", *(("exchanges.parquet", "coverage.csv") if phase else ())))
    warn(doubt(recipe, folder, lang), lang)
    warn(changed(recipe, folder, lang), lang)
    data = read_table(folder, "transfers")
    if phase:
        data = _of_phase(folder, data, phase, lang)
    if xlsx:
        _write(xlsx, data, lang)
    if kind == "table":
        _print_transfers(data, lang)
    else:
        sys.stdout.buffer.write(formats.text(kind, "transfers", data, lang).encode())
        sys.stdout.buffer.flush()
    if not phase:
        _tell_unseen(recipe, lang)


_SAID = {
    "en": (
        "{phases}: {exchanges} recorded. At least, given what was not seen: {unseen}; "
        "gaps {gaps}, of which {undated} are of no known phase.",
        "nothing was counted",
        "warning: {capture} has no such phase: nothing of it stands in this table",
        "No personal data was found in what was sent then, in this recording.",
    ),
    "ko": (
        "{phases}: 교신 {exchanges}건이 기록됨. 모든 수치는 최소이며, 보지 못한 것: {unseen}; "
        "누락 구간 {gaps}(그중 단계를 알 수 없는 것 {undated}).",
        "집계된 것 없음",
        "주의: {capture}에는 이 단계의 표시가 없어 이 표에 들어 있지 않음",
        "이 기록에서는 그 단계에 보낸 내용에서 개인정보 항목이 발견되지 않음.",
    ),
}


_WHOLE = {
    "en": "At least, given what was not seen: {unseen}; gaps {gaps}.",
    "ko": "모든 수치는 최소이며, 보지 못한 것: {unseen}; 누락 구간 {gaps}.",
}


def _tell_unseen(recipe: Mapping[str, Any], lang: str) -> None:
    from trafficaudit.tables.coverage import unseen  # noqa: PLC0415 - likewise

    told = unseen(recipe, lang) or _SAID[lang][1]
    click.echo(_WHOLE[lang].format(unseen=told, gaps=len(recipe.get("gaps") or ())), err=True)


def _of_phase(folder: Path, data: "DataFrame", phase: str, lang: str) -> "DataFrame":
    from trafficaudit.report.texts import Texts  # noqa: PLC0415 - likewise
    from trafficaudit.report.wording import warning  # noqa: PLC0415 - likewise
    from trafficaudit.tables.byphase import left_out, near, phase_table  # noqa: PLC0415 - likewise

    found = phase_table(folder, data, phase, lang)
    counted, nothing, without, empty = _SAID[lang]
    phases = ", ".join(map(visible, found.phases))
    number = found.exchanges if lang == "ko" else several(found.exchanges, "exchange")
    said = {"exchanges": number, "unseen": found.unseen or nothing}
    click.echo(counted.format(phases=phases, gaps=found.gaps, undated=found.undated, **said), err=True)
    for capture in found.without:
        click.echo(without.format(capture=visible(capture)), err=True)
    for told in found.doubts:
        warn(warning(told, Texts(lang)), lang)
    if found.beside:
        warn(left_out(visible(folder.absolute().name), found.beside, lang), lang)
    if found.near:
        warn(near(visible(folder.absolute().name), found.near, lang), lang)
    if found.rows.empty:
        click.echo(empty, err=True)
    return found.rows


def _write(path: Path, data: "DataFrame", lang: str) -> None:
    from trafficaudit.tables import sheets  # noqa: PLC0415 - likewise

    with output.whole_file(path, force=False, private=False, remedy="name another one") as file:
        sheets.write_xlsx([("transfers", data)], file, lang)


_PACKAGES = re.compile(r"\b(?:[a-z]\w*\.)+(?=[A-Z])").sub
# What a terminal has room for: a row per destination with its items; every other column stands in the files.
_PLACE = ("recipient", "recipient_country", "host", "country", "certainty", "leaves_korea", "encrypted")


def _print_transfers(data: "DataFrame", lang: str) -> None:
    from trafficaudit.tables.columns import TRANSFERS  # noqa: PLC0415 - likewise

    headings = {column.name: column.heading(lang) for column in TRANSFERS}
    named = [headings[name] for name in ("recipient", "host", "country", "leaves_korea", "encrypted", "category")]
    screen = console()
    for (app, phase), rows in data.groupby(["app", "phase"], sort=False):
        shown = []
        for place, items in rows.groupby(list(_PLACE), sort=False):
            cells = {name: word(name, str(value), lang) for name, value in zip(_PLACE, place, strict=True)}
            recipient, established, host, country, certainty, *rest = cells.values()
            first = f"{country or '?'} ({certainty})"
            listed = ", ".join(_item(item, lang) for item in items.to_dict("records"))
            shown.append((f"{recipient or '?'} ({established or '?'})", host, first, *rest, listed))
        show([Grid(f"{app}: {word('phase', str(phase), lang)}", named, shown, wide=1)], screen)
    counts = {name: int((data["leaves_korea"] == name).sum()) for name in ("yes", "no", "undetermined")}
    screen.print(_counted(len(data), counts, lang))


def _item(row: dict[Hashable, object], lang: str) -> str:
    category = str(row["category"])
    name = taxonomy()[category].ko if lang == "ko" and category in taxonomy() else category
    cipher = f"; {row['app_cipher']}" if row["app_cipher"] else ""
    # The class's package is in the files.
    origin = f"; {_PACKAGES('', word('origin', str(row['origin']), lang))}" if row["origin"] else ""
    return f"{name} ({word('match', str(row['match']), lang)} ×{row['exchanges']}{cipher}{origin})"


def _counted(rows: int, counts: dict[str, int], lang: str) -> str:
    if lang == "ko":
        return f"{rows}행: 국외 {counts['yes']}, 국내 {counts['no']}, 미확정 {counts['undetermined']}"
    told = f"{counts['yes']} abroad, {counts['no']} in Korea, {counts['undetermined']} undetermined"
    return f"{several(rows, 'row')}: {told}"
