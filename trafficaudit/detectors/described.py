"""Whether a value tells of its field and not of anybody: a label, a prompt, a type, what a form says of an entry.

Apps send the texts of their forms (`{"name": "이름"}`), schemas (`{"userId": "Long"}`), complaints about entries
(`{"password": "too_weak"}`) and permissions (`{"contacts": "denied"}`) under the very names of what would be entered.
Whether there is a person's value behind them they do not say.
"""

import re
from functools import cache, lru_cache

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.places import PEOPLE, words_around
from trafficaudit.detectors.names.table import key_table
from trafficaudit.detectors.names.words import compact, compact_value, spelled, vocabulary

_FORMS = vocabulary("placeholder placeholders i18n l10n translation translations jsonschema swagger")
_DOCUMENTS = frozenset(("openapi",))
"""What is called so as a whole: services of Alibaba write that they are an open API into names of parameters."""
"""Words above a field, or of its own, under which only texts of forms stand."""
_TEXTS = vocabulary("strings captions textresources stringresources langpack")
_LANGUAGES = vocabulary("en ko ja zh de fr es pt ru vi th en-us ko-kr zh-cn")
"""Names above a field under which the texts of an app stand: a list of these, or one for a language."""

_LONGEST = 100
_NEAR = 3
"""Members between a name and its value."""
_OF_THINGS = frozenset(("product_view", "order", "viewed_page", "referrer"))
_ENTERED = frozenset(("identity", "sensitive", "circumstances", "contact", "account", "payment", "device_identifier"))
_ENTERED_TOO = frozenset(
    ("device_name", "carrier", "wifi_ssid", "region", "contacts", "clipboard", "call_log", "message")
)
"""Categories outside of those groups whose values no form, schema or permission can stand for."""
_NAMES = frozenset(("name", "user_name"))
_OF_PEOPLE = frozenset(("Nick", "Street", "Long"))
"""Names that people have, and short for a nickname, a line of an address and a type of numbers, which no name is of."""
_PROMPTED = frozenset(("search_query", "device_name", "region", "app_name"))

_PROMPT = re.compile(
    r".*(?:주세요|하세요|하십시오|주십시오|바랍니다)[.!]?|(?:请|請)(?:输入|选择|填写|輸入|選擇|填寫).*"
    r"|(?i:(?:please )?(?:enter|type|select|choose|input)(?: (?:your|the|a|an))? .*|your .*|search products?)",
    re.DOTALL,
)
_TYPE = re.compile(
    r"(?i:string|str|chars?|charsequence|varchar|text|int(?:eger)?|bigint|long|number|float|double|decimal|bool(?:ean)?"
    r"|bytes?|blob|date(?:time)?|timestamp|local_?date(?:_?time)?|uuid|enum|object|array)"
    r"(?:\([0-9]+\))?(?:\[\])?\??(?: ?\| ?(?:null|undefined|string|number))*"
    r"|[A-Z][A-Za-z]+\[\]"
)
_OF_TYPES = re.compile(r"\A(?:#?Edm\.|xsd?:|java\.(?:lang|util)\.|kotlin\.|System\.)").sub
"""What languages and schemas write before the name of a type."""
_OF_MESSAGES = "type.googleapis.com/"
"""What the type of a message begins with that stands in an ``Any`` (Protocol Buffers)."""
# Compared without capitals and punctuation: `NOT_SUPPORTED`, `notDetermined`.
_SAID_OF_ENTRIES = vocabulary(
    "required optional invalid invalidformat valid hidden visible enabled disabled readonly denied granted prompt "
    "restricted authorized authorizedwheninuse notdetermined notrequested neveraskagain limited allowed allow deny "
    "pending verified unverified empty blank missing error duplicated duplicate mismatch tooshort toolong tooweak weak "
    "success fail failed changed unchanged notfound notsupported unsupported notblank notempty filled collapsed "
    "expanded selected checking loading pristine dirty touched focused show hide toggle none expired confirmed "
    "unconfirmed user control treatment holdout baseline 필수 선택 필수입력 선택입력"
)
_LABELS = {
    "name": vocabulary("회원명 고객명 성 기기이름 givenname name 名字"),
    "contacts": vocabulary("연락처 초대 invite contacts 通讯录"),
    "password": vocabulary("암호 패스워드"),
    "postal_address": vocabulary("주소지 address"),
    "region": vocabulary("도시 城市 yourcity city"),
    "user_name": vocabulary("회원아이디 아이디 이름 성명 회원명 姓名"),
    "carrier": vocabulary("택배사 배송사 carrier 快递公司"),
    "search_query": vocabulary("검색 搜索 search"),
    "message": vocabulary("메시지 배송메시지 배송메모 배송요청사항 요청사항 留言 message"),
}
"""What forms call a thing and nobody calls a field."""


def is_of_form(key: str, over: tuple[str, ...], *, languages: bool = True) -> bool:
    """Whether the names of a field and of what it stands under say that the texts of an app stand there.

    Without ``languages`` one alone does not, for values that have a form no text has: what looks like a language may
    be a kit's own name (``ja``, of attributes for JavaScript, at New Relic).

    >>> is_of_form("email", ("placeholders",)), is_of_form("email", ("texts", "ko"))
    (True, True)
    >>> is_of_form("firstName", ("user", "en")), is_of_form("email", ("ja",), languages=False)
    (False, False)
    """
    if not _FORMS.isdisjoint(words_around(key, over)):
        return True
    if any(compact(name) in _DOCUMENTS for name in (*over, key)):
        return True
    named = {name.lower().replace("_", "-") for name in over}
    texts = not _TEXTS.isdisjoint(named) or (languages and not _LANGUAGES.isdisjoint(named))
    return texts and all(PEOPLE.isdisjoint(spelled(name)) for name in over)


def tells_of_field(category: str, key: str, value: str | bytes) -> bool:
    """Whether a value only tells what its field is for, what it may hold, or what a form says of it.

    >>> tells_of_field("name", "name", "이름"), tells_of_field("name", "name", "이름다")
    (True, False)
    >>> tells_of_field("name", "name", "birthday"), tells_of_field("name", "name", "Mobile Phone")
    (True, True)
    >>> tells_of_field("password", "password", "too_weak"), tells_of_field("user_id", "userId", "Long")
    (True, True)
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        return False
    if key[-4:].lower() == "type" and (_TYPE.fullmatch(_OF_TYPES("", value)) or value.startswith(_OF_MESSAGES)):
        return True
    return category in _asked() and _tells(category, key, value)


@cache
def _asked() -> frozenset[str]:
    entered = {name for name, category in taxonomy().items() if category.group in _ENTERED}
    return frozenset(entered | _ENTERED_TOO | _PROMPTED)


@cache
def _labels() -> frozenset[str]:
    """Give what fields of a person, an account or a device are called: a name such as theirs is a field's."""
    groups = ((taxonomy()[category].group, names) for category, names in key_table().labels.items())
    return frozenset().union(*(names for group, names in groups if group in _ENTERED))


@lru_cache(maxsize=1 << 12)
def _tells(category: str, key: str, value: str) -> bool:
    text = value.strip()
    if category == "name" and text in _OF_PEOPLE:
        return False
    bare = compact_value(text)
    entered = taxonomy()[category].group in _ENTERED
    if bare and bare == compact(key):
        return True
    if bare in key_table().labels.get(category, frozenset()) or bare in _LABELS.get(category, frozenset()):
        return True
    if category in _NAMES and bare in _labels():
        return True
    if (entered or category in _PROMPTED) and _PROMPT.fullmatch(text):
        return True
    return (entered or category in _ENTERED_TOO) and (bare in _SAID_OF_ENTRIES or _TYPE.fullmatch(text) is not None)


_OF_CALLS = re.compile(r".*\.struct\.member(?:\[[0-9]+\])?\.name", re.DOTALL).fullmatch
"""What the members of a structure are called in XML-RPC, whose ``member`` is nobody."""


def is_label(fields: Fields, index: int, category: str) -> bool:
    """Say whether a value is what the one beside it goes by: ``{"name": "orderNo", "value": "26110112345678"}``.

    Args:
        fields: the fields of an exchange, of which those with a name beside them are called so.
        index: the field's.
        category: what its own name says that it is; a person's name (``Kim``) may stand beside a value as well.
    """
    path, key, value, *_ = fields.rows[index]
    if key == "name" and _OF_CALLS(path) is not None:
        return True
    if category not in _OF_THINGS or not isinstance(value, str):
        return False
    place, own = path[: len(path) - len(key)], value.rpartition("/")[2] if key == "url" else value
    near = fields.rows[max(index - _NEAR, 0) : index + _NEAR + 1]
    return any(name == own and other.startswith(place) and "." not in other[len(place) :] for other, name, *_ in near)
