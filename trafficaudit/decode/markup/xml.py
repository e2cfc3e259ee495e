"""XML 1.0 by expat, which gives byte positions; HTML, and XML that is not well-formed, by its tags (``markup.py``).

Nothing is fetched. A document that declares entities is not expanded: it is read by its tags.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from trafficaudit.decode.escapes import html_entities
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.markup import attributes as named
from trafficaudit.decode.markup import tags as markup
from trafficaudit.decode.node import Child, Names, Node, Opened
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text

NAME = "xml"
MEDIA = re.compile(r"(text|application)/(xml|html)|.*\+xml")
TEXT = True
MARKS = "<"
ONLY = None

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml\b|<!DOCTYPE\b|<!--|<[A-Za-z_][\w:.-]*+(?:\s[^<>]*+)?/?>)", re.IGNORECASE
).match
_END = re.compile(rb">\s*+\Z")
_NAME = re.compile(rb"<[^\s<>/]++").match
_ATTRIBUTE = re.compile(rb"\s++([^\s=<>\"'/]{1,200}+)\s*+=\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)')").match
_VALUE = "value"
# What stands around a value in XML-RPC, whose name is the text of an element before it.
_TYPES = frozenset({"string", "int", "i4", "double", "boolean", "base64", "dateTime.iso8601"})
# Elements whose id names what is in them: rows and parameters of Nexacro and XPLATFORM, and what is alike.
_BY_ID = frozenset({"col", "column", "parameter", "param", "field", "attribute"})
_DEEPEST = 512
_SPACE = re.compile(rb"[ \t\n\r\f\v]++|&#(?:0{0,3}(?:9|10|13|32)|[xX]0{0,2}(?:9|[AaDd]|20));").match
_LONGEST_SPACE, _SEMICOLON = 8, 0x3B
# Paragraphs of documents (Office Open XML, Hancom's OWPML), and the pieces that programs write their text in.
_PARAGRAPHS = frozenset({"w:p", "a:p", "hp:p"})
_PIECES = frozenset({"w:t", "a:t", "hp:t"})
_BREAKS = frozenset({"w:tab", "w:br", "w:cr", "a:br", "hp:tab", "hp:lineBreak"})


class _Piece(NamedTuple):
    """A piece of a paragraph's text; an empty path is that of a break."""

    path: str
    key: str
    text: str
    start: int
    end: int


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _START(node.raw) is not None and _END.search(node.raw, max(len(node.raw) - 256, 0)) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give texts and attributes (``@name``)."""
    children = None
    if node.hint.essence != "text/html" and not node.raw.lstrip()[:14].lower().startswith(
        (b"<html", b"<!doctype html")
    ):
        children = _Document(node).read()
    if children is None:
        children = markup.read(node)
    if children:
        yield Opened((NAME,), children, sure=True)


class _Stop(Exception):  # noqa: N818 - leaves expat's callbacks, never this module
    pass


class _Document:
    """The callbacks of one parse."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.children: list[Child] = []
        self.names: list[Names] = [Names(node.prefix)]
        self.path, self.key, self.called = [""], [node.key], [""]
        self.runs: list[tuple[int, str]] = []
        self.paragraphs: list[list[_Piece]] = []
        self.parser = parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = False
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity

    def read(self) -> list[Child] | None:
        """Parse; ``None`` where the text is not well-formed or declares entities."""
        try:
            self.parser.Parse(self.node.raw, True)
        except (expat.ExpatError, _Stop, ValueError):
            return None if len(self.children) <= self.node.room else self.children
        return self.children

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._flush(self.parser.CurrentByteIndex)
        if len(self.path) > _DEEPEST:
            self.node.budget.reached.append(Bound(f"XML of more than {_DEEPEST} levels"))
            raise _Stop
        if len(self.children) > self.node.room or not self.node.budget.spend(256):
            raise _Stop
        path = self.names[-1].path(name)
        local = name.rpartition(":")[2]
        if name in _PARAGRAPHS:
            self.paragraphs.append([])
        elif name in _BREAKS and self.paragraphs:
            self.paragraphs[-1].append(_Piece("", "", " ", 0, 0))
        self.path.append(path)
        called = named.name_of(attributes) if attributes else ""
        if not called and "id" in attributes and local.lower() in _BY_ID:
            called = named.name_of({"name": attributes["id"]})
        above = self.called[-1] if local in _TYPES or local.lower().endswith(_VALUE) else ""
        self.key.append(called or above or local or name)
        self.called.append(called or above)
        self.names.append(Names(path))
        if attributes:
            self._attributes(called)

    def _attributes(self, called: str) -> None:
        raw, start = self.node.raw, self.parser.CurrentByteIndex
        match = _NAME(raw, start)
        while match is not None:
            match = _ATTRIBUTE(raw, match.end())
            if match is not None:
                group = 2 if match[2] is not None else 3
                value, how = html_entities.unescape(match[group])
                key = match[1].decode("utf-8", "replace")
                path = self.names[-1].path("@" + key)
                self.children.append((path, named.key(key, called), as_text(value) or value, *match.span(group), how))

    def _end(self, name: str) -> None:
        self._flush(self.parser.CurrentByteIndex, name)
        if name in _PARAGRAPHS:
            self._paragraph(self.paragraphs.pop())
        self.names.pop()
        self.path.pop()
        self.key.pop()
        self.called.pop()
        if name == "name" and self.key[-1] == "member" and self.children and self.children[-1][1] == name:
            self.called[-1] = named.name_of({"name": str(self.children[-1][2])})

    def _text(self, data: str) -> None:
        self.runs.append((self.parser.CurrentByteIndex, data))

    def _flush(self, end: int, name: str = "") -> None:
        """Give the text collected since the last tag, up to ``end``, without white space at its ends.

        That of a piece waits for the end of its paragraph; ``name`` is that of the element that ends.
        """
        if not self.runs:
            return
        start = self.runs[0][0]
        text = "".join(data for _, data in self.runs)
        self.runs.clear()
        if name in _PIECES and self.paragraphs:
            self.paragraphs[-1].append(_Piece(self.path[-1], self.key[-1], text, start, end))
            return
        value = text.strip()
        if value:
            self.children.append(
                (self.path[-1] or self.node.path, self.key[-1], value, *text_range(self.node.raw, start, end, value))
            )

    def _paragraph(self, pieces: list[_Piece]) -> None:
        """Give a paragraph's text: programs cut it wherever somebody corrected a letter."""
        written = [each for each in pieces if each.path]
        value = "".join(each.text for each in pieces).strip()
        if not value:
            return
        path, key, _, start, end = written[0]
        if len(written) == 1:
            self.children.append((path, key, value, *text_range(self.node.raw, start, end, value)))
        else:
            self.children.append((path, key, value, start, written[-1].end, False))

    def _entity(self, *_: object) -> None:
        raise _Stop


def text_range(raw: bytes, start: int, end: int, value: str) -> tuple[int, int, How]:
    """Give the range of a text without the white space around it, and how it maps to what stands between two tags."""
    written = value.encode("utf-8", "surrogatepass")
    run = raw[start:end]
    at = run.find(written) if len(run) <= 4 * len(written) + 1024 else -1
    if at >= 0:
        return start + at, start + at + len(written), True
    lead, stop = _without_space(run)
    body = run[lead:stop]
    value_of, how = html_entities.unescape_lines(body)
    return start + lead, start + stop, how if value_of == written else False


def _without_space(run: bytes) -> tuple[int, int]:
    """Give where a text begins and ends without white space around it, which references may stand for."""
    start, end = 0, len(run)
    while start < end and (match := _SPACE(run, start, end)) is not None:
        start = match.end()
    while start < end:
        last = run.rfind(b"&", max(end - _LONGEST_SPACE, start), end) if run[end - 1] == _SEMICOLON else end - 1
        match = _SPACE(run, last, end) if last >= 0 else None
        if match is None or match.end() != end:
            break
        end = last
    return start, end
