"""Named fields and number formats looked for the plain way, field by field: what the quick way is held against."""

import re
from collections.abc import Iterator

from trafficaudit.detectors.identifiers import IDENTIFIERS, coordinates
from trafficaudit.detectors.identifiers.plan import OTHERWISE, TRIGGERS
from trafficaudit.detectors.identifiers.verdict import Identifier
from trafficaudit.detectors.key.values import WHOLE, fits
from trafficaudit.detectors.names.places import JOINED, OTHER_READING, around, is_piece, names, parents
from trafficaudit.detectors.names.table import Entry, key_table
from trafficaudit.detectors.names.words import compact, words
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Decoded, Field

LOOSE = 0.7
"""Confidence up to which a format lives by its key."""

type Seen = tuple[int, str, int, int, float]
"""Index of the field, name of the format, range in its text, confidence."""


def formats(decoded: Decoded) -> Iterator[Seen]:
    """Give what every number format sees in every field, before any contradicts another."""
    siblings = Siblings(decoded)
    for index, field in enumerate(decoded.fields):
        text = _text(field)
        if text is None:
            continue
        near, known = around(field), names(field)
        otherwise = not OTHERWISE.isdisjoint(words(field.key))
        for module in IDENTIFIERS:
            named = not {compact(key) for key in module.KEYS}.isdisjoint(known)
            bare = module.TRIGGER != "" and re.search(TRIGGERS[module.TRIGGER], text) is not None
            if not module.AVOID.isdisjoint(near) or not (named or (bare and (module.SELF_EVIDENT or not otherwise))):
                continue
            if named and module is coordinates and (half := coordinates.pair(field, siblings)):
                yield index, module.NAME, 0, len(text), half.named
            for match in _matches(module, text, field.leaf):
                boxes = not named and field.layers[-1:] == ("divided",)
                verdict = module.check(match.group()) and module.check(match.group().replace("-", "" if boxes else "-"))
                loose = verdict is not None and named and verdict.named <= LOOSE
                if loose and is_piece(field.layers, field.path, decoded.fields[field.parent].path):
                    continue
                if verdict is not None and (verdict.named if named else verdict.bare):
                    yield index, module.NAME, *match.span(), verdict.named if named else verdict.bare


def told(decoded: Decoded) -> Iterator[Seen]:
    """Give of ``formats`` those that no other reading of the same text gives as a whole value."""
    for index, name, start, end, confidence in formats(decoded):
        module = next(module for module in IDENTIFIERS if name == module.NAME)
        run = (_text(decoded.fields[index]) or "")[start:end]
        named = not {compact(key) for key in module.KEYS}.isdisjoint(names(decoded.fields[index]))
        if named or not any(_gives_whole(decoded, index, other, run) for other in _holding(decoded, run)):
            yield index, name, start, end, confidence


def _holding(decoded: Decoded, run: str) -> list[int]:
    return [index for index, field in enumerate(decoded.fields) if field.value == run]


def _gives_whole(decoded: Decoded, index: int, other: int, run: str) -> bool:
    """Say whether what another decoder read in the text that ``index`` was read in, or in that, is the run.

    Which of two fields tells it where both are nothing else is the quick way's; here the first.
    """
    mine, field = decoded.fields[index], decoded.fields[other]
    if index == other or field.layers[-1:] in (("divided",), ("cut",)) or (mine.value == run and index < other):
        return False
    if mine.span.end <= field.span.start or field.span.end <= mine.span.start:
        return False
    ours, theirs = _upwards(decoded, index), _upwards(decoded, other)
    while len(ours) > 1 and len(theirs) > 1 and ours[1] == theirs[1]:
        ours, theirs = ours[1:], theirs[1:]
    if len(ours) == 1 or len(theirs) == 1:
        return len(ours) == 1 and ours[0] == theirs[0]
    one, two = decoded.fields[ours[1]].layers, decoded.fields[theirs[1]].layers
    return ours[0] == theirs[0] and one != two


def _upwards(decoded: Decoded, index: int) -> list[int]:
    """Give the fields that one was read out of, the outermost first, and itself."""
    chain = [index]
    while (parent := decoded.fields[chain[0]].parent) >= 0:
        chain.insert(0, parent)
    return chain


def _matches(module: Identifier, text: str, leaf: bool) -> list[re.Match[str]]:
    return list(module.CANDIDATE.finditer(text)) if leaf else list(filter(None, [module.CANDIDATE.fullmatch(text)]))


def _text(field: Field) -> str | None:
    value = field.value
    document = isinstance(value, str) and value.startswith(("{", "[", "<"))
    if len(value) < 5 or (not field.leaf and (len(value) > 4096 or document)):
        return None
    value = value[: 1 << (20 if field.direction == "request" else 16)]
    if isinstance(value, str):
        return value
    return value.decode("ascii") if value.isascii() else None


def entries(decoded: Decoded) -> Iterator[tuple[int, Entry]]:
    """Give for every field the first entry of the table of names that holds for it."""
    siblings, table = Siblings(decoded), key_table()
    for index, field in enumerate(decoded.fields):
        over = parents(field)
        if field.layers[-1:] == OTHER_READING and isinstance(decoded.fields[field.parent].value, str):
            continue
        above = over[-1] if over and field.key.lower() in JOINED else ""
        if above and field.part == "url" and field.layers[-1:] == ("query",):
            above = ""  # what an address within an address is called is no part of a name in its query
        document = isinstance(field.value, bytes) or field.value.lstrip()[:1] in ("{", "[", "<")
        if not field.key or field.value == field.key or (not field.leaf and document):
            continue
        listed = table.candidates(field.key, above) if above else table.candidates(field.key)
        holder = decoded.fields[field.parent].path
        held = next((entry for entry in listed if _holds(entry, field, holder, siblings)), None)
        if held is not None:
            yield index, held


def _holds(entry: Entry, field: Field, holder: str, siblings: Siblings) -> bool:
    if (entry.parts and field.part not in entry.parts) or entry.direction not in ("", field.direction):
        return False
    if entry.value in WHOLE and is_piece(field.layers, field.path, holder):
        return False
    near = around(field)
    if (entry.far and not entry.far.parents.isdisjoint(near)) or not fits(entry.value, field.value):
        return False
    return (
        entry.near is None
        or not entry.near.parents.isdisjoint(near)
        or (bool(entry.near.siblings) and _stands_beside(entry.near.siblings, field, siblings))
    )


def _stands_beside(wanted: frozenset[str], field: Field, siblings: Siblings) -> bool:
    others = {other.key for other in siblings.beside(field)} - {field.key}
    return any(not wanted.isdisjoint({*words(key), compact(key)}) for key in others)
