"""Labels on lines of their own, above their values: written as ``label: value``.

``1. 이전받는 자`` over ``- Gaon Inc.`` is one, as lists and pages without tables have them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from trafficaudit.declarations.headings import bare, overseas, roles
from trafficaudit.declarations.line import Line, labels
from trafficaudit.declarations.wording import flat, unnumbered

_NEAR = 6
"""Most lines of one value: what is farther apart is a heading of something else."""
_LONGEST = 60
_MARK = re.compile(r"\s*(?:(\d{1,2}[.])|(\(?\d{1,2}\))|([①-⑳])|(\(?[가-하][.)])|([-•·▶■○*]))")


def spelled_out(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with a colon behind such labels, and without the blank ones between them.

    One above labels that have their own values is a title, and goes as well.

    Only a run of labels of one kind of numbering counts that names a recipient and a country and has values for both:
    sections of a policy have such headings as well.
    """
    made: dict[int, Line] = dict(enumerate(lines))
    for run in _runs(lines):
        below = {number: _below(lines, number) for number in run}
        titles = {number for number, next_ in below.items() if next_ in below or labels(lines[next_].text)}
        valued = {role for number in run if below[number] not in below for role in roles(lines[number].text)}
        if not valued >= {"recipient", "countries"}:
            continue
        for number in range(run[0], below[run[-1]]):
            if number in titles or not lines[number].text.strip():
                del made[number]
            elif number in below:
                made[number] = replace(lines[number], text=lines[number].text.rstrip() + ":")
    return list(made.values())


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    run: list[int] = []
    apart = 0
    for number, line in enumerate(lines):
        is_bare = _bare(line)
        if run and (apart > _NEAR or (is_bare and _style(line) != _style(lines[run[0]]))):
            yield run
            run = []
        if is_bare:
            run.append(number)
            apart = 0
        elif run and line.text.strip():
            apart += 1
            if overseas(line.text) and not labels(line.text) and len(line.text) <= _LONGEST:
                apart = _NEAR + 1  # the title of another list
    if run:
        yield run


def _bare(line: Line) -> bool:
    text = flat(line.text[: 4 * _LONGEST])
    parts = set(line.text.strip()) & set(":：|\t")
    if not text or len(text) > _LONGEST or len(line.spots) > 1 or text.endswith(".") or parts:
        return False
    return bare(unnumbered(text)) and not re.match(r"제\s*\d+\s*조", text)


def _style(line: Line) -> int:
    found = _MARK.match(line.text)
    return found.lastindex or 0 if found else 0


def _below(lines: Sequence[Line], number: int) -> int:
    """Give the number of the next line with text; the line's own where there is none."""
    return next((below for below in range(number + 1, len(lines)) if lines[below].text.strip()), number)
