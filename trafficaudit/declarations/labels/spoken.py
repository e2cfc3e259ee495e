"""A store's label as its page shows it: lines of sections, headings, types of data and purposes."""

import re
from collections.abc import Iterable
from dataclasses import replace

from trafficaudit.declarations.labels.found import Found
from trafficaudit.declarations.labels.words import Word, data_type, denied, grouped, heading, parted, types
from trafficaudit.declarations.model import Section, Source, Store
from trafficaudit.declarations.wording import flat, key, unnumbered

_APART = 6  # lines in a row of which nothing is known: the label has ended
_SHORT = 30  # letters of words that may be a type of data; what is longer is a sentence
# What pages have beside a label: names of pictures and links.
_BESIDE = re.compile(
    r"[a-z]+(?:_[a-z]+)+|info|(?:learn|show|see) (?:more|details|all)"
    r"|(?:더|자세히) ?(?:보기|알아보기)|세부 ?(?:정보|사항) ?보기|모두 보기",
    re.I,
)


def read_lines(lines: Iterable[tuple[int, str]], store: Store) -> Found:
    """Read lines, each with its number, as a label of one store."""
    reading = _Reading(store)
    for number, line in lines:
        reading.line(number, flat(unnumbered(flat(line))))
    reading.close()
    return reading.found


class _Reading:
    """Where in the label the last line stood."""

    def __init__(self, store: Store) -> None:
        self.found = Found(store)
        self._store: Store = store
        self._section: Section | None = None
        self._group = ("", 0)
        self._bare = False  # whether no type was named under the heading
        self._purpose: tuple[str, ...] = ()
        self._begun = False  # whether anything of the section was read; before that stands what it says of itself
        self._missed: list[tuple[int, str]] = []

    def line(self, number: int, text: str) -> None:
        """Read one line."""
        if not text:
            return
        words = parted(text, self._store)
        if words:
            self.found.strange += [each for each in self._missed if self._section and self._begun]
            self._missed = []
            for said, meant in words:
                self._word(number, said, {one.what: one for one in meant})
        elif self._section and not _BESIDE.fullmatch(text):
            self._missed += [(number, text)] if len(key(text)) <= _SHORT and not text.endswith((".", ":")) else []
            if len(self._missed) > _APART:
                self.close()

    def _word(self, number: int, said: str, meant: dict[str, Word]) -> None:
        if "section" in meant:
            self.close()
            self._section, self._begun = meant["section"].name, False  # type: ignore[assignment]
        elif "nothing" in meant:
            self.close()
            self.found.empty += denied(self._store, meant["nothing"].name)
        elif "missing" in meant:
            self.found.missing = True
        elif "claim" in meant:
            self.found.encrypted = True
        elif self._section is None or "and" in meant:
            return
        elif "none" in meant:
            self.found.empty.append(self._section)
        elif "type" in meant:
            self._begun = True
            self._type(number, said, meant["type"].name)
        elif "group" in meant:
            self._headed()
            self._begun, self._group, self._bare = True, (said, number), True
        elif "purpose" in meant:
            self._purposed(said)
        elif "optional" in meant and self.found.types:
            self.found.types[-1] = replace(self.found.types[-1], optional=True)
        elif "end" in meant:
            self.close()

    def _type(self, number: int, said: str, name: str) -> None:
        one = types(self._store)[name]
        group = next((each for each in (self._group[0], said) if grouped(self._store, each) == one.group), "")
        if group != self._group[0]:  # the heading above has none
            self._headed()
        self._bare = False
        words = (group, said)
        if self._section:
            at = Source((number, number))
            self.found.types.append(data_type(self._section, words, one, self._purpose, at))

    def _purposed(self, said: str) -> None:
        """Take a purpose: of an App Store's label for what stands below it, of Google Play's for what stands before."""
        self._headed()
        if self._store != "play":
            self._group, self._purpose = ("", 0), (said,)
        elif self.found.types:
            last = self.found.types[-1]
            self.found.types[-1] = replace(last, purposes=(*last.purposes, said))

    def _headed(self) -> None:
        """Take the heading above for what it stands for, where no type was named under it."""
        words, number = self._group
        if self._bare and self._section:
            at = Source((number, number))
            self.found.types.append(heading(self._store, self._section, words, self._purpose, at))
        self._bare = False

    def close(self) -> None:
        """End a section."""
        self._headed()
        self._section, self._group, self._purpose, self._missed = None, ("", 0), (), []
