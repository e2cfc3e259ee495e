"""The parts of the page that are there with and without scripts: summary, pictures, coverage, method, limits."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from trafficaudit.declarations.model import Declaration
from trafficaudit.output import RECIPE
from trafficaudit.report.clock import period
from trafficaudit.report.closed import closed
from trafficaudit.report.doubts import doubts
from trafficaudit.report.elements import Child, Markup, join, tag
from trafficaudit.report.flows import SIDES, Flow, Tally, by_side, flows, tally, unknown_hosts
from trafficaudit.report.gist import tile_lines
from trafficaudit.report.links import Linked
from trafficaudit.report.marks import side_class
from trafficaudit.report.results import Results, Row
from trafficaudit.report.sankey import sankey
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import gap, quoted, recipient, warning
from trafficaudit.tables.coverage import label, states, total

_LIMITS = 11
REJECTED = "3"
"""The exit code by which ``trafficaudit verify`` says that a package is not what was sealed."""


def section(name: str, texts: Texts, *children: Child, class_: str | None = None) -> Markup:
    """Give a section with its heading."""
    heading = tag("h2", texts(f"{name}_title"), id=f"{name}-heading")
    return tag("section", heading, *children, id=name, class_=class_, aria_labelledby=f"{name}-heading")


def recorded(results: Results, texts: Texts) -> str:
    """Say when it was recorded, of which recordings it was made, and by what."""
    times = [row["at"] for row in results.exchanges if row["at"] is not None]
    captures = [str(capture.get("id")) for capture in results.recipe["inputs"].get("captures") or []]
    tool = results.recipe["tool"]
    when = f"{period(min(times), max(times))} KST" if times else texts("no_time")
    return texts("recorded", when=when, captures=", ".join(captures), tool=f"{tool.get('name')} {tool.get('version')}")


def summary(results: Results, linked: Linked, texts: Texts, first: Markup) -> Markup:
    """Say in three numbers what was seen abroad, undetermined and in Korea, and what was not seen.

    Args:
        results: the result folder.
        linked: its transfer rows with what they stand on.
        texts: the language.
        first: a line on what is asked first: what left before consent.
    """
    sides = by_side(linked)
    nobody = not results.recipe["inputs"].get("persona")
    tiles = (
        _tile(
            side,
            sides[side],
            tile_lines((pair for pair in linked if pair[0]["leaves_korea"] == side), texts),
            texts,
            nobody=nobody,
        )
        for side in SIDES
    )
    clear = tally(pair for pair in linked if pair[0]["encrypted"] == "no").exchanges
    whole = texts("summary_total", exchanges=len(results.exchanges), found=tally(linked).exchanges)
    return section(
        "summary",
        texts,
        tag("p", whole if linked else texts("nothing" if results.exchanges else "no_exchange"), class_="lead"),
        tag("ul", *tiles, class_="tiles"),
        first,
        *(tag("p", text) for text in doubts(results, linked, texts)),
        tag("p", texts("summary_clear", number=clear)) if clear else None,
        _lacking(results.recipe, texts),
        tag("p", texts("summary_unseen", states=_unseen(results.coverage, texts)), class_="at-least"),
    )


def _lacking(recipe: Mapping[str, Any], texts: Texts) -> Markup | None:
    """Lead to the warnings and gaps, which stand at the end of the page; nothing where there are none."""
    counts = {kind: len(recipe[kind]) for kind in ("warnings", "gaps")}
    if not any(counts.values()):
        return None
    return tag("p", tag("a", texts("summary_lacking", **counts), href="#method-gaps"))


def rejected(recipe: Mapping[str, Any], texts: Texts) -> list[str]:
    """Say of each sealed package that is not what was sealed that it is none, and was replayed nevertheless."""
    return [texts("seal_rejected", capture=name) for name, code, _ in _seals(recipe) if code == REJECTED]


def _seals(recipe: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Give of each sealed capture its id, the exit code of its verification, and the SHA-256 of its tag manifest."""
    told = [(str(one.get("id")), one.get("seal")) for one in recipe["inputs"]["captures"]]
    return [
        (name, str(seal.get("code")), str(seal.get("tagmanifest_sha256") or ""))
        for name, seal in told
        if isinstance(seal, Mapping)
    ]


def _tile(side: str, seen: Tally, named: Iterable[Markup], texts: Texts, *, nobody: bool) -> Markup:
    proven = texts("summary_proven", number=seen.proven, telling=seen.telling)
    beside = unknown_hosts(seen, texts)
    told = (
        tag("div", texts("summary_tile", recipients=seen.recipients, categories=seen.categories)),
        tag("div", beside, class_="quiet") if beside else None,
        tag("div", texts("summary_nobody") if nobody else proven, class_="quiet"),
        *named,
    )
    return tag(
        "li",
        tag("div", texts.word("side", side), class_="tile-name"),
        tag("div", f"{seen.exchanges:,}", tag("span", texts("summary_unit"), class_="unit"), class_="tile-number"),
        *(told if seen.exchanges else [tag("div", texts("summary_none"))]),
        class_=f"tile {side_class(side)}",
    )


def _unseen(coverage: Sequence[Row], texts: Texts) -> str:
    parts = []
    for state in states({str(row["state"]) for row in coverage})[1:]:
        found = total(row for row in coverage if row["state"] == state)
        count = texts("not_counted") if found is None else f"{found:,}"
        parts.append(texts("summary_state", state=label(state, texts.lang), count=count))
    return ", ".join(parts)


def flow_section(linked: Linked, texts: Texts) -> Markup:
    """Draw the flows, with their numbers as a table beneath."""
    listed = flows(linked)
    return section(
        "flows",
        texts,
        tag("figure", tag("div", sankey(listed, texts), class_="scroll"), tag("figcaption", texts("flows_note"))),
        tag("details", tag("summary", texts("as_table")), _flow_table(listed, texts)),
    )


def _flow_table(listed: Sequence[Flow], texts: Texts) -> Markup:
    lines = (
        (
            texts.app(flow.app),
            recipient(flow.recipient, texts),
            texts.country(flow.place),
            texts.word("side", flow.side),
            f"{flow.exchanges:,}",
        )
        for flow in listed
    )
    heads = [texts(key) for key in ("app", "to", "where", "column_side", "column_exchanges")]
    return table(heads, lines, texts("flows_title"))


def table(heads: Sequence[str], lines: Iterable[Sequence[Child]], caption: str, class_: str = "plain") -> Markup:
    """Give a table whose first column names the line."""
    body = (tag("tr", tag("th", line[0], scope="row"), *(tag("td", cell) for cell in line[1:])) for line in lines)
    head = tag("thead", tag("tr", *(tag("th", text, scope="col") for text in heads)))
    return tag("div", tag("table", tag("caption", caption), head, tag("tbody", *body), class_=class_), class_="scroll")


def coverage_section(results: Results, texts: Texts) -> Markup:
    """Write the ledger, one line an app and phase, one column a state."""
    places = list(dict.fromkeys((row["app"], row["phase"]) for row in results.coverage))
    cells = {(row["app"], row["phase"], row["state"]): row for row in results.coverage}
    several = len({app for app, _ in places}) > 1
    listed = states({str(row["state"]) for row in results.coverage})
    lines = [
        (
            f"{texts.app(app)}: {texts.phase(phase)}" if several else texts.phase(phase),
            *(_counted(cells.get((app, phase, state)), texts) for state in listed),
        )
        for app, phase in places
    ]
    heads = [texts("coverage_phase"), *(label(state, texts.lang) for state in listed)]
    ledger = table(heads, lines, texts("coverage_caption"), "plain ledger")
    note = tag("p", texts("coverage_note"))
    return section("coverage", texts, note, ledger, closed(results, texts), class_="wide")


def _counted(row: Row | None, texts: Texts) -> Markup:
    if row is None or row["counted"] != "yes":
        return tag("span", texts("not_counted"), class_="unseen")
    numbers = {name: row[name] or 0 for name in ("exchanges", "connections", "bytes")}
    if not any(numbers.values()):
        return tag("span", "0", class_="quiet")
    return join(tag("span", texts("coverage_cell", **numbers)))


def method_section(results: Results, texts: Texts, declaration: Declaration | None = None) -> Markup:
    """Say what it was made from and with, each with its SHA-256."""
    recipe = results.recipe
    heads = [texts("method_kind"), texts("method_name"), "SHA-256"]
    made = made_from(results, texts, declaration)
    lines = [(texts(f"method_{kind}"), name, tag("code", digest)) for kind, name, digest in made]
    captures = recipe["inputs"].get("captures") or []
    about = [
        (str(capture.get("id", "")), texts.word("about", str(key)), quoted(str(value), texts))
        for capture in captures
        for key, value in (capture.get("metadata") or {}).items()
    ]
    told = [texts(f"method_{name}") for name in ("capture", "key", "value")]
    return section(
        "method",
        texts,
        tag("p", texts("method_note")),
        tag("p", texts("method_steps"), class_="quiet"),
        table(heads, lines, texts("method_caption"), "plain made"),
        tag("h3", texts("method_about")) if about else None,
        table(told, about, texts("method_about"), "plain about") if about else None,
        *(_listed(f"method_{kind}", lines, texts) for kind, lines in lacking(recipe, texts).items()),
    )


def lacking(recipe: Mapping[str, Any], texts: Texts) -> Mapping[str, Sequence[str]]:
    """Give what a result says of itself beside its tables, sentence by sentence: its ``gaps`` and its ``warnings``."""
    gaps = [_gap(each, texts) for each in recipe["gaps"]]
    return {"gaps": gaps, "warnings": [warning(str(each), texts) for each in recipe["warnings"]]}


def _gap(told: Mapping[str, Any], texts: Texts) -> str:
    place = {key: str(told.get(key)) for key in ("capture", "position", "offset")}
    return texts("method_gap", **place, reason=gap(str(told.get("reason")), texts))


def made_from(results: Results, texts: Texts, declaration: Declaration | None = None) -> list[tuple[str, str, str]]:
    """Give what the results, and a report of them, were made from: the kind's key, name and version, SHA-256.

    The recipe comes first: nothing in its folder vouches for it, so that its digest says which one was read.
    """
    recipe = results.recipe
    held = [("declaration", PurePath(declaration.where).name, declaration.sha256)] if declaration else []
    return [("recipe", RECIPE, results.sha256), *held, *_inputs(recipe, texts)]


def _inputs(recipe: Mapping[str, Any], texts: Texts) -> list[tuple[str, str, str]]:
    inputs, tool = recipe["inputs"], recipe["tool"]
    libraries = ", ".join(f"{name} {version}" for name, version in (recipe.get("libraries") or {}).items())
    lines = [("tool", f"{tool.get('name')} {tool.get('version')}, Python {recipe.get('python')}", "")]
    lines.append(("rules", "trafficaudit", str(tool.get("rules_sha256", ""))))
    for capture in inputs.get("captures") or []:
        size, form = f"{capture.get('size', 0):,} B", texts.word("format", str(capture.get("format")))
        lines.append(
            (
                "capture",
                f"{capture.get('id')} ({capture.get('file')}, {form}, {size})",
                str(capture.get("sha256")),
            )
        )
    lines.extend(("seal", f"{name}: {texts.word('seal', code)}", digest) for name, code, digest in _seals(recipe))
    persona = inputs.get("persona")
    lines.append(
        (
            "persona",
            str(persona.get("id")) if persona else texts("method_none"),
            str(persona.get("sha256")) if persona else "",
        )
    )
    for kind, files in (
        ("phases", [inputs["phases"]] if inputs.get("phases") else []),
        ("recipients", inputs.get("recipients") or []),
    ):
        lines.extend((kind, str(file.get("file")), str(file.get("sha256"))) for file in files)
    for each in inputs.get("databases") or []:
        dated = texts("built", date=str(each.get("built")))
        lines.append(("database", f"{each.get('name')} ({dated}; {each.get('licence')})", str(each.get("sha256"))))
    lines.extend(("output", str(name), str(digest)) for name, digest in recipe["outputs"].items())
    return [*lines, ("library", libraries, "")]


def _listed(key: str, lines: Sequence[str], texts: Texts) -> Markup:
    shown = tag("ul", *(tag("li", line) for line in lines)) if lines else tag("p", texts("method_none"), class_="quiet")
    return join(tag("h3", texts(key), id=key.replace("_", "-")), shown)


def limits_section(texts: Texts) -> Markup:
    """Say what cannot be seen, and that nothing is decided."""
    listed = (tag("li", text) for text in limits(texts))
    return section("limits", texts, tag("p", texts("observation"), class_="lead"), tag("ul", *listed))


def limits(texts: Texts) -> list[str]:
    """Give what no recording can show, sentence by sentence."""
    return [texts(f"limits_{number}") for number in range(1, _LIMITS + 1)]
