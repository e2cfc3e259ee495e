"""Names that stand beside their values: ``{"key": "email", "value": "..."}``, ``{"attrName": "email", "attrValue":
"..."}``, lists of pairs (``[["email", "..."], ["zip", "..."]]``), and the entries of a protobuf map.

A value may stand one object deeper, in one whose only member is its type: ``{"key": "geo.lat", "value":
{"doubleValue": 37.5}}`` (OpenTelemetry's ``AnyValue``, in its JSON and in protobuf). Credentials call the two
``elementIdentifier`` and ``elementValue`` (ISO/IEC 18013-5), shops ``attribute_code`` and ``value`` (Magento). The type
of an identity is its name: ``{"type": "gaid", "value": "..."}``, ``{"documentType": "cpf", "document": "..."}``.

Analytics kits send a user's properties so. The value is then named by what stands beside it, as it would be as a
member of an object; its path stays that of its place. Names of columns stand farther away (``columned``).
"""

import re
from collections.abc import Sequence

from trafficaudit.decode.arranged import (
    alternating,
    answered,
    beans,
    celled,
    columned,
    entries,
    flattened,
    headed,
    held,
    lettered,
    variables,
)
from trafficaudit.decode.node import Child

_OWNERS = (
    "field",
    "attr",
    "attribute",
    "param",
    "parameter",
    "property",
    "prop",
    "column",
    "col",
    "tag",
    "trait",
    "meta",
    "header",
)


def _of_owners(*ends: str) -> set[str]:
    """Give the names that end so and begin with what has names and values: ``attrName``, ``attr_name``."""
    return {name for owner in _OWNERS for end in ends for name in (owner + end, f"{owner}_{end.lower()}")}


_VALUES = frozenset(
    {"value", "Value", "VALUE", "val", "v", "stringValue", "string_value", "elementValue", "2"}
) | _of_owners("Value", "Val")
_VALUES |= frozenset(f"value{kind}" for kind in ("String", "Code", "Date", "DateTime", "Integer", "Decimal", "Boolean"))
_TYPED = frozenset({"stringValue", "string_value", "doubleValue", "double_value", "intValue", "int_value", "boolValue"})
_TYPED |= frozenset({"bool_value", "numberValue", "number_value", "bytesValue"})
_TYPED |= frozenset({"string", "int", "i4", "i8", "double", "boolean", "dateTime.iso8601", "base64"})  # XML-RPC's
_NAMES = frozenset(
    {"key", "Key", "KEY", "k", "n", "name", "Name", "field", "property", "attribute", "param", "elementIdentifier"}
) | _of_owners("Name", "Nm", "Key", "Code")
_TYPES = frozenset(
    {"type", "Type", "kind", "system", "idType", "id_type"}
    | {"identityType", "identity_type", "identifierType", "identifier_type", "documentType", "document_type"}
)
_OF_TYPES = frozenset(
    {"id", "identity", "identifier", "idValue", "id_value"}
    | {"identityValue", "identity_value", "identifierValue", "identifier_value"}
    | {"number", "document", "documentNumber", "document_number"}
)
_IDENTITIES = frozenset(
    {"adid", "gaid", "aaid", "idfa", "oaid", "googleadid", "googleadvertisingid", "advertisingid", "idfv", "androidid"}
    | {"ssaid", "imei", "imsi", "iccid", "meid", "udid", "macaddress", "deviceid", "installationid", "userid"}
    | {"memberid", "customerid", "phonenumber", "phone", "mobile", "mobilephone", "email", "emailaddress", "pccc"}
    | {
        "passportnumber",
        "passport",
        "juminno",
        "rrn",
        "ci",
        "ssn",
        "driverlicense",
        "driverslicense",
        "nric",
        "hkid",
        "aadhaar",
        "cpf",
        "curp",
    }
)
"""What says, as the type of a value, that it singles somebody out; other types (a text, a picture) are of the value.

Sources: FHIR R4 ``ContactPoint`` (``system``), and lists of identities as kits of measurement send them.
"""
_LOOSE = frozenset(
    {"deviceid", "installationid", "userid", "memberid", "customerid", "udid", "passportnumber", "passport"}
)
"""Those whose values have no form of their own: under a plain ``id`` these have twelve signs, a digit among them."""
_LOOSELY = re.compile(r"(?=.*[0-9])\S{12,}", re.DOTALL).fullmatch
_ANSWERS = frozenset({"a", "answer", "답변", "answerText", "answer_text"})
_QUESTIONS = frozenset({"q", "question", "label", "질문"})
"""What a form asks, which names the answer (or a value) where nothing else does."""
_ASKED = frozenset({"questionText", "question_text", "questionTitle", "title", "text"})
"""Likewise beside an answer alone: elsewhere they are values like others."""

_CHANGES = frozenset(("before", "after", "old", "new", "from", "to", "previous", "current"))
_CHANGES |= frozenset(("oldValue", "newValue", "old_value", "new_value", "oldVal", "newVal"))
"""What histories call a value before and after: there only these name what was changed, since others have senders."""
_CHANGED = frozenset(
    ("field", "attribute", "property", "column", "fieldName", "field_name", "columnName", "attributeName")
)
_OPERATIONS = frozenset(("add", "replace", "test"))
"""Of JSON Patch (RFC 6902), where the path tells what the value is."""
_CALLED = frozenset(
    ("id", "code", "slug", "ref", "tag", "variable", "column", "header", "linkId", "apiName", "fieldId")
)
"""What names a value in a list where nothing else does, if it is a word."""
_WORD = re.compile(r"[A-Za-z_](?:[\w.\[\]-]*[A-Za-z\]])?[0-9]{0,2}", re.ASCII).fullmatch

_NAME = re.compile(r"(?!\d)[\w.$:\[\]-]{1,128}").fullmatch
_QUESTION = re.compile(r"(?!\d)[\w .,:()/'-]{1,64}[?*:]{0,2}").fullmatch
_PLAIN = re.compile(r"[A-Za-z_][\w.-]{1,63}", re.ASCII).fullmatch
_PACKAGE = re.compile(r"[a-z]{2,4}\.[\w-]+\.").match
"""What packages of apps begin with: one with its version looks like the only entry of a map."""
_TELLING = _VALUES | _CHANGES | _TYPED | _ANSWERS | columned.HEADS | _OF_TYPES
_IS_TYPED = re.compile(r".*(?:\]|[0-9])\.2\.[0-9]", re.DOTALL).fullmatch
_LETTER = 1
_READINGS = 2
"""Of one value of a message: a whole number and a real one."""
_NEAR = 3
"""Members between a name and its value: a type, a time."""


def rename(children: list[Child]) -> None:
    """Give each child that has a name beside it that name for its key."""
    told = [index for index, child in enumerate(children) if child[1] in _TELLING]
    found = [index for index in told if children[index][1] not in columned.HEADS]
    if found and _TYPES.isdisjoint([child[1] for child in children]):
        found = [index for index in found if children[index][1] not in _OF_TYPES]
    for index, name in [(at, _entry(children, at) or _beside(children, at)) for at in found]:
        if name:
            path, _, value, start, end, how = children[index]
            children[index] = path, name, value, start, end, how
    held.name(children, _VALUES)
    paths = "\n".join([child[0] for child in children])  # few have what the next steps look for at the end of one
    if "]\n" in paths and ("[0]." in paths or "[0][" in paths):
        flattened.rename(children)
    wrapped = [at for at, child in enumerate(children) if _IS_TYPED(child[0][-8:])] if ".2." in paths else ()
    for index in wrapped:
        if (name := _wrapped(children, index)) and not _is_bits(children, index):
            path, _, value, start, end, how = children[index]
            children[index] = path, name, value, start, end, how
    seconds = [at for at, child in enumerate(children) if child[0][-4:] == "][1]"] if "][1]" in paths else ()
    cells = columned.rename(children, told, bool(seconds)) if seconds or len(found) < len(told) else set()
    cells = cells or headed.rename(children, seconds)
    for index in seconds:
        if index not in cells and (name := _first_of_pair(children, index)):
            path, _, value, start, end, how = children[index]
            children[index] = path, name, value, start, end, how
    if any(step in paths for step in entries.STEPS):
        entries.lead(children, _NAME)
    if "[0]\n" in paths:
        alternating.rename(children)
    if "]." in paths:
        celled.rename(children)
    beans.rename(children, paths, _NAME)
    answered.rename(children, paths)
    lettered.rename(children, paths)
    variables.rename(children, paths)


def _first_of_pair(children: Sequence[Child], index: int) -> str:
    """Give the first of two texts that are a list by themselves, beside another such list."""
    pair, last = children[index][0][:-3], len(children) - 1
    path, _, name = children[index - 1][:3]
    if path != f"{pair}[0]" or not isinstance(name, str) or not _NAME(name) or not index:
        return ""
    if index < last and children[index + 1][0].startswith(f"{pair}["):
        return ""
    outer = pair[: pair.rfind("[")]
    beside = [children[at][0] for at in (index - 2, index + 2) if 0 <= at <= last]
    return name if any(other.startswith(f"{outer}[") and other.endswith("][1]") for other in beside) else ""


def _beside(children: Sequence[Child], index: int) -> str:
    """Give the one name in the same object."""
    path, key = children[index][:2]
    container = _place(path, key)
    if container is not None and key in _TYPED and container.endswith(".value."):
        container = container.removesuffix("value.")
    if container is None:
        return ""
    near = [
        child
        for child in children[max(index - _NEAR, 0) : index + _NEAR + 1]
        if child[2].__class__ is str and child[0] == container + child[1] and (container or len(child[1]) > _LETTER)
    ]
    names: set[str | bytes] = set()
    if key in _CHANGES:
        names = {child[2] for child in near if child[1] in _CHANGED}
    elif key not in _OF_TYPES:
        names = {child[2] for child in near if child[1] in _NAMES and key not in _ANSWERS}
        names = names or {child[2] for child in near if child[1] in _QUESTIONS and len(child[2]) > _LETTER}
        if not names and key in _ANSWERS:
            names = {child[2] for child in near if child[1] in _ASKED and len(child[2]) > _LETTER}
        if not names and key in _VALUES:
            names = {*(_patched(near) or _called(near, container))}
    names = names or {
        child[2] for child in near if child[1] in _TYPES and _is_identity(child[2], key, children[index][2])
    }
    name = names.pop() if len(names) == 1 else ""
    known = _QUESTION if key in _ANSWERS else _NAME
    return name.rstrip("?*: ") if isinstance(name, str) and known(name) else ""


def _patched(near: Sequence[Child]) -> set[str]:
    """Give what a step of a JSON Patch changes, as the way to it."""
    if not any(child[1] == "op" and child[2] in _OPERATIONS for child in near):
        return set()
    paths = [str(child[2]) for child in near if child[1] == "path"]
    return {path.strip("/").replace("/", ".") for path in paths}


def _called(near: Sequence[Child], container: str) -> set[str]:
    """Give the word that singles out one of a list."""
    if container[-2:] != "].":
        return set()
    words = {str(child[2]) for child in near if child[1] in _CALLED and _WORD(str(child[2]))}
    addresses = [str(child[2]) for child in near if child[1] == "url"]  # of an extension (FHIR R4, 2.1.28)
    return words or {address.rpartition("/")[2] for address in addresses}


def _is_identity(kind: str | bytes, key: str, value: str | bytes) -> bool:
    """Say whether a type is the name of an identity (``ANDROID_ID``, ``email``), and the value may be one."""
    if not isinstance(kind, str) or not _NAME(kind) or _compact(kind) not in _IDENTITIES:
        return False
    plain = key in ("id", "identifier") and _compact(kind) in _LOOSE
    return not plain or (isinstance(value, str) and _LOOSELY(value) is not None)


def _compact(kind: str) -> str:
    return kind.lower().replace("_", "").replace("-", "")


def _entry(children: Sequence[Child], index: int) -> str:
    """Give the name of a map's entry: a message of two fields, the first of them text (``map_entry``)."""
    path, key, value = children[index][:3]
    container = _container(path, key)
    if key != "2" or container is None or not index or not isinstance(value, str):
        return ""
    first, _, name = children[index - 1][:3]
    if first != f"{container}1" or not isinstance(name, str) or len(name) <= _LETTER or not _NAME(name):
        return ""
    around = [children[at][0] for at in (index - 2, index + 1) if 0 <= at < len(children)]
    return "" if any(other.startswith(container) for other in around) else name


def _wrapped(children: Sequence[Child], index: int) -> str:
    """Give the name of an entry whose value is a message of one member, its type: of several in a row, or of one."""
    path = children[index][0]
    entry, value = path[:-3], path[:-1]
    name, at, readings = "", index - 1, 1
    while at >= 0 and children[at][0].startswith(entry):
        beside, _, text = children[at][:3]
        if beside == f"{entry}1" and isinstance(text, str):
            name = text
        elif beside not in (f"{entry}2", path) and not beside.startswith(f"{entry}2["):  # its other readings
            return ""
        readings += beside == path
        if readings > _READINGS:
            return ""
        at -= 1
    further = children[index + 1][0] if index + 1 < len(children) else ""
    if further.startswith(entry) and (not further.startswith(path) or further[len(path) :][:1].isdigit()):
        return ""
    listed = entry[-2] == "]" or value.endswith("5.1.2.")
    return name if value.endswith(".2.") and _PLAIN(name) and (listed or not _PACKAGE(name)) else ""


_BITS = re.compile(r"-?[0-9]{19,20}").fullmatch


def _is_bits(children: Sequence[Child], index: int) -> bool:
    """Say whether a value is the bits of a real number, which is the other reading of it, as the integer they make."""
    path, _, value = children[index][:3]
    further = children[index + 1] if index + 1 < len(children) else None
    return further is not None and further[0] == path and isinstance(value, str) and _BITS(value) is not None


def _container(path: str, key: str) -> str | None:
    """Give the path up to a member's own step; ``None`` where the path was cut or nothing is above it."""
    return path[: -len(key)] if path.endswith(f".{key}") else None


def _place(path: str, key: str) -> str | None:
    """Give a container, or nothing for the members of a whole document that are called by a word, as of any object."""
    return "" if path == key and len(key) > _LETTER else _container(path, key)
