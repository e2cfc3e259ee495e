"""The page: one self-contained HTML file under a policy that lets nothing in and nothing run but its own two files."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from importlib import resources

from trafficaudit.report import law
from trafficaudit.report.bars import country_chart
from trafficaudit.report.consent import before_line, consent_section
from trafficaudit.report.declared import Held, declared_section
from trafficaudit.report.elements import Markup, data, join, tag
from trafficaudit.report.flows import SIDES, by_side, place_of, recipient_of, tally
from trafficaudit.report.links import Linked
from trafficaudit.report.marks import hatching
from trafficaudit.report.matrix import matrix
from trafficaudit.report.payload import payload
from trafficaudit.report.results import Results
from trafficaudit.report.rows import row_table
from trafficaudit.report.sections import (
    coverage_section,
    flow_section,
    limits_section,
    method_section,
    recorded,
    rejected,
    section,
    summary,
)
from trafficaudit.report.shares import item_table, phase_table
from trafficaudit.report.statute import COLUMNS, Column, Entry, entries, statute_table
from trafficaudit.report.texts import Texts
from trafficaudit.report.timeline import timeline
from trafficaudit.report.wording import recipient

_PARTS = (
    "summary",
    "flows",
    "countries",
    "consent",
    "items",
    "timeline",
    "declared",
    "statute",
    "rows",
    "coverage",
    "method",
    "limits",
)


_PICTURES = ("flows", "countries", "items", "timeline")


def page(results: Results, linked: Linked, lang: str, held: Held | None = None) -> str:
    """Give the report of a result folder as HTML; the same results give the same text.

    Args:
        results: the result folder.
        linked: its transfer rows with what they stand on.
        lang: ``ko`` or ``en``.
        held: what the results came to, held against a declaration, where there is one.
    """
    texts = Texts(lang)
    listed = entries(linked)
    style, script = _packed("page.css"), _packed("page.js")
    body = tag(
        "body",
        tag("a", texts("skip"), href="#statute", class_="skip"),
        hatching(),
        _header(results, linked, texts, held),
        _main(results, linked, listed, texts, held),
        _panel(texts),
        tag("script", data(payload(results, linked, listed, texts)), type="application/json", id="data"),
        tag("script", script),
    )
    return f"<!doctype html>\n{tag('html', _head(results, style, script, texts), body, lang=lang)}\n"


def _main(results: Results, linked: Linked, listed: Sequence[Entry], texts: Texts, held: Held | None) -> Markup:
    return tag(
        "main",
        summary(results, linked, texts, before_line(results, linked, texts)),
        # Pictures of nothing would only hide that there is nothing.
        _where(linked, texts) if linked else None,
        consent_section(results, linked, listed, texts),
        _what(results, linked, listed, texts) if linked else None,
        declared_section(held, texts) if held else None,
        # The filters stay in sight as long as what they filter.
        tag(
            "div",
            _filters(linked, texts),
            _statute(results, listed, texts, held.columns if held else COLUMNS),
            section("rows", texts, row_table(results, linked, texts), class_="wide"),
            class_="tables",
        ),
        coverage_section(results, texts),
        method_section(results, texts, held.declaration if held else None),
        limits_section(texts),
    )


def _head(results: Results, style: Markup, script: Markup, texts: Texts) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("link", rel="icon", href="data:,"),
        tag("title", f"{texts('title')}: {_apps(results, texts)}"),
        tag("style", style),
    )


def policy(style: str, script: str) -> str:
    """Give the content security policy for one style sheet and one script."""
    allowed = {
        "default-src": "'none'",
        "style-src": f"'sha256-{_sha256(style)}'",
        "script-src": f"'sha256-{_sha256(script)}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        # No text can become markup, whatever the script does with it.
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {source}" for name, source in allowed.items())


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _packed(name: str) -> Markup:
    return Markup(resources.files("trafficaudit.report").joinpath(name).read_text(encoding="utf-8"))


def _apps(results: Results, texts: Texts) -> str:
    names = dict.fromkeys(row["app"] for row in (*results.coverage, *results.exchanges))
    return ", ".join(map(texts.app, names)) or texts("unnamed_app")


def _header(results: Results, linked: Linked, texts: Texts, held: Held | None) -> Markup:
    contents = (
        tag("li", tag("a", texts(f"{name}_title"), href=f"#{name}"))
        for name in _PARTS
        if (linked or name not in _PICTURES) and (held or name != "declared")
    )
    return tag(
        "header",
        tag("h1", texts("title")),
        tag("p", _apps(results, texts), class_="app"),
        tag("p", recorded(results, texts), class_="quiet"),
        *(tag("p", text, class_="observation rejected") for text in rejected(results.recipe, texts)),
        tag("p", texts("observation"), class_="observation"),
        tag("noscript", tag("p", texts("no_script"), class_="note")),
        tag("nav", tag("ul", *contents), aria_label=texts("contents")),
    )


def _where(linked: Linked, texts: Texts) -> Markup:
    return join(flow_section(linked, texts), section("countries", texts, _figure(country_chart(linked, texts))))


def _what(results: Results, linked: Linked, listed: Sequence[Entry], texts: Texts) -> Markup:
    numbers = tag(
        "details", tag("summary", texts("items_table")), tag("div", item_table(linked, texts), class_="scroll")
    )
    named = [tag("p", said, class_="note") for said in law.named(linked, texts)]
    lanes = _figure(timeline(results.exchanges, linked, texts), texts("timeline_note"))
    return join(
        section("items", texts, _figure(matrix(listed, texts), texts("matrix_note")), *named, numbers),
        section("timeline", texts, lanes, tag("div", phase_table(linked, texts), class_="scroll", tabindex=0)),
    )


def _figure(drawn: Markup, note: str = "") -> Markup:
    return tag("figure", tag("div", drawn, class_="scroll"), tag("figcaption", note) if note else None)


def _statute(results: Results, listed: Sequence[Entry], texts: Texts, columns: Sequence[Column]) -> Markup:
    table = tag("div", statute_table(listed, texts, columns), class_="scroll")
    before = law.earlier(results, texts)
    note = tag("p", before, class_="note") if before else None
    return section("statute", texts, note, tag("p", texts("legend"), class_="quiet"), table, class_="wide")


def _filters(linked: Linked, texts: Texts) -> Markup:
    """Write the filters; they stay hidden until the script is there to work them."""
    rows = [row for row, _ in linked]
    apps = sorted({row["app"] for row in rows})
    controls = [
        _choice("app", ((app, texts.app(app)) for app in apps), texts) if len(apps) > 1 else None,
        _choice("side", ((side, texts.word("side", side)) for side in SIDES), texts),
        _choice("place", _named({place_of(row) for row in rows}, texts.country), texts),
        _choice("category", _named({row["category"] for row in rows}, texts.category), texts),
        _choice("recipient", _named({recipient_of(row) for row in rows}, lambda name: recipient(name, texts)), texts),
        _choice("phase", ((phase, texts.phase(phase)) for phase in dict.fromkeys(row["phase"] for row in rows)), texts),
        _choice("proof", (("proven", texts("proven")), ("hint", texts("hint"))), texts),
        tag(
            "label",
            texts("filter_search"),
            tag("input", type="search", name="search", autocomplete="off", spellcheck="false"),
        ),
        tag("button", texts("filter_reset"), type="button", id="reset"),
    ]
    status = tag("p", _status(linked, texts), id="status", role="status", aria_live="polite")
    group = tag("fieldset", tag("legend", texts("filter_title")), *controls)
    return join(
        tag("div", group, status, id="filters", role="search", aria_label=texts("filter_title"), hidden=True),
        tag("p", "", id="filtered", class_="print-only"),
    )


def _status(linked: Linked, texts: Texts) -> str:
    """Say what the script will say of the rows that the filters leave, while they leave all."""
    if not linked:
        return texts("script.none")
    sides = {side: counted.exchanges for side, counted in by_side(linked).items()}
    whole = tally(linked)
    return texts("script.status", rows=len(linked), recipients=whole.recipients, exchanges=whole.exchanges, **sides)


def _choice(name: str, values: Iterable[tuple[str, str]], texts: Texts) -> Markup:
    options = (tag("option", shown, value=value) for value, shown in values)
    return tag(
        "label",
        texts(f"filter_{name}"),
        tag("select", tag("option", texts("filter_all"), value=""), *options, name=name),
    )


def _named(values: set[str], name: object) -> list[tuple[str, str]]:
    return sorted(((value, name(value)) for value in values), key=lambda pair: (pair[1], pair[0]))  # type: ignore[operator]


def _panel(texts: Texts) -> Markup:
    return tag(
        "div",
        tag("h2", texts("panel_title"), id="panel-heading", tabindex=-1),
        tag("div", "", id="panel-body"),
        id="panel",
        role="dialog",
        aria_labelledby="panel-heading",
        hidden=True,
    )
