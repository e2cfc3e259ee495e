"""Values that stand in an object of their own, and are called by what holds it: ``{"email": {"value": "..."}}``.

Databases wrap every value in its type: ``{"email": {"stringValue": "..."}}`` (the ``Value`` of Firestore and of
``google.protobuf.Struct``), ``{"email": {"S": "..."}}`` (the ``AttributeValue`` of DynamoDB), ``{"$numberLong": "1"}``
(MongoDB's Extended JSON). Forms and kits write beside a value what is known of it (its type, since when, whether it is
valid), histories what it was before. Its path stays that of its place.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence

from trafficaudit.decode.node import Child

TEXTS = ("#text", "#cdata-section", "$t", "_text", "__text", "__cdata")
"""What parsers of XML call the text of an element: of xml2js, xml-js, Google's GData, Badgerfish and others."""
_ELEMENT = re.compile(r"([^.\[\]]+)(?:\[[0-9]+\])?\.\Z").search
_HOLDER = re.compile(r"([^.\[\]]+)(?:(?:\.(?:array|list)Value\.values|\.L)?\[[0-9]+\])?\.\Z").search
_WRAPPINGS = frozenset(("stringValue", "integerValue", "doubleValue", "booleanValue", "timestampValue"))
_WRAPPINGS |= frozenset(("referenceValue", "bytesValue", "S", "N", "B", "BOOL", "numberValue", "boolValue"))
_WRAPPINGS |= frozenset(("$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal"))
_HELD = frozenset(("value", "Value", "VALUE", "val", "@value", "$value", "_value", "StringValue"))
_HELD |= frozenset(("newValue", "new_value"))
"""What a value is called in an object that says more of it, and is itself called by what holds that."""
_HELD_ALIKE = frozenset(
    ("v", "text", "content", "data", "raw", "string", "str", "new", "current", "after", "set", "s", "t")
)
_HELD_ALIKE |= frozenset(("$", "_", "eq", "_eq", "$eq", "$set"))
"""Likewise, where several values are written so, and fewer are not: one may be a version, or a member like others."""
_FEWEST = 3
_OF_HELD = frozenset(("type", "Type", "@type", "$type", "__type", "t", "dataType", "DataType", "timestamp", "unit"))
_OF_HELD |= frozenset(
    ("old", "oldValue", "old_value", "before", "previous", "label", "displayValue", "primary", "verified", "lang")
)
_OF_HELD |= frozenset(("set_timestamp_micros", "updatedAt", "updated_at", "confidence", "source", "encrypted", "isSet"))
_OF_HELD |= frozenset(("touched", "dirty", "pristine", "error", "valid", "required", "visible", "isPresent"))
"""What stands beside a value in its object and only tells of it."""
_SPECIAL = re.compile(r'[\[\]"]').search
_IN_OBJECTS = _WRAPPINGS | _HELD | _HELD_ALIKE | frozenset(TEXTS)
_NEAR = 3
"""Members of the object on each side of the value that are looked at."""


def name(children: list[Child], values: Container[str]) -> None:
    """Name values by what holds the object that says no more than the value and what it is, and texts by their element.

    Args:
        children: of one value, in the order of the bytes.
        values: what a value may be called beside its name, which is the name of none.
    """
    alike: dict[str, list[tuple[int, str]]] = {}
    others: Counter[str] = Counter()
    for index in [at for at, child in enumerate(children) if child[1] in _IN_OBJECTS and child[2] != child[1]]:
        path, key = children[index][:2]
        container = path[: -len(key)] if path.endswith(key) else ""
        if key in TEXTS:
            if holder := _ELEMENT(container):
                _call(children, index, holder[1])
        elif key in _WRAPPINGS:
            holder = _HOLDER(container)
            if holder is not None and holder[1] not in values and _is_alone(children, index, container):
                _call(children, index, holder[1])
        elif (own := _holder(container)) and _is_told_of(children, index, container):
            if key in _HELD:
                _call(children, index, own)
            else:
                alike.setdefault(key, []).append((index, own))
        else:
            others[key] += 1
    for key, held in alike.items():
        if len({own for _, own in held}) >= _FEWEST and len(held) > others[key]:
            for index, own in held:
                _call(children, index, own)


def _holder(container: str) -> str:
    """Give the plain name of what holds an object; nothing where it is none, or that of a list."""
    name = container[:-1].rpartition(".")[2] if container[-1:] == "." else ""
    return "" if _SPECIAL(name) else name


def _call(children: list[Child], index: int, name: str) -> None:
    path, _, value, start, end, how = children[index]
    children[index] = path, name, value, start, end, how


def _is_alone(children: Sequence[Child], index: int, container: str) -> bool:
    """Say whether nothing else stands in an object."""
    near = [children[at][0] for at in (index - 1, index + 1) if 0 <= at < len(children)]
    return not any(other.startswith(container) for other in near)


def _is_told_of(children: Sequence[Child], index: int, container: str) -> bool:
    """Say whether what else stands in an object only tells of the value."""
    near = [*children[max(index - _NEAR, 0) : index], *children[index + 1 : index + _NEAR + 1]]
    own = children[index][0]
    return all(path == own or key in _OF_HELD or not path.startswith(container) for path, key, *_ in near)
