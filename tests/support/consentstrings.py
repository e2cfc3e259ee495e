"""Consent strings written from the specifications alone, as text of noughts and ones: shares no code with what reads them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
WHEN = datetime(2026, 3, 2, 1, 4, 5, tzinfo=UTC)


def number(value: int, width: int) -> str:
    return format(value, f"0{width}b")


def letters(ones: str) -> str:
    """Write noughts and ones in base64url, filled up with noughts to whole bytes as the specification has it."""
    ones += "0" * (-len(ones) % 8)
    ones += "0" * (-len(ones) % 6)
    return "".join(LETTERS[int(ones[at : at + 6], 2)] for at in range(0, len(ones), 6))


def flags(numbers: Iterable[int], width: int) -> str:
    chosen = set(numbers)
    return "".join("1" if at in chosen else "0" for at in range(1, width + 1))


def word(text: str) -> str:
    return "".join(number(ord(letter) - 65, 6) for letter in text)


def instant(when: datetime) -> str:
    return number(int(when.timestamp() * 10), 36)


def runs(ranges: Sequence[tuple[int, int]]) -> str:
    out = number(len(ranges), 12)
    for first, last in ranges:
        out += "0" + number(first, 16) if first == last else "1" + number(first, 16) + number(last, 16)
    return out


def vendors(numbers: Sequence[int], ranges: Sequence[tuple[int, int]] | None = None) -> str:
    if ranges is not None:
        return number(max((last for _, last in ranges), default=0), 16) + "1" + runs(ranges)
    most = max(numbers, default=0)
    return number(most, 16) + "0" + flags(numbers, most)


def head(version: int, when: datetime = WHEN, language: str = "KO") -> str:
    return (
        number(version, 6) + instant(when) + instant(when) + number(31, 12) + number(7, 12) + number(1, 6)
        + word(language) + number(126, 12)
    )  # fmt: skip


def tc(
    purposes: Sequence[int] = (),
    consented: Sequence[int] = (),
    *,
    ranges: Sequence[tuple[int, int]] | None = None,
    interests: Sequence[int] = (),
    features: Sequence[int] = (),
    interested: Sequence[int] = (),
    restrictions: Sequence[tuple[int, int, Sequence[tuple[int, int]]]] = (),
    segments: Sequence[str] = (),
    when: datetime = WHEN,
) -> str:
    """Write a TC string of TCF 2."""
    core = head(2, when) + number(4, 6) + "1" + "0" + flags(features, 12) + flags(purposes, 24) + flags(interests, 24)
    core += "0" + word("KR") + vendors(consented, ranges) + vendors(interested) + number(len(restrictions), 12)
    core += "".join(number(purpose, 6) + number(kind, 2) + runs(each) for purpose, kind, each in restrictions)
    return ".".join([letters(core), *segments])


def segment(kind: int, numbers: Sequence[int]) -> str:
    """Write a segment: vendors disclosed (1) or allowed (2), the publisher's own purposes (3)."""
    rest = flags(numbers, 24) + flags((), 24) + number(0, 6) if kind == 3 else vendors(numbers)
    return letters(number(kind, 3) + rest)


def first_version(purposes: Sequence[int], most: int, listed: Sequence[tuple[int, int]], *, default: bool) -> str:
    """Write a consent string of TCF 1 with ranges: of ``most`` vendors those listed differ from the default."""
    return letters(head(1) + flags(purposes, 24) + number(most, 16) + "1" + str(int(default)) + runs(listed))


def fibonacci(value: int) -> str:
    steps = [1, 2]
    while steps[-1] <= value:
        steps.append(steps[-1] + steps[-2])
    out = ""
    for step in reversed(steps[:-1]):
        out = ("1" if step <= value else "0") + out
        value -= step if step <= value else 0
    return out + "1"


def gpp(sections: dict[int, str]) -> str:
    """Write a GPP string, each section by itself in the header."""
    out, last = number(3, 6) + number(1, 6) + number(len(sections), 12), 0
    for each in sorted(sections):
        out += "0" + fibonacci(each - last)
        last = each
    return "~".join([letters(out), *(sections[each] for each in sorted(sections))])


def states(notices: int, choices: Sequence[int], *, control: bool | None = None) -> str:
    """Write a section of the United States: its notices, its choices, and the segment of Global Privacy Control."""
    core = letters(number(1, 6) + number(1, 2) * notices + "".join(number(each, 2) for each in choices) + "0" * 30)
    return core if control is None else f"{core}.{letters('01' + str(int(control)))}"


def headed(section: int, choices: Sequence[int], *further: str) -> str:
    """Write a section as the drafts from 24 on have it: a head that names it, a core behind the contract's mode."""
    head = letters(number(section, 6) + number(1, 6) + number(1, 12) + "0" + fibonacci(1))
    core = number(1, 6) + number(1, 2) + number(2, 2) + number(1, 2) * 3
    return ".".join([head, letters(core + "".join(number(each, 2) for each in choices) + "0" * 4), *further])
