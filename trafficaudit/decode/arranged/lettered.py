"""Objects whose members are called by letters, beside a map of what these mean: ``{"keys": {"a": "email", "b": "zip"},
"data": [{"a": "a@b.kr", "b": "06234"}]}``, either way round. Kits that count their bytes send so.

A value is then named by what its letter stands for; its path stays that of its place. The map must be called one, and
all members of an object stand in it.
"""

import re
from collections.abc import Sequence

from trafficaudit.decode.node import Child

_LONGEST_LETTERS = 3
_LETTERS = re.compile(r"[A-Za-z_$][\w$]{0,2}|[0-9]{1,3}", re.ASCII).fullmatch
_NAME = re.compile(r"[A-Za-z_][\w.$-]{1,63}", re.ASCII).fullmatch
_MAPS = "map|mapping|maps|key|keys|legend|schema|dict|dictionary|alias|aliases|names|fields|abbr|abbreviations|lookup|k"
"""What the name of a map of letters ends in."""
_CALLED = re.compile(
    rf"(?:.*[._-])?(?:key|field|name|column|attr|prop|param)?_?(?:{_MAPS})", re.IGNORECASE | re.ASCII
).fullmatch
_GATES = tuple(f"{word}." for word in _MAPS.split("|"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FEWEST = 3
_FEWEST_HELD = 2

type _Object = dict[str, int]
"""The members of an object: the child of each name."""


def rename(children: list[Child], paths: str) -> None:
    """Give each member of an object of letters the name that its letter stands for.

    Args:
        children: of one value, in the order of the bytes.
        paths: all of theirs: most name no map, which is seen at once.
    """
    low = paths.lower()
    for gate in _GATES:
        if gate in low:
            break
    else:
        return
    if sum([len(child[1]) <= _LONGEST_LETTERS for child in children]) < _FEWEST:
        return
    objects = _objects(children)
    legends = {path: read for path, members in objects.items() if (read := _legend(children, path, members))}
    if len(legends) != 1:
        return
    (legend, names), *_ = legends.items()
    for path, members in objects.items():
        lettered = path != legend and len(members) >= _FEWEST_HELD and members.keys() <= names.keys()
        if lettered and not all(_is_name(children[at][2]) for at in members.values()):
            for letter, at in members.items():
                place, _, value, start, end, how = children[at]
                children[at] = place, names[letter], value, start, end, how


def _objects(children: Sequence[Child]) -> dict[str, _Object]:
    """Give the objects that hold values by the paths of their members up to the name."""
    found: dict[str, _Object] = {}
    for at, (path, key, *_) in enumerate(children):
        if key and path.endswith(key) and (len(path) == len(key) or path[-len(key) - 1] == "."):
            found.setdefault(path[: -len(key)], {})[key] = at
    return found


def _legend(children: Sequence[Child], path: str, members: _Object) -> dict[str, str]:
    """Give the names by their letters, where an object is such a map; nothing where it is none."""
    if len(members) < _FEWEST or not _CALLED(_CAMEL.sub("_", path[:-1].rpartition(".")[2])):
        return {}
    said = {key: str(children[at][2]) for key, at in members.items()}
    for names in (said, {letters: name for name, letters in said.items()}):
        if len(names) == len(said) and all(_LETTERS(letters) for letters in names):
            distinct = len({*names.values()}) == len(names)
            return names if distinct and all(_NAME(name) for name in names.values()) else {}
    return {}


def _is_name(value: str | bytes) -> bool:
    return isinstance(value, str) and _NAME(value) is not None
