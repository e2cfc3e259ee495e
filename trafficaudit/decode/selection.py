"""Which decoders are asked about a value: by its kind, by the punctuation in it, by the media type that a header names.

Most values of a capture are short and plain; the punctuation that occurs in one settles most decoders without a call.
"""

import re

from trafficaudit.decode import charset, recalled
from trafficaudit.decode.node import Child, Decoder, Node

_MARKS = re.compile(r"[\x00-*,.:-@\[-^`{-\x7f]").findall
_ALL_MARKS = frozenset(c for c in map(chr, range(128)) if _MARKS(c))
_NO_MARKS = bytes(code for code in range(128) if chr(code) not in _ALL_MARKS)
# What is whole as it is: numbers (but digits long enough to be hexadecimal text), UUIDs, dates with times, and three
# plain words or more.
quiet = re.compile(
    r"-?\d++(?:\.\d++(?:[eE][+-]?\d++)?)?(?<!\d{16})|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|[A-Za-z]++(?: [A-Za-z]++){2,}+"
).fullmatch
_ACCENTED = re.compile("[\x80-\u07ff]{2}").search
_BYTES = frozenset(("application/octet-stream", "binary/octet-stream"))
"""Labels that say nothing of what they label, so that it may be any format before it is text in a character set."""
_LONG = 4_096
_FEW = 16
_MANY = 256
_REMEMBERED = 8_192
_REMEMBERED_VALUES = 32_768
_SHORT = 256
_SHORTEST_TEXT = 8


def long_enough(children: list[Child]) -> list[int]:
    """Give the children of which something may come: most values are too short for any layer."""
    return [
        index
        for index, (_, _, value, _, _, _) in enumerate(children)
        if len(value) >= _SHORTEST_TEXT or value.__class__ is not str or not (value.isascii() or not _ACCENTED(value))
    ]


class Selection:
    """The decoders in their order, and which of them to ask.

    ``first`` comes before any media type says something, ``text`` makes text of bytes in a character set, ``media`` are
    asked about pictures and the like, and nobody else is. ``escapes`` undo what stands for one sign, so that there is
    something to undo in texts that are too short for any other.
    """

    def __init__(
        self,
        decoders: tuple[Decoder, ...],
        first: Decoder,
        text: Decoder,
        media: tuple[Decoder, ...] = (),
        escapes: tuple[Decoder, ...] = (),
    ) -> None:
        self.decoders, self.first, self.text, self.media = decoders, first, text, media
        self.short = (text, *escapes)
        self.binary = tuple(d for d in decoders if d.TEXT is not True and d not in media)
        self.closed: dict[str, int] = {}
        self.closed_headers: dict[str, int] = {}
        self.headers = recalled.Headers()
        self.by_label: dict[tuple[str, tuple[Decoder, ...]], tuple[Decoder, ...]] = {}
        self.by_marks: dict[frozenset[str], tuple[Decoder, ...]] = {}
        self.by_run: dict[bytes, tuple[Decoder, ...]] = {}

    def remember(self, value: str, spent: int, header: bool) -> None:
        """Keep that a short value holds nothing, and what finding out cost: the same values come again and again."""
        if len(value) <= _SHORT:
            known = self.closed_headers if header else self.closed
            if len(known) >= _REMEMBERED_VALUES:
                known.clear()
            known[value] = spent

    def of(self, node: Node) -> tuple[Decoder, ...]:
        """Give the decoders to ask about a node. A media type adds its decoder whatever the value looks like."""
        text = node.text
        if text is None:
            usual = self.binary
        elif len(text) >= _SHORTEST_TEXT or node.carrier or node.hint.essence:
            usual = self._textual(text)
        else:
            usual = self.short if "%" in text or "&" in text or "\\" in text else self.short[:1]
        essence = node.hint.essence
        if not essence:
            return usual
        label = essence, usual
        chosen = self.by_label.get(label)
        if chosen is None:
            if len(self.by_label) >= _REMEMBERED:
                self.by_label.clear()
            chosen = self.by_label[label] = self._labelled(essence, usual, text is not None)
        if text is not None and node.hint.charset in charset.ESCAPED:
            return self.text, *chosen
        return chosen

    def _labelled(self, essence: str, usual: tuple[Decoder, ...], textual: bool) -> tuple[Decoder, ...]:
        if essence in _BYTES:
            return usual
        named = [d for d in self.decoders if d.MEDIA is not None and d.MEDIA.fullmatch(essence)]
        if textual:
            return tuple(d for d in self.decoders if d in usual or d in named)
        # Of bytes a label tells more than their looks. A label of a text format holds once the bytes are text.
        binary = [d for d in named if d.TEXT is False]
        order = [self.first, *binary, self.text, *named, *usual]
        return tuple(dict.fromkeys(order))

    def _textual(self, text: str) -> tuple[Decoder, ...]:
        if len(text) > _LONG:
            return self._marked(_ALL_MARKS, long=True)
        if len(text) > _MANY:
            return self._marked(frozenset([mark for mark in _ALL_MARKS if mark in text]))
        if not text.isascii():
            return self._marked(frozenset(_MARKS(text)))
        # The marks in their order: of most values there are few, and the same ones come again and again.
        run = text.encode("ascii").translate(None, _NO_MARKS)
        if len(run) > _FEW:
            return self._marked(frozenset(run.decode("ascii")))
        chosen = self.by_run.get(run)
        if chosen is None:
            if len(self.by_run) >= _REMEMBERED:
                self.by_run.clear()
            fitting = self._marked(frozenset(run.decode("ascii")))
            # ASCII reads alike in every character set that text is made of.
            chosen = self.by_run[run] = tuple(each for each in fitting if each is not self.text)
        return chosen

    def _marked(self, marks: frozenset[str], *, long: bool = False) -> tuple[Decoder, ...]:
        chosen = self.by_marks.get(marks)
        if chosen is None:
            chosen = tuple(d for d in self.decoders if _fits(d, marks, long))
            if len(self.by_marks) >= _REMEMBERED:
                self.by_marks.clear()
            self.by_marks[marks] = chosen
        return chosen


def _fits(decoder: Decoder, marks: frozenset[str], long: bool) -> bool:
    if decoder.TEXT is False:
        return False
    if long:
        return True
    if decoder.MARKS and marks.isdisjoint(decoder.MARKS):
        return False
    return decoder.ONLY is None or marks <= frozenset(decoder.ONLY)
