"""``trafficaudit compare``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficaudit.categories import taxonomy
from trafficaudit.cli.options import FORMAT, INPUT, LANG, Kind, warn
from trafficaudit.cli.screen import Grid, console, show
from trafficaudit.plurals import several
from trafficaudit.redaction import visible

if TYPE_CHECKING:
    from pandas import DataFrame

    from trafficaudit.declarations import Declaration, Outcome


@click.command("compare", epilog="Example: trafficaudit compare results/demo captures/demo/declaration.yaml --lang ko")
@click.argument("folder", metavar="RESULTS", type=INPUT)
@click.argument("file", metavar="DECLARATION", type=INPUT)
@FORMAT
@click.option("--draft", is_flag=True, help="Take a declaration that nobody has confirmed; every row then says so.")
@LANG
def compare_command(*, folder: Path, file: Path, kind: Kind, draft: bool, lang: str) -> None:
    """Compare a result folder with a declaration, in both directions.

    Only what left Korea for certain or likely counts; what is undetermined stands apart. "Not observed" means: not in
    this recording, which shows at least what it shows.
    """
    from trafficaudit import declarations  # noqa: PLC0415 - pandas takes a while to load
    from trafficaudit.tables import comparison, formats  # noqa: PLC0415 - likewise
    from trafficaudit.tables.coverage import unseen  # noqa: PLC0415 - likewise
    from trafficaudit.tables.folder import changed, doubt, read_recipe  # noqa: PLC0415 - likewise

    declaration = declarations.load(file)
    data = comparison.compare_results(folder, declaration, lang=lang, draft=draft)
    if not declaration.standing:
        click.echo(_DRAFT[lang], err=True)
    recipe = read_recipe(folder)
    warn(doubt(recipe, folder, lang), lang)
    warn(changed(recipe, folder, lang), lang)
    click.echo(_UNSEEN[lang].format(unseen=unseen(recipe, lang) or _NOTHING[lang]), err=True)
    click.echo((_LABEL if declaration.label else _UNTOLD)[lang], err=True)
    if kind == "table":
        _print(data, declaration, lang)
        return
    sys.stdout.buffer.write(formats.text(kind, "comparison", data, lang).encode())


_DRAFT = {
    "ko": "주의: 확인되지 않은 초안입니다. 아직 근거로 삼을 수 없습니다.",
    "en": "warning: the declaration is an unconfirmed draft: nothing here can be relied on yet",
}
_UNSEEN = {"ko": "모든 수치는 최소이며, 보지 못한 것: {unseen}.", "en": "At least, given what was not seen: {unseen}."}
_UNTOLD = {
    "ko": "“미고지”는 이 처리방침의 국외 이전 표에 없다는 뜻입니다. 동의 화면 등에서 따로 알렸는지, "
    "다른 국외 이전의 근거가 있는지는 대조하지 않았습니다.",
    "en": "“Undeclared” means: not in this policy's table. What was told elsewhere (a consent screen), and other "
    "grounds for a transfer, were not compared.",
}
_LABEL = {
    "ko": "라벨은 앱 전체에 대한 것으로 수신자와 국가를 적지 않습니다. “라벨에 있음”은 그 수신자나 국가를 "
    "알렸다는 뜻이 아니며, 요청을 바로 처리하는 데에만 쓰고 남기지 않는 것은 라벨에 적을 의무가 없습니다.",
    "en": "A label speaks of the whole app and names no recipient and no country: “in the label” does not mean that "
    "either was told. What is used to answer a request at once and is not kept need not be in it.",
}
_ROWS = {
    "ko": "행(항목과 호스트마다 하나, 입증은 심어 둔 값에 따름)",
    "en": "Rows, one an item and host (proven: by a seeded value)",
}
_PROVEN = {"ko": "입증 {proven}", "en": "{proven} proven"}
_RECIPIENTS = {"ko": "수신자 최소 {many}곳", "en": "of at least {many}"}
_NOTHING = {"ko": "집계된 것 없음", "en": "nothing was counted"}

# A line per recipient, place, judgement and, of what is only declared, remark: what is said of one of its items holds
# for no other. Every row of its own stands in the other formats.
_PLACE = ("recipient", "host", "country", "certainty", "if_abroad", "declared_recipient", "policy_place")
# Who was seen and who is only declared stand under headings of their own.
_SEEN, _DECLARED = ("recipient", "country"), ("declared_recipient", "declared_countries")
_WHOLE = {"ko": "앱 전체", "en": "the whole app"}
_HINT = {"ko": "단서", "en": "a hint"}
_APART = {"ko": "집계하지 않음", "en": "not counted"}


def _print(data: "DataFrame", declaration: "Declaration", lang: str) -> None:
    from trafficaudit.declarations.outcomes import outcomes  # noqa: PLC0415 - likewise
    from trafficaudit.tables.columns import COMPARISON  # noqa: PLC0415 - likewise

    headings = {column.name: column.heading(lang) for column in COMPARISON}
    screen = console()
    shown = data.assign(exchanges=data["exchanges"].astype("string")).fillna("")
    possible = outcomes(labelled=declaration.label is not None)
    for outcome in possible:
        rows = shown[shown["outcome"] == outcome]
        for whom, some in ((_SEEN, rows[rows["host"] != ""]), (_DECLARED, rows[rows["host"] == ""])):
            if some.empty:
                continue
            named = [headings[name] for name in (*whom, "policy_place", "category", "note")]
            cells = []
            # What a label lacks, it lacks for reasons of each item.
            apart = [some["note"]] if declaration.label or whom is _DECLARED else []
            for _, items in some.groupby([*(some[name] for name in _PLACE), *apart], sort=False):
                said = [{str(name): str(value) for name, value in row.items()} for row in items.to_dict("records")]
                cells.append(_cells(said, lang))
            show([Grid(outcome.label(lang), named, cells, wide=2)], screen)
    policy = declaration.policy
    screen.print(f"{visible(policy.file)}, SHA-256 {policy.sha256}")
    told = ", ".join(_count(data[data["outcome"] == outcome], outcome, lang) for outcome in possible)
    screen.print(f"{_ROWS[lang]}: {told}")


def _count(rows: "DataFrame", outcome: "Outcome", lang: str) -> str:
    """Count the rows of an outcome: items at hosts, and how many of them a seeded value proves.

    Of recipients that were not told the recipients are counted as well: their rows are not as many recipients.
    """
    proven = int((rows["proven"] == "yes").sum())
    more = [_PROVEN[lang].format(proven=proven)] if proven else []
    if len(rows) and outcome == "undeclared_recipient":
        named = rows["recipient"].fillna("")
        many = named[named != ""].nunique() or 1
        more.append(_RECIPIENTS[lang].format(many=several(many, "recipient") if lang == "en" else many))
    return f"{outcome.label(lang)} {len(rows)}" + (f" ({', '.join(more)})" if more else "")


def _cells(rows: list[dict[str, str]], lang: str) -> tuple[str, ...]:
    """Give one line for a recipient, place and judgement with all its items."""
    first = rows[0]
    seen = (
        f"{first['recipient'] or '?'} ({first['host']})"
        if first["host"]
        else first["declared_recipient"] or _WHOLE[lang]
    )
    country = first["country"] or (first["certainty"] and f"? ({first['certainty']})") or first["declared_countries"]
    would = f"{_APART[lang]}: {_label(first['if_abroad'], lang)}?" if first["if_abroad"] else ""
    notes = dict.fromkeys(note for row in rows for note in row["note"].split("; ") if note)
    return (
        seen,
        country,
        first["policy_place"],
        ", ".join(_item(row, lang) for row in rows),
        "; ".join(filter(None, (would, *notes))),
    )


def _item(row: dict[str, str], lang: str) -> str:
    slug, words = row["category"], row["declared_words"]
    name = taxonomy()[slug].label(lang) if slug in taxonomy() else ""
    hint = f" ({_HINT[lang]})" if row["proven"] == "no" else ""
    return f"{name}{hint} ← {words}" if name and words else name + hint or words


def _label(slug: str, lang: str) -> str:
    from trafficaudit.declarations import Outcome  # noqa: PLC0415 - likewise

    return Outcome(slug).label(lang)
