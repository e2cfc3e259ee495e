"""``trafficaudit table`` of a folder of results: the tables of all apps together."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficaudit import output
from trafficaudit.categories import taxonomy
from trafficaudit.cli.options import Kind, warn
from trafficaudit.cli.screen import Grid, console, show
from trafficaudit.cli.words import word
from trafficaudit.markdoubts import about_marks
from trafficaudit.redaction import visible

if TYPE_CHECKING:
    from pandas import DataFrame

    from trafficaudit.tables.roots import Root

_PLACE = ["app", "recipient", "recipient_country", "country", "certainty", "leaves_korea"]
_COUNTED = ("apps_abroad", "apps_undetermined", "apps_in_korea")
_SAID = {
    "en": (
        "warning: {}",
        "warning: {} is no result folder (it has no recipe.json) and was passed over",
        "warning: {} has no such phase: nothing of it stands in these tables",
        "{}: at least, given what was not seen: {}; gaps {}",
        "nothing was counted",
    ),
    "ko": (
        "주의: {}",
        "주의: {} 폴더는 결과 폴더가 아니어서(recipe.json 없음) 건너뜀",
        "주의: {}에는 이 단계의 표시가 없어 이 표에 들어 있지 않음",
        "{}: 모든 수치는 최소이며, 보지 못한 것: {}; 누락 구간 {}",
        "집계된 것 없음",
    ),
}


def print_across(root: Path, *, kind: Kind, view: str, phase: str, xlsx: Path | None, lang: str) -> None:
    """Print the joined tables of a folder of results; what was not seen goes to stderr, result by result."""
    from trafficaudit.report.texts import Texts  # noqa: PLC0415 - pandas takes a while to load
    from trafficaudit.report.wording import warning  # noqa: PLC0415 - likewise
    from trafficaudit.tables import across, formats, roots, sheets  # noqa: PLC0415 - likewise

    found = roots.read_root(root, phase, lang)
    # JSON is for programs, and has no language.
    made = across.joined(found.results, lang, str if kind == "json" else lambda text: warning(text, Texts(lang)))
    _tell(found, made["results"], lang)
    for result in found.results if phase else ():
        for doubt in filter(about_marks, map(str, result.recipe.get("warnings") or ())):
            warn(warning(doubt, Texts(lang)), lang)
    if xlsx:
        with output.whole_file(xlsx, force=False, private=False, remedy="name another one") as file:
            sheets.write_xlsx([(name, made[name]) for name in across.VIEWS], file, lang)
    data = made[view]
    if kind == "table":
        _print(made, lang)
    elif kind == "json":
        tables = {name: json.loads(formats.json_text(name, made[name])) for name in across.VIEWS}
        told = {"passed_over": found.passed_over, "without_phase": found.without, "warnings": found.doubts}
        click.echo(json.dumps(tables | told, ensure_ascii=False, indent=1))
    else:
        sys.stdout.buffer.write(formats.text(kind, view, data, lang).encode())


def _tell(found: "Root", results: "DataFrame", lang: str) -> None:
    doubt, passed, without, seen, nothing = _SAID[lang]
    for text, names in ((doubt, found.doubts), (passed, found.passed_over), (without, found.without)):
        for name in names:
            click.echo(text.format(visible(name)), err=True)
    for row in results.to_dict("records"):
        click.echo(seen.format(row["result"], row["unseen"] or nothing, row["gaps"]), err=True)


def _print(made: "dict[str, DataFrame]", lang: str) -> None:
    from trafficaudit.tables.columns import ACROSS, SDKS  # noqa: PLC0415 - likewise

    screen = console()
    headings = {column.name: column.heading(lang) for column in (*SDKS, *ACROSS)}
    rows = made["across"].fillna("")
    for app, of_app in rows.groupby("app", sort=False):
        shown = []
        for place, items in of_app.groupby(_PLACE, sort=False):
            cells = {name: word(name, str(value), lang) for name, value in zip(_PLACE, place, strict=True)}
            _, recipient, established, country, certainty, leaves = cells.values()
            listed = ", ".join(_category(str(slug), lang) for slug in items["category"])
            shown.append(
                (f"{recipient or '?'} ({established or '?'})", f"{country or '?'} ({certainty})", leaves, listed)
            )
        named = [headings[name] for name in ("recipient", "country", "leaves_korea", "category")]
        show([Grid(str(app), named, shown, wide=1)], screen)
    show([_sdks(made["sdks"], headings, lang)], screen)


def _sdks(data: "DataFrame", headings: dict[str, str], lang: str) -> Grid:
    """Give a line an SDK; what it was sent stands in the other formats."""
    names = ("sdk", "apps", *_COUNTED, "countries")
    shown = []
    for row in data.fillna("").to_dict("records"):
        share = f"{row['apps']}/{row['of_apps']}" if lang == "ko" else f"{row['apps']} of {row['of_apps']}"
        shown.append((str(row["sdk"]), share, *(str(row[name]) for name in _COUNTED), str(row["countries"])))
    return Grid("", [headings[name] for name in names], shown, wide=1)


def _category(slug: str, lang: str) -> str:
    return taxonomy()[slug].ko if lang == "ko" and slug in taxonomy() else slug
