"""The workbook: the statute-shaped table, every result table and what it all was made from, one sheet each."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from trafficaudit import output
from trafficaudit.redaction import visible
from trafficaudit.report import law, notice
from trafficaudit.report.declared import Held
from trafficaudit.report.doubts import doubts
from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results
from trafficaudit.report.sections import lacking, limits, made_from, rejected
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import answer, evidence, origin, quoted, reasoning
from trafficaudit.tables import comparison, formats
from trafficaudit.tables.columns import TABLES, Column
from trafficaudit.tables.sheets import Sheet, write_sheets

_TABLES = ("transfers", "findings", "exchanges", "destinations", "coverage")


def write_workbook(results: Results, linked: Linked, path: Path, lang: str, held: Held | None = None) -> None:
    """Write the workbook; the same results give the same bytes.

    Args:
        results: the result folder.
        linked: its transfer rows with what they stand on.
        path: the file to write; one that is there is replaced.
        lang: ``ko`` or ``en``.
        held: what the results came to, held against a declaration: a sheet of its own.

    Raises:
        OutputError: the file cannot be written.
    """
    texts = Texts(lang)
    columns, method = notice.columns(texts), _method_headings(texts)
    sheets = [
        Sheet("notice", columns, _frame(notice.lines(entries(linked), texts, held), columns), wrapped=True),
        *_comparison(held, lang),
        *(Sheet(name, TABLES[name], _said(name, results, texts)) for name in _TABLES),
        Sheet("method", method, _frame(_method(results, linked, texts, held), method), wrapped=True),
    ]
    with output.whole_file(path, force=True, private=False) as file:
        write_sheets(sheets, file, lang)


def _lines(text: str, texts: Texts) -> str:
    says = (("source", evidence), ("answer", answer), ("detail", evidence))
    lines = [{key: visible(say(line[key], texts)) for key, say in says} for line in json.loads(text)]
    return json.dumps(lines, ensure_ascii=False)


_SENTENCES: Mapping[str, Mapping[str, Callable[[str, Texts], str]]] = {
    "transfers": {"origin": origin},
    "findings": {"reasoning": reasoning, "origin": origin},
    "exchanges": {"error": quoted},
    "destinations": {"evidence": _lines},
}
"""Columns that hold sentences, and how they are put into words."""


def _said(name: str, results: Results, texts: Texts) -> pd.DataFrame:
    """Give a result table; what it says in sentences stands in the language of the texts."""
    data = formats.frame(name, results.table(name))
    for column, say in _SENTENCES.get(name, {}).items():
        # The same few sentences stand in many rows.
        words = {text: say(text, texts) for text in data[column].dropna().unique()} if texts.lang == "ko" else {}
        data[column] = data[column].map(words).astype("string") if words else data[column]
    return data


def _comparison(held: Held | None, lang: str) -> Iterator[Sheet]:
    if held is not None:
        data = comparison.framed(held.rows, held.declaration, lang)
        yield Sheet("comparison", TABLES["comparison"], data, wrapped=True)


def _method_headings(texts: Texts) -> list[Column]:
    return [Column(key, texts(key), texts(key)) for key in ("method_kind", "method_name")] + [
        Column("sha256", "SHA-256", "SHA-256")
    ]


def _method(results: Results, linked: Linked, texts: Texts, held: Held | None) -> list[tuple[str, ...]]:
    of = made_from(results, texts, held.declaration if held else None)
    made = [(texts(f"method_{kind}"), name, digest) for kind, name, digest in of]
    named = filter(None, (law.earlier(results, texts), *law.named(linked, texts)))
    said = (
        *rejected(results.recipe, texts),
        texts("observation"),
        *named,
        *doubts(results, linked, texts),
        *limits(texts),
    )
    told = {"limits_title": said} | {f"method_{kind}": lines for kind, lines in lacking(results.recipe, texts).items()}
    return [
        *((texts(kind), text, "") for kind, lines in told.items() for text in lines or (texts("method_none"),)),
        *made,
    ]


def _frame(rows: Sequence[tuple[str, ...]], columns: Sequence[Column]) -> pd.DataFrame:
    # A recipe is no table of ours: half a pair of UTF-16 in it would go into no column of texts.
    shown = [["\n".join(map(visible, text.split("\n"))) for text in row] for row in rows]
    return pd.DataFrame(shown, columns=[column.name for column in columns], dtype="string")
