"""Names of what maps hold in the XML that Java's libraries write of objects.

``<entry><string>phone</string><string>010-...</string></entry>`` (XStream), ``<void method="put"><string>phone</string>
<string>010-...</string></void>`` (``java.beans.XMLEncoder``): the first text is the name of the value that follows it.
"""

import re
from collections.abc import Callable

from trafficaudit.decode.node import Child

_NAME = ".string"
_ENTRY = re.compile(r"(?:^|\.)(?:entry|(void))(?:\[[0-9]+\])?\Z").search
_VALUE = re.compile(
    r"\.(?:string\[1\]|int|long|short|byte|char|double|float|boolean|date|big-decimal|big-int|uuid|uri|url|locale"
    r"|sql-(?:date|time|timestamp)|local-date(?:-time)?|instant)"
).fullmatch


def rename(children: list[Child], paths: str, is_name: Callable[[str], object]) -> None:
    """Give each value of an entry the name before it.

    Args:
        children: of one document, in the order of the bytes.
        paths: theirs, a line each: without entries in them none are looked for.
        is_name: whether a text may be a name.
    """
    if not (("entry" in paths or "void" in paths) and _NAME in paths):
        return
    for at in range(1, len(children)):
        path, _, value, start, end, how = children[at]
        above, _, name, *_ = children[at - 1]
        if not above.endswith(_NAME) or not isinstance(name, str):
            continue
        entry = above.removesuffix(_NAME)
        if not path.startswith(entry) or _VALUE(path[len(entry) :]) is None or not is_name(name):
            continue
        kind = _ENTRY(entry)
        if kind is not None and (kind[1] is None or _puts(children, at - 2, entry)):
            children[at] = path, name, value, start, end, how


def _puts(children: list[Child], at: int, entry: str) -> bool:
    """Say whether what is called puts something into a map."""
    return at >= 0 and children[at][0] == entry + ".@method" and children[at][2] == "put"
