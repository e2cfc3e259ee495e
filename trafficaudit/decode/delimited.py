"""Values that an app joined with a sign of its own: ``a|b|c``, ``k=v;k=v``, ``k:v,k:v``, lines of ``k: v`` or of a
short name, a tab and a value, runs split by control characters, and in headers ``channel@app_version``.

Prose is left alone: a name before a sign must look like a name, and items of a comma list hold no white space.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter

from trafficaudit.decode import graphql, logged, quoted
from trafficaudit.decode.arranged import alternating
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Names, Node, Opened, bare, item, join, step

NAME = "delimited"
MEDIA = None
TEXT = None
MARKS = "|;,:=@\n\t^~#$! \"'()[]<>{}&?*"
ONLY = None

type _Match = Callable[[bytes, int, int], re.Match[bytes] | None]

_LONGEST = 1 << 20
_LOOKED_AT = 4_096
# A program that does nothing but name values is pairs as well.
_DECLARES = rb"(?:(?:var|let|const)[ ]++)?+"
_SECTION = re.compile(rb"[ \t]*+\[[^\]\n]{1,64}+\]\s*+\Z").match
"""A line of an INI file that heads others."""
_FIRST = re.compile(
    rb"(?:\[[^\]\n]{1,64}+\][ \t\r]*+\n)?+\s*+" + _DECLARES + rb"[ \t\"]*+[A-Za-z_$][\w.$\[\]/-]{0,63}+\"?[ \t]*+([=:])"
).match
_PAIR = {
    sign: re.compile(
        rb"\s*+" + _DECLARES + rb"\"?([A-Za-z_$]" + more + rb"{0,63}+)\"?[ \t]*+" + sign + rb"[ \t]*+"
    ).match
    for sign, more in ((b"=", rb"[\w.$\[\]/-]"), (b":", rb"[\w.$\[\]-]"))
}
_DECLARED = re.compile(rb"\s*+(?:var|let|const)[ ]").match
_BETWEEN_STATEMENTS = (b";", b"\n")
_BETWEEN_PAIRS = (b";", b",", b"|", b"\n", b" ", b"~", b"^", b"#")
_LEAD = re.compile(
    rb'[\w.*/+-]{1,64}+[ \t]*+;(?=(?:[ \t]*+[^;=\s]++=(?:"[^"]*+"|[^;\s"]*+)(?:;|\Z)){2}'
    rb"|(?:[^;=]++=[^;]*+(?:;|\Z)){3})"
).match
"""What parameters belong to (RFC 8941, 3.1.2): ``app;os="14";model="SM-S921N"``."""
_COMMENT = re.compile(rb"[^()]{1,128}?[ ]\(([^()]++)\)").match
_OUTSIDE = {
    sign: re.compile(rb'(?:[^"' + sign + rb']++|"(?:[^"\\]++|\\.)*+")++', re.DOTALL).finditer for sign in (b";", b",")
}
"""Runs between signs, of which those in quotation marks are text (RFC 9110, 5.6.4)."""
_STATEMENTS = re.compile(rb"(?:[^\"';]++|\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+')++", re.DOTALL).finditer
"""Statements of a program, of which what stands in quotation marks of either kind is text (ECMA-262, 12.9.4)."""
_QUOTES_A_SIGN = re.compile(rb"=[ \t]*+(?:'[^'\n;]*+;|\"[^\"\n;]*+;)").search
_IN_QUOTES = re.compile(rb'[=:][ \t]*+"[^";,]*+[;,]').search
_PACKED = re.compile(rb":[A-Za-z0-9+/]++={0,2}:|%\"[^\"]*+\"|'[^']*+'").fullmatch
"""Bytes in Base64 (RFC 8941, 3.3.5), text with escapes (RFC 9651, 3.3.8), and text as programs quote it."""
_LISTS = {
    b"|": re.compile(rb"[^|\n]*+(?:\|[^|\n]*+)++").fullmatch,
    b"\t": re.compile(rb"[^\t\n]*+(?:\t[^\t\n]*+){2,}+").fullmatch,
    b",": re.compile(rb"[^,\s]++(?:,[^,\s]*+)++").fullmatch,
    # Parameters of a path (RFC 3986, 3.3) may hold text once their escapes are taken off.
    b";": re.compile(rb"[^;\s]++(?:;[^;\s]*+)++|[\w.-]{1,64}+(?:;[A-Za-z_$][\w.$-]{0,63}+=[^;\n]*+){3,}+").fullmatch,
    b":": re.compile(rb"[^:\s/]{8,}+(?::[^:\s/]{8,}+)++").fullmatch,
} | {
    sign: re.compile(rb"[^S\s]*+(?:[S][^S\s]*+){2,}+".replace(b"S", b"\\" + sign)).fullmatch
    for sign in (b"^", b"~", b"#", b"$", b"!")
}
_IN_TURNS = {
    sign: re.compile(rb"(?:[A-Za-z_$][\w.$-]{0,63}+S[^S]*+(?:S|\Z)){3,}+".replace(b"S", b"\\" + sign)).fullmatch
    for sign in (b"^", b"~", b";", b",", b"\n")
}
"""Names and values that take turns, between signs that make a row of them also where values hold white space."""
_NO_SIGNS = bytes(code for code in range(256) if bytes([code]) not in _LISTS)
_CHANNEL = re.compile(rb"[\w.-]{1,64}@[A-Za-z0-9-]{1,64}_[\w.-]{1,64}").fullmatch
_TABBED = re.compile(rb"(?:[a-z]\w{0,63}+\t[^\t\n]*+\n{0,2}+){5,}+").fullmatch
_SHORT = 4
"""Letters of a name that abbreviates: where most are so short, lines of two columns are names and values, no table."""
_CONTROLS = re.compile(rb"[\x00-\x08\x1c-\x1f]")
_TEXTUAL = re.compile(rb"[^\x0b\x0c\x0e-\x1b\x7f]++").fullmatch


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    if len(node.raw) > _LONGEST:
        if node.text is not None or _is_cut(node.raw[:_LOOKED_AT]):
            node.budget.reached.append(Bound(f"no list or pairs are looked for in more than {_LONGEST} bytes"))
        return False
    return (node.text is not None or _is_cut(node.raw)) and not graphql.is_operation(node.raw)


def names_lines(raw: bytes) -> bool:
    """Say whether each line is a short name, a tab and a value, as agents of monitoring write (``osv``, ``ui``)."""
    if len(raw) > _LONGEST or b"\t" not in raw or _TABBED(raw) is None:
        return False
    names = [line.partition(b"\t")[0] for line in raw.split(b"\n") if line]
    return sum(len(name) <= _SHORT for name in names) * 2 > len(names) and _come_once(raw)


def _come_once(raw: bytes) -> bool:
    """Say whether no name comes twice between two empty lines."""
    for block in raw.split(b"\n\n"):
        names = [line.partition(b"\t")[0] for line in block.split(b"\n") if line]
        if len(set(names)) < len(names):
            return False
    return True


def _is_cut(raw: bytes) -> bool:
    return _TEXTUAL(raw) is not None and _CONTROLS.search(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the pieces: named ones where each is a pair, or where names and values take turns, else by their place."""
    if node.text is None:
        children = row = _runs(node)
    else:
        runs = [] if node.read else quoted.pieces(node)
        children, row = _tabbed(node) or _pairs(node), list[Child]()
        if not children:
            children = row = _list(node)
        children = children or (_channel(node) if node.part == "header" and not node.layers else [])
        if not children or (runs and quoted.cuts(sorted(children, key=itemgetter(3)), runs)):
            children = quoted.among(node, _in_comment(node) or logged.pieces(node), runs)
    if children:
        named = alternating.named(row) if row is children else []
        yield Opened((alternating.NAME,), named) if named else Opened((NAME,), children)


def _tabbed(node: Node) -> list[Child]:
    """Give what lines name, each group between empty lines by its number where there are several."""
    raw = node.raw
    if not names_lines(raw):
        return []
    several, group = raw.rstrip(b"\n").find(b"\n\n") > 0, 0
    children: list[Child] = []
    for start, end in _pieces(raw, b"\n", node.room):
        group += start > 1 and raw[start - 2 : start] == b"\n\n"
        tab = raw.index(b"\t", start, end)
        key = raw[start:tab].decode()
        prefix = item(node.prefix, group) if several else node.prefix
        children.append(bare(raw, join(prefix, step(key)[0]), key, tab + 1, end))
    return children


def _pairs(node: Node) -> list[Child]:
    """Split at the first sign at which every piece is a pair; lines end a piece where the next begins with one."""
    raw = node.raw
    first = _FIRST(raw)
    if first is None:
        lead = _LEAD(raw)
        return _parameters(node, lead.end()) if lead is not None else []
    pair = _PAIR[first[1]]
    if _DECLARED(raw) and _QUOTES_A_SIGN(raw) and (children := _all_named(node, pair, _whole(node, _STATEMENTS))):
        return children
    for sign in _BETWEEN_STATEMENTS if _DECLARED(raw) else _BETWEEN_PAIRS:
        if raw.find(sign) < 0 or (sign == b" " and first[1] == b":"):
            continue
        if sign in _OUTSIDE and _IN_QUOTES(raw) and (children := _all_named(node, pair, _outside(node, sign))):
            return children
        for text in (raw.replace(b"\n", sign), raw) if b"\n" in raw and sign != b"\n" else (raw,):
            pieces = _pieces(text, sign, node.room)
            if sign == b"\n" and b"[" in raw:
                pieces = [piece for piece in pieces if not _SECTION(raw, *piece)]
            if children := _all_named(node, pair, pieces):
                return children
    return []


def _all_named(node: Node, pair: _Match, pieces: list[tuple[int, int]]) -> list[Child]:
    """Give what the pieces name, where each is a pair, and there are several."""
    matches = [pair(node.raw, start, end) for start, end in pieces]
    if len(matches) < 2 or None in matches:
        return []
    return _named(node, [(match, end) for match, (_, end) in zip(matches, pieces, strict=True) if match])


def _outside(node: Node, sign: bytes, start: int = 0) -> list[tuple[int, int]]:
    return _whole(node, _OUTSIDE[sign], start)


def _whole(
    node: Node, runs: Callable[[bytes, int], Iterator[re.Match[bytes]]], start: int = 0
) -> list[tuple[int, int]]:
    """Give the ranges of runs that hold more than white space."""
    return [match.span() for match in islice(runs(node.raw, start), node.room + 1) if match[0].strip()]


def _in_comment(node: Node) -> list[Child]:
    """Give the pairs of a comment (``Shop/9.1 (udid:0f3a; os:16)``, RFC 9110, 5.6.5) that holds nothing else."""
    if node.part != "header" or node.layers or (comment := _COMMENT(node.raw)) is None:
        return []
    for sign in (b";", b","):
        pieces = [(comment.start(1) + a, comment.start(1) + b) for a, b in _pieces(comment[1], sign, node.room)]
        for pair in _PAIR.values():
            if len(pieces) > 1 and (children := _all_named(node, pair, pieces)):
                return children
    return []


def _parameters(node: Node, start: int) -> list[Child]:
    """Give the parameters behind what they belong to, and that."""
    children = _all_named(node, _PAIR[b"="], _outside(node, b";", start))
    return [bare(node.raw, item(node.prefix, 0), node.key, 0, start - 1), *children] if children else []


def _pieces(raw: bytes, sign: bytes, room: int) -> list[tuple[int, int]]:
    """Give the ranges between the signs, without empty ones."""
    found: list[tuple[int, int]] = []
    here = 0
    for piece in raw.split(sign, room + 1):
        if piece.strip():
            found.append((here, here + len(piece)))
        here += len(piece) + len(sign)
    return found


def _named(node: Node, found: list[tuple[re.Match[bytes], int]]) -> list[Child]:
    children: list[Child] = []
    names = Names(node.prefix)
    for match, end in found:
        key = match[1].decode()
        path = names.path(key)
        if step(key)[1]:
            children.append((path, key, key, *match.span(1), True))
        child = bare(node.raw, path, key, match.end(), end)
        if (packed := _PACKED(node.raw, *child[3:5])) is not None:
            child = bare(node.raw, path, key, packed.start() + 1, packed.end() - (packed[0][:1] != b"%"))
        children.append(child)
    return children


def _list(node: Node) -> list[Child]:
    raw = node.raw
    present = raw.translate(None, _NO_SIGNS)
    for sign, whole in _LISTS.items():
        if sign in present and whole(raw):
            ranges = _pieces(raw, sign, node.room)
            if len(ranges) > 1:
                return _row(node, ranges)
    for sign, whole in _IN_TURNS.items():
        if raw.find(sign) >= 0 and whole(raw) and alternating.named(row := _row(node, _pieces(raw, sign, node.room))):
            return row
    return []


def _row(node: Node, ranges: list[tuple[int, int]]) -> list[Child]:
    return [bare(node.raw, item(node.prefix, i), node.key, a, b) for i, (a, b) in enumerate(ranges)]


def _channel(node: Node) -> list[Child]:
    """Take apart the likes of ``x-ttid``: a distribution channel, ``@``, and application, system and version."""
    raw = node.raw
    if b"@" not in raw or _CHANNEL(raw) is None:
        return []
    at = raw.index(b"@")
    ranges = ((0, at), (at + 1, len(raw)))
    return [bare(raw, item(node.prefix, i), node.key, a, b) for i, (a, b) in enumerate(ranges)]


def _runs(node: Node) -> list[Child]:
    """Split at control characters; what stands between them must be text, at least three runs of it."""
    raw, here = node.raw, 0
    children: list[Child] = []
    for match in _CONTROLS.finditer(raw):
        if match.start() > here:
            children.append(bare(raw, item(node.prefix, len(children)), node.key, here, match.start()))
        here = match.end()
    if here < len(raw):
        children.append(bare(raw, item(node.prefix, len(children)), node.key, here, len(raw)))
    texts = sum(isinstance(child[2], str) for child in children)
    long = sum(len(child[2]) for child in children) >= 3 * len(children)
    return children if len(children) > 2 and texts == len(children) and long else []
