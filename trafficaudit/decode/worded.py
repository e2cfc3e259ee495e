"""Who and what the sentences of logs and error reports name: ``user 홍길동 (id=8031413) logged in``, ``no address for
member 8031413``, ``android_id 9f8e7d6c5b4a3210 changed``, ``Login failed for user kim77``.

A word counts as the label of what stands right behind it where both leave little else that it could be: a number has a
member's length, an identifier has a digit, a name stands before its number in parentheses. Other prose stays a text.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Names, Node, Opened

NAME = "worded"
MEDIA = None
TEXT = True
MARKS = " _"
ONLY = None

_LONGEST = 1 << 13
"""Characters of a text that is asked about: a message, or some lines of one."""
_HINTS = (
    "user",
    "User",
    "ember",
    "ustomer",
    "_id",
    " id",
    "Id",
    "ID",
    "uid",
    "oken",
    "lat",
    "회원",
    "고객",
    "사용자",
    "이용자",
)
_WHO = r"(?:[Uu]ser|[Mm]ember|[Cc]ustomer|[Aa]ccount|회원|고객|사용자|이용자)"
_THING = r"(?:[Uu]ser|[Mm]ember|[Cc]ustomer|[Aa]ccount|[Dd]evice|[Aa]ndroid|[Ii]nstallation|[Aa]dvertising|[Gg]uest)"
_BETWEEN = r"(?:[ ]?[:=#][ ]?|[ ](?:is[ ])?)[\"'`\[(<]?"
_NUMBER = r"(?![12][09]\d\d(?:0\d|1[0-2])[0-3]\d\b)(?!\d*00\b)\d{6,16}"
"""A member's number, which is no day (``20261129``) and no round one, as sums are."""
_IS_ONE = (
    r"(?=[\"'`\])>]?(?:\Z|[,;:.!?\r\n)]|[ ](?:is|was|has|had|does|did|not|cannot|could|failed|logged|signed|joined|left"
    r"|already|from|in|on|at|with|via|for)\b"
    r"|[ ]?(?:님|이|가|은|는|을|를|의|에게|로그인|로그아웃|가입|탈퇴|등록|삭제|차단|조회)(?![가-힣]{2})))"
)
"""What stands behind somebody's number: behind another one stands what is counted (``customer 123456 won``)."""
_LOGIN_NAME = r"(?:(?=[\w.-]*[\d_@.])[\w.-]{2,32}|(?<=[a-z] )[가-힣]{2,4})"
"""A log-in name, which no word for a thing is (``user session (id=8031413)``), or Hangul in a sentence in English."""
_IDENTIFIER = r"(?=[\w.@-]*\d)(?![vV]?\d{1,5}(?:[.-]\d+)*\b)[A-Za-z0-9][\w.-]{4,63}"
"""A word with a digit in it that is no count and no version."""
_ENDS = r"(?![\w@/]|[.:-]\w)"
_STARTS = r"(?<![\w./@-])"
_LOGIN = r"(?=[\w.-]*[A-Za-z])" + _IDENTIFIER
_FAMILIES = "김이박최정강조윤장임한오서신권황안송전홍유류고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변여추도소석선설마길표명기반왕금옥"  # noqa: E501
_PERSON = (
    r"(?!이용자|신청자|구매자|주문자|판매자|배송지|문의자|방문자|고객님|이메일|전문가|임직원|정회원|기사님|주소록|전화기|지원자|심사자|이벤트)"
    rf"(?:[{_FAMILIES}][가-힣]{{2}}|(?:황보|남궁|제갈|선우|독고|사공|서문)[가-힣]{{1,2}})"
)
"""A family name and two syllables more, which no word for a customer is."""
_ID = r"(?:id|ID|uid|user[_ ]?id|no\b|번호)[ ]?[=:#]?[ ]?"
_SAID = re.compile(
    rf"{_STARTS}(?P<id_label>{_THING}[ _-]?(?:[Ii][Dd]|[Nn]o\.?|[Nn]umber)|uid|UID)"
    rf"{_BETWEEN}(?P<id>{_IDENTIFIER}){_ENDS}"
    rf"|{_STARTS}{_WHO}[ ][\"'`\[<]?(?:(?P<name>{_PERSON})[\"'`\]>]?[ ]?\((?:{_ID})?(?P<of_name>\d{{1,16}})\)"
    rf"|{_LOGIN_NAME}[\"'`\]>]?[ ]?\({_ID}(?P<of_word>\d{{1,16}})\))"
    rf"|{_STARTS}{_WHO}(?:[ ]?번호[ ]|[ ]#)(?P<numbered>{_NUMBER}){_ENDS}"
    rf"|{_STARTS}{_WHO}[ ](?P<number>{_NUMBER}){_ENDS}{_IS_ONE}"
    rf"|(?:(?:for|as|by|of|from)[ ]user|\A[Uu]ser|(?<=[:\]>][ ])[Uu]ser)[ ][\"'`\[<]?(?P<login>{_LOGIN}){_ENDS}"
    r"|(?:[Pp]ush|FCM|fcm|APNs|apns|[Rr]egistration|[Dd]evice)[ _]?[Tt]oken(?:[ ](?:fcm|apns|is))?[:= ]{1,3}"
    r"(?P<token>[\w:-]{32,512})(?![\w:-])"
    r"|(?<!\w)lat(?:itude)?[ ](?P<lat>-?\d{1,2}\.\d{3,12})[ ,;]{1,3}"
    r"(?:lng|lon(?:gitude)?|long)[ ](?P<lng>-?\d{1,3}\.\d{3,12})(?![\d.])"
)
_CALLED = {
    "of_name": "userId",
    "of_word": "userId",
    "number": "userId",
    "numbered": "userId",
    "login": "username",
    "name": "fullName",
    "token": "pushToken",
}
_CALLED |= {"lat": "lat", "lng": "lng"}
_KEPT = (*_CALLED, "id")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    text = node.text
    if text is None or len(text) > _LONGEST or not any(hint in text for hint in _HINTS):
        return False
    return _SAID.search(text) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each of them by what it is called, or by what a word of its kind is called."""
    text, children, names = node.text or "", list[Child](), Names(node.prefix)
    at = done = 0
    for match in _SAID.finditer(text):
        if len(children) > node.room or not node.budget.spend(node.budget.TOKEN):
            break
        for group in sorted((each for each in _KEPT if match[each]), key=match.start):
            start = match.start(group)
            done, at = done + _size(text[at:start]), start
            key = _label(match["id_label"]) if group == "id" else _CALLED[group]
            children.append((names.path(key), key, match[group], done, done + _size(match[group]), True))
    if children:
        yield Opened((NAME,), children)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _label(words: str) -> str:
    return words.rstrip(".").replace(" ", "_").replace("-", "_")
