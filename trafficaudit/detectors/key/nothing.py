"""What says nothing, whatever the name that it stands under: empty, null, unknown, a macro that was never filled in.

>>> is_nothing("(null)"), is_nothing("00000000-0000"), is_nothing("${user_id}"), is_nothing("u-83920174")
(True, True, True, False)
"""

import re

from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.detectors.nobody import is_nobody

EMPTY = vocabulary(
    "null none nil undefined nan unknown n/a na {} [] \"\" '' (null) <null> default empty unspecified not_set unset "
    "anonymous guest test (none) nobody all any 전체 全部 없음 미입력 미설정 미등록 미정 선택안함 알수없음 해당없음 "
    "비회원 게스트 손님 익명 "
    "匿名 匿名用户 游客 未知 暂无 无 未设置 未填写 "
    "未取到值 未取到值_直接打开 未取到值_非http的url 取值异常 gsessionid"
) | {"(not set)", "not set", "(not provided)", "[object object]", "non-member"}
"""What stands where there is no value, in lower case; the last are Sensors Data's words and Google's WebChannel's."""
_BARE = vocabulary("true false yes no y n 0 -1 1 0.0 0.00 on off")
_NOTHING = EMPTY | _BARE
_LONGEST_NOTHING = max(map(len, _NOTHING))
MACRO = re.compile(
    r"\$\{.*\}|\$\([A-Z_]+\)|\$\$?[A-Z][A-Z0-9_]+\$?\$?|\{\{?[^{}\":,]*\}\}?|%%.*%%|@@\w+@@|__[A-Z0-9_]+__"
    r"|\[\[?[A-Za-z_ ]+\]?\]|<[a-z_ ]+>|<%.*%>|#\{.*\}|%[A-Za-z_]+%|[*•●]+|[xX]{4,}"
)
"""How programs and ad servers write a value that was never filled in; not what objects are written in."""
_OPENERS = frozenset("0-:. ${%@_[<#*•●xX")
"""What a zeroed value or a macro begins with."""
OPTED_OUT = re.compile(r"(?:.*[-:=~|])?opt(?:ed)?[-_]?out", re.IGNORECASE)
"""Who opted out of being recognised; before it may stand whose list that is (``17105-OPTOUT``)."""
_PART_OF_A_PAGE = re.compile(r"uid[0-9]{13}|(?:[A-Z][a-z]+)+Identifier_[0-9]+")
"""What a script numbers for itself: a name and the time, a part of the page; nobody is known by it."""
TEMPLATE = re.compile(r"\$\{\w+\}|\$\(\w+\)|\{\{\w+\}\}|%%\w+%%|\[[A-Z]+_[A-Z_]+\]")
"""A place that is filled in before an address is one: nobody has seen a page of it."""


def is_nothing(text: str) -> bool:
    """Whether a value says nothing, whatever its name: empty, unknown, zeroed, nobody's, or a macro left as it was."""
    bare = text.strip()
    if not bare or (bare[0] in _OPENERS and (not bare.strip("0-:. ") or MACRO.fullmatch(bare))):
        return True
    return (len(bare) <= _LONGEST_NOTHING and bare.lower() in _NOTHING) or is_nobody(bare)


def stands_for_none(text: str) -> bool:
    """Whether an identifier stands for nobody who could be recognised: who opted out, or a part of a page."""
    return OPTED_OUT.fullmatch(text) is not None or _PART_OF_A_PAGE.fullmatch(text) is not None
