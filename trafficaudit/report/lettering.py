"""How wide text is about, without a font at hand: enough to keep labels inside their room."""

import unicodedata

_THIN, _NARROW, _CAPITAL, _BROAD, _WIDE = 0.4, 0.58, 0.7, 0.98, 1.0  # of the letter size, about those of DejaVu Sans
_THINNEST, _BROADEST = frozenset("fijlrt .,:;'|!()[]-/"), frozenset("MWmw@%")


def width(text: str, size: float) -> float:
    """Give the width of text in the units of the letter size."""
    return size * sum(map(_share, text))


def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if letter in _BROADEST:
        return _BROAD
    if letter in _THINNEST:
        return _THIN
    return _CAPITAL if letter.isupper() else _NARROW


def fit(text: str, room: float, size: float) -> str:
    """Cut text in its middle so that it fits into the room: both ends of a host's name tell most."""
    if width(text, size) <= room:
        return text
    # No more letters fit than the thinnest would, so that a long text costs no more than a short one.
    head, tail = min(len(text), int(room / (_THIN * size)) + 1), 0
    shown = "…"
    while head > 0:
        head -= 1
        tail = max(0, head * 2 // 3)
        shown = f"{text[:head]}…{text[len(text) - tail :]}"
        if head + tail < len(text) and width(shown, size) <= room:
            break
    return shown
