"""What the program says in English, in Korean: the sentences of ``korean/``, found by their English form.

Tables and recipes hold one form of every sentence, English, so that results do not depend on a language. A group of
sentences is a file: each stands there as ``[English, Korean]``, what varies as a slot, ``{name}`` or ``{name:kind}``. A
kind says what may stand in a slot: ``number``, ``name`` (no spaces), ``category`` (of the taxonomy) or a group, whose
sentences are looked up in turn; with ``?`` behind it what the group does not know is allowed, and marked. Without a
kind a slot takes anything and shows it as it is. ``{은/는}`` in the Korean form is a particle, for what is before it.

A text is cut at the group's separator and looked up piece by piece. Texts may hold what an app or a server sent: the
work is bounded, nothing that is put into a slot is read as a template, and no sentence is guessed.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from trafficaudit.categories import taxonomy
from trafficaudit.report.particles import particle

LONGEST = 1 << 13
"""Characters of a text that is looked up."""
_MOST_PIECES = 64
_JOINED = 5
"""Most pieces that are tried as one sentence: the separator may stand within."""
_TRIES = 64
"""Places of a word that are tried before a sentence is given up."""
_DEEPEST = 6
"""Texts within texts that are looked up."""
_WORK = 8_000
"""Sentences and places that are tried for one text: a bound on the time, far above what any sentence of ours needs."""
_SLOT = re.compile(r"\{(\w+)(?::(\w+)(\?)?)?\}")
_KOREAN = re.compile(r"\{([^{}]+)\}")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"(?<![\w.`/$-])[a-z]{2,}(?![\w`/(=-]|\.\w)")
_NAMING = frozenset(("of", "and", "the", "for", "de", "la", "du", "des", "der", "di", "da", "van", "von", "und", "et"))
"""Small words that names of organisations have, too."""
_HANGUL = re.compile("[가-힣]")
ENGLISH, QUOTED = "[영어 원문] ", "[원문] "
"""Marks of what has no Korean form: before English, and before a text that is Korean in part."""


def is_prose(text: str) -> bool:
    """Say whether a text is a sentence, and not just names, addresses and numbers."""
    return " " in text and sum(word not in _NAMING for word in _WORD.findall(_ADDRESS.sub("", text))) > 1


def marked(text: str) -> str:
    """Give a text that has no Korean form: as it is, with a mark where it is a sentence."""
    if not is_prose(text):
        return text
    return f"{QUOTED if _HANGUL.search(text) else ENGLISH}{text}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a sentence that varies: what may stand there, and whether other things may, too."""

    name: str
    kind: str
    open: bool


@dataclass(frozen=True)
class Sentence:
    """One sentence: its English form cut at its slots (one literal more than slots), and its Korean form."""

    literals: tuple[str, ...]
    slots: tuple[Slot, ...]
    korean: str

    @classmethod
    def parse(cls, english: str, korean: str) -> "Sentence":
        """Read the two forms of a sentence."""
        cut = _SLOT.split(english)
        slots = tuple(Slot(cut[at], cut[at + 1] or "", cut[at + 2] is not None) for at in range(1, len(cut), 4))
        return cls(tuple(cut[::4]), slots, korean)

    @property
    def closed(self) -> bool:
        """Whether it is told where the sentence ends: by a word, or by what may stand in its last slot."""
        return bool(self.literals[-1] or self.slots[-1].kind)

    def shown(self, values: Mapping[str, str]) -> str:
        """Give the Korean form with what its slots hold; particles follow what stands before them."""
        out = ""
        for at, part in enumerate(_KOREAN.split(self.korean)):
            out += part if at % 2 == 0 else particle(out, part) if "/" in part else values[part]
        return out


class Work:
    """What is left of the work that one text may cost, shared by the texts within it."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = _WORK

    def spent(self) -> bool:
        """Count one try; say whether there were too many."""
        self.left -= 1
        return self.left < 0


class Group:
    """The sentences of one file, and of those that it names besides."""

    def __init__(self, name: str) -> None:
        content = tomllib.loads(_read(name))
        self.separator: str = content.get("separator", "; ")
        self.own = tuple(Sentence.parse(english, korean) for english, korean in content["said"])
        self._also: Sequence[str] = content.get("also", ())

    @cached_property
    def _sentences(self) -> Sequence[Sentence]:
        return (*self.own, *(each for name in self._also for each in group(name).own))

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        return {each.literals[0]: each.korean for each in reversed(self._sentences) if not each.slots}

    @cached_property
    def _begun(self) -> Mapping[str, Sequence[Sentence]]:
        """The sentences with slots by the word that they begin with; by the empty one those that a slot begins."""
        begun: dict[str, list[Sentence]] = {}
        for each in self._sentences:
            if each.slots:
                begun.setdefault(_first_word(each.literals[0]), []).append(each)
        return begun

    def said(self, text: str, work: Work, depth: int = 0, *, whole: bool = True) -> str | None:
        """Give one sentence in Korean; ``None`` where the group does not know it.

        Args:
            text: the sentence.
            work: what is left of the work.
            depth: how many texts it stands in.
            whole: whether it has no separator in it; a sentence that ends in a name would swallow those behind it.
        """
        if (plain := self._plain.get(text)) is not None:
            return plain
        if depth >= _DEEPEST:
            return None
        word = _first_word(text)
        for each in (*self._begun.get(word, ()), *(self._begun.get("", ()) if word else ())):
            if work.spent() or not (whole or each.closed):
                continue
            values = _matched(each, text, work, depth)
            if values is not None:
                return each.shown(values)
        return None

    def _pieces(self, text: str, work: Work, depth: int) -> Iterator[tuple[str, str | None]]:
        """Cut a text into sentences: each with its Korean form, or with ``None``."""
        cut = text.split(self.separator) if len(text) <= LONGEST else [text]
        if len(cut) > _MOST_PIECES:
            cut = [*cut[: _MOST_PIECES - 1], self.separator.join(cut[_MOST_PIECES - 1 :])]
        at = 0
        while at < len(cut):
            for end in range(min(at + _JOINED, len(cut)), at, -1):
                piece = self.separator.join(cut[at:end])
                shown = self.said(piece, work, depth, whole=end == at + 1)
                if shown is not None or end == at + 1:
                    yield piece, shown
                    at = end
                    break

    def all(self, text: str, work: Work, depth: int = 0) -> str | None:
        """Give a text whose every piece the group knows; else ``None``."""
        found = [shown for _, shown in self._pieces(text, work, depth)]
        return self.separator.join(each for each in found if each is not None) if all(found) else None

    def told(self, text: str, work: Work, depth: int = 0) -> str:
        """Give a text in Korean; what the group does not know stands as it is, marked where it is a sentence."""
        out: list[str] = []
        unknown: list[str] = []
        for piece, shown in (*self._pieces(text, work, depth), ("", "")):
            if shown is None:
                unknown.append(piece)
                continue
            if unknown:
                out.append(marked(self.separator.join(unknown)))
                unknown = []
            out.append(shown)
        return self.separator.join(out[:-1])


@cache
def group(name: str) -> Group:
    """Give the sentences of a file of ``korean/``."""
    return Group(name)


def _matched(sentence: Sentence, text: str, work: Work, depth: int) -> dict[str, str] | None:
    """Give what stands in the slots of a sentence, in Korean; ``None`` where a text is not that sentence."""
    literals, last = sentence.literals, len(sentence.slots) - 1
    if not text.startswith(literals[0]) or not text.endswith(literals[-1]) or len(text) > LONGEST:
        return None
    stop = len(text) - len(literals[-1])
    tries = _TRIES

    def fill(number: int, start: int) -> dict[str, str] | None:
        nonlocal tries
        slot, following = sentence.slots[number], literals[number + 1]
        end = stop if number == last else text.find(following, start + 1, stop)
        while start < end and tries > 0 and not work.spent():
            tries -= 1
            shown = _held(slot, text[start:end], work, depth)
            if shown is not None:
                rest = {} if number == last else fill(number + 1, end + len(following))
                if rest is not None:
                    return {slot.name: shown, **rest}
            end = -1 if number == last else text.find(following, end + 1, stop)
        return None

    return fill(0, len(literals[0]))


def _held(slot: Slot, text: str, work: Work, depth: int) -> str | None:
    """Give what stands in a slot, in Korean where its kind says so; ``None`` where it cannot stand there."""
    if not slot.kind:
        return text
    if slot.kind == "number":
        return text if _NUMBER.fullmatch(text) else None
    if slot.kind == "name":
        return text if not any(map(str.isspace, text)) else None
    if slot.kind == "category":
        return _categories().get(text) or _categories().get(text[:1].lower() + text[1:])
    known = group(slot.kind)
    return known.told(text, work, depth + 1) if slot.open else known.all(text, work, depth + 1)


@cache
def _categories() -> Mapping[str, str]:
    return {each.en: each.ko for each in taxonomy().values()}


def _first_word(text: str) -> str:
    return text.partition(" ")[0] if " " in text else ""


def _read(name: str) -> str:
    return resources.files("trafficaudit.report").joinpath("korean", f"{name}.toml").read_text(encoding="utf-8")
