"""Every sentence that code can say, collected from its source: literals followed through names, branches and sums.

What varies is a hole. A sentence counts where it leaves the place where it was made: as an argument of what carries
sentences (``Finding``, ``Gap`` ...), returned, yielded, appended or as a member of a list.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, product
from pathlib import Path

HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
_MOST = 256
_DEEPEST = 12
_WORD = re.compile(r"(?<![\w.`/-])[a-z]{2,}(?![\w.`/(=-])")
_FOLLOWED = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.IfExp, ast.BoolOp, ast.Name, ast.Call)


def sentences(files: Iterable[Path]) -> dict[str, str]:
    """Give each sentence, holes and all, with the place that says it (``file:line``)."""
    found: dict[str, str] = {}
    for file in files:
        for line, text in _Module(ast.parse(file.read_text(encoding="utf-8"))).said():
            found.setdefault(text, f"{file.parent.name}/{file.name}:{line}")
    return found


def is_prose(text: str) -> bool:
    """Say whether a text has two plain words, as a sentence has and a name has not."""
    return " " in text and "\\" not in text and len(_WORD.findall(text.replace(HOLE, " "))) > 1


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._constants: dict[str, list[ast.expr]] = {}
        for node in tree.body:
            _assigned(node, self._constants)

    @cached_property
    def _functions(self) -> list[ast.FunctionDef]:
        return [node for node in ast.walk(self._tree) if isinstance(node, ast.FunctionDef)]

    def said(self) -> Iterator[tuple[int, str]]:
        """Give what functions let go of, and the sentences that stand for themselves as constants."""
        for values in self._constants.values():
            for value in values:
                yield from ((value.lineno, text) for text in self._texts(value, {}, 0) if is_prose(text))
        for function in self._functions:
            known: dict[str, list[ast.expr]] = {}
            for node in ast.walk(function):
                _assigned(node, known)
            for node in ast.walk(function):
                for leaving in _leaving(node):
                    for text in self._texts(leaving, known, 0):
                        if is_prose(text):
                            yield leaving.lineno, text

    def _texts(self, node: ast.expr, known: dict[str, list[ast.expr]], depth: int) -> list[str]:
        """Give what an expression may come to."""
        if depth > _DEEPEST:
            return [HOLE]
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else [HOLE]
        if isinstance(node, ast.JoinedStr):
            return self._sum([self._texts(part, known, depth + 1) for part in node.values])
        if isinstance(node, ast.FormattedValue):
            return self._texts(node.value, known, depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._sum([self._texts(part, known, depth + 1) for part in (node.left, node.right)])
        if isinstance(node, ast.IfExp):
            return _once([*self._texts(node.body, known, depth + 1), *self._texts(node.orelse, known, depth + 1)])
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return _once([text for part in node.values for text in self._texts(part, known, depth + 1)])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Bound" and node.args:
            return self._texts(node.args[0], known, depth + 1)  # a sentence that says what it is
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "several":
            return [f"{HOLE} {word}" for word in self._counted(node)]  # a number with the word for what it counts
        if isinstance(node, ast.Name):
            values = known.get(node.id) or self._constants.get(node.id)
            if values and len(values) <= 8:
                return _once([text for value in values for text in self._texts(value, known, depth + 1)])
        return [HOLE]

    def _counted(self, call: ast.Call) -> list[str]:
        """Give both words of ``plurals.several``, which may stand in a constant of the module."""
        given = [each.value if isinstance(each, ast.Starred) else each for each in call.args[1:]]
        named = [value for each in given if isinstance(each, ast.Name) for value in self._constants.get(each.id, ())]
        told = [part for each in (*given, *named) for part in (each.elts if isinstance(each, ast.Tuple) else (each,))]
        words = [each.value for each in told if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        return words if len(words) != 1 else [words[0], f"{words[0]}s"]

    @staticmethod
    def _sum(parts: list[list[str]]) -> list[str]:
        return _once(["".join(each) for each in islice(product(*parts), _MOST)])


def _once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:_MOST]


def _assigned(node: ast.AST, known: dict[str, list[ast.expr]]) -> None:
    """Note what a name is given; what is added to it may be there or not."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ):
            known.setdefault(name, []).append(value)
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            for target, each in zip(targets, values, strict=False):
                if isinstance(target, ast.Name):
                    known.setdefault(target.id, []).append(each)
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.IfExp() as chosen):
            for side in (chosen.body, chosen.orelse):
                _assigned(ast.Assign(targets=[ast.Tuple(elts=targets)], value=side), known)
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
            before = known.get(name)
            if before:
                known[name] = [*before, *(ast.BinOp(each, ast.Add(), value) for each in before)]
        case _:
            pass


_SILENT = re.compile(
    r"(?:Audit|Read|Persona|Destination|Evidence|Output|Declaration|Device|Hook|Record\w*)Error|compile|vocabulary|format|find|startswith|endswith|split|partition|join|removeprefix|get|several"
)
"""Calls whose arguments go no further: patterns, keys, and errors, which say themselves what they are."""


def _leaving(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value):
            yield from _members(value)
        case ast.List(elts=elements):
            yield from (each for each in elements if isinstance(each, _FOLLOWED))
        case ast.Call(func=called, args=given, keywords=named):
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if not _SILENT.fullmatch(name):
                arguments = (*given, *(each.value for each in named))
                yield from (each for each in arguments if isinstance(each, _FOLLOWED))
        case _:
            pass


def _members(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.Tuple):
        yield from value.elts
    elif isinstance(value, ast.GeneratorExp | ast.ListComp):
        yield value.elt
    else:
        yield value
