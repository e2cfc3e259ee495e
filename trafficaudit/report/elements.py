"""HTML and SVG that is escaped by construction: text becomes markup through ``tag`` only, JSON through ``data``."""

import html
import json

from trafficaudit.redaction import visible

_VOID = frozenset({"meta", "link", "br", "hr", "input", "col"})
# What could end the script element or a line of it; the rest of JSON is ASCII.
_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

type Child = "Markup | str | int | None"
type Value = str | float | bool | None


class Markup(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def text(given: str) -> Markup:
    """Give text as markup: escaped, and what does not print (bidirectional marks among others) written visibly."""
    return Markup(html.escape(visible(given)))


def tag(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """Give an element.

    Args:
        name: the element's name.
        children: markup, which stands as it is, and text or numbers, which are escaped; ``None`` is left out.
        attributes: by name, ``class_`` for ``class`` and ``data_row`` for ``data-row``; ``True`` stands without a
            value, ``False`` and ``None`` are left out, numbers are written with at most two decimals.
    """
    given = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Give children one after the other, escaped where they are not markup."""
    return Markup("".join(c if isinstance(c, Markup) else text(str(c)) for c in children if c is not None))


def host_name(host: str) -> Markup:
    """Give the name of a host, which may go on in the next line behind a dot before it does anywhere else."""
    return Markup(text(host).replace(".", ".<wbr>"))


def data(value: object) -> Markup:
    """Give a value as JSON that can stand inside a script element: ASCII, without ``<``, ``>`` and ``&``."""
    return Markup(json.dumps(value, ensure_ascii=True, separators=(",", ":")).translate(_SCRIPT))


def _attribute(key: str, value: Value) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is False:
        return ""
    if value is True:
        return f" {name}"
    written = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return f' {name}="{text(written)}"'
