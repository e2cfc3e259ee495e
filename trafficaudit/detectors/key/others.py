"""What else stands under names of personal data in a value of the same form, and is told apart by what it says.

>>> is_numbered("item-33"), is_numbered("user-33"), is_numbered("u8392-0174")
(True, False, False)
"""

import re

from trafficaudit.detectors.identifiers import email_address
from trafficaudit.detectors.key.nothing import EMPTY
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.readers import kept

_NUMBERED = re.compile(
    r"(?!(?:user|usr|member|mem|mbr|cust|device|dev|id|u|d|s)[-_])[A-Za-z]+(?:[-_][A-Za-z]+)*[-_][0-9]{1,4}"
)
_SHORT = re.compile(r"[A-Za-z]{1,3}[0-9]{1,3}")
_CERTIFICATES = re.compile(r"(?:[0-9A-Fa-f]{2}[: ]){15,}[0-9A-Fa-f]{2}")
_OF_SERVERS = re.compile(
    r"i-(?:[0-9a-f]{8}|[0-9a-f]{17})|20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-2][0-9](?:[0-5][0-9]){2}[0-9]*"
)
_UNSET_DAY = re.compile(r"(?:1900|0001)[-./년]? ?0?1[-./월]? ?0?1(?![0-9])")
_SORTED = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)+")
_NO_SECRET = re.compile(
    r"(?:/[\w.-]+)+/?|[0-9]{1,3}(?:px|em|%)?|(?i:ok|show|hide|toggle|reset|change|find|forgot)|[가-힣]+|[一-鿿]+"
)
_MAKERS = re.compile(
    r"삼성(?:전자)?|엘지(?:전자)?|LG전자|애플|샤오미|구글|화웨이"
    r"|三星|苹果|小米|红米|华为|荣耀|欧珀|维沃|一加|魅族|中兴|联想"
)
_PUSHING = vocabulary("fcm gcm apns apn hms jpush getui mipush onesignal umeng tpns")
# 전국대표번호 (1588-1234) and 080, which whole companies are called by. Source: 전기통신번호관리세칙.
# Of eleven digits it is a mobile number of Japan, unless the country is told.
_COMPANYS = re.compile(r"(?:\+?82)?0?(?:1[568][0-9]{6}|80[0-9]{7})|\+?820?80[0-9]{8}")
# 555-0100 to 555-0199 belong to nobody. Source: ATIS-0300048, 555 NXX Assignment Guidelines (2015).
_FICTION = re.compile(r"(?:\+?1)?(?:[2-9][0-9]{2})?55501[0-9]{2}")
_NOBODY_READS = re.compile(
    r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)(?:[+.][^@]*)?@", re.IGNORECASE
)
_PHONE_SIGNS = re.compile(r"[ .()-]")
_LONGEST_STATION, _DRAWN = 32, 16
_SUBSCRIBER = 8  # digits, and the fewest characters of a session's id


def is_numbered(text: str) -> bool:
    """Whether words, with a small number behind them or none, only count or sort what is on a page (`sort_price`)."""
    return any(form.fullmatch(text) is not None for form in (_NUMBERED, _SORTED, _SHORT))


def is_no_installation(text: str) -> bool:
    """Whether a value is a page's address, a server's id (Amazon EC2), or a transaction's that begins with its time.

    >>> is_no_installation("i-0abc1234def567890"), is_no_installation("20261124100000123456789012345678")
    (True, True)
    """
    return "://" in text or _OF_SERVERS.fullmatch(text) is not None


def is_unset_day(text: str) -> bool:
    """Whether a date is what databases hold where there is none.

    >>> is_unset_day("1900-01-01T00:00:00"), is_unset_day("1900-01-02")
    (True, False)
    """
    return _UNSET_DAY.match(text) is not None


def is_certificates(text: str) -> bool:
    """Whether a fingerprint is that of a certificate, as programs print them: pairs of digits, colons between."""
    return _CERTIFICATES.fullmatch(text) is not None


def is_too_plain(text: str) -> bool:
    """Whether a value is too short, or too much of a word, to tell one visit from others (`menu1`, `sort_price`)."""
    return len(text) < _SUBSCRIBER or text.isalpha() or is_numbered(text)


def is_no_secret(text: str) -> bool:
    """Whether a value is where a program stands (PWD), how wide a field is, what a button does, or a label."""
    return _NO_SECRET.fullmatch(text) is not None


def is_no_maker(text: str) -> bool:
    """Whether a maker's name is in another script and of none who makes phones, or a list: Android says it in Latin.

    Who delivers push messages is called a vendor beside a model as well.

    >>> is_no_maker("fcm"), is_no_maker("samsung")
    (True, False)
    """
    return "," in text or text.lower() in _PUSHING or (not text.isascii() and _MAKERS.fullmatch(text) is None)


def is_no_station(text: str) -> bool:
    """Whether a value is no name of a wireless network: above 32 bytes (IEEE 802.11), or a row drawn as a session's is.

    >>> is_no_station("KT_GiGA_5G_Wave2_92F1"), is_no_station("k3Jd82hQp0Zx7Lm4Vt9B")
    (False, True)
    """
    if len(text.encode("utf-8", "surrogatepass")) > _LONGEST_STATION:
        return True
    return len(text) >= _DRAWN and text.isascii() and text.isalnum() and kept.is_drawn(text)


def is_no_ones_mailbox(text: str) -> bool:
    """Whether nobody reads what is sent to an address: programs send from it (RFC 2142, usage), or it is a sample."""
    return _NOBODY_READS.match(text) is not None or email_address.is_sample(text)


def is_no_ones_phone(text: str) -> bool:
    """Whether a telephone number is a company's, which nobody has as his own, one digit repeated, or for stories."""
    digits = _PHONE_SIGNS.sub("", text)
    if _FICTION.fullmatch(digits):
        return True
    return _COMPANYS.fullmatch(digits) is not None or len(set(digits[-_SUBSCRIBER:])) == 1


# What a company, a shop or a card is called ends in what it is. Some of these end a name of a person, too (이순점,
# 김병원; 왕페이 is 王菲, Co a family name in Manila): they count behind a space, with more before them, or with a full
# stop. Source: 상법 제19조, 제20조 for 회사; usage.
_ORGANISATION = re.compile(
    r".*(?:㈜|\(주\)|주식회사|유한회사).*"
    r"|.*(?:카드|은행|마트|약국|센터|호텔|카페|스토어|쇼핑몰|백화점|편의점|대리점|전문점|음식점|할인점|식당|증권|학교)"
    r"|..+페이"
    r"|(?:.{2,} .+|.{4,})(?:점|병원|의원|상사|상점|금고|보험|학원|협회)"
    r"|.*[ ,](?:inc\.?|llc|ltd\.?|co\.|corp\.?|corporation|gmbh|company|store|shop|mall|hotel|restaurant|pharmacy|bank"
    r"|team|support|help ?desk|incorporated|limited|b\.?v\.?|customer (?:service|care))"
    r"|.{2,}(?:몰|물류|상회|로지스틱스|컴퍼니|코리아|팀)"
    r"|.*(?:股份有限公司|有限公司|公司|旗舰店|专卖店|专营店|便利店|超市|药店|酒店|银行|商行|商店|仓库|云仓|物流|快递)"
    r"|.*(?:株式会社|有限会社|合同会社|商店|薬局|百貨店|ショップ|ストア).*"
    r"|(?:cửa hàng|công ty|siêu thị|nhà thuốc|kho hàng|ร้าน|บริษัท|gudang |warung |pt\.? |cv\.? ).*",
    re.IGNORECASE,
)


def is_organisation(text: str) -> bool:
    """Whether a name says of itself that it is a company's, a shop's or a card's.

    >>> is_organisation("올리브영 강남점"), is_organisation("신한카드 Deep"), is_organisation("이순점")
    (True, False, False)
    """
    return _ORGANISATION.fullmatch(text) is not None


# Under what is delivered, and under an account, a name is also that of the way it comes, or of the account.
_WAY = re.compile(
    r".*(?:배송|택배|배달|퀵서비스|픽업|(?:방문|직접|매장|현장|편의점) ?수령|등기)(?: ?\(.*\))?"
    r"|.*\b(?:delivery|shipping|shipment|courier|pick-?up|express|browser|account|profile|log-?in)"
    r"|(?:standard|economy|express|priority|overnight|default|free)(?: .*)?",
    re.IGNORECASE,
)


_NO_NAMES = EMPTY | {"true", "false"}

# What people call the places that something is brought to.
_PLACES = re.compile(
    r"(?:my |우리 ?|나의 ?|내 ?)?"
    r"(?:home|house|office|work|workplace|school|집|자택|본가|회사|사무실|직장|학교|배송지)(?: ?[0-9])?"
    r"|(?:我的?)?(?:家|住宅|公司|单位|学校)|自宅|実家|会社|職場|rumah|kantor|nhà(?: riêng)?|văn phòng|ที่บ้าน|บ้าน|ที่ทำงาน",
    re.IGNORECASE,
)

# What is on for a while is called what it is, too, behind a space or with more before it than a name has.
_OCCASION = re.compile(
    r"(?:.{2,} .*|.{3,})(?:축제|행사|이벤트|기획전|할인전|할인|세일|특가|쿠폰|증정|페스티벌|콘서트|박람회|전시회|공연)"
    r"|.* (?:sales|deals|event|festival|coupons?|promotion|concert|exhibition|campaign|collection)",
    re.IGNORECASE,
)


def is_no_one(text: str) -> bool:
    """Whether a name is that of a company, shop or card, of a way of delivery, of an account or occasion, or none.

    >>> is_no_one("새벽배송"), is_no_one("Express Shipping"), is_no_one("My Ad Account"), is_no_one("배송이")
    (True, True, True, False)
    >>> is_no_one("한가을 축제"), is_no_one("Summer Event"), is_no_one("김세일"), is_no_one("축제희")
    (True, True, False, False)
    >>> is_no_one("null null"), is_no_one("Anna Null")
    (True, False)
    """
    if is_organisation(text) or any(form.fullmatch(text) for form in (_WAY, _OCCASION, _PLACES)):
        return True
    return all(word in _NO_NAMES for word in text.lower().split())  # two halves put together of which neither is one


# What else is called a carrier: parcel services, and what babies are carried in. The names of operators in Korean have
# few parts; in other letters there are too many in the world to list.
_PARCELS = re.compile(
    r".*(?:logis|express|deliver|post\b|parcel|cargo|courier|baby|sling|shipping)"
    r"|(?:cj(?! ?hello)|hanjin|lotte|logen|ups|usps|dhl|fedex|ems|tnt|cainiao|yanwen|sf)\b"
    r"|(?:and|or|not|in|eq|ne|gte?|lte?|like|equals?|contains|between|all|any)\Z|[0-9]+\Z",
    re.IGNORECASE,
)
_KOREAN_OPERATOR = re.compile(r"SK|KT|LG|U\+|텔레콤|케이티|엘지|유플|모바일|알뜰|통신|헬로", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")


def is_telecom(text: str) -> bool:
    """Whether a carrier may be one of telephone networks, and is none of parcels or babies."""
    if _PARCELS.match(text):
        return False
    return _HANGUL.search(text) is None or _KOREAN_OPERATOR.search(text) is not None


# Under the name of a region also stands which part of a screen something is in.
_OF_SCREENS = vocabulary(
    "new home main top bottom left right center middle side header footer body banner popup list grid best hot sale "
    "sub page detail section content menu nav tab cart search event recommend related similar carousel feed global "
    "all local none any other others default nationwide 전국 전지역 전체지역 전국구 全国"
)


def is_of_screen(text: str) -> bool:
    """Say whether a region is a part of a screen, or every one."""
    return text.lower() in _OF_SCREENS


_INSTANT = re.compile(r"-?[0-9]{6,13}")
# Korea was half an hour nearer to Greenwich from 1954 to 1961, as India is today. Source: IANA, Asia/Seoul.
_HALF_HOUR = 1800
_OLDEST, _YOUNGEST = -1_900_000_000, 1_500_000_000


def is_midnight(text: str) -> bool:
    """Whether a number is a day as seconds or milliseconds since 1970: at a full or half hour, and of a birth long ago.

    >>> is_midnight("604335600000"), is_midnight("1764140000000")
    (True, False)
    """
    if not _INSTANT.fullmatch(text):
        return False
    number = int(text)
    unit = 1000 if abs(number) >= -_OLDEST else 1
    return number % (_HALF_HOUR * unit) == 0 and _OLDEST < number // unit < _YOUNGEST
