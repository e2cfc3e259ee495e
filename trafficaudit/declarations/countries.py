"""Names of countries in Korean, English, Chinese and Japanese -> ISO 3166-1 alpha-2. Nothing is guessed, and nothing
is looked up abroad.

Names come from Unicode's CLDR by way of Babel, and from ``countries.toml`` beside this module.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from babel import Locale

from trafficaudit.declarations.headings import roles
from trafficaudit.declarations.model import Country
from trafficaudit.declarations.wording import (
    flat,
    head_and_brackets,
    key,
    left_out,
    pieces,
    rejoined,
    unmarked,
    with_brackets,
)

_CODE = re.compile(r"[A-Z]{2}")
_AND = re.compile(r"\s+(?:및|와|과|and|or|또는)\s+|\s*&\s*", re.I)
# Words by which a country is left out, or others are meant beside it: then it is not certain which ones are.
_EXCEPT = re.compile(
    r"(?<![가-힣])이?외(?:의|에|에는|로)?(?![가-힣])|제외|빼고|except|exclud|other than|outside|without", re.I
)
_WITH = re.compile(r"(?<=[가-힣])[와과]\s+(?=[가-힣])")
# What Korean hangs on a name in a sentence (``미국으로``, ``일본이며``).
_HUNG = re.compile(r"(?<=[가-힣]{2})(?:이며|이고|이다|입니다|임|으?로|에|에서|내|의|을|를)$")
_DOTTED = {"U.S": "US"}  # without its dots it is a word of English
_LONGEST = 80
_METHOD = {"방법", "how"}  # labels that are a column's only beside a country
_TOGETHER = 4  # words of one name of a country
_SHORT = 3  # letters: a short word of Latin letters may be a code of anything (``IT``, ``CS``)
# Territories of CLDR that ISO 3166-1 does not list: regions of exceptional reservation and of CLDR's own.
_NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


@cache
def codes() -> frozenset[str]:
    """Give every code of ISO 3166-1 alpha-2."""
    return frozenset(str(code) for code in Locale("en").territories if _CODE.fullmatch(str(code))) - _NOT_ISO


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Give codes by the comparable form of a name; a group's name gives all its members."""
    file = resources.files("trafficaudit.declarations").joinpath("countries.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    names: dict[str, tuple[str, ...]] = {}
    for language in ("ja", "zh_Hant", "zh", "ko", "en"):  # where two languages mean two countries, the last one counts
        for code, name in Locale.parse(language).territories.items():
            if code in codes():
                names[key(name)] = (code,)
                names[key(head_and_brackets(name)[0])] = (code,)
    names |= {name: (code,) for code, aliases in data["aliases"].items() for name in aliases}
    names |= {name: tuple(group["codes"]) for group in data["groups"].values() for name in group["names"]}
    return {name: code for name, code in names.items() if name not in data["ambiguous"]["names"]}


@cache
def _homonyms(kind: str = "names") -> frozenset[str]:
    file = resources.files("trafficaudit.declarations").joinpath("countries.toml")
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["homonyms"][kind])


def _abbreviates(text: str) -> bool:
    """Say whether a code is short for something else as well (``TV``, ``PG``); not with its country behind it."""
    head, inner = head_and_brackets(text)
    plain = head.strip(" .")
    return plain in _homonyms("codes") and _names().get(key(inner)) != (plain,)


def name_of(code: str, lang: str) -> str:
    """Give a country's name in ``ko`` or ``en``; the code itself where it is none."""
    return str(Locale("ko" if lang == "ko" else "en").territories.get(code, code))


def read(text: str, *, alone: bool = True) -> tuple[tuple[Country, ...], tuple[str, ...]]:
    """Read the countries that a cell names.

    Args:
        text: the policy's words.
        alone: whether the cell holds nothing else; where it does (time and method), other words are no unread country.

    Returns:
        The countries in the order of the text, and the words of which nothing is known.

    >>> read("싱가포르, 미국(버지니아)")[0]
    (Country(code='SG', words='싱가포르'), Country(code='US', words='미국(버지니아)'))
    """
    text = rejoined(with_brackets(text), _exact)
    found: dict[str, Country] = {}
    unread: list[str] = []
    listed = [text] if _is_one(text) else list(filter(None, map(_unlabelled, pieces(text))))
    told = listed if alone else [each if spoken(each) else "" for each in listed]
    for piece, out in zip(listed, left_out(told), strict=True):
        if out:
            unread.append(flat(piece))
            continue
        for part in [piece] if _exact(piece) else [each for some in _AND.split(piece) for each in _both(some)]:
            known = () if not alone and _abbreviates(part) else _exact(part) or _leading(part, alone=alone)
            known = known or (() if alone else _within(part))
            for code in known:
                found.setdefault(code, Country(code, flat(part)))
            if not known and part.strip():
                unread.append(flat(part))
    if not alone:
        open_ = [words for words in unread if spoken(words) or _abbreviates(words)]
        unread = open_ or ([] if found else unread[:1])
    return tuple(found.values()), tuple(dict.fromkeys(unread))


def _both(part: str) -> list[str]:
    """Part what a particle joins (``미국과 영국``), where that leaves nothing but countries."""
    parts = _WITH.split(part)
    return parts if all(map(_exact, parts)) else [part]


def _called(word: str) -> tuple[str, ...]:
    """Give what a word names, also with a particle or a copula; one that only sounds like a country is none with it."""
    known = _names().get(key(word), ())
    plain = _HUNG.sub("", word.strip())
    return known if known or plain in _homonyms() else _names().get(key(plain), ())


def _unlabelled(piece: str) -> str:
    """Give the value of ``국가: 미국``; nothing where the label is another column's (``일시: 가입 시``)."""
    label, colon, value = piece.replace("：", ":").partition(":")
    named = roles(label) if colon else ()
    if not named and not (colon and key(label) in _METHOD):
        return piece
    return value if "countries" in named else ""


def spoken(text: str) -> tuple[str, ...]:
    """Give the countries but Korea whose full names stand among words of something else, as the words have them.

    >>> spoken("판매자(중국, 가온)"), spoken("Gaon Co., Ltd. (IT)"), spoken("한국지사")
    (('중국',), (), ())
    """
    runs = _runs(text[: 4 * _LONGEST])
    found = (run for run in runs if len(run) > (_SHORT if run.isascii() else 1) and key(run) not in _homonyms())
    return tuple(dict.fromkeys(run for run in found if (_called(run) or ("KR",)) != ("KR",)))


def _is_one(text: str) -> bool:
    """Say whether words with a comma in them are one name (``Hong Kong, China``); in Korean they are a list."""
    return "," in text and text.isascii() and "\n" not in text.strip() and bool(_names().get(key(text)))


def _exact(text: str) -> tuple[str, ...]:
    """Read words that are nothing but a country, a place in brackets behind it left aside."""
    if len(text) > _LONGEST:
        return ()
    text = unmarked(text)
    if known := _called(text):
        return known  # also what has brackets of its own (``홍콩(중국 특별행정구)``)
    head, inner = head_and_brackets(text)
    plain = _DOTTED.get(plain := head.strip(" ."), plain)
    known = (plain,) if plain in codes() else _called(plain)
    if len(known) > 1 and inner and key(inner) not in _names():
        return ()  # a union, narrowed by words of which nothing is known (a city, an exception)
    return known if _fits(known, inner) else ()


def _within(text: str) -> tuple[str, ...]:
    """Read the country in the brackets behind other words (``AWS 서버(미국)``); none where they name one themselves."""
    head, inner = head_and_brackets(text)
    return () if _abbreviates(inner) or _exact(head) or _leading(head, alone=True) else _exact(inner)


def _fits(known: tuple[str, ...], inner: str) -> bool:
    """Say whether what stands in brackets leaves no doubt which country is meant: its code, a city, what is left out.

    Where another country stands there (``including Hong Kong``, ``SG``), that one may be meant, too, or alone.
    """
    if (code := inner.strip(" .").upper()) in codes():
        return known == (code,)
    return bool(_EXCEPT.search(inner)) or all(one == known for one in _among(inner))


def _among(text: str) -> list[tuple[str, ...]]:
    """Give what the words of a text name, each by itself and up to four together (``including Hong Kong``)."""
    return [known for run in _runs(text) if (known := _called(run))]


def _runs(text: str) -> Iterator[str]:
    """Give the words, and those with capital letters also up to four together (``United States``)."""
    words = re.findall(r"[^\W\d_]+", text)
    for start, word in enumerate(words):
        yield word
        for end in range(start + 2, min(start + _TOGETHER, len(words)) + 1):
            if not words[end - 1][0].isupper():
                break
            yield " ".join(words[start:end])


def _leading(text: str, *, alone: bool) -> tuple[str, ...]:
    """Read a country with a place behind it (``미국 버지니아주``), unless the words name a second country.

    In a cell that is not ``alone`` a word that only sounds like a country (``인도 시점``) is none.
    """
    head, inner = head_and_brackets(text)
    words = head.split()
    if not 2 <= len(words) <= 6 or len(text) > _LONGEST or _EXCEPT.search(text):
        return ()
    named = {known for word in words if (known := _exact(word)) and not (len(word) == 2 and word.isascii())}
    first = _called(words[0]) if alone or key(words[0]) not in _homonyms() else ()
    return first if first and named == {first} and _fits(first, inner) else ()
