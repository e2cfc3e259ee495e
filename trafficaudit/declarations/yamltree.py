"""YAML -> plain values with the line of each, from the parser's events: no tags, no anchors, no aliases, bounded depth.

Nothing is built but mappings, lists and the text of scalars, so that no YAML can name a type, refer to itself, or grow.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from trafficaudit.errors import DeclarationError

MAX_DEPTH = 12
MAX_NODES = 200_000


@dataclass(frozen=True, slots=True)
class Node:
    """One value: a mapping of names to nodes, a list of nodes, or a scalar's text. ``quoted`` scalars are text only."""

    value: "dict[str, Node] | list[Node] | str"
    line: int
    quoted: bool = False


def parse(text: str, where: str) -> Node:
    """Read one YAML document.

    Raises:
        DeclarationError: it is not YAML, or more than a declaration needs of it.
    """
    try:
        return _build(text, where)
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        raise DeclarationError(f"is not YAML{line}: {str(problem)[:120]}", where, "mend the line") from None


def _build(text: str, where: str) -> Node:
    stack: list[_Open] = []
    roots: list[Node] = []
    for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1
        if count > MAX_NODES or len(stack) > MAX_DEPTH:
            raise _refused("holds more, or deeper, than a declaration does", line, where)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused("has an anchor or alias", line, where)
        if getattr(event, "tag", None):
            raise _refused("has a tag", line, where)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], line))
            continue
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = stack.pop()
            node = Node(done.value, done.line)
        elif isinstance(event, yaml.ScalarEvent):
            node = Node(event.value, line, quoted=event.style is not None)
        else:
            continue
        _place(stack, roots, node, where)
    if len(roots) != 1:
        raise DeclarationError("holds no document, or more than one", where, "write one declaration into a file")
    return roots[0]


@dataclass(slots=True)
class _Open:
    """A mapping or list that has not ended; ``key`` is the name that waits for its value."""

    value: dict[str, Node] | list[Node]
    line: int
    key: str | None = None


def _place(stack: list[_Open], roots: list[Node], node: Node, where: str) -> None:
    if not stack:
        roots.append(node)
        return
    top = stack[-1]
    if isinstance(top.value, list):
        top.value.append(node)
    elif top.key is not None:
        top.value[top.key], top.key = node, None
    elif not isinstance(node.value, str):
        raise _refused("has a name that is no text", node.line, where)
    elif node.value in top.value:
        raise _refused(f"names {node.value[:60]!r} twice", node.line, where)
    else:
        top.key = node.value


def _refused(what: str, line: int, where: str) -> DeclarationError:
    return DeclarationError(f"{what} in line {line}", where, "write it as `trafficaudit declare from-policy` does")
