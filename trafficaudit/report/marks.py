"""Signs that charts and tables share: sides (abroad or not), proof or hint, and links that filter the tables."""

from urllib.parse import quote

from trafficaudit.redaction import visible
from trafficaudit.report.elements import Markup, tag
from trafficaudit.report.flows import SIDES
from trafficaudit.report.texts import Texts


def hatching() -> Markup:
    """Give the hatching for what is undetermined, so that colour is not all that tells it from the rest."""
    lines = tag("path", d="M-1 1l2 -2M0 6l6 -6M5 7l2 -2", class_="hatching")
    pattern = tag("pattern", lines, id="hatch", width=6, height=6, patternUnits="userSpaceOnUse")
    return tag("svg", tag("defs", pattern), class_="defs", width=0, height=0, aria_hidden="true")


def side_class(side: str) -> str:
    """Give the class by which the style sheet colours a side."""
    return f"side-{side if side in SIDES else 'undetermined'}"


def filter_address(field: str, value: str) -> str:
    """Give the address within the page that filters the tables by one value."""
    return f"#f.{field}={quote(visible(value), safe='')}"


def filter_link(field: str, value: str, label: str, drawn: Markup) -> Markup:
    """Give a part of a chart that filters the tables when it is followed."""
    return tag("a", drawn, href=filter_address(field, value), aria_label=label)


def proof_mark(sure: bool, texts: Texts) -> Markup:
    """Give the mark of what a seeded value proves, or of a mere hint."""
    return tag("span", "●" if sure else "○", class_="mark", role="img", aria_label=texts("proven" if sure else "hint"))
