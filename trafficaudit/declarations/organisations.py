"""An organisation's name in a policy -> its name in the map of recipients, only where exactly one can be meant."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

from trafficaudit.declarations import countries
from trafficaudit.declarations.wording import flat, head_and_brackets, key, unmarked

# Legal forms of other countries as they are read out in Korean; behind a blank, as names end in such syllables, too.
_READ_FORMS = (
    r"(?<=\s)(?:인코퍼레이(?:티드|션)|인코포레이티드|리미티드|엘엘씨|피티이|"
    r"유한공사|유한책임공사|주식유한공사)(?![가-힣])"
)
# Those of Chinese and Japanese, in every script.
_CHINESE = r"(?:股份|责任|責任)?有限(?:责任|責任)?公司|(?:株式|合同|有限)会社|株式會社"
# Legal forms, which policies write in many ways or leave out; they part no company from another.
_FORMS = re.compile(
    r"주식회사|유한회사|유한책임회사|\(주\)|㈜|\(유\)|(?<![\w(（])(?:주|유)[)）]|"
    + _CHINESE
    + "|"
    + _READ_FORMS
    + r"|(?<![\w])(?:"
    r"co|corp|corporation|company|inc|incorporated|ltd|limited|llc|l\.l\.c|llp|l\.l\.p|pbc|"
    r"plc|gmbh|ag|sa|sas|s\.a\.s|bv|b\.v|nv|n\.v|oy|ab|aps|a/s|kk|k\.k|pte|private|pty|pvt|sdn|bhd|s\.a|s\.p\.a|"
    r"s\.r\.l|srl|s\.à\s?r\.l|sàrl|sarl)(?![\w])\.?",
    re.I,
)
# Whoever else is meant beside the company that is named: it is named all the same. Its affiliates alone are others.
_BESIDE = re.compile(
    r"\s*(?:(?:및|와|과|,|&|\band\b)\s*(?:(?:그|해당|its|their|the)\s*)?"
    r"(?:계열(?:회)?사|자회사|관계(?:회)?사|관련사|그룹사|affiliate[sd]?|subsidiar(?:y|ies)|group)(?:\s*(?:들|companies))?"
    r"|\s등|\s외\s*\d{1,3}\s*(?:개\s*)?(?:사|곳|업체|회사|기업))\s*$",
    re.I,
)
# What says by itself that words name a company; of the short forms above some stand in addresses too (``CO 80202``).
_COMPANY = re.compile(
    r"주식회사|유한회사|유한책임회사|\(주\)|㈜|\(유\)|有限公司|株式会社"
    r"|(?<![\w])(?:corp|corporation|inc|incorporated|ltd|limited|llc|l\.l\.c|pbc|gmbh|pte|s\.a|s\.r\.l)(?![\w])|"
    + _READ_FORMS,
    re.I,
)
# Legal forms that the law of few countries has: a company of that form is none of another country.
_SEATED = (
    (re.compile(r"(?<![\w])pte(?![\w])", re.I), frozenset(("SG",))),
    (
        re.compile(r"(?<![\w])(?:private|pvt)\.?\s+(?:limited|ltd)(?![\w])", re.I),
        frozenset(("SG", "IN", "PK", "LK", "BD", "NP")),
    ),
    (re.compile(r"(?<![\w])gmbh(?![\w])", re.I), frozenset(("DE", "AT", "CH", "LI"))),
    (re.compile(r"(?<![\w])pty(?![\w])", re.I), frozenset(("AU", "ZA", "NA", "BW"))),
    (re.compile(r"(?<![\w])sdn\.?\s+bhd(?![\w])", re.I), frozenset(("MY", "BN"))),
)
# A country in brackets that a legal form follows is a part of the name (``Gaon (Ireland) Limited``).
_BRANCH = re.compile(
    r"[(（]([^()（）]{2,40})[)）]\s*,?\s*(?=(?:private|pte|pty|pvt|limited|ltd|co|inc|llc|gmbh|b\.?v|n\.?v|s\.?a|k\.?k)(?![\w]))",
    re.I,
)
# Words between two names of one company: the name that it trades under, or had before.
_ALIAS = re.compile(
    r"(?:^|[\s,;(（]\s*)(?:d/?b/?a|f/?k/?a|a/?k/?a|n/?k/?a|doing business as|trading as"
    r"|formerly(?: known as)?|previously(?: known as)?|now known as|also known as)[.:]?\s+(?=\S)"
    r"|[(（]\s*(?:구|舊|현|옛|前|旧|原|이전\s?(?:명칭|상호|사명)|변경\s?전|구\s?(?:명칭|상호|사명))[\s.:)]\s*(?=\S)",
    re.I,
)
_LONGEST = 300
_SHORT = 5  # letters of a name in which one slip is no other name
_NEAR = 0.83  # likeness of two spellings (difflib): one letter of six, or two that changed places
_OFF = 2  # letters by which a slip is longer or shorter
_MOST_NEAR = 3
_LETTERS = {
    "에스에스지": "ssg", "엔에이치엔": "nhn", "에스케이": "sk", "케이지": "kg", "케이티": "kt", "케이비": "kb",
    "씨제이": "cj", "지에스": "gs", "엘지": "lg", "비씨": "bc", "엘에스": "ls", "엘에프": "lf", "에이케이": "ak",
}  # fmt: skip
"""Letters at the head of companies' names as the register of companies writes them, and as everybody does. The names of
single letters are syllables of words, too (``이마트``, ``비바``): only rows of letters that name a group count."""
_READ_OUT = re.compile("|".join(_LETTERS))


def company(name: str) -> bool:
    """Say whether words have the form of a company's name.

    >>> company("Gaon Pte. Ltd."), company("㈜가온"), company("Denver, CO 80202"), company("Inc.")
    (True, True, False, False)
    """
    text = flat(name)[:_LONGEST]
    return bool(_COMPANY.search(text)) and bool(same(text))


def seated(name: str) -> frozenset[str]:
    """Give the countries whose law has the legal form of a name, or that the name has before it; else none.

    >>> sorted(seated("Gaon Cloud PTE LTD (Singapore)")), sorted(seated("Gaon (Ireland) Limited"))
    (['SG'], ['IE'])
    >>> sorted(seated("Gaon Inc."))
    []
    """
    text = flat(name)[:_LONGEST]
    if (branch := _BRANCH.search(text)) and (named := countries.read(branch[1])[0]):
        return frozenset(one.code for one in named)
    return next((seats for form, seats in _SEATED if form.search(text)), frozenset())


def same(name: str) -> str:
    """Give what two spellings of one organisation's name have in common.

    >>> same("Gaon Cloud Pte. Ltd.") == same("GAON CLOUD PTE LTD (Singapore)")
    True
    >>> same("㈜케이지이니시스"), same("이마트"), same("틱톡") == same("TikTok")
    ('kg이니시스', '이마트', True)
    """
    head, _ = head_and_brackets(_FORMS.sub(" ", _BESIDE.sub("", unmarked(flat(name)[:_LONGEST]))))
    compared = key(head)
    letters = _READ_OUT.match(compared)
    if letters:
        return _LETTERS[letters[0]] + compared[letters.end() :]
    return str(_table()["spelled"].get(compared, compared))


def called(name: str) -> list[str]:
    """Give the names that words between them say to be one company's: it trades under one, or had it before.

    >>> called("Gaon, Inc. d/b/a Narae"), called("X Corp. (formerly Twitter, Inc.)"), called("Gaon Inc.")
    (['Gaon, Inc.', 'Narae'], ['X Corp.', 'Twitter, Inc.'], ['Gaon Inc.'])
    """
    text = flat(name)[:_LONGEST]
    cuts = [found.span() for found in _ALIAS.finditer(text) if found.start()]  # a name may begin with such a word
    bounds = [0, *(place for cut in cuts for place in cut), len(text)]
    parts = [text[start:end].strip(" ,;") for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    named = [part[:-1].rstrip() if part.count(")") > part.count("(") and part[-1] == ")" else part for part in parts]
    return [part for part in named if part] or [name]


def goes_on(line: str) -> bool:
    """Say whether a line goes on with another name of the company above it.

    >>> goes_on("f/k/a Facebook, Inc."), goes_on("Facebook, Inc.")
    (True, False)
    """
    return _ALIAS.match(line) is not None


def spellings(name: str) -> Iterator[str]:
    """Give every spelling that a name of the map stands for: the name, those parted by a slash, those in brackets.

    What stands in brackets and is no name (``hosts for Europe``) is one that no policy has for a recipient.
    """
    for part in name.split("/"):
        head, inner = head_and_brackets(part.strip())
        yield same(head)
        yield same(inner)


@cache
def _table() -> dict[str, dict[str, Any]]:
    file = resources.files("trafficaudit.declarations").joinpath("organisations.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _written() -> dict[str, str]:
    return {same(word): name for name, words in _table()["names"].items() for word in words}


class Known:
    """The names of the map of recipients.

    Args:
        names: every name of the map.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_spelling: dict[str, set[str]] = {}
        given = list(names)
        self._given = frozenset(given)
        alone = {same(name) for name in given if "/" not in name}
        for name in given:
            for spelling in filter(None, spellings(name)):
                if "/" in name and spelling in alone:  # one of two that the map has by itself as well
                    continue
                self._by_spelling.setdefault(spelling, set()).add(name)
        for word, name in _written().items():
            if name in given:
                self._by_spelling.setdefault(word, set()).add(name)

    def near(self, name: str) -> list[str]:
        """Give the names of the map that a name may be a slip of the pen for; none where it is one of them.

        A slip is no match: who was meant is for whoever has the policy to say.
        """
        spelled = same(name)
        if len(spelled) < _SHORT or spelled in self._by_spelling:
            return []
        close = difflib.get_close_matches(spelled, self._long(len(spelled)), _MOST_NEAR, _NEAR)
        return sorted({each for one in close for each in self._by_spelling[one]})[:_MOST_NEAR]

    def _long(self, length: int) -> list[str]:
        return [one for one in self._by_spelling if len(one) >= _SHORT and abs(len(one) - length) <= _OFF]

    def find(self, name: str) -> str:
        """Give the map's name for a policy's; empty where none or more than one fits.

        A name in another script in brackets (``구글 (Google LLC)``) has to mean the same, and so has one that it trades
        under or had before.
        """
        names = called(name)
        if len(names) == 1 or name in self._given:  # the map's own names may hold such words
            names = list(head_and_brackets(flat(name)[:_LONGEST]))
        found = [self._by_spelling.get(spelling, set()) for each in names if (spelling := same(each))]
        certain = [names for names in found if names]
        if not certain or len(set.union(*certain)) != 1:
            return ""
        return next(iter(certain[0]))
