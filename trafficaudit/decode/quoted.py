"""Documents, objects, addresses, forms and packed runs between the words of a text: ``POST /a?uid=7 -> {"id": 7}``,
``token eyJ... expired``, ``s:eyJ...``, ``got User(id=7, name=Kim) in 4 ms``. What an app writes to its log, a
crash report or an error's message quotes what it sent and was given.

Asked where nothing else reads the text. Each run must begin as nothing does by the way, or open to what nothing is by
chance (``quoted_letters``); what it is, its own decoder says.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter

from trafficaudit.decode import described, logged, quoted_letters
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Child, Node, item
from trafficaudit.decode.packed import compression
from trafficaudit.decode.quoted_ends import NAME, Ends
from trafficaudit.decode.text import as_text, is_document

_HINTS = (
    b"{",
    b"(",
    b"?",
    b"&",
    b"eyJ",
    b"ewo",
    b"W3s",
    b"Wy",
    b"H4sI",
    b"KLUv",
    b"eJ",
    b"eN",
    b"eA",
    b"eF",
    b"7b22",
    b"7B22",
)
"""Some of them stands in each run: searching for them costs less than one expression."""
_MEMBER = rb"[\"']?" + NAME + rb"[\"']?\s?+(?:=(?!=)|:(?![=:/]))"
_RUN = re.compile(
    rb"(?P<json>\{\s*+\"[^\"\\\r\n]{0,128}+\"\s*+:|\[\s*+\{\s*+\"[^\"\\\r\n]{0,128}+\"\s*+:)"
    rb"|(?P<path>(?<![\w.~%:/-])/[\w.~%/-]*+\?[\w.~%\[\]-]++=[^\s\"'<>\\{}|^`]*+)"
    # What programs print of an object, which ``described`` reads, and an object in a program's own writing.
    rb"|(?P<object>(?:(?<![\w.])"
    + described.NOT_DECLARED
    + rb"[A-Za-z_][\w.$]{0,127}+(?:@[0-9a-f]{1,16})?+(?:[({]|\[\{?+)(?!\s*+\")|\{)\s*+"
    + _MEMBER
    + rb")"
    # What Base64 makes of the first bytes of {" and [{ and [", of gzip, of Zstandard and of zlib at its four levels.
    rb"|(?P<packed>(?<![A-Za-z0-9])(?:eyJ|eyA|ewo|ew0|W3s|Wy[IJ]|H4sI|KLUv|eJ[w-z]|eN[o-r]|eA[E-H]|eF[4-7])[\w+/-]{12,}+={0,2}+"
    rb"(?P<token>\.[\w-]*+\.[\w-]++(?:\.[\w-]++){0,2}+|\.[\w-]{8,}+\.?+)?+)"
    # Of an address with a scheme, and of pairs, the beginning alone: ``Ends`` knows where they end.
    rb"|(?P<address>(?<![\w+.-])[A-Za-z][A-Za-z0-9+.-]{1,31}+://)"
    rb"|(?P<digits>(?<![A-Za-z0-9])(?:5[bB])?7[bB]22(?:[0-9A-Fa-f]{2}){8,}+(?![0-9A-Za-z]))"
    rb"|(?P<form>(?<![\w&?/.%=-])" + NAME + rb"=)"
    # An address without its beginning: a program that chooses by a question mark joins nothing by one ampersand.
    rb"|(?P<part>(?<![\w.~%:/?&=-])[\w.~%-]++(?:/[\w.~%-]*+)*+\?" + NAME + rb"=)"
)
_STRING = rb"\"(?:[^\"\\\r\n]++|\\.)*+\""
_MARK = re.compile(rb"(?:[^\"(){}\[\]]++|" + _STRING + rb")*+([(){}\[\]])", re.DOTALL).match
_WHOLE_STRINGS = re.compile(rb"(?:[^\"]++|" + _STRING + rb")*+", re.DOTALL).match
_MEMBERS = re.compile(rb"[({\[,;]\s*+" + _MEMBER).findall
_FEWEST = 2
"""Members of an object: a call or a condition in prose has one."""
_MOST_OPEN = 16
"""Objects that do not close, of one text: such a text is a program, or made to take long."""
_BEHIND = b".,;:!?)]'"
"""Signs of the text around an address that stand behind it."""
_SIGNS = re.compile(rb"[+/_-]").finditer
_NAMED = re.compile(rb"[\w.$-]{0,64}+=[\"']?+\Z")
_AROUND = b" \t\r\"'=,;"
_SHORTEST = 4
_START = itemgetter(3)
_POLICIES = frozenset(("p3p", "content-security-policy", "content-security-policy-report-only"))
"""Headers in which a server says what it may do, and where more is to be read."""
_MOST_CUTS = 8
"""Signs of Base64's own alphabet at the end of a run that may be signs of the text behind it."""


def pieces(node: Node) -> list[Child]:
    """Give the runs of a text that are documents, in their order; several are counted, one keeps the path."""
    if node.part == "header" and node.key.lower() in _POLICIES:
        return []
    hinted = any(node.raw.find(hint) >= 0 for hint in _HINTS)
    found = [(start, end) for start, end in _ranges(node) if end - start < len(node.raw)] if hinted else []
    found = sorted([*found, *_letters(node, found)])
    several = len(found) > 1
    return [
        (item(node.prefix, at) if several else node.path, node.key, text, start, end, True)
        for at, (start, end) in enumerate(found)
        if (text := as_text(node.raw[start:end])) is not None
    ]


def holds(node: Node, escapes: Iterable[re.Match[bytes]]) -> bool:
    """Say whether all escapes of a text stand in what it quotes, which undoes its own."""
    runs = pieces(node)
    return bool(runs) and all(
        (run := _last(runs, ("", "", "", *escape.span(), True))) is not None and run[3] <= escape.start()
        for escape in escapes
    )


def cuts(ranges: list[Child], runs: list[Child]) -> bool:
    """Say whether what a text is to be cut into parts one of its documents; signs in an address may end it as well."""
    documents = [run for run in runs if str(run[2])[-1:] in (")", "]", "}")]
    beside = [_last(ranges, run) for run in documents]
    return any(
        each is not None and not (each[3] <= run[3] and run[4] <= each[4])
        for run, each in zip(documents, beside, strict=True)
    )


def among(node: Node, pairs: list[Child], runs: list[Child]) -> list[Child]:
    """Give a log's pairs, the runs beside them, and the words between both, in their order."""
    outer = [
        pair for pair in pairs if (run := _last(runs, pair)) is None or not (run[3] < pair[3] and pair[4] < run[4])
    ]
    found = [*outer, *[run for run in runs if _last(outer, run) is None]]
    if not found:
        return found
    found.sort(key=_START)
    here, words = 0, list[Child]()
    for start, end in (*[child[3:5] for child in found], (len(node.raw), 0)):
        if start > here:
            words += _words(node, here, start)
        here = max(here, end)
    return sorted([*found, *words], key=_START)


def _last(children: list[Child], of: Child) -> Child | None:
    """Give the last of some children, in their order, that has bytes in common with one of the same text."""
    at = bisect_left(children, of[4], key=_START) - 1
    return children[at] if at >= 0 and children[at][4] > of[3] else None


def _words(node: Node, start: int, end: int) -> Iterator[Child]:
    """Give each line of a range that says something, without the name and the sign in front of a value."""
    for line in node.raw[start:end].split(b"\n"):
        words = _NAMED.sub(b"", line).strip(_AROUND)
        text = as_text(words) if len(words) >= _SHORTEST else None
        if text is not None:
            at = start + line.index(words)
            yield node.path, node.key, text, at, at + len(words), True
        start += len(line) + 1


def _letters(node: Node, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the runs of letters that open to something, beside those that were found already."""
    starts, ends = [0, *[end for _, end in found]], [*[start for start, _ in found], len(node.raw)]
    gaps = zip(starts, ends, strict=True)
    runs = (run for start, end in gaps for run in quoted_letters.within(node, start, end))
    return islice((run for run in runs if run[1] - run[0] < len(node.raw)), max(node.room - len(found), 0))


def _ranges(node: Node) -> Iterator[tuple[int, int]]:
    raw, pos, left, tries = node.raw, 0, node.room, 0 if logged.is_program(node) else _MOST_OPEN
    ends = Ends(raw)
    while left > 0 and (match := _RUN.search(raw, pos)) is not None:
        start, end = match.span()
        if match["address"] is not None:
            end = ends.address(start, end)
        elif match["form"] is not None or match["part"] is not None:
            end = ends.pairs(start, end, 2 if match["part"] is None else 1)
        if not end:
            pos = start + 1
            continue
        pos = end
        if match["json"] is not None:
            end = _closed(node, start) or _broken_off(raw, start)
        elif match["object"] is not None:
            end = _closed(node, start) if tries > 0 else 0
            tries -= end == 0
            end = end if end and len(_MEMBERS(raw, start, end)) >= _FEWEST else start
        elif match["packed"] is not None:
            end = _opened(raw, start, end, token=match["token"] is not None)
        elif raw[end : end + 1] == b"{":
            end = start  # a template, which a program fills
        elif match["digits"] is None:
            end = start + len(raw[start:end].rstrip(_BEHIND))
        pos = max(end, pos)
        if end > start:
            left -= 1
            yield start, end


def _closed(node: Node, start: int) -> int:
    """Give where an object or list closes; 0 where it does not, as in a log that was cut."""
    raw, pos, depth = node.raw, start, 0
    while (mark := _MARK(raw, pos)) is not None and node.budget.spend(mark.end() - pos):
        depth += 1 if mark[1] in b"([{" else -1
        pos = mark.end()
        if not depth:
            return pos
    return 0


def _broken_off(raw: bytes, start: int) -> int:
    """Give where a document ends that does not close: with the text, or with the line on which a string does not."""
    strings = _WHOLE_STRINGS(raw, start)
    line = raw.find(b"\n", strings.end() if strings else start)
    return len(raw) if line < 0 else line


def _opened(raw: bytes, start: int, end: int, *, token: bool) -> int:
    """Give where Base64 of a document or of packed bytes ends; ``start`` where there is none."""
    if token:
        return end
    run = raw[start:end]
    cuts = [match.start() for match in _SIGNS(run)][-_MOST_CUTS:]
    for size in (len(run), *reversed(cuts)):
        value = unpack(run[:size])
        if value and (compression.opens(value) or (is_document(value) and as_text(value) is not None)):
            return start + size
    return start
