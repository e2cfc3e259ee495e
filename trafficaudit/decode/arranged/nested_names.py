"""Names with the way to a value in them, as forms and properties write it: ``user[phone]``, ``device.os.version``.

Such a field is called by the last of the names, as it would be as a member of nested objects; its path shows the name
as it was written.
"""

import re

from trafficaudit.decode.node import Child
from trafficaudit.model import Part

_LONGEST = 4_096
_NESTED = re.compile(r"[A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[[^\[\]]*\])+|[^\[\]]+(?:\[[^\[\]]*\])+").fullmatch
_NAMES = re.compile(r"[^.\[\]]+").findall
_OF_ENTRY = re.compile(r"(.*[.\[][0-9]{1,4}(?:\]\[|\.|\]\.))(?:[vV]alue|val)(?:\.StringValue)?\]?").fullmatch
_NAME_OF_ENTRY = re.compile(r"(.*[.\[][0-9]{1,4}(?:\]\[|\.|\]\.))(?:[nN]ame|[kK]ey|field)\]?").fullmatch
"""Names of the two sides of an entry, as forms write lists of them (jQuery, Amazon's queues and notices)."""
_IS_NAME = re.compile(r"(?!\d)[\w.$:\[\]-]{2,128}").fullmatch
_WRITTEN = re.compile(r'"\](?:\[[0-9]+\])?\Z').search
_DOTTED: frozenset[Part] = frozenset(("url", "body"))
"""Where a dot leads on; in names of headers and cookies it is a sign like others (``ASP.NET_SessionId``)."""


def nested(name: str) -> tuple[str, ...]:
    """Give the names that one is nested of, outermost first; nothing where it is nested of none.

    A number is the place in a list.

    >>> nested("user[phone]"), nested("ai.device.model"), nested("user[tel][0]"), nested("tel[]"), nested("osVersion")
    (('user', 'phone'), ('ai', 'device', 'model'), ('user', 'tel'), ('tel',), ())
    """
    if len(name) > _LONGEST or _NESTED(name) is None:
        return ()
    return tuple(each for each in _NAMES(name) if not each.isdigit())


def _beside(written: list[Child]) -> dict[str, str]:
    """Give the names of a form's entries (``data[0][name]``, ``Attribute.1.Name``) by what their own begin with."""
    if not any(_OF_ENTRY(child[1]) for child in written):
        return {}
    names = ((_NAME_OF_ENTRY(child[1]), child[2]) for child in written)
    return {name[1]: value for name, value in names if name and isinstance(value, str) and _IS_NAME(value)}


def by_own_names(children: list[Child], part: Part) -> list[Child]:
    """Give children called by the last of the names that theirs are nested of; a name that is the value stays whole."""
    dotted = part in _DOTTED
    found = [at for at, child in enumerate(children) if child[1][-1:] == "]" or (dotted and "." in child[1])]
    if not found:
        return children
    children = children.copy()
    beside = _beside([children[at] for at in found])
    for at in found:
        path, key, value, start, end, how = children[at]
        if (entry := _OF_ENTRY(key)) is not None and entry[1] in beside:
            children[at] = path, beside[entry[1]], value, start, end, how
            continue
        # Who is called by the name beside it (``paired``) has the way to it nowhere else.
        if value != key and _WRITTEN(path) and (names := nested(key)):
            children[at] = path, names[-1], value, start, end, how
    return children
