"""Every text of the report, registered once in ``texts.toml``, and names of countries in ``countries.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from trafficaudit import phases
from trafficaudit.categories import taxonomy
from trafficaudit.declarations.countries import name_of
from trafficaudit.globe import COUNTRIES


class _Number(int):
    """A number in a text: ``{number}`` shows it, ``{number:exchange|exchanges}`` a word for one or for any other."""

    def __format__(self, words: str) -> str:
        one, several, many = words.partition("|")
        return (one if self == 1 else many) if several else f"{int(self):,}"


@dataclass(frozen=True, slots=True)
class Texts:
    """The report's texts in one language, ``ko`` or ``en``."""

    lang: str

    def __call__(self, key: str, **given: str | int) -> str:
        """Give the text of a key with what stands in its braces.

        Raises:
            KeyError: no text has this key.
        """
        shown = {name: _Number(value) if isinstance(value, int) else value for name, value in given.items()}
        return registered()[key][self.lang].format_map(shown)

    def word(self, group: str, value: str) -> str:
        """Give the word for one of a closed set of values, the value itself where it is not known."""
        entry = registered().get(f"{group}.{value}")
        return entry[self.lang] if entry else value

    def phase(self, name: str) -> str:
        """Give the name of a usual phase of use, any other as it was marked; also after a withdrawal."""
        if name.startswith(phases.PREFIX):
            return self("withdrawn_phase", phase=self.word("phase", name.removeprefix(phases.PREFIX)))
        return self.word("phase", name)

    def category(self, slug: str) -> str:
        """Give the name of a category, its slug where the taxonomy does not know it."""
        known = taxonomy().get(slug)
        return known.label(self.lang) if known else slug

    def country(self, place: str) -> str:
        """Give the name of a country code, of several joined by `` or ``, or of a reason why there is none."""
        if place in ("edge", "local", "unknown"):
            return self.word("place", place)
        return self("or").join(f"{_country(code, self.lang)} {code}".strip() for code in place.split(" or "))


@cache
def registered() -> Mapping[str, Mapping[str, str]]:
    """Give every text by its key, such as ``summary.title``."""
    tables = tomllib.loads(_read("texts.toml"))
    plain = {key: entry for key, entry in tables.items() if "en" in entry}
    grouped = {
        f"{name}.{key}": entry
        for name, entries in tables.items()
        if "en" not in entries
        for key, entry in entries.items()
    }
    return plain | grouped


@cache
def countries() -> Mapping[str, Mapping[str, str]]:
    """Give the names of countries by ISO 3166-1 code, where the report has its own; the others have those of CLDR."""
    listed = tomllib.loads(_read("countries.toml"))
    return {code: {"ko": ko, "en": en} for code, (ko, en) in listed.items()}


def _country(code: str, lang: str) -> str:
    """Give a country's name; nothing for what is no code of one, which stands for itself."""
    named = countries().get(code)
    return named[lang] if named else name_of(code, lang) if code in COUNTRIES else ""


def _read(name: str) -> str:
    return resources.files("trafficaudit.report").joinpath(name).read_text(encoding="utf-8")
