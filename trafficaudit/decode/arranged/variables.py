"""Variables of a GraphQL operation whose names say nothing, where its text stands beside them: ``{"query": "mutation
($e: Email!) {join(mail: $e) {id}}", "variables": {"e": "a@b.kr"}}`` (specification of October 2021, 2.10).

A variable is called by the argument that it is handed to, else by its type where that is no general one; its path
stays that of its place. What is handed to arguments of several names is called by its type.
"""

import re

from trafficaudit.decode.node import Child

_GATE = "variables."
_TEXT = "query"
_NAME = r"[A-Za-z_]\w{0,127}"
_DECLARED = re.compile(rf"\$({_NAME})\s*:[\s\[]*({_NAME})", re.ASCII).findall
_HANDED = re.compile(rf"({_NAME})\s*:\s*\[?\s*\$({_NAME})", re.ASCII).findall
_SAYS_NOTHING = re.compile(
    r"[A-Za-z_]{1,2}[0-9]{0,3}|_?(?:var|arg|param|prm|val|value|input|in|data|field|str|text)_?[0-9]{0,3}", re.ASCII
).fullmatch
_GENERAL = frozenset(
    {"String", "ID", "Int", "Float", "Boolean", "JSON", "JSONObject", "Any", "Object", "Map", "Date", "DateTime"}
    | {"Time", "Timestamp", "UUID", "Long", "BigInt", "Decimal", "Number", "Upload", "File", "Void"}
)
"""Types of the specification itself, and those that servers commonly add, of which none says what a value is."""
_VARIABLE = re.compile(rf"({_NAME})(?:\[[0-9]{{1,7}}\])?", re.ASCII).fullmatch
_LONGEST = 1 << 16
"""Characters of an operation that are read for the names of its variables."""


def rename(children: list[Child], paths: str) -> None:
    """Give each variable without a telling name the name of its argument or type for its key.

    Args:
        children: of one value, in the order of the bytes.
        paths: all of theirs: most hold no variables, which is seen at once.
    """
    if _GATE not in paths:
        return
    told = {
        path[: -len(_TEXT)]: value[:_LONGEST]
        for path, key, value, *_ in children
        if key == _TEXT and isinstance(value, str) and "$" in value and path.endswith(_TEXT)
    }
    names: dict[str, dict[str, str]] = {}
    for at, (path, _, value, start, end, how) in enumerate(children if told else ()):
        place, gate, own = path.rpartition(_GATE)
        if not gate or place not in told or not (found := _VARIABLE(own)) or not _SAYS_NOTHING(found[1]):
            continue
        if place not in names:
            names[place] = _names(told[place])
        if found[1] in names[place]:
            children[at] = path, names[place][found[1]], value, start, end, how


def _names(text: str) -> dict[str, str]:
    """Give what variables are called by the text of an operation."""
    names = {variable: kind for variable, kind in _DECLARED(text) if kind not in _GENERAL}
    handed: dict[str, set[str]] = {}
    for argument, variable in _HANDED(text):
        if not _SAYS_NOTHING(argument):
            handed.setdefault(variable, set()).add(argument)
    return names | {variable: found.pop() for variable, found in handed.items() if len(found) == 1}
