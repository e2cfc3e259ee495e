"""Pairs and documents between the words of a log: ``I Auth: login id=... hp=...``, ``--> POST {"tel": ...}``.

Apps upload what they wrote to the system's log, and crash reports quote it. Prose and programs hold signs of equality
as well, so that a text must look like a log, or be short and hold several pairs.
"""

import re
from collections import Counter
from functools import reduce
from itertools import islice

from trafficaudit.decode.node import Child, Node, item, member
from trafficaudit.decode.text import as_text

_PAIR = rb"([A-Za-z_$][\w.$-]{0,63}+)=(?:\"([^\"\r\n]*+)\"|'([^'\r\n]*+)'|(?![=>\"'\s])([^\s\"',;()\[\]{}<>]++))"
_IN_LOG, _AMONG_WORDS = re.compile(rb"(?:(?<=[\s,;(\[])|\A)" + _PAIR), re.compile(rb"(?:(?<=\s)|\A)" + _PAIR)
"""In what need not be a log pairs stand between blanks; ``delimited`` tells those with other signs between them."""
_DOCUMENT = re.compile(rb"[ :=]([{\[][\"{\[][^\r\n]*+)")
_TAG = re.compile(rb"(?:^|[\s\d])[VDIWEF][/ ]([A-Za-z][\w.$-]{0,63}+) {0,32}+(?:\( *\d+\))?:").search
_LOG = re.compile(
    rb"(?:^|[\s\[(])(?:\d\d:\d\d:\d\d|(?:VERBOSE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE)\b"
    rb"|[VDIWEF](?:/[\w.$-]{1,64}+| [\w.$-]{1,64}+ {0,32}+):"
    rb"|(?:level|lvl|severity|ts|time|timestamp|msg)=)",
    re.MULTILINE,
).search
_BEGINNING = 4_096
_SHORT = 1_024
_PROGRAM: tuple[bytes, ...] = (b"<", b"{", b"[", b"/*", b"//", b"var ", b"let ", b"const ", b"import ")
_PROGRAM += (b"function", b"!function", b"(function")
_OF_PROGRAMS = re.compile(r".*(?:script|html|css|xml)")


def pieces(node: Node) -> list[Child]:
    """Give the pairs by their names, under their line and its tag, and what is written as JSON at the end of a line."""
    raw = node.raw
    if raw.rstrip(b"=").find(b"=") < 0 and raw.find(b'{"') < 0:  # Base64 ends in these signs
        return []
    if is_program(node):
        return []
    log = _LOG(raw, 0, _BEGINNING) is not None
    if not (log or len(raw) <= _SHORT):
        return []
    found: list[Child] = []
    start, count = 0, 0
    several = b"\n" in raw.strip()
    for line in raw.split(b"\n"):
        prefix = item(node.prefix, count) if several else node.prefix
        if len(found) > node.room or not node.budget.spend(node.budget.TOKEN):
            break
        if b"=" in line or (log and b'{"' in line):
            found += _line(node, line.rstrip(), prefix, start, log)
        start, count = start + len(line) + 1, count + 1
    return found if log or len(found) > 1 else []


def is_program(node: Node) -> bool:
    """Say whether a text is markup, a style or a program, by its beginning or the type that a header names."""
    return node.raw.lstrip()[:16].startswith(_PROGRAM) or _OF_PROGRAMS.match(node.hint.essence) is not None


def _line(node: Node, line: bytes, prefix: str, offset: int, log: bool) -> list[Child]:
    tag = _TAG(line, 0, 128)
    inner = member(prefix, tag[1].decode("ascii", "replace")) if tag is not None else prefix
    document = _DOCUMENT.search(line) if log and line.endswith((b"}", b"]")) else None
    pairs = _IN_LOG if log else _AMONG_WORDS
    found_there = pairs.finditer(line, 0, document.start(1) if document is not None else len(line))
    matches = list(islice(found_there, node.room))
    told = Counter(match[1] for match in matches)
    found: list[Child] = []
    for match in matches:
        group = 2 if match[2] is not None else 3 if match[3] is not None else 4
        run, start = match[group], offset + match.start(group)
        run = run.rstrip(b".:") if group == 4 else run
        # What comes again in one line may be a choice, or of several people.
        if run and told[match[1]] == 1:
            *above, key = match[1].decode("ascii", "replace").strip(".").split(".")
            path = reduce(member, (*above, key), inner)
            found.append((path, key, as_text(run) or run, start, start + len(run), True))
    if document is not None:
        path = inner or item(node.prefix, 0)
        found.append((path, node.key, as_text(document[1]) or document[1], *_shifted(document.span(1), offset), True))
    return found


def _shifted(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
