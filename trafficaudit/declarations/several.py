"""Several recipients in one cell of a policy's table -> one row each.

A numbered list (``① ...②``) says by itself how many there are, and which entry of the next column belongs to which.
Lines, and names parted by commas or slashes, are several only where each of them is a company's name: it is in the map
of recipients or has a company's form. What may be several and is not certain stays one, and is told of.
"""

import re
from collections.abc import Sequence

from trafficaudit.declarations.organisations import Known, company, goes_on, same
from trafficaudit.declarations.wording import flat, head_and_brackets, left_out, pieces

_MARK = re.compile(r"(?:^|(?<=[\s,;/)\]]))(?:([①-⑳])|\(?(\d{1,2})[.)](?!\d)|([가나다라마바사아자차카타파하])[.)])\s*")
_BULLET = re.compile(r"^\s*[-*•◦▪■□●○▶►·ㆍ※]+\s+(?=\S)")
_LETTERS = "가나다라마바사아자차카타파하"
_AND = re.compile(r"\s+(?:및|and)\s+|\s*&\s*", re.I)
_HANGUL = re.compile(r"[가-힣]")
_DIGITS = re.compile(r"\d{3}")
# Whom such words mean stands somewhere else in the policy.
_ELSEWHERE = re.compile(
    r"^(?:위|상기|아래|하기|전항|각)의?\s*\S{0,12}\s*(?:업체|수탁자|수탁사|회사|사업자|제휴사|서비스)"
    r"|(?:위|아래|하기|상기)\s*(?:표|목록)|별첨|별표|붙임|제\s*\d+\s*[조항].{0,20}(?:업체|수탁자|수탁사|회사|사업자|같)"
    r"|\b(?:listed|described|mentioned|named)\s+(?:above|below|in|here)|\babove[- ](?:listed|mentioned)"
    r"|\bsee\s+(?:the\s+)?(?:list|annex|table)",
    re.I,
)
MOST = 50
"""Names of one cell; a cell with more is a list of something else."""
LONGEST = 20_000
"""Characters of a cell that is taken apart."""


def numbered(text: str) -> list[str]:
    r"""Give the entries of a text that is one numbered list; none where it is not.

    >>> numbered("① 미국 ② 싱가포르"), numbered("1) Gaon\n2) Narae"), numbered("① 미국"), numbered("Gaon 2) Narae")
    (['미국', '싱가포르'], ['Gaon', 'Narae'], [], [])
    """
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if _order(mark) == len(marks) + 1 and (not marks or mark.lastindex == marks[0].lastindex):
            marks.append(mark)
    if len(marks) < 2 or text[: marks[0].start()].strip():
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = [text[mark.end() : end].strip(" \n,;/") for mark, end in zip(marks, ends, strict=True)]
    return found if all(found) else []


def _order(mark: re.Match[str]) -> int:
    circled, digits, letter = mark.groups()
    if circled:
        return ord(circled) - ord("①") + 1
    return int(digits) if digits else _LETTERS.index(letter) + 1


def parted(text: str, known: Known) -> list[str]:
    """Give the recipients that a cell names, each with what stands beside its name; one where it is not certain.

    Args:
        text: the words of the cell, with its line breaks.
        known: the names of the map of recipients.
    """
    if len(text) > LONGEST:
        return [text]
    text = "\n".join(_BULLET.sub("", line) for line in text.split("\n"))
    found = numbered(text)
    if not found:
        found = _lines(text, known) or _row(text, known)
        found = [] if _one(found, known) else found
    return found if 1 < len(found) <= MOST else [text]


def _one(found: Sequence[str], known: Known) -> bool:
    """Say whether names are one company's: all of them in the map as the same, or two in one script each."""
    names = {known.find(flat(each)) for each in found}
    if "" not in names:
        return len(names) == 1
    scripts = {bool(_HANGUL.search(head_and_brackets(each)[0])) for each in found}
    return len(found) == len(scripts) == 2  # a name and its translation


def perhaps(name: str, known: Known) -> list[str]:
    """Give the names of the map that stand, parted by commas or slashes, in a name that the map does not know."""
    if known.find(name) or len(name) > LONGEST or any(left_out(list(pieces(name)))):
        return []
    return list(dict.fromkeys(found for part in _parts(name) if (found := known.find(part))))


def refers(name: str) -> bool:
    """Say whether words in a recipient's place only say where the recipients are named.

    >>> refers("위 위탁업체들"), refers("제6조의 수탁자와 같음"), refers("processors listed above"), refers("위메프")
    (True, True, True, False)
    """
    return _ELSEWHERE.search(flat(name)[:200]) is not None


def _lines(text: str, known: Known) -> list[str]:
    """A line that begins with a company's name begins an entry; an address or a contact belongs to the one above."""
    if known.find(flat(text)):
        return []  # one name over two lines
    entries: list[str] = []
    for line in text.split("\n"):
        if not entries or (_company(line, known) and not goes_on(line)):
            entries.append(line)
        else:
            entries[-1] += "\n" + line
    return entries if len(entries) > 1 and _company(entries[0].split("\n")[0], known) else []


def _row(text: str, known: Known) -> list[str]:
    parts = _parts(text)
    return parts if not known.find(text) and all(_company(part, known) for part in parts) else []


def _company(words: str, known: Known) -> bool:
    """Say whether words are a company's name; brackets alone are another spelling, digits an address."""
    head, _ = head_and_brackets(flat(words))
    if not head or head[0] in "([（" or _DIGITS.search(head):
        return False
    return bool(known.find(head)) or company(head)


def _parts(text: str) -> list[str]:
    """Part names; a legal form behind a comma belongs to the name before it."""
    found: list[str] = []
    for piece in (part for each in pieces(text) for part in _AND.split(each)):
        if found and not same(piece):
            found[-1] += f", {piece}"
        elif piece.strip():
            found.append(piece)
    return [f"{part}." if f"{part}." in text else part for part in found]


def shared(text: str, count: int) -> Sequence[str]:
    """Give what a cell says of each of so many recipients: its entries where it numbers as many, else all of it."""
    listed = numbered(text)
    return listed if len(listed) == count else [text] * count
