"""Text whose characters have a plainer form: full-width digits and letters, hyphens and spaces of typography.

Input methods, word processors and messengers put them there, and invisible characters too. Text that holds any is
brought into plain form (a part of Unicode's NFKC, and runs of spaces as one) and searched once more.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from trafficaudit.decode.fields import Fields, unpaired
from trafficaudit.decode.text import damaged
from trafficaudit.detectors.matcher import ExpressionFinder

LONGEST = 1 << 16
"""Characters of a field that is looked at."""

_PLAIN: dict[int, int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN |= dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF), None)
_PLAIN |= dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), 0x20)
_PLAIN |= dict.fromkeys((*range(0x2010, 0x2016), 0x2212), 0x2D)
# Typographic marks are common in prose; a dash between words, or a full-width comma, is no reason to look again.
_FINDER = ExpressionFinder(
    [
        r"\xef(?:\xbc[\x90-\x99\xa0-\xba]|\xbd[\x81-\x9a]|\xbb\xbf)",
        r"\xc2[\xa0\xad]",
        r"\xe2(?:\x80[\x80-\x8f\x90-\x92\xaf]|\x81\xa0)",
        r"[0-9](?:\xe2\x80[\x93-\x95]|\xe2\x88\x92)[0-9]",
        r"\xe3\x80\x80",
        r"[\x80-\xff],?  [0-9 \x80-\xff]",
    ]
)
_SPACES = re.compile("  +")


class Folded:
    """A text in plain form: ``data`` is its UTF-8, with the bytes that were none."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = _SPACES.sub(" ", text.translate(_PLAIN))
        self._errors = unpaired(text)
        self.data = self.plain.encode("utf-8", self._errors)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the bytes of the text that ``data[start:end]`` was made of."""
        starts, ends = self._places
        return starts[start], ends[end - 1]

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Give the characters of the text that ``plain[start:end]`` was made of."""
        firsts, lasts = self._origins
        return firsts[start], lasts[end - 1]

    @cached_property
    def _origins(self) -> tuple[list[int], list[int]]:
        """For each character of ``plain`` the first one, and the one behind the last, that it was made of."""
        firsts: list[int] = []
        lasts: list[int] = []
        space = False
        for at, char in enumerate(self.text):
            kept = char.translate(_PLAIN)
            if kept == " " and space:
                lasts[-1] = at + 1
            elif kept:
                space = kept == " "
                firsts.append(at)
                lasts.append(at + 1)
        return firsts, lasts

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        """For each byte of ``data`` where the character begins and ends that it was made of."""
        starts: list[int] = []
        ends: list[int] = []
        here, space = 0, False
        for char in self.text:
            begin, here = here, here + len(char.encode("utf-8", self._errors))
            kept = char.translate(_PLAIN)
            if not kept:
                continue
            if kept == " " and space:
                ends[-1] = here
                continue
            space = kept == " "
            size = len(kept.encode("utf-8", self._errors))
            starts += [begin] * size
            ends += [here] * size
        return starts, ends


def folded(fields: Fields, *, sent: bool = False, raw: bool = False) -> Iterator[tuple[int, Folded]]:
    """Give each field that holds no others and is worth looking at again: its index, and its text in plain form.

    Args:
        fields: the fields.
        sent: whether only what was sent is looked at.
        raw: whether bytes are looked at as well that are text but for a few of them.
    """
    for index in fields.once(_holding):
        value = fields.values[index]
        if index in fields.inner or (sent and fields.group(index).direction != "request"):
            continue
        if isinstance(value, bytes):
            text = damaged(value) if raw and len(value) <= LONGEST else None
            if text is not None:
                yield index, Folded(text)
        elif len(value) > LONGEST:
            fields.bound(index, f"full-width and invisible characters are read in texts of up to {LONGEST} characters")
        else:
            yield index, Folded(value)


def _holding(fields: Fields) -> list[int]:
    """Give the fields with characters for whose sake a text is looked at again."""
    buffer = fields.joined
    return [] if buffer.data.isascii() else buffer.holding(_FINDER.ends(buffer.data))
