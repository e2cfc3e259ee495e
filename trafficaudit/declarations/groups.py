"""Which companies are of one group: a relation to be told of, never a match.

Members are the organisations that the map of recipients has with that ``group``, and the names that ``groups.toml``
lists with the source of the claim. A country behind a name (``Google Korea``) makes it a company of the same group.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from trafficaudit.declarations.organisations import same, seated
from trafficaudit.declarations.wording import head_and_brackets, key
from trafficaudit.destinations.companies import BUILT_IN, load

_COUNTRY = re.compile(
    r"(?:korea|코리아|한국|singapore|싱가포르|japan|재팬|일본|china|중국|hongkong|홍콩|taiwan|us|usa|미국|ireland|아일랜드|"
    r"asia|asiapacific|아시아|europe|유럽|international|인터내셔널|global|글로벌|holdings?|홀딩스|group|그룹)$"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of companies: its name in the map, its names for people, and the source of the claim."""

    key: str
    en: str
    ko: str
    source: str

    def label(self, lang: str) -> str:
        """Give name and source in ``ko`` or ``en``.

        A group of the map that ``groups.toml`` does not list has the sources of its organisations for one.
        """
        name = self.ko if lang == "ko" else self.en
        return f"{name}; {self.source}" if self.source else name


@cache
def _listed() -> dict[str, Group]:
    file = resources.files("trafficaudit.declarations").joinpath("groups.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return {key: Group(key, one["name"], one.get("ko", one["name"]), one["source"]) for key, one in data.items()}


@cache
def _members() -> dict[str, Group]:
    file = resources.files("trafficaudit.declarations").joinpath("groups.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    known = {same(word): _listed()[key] for key, one in data.items() for word in one["words"]}
    for one in load(BUILT_IN):
        if one.group:
            known[one.name] = _listed().get(one.group) or Group(one.group, one.group, one.group, "")
    return known


def group_of(*names: str) -> Group | None:
    """Give the group of the company that one of these names means; None where none is known.

    >>> [found.key for found in (group_of("Google Korea LLC"), group_of("Whaleco Inc.")) if found]
    ['Google', 'PDD']
    """
    for name in filter(None, names):
        word = same(name)
        while word:
            found = _members().get(name) or _members().get(word)
            if found:
                return found
            shorter = _COUNTRY.sub("", word)
            word = shorter if shorter != word else ""
    return None


@cache
def _countries() -> dict[str, str]:
    """Give where each company of the map is established, by its name with its legal form; empty where that is open."""
    listed = load(BUILT_IN)
    heads: dict[str, set[str]] = {}
    for one in listed:
        for part in one.name.split(" / "):
            heads.setdefault(key(head_and_brackets(part)[0]), set()).add(one.country)
    known = {name: countries.pop() for name, countries in heads.items() if len(countries) == 1}
    return known | {key(one.name): one.country for one in listed}


def apart(one: str, other: str) -> bool:
    """Say whether two names are those of companies that are established in different countries.

    Where a company is tells the map, by its name with its legal form; of others the form itself, where it does.

    >>> apart("Bytedance Pte. Ltd.", "ByteDance"), apart("Cloudflare", "Cloudflare, Inc.")
    (True, False)
    >>> apart("BYTEDANCE PTE LTD (Singapore)", "ByteDance"), apart("Google Pte. Ltd.", "Google LLC")
    (True, True)
    """
    mine, theirs = _established(one), _established(other)
    return bool(mine and theirs) and not mine & theirs


def _established(name: str) -> frozenset[str]:
    known = _countries().get(key(name), "")
    return frozenset((known,)) if known else seated(name)
