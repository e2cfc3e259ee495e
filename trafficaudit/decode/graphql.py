"""Arguments that stand in the text of a GraphQL operation (specification of October 2021, sections 2.9 and 2.6):
``mutation { addAddress(recipient: "...", zip: "...") { id } }``, and the values that variables have where none is sent
(2.10: ``query ($sex: Sex = F)``). Most apps send variables beside the text, some do not.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import json_string
from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Names, Node, Obstacle, Opened, item, member
from trafficaudit.decode.text import as_text

NAME = "graphql"
MEDIA = re.compile(r"application/graphql")
TEXT = True
MARKS = "("
ONLY = None

_START = re.compile(
    rb"\s*+(?:#[^\n]*+\n\s*+)*+(?:(?:query|mutation|subscription)\b[^{(\"]{0,200}+[({]|\{\s*+[A-Za-z_]\w*+\s*+\()"
).match
_FIRST = (b"q", b"m", b"s", b"{", b"#", b" ", b"\n", b"\r", b"\t")
"""Signs that an operation may begin with."""
_ARGUMENT = re.compile(
    rb"\(\s*+[A-Za-z_]\w*+\s*+:\s*+[\"{\[\dA-Z-]|[,{]\s*+[A-Za-z_]\w*+\s*+:\s*+\"|[\w!\]]\s{0,8}=\s{0,8}[\"{\[\dA-Z-]"
).search
_TOKEN = re.compile(
    rb'"""(?P<block>(?:[^"\\]++|\\.|"(?!""))*+)(?:"""|\\?\Z)|"(?P<text>(?:[^"\\\n]++|\\.)*+)(?:"|(?=\n)|\\?\Z)'
    rb"|(?P<comment>#[^\n]*+)|\$(?P<given>[A-Za-z_]\w{0,63}+)\s{0,8}+:[\s\w\[\]!]{1,128}+="
    rb"|(?P<own>[A-Za-z_]\w*+)\s*+(?=[({:])(?P<named>:?)|(?P<word>\$?[A-Za-z_]\w*+)|(?P<number>-?\d++(?:\.\d++)?)|(?P<sign>[(){}\[\]])",
    re.DOTALL,
)
"""A text that is not closed is one to the end, lest each of its signs is a beginning that is tried to the end."""

type _Step = tuple[str, int]
"""A name, and in a list the place there, else -1."""

_DEEPEST = 64
_DEEP = Bound(f"GraphQL of more than {_DEEPEST} levels")
_WORD = re.compile(rb"[A-Z][A-Z0-9_]*+|true|false").fullmatch
"""A value of an enumeration, as they are written by convention, or a truth; other words behind a colon are fields."""


def sniff(node: Node) -> bool:
    """See ``Decoder``: an operation that has an argument with a value of its own."""
    return _START(node.raw) is not None and _ARGUMENT(node.raw) is not None


def is_operation(raw: bytes) -> bool:
    """Say whether a text is the whole of an operation: what looks like pairs in it are variables and their types."""
    return raw[:1] in _FIRST and raw.rstrip().endswith(b"}") and _START(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each value that is written out, by the name of its argument under those of what that stands in."""
    raw, children = node.raw, list[Child]()
    above: list[_Step] = []
    lists: list[tuple[int, _Step]] = []
    prefixes: dict[tuple[_Step, ...], Names] = {}
    name = last = ""
    left: list[Obstacle] = []
    for token in _TOKEN.finditer(raw):
        spent = len(children) > node.room or not node.budget.spend(node.budget.TOKEN)
        if spent or len(above) > _DEEPEST:
            left = [(node.path, token.start(), len(raw), WORK if spent else _DEEP)]
            break
        kind = token.lastgroup
        if kind == "named" and token["own"] is not None:
            last = token["own"].decode()
            name = last if token["named"] else name
        elif kind == "given":
            name = token["given"].decode()
        elif kind == "sign":
            if token["sign"] in (b"[", b"]"):
                _list(token["sign"], above, lists, name or last)
                continue
            closed = _brackets(token["sign"], above, lists, last)
            # What follows the arguments of a field in braces belongs to that field.
            name, last = "", closed if token["sign"] == b")" else ""
        elif name and (run := _value(token)) is not None:
            place = tuple(above)
            if place not in prefixes:
                prefixes[place] = Names(_prefix(node.prefix, above))
            children.append(_child(prefixes[place].path(name), name, raw, *run))
    if children or left:
        # Where every bracket is closed the escapes in its texts are theirs, not those of all of it.
        whole = not above and not left and raw.rstrip().endswith(b"}")
        yield Opened((NAME,), children, sure=whole, obstacles=left)


def _list(sign: bytes, above: list[_Step], lists: list[tuple[int, _Step]], name: str) -> None:
    if sign == b"[" and len(lists) < _DEEPEST:
        lists.append((len(above), (name, 0)))
    elif sign == b"]" and lists:
        lists.pop()


def _brackets(sign: bytes, above: list[_Step], lists: list[tuple[int, _Step]], last: str) -> str:
    """Go in or out; give the name of what was left. An object of a list stands under its name, by its place there."""
    if sign in (b"(", b"{"):
        if lists and lists[-1][0] == len(above):
            _, step = lists.pop()
            lists.append((len(above), (step[0], step[1] + 1)))
        else:
            step = (last, -1)
        above.append(step)
        return ""
    return above.pop()[0] if above else ""


def _prefix(prefix: str, above: list[_Step]) -> str:
    for name, place in above:
        prefix = member(prefix, name) if name else prefix
        prefix = item(prefix, place) if place >= 0 else prefix
    return prefix


def _value(token: re.Match[bytes]) -> tuple[int, int] | None:
    """Give where a value stands: of text what is between the quotes; of words those of an enumeration, and truths."""
    for kind in ("text", "block", "number"):
        if token[kind]:
            return token.span(kind)
    return token.span("word") if token["word"] and _WORD(token["word"]) else None


def _child(path: str, name: str, raw: bytes, start: int, end: int) -> Child:
    run = raw[start:end]
    value, how = json_string.read(run) if b"\\" in run else (as_text(run) or run, True)
    return path, name, value, start, end, how
