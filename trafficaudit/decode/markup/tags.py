"""Tags as they come: HTML, and XML that is not well-formed. Texts and attributes, each at its element's name; what a
form's control, or an attribute beside it, names goes by that name (``attributes``).
"""

import re

from trafficaudit.decode.escapes import html_entities
from trafficaudit.decode.markup import attributes
from trafficaudit.decode.node import Child, Names, Node
from trafficaudit.decode.text import as_text, is_document

_TOKEN = re.compile(
    rb"<!\[CDATA\[|<!--|<(/?)([A-Za-z_][\w:.-]*+)([^<>]*+)(>?)|(?:[^<]++|<(?![A-Za-z_!?/\x80-\xff]))++|<[^<>]*+>?"
)
_WRITTEN = re.compile(rb"(?:[^<>=]++|=(?!\s*+[\"'])|=\s*+(?:\"[^\"]*+\"|'[^']*+'))*+").match
"""The attributes of a tag: in their quotes brackets may stand."""

_ATTRIBUTE = re.compile(rb"\s([^\s=<>\"'/]{1,200}+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_TEXT = re.compile(rb"[^<]|<(?![A-Za-z_!?/\x80-\xff])").match
"""Before other signs than these a bracket is a sign of the text (HTML, 13.2.5.6)."""
_RAW_TEXT = {name: re.compile(b"</" + name.encode(), re.IGNORECASE) for name in ("script", "style")}
_TOKEN_WORK = 64


def read(node: Node) -> list[Child]:
    """Give texts, CDATA sections and attributes (``@name``); a name that comes again carries an index."""
    page = _Page(node)
    page.read()
    return page.children


class _Page:
    """One reading: the element whose start tag came last, and what was found."""

    def __init__(self, node: Node) -> None:
        self.node, self.raw = node, node.raw
        self.names, self.element, self.controls = Names(node.prefix), "", attributes.Controls()
        self.children: list[Child] = []

    def read(self) -> None:
        node, pos = self.node, 0
        while pos < len(self.raw) and len(self.children) <= node.room and node.budget.spend(_TOKEN_WORK):
            match = _TOKEN.match(self.raw, pos)
            if match is None:
                return
            pos = match.end()
            if match[0] == b"<![CDATA[":
                pos = self._literal(pos, self._find(b"]]>", pos)) + 3
            elif match[0] == b"<!--":
                pos = self._comment(pos) + 3
            elif match[2] is not None:
                pos = self._tag(match)
            elif _TEXT(match[0]) is not None:
                self._text(match.start(), pos)

    def _tag(self, match: re.Match[bytes]) -> int:
        """Take a tag's attributes, and the raw text of a script; give where to go on."""
        start, end = match.start(3), self._end(match)
        if end < 0:
            return match.end()
        name = match[2].decode().lower()
        self.element = "" if match[1] else name
        if match[1]:
            self.controls.leave(name)
        else:
            self._attributes(name, start, end)
        if match[1] or name not in _RAW_TEXT:
            return end + 1
        closes = _RAW_TEXT[name].search(self.raw, end + 1)
        return self._literal(end + 1, closes.start() if closes else len(self.raw))

    def _end(self, match: re.Match[bytes]) -> int:
        """Give where a tag's attributes end; -1 where it has no end before the next one."""
        plain = match.end(3) if match[4] else -1
        written = _WRITTEN(self.raw, match.start(3)) if match[3].find(b"=") >= 0 else None
        if written is None or written.end() == match.end(3):
            return plain
        end, after = written.end(), self.raw[written.end() : written.end() + 1]
        # A quote that nothing closes was looked for to the end.
        self.node.budget.spend(end - match.start(3) + (len(self.raw) - end if after == b"=" else 0))
        return end if after == b">" else plain

    def _attributes(self, element: str, start: int, end: int) -> None:
        found: list[Child] = []
        for each in _ATTRIBUTE.finditer(self.raw, start, end):
            group = next(i for i in (2, 3, 4) if each[i] is not None)
            if each[group]:
                written, how = html_entities.unescape(each[group])
                attribute = each[1].decode("utf-8", "replace")
                path = self.names.path(f"{element}@{attribute}")
                found.append((path, attribute, as_text(written) or written, *each.span(group), how))
        given = {row[1].lower(): row[2] for row in reversed(found) if isinstance(row[2], str)}
        called = self.controls.enter(element, given, self.raw[start:end])
        for path, attribute, value, first, last, how in found:
            key = "" if attribute.lower() == attributes.LANGUAGE else attributes.key(attribute, called)
            self.children.append((path, key, value, first, last, how))

    def _find(self, mark: bytes, pos: int) -> int:
        found = self.raw.find(mark, pos)
        return len(self.raw) if found < 0 else found

    def _literal(self, start: int, end: int) -> int:
        """Take text in which no reference stands for anything; give its end."""
        self._text(start, end, literal=True)
        return end

    def _comment(self, start: int) -> int:
        """Take JSON that a comment holds, as pages do that are filled from it; give where the comment ends."""
        end = self._find(b"-->", start)
        body = self.raw[start:end].strip()
        if body.startswith((b"{", b"[")) and is_document(body):
            self._text(start, end, literal=True)
        return end

    def _text(self, start: int, end: int, literal: bool = False) -> None:
        run = self.raw[start:end]
        body = run.strip()
        if body:
            start += len(run) - len(run.lstrip())
            value, how = (body, True) if literal else html_entities.unescape(body)
            path = self.names.path(self.element or "text")
            key = self.controls.text or self.element
            self.children.append((path, key, as_text(value) or value, start, start + len(body), how))
