"""Words of a policy made comparable, and lists of words taken apart. Nothing here knows what a word means."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

_NUMBERING = re.compile(
    r"^\s*(?:[-*•◦▪■□●○※▶►·ㆍ]+|[①-⑳]|\(?\d{1,2}[.)]|\(?[가나다라마바사아자차카타파하][.)]|[(]?[a-z][.)](?=\s))\s*",
    re.I,
)
_SEPARATORS = ",，、;；/·ㆍ•∙・|\n\r\t①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_OPEN, _CLOSE = "([{（［「【<〈", ")]}）］」】>〉"
_GOES_ON = re.compile(
    r"(?<=[\s)\]])등등?[.\s]*$|(?:^|\s)등\s*\d+|(?:^|\s)외\s*(?:다수|\d+)|等$"
    r"|\betc\b|\band (?:others|so on|more)\b|\bincluding but not limited\b|\bwithout limitation\b",
    re.I,
)
_OWN_LINE = re.compile(r"(?<=\S)\s*\n\s*(?=[(（\[［])(?!\[?[(（\[［](?:필수|선택|공통|required|optional))")
_LAST = re.compile(r"^(?:및|또는|and|or)\s+(?=\S)", re.I)
_NOTHING = {"", "없음", "해당없음", "해당사항없음", "none", "na", "notapplicable"}
_SIGNS = str.maketrans(
    "", "", "⁰¹²³⁴⁵⁶⁷⁸⁹™℠"
)  # NFKC would make digits and letters of a footnote's mark or a trademark's
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]|[.)\]*])\s?(?:주\s?)?\d{1,2}\)$")
_SIGNED = re.compile(r"(?<=[\w.)\]）])\s?(?:[*†‡§※]{1,3}|[¹²³⁰⁴-⁹]{1,2}|\[\d{1,2}\])$")
# A list of what is left out: Korean says so behind it, English before it. ``단`` speaks of its own words alone.
_NOT_BEFORE = re.compile(r"제외|빼고|뺀\s|이외의|(?:않(?:음|습니다|는다|으며|고)|미수집|미포함|불포함)\s*[.]?$")
_NOT_BEHIND = re.compile(
    r"\b(?:except|exclud\w+|other than|without|but not|not includ\w+|do(?:es)? not|never)\b|^no\s", re.I
)
_ALONE = re.compile(r"^(?:단|다만)[\s,]")
_TAIL = 160
"""Characters of a line that a broken word may be among; half of them is the longest one."""
_MOST_BROKEN = 3  # lines over which a narrow cell breaks one word, beside the first
_SPACES = re.compile(r"[\s\u200b\ufeff\x00-\x08\x0e-\x1f\x7f]+")


def key(text: str) -> str:
    """Give what two spellings of the same words have in common: letters and digits, NFKC, without case.

    >>> key("E-mail  주소 (필수)")
    'email주소필수'
    """
    folded = unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold()
    return "".join(c for c in unicodedata.normalize("NFC", folded) if c.isalnum())


def tidy(text: str) -> str:
    """Give text on as few lines as it has, runs of blanks as one, no empty lines.

    Every blank of Unicode counts: whoever looks for blanks in what comes out finds no two in a row, so that no
    expression takes the square of a run.
    """
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def flat(text: str) -> str:
    """Give text on one line."""
    return " ".join(tidy(text).split("\n"))


def unnumbered(text: str) -> str:
    """Take a list's bullet or number off the front.

    >>> unnumbered("① 이전받는 자: 가온")
    '이전받는 자: 가온'
    """
    return _NUMBERING.sub("", text, count=1)


def unmarked(text: str) -> str:
    """Take a footnote's mark off the end (``이메일1)``, ``Gaon Inc. 주2)``, ``Gaon*``); brackets that were opened stay.

    >>> unmarked("이메일 주1)"), unmarked("카드번호(앞 6)"), unmarked("Base64")
    ('이메일', '카드번호(앞 6)', 'Base64')
    """
    text = _SIGNED.sub("", text)
    return _FOOTNOTE.sub("", text) if text.count("(") < text.count(")") else text


def pieces(text: str) -> Iterator[str]:
    """Give the entries of an enumeration; a separator within brackets does not part, an ``and`` before the last goes.

    >>> list(pieces("성명, 기기정보(모델명, OS)")), list(pieces("name, email, and address"))
    (['성명', '기기정보(모델명, OS)'], ['name', 'email', 'address'])
    """
    depth, start = 0, 0
    for place, c in enumerate(text):
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif c in _SEPARATORS and (depth == 0 or c == "\n"):
            # A bracket that is open at the end of a line stays open only where it is closed later.
            if c == "\n" and depth and any(each in _CLOSE for each in text[place : place + 500]):
                continue
            depth = 0
            yield from _piece(text[start:place], first=not start)
            start = place + 1
    yield from _piece(text[start:], first=not start)


def _piece(text: str, *, first: bool) -> Iterator[str]:
    piece = flat(unnumbered(flat(text))).strip(" .:：")
    if piece := piece if first else _LAST.sub("", piece):
        yield piece


def nothing(text: str) -> bool:
    """Say whether a cell says that there is nothing to say.

    >>> nothing("해당 없음"), nothing("-"), nothing("N/A"), nothing("가온")
    (True, True, True, False)
    """
    return key(text) in _NOTHING


def with_brackets(text: str) -> str:
    r"""Put brackets that stand on a line of their own behind what they speak of.

    >>> with_brackets("미국\n(AWS 오리건)")
    '미국 (AWS 오리건)'
    """
    return _OWN_LINE.sub(" ", text)


def rejoined(text: str, known: Callable[[str], object], *, laid: bool = False) -> str:
    r"""Put words together that a narrow cell broke over its lines: what is nothing by itself, and something together.

    >>> rejoined("이메일, 광고식별\n자, 성\n명", {"이메일", "광고식별자", "성명"}.__contains__)
    '이메일, 광고식별자, 성명'

    Where lines end because a cell does (``laid``), a list with commas says that its entries do not: then what is
    something by itself goes on as well (``성명, 이메일`` over ``주소``).
    """
    lines = text.split("\n")
    told = [lines[0]]
    tail = lines[0][-_TAIL:]
    number = 1
    while number < len(lines):
        count = _broken([tail, *(line[:_TAIL] for line in lines[number : number + _MOST_BROKEN])], known, laid)
        for line in lines[number : number + count]:
            gap = " " if tail[-1:].isascii() and line[:1].isascii() else ""
            told.append(gap + line)
            tail = (tail + gap + line)[-_TAIL:]
        if not count:
            told.append("\n" + lines[number])
            tail = lines[number][-_TAIL:]
        number += count or 1
    return "".join(told)


def _broken(lines: Sequence[str], known: Callable[[str], object], laid: bool) -> int:
    """Give over how many lines below the first one its last word goes on; 0 where it does not."""
    above = list(pieces(lines[0]))
    if lines[0].rstrip().endswith(tuple(_SEPARATORS)):
        return 0
    end = above[-1:]
    for number, line in enumerate(lines[1:], 1):
        listed = list(pieces(line))
        end += listed[:1]
        if not listed or len(end) <= number or len(end[0]) > _TAIL // 2:
            return 0
        listed_so = laid and len(above) + len(listed) > 2
        if known("".join(end)) and (listed_so or not all(map(known, end))):
            return number
        if len(listed) > 1:
            return 0
    return 0


def left_out(listed: Sequence[str]) -> list[bool]:
    """Say of each entry of a list whether words of it, or of one beside it, may take it out.

    >>> left_out(["성명", "주소를 제외한 정보"]), left_out(["US", "but not Japan", "China"])
    ([True, True], [False, True, True])
    >>> left_out(["성명", "단 주소는 제외"])
    [False, False]
    """
    heads = [head_and_brackets(each)[0] for each in listed]
    before = max((n for n, each in enumerate(heads) if _NOT_BEFORE.search(each) and not _ALONE.match(each)), default=-1)
    behind = next((n for n, each in enumerate(heads) if _NOT_BEHIND.search(each)), len(listed))
    return [n <= before or n >= behind for n in range(len(listed))]


def goes_on(text: str) -> bool:
    """Say whether words tell that they are not all: what else there is they leave open.

    >>> goes_on("미국 등"), goes_on("Adjust GmbH 외 2개사"), goes_on("US, etc."), goes_on("미국"), goes_on("신호등")
    (True, True, True, False, False)
    """
    return _GOES_ON.search(flat(text)) is not None


def head_and_brackets(text: str) -> tuple[str, str]:
    """Part words from the brackets behind them; where more words stand between brackets, none are behind them all.

    >>> head_and_brackets("기기정보 (모델명, OS)")
    ('기기정보', '모델명, OS')
    >>> head_and_brackets("기기정보")
    ('기기정보', '')
    >>> head_and_brackets("가온(미국), 나래(일본)")
    ('가온(미국), 나래(일본)', '')
    """
    for place, c in enumerate(text):
        if c in _OPEN:
            inner = text[place + 1 :].strip()
            if place and inner.endswith(tuple(_CLOSE)) and not _between(text[place:]):
                return text[:place].strip(), inner[:-1].strip()
            break
    return text.strip(), ""


def _between(text: str) -> bool:
    """Say whether a bracket at the beginning closes before the end, and words follow that are no further brackets."""
    depth = 0
    for place, c in enumerate(text):
        depth += (c in _OPEN) - (c in _CLOSE)
        if depth == 0:
            behind = text[place + 1 :].strip()
            return bool(behind) and behind[0] not in _OPEN
    return False
