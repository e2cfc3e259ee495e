"""What somebody fills in by hand in a text, behind Korean labels with a colon: ``성함: ..., 연락처: ...``.

Shops ask for it so in inquiries, and people write it so to a shop. It counts where two of a person's labels stand, a
number or address that fits behind one, and no label of a company's, which tells of its own address in the same way.
Elsewhere prose stays a text: one name before a colon may be anybody's, and a notice says what a name is asked for.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened, member

NAME = "labelled"
MEDIA = None
TEXT = True
MARKS = ":"
ONLY = None

_LONGEST = 1 << 13
"""Characters: nobody fills in more by hand."""
_FEWEST = 2
_LABEL = (
    r"(?:성함|성명|이름|고객명|회원명|주문자(?: ?(?:명|성함))?|수령인(?: ?성함)?|받는 ?(?:분|사람)|수취인(?:명)?"
    r"|예금주(?:명)?|연락처|전화(?: ?번호)?|휴대폰(?: ?번호)?|휴대전화(?: ?번호)?|핸드폰(?: ?번호)?|이메일(?: ?주소)?"
    r"|생년월일|생일|(?:배송지 ?)?(?:상세 ?)?주소|우편번호|(?:환불 ?)?계좌(?: ?번호)?"
    r"|(?:개인 ?)?통관 ?(?:고유)? ?(?:부호|번호)|주민(?:등록)?번호|여권 ?번호|아이디|주문 ?번호)"
)
_BETWEEN = r"[ \t]{0,8}+(?:[\n/,;|·]|\r\n|[-*•][ \t]|[0-9]{1,2}[.)])[ \t*•-]{0,8}+"
_PAIR = re.compile(
    r"(?:\A|[\n/,;|·(*•]|(?<=[ \t])[-*•]|[0-9][.)]|[ \t])[ \t*•-]{0,8}+("
    + _LABEL
    + r")[ \t]{0,3}+:[ \t]{0,3}+([^\s:][^\n]{0,199}?)(?=[ \t]{0,8}+(?:\r?\n|\Z)|"
    + _BETWEEN
    + _LABEL
    + r"[ \t]{0,3}+:|[ \t]{1,8}+"
    + _LABEL
    + r"[ \t]{0,3}+:)"
)
_COMPANYS = re.compile(
    r"(?:상호|법인명|대표|사업자|통신판매|고객센터|상담|판매[자처원]|제조[사원자]|수입[사원자]|공급|반품|교환|매장|지점|점포|회사|업체"
    r"|담당자|택배|기사|영업시간)[^\n:]{0,12}:"
)
_OF_ANYTHING = re.compile(r"주문 ?번호|아이디")
_CALLED = re.compile(r"성함|성명|이름|고객명|회원명|주문자.*|수령인.*|받는.*|수취인.*|예금주.*")
_FITS = re.compile(r"[^0-9@]*[0-9@]").match
_BLANK = re.compile(r"[O○◯0Xx*_.~ㅇㅁ□ -]+").fullmatch
_POLITE = re.compile(r"(?:(?:입니다|이에요|예요|이고요)[.!~ ]*+|[.,])\Z")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    text = node.text
    return text is not None and len(text) <= _LONGEST and not text.isascii() and _PAIR.search(text) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what stands behind each label, under the label without its spaces."""
    text = node.text or ""
    pairs = [match for match in _PAIR.finditer(text) if not _BLANK(_said(match))]
    persons = {_name(match): _said(match) for match in pairs if not _OF_ANYTHING.fullmatch(match[1])}
    told = any(_FITS(value) for name, value in persons.items() if not _CALLED.fullmatch(name))
    if len(persons) < _FEWEST or not told or _COMPANYS.search(text) is not None:
        return
    children: list[Child] = []
    for match in pairs[: node.room]:
        name, value = _name(match), _said(match)
        start = len(text[: match.start(2)].encode("utf-8", "surrogatepass"))
        end = start + len(value.encode("utf-8", "surrogatepass"))
        children.append((member(node.prefix, name), name, value, start, end, True))
    yield Opened((NAME,), children)


def _name(match: re.Match[str]) -> str:
    return match[1].replace(" ", "")


def _said(match: re.Match[str]) -> str:
    """Give what is behind a label, without the words that end a polite sentence."""
    return _POLITE.sub("", match[2].rstrip()).rstrip()
