"""The command line: parses, calls, prints. Results go to stdout, talk to stderr.

Exit codes: 0 done, 1 the output could not be written, 2 usage (an option or a file it names is wrong), 3 an input
cannot be read.
"""

import json
import secrets
import sys
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

import trafficaudit
from trafficaudit import output, persona
from trafficaudit.categories import taxonomy
from trafficaudit.errors import AuditError, DestinationError, OutputError, PersonaError, ReadError
from trafficaudit.redaction import preview, visible

if TYPE_CHECKING:
    from pandas import DataFrame

    from trafficaudit.recipe import Summary

EXIT_CODES: dict[type[AuditError], int] = {ReadError: 3, DestinationError: 3, PersonaError: 2, OutputError: 1}

_LANG = click.option(
    "--lang", type=click.Choice(["ko", "en"]), default="en", show_default=True, help="Language of headings."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


class _Group(click.Group):
    """Turns our errors into one line on stderr and an exact exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except AuditError as error:
            _fail(error)


def _fail(error: AuditError) -> NoReturn:
    click.echo(f"trafficaudit: {visible(str(error))}", err=True)
    refused = isinstance(error, OutputError) and error.remedy.endswith("--force")
    raise SystemExit(2 if refused else EXIT_CODES.get(type(error), 1))


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(trafficaudit.__version__, prog_name="trafficaudit")
def main() -> None:
    """Which personal data an app sends out of Korea, to whom, to which country, in which phase of use."""


@main.command(
    "replay", epilog="Example: trafficaudit replay captures/demo --persona captures/demo/persona.toml -o results/demo"
)
@click.argument("captures", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--persona",
    "persona_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The test person's values (TOML).",
)
@click.option("--app", default="", metavar="ID", help="The app's package or bundle id; default: what the capture says.")
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The result folder to make.",
)
@click.option(
    "--geoip",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own GeoIP2/GeoLite2 file (repeatable).",
)
@click.option(
    "--recipients",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own additions to the map of recipients (TOML, repeatable).",
)
@click.option(
    "--phases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Phase marks (JSONL or CSV: at, phase).",
)
@_LANG
@click.option("--force", is_flag=True, help="Replace an existing result folder.")
@_JSON
def replay_command(
    *,
    captures: tuple[Path, ...],
    persona_file: Path | None,
    app: str,
    target: Path,
    geoip: tuple[Path, ...],
    recipients: tuple[Path, ...],
    phases: Path | None,
    lang: str,
    force: bool,
    as_json: bool,
) -> None:
    """Replay saved captures offline into a result folder of tables.

    CAPTURES are mitmproxy flow files, HAR files (.har, .zhar) and capture folders. Nothing is sent to any network.
    """
    from trafficaudit import replay  # noqa: PLC0415 - pandas takes a while to load

    request = replay.Request(captures, target, persona_file, app, phases, geoip, recipients, lang, force)
    with _progress() as tick:
        summary = replay.replay(request, tick)
    for warning in summary.warnings:
        click.echo(f"warning: {visible(warning)}", err=True)
    for gap in summary.gaps:
        click.echo(
            f"gap: {visible(gap.capture_id)} at {gap.position} (byte {gap.offset}): {visible(gap.reason)}", err=True
        )
    click.echo(_sentence(summary), err=True)
    click.echo(json.dumps(_as_json(summary), ensure_ascii=False) if as_json else str(target))


class _progress:  # noqa: N801 - reads as a function
    """A running count on a terminal, nothing in a pipe."""

    def __enter__(self) -> Callable[[int], None]:
        self._bar: Progress | None = None
        if not sys.stderr.isatty():
            return lambda count: None
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} exchanges"), TimeElapsedColumn())
        bar = self._bar = Progress(*columns, console=console, transient=True)
        task = bar.add_task("replay", total=None)
        bar.start()
        return lambda count: bar.update(task, completed=count)

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()


def _sentence(summary: "Summary") -> str:
    unseen = ", ".join(
        f"{state} {'not recorded' if count is None else count}" for state, count in summary.coverage.items()
    )
    return (
        f"{summary.exchanges} exchanges, {summary.findings} findings "
        f"({summary.received} of them in responses, which are no transfers), {len(summary.gaps)} gaps.\n"
        f"At least, given what was seen: {unseen}."
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
    }


@main.command("table", epilog="Example: trafficaudit table results/demo --format csv --lang ko")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@_LANG
def table_command(folder: Path, kind: str, lang: str) -> None:
    """Print the transfer table of a result folder."""
    from trafficaudit.tables import formats  # noqa: PLC0415 - likewise

    if not (folder / output.RECIPE).is_file():
        raise ReadError(
            "is not a result folder (it has no recipe.json)", str(folder), "make one with: trafficaudit replay"
        )
    data = formats.read_parquet("transfers", folder / "transfers.parquet")
    if kind == "table":
        _print_transfers(data, lang)
        return
    texts: dict[str, Callable[[], str]] = {
        "csv": lambda: formats.csv_text("transfers", data, lang),
        "json": lambda: formats.json_text("transfers", data),
        "markdown": lambda: formats.markdown_text("transfers", data, lang),
    }
    sys.stdout.buffer.write(texts[kind]().encode())


_WIDTH = 160
# What a terminal has room for: a row per destination with its items; every other column stands in the files.
_PLACE = ("recipient", "recipient_country", "host", "country", "certainty", "leaves_korea", "encrypted")


def _print_transfers(data: "DataFrame", lang: str) -> None:
    from trafficaudit.tables.columns import TRANSFERS  # noqa: PLC0415 - likewise

    headings = {column.name: column.heading(lang) for column in TRANSFERS}
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False, markup=False, emoji=False)
    for (app, phase), rows in data.groupby(["app", "phase"], sort=False):
        table = Table(title=f"{app}: {phase}", title_justify="left", box=None, pad_edge=False, header_style="bold")
        for name in ("recipient", "host", "country", "leaves_korea", "encrypted"):
            table.add_column(headings[name], overflow="fold")
        table.add_column(headings["category"], overflow="fold", ratio=1)
        for place, items in rows.groupby(list(_PLACE), sort=False):
            recipient, established, host, country, certainty, *rest = map(str, place)
            first = f"{country or '?'} ({certainty})"
            listed = ", ".join(_item(item, lang) for item in items.to_dict("records"))
            table.add_row(f"{recipient or '?'} ({established or '?'})", host, first, *rest, listed)
        console.print(table)
        console.print()
    counts = {name: int((data["leaves_korea"] == name).sum()) for name in ("yes", "no", "undetermined")}
    console.print(_counted(len(data), counts, lang))


def _item(row: dict[Hashable, object], lang: str) -> str:
    category = str(row["category"])
    name = taxonomy()[category].ko if lang == "ko" and category in taxonomy() else category
    return f"{name} ({row['match']} ×{row['exchanges']})"


def _counted(rows: int, counts: dict[str, int], lang: str) -> str:
    if lang == "ko":
        return f"{rows}행: 국외 {counts['yes']}, 국내 {counts['no']}, 미확정 {counts['undetermined']}"
    return f"{rows} rows: {counts['yes']} abroad, {counts['no']} in Korea, {counts['undetermined']} undetermined"


@main.group("persona", cls=_Group)
def persona_group() -> None:
    """Make and check the made-up test person whose values are searched for."""


@persona_group.command("new", epilog="Example: trafficaudit persona new -o person.toml")
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), help="The same seed gives the same person; default: a fresh one."
)
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="Write the TOML here; default: stdout.")
@click.option(
    "--domain", default=persona.DOMAIN, show_default=True, help="Domain of the e-mail address; one whose mail you read."
)
@_LANG
@click.option("--force", is_flag=True, help="Replace an existing file.")
def persona_new(*, seed: int | None, target: Path | None, domain: str, lang: str, force: bool) -> None:
    """Make a unique, made-up Korean test person and print what to type into the phone.

    Without -o the TOML goes to stdout and the instructions to stderr.
    """
    person = persona.new(secrets.randbits(48) if seed is None else seed, domain)
    instructions = persona.instructions(person, lang)
    if target is None:
        click.echo(persona.to_toml(person), nl=False)
        click.echo(instructions, err=True)
        return
    try:
        with target.open("w" if force else "x", encoding="utf-8") as file:
            file.write(persona.to_toml(person))
    except FileExistsError as error:
        raise OutputError(
            "the file exists already", str(target), "name another one, or replace it with --force"
        ) from error
    except OSError as error:
        raise OutputError(
            f"the file cannot be written: {error.strerror}", str(target), "check the path and its rights"
        ) from error
    click.echo(instructions)


@persona_group.command("check", epilog="Example: trafficaudit persona check person.toml")
@click.argument("file", type=click.Path(path_type=Path))
@_JSON
def persona_check(file: Path, as_json: bool) -> None:
    """Check a persona file; print its values (redacted) and the number of spellings that are searched for."""
    person = persona.load(file)
    counts: dict[tuple[str, str], int] = {}
    for indicator in persona.indicators(person):
        counts[indicator.category, indicator.value] = counts.get((indicator.category, indicator.value), 0) + 1
    rows = [
        {"category": category, "value": preview(value), "spellings": counts.get((category, value), 0)}
        for category, values in person.values.items()
        for value in values
    ]
    for warning in person.warnings:
        click.echo(f"warning: {visible(warning)}", err=True)
    if as_json:
        click.echo(json.dumps({"id": person.id, "values": rows, "warnings": list(person.warnings)}, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['category']:<28} {row['value']:<24} {row['spellings']:>6} spellings")


@main.command("categories", epilog="Example: trafficaudit categories --lang ko")
@_LANG
@_JSON
def categories_command(lang: str, as_json: bool) -> None:
    """List the categories of personal data that a persona file and the tables use."""
    if as_json:
        rows = [
            {"slug": c.slug, "group": c.group, "ko": c.ko, "en": c.en, "weight": c.weight} for c in taxonomy().values()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for category in taxonomy().values():
        click.echo(f"{category.slug:<32} {category.group:<18} {category.weight:<11} {category.label(lang)}")
