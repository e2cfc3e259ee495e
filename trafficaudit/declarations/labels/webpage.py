"""A store's page as HTML: its lines, and the documents that it holds for its programs."""

from typing import Any

from lxml import etree

from trafficaudit.declarations.webtree import tree_of
from trafficaudit.declarations.wording import flat

_SILENT = {"script", "style", "noscript", "template", "svg", "head"}
_INLINE = {"b", "i", "em", "strong", "a", "u", "small", "mark", "font", "sup", "sub"}
MAX_LINES = 100_000
"""Lines of one page that are read."""


def lines_and_documents(text: str, where: str) -> tuple[list[tuple[int, str]], list[str]]:
    """Give the lines of a page, each with its number in the file, and what its scripts hold as JSON.

    Raises:
        ReadError: the page is not read to its end.
    """
    root = tree_of(text, where)
    if root is None:
        return [], []
    page = _Page()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if len(page.lines) < MAX_LINES:
            page.take(event, element)
    page.end()
    return page.lines, page.documents


class _Page:
    """Lines while a page is walked through: every element that is not within words begins one."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []
        self.documents: list[str] = []
        self._parts: list[str] = []
        self._number = 0
        self._silent = 0

    def take(self, event: str, element: Any) -> None:
        """Take the beginning or end of an element."""
        name = element.tag if isinstance(element.tag, str) else ""
        if name not in _INLINE:
            self.end()
        if event == "start":
            self._silent += name in _SILENT
            if name == "script" and (element.text or "").lstrip()[:1] in ("{", "["):
                self.documents.append(element.text)
            self._say(element.text, element.sourceline)
        else:
            self._silent -= name in _SILENT
            self._say(element.tail, element.sourceline)

    def _say(self, text: str | None, number: int | None) -> None:
        if text and text.strip() and not self._silent:
            self._number = self._number or number or 0
            self._parts.append(text)

    def end(self) -> None:
        """End a line."""
        if self._parts:
            self.lines.append((self._number, flat("".join(self._parts))))
        self._parts, self._number = [], 0
