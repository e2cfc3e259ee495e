"""Documents, addresses, forms and packed runs between the words of a text: ``POST https://...?uid=7 -> {"id": 7}``,
``token eyJ... expired``, ``s:eyJ...``. What an app writes to its log, a crash report or an error's message quotes what
it sent and was given.

Asked where nothing else reads the text. Each run must begin as nothing does by the way; what it is, its own decoder
says.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import compression
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Child, Node, item
from trafficaudit.decode.text import as_text, is_document

type Range = tuple[int, int]

_HINTS = (b'{"', b'{ "', b"{\n", b"://", b"eyJ", b"ewo", b"W3s", b"Wy", b"H4sI", b"7b22", b"7B22", b"&")
"""Some of them stands in each run: searching for them costs less than one expression."""
_NAME = rb"[A-Za-z_$][\w.$\[\]-]{0,63}+"
_VALUE = rb"[^&\s\"'<>;,(){}|]*+"
_RUN = re.compile(
    rb"(?P<json>\{\s*+\"[^\"\\\r\n]{0,128}+\"\s*+:|\[\s*+\{\s*+\"[^\"\\\r\n]{0,128}+\"\s*+:)"
    rb"|(?P<url>(?<![\w+.-])https?://[^\s\"'<>\\{}|^`?]++\?[^\s\"'<>\\{}|^`]++)"
    # What Base64 makes of the first bytes of {" and [{ and [", of gzip and of Zstandard.
    rb"|(?P<packed>(?<![A-Za-z0-9])(?:eyJ|eyA|ewo|ew0|W3s|Wy[IJ]|H4sI|KLUv)[\w+/-]{12,}+={0,2}+"
    rb"(?P<token>\.[\w-]*+\.[\w-]++(?:\.[\w-]++){0,2}+|\.[\w-]{8,}+\.?+)?+)"
    rb"|(?P<digits>(?<![A-Za-z0-9])(?:5[bB])?7[bB]22(?:[0-9A-Fa-f]{2}){8,}+(?![0-9A-Za-z]))"
    rb"|(?P<form>(?<![\w&?/.%=-])" + _NAME + rb"=" + _VALUE + rb"(?:&" + _NAME + rb"=" + _VALUE + rb"){2,}+)"
)
_MARK = re.compile(rb"(?:[^\"{}\[\]]++|\"(?:[^\"\\]++|\\.)*+\")*+([{}\[\]])", re.DOTALL).match
_BEHIND = b".,;:!?)]'"
"""Signs of the text around an address that stand behind it."""
_SIGNS = re.compile(rb"[+/_-]").finditer
_NAMED = re.compile(rb"[\w.$-]{0,64}+=[\"']?+\Z")
_AROUND = b" \t\r\"'=,;"
_SHORTEST = 4
_POLICIES = frozenset(("p3p", "content-security-policy", "content-security-policy-report-only"))
"""Headers in which a server says what it may do, and where more is to be read."""
_MOST_CUTS = 8
"""Signs of Base64's own alphabet at the end of a run that may be signs of the text behind it."""


def pieces(node: Node) -> list[Child]:
    """Give the runs of a text that are documents, in their order; several are counted, one keeps the path."""
    if node.part == "header" and node.key.lower() in _POLICIES:
        return []
    if not any(node.raw.find(hint) >= 0 for hint in _HINTS):
        return []
    found = [(start, end) for start, end in _ranges(node) if end - start < len(node.raw)]
    several = len(found) > 1
    return [
        (item(node.prefix, at) if several else node.path, node.key, text, start, end, True)
        for at, (start, end) in enumerate(found)
        if (text := as_text(node.raw[start:end])) is not None
    ]


def cuts(ranges: list[Range], runs: list[Child]) -> bool:
    """Say whether ranges that a text is to be cut into part a document; signs in an address may end it as well."""
    documents = [(run[3], run[4]) for run in runs if str(run[2])[:1] in ("{", "[")]
    return any(
        start < closes and opens < end and not (start <= opens and closes <= end)
        for opens, closes in documents
        for start, end in ranges
    )


def among(node: Node, pairs: list[Child], runs: list[Child]) -> list[Child]:
    """Give a log's pairs, the runs beside them, and the words between both, in their order."""
    taken = [(start, end) for *_, start, end, _ in pairs]
    found = [*pairs, *[run for run in runs if not any(start < run[4] and run[3] < end for start, end in taken)]]
    if not found:
        return found
    found.sort(key=lambda child: child[3])
    here, words = 0, list[Child]()
    for start, end in (*[child[3:5] for child in found], (len(node.raw), 0)):
        if start > here:
            words += _words(node, here, start)
        here = max(here, end)
    return sorted([*found, *words], key=lambda child: child[3])


def _words(node: Node, start: int, end: int) -> Iterator[Child]:
    """Give each line of a range that says something, without the name and the sign in front of a value."""
    for line in node.raw[start:end].split(b"\n"):
        words = _NAMED.sub(b"", line).strip(_AROUND)
        text = as_text(words) if len(words) >= _SHORTEST else None
        if text is not None:
            at = start + line.index(words)
            yield node.path, node.key, text, at, at + len(words), True
        start += len(line) + 1


def _ranges(node: Node) -> Iterator[Range]:
    raw, pos, left = node.raw, 0, node.room
    while left > 0 and (match := _RUN.search(raw, pos)) is not None:
        start, end = match.span()
        if match.lastgroup == "json":
            end = _closed(node, start)
        elif match["packed"] is not None:
            end = _opened(raw, start, end, token=match["token"] is not None)
        elif match["digits"] is None:
            end = start + len(raw[start:end].rstrip(_BEHIND))
        pos = max(end, match.end())
        if end > start:
            left -= 1
            yield start, end


def _closed(node: Node, start: int) -> int:
    """Give where an object or list closes; the end of the text where it does not, as a log cuts it."""
    raw, pos, depth = node.raw, start, 0
    while (mark := _MARK(raw, pos)) is not None and node.budget.spend(mark.end() - pos):
        depth += 1 if mark[1] in b"[{" else -1
        pos = mark.end()
        if not depth:
            return pos
    return len(raw)


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
