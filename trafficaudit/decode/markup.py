"""Tags as they come: HTML, and XML that is not well-formed. Texts and attributes, each at its element's name."""

import re

from trafficaudit.decode import html_entities
from trafficaudit.decode.node import Child, Names, Node
from trafficaudit.decode.text import as_text

_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<(/?)([A-Za-z_][\w:.-]*+)([^<>]*+)>|<[!?/]?[^<>]*+>?|[^<]++")
_ATTRIBUTE = re.compile(rb"\s([^\s=<>\"'/]{1,200}+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_RAW_TEXT = {b"script": b"</script", b"style": b"</style"}
_TOKEN_WORK = 64


def read(node: Node) -> list[Child]:
    """Give texts, CDATA sections and attributes (``@name``); a name that comes again carries an index."""
    raw, pos = node.raw, 0
    names, element = Names(node.prefix), ""
    children: list[Child] = []
    while pos < len(raw) and len(children) <= node.room and node.budget.spend(_TOKEN_WORK):
        match = _TOKEN.match(raw, pos)
        if match is None:
            break
        start, pos = match.span()
        if match[0].startswith((b"<![CDATA[", b"<!--")):
            mark = b"]]>" if match[0][2] == 0x5B else b"-->"
            end = raw.find(mark, pos)
            end = len(raw) if end < 0 else end
            if mark == b"]]>":
                _text(children, names, element, raw, pos, end, literal=True)
            pos = end + len(mark)
        elif match[2] is not None:
            element = "" if match[1] else match[2].decode().lower()
            _attributes(children, names, element, raw, match)
            mark = _RAW_TEXT.get(match[2].lower(), b"") if not match[1] else b""
            if mark:
                end = _end_of(raw, mark, pos)
                _text(children, names, element, raw, pos, end, literal=True)
                pos = end
        elif raw[start] != 0x3C:
            _text(children, names, element, raw, start, pos)
    return children


def _end_of(raw: bytes, mark: bytes, pos: int) -> int:
    """Find the end tag of an element that holds raw text."""
    match = re.compile(re.escape(mark), re.IGNORECASE).search(raw, pos)
    return match.start() if match else len(raw)


def _attributes(children: list[Child], names: Names, element: str, raw: bytes, tag: re.Match[bytes]) -> None:
    for match in _ATTRIBUTE.finditer(raw, *tag.span(3)):
        group = next(i for i in (2, 3, 4) if match[i] is not None)
        if match[group]:
            value, how = html_entities.unescape(match[group])
            key = match[1].decode("utf-8", "replace")
            children.append((names.path(f"{element}@{key}"), key, as_text(value) or value, *match.span(group), how))


def _text(
    children: list[Child], names: Names, element: str, raw: bytes, start: int, end: int, literal: bool = False
) -> None:
    run = raw[start:end]
    body = run.strip()
    if body:
        start += len(run) - len(run.lstrip())
        value, how = (body, True) if literal else html_entities.unescape(body)
        children.append(
            (names.path(element or "text"), element, as_text(value) or value, start, start + len(body), how)
        )
