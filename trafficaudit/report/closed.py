"""Whose exchanges could not be read: what is in them stands in no table, and whoever reads one must know of whom."""

from collections.abc import Sequence

from trafficaudit.report.elements import Markup, tag
from trafficaudit.report.results import Results, Row
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient
from trafficaudit.tables.coverage import PART, label

STATES = ("opaque body", PART)
MOST = 60
"""Hosts that are listed, those with the most exchanges; the tables hold all of them."""


def closed(results: Results, texts: Texts) -> Markup | None:
    """List the hosts with exchanges whose content could not be read, or not all of it; ``None`` where there are none.

    Args:
        results: the result folder.
        texts: the language.
    """
    names = {row["destination"]: str(row["recipient"] or "") for row in results.destinations}
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in results.exchanges:
        if row["state"] in STATES and row["sent"] == "yes":
            key = (names.get(row["destination"], ""), str(row["host"]), str(row["state"]))
            found.setdefault(key, []).append(row)
    if not found:
        return None
    listed = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    keys = ("to", "column_host", "closed_state", "closed_phases", "column_exchanges", "closed_bytes")
    head = tag("thead", tag("tr", *(tag("th", texts(key), scope="col") for key in keys)))
    body = (_line(key, rows, texts) for key, rows in listed[:MOST])
    more = tag("p", texts("more_names", number=len(listed) - MOST), class_="quiet") if len(listed) > MOST else None
    caption = tag("caption", texts("closed_caption"))
    table = tag("table", caption, head, tag("tbody", *body), class_="plain")
    return tag("div", tag("p", texts("closed_note")), table, more, class_="scroll")


def _line(key: tuple[str, str, str], rows: Sequence[Row], texts: Texts) -> Markup:
    name, host, state = key
    phases = ", ".join(texts.phase(phase) for phase in dict.fromkeys(str(row["phase"]) for row in rows))
    sent = sum(row["request_bytes"] or 0 for row in rows)
    cells = (host, label(state, texts.lang), phases, f"{len(rows):,}", f"{sent:,}")
    return tag("tr", tag("th", recipient(name, texts) or "?", scope="row"), *(tag("td", cell) for cell in cells))
