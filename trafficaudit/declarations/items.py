"""The words of a policy's list of items -> categories. The words stand in ``items.toml`` beside this module.

What is not listed there is kept and marked ``unread``. A collective term covers what its entry lists and nothing else;
where it closes with a full list in brackets, the list counts and not the term.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
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
    rejoined,
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
    r"제외|빼고|미수집|미포함|불포함|않|일부|자리|까지|마스킹|익명|가명|비식별|만(?![가-힣])"
    r"|except|exclud|without|other than|anonymi|pseudonym|truncat|de-?identif"
    r"|(?<!\w)(?:not|only|last|first|partial|partially|masked|digits)(?!\w)",
    re.I,
)


# What was done to an item before it is sent leaves it the item that it is (``해시화된 이메일``).
_MADE = re.compile(
    r"^(?:(?:sha-?\d{1,3}|md5)(?:으?로)?\s+)?(?:(?:일방향|단방향)\s*)?(?:해시|해쉬|암호)\s*(?:화|처리)?\s*(?:된|한)\s+"
    r"|^(?:hashed|encrypted)\s+|\s+(?:해시|해쉬)\s*값?$|\s+hash(?:es)?$",
    re.I,
)
_HIDDEN = re.compile(r"해시|해쉬|암호화|(?<![a-z])(?:hash|hashed|hashes|encrypted)(?![a-z])", re.I)
_ADVICE = re.compile(r"(?:문의|연락|신청|요청|접수|통지|공지)(?:하|해|드|주|할|합|바)")
_SAID = ("니다", "시오", "세요", "바람")
# Whose an item is leaves it the item that it is, too (``회원의 이메일``).
_WHOSE = re.compile(
    r"^(?:(?:정보주체|이용자|사용자|회원|고객|구매자|주문자|가입자|수취인|수령인|수령자|예약자|탑승자|투숙객|여행자|받는\s?(?:분|사람))(?:의\s*|\s+)"
    r"|(?:your|(?:the\s+)?(?:user|customer|member|buyer|recipient)(?:['’]s|s['’])?)\s+)",
    re.I,
)
# So is what a device has (``기기 OS``), where it is a property or an identifier of one.
_OF_DEVICE = re.compile(
    r"^(?:단말기?|기기|디바이스|휴대폰|휴대전화|핸드폰|스마트폰|모바일)(?:의\s*|\s+)|^(?:device|handset|phone)(?:['’]s)?\s+",
    re.I,
)
_DEVICES = ("device_property", "device_identifier", "network", "app")
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
    told = {word: Entry((), "not_in_traffic") for word in data["not_in_traffic"]["words"]}
    for term in data["broad"]:
        told |= {word: Entry(tuple(term["categories"]), "broad", term["why"]) for word in term["words"]}
    told |= {key(one.ko): Entry((slug,), "named") for slug, one in taxonomy().items() if key(one.ko) not in told}
    told |= {key(one.en): Entry((slug,), "named") for slug, one in taxonomy().items() if key(one.en) not in told}
    within = data["within"]
    told |= {
        word: Entry((slug, *within.get(slug, ())), "named") for slug, words in data["named"].items() for word in words
    }
    return told


def read(text: str) -> tuple[Item, ...]:
    """Read the items that a cell lists, in its order; the same words count once.

    >>> [(item.words, item.reading) for item in read("성명, 기기정보, 서비스 품질 지표")]
    [('성명', 'named'), ('기기정보', 'broad'), ('서비스 품질 지표', 'unread')]
    """
    text = rejoined(with_brackets(text), known)
    if nothing(text):
        return ()
    found: dict[str, Item] = {}
    for piece, out in _entries(text):
        if out:
            item = Item(flat(piece), (), "unread")
            found.setdefault(key(item.words) or item.words, item)
            continue
        words = unmarked(_LABEL.sub("", piece).strip())
        parts = [words] if known(words) else _AND.split(words)
        common = _COMMON.search(parts[-1]) if len(parts) > 1 else None
        for part in parts:
            shared = known(f"{part} {common[0]}") if common and not known(part) else None
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
        yield from zip(listed, [True] * len(listed) if _is_advice(line) else left_out(listed), strict=True)


def _is_advice(line: str) -> bool:
    """Say whether a line is a sentence on how to reach somebody, which a list ran into: what it names is not sent.

    >>> _is_advice("이메일, 전화번호로 문의하실 수 있습니다."), _is_advice("이메일, 문의 내용을 이전합니다")
    (True, False)
    """
    return line.rstrip(" .").endswith(_SAID) and _ADVICE.search(line) is not None


def _and_more(words: str) -> tuple[str, ...]:
    """Part what is named from the words by which a list goes on (``휴대폰번호 등 주문에 필요한 정보``)."""
    told = _MORE.match(words)
    return (f"{told[1]} 등", told[2]) if told and not known(words) and known(told[1]) else (words,)


@lru_cache(maxsize=1 << 12)
def known(words: str) -> Entry | None:
    """Give what the words of one item mean; ``None`` where nothing is known of them."""
    plain = key(_ET_CETERA.sub("", _WHOSE.sub("", _MADE.sub("", words.strip(), count=1), count=1)))
    whole = entries().get(key(words)) or entries().get(plain) or _of_device(words)
    short = None if whole else entries().get(_SUFFIX.sub("", plain))
    return whole or (short if short and short.reading == "named" else None)


def made(words: str) -> bool:
    """Say whether words mean a hashed or encrypted value of an item.

    >>> made("해시된 이메일"), made("이메일(암호화)"), made("암호"), made("이메일")
    (True, True, False, False)
    """
    return _HIDDEN.search(words) is not None


def _of_device(words: str) -> Entry | None:
    """Give what a property or an identifier of a device means, behind the words that say that it is one."""
    told = entries().get(key(rest)) if (rest := _OF_DEVICE.sub("", words.strip(), count=1)) != words.strip() else None
    fits = told and told.categories and all(taxonomy()[slug].group in _DEVICES for slug in told.categories)
    return told if fits else None


def _items(words: str) -> Iterator[Item]:
    words = flat(words)
    if nothing(words):
        return
    if entry := known(words):
        yield _item(words, entry)
        return
    head, inner = head_and_brackets(words)
    term = known(head) if inner else None
    parts = [each for part in pieces(_SUCH_AS.sub("", inner)) for each in _AND.split(part)]
    inside = [entry for each in parts if (entry := known(each)) and entry.categories]
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
