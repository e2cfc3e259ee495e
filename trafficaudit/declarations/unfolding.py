"""What a policy says of a transfer in one line, or in a cell a line, written as ``label: value``, a line for each.

``Gaon Inc.(미국) — 이메일 / 인증``; ``수신자 Gaon Inc. / 국가 미국 / 항목 이메일``; and a table whose cells were
pasted one below the other, headings first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from trafficaudit.declarations import countries, items
from trafficaudit.declarations.headings import Role, bare, roles
from trafficaudit.declarations.line import Line
from trafficaudit.declarations.wording import flat, key, unnumbered

_LONGEST = 400
_NAMED = re.compile(r"^(.{1,120}?)\s*[(（\[]([^()（）\[\]]{2,40})[)）\]]\s*(?:[—–:：]|\s-\s|->|→)\s*(\S.*)$")
_PARTED = re.compile(r"\s+[/|]\s+")
_BESIDE = re.compile(r"\s+/\s+|\s+[—–]\s+")
_PERIOD = re.compile(
    r"\d+\s*(?:일|주|개월|년|days?|months?|years?)|(?:탈퇴|종료|해지|철회|달성|파기).{0,6}(?:시|까지|후)?$", re.I
)
_COLON = re.compile(r"\s*[,;/|]\s*(?=[^,;/|:：]{1,30}[:：])")
_LABELS: dict[Role, str] = {
    "recipient": "이전받는 자",
    "countries": "이전되는 국가",
    "items": "이전 항목",
    "purpose": "이용목적",
    "contact": "연락처",
    "when_how": "이전 일시 및 방법",
    "retention": "보유기간",
    "refusal": "거부 방법",
    "basis": "이전의 근거",
}
_FEWEST = 3  # columns that make labels a row
_MOST = 12  # columns of a table that was pasted a cell a line


def unfolded(lines: Sequence[Line]) -> list[Line]:
    """Give the lines, with those that hold a whole row as one line for each of its columns."""
    made: list[Line] = []
    number = 0
    while number < len(lines):
        pasted, count = _pasted(lines, number)
        if count:
            made += pasted
            number += count
            continue
        line = lines[number]
        told = _of_name(line.text) or _of_labels(line.text) or _of_colons(line.text)
        made += [replace(line, text=f"{_LABELS[role]}: {text}", spots=()) for role, text in told] or [line]
        number += 1
    return made


def _of_name(text: str) -> list[tuple[Role, str]]:
    """Read a company with its country in brackets, and what it gets behind a dash: items, and a purpose beside them."""
    if len(text) > _LONGEST or not (found := _NAMED.match(flat(unnumbered(text)))):
        return []
    name, place, rest = found.groups()
    named, unread = countries.read(place)
    if unread or not any(one.code != "KR" for one in named):
        return []
    parts = _BESIDE.split(rest)
    read = [part for part in parts if (told := items.read(part)) and all(one.reading != "unread" for one in told)]
    beside: list[tuple[Role, str]] = [
        ("retention" if _PERIOD.search(part) else "purpose", part) for part in parts if part not in read[:1]
    ]
    if not read or len(dict(beside)) != len(parts) - 1:
        return []
    return [("recipient", name), ("countries", place), ("items", read[0]), *beside]


def _of_labels(text: str) -> list[tuple[Role, str]]:
    """Read labels with their values behind them, parted by slashes; words before the first one speak of all of them."""
    if len(text) > _LONGEST:
        return []
    parts = _PARTED.split(flat(text))
    if len(parts) < _FEWEST:
        return []
    told: list[tuple[Role, str]] = []
    for place, part in enumerate(parts):
        words = part.rpartition(": ")[2] if not place and ": " in part and not roles(part.partition(":")[0]) else part
        label, _, value = words.replace(":", " ", 1).strip().partition(" ")
        named = roles(label)
        if len(named) != 1 or not bare(label) or not value.strip() or named[0] in dict(told):
            return []
        told.append((named[0], value.strip()))
    return told if {"recipient", "countries"} <= {role for role, _ in told} else []


def _of_colons(text: str) -> list[tuple[Role, str]]:
    """Read labels with colons that follow each other in one line; what has no label goes on with the one before."""
    if len(text) > _LONGEST or text.count(":") + text.count("：") < _FEWEST:
        return []
    told: list[tuple[Role, str]] = []
    for part in _COLON.split(flat(unnumbered(text))):
        label, _, value = part.replace("：", ":").partition(":")
        named = roles(label)
        if len(named) == 1 and bare(label) and value.strip() and named[0] not in dict(told):
            told.append((named[0], value.strip()))
        elif told:
            told[-1] = (told[-1][0], f"{told[-1][1]}, {part}")
        else:
            return []
    return told if len(told) >= _FEWEST and {"recipient", "countries"} <= {role for role, _ in told} else []


def _pasted(lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    """Read headings on lines of their own with the cells of each row below them; give how many lines these are."""
    heads = list(_heads(lines, start))
    if len(heads) < _FEWEST or not {"recipient", "countries"} <= {*heads}:
        return [], 0
    made: list[Line] = []
    place = start + len(heads)
    while len(cells := lines[place : place + len(heads)]) == len(heads) and all(cell.text.strip() for cell in cells):
        found, unread = countries.read(cells[heads.index("countries")].text)
        if unread or not found or any(bare(cell.text) for cell in cells):
            break
        told = zip(heads, cells, strict=True)
        made += [replace(cell, text=f"{_LABELS[role]}: {flat(cell.text)}", spots=()) for role, cell in told]
        place += len(heads)
    return (made, place - start) if made else ([], 0)


def _heads(lines: Sequence[Line], start: int) -> Iterator[Role]:
    seen: set[Role] = set()
    for line in lines[start : start + _MOST]:
        named = roles(line.text) if len(key(line.text)) <= _LONGEST and ":" not in line.text else ()
        if len(named) != 1 or named[0] in seen or not bare(line.text) or len(line.spots) > 1:
            return
        seen.add(named[0])
        yield named[0]
