r"""Names that tell of a user's or device's number, looked for in bytes as they were recorded.

It is a gate: what passes is decoded, and only then anybody says what it is. So it rather takes too much, and the
names may stand in JSON (also escaped, or quoted once more), forms, addresses, headers, XML and MessagePack, and in
JSON in Base64, as JSON Web Tokens have it (RFC 7515, section 3.1).

>>> list(introduced(b'{"userId":"8837120045","lang":"ko","device_id" : "9f8e7d6c5b4a"}'))
[(b'userId', b'8837120045'), (b'device_id', b'9f8e7d6c5b4a')]
>>> list(introduced(rb'"{\"memberSeq\": 41882233}"')), list(introduced(b"q%22adid%22%3A%223f1c9a52-7b0e%22"))
([(b'memberSeq', b'41882233')], [(b'adid', b'3f1c9a52-7b0e')])
>>> list(introduced(b"Bearer eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiI4ODM3MTIwMDQ1In0.c2lnbmF0dXJl"))
[(b'userId', b'8837120045')]
"""

import base64
import re
from collections.abc import Iterator
from functools import cache

from trafficaudit.detectors.matcher import ExpressionFinder

_SEPARATED = r"(?:[^0-9A-Za-z]|%(?:25)?[0-9A-Fa-f][0-9A-Fa-f]){1,12}"
_OF = (
    "user|usr|member|membership|mber|mbr|mem|cust|customer|account|acct|login|device|dev|phone|android|client|install|"
    "installation|app_?instance|firebase|advertising|advertiser|advertisement|ad|distinct|anonymous|visitor|profile|"
    "person|subscriber|player|buyer|shopper|vendor|hardware|machine|terminal|unique|external|open|union|amplitude|"
    "appsflyer|adjust|braze|clevertap|onesignal|push|fcm|identity|tracking|browser"
)
_NUMBERED = "id|ids|no|num|number|seq|idx|srl|key|uid|uuid|token|code|identifier|hash"
_ALONE = (
    "uid|duid|uuid|udid|guid|muid|suid|gaid|aaid|adid|ifa|idfa|idfv|oaid|vaid|ssaid|imei|imsi|iccid|meid|serial|mac|did|"
    "utdid|umid|fingerprint|rdid|afid|cid|iid|fid|idfm|waid|maid|aifa|deviceid|androidid|userid|memberid|sub"
)
# Ends at the first character of a value: what stands before it is a name with at most a few more letters.
_EXPRESSIONS = (
    rf"(?i)(?:{_OF})[_.\-]?(?:{_NUMBERED})[\w.\-]{{0,8}}{_SEPARATED}[0-9A-Za-z]",
    rf"(?i)(?:^|[^a-z])(?:[a-z]{{1,12}}[_.\-])?(?:{_ALONE}){_SEPARATED}[0-9A-Za-z]",
    r"(?i)(?:user|member|customer|account|device|profile)s?[\x22\x27\x5c]{0,4}[:=/][ {\x22\x27\x5c]{0,4}[0-9A-Za-z]",
    r"(?i)(?:user|member|customer|account|device|profile|me)[\x22\x5c]{1,4} ?: ?\{[^{}]{0,160}"
    r"[\x22](?:id|no|seq|idx|key|uuid)[\x22\x5c]{1,4} ?: ?[\x22\x5c]{0,4}[0-9A-Za-z]",
    r"(?:회원번호|고객번호|회원아이디|用户id|会员号)".encode().decode("latin-1").encode("unicode_escape").decode()
    + _SEPARATED
    + "[0-9A-Za-z]",
)
_VALUE = re.compile(rb"[0-9A-Za-z][0-9A-Za-z_.:=@+-]{5,127}").match
_ESCAPED = re.compile(rb"%(?:25)?[0-9A-Fa-f]?\Z")
_NAME = re.compile(rb"([A-Za-z_$][\w$.-]{0,40}?|[\x80-\xff]{2,24})(?:[^0-9A-Za-z_]|%(?:25)?[0-9A-Fa-f]{2})*\Z")
_LONGEST_BEFORE = 64
_OBJECTS = re.compile(rb"(?<![0-9A-Za-z+/_-])eyJ[0-9A-Za-z+/_-]{13,}").findall
"""How JSON that begins with a name looks in Base64: ``{"``, and the first six bits of the name."""


@cache
def _finder() -> ExpressionFinder:
    return ExpressionFinder(_EXPRESSIONS)


def introduced(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give what may be a name with the number that it introduces, each place once, in the order of the bytes.

    What stands in JSON in Base64 comes behind all else.
    """
    yield from _introduced(data)
    opened = b"\n".join([_opened(each) for each in _OBJECTS(data)])
    yield from _introduced(opened) if opened else ()


def _opened(run: bytes) -> bytes:
    """Give what a run of Base64 says, in either alphabet, without what is not a whole group at its end."""
    run = run[: len(run) - (len(run) % 4 == 1)]
    return base64.b64decode(run + b"=" * (-len(run) % 4), altchars=b"-_")


def _introduced(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    ends = set(_finder().ends(data)) if data else set()
    behind = 0
    for end in sorted(ends):
        if end <= behind:
            continue  # within the value before it
        value = _VALUE(data, end - 1)
        if (
            value is None
            or _ESCAPED.search(data, max(0, end - 6), end - 1)
            or not any(48 <= byte <= 57 for byte in value[0])
        ):
            continue
        name = _NAME.search(data, max(0, end - 1 - _LONGEST_BEFORE), end - 1)
        behind = value.end()
        yield (name[1] if name else b""), value[0].rstrip(b".:=@+/-")
