"""The words of a policy's list of items -> categories. The words stand in ``items.toml`` beside this module.

What is not listed there is kept and marked ``unread``. A collective term covers what its entry lists and nothing else;
where it closes with a full list in brackets, the list counts and not the term.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from trafficaudit.categories import taxonomy
from trafficaudit.declarations.model import Item, Reading
from trafficaudit.declarations.wording import (
    flat,
    head_and_brackets,
    key,
    left_out,
    nothing,
    pieces,
    unmarked,
    with_brackets,
)

_AND = re.compile(r"\s+(?:및|또는|and|or)\s+|\s*&\s*|以?及", re.I)
_LABEL = re.compile(
    r"^[\[<(]?(?:필수|선택|공통|자동\s*수집|required|optional)(?:\s*항목|\s*items?)?[\])>]?\s*[:：]?\s*", re.I
)
# A list that goes on under another label: ``[필수] 이름 [선택] 생년월일``. Behind what it speaks of it is a remark.
_NEXT = re.compile(
    r"\s*(?=[\[(<](?:필수|선택|공통|자동\s*수집|required|optional)(?:\s*항목|\s*items?)?[\])>]\s*[:：]?\s*"
    r"(?!및|와|과|또는|and\b|or\b)[\w])",
    re.I,
)
_SUCH_AS = re.compile(r"^\s*(?:including|such as|e\.g\.|for example|예\s*[:：]|예를 들어)[\s,:]*", re.I)
_OPEN_END = re.compile(r"(?:등(?![가-힣])|기타|such as|etc\.?|including|예\s*:|예시|e\.g\.|and so on)", re.I)
_MORE = re.compile(r"([^()\[\]]+?)\s*등의?\s+(\S.*)", re.S)
_ET_CETERA = re.compile(r"\s*(?:등|등등|等|etc\.?|and so on)\s*$", re.I)
_REMARK = re.compile(
    r"\s*(?:필수|선택|자동\s*수집|암호화|해시\s*(?:값|처리)?|(?:국문|한글|영문)(?:\s*[·,/]\s*(?:국문|한글|영문))?"
    r"|required|optional|hashed|encrypted)\s*",
    re.I,
)
# Brackets that take something out, or leave a part (``앞 6자리``): what is left, the words before them do not name.
_LEFT_OUT = re.compile(
    r"제외|빼고|미수집|미포함|불포함|않|일부|자리|까지|마스킹|만(?![가-힣])"
    r"|except|exclud|without|other than|(?<!\w)(?:not|only|last|first|partial|partially|masked|digits)(?!\w)",
    re.I,
)


# What was done to an item before it is sent leaves it the item that it is (``해시화된 이메일``).
_MADE = re.compile(
    r"(?:(?:일방향|단방향)\s*)?(?:해시|해쉬|암호)\s*(?:화|처리)?\s*(?:된|한)\s+|(?:hashed|encrypted)\s+", re.I
)
# Whose an item is leaves it the item that it is, too (``회원의 이메일``).
_WHOSE = re.compile(
    r"^(?:(?:정보주체|이용자|사용자|회원|고객|구매자|주문자|가입자|수취인|수령인)(?:의\s*|\s+)"
    r"|(?:your|(?:the\s+)?(?:user|customer|member|buyer|recipient)(?:['’]s|s['’])?)\s+)",
    re.I,
)
_SUFFIX = re.compile(r"(?:정보|information|data)$")
# The last word of several that have it in common: ``기기 및 OS 정보``.
_COMMON = re.compile(r"(?:정보|기록|내역|이력|번호|식별자)$|\s(?:information|data|number|identifiers?)$", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """What ``items.toml`` knows of some words; ``why`` says what a collective term covers."""

    categories: tuple[str, ...]
    reading: Reading
    why: str = ""


@cache
def entries() -> dict[str, Entry]:
    """Give every entry by the comparable form of its words."""
    file = resources.files("trafficaudit.declarations").joinpath("items.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    known = {word: Entry((), "not_in_traffic") for word in data["not_in_traffic"]["words"]}
    for term in data["broad"]:
        known |= {word: Entry(tuple(term["categories"]), "broad", term["why"]) for word in term["words"]}
    known |= {key(one.ko): Entry((slug,), "named") for slug, one in taxonomy().items() if key(one.ko) not in known}
    known |= {key(one.en): Entry((slug,), "named") for slug, one in taxonomy().items() if key(one.en) not in known}
    within = data["within"]
    known |= {
        word: Entry((slug, *within.get(slug, ())), "named") for slug, words in data["named"].items() for word in words
    }
    return known


def read(text: str) -> tuple[Item, ...]:
    """Read the items that a cell lists, in its order; the same words count once.

    >>> [(item.words, item.reading) for item in read("성명, 기기정보, 서비스 품질 지표")]
    [('성명', 'named'), ('기기정보', 'broad'), ('서비스 품질 지표', 'unread')]
    """
    text = with_brackets(text)
    if nothing(text):
        return ()
    found: dict[str, Item] = {}
    for piece, out in _entries(text):
        if out:
            item = Item(flat(piece), (), "unread")
            found.setdefault(key(item.words) or item.words, item)
            continue
        words = unmarked(_LABEL.sub("", piece).strip())
        parts = [words] if _known(words) else _AND.split(words)
        common = _COMMON.search(parts[-1]) if len(parts) > 1 else None
        for part in parts:
            shared = _known(f"{part} {common[0]}") if common and not _known(part) else None
            read_as = (
                [_item(flat(part), shared)] if shared else [one for each in _and_more(part) for one in _items(each)]
            )
            for item in read_as:
                found.setdefault(key(item.words) or item.words, item)
    return tuple(found.values())


def _entries(text: str) -> Iterator[tuple[str, bool]]:
    """Give the entries of a list, each with whether words beside it on its line may take it out.

    >>> list(_entries("성명, 주소를 제외한 정보")), list(_entries("name, but not address, email"))
    ([('성명', True), ('주소를 제외한 정보', True)], [('name', False), ('but not address', True), ('email', True)])
    """
    lines = text.split("\n")
    whole = all(line.count("(") == line.count(")") and line.count("[") == line.count("]") for line in lines)
    for line in lines if whole else [text]:
        listed = [each for part in pieces(line) for each in _NEXT.split(part)]
        yield from zip(listed, left_out(listed), strict=True)


def _and_more(words: str) -> tuple[str, ...]:
    """Part what is named from the words by which a list goes on (``휴대폰번호 등 주문에 필요한 정보``)."""
    told = _MORE.match(words)
    return (f"{told[1]} 등", told[2]) if told and not _known(words) and _known(told[1]) else (words,)


def _known(words: str) -> Entry | None:
    plain = key(_ET_CETERA.sub("", _WHOSE.sub("", _MADE.sub("", words.strip(), count=1), count=1)))
    known = entries().get(key(words)) or entries().get(plain)
    short = None if known else entries().get(_SUFFIX.sub("", plain))
    return known or (short if short and short.reading == "named" else None)


def _items(words: str) -> Iterator[Item]:
    words = flat(words)
    if nothing(words):
        return
    if entry := _known(words):
        yield _item(words, entry)
        return
    head, inner = head_and_brackets(words)
    term = _known(head) if inner else None
    parts = [each for part in pieces(_SUCH_AS.sub("", inner)) for each in _AND.split(part)]
    inside = [entry for each in parts if (entry := _known(each)) and entry.categories]
    whole = bool(inner) and len(inside) == len(parts)
    if not term:
        yield Item(words, (), "unread")
    elif term.reading == "not_in_traffic" or _REMARK.fullmatch(inner):
        yield _item(words, term)
    elif term.reading == "broad" and whole and not _OPEN_END.search(inner) and not _ET_CETERA.search(head):
        yield Item(words, _slugs(inside), "named")  # the list in brackets says what the term means here
    elif whole or (term.reading == "named" and not _lists(inner) and not _LEFT_OUT.search(inner)):
        yield Item(words, _slugs([term, *inside]), term.reading)
    else:
        yield Item(words, (), "unread")  # a collective term, narrowed by words of which nothing is known


def _lists(inner: str) -> bool:
    """Say whether brackets hold a list; a single remark (``해시값``) narrows what stands before it."""
    return len(list(pieces(inner))) > 1


def _item(words: str, entry: Entry) -> Item:
    return Item(words, entry.categories, entry.reading)


def _slugs(found: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for entry in found for slug in entry.categories))
