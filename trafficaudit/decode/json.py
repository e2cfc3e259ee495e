"""JSON in any of the shapes that apps send: one text, several in a row (NDJSON; RFC 7464), packets of engine.io behind
each other, a text in a string that is all there is, behind a guard or in a call (JSONP), cut off, or not quite JSON.
``json_scan.py`` reads the text, this module decides whether and where it is one.
"""

import re
from collections.abc import Iterator
from operator import itemgetter

from trafficaudit.decode import binary, json_string
from trafficaudit.decode.arranged import indexed, numbered, qwik, seroval, typed
from trafficaudit.decode.json_scan import Scan
from trafficaudit.decode.letters import byte_array
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item
from trafficaudit.decode.text import as_text

NAME = "json"
MEDIA = re.compile(r"(application|text)/(x-)?(json|ndjson|jsonlines|json-seq)|.*\+json")
TEXT = None
MARKS = "{["
ONLY = None

# Guards against cross-site inclusion (Google, Facebook, others), engine.io and socket.io packet heads (their protocol
# documents), the command of a chat's message (Sendbird), a signature or time with a sign behind it (Instagram's
# signed_body), a product and its version as in a User-Agent, the function call of JSONP, an assignment in a script.
_PACKET = rb"\d{1,2}(?:\d*+-)?(?:/[\w/-]{1,64}+,)?\d*+"
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:\d{0,2}\x1e\s*+)*+"
    rb"(?:\)\]\}'?,?|for\s*+\(;;\);|while\s*+\((?:1|true)\);|throw 1;|\{\}&&|/\*\*/)?+\s*+"
    rb"(?:(?P<packet>" + _PACKET + rb")(?=[\[{])"
    rb"|(?P<command>[A-Z]{3,8})(?=\{\")"
    rb"|(?P<signed>(?=[\w+/=-]*[0-9])[\w+/=-]{6,128}+[.:](?=(?:\[\s*+)?\{\s*+\"))"
    rb"|(?P<product>[A-Za-z][\w.-]{1,63}+/\d[\w.-]{0,31}+ ?+(?=\{\s*+\"))"
    rb"|(?P<sock>(?:[oh]++\n)*+a)(?=\[\s*+\")"
    rb"|(?P<call>\(?+(?:var |let |const )?(?!\[)[\w$.\[\]]{1,64}+)\s*+[=(]\s*+(?=[\[{])"
    rb"|(?P<group>\()(?=\{\s*+[\w\"']))?+(?=[\[{])"
)
_START = re.compile(
    rb"""\{\s*+(?:["'}]|[A-Za-z_$][\w$.-]*+\s*+[:=])"""
    rb"""|\[\s*+(?:["'\[{\]]|-?\d|true\b|false\b|null\b|AnyHashable\(|\$R\[|[\w.-]++\s*+[,\]])"""
)
_OBJECT = re.compile(rb"\{|\[\s*+\{\s*+\"").match
"""What no line of a log or text begins with by the way, so that something else may follow."""
_LISTED = re.compile(rb"\[\s*+(?:\{\s*+\"[^\"\\]*+\"\s*+:\s*+\"?-?\d|\[\s*+[\"\d])").match
"""A list whose first value is an object or list that may name places."""
_PATH = itemgetter(0)
_NAMING = re.compile(rb"[\"'\s]*+(?::|=>?)[\"'\s]*+\Z").match
"""What stands between a name and its value."""
# Between packets of engine.io stand record separators, and packets that are a number alone: its pings.
_BETWEEN = re.compile(
    rb"(?:[\s,\x00]++|(?<=\n)(?:[ah](?=\[\")|h\n)|\x1e(?:\d{1,2}(?=\x1e)|" + _PACKET + rb"(?=[\[{]))?+)*+"
).match
_AFTER = re.compile(rb"(?:[\s);,\x00]++|(?<=\n)h\n|\x1e(?:\d{1,2}(?=\x1e|\Z))?+)*+\Z").match
_STRING = re.compile(rb'\s*+"((?:\\[\\"])*+\s*+[\[{][^"\\]*+(?:\\.[^"\\]*+)*+)"\s*+\Z', re.DOTALL).match
"""A text that is a string, which opens as another one."""

_FEWEST_PIECES = 4
"""Values of two objects with a number and a text each."""
_FEWEST_KEYS = 8


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    head = _HEAD.match(node.raw)
    if head is None:
        return _in_string(node.raw) is not None
    return _START.match(node.raw, head.end()) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value of every text in a row; what follows the last one is a value of its own."""
    head = _HEAD.match(node.raw)
    if head is None:
        if string := _in_string(node.raw):
            value, how = json_string.read(string[1])
            yield Opened((NAME,), [(node.path, node.key, value, *string.span(1), how)], sure=True)
        return
    arrays = _root(node, head.end())
    if arrays and byte_array.certain(arrays[0][2]):
        yield _bytes(node, arrays, sure=True)
        return
    named = node.hint.names(MEDIA)
    scans, end = _texts(node, head.end())
    good, loose = sum(s.good for s in scans), sum(s.loose for s in scans)
    errors, keyed = sum(s.errors for s in scans), sum(s.keyed for s in scans)
    if not good + loose or (not named and errors + loose - keyed > good + keyed):
        return
    children = _apart(node.raw, [child for scan in scans for child in scan.children])
    # Of what is JSON only on a lenient reading it is no surprise that it does not end as one.
    telling = named or node.carrier or good > 0
    obstacles = [obstacle for scan in scans for obstacle in scan.obstacles if telling or isinstance(obstacle[3], Bound)]
    layer, values, end = _elsewhere(node, children, obstacles, (head.end(), end), alone=len(scans) == 1)
    whole = _AFTER(node.raw, end) is not None or any(s.nesting.frames for s in scans)
    if not whole:
        if not named and _OBJECT(node.raw, head.end()) is None:
            return
        (values or children).append((node.path, node.key, _rest(node.raw[end:]), end, len(node.raw), True))
    if values:
        yield Opened((NAME, layer), values, sure=whole, obstacles=obstacles)
        return
    foreign = sum(s.foreign for s in scans)
    sure = whole and (errors + loose <= good or not errors + foreign)
    yield Opened((NAME,), children, sure=sure, obstacles=obstacles)
    if len(children) >= _FEWEST_PIECES and (wholes := numbered.joined(children)):
        yield Opened((NAME, numbered.NAME), wholes)
    if len(children) >= _FEWEST_KEYS and (texts := typed.joined(children)):
        yield Opened((NAME, typed.NAME), texts)
    arrays += [array for scan in scans for array in scan.arrays]
    if arrays:
        yield _bytes(node, arrays)


def _elsewhere(
    node: Node, children: list[Child], obstacles: list[Obstacle], within: tuple[int, int], *, alone: bool
) -> tuple[str, list[Child], int]:
    """Give what is named elsewhere in the text, by where that leads, with its layer and where the text then ends."""
    raw, (start, end) = node.raw, within
    if alone and _LISTED(raw, start):
        cut: list[Obstacle] = []
        later, behind = _promised(node, start, end, cut)
        if values := indexed.joined(node, children, later):
            obstacles += cut
            return indexed.NAME, values, behind
        if later and (values := indexed.joined(node, children)):
            return indexed.NAME, values, end
    if indexed.PAGE(raw, start) and (values := indexed.embedded(node, children)):
        return indexed.NAME, values, end
    if qwik.BEGINS(raw, start) and (values := qwik.joined(node, children)):
        return qwik.NAME, values, end
    if seroval.MARK in raw and (values := seroval.joined(raw, children)):
        return seroval.NAME, values, end
    return "", [], end


def _promised(node: Node, start: int, end: int, obstacles: list[Obstacle]) -> tuple[list[indexed.Later], int]:
    """Give what goes on behind a list in lines of their own, and where the last of them ends."""
    raw, later, count = node.raw, list[indexed.Later](), 0
    while (line := indexed.PROMISED(raw, end)) is not None and node.budget.spend(end - start):
        count += indexed.size(raw, start, end)
        start = line.end()
        scan = _scan(node, start, node.prefix, (b"\\" in raw, b'\\"' in raw))
        if scan.errors or scan.loose:
            break
        later.append((int(line[1]), count, scan.children))
        obstacles += scan.obstacles
        end = len(raw) if scan.nesting.frames else scan.pos
    return later, end


def _in_string(raw: bytes) -> re.Match[bytes] | None:
    """Find the text in a string that is all there is; it closes as it opened, in whatever string it is itself."""
    string = _STRING(raw)
    return string if string and string[1].rstrip(b'\\" \t\r\n').endswith((b"}", b"]")) else None


def _apart(raw: bytes, children: list[Child]) -> list[Child]:
    """Number what stands at one path a second time, as names that come again in one object do: ``name``, ``name[1]``.

    A name that looks like data is a child at the path of its own value, and stays there.
    """
    if len(set(map(_PATH, children))) == len(children):
        return children
    seen: dict[str, int] = {}
    made: list[Child] = []
    named = ("", -1)
    for child in children:
        path, _, _, start, end, _ = child
        if named[0] != path or _NAMING(raw, named[1], start) is None:
            seen[path] = seen.get(path, 0) + 1
        count = seen[path] - 1
        made.append((item(path, count), *child[1:]) if count else child)
        named = path, end
    return made


def _root(node: Node, start: int) -> list[byte_array.Array]:
    """Give the bytes that a whole text is a list of."""
    found = byte_array.read(node.raw, start)
    if found is None or not _AFTER(node.raw, found[1]):
        return []
    return [(node.path, node.key, found[0], start, found[1])]


def _bytes(node: Node, arrays: list[byte_array.Array], *, sure: bool = False) -> Opened:
    """Give the lists of numbers that are bytes; what they hold is looked into like any value."""
    children: list[Child] = [
        (path, key, as_text(data) or data, start, end, False)
        for path, key, data, start, end in arrays
        if byte_array.certain(data)
        or byte_array.written(data)
        or byte_array.mixed(data)
        or binary.recognised(node, data)
    ]
    return Opened((NAME, byte_array.NAME), children, sure=sure)


def _texts(node: Node, start: int) -> tuple[list[Scan], int]:
    """Read one text after the other. Only where there are several do their paths begin with an index."""
    escaped = b"\\" in node.raw, b'\\"' in node.raw
    first = _scan(node, start, node.prefix, escaped)
    if first.nesting.frames or not _starts(node.raw, first.pos):
        return [first], first.pos
    scans: list[Scan] = []
    pos, room = start, node.room
    while room >= 0 and _starts(node.raw, pos):
        scan = _scan(node, _skip(node.raw, pos), item(node.prefix, len(scans)), escaped)
        scans.append(scan)
        pos, room = scan.pos, room - max(len(scan.children), 1)
        if scan.nesting.frames:
            break
    return scans, pos


def _scan(node: Node, pos: int, prefix: str, escaped: tuple[bool, bool]) -> Scan:
    tokens = node.budget.tokens()
    simple, quoted = not escaped[0], escaped[1]
    scan = Scan(node.raw, pos, prefix, room=node.room, tokens=tokens, simple=simple, quoted=quoted, key=node.key)
    scan.run()
    node.budget.spend((tokens - scan.tokens) * node.budget.TOKEN + scan.vain)
    return scan


def _skip(raw: bytes, pos: int) -> int:
    match = _BETWEEN(raw, pos)
    return match.end() if match else pos


def _starts(raw: bytes, pos: int) -> bool:
    return _START.match(raw, _skip(raw, pos)) is not None


def _rest(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
