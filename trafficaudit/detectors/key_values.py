"""What a value must look like to be what its key says: `email: true` is no address, `address: 10.0.0.1` no street.

A kind is named in ``keys.toml`` and is a pattern for the whole value, or one of the few functions below. What says
nothing (``key_nothing``) is no value of any kind; but for the kinds that answer a question (``flag``, ``measure``,
``consent``) neither is a bare 0, 1, true, false or a zeroed identifier.
"""

import re
from base64 import b64decode
from collections.abc import Callable

from trafficaudit.detectors.identifiers import card_number
from trafficaudit.detectors.key_names import vocabulary
from trafficaudit.detectors.key_nothing import EMPTY, TEMPLATE, is_nothing, stands_for_none
from trafficaudit.detectors.key_others import (
    is_address,
    is_certificates,
    is_midnight,
    is_no_maker,
    is_no_ones_mailbox,
    is_no_ones_phone,
    is_no_secret,
    is_numbered,
    is_of_screen,
    is_organisation,
    is_telecom,
    is_too_plain,
)

LONGEST = 4096
"""Longest value that is looked at, in characters."""

_FILE_HEAD = 64
"""Bytes of a file that tell what it is."""

_PATTERNS = {
    "any": r".+",
    "text": r"(?=.*[^\W\d_]).{2,200}",
    "label": r"(?=.*[^\W_])[^{}<>]{1,200}",
    "browser": r"(?=.*[^\W_])[^{}<>]{1,2048}",
    "passphrase": r"(?!.*(?:\$\$|&\w+=))(?:\S{3,256}|[\w+/=.:-]{257,2048})",  # long: ciphered with RSA
    "passport": r"(?![Pp][0-9]{12}\Z)(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",  # not the customs code
    "opening digits": r"[0-9*]{2,4}",
    "digest and number": r"[0-9A-F]{32}\|[0-9A-Z]{1,20}",
    "system and version": r"(?i:android|ios|ipados|harmonyos)[ _/-]?[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}",
    "system version": r"[1-9][0-9]?(?:\.[0-9]{1,2}){1,3}",
    "word": r"(?=.*[^\W_])[^\s{}\[\]<>]{1,64}",
    "code": r"(?=.*[0-9])[^{}<>]{1,200}",
    "lettered": r"(?=.*[A-Za-z])(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",
    "id": r"(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",
    "token": r"(?:Bearer |Basic |token )?(?=[^\s]*[0-9])[^\s{}<>\"]{16,4096}",
    "uuid": r"\{?[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}\}?",
    "hex": r"[0-9A-Fa-f]{8,128}",
    "measure": r"[-+]?[0-9]+(?:[.,][0-9]+)? ?(?:%|[KMGTkmgt]i?[Bb]?|[Bb]ytes?|px|dp|dpi|mV|℃|°?C)?",
    "integer": r"[0-9]{1,20}",
    "flag": r"(?i:true|false|yes|no|y|n|\??[01])",
    "consent": r"(?=.*[0-9A-Za-z])[0-9A-Za-z_.~,:{}\"' -]{1,2048}",
    "email": r"[^\s@^\\$()\[\]|]{1,64}@[^\s@^\\$()\[\]|]{1,250}\.[^\s@^\\$()\[\]|]{2,63}",
    "phone": r"(?:\(\+?[0-9]{1,4}\) ?|\+)?[0-9][0-9 .()*-]{6,20}[0-9]",
    "date": r"(?:19|20)[0-9]{2}[-./년]? ?[0-9]{1,2}[-./월]? ?[0-9]{1,2}일?(?:[T ].*)?|[0-9]{6}"
    r"|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:19|20)[0-9]{2}|[A-Z][a-z]{2,8}\.? [0-9]{1,2},? (?:19|20)[0-9]{2}",
    "time": r"[0-9]{10}(?:[0-9]{3}|\.[0-9]+)?|[0-9]{16,19}|20[0-9]{2}-?[0-9]{2}-?[0-9]{2}[T ]?[0-9:.+Z-]*",
    "age": r"[1-9][0-9]|1[01][0-9]|(?:19|20)[0-9]{2}|[0-9]{1,2}(?:[-~_][0-9]{2}|대|\+)",
    "choice": r"(?i:true|false|yes|no|y|n|[0-5]|denied|granted|authorized|restricted)",
    "version": r"v?[0-9]{1,4}(?:[._-][0-9A-Za-z]+){0,6}(?:[ +(-].{1,40})?|(?i:android|ios)[ -]?[0-9.]+(?:,level \d+)?",
    "release": r"(?:[A-Za-z][A-Za-z.-]{0,30}[_/ :-])?v?[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}(?:[-+.][0-9A-Za-z.]{1,20})?",
    "dotted": r"v?[0-9]{1,4}(?:\.[0-9A-Za-z]+){1,5}(?:[ +(-].{1,40})?",
    "locale": r"(?:[a-z]{2}|[a-z]{3}(?=[-_,;])"
    r"|kor|eng|jpn|zho|chi|cmn|yue|vie|tha|ind|fil|msa|khm|mya|mon|hin|urd|ara|heb|rus|ukr|deu|fra|spa|por|ita|nld|pol|tur)"
    r"(?:[-_][A-Za-z0-9#]{2,8}){0,3}(?:[,;].{0,120})?",
    "country": r"[A-Za-z]{2,3}|(?!00[1-3])[0-9]{3}"
    r"|[^\W\d_ ]{2,20}(?:-(?:do|si|gu|gun|dong|eup|myeon))?|[A-Z]{2}-[0-9A-Z]{1,3}"
    r"|[A-Z][a-zà-ÿ'.]{1,15}(?: (?:of|and|the|de|do|la|[A-Z][a-zà-ÿ'.]{1,15})){1,3}",
    "titled": r"[A-Z][A-Za-z]{1,20}(?: [A-Z(][A-Za-z)]{1,20}){1,5}",
    "carried cookie": r"(?:GA1|1)\.[0-9]{1,2}\.[0-9]{6,13}\.[0-9]{6,13}|fb\.[0-9]\.[0-9]{13}\.\S{6,200}",
    "carried session": r"GS[0-9]\.[0-9]\.\S{10,200}",
    "timezone": r"[A-Z][A-Za-z_]+/[A-Za-z_/+-]+|(?:GMT|UTC)?[+-]?[0-9]{1,2}:?[0-9]{0,2}|[A-Z]{3,4}|[-+]?[0-9]{3,5}"
    r"|[-+]?[1-5]?[0-9]{3}00000|[-+]?1?[0-9]\.(?:0|5|75)0?",
    "size": r"[0-9]{2,5}(?:\.[0-9]+)?(?: ?[xX*×,] ?[0-9]{2,5}(?:\.[0-9]+)?.{0,8})?|[0-9]\.[0-9]+",
    "dimensions": r"[0-9]{3,4} ?[xX*×] ?[0-9]{3,4}",
    "mccmnc": r"[2-7][0-9]{2}[-_, ]?[0-9]{2,3}",
    "mcc": r"[2-7][0-9]{2}",
    "mnc": r"[0-9]{2,3}",
    "link": r"(?i:wi-?fi|wlan|cellular|[2345]g|lte|nr|ethernet)",
    "network": r"(?i:wi-?fi|wlan|cell(?:ular)?|mobile|[2345]g|lte|nr|edge|gprs|hspa|umts|ether\w*|vpn)|[0-9]{1,2}",
    "gender": r"(?i:m|f|male|female|man|woman|w|남|여|남자|여자|남성|여성|男|女|0?[0-9])",
    "digit": r"[1-9]",
    "measured": r"-?[0-9]{1,4}|(?i:low|medium|high)",
    "front": r"[0-9]{6}-?[0-9](?:[0-9*]{6})?",
    "korean network": r"(?i:skt?m?|ktm?|ktf|lg(?:t|m|u\+?|[ _-]?u[ _-]?plus)?|lg ?u\+|sk ?telecom|mvno.{0,8}|cjh|kct)",
    "package": r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+){1,8}|[0-9]{8,12}",
    "agent": r"(?:[^\s/]{1,40}/[0-9v][^\s/]*|\S+ ?/? ?[0-9v].*[ ;(].*|.*[Mm]ozilla/.*)",
    "url": r"(?:https?|android-app|ios-app|[a-z][a-z0-9+.-]{1,20})://\S{3,}",
    "system": r"(?i:android(?:[ _-]?tv)?|ios|iphone ?os|ipados|harmony(?:os)?|hongmeng|windows|mac ?os|linux|aos)\b"
    r".{0,30}",
    "ip": r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:,.{0,200})?|(?=.*:.*:)[0-9A-Fa-f:.]{3,45}",
    "degrees": r"-?1?[0-9]{1,2}\.[0-9]{2,17}",
    "pair": r"(?:geo:)?[\[(]?-?1?[0-9]{1,2}\.[0-9]{2,17}[,;:| ]{1,2}-?1?[0-9]{1,2}\.[0-9]{2,17}[\])]?",
    "place on earth": r"(?=-?[0-8]?[0-9]\.|.*[,;:| ]-?[0-8]?[0-9]\.)-?1?[0-9]{1,2}\.[0-9]{3,17}[,;:| ]{1,2}"
    r"-?1?[0-9]{1,2}\.[0-9]{3,17}",
    "connectivity": r"(?i:wi-?fi|wlan|cell(?:ular)?|mobile|[2345]g|lte|nr|vpn|true|false)|[0-9]{1,2}",
    "state": r"(?i:true|false|on|off|portrait|landscape\w*|light|dark|normal|silent|vibrate)|-?[0-9]+(?:\.[0-9]+)?",
    "blob": r"(?:data:[a-z0-9/+.-]{3,40};base64,)?[A-Za-z0-9+/_=\s-]{64,}",
    "page": r"(?=.*[^\W\d_])\S.{1,1024}",
    "path": r"/\S{0,1024}",
    "origin": r"(?=.*[^\W\d_])(?!(?:no-referrer|origin|same-origin|strict-origin|unsafe-url)(?:-when-\w|\Z))"
    r"(?!\w+:\w+\Z|#|pkg:|urn:|(?:path|registry|git)\+|refs/|[\w./-]*\.(?:json|ya?ml)#)\S.{1,1024}",
    "digest": r"(?=.*[0-9])(?=.*[A-Fa-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}"
    r"|[0-9A-F]{32}|[0-9A-F]{40}|[0-9A-F]{64}|[0-9A-F]{128})|(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/_-]{43}=?",
    "scaled degrees": r"3[3-8][0-9]{6,7}|1(?:2[4-9]|3[01])[0-9]{6,7}",
    "long number": r"[0-9]{5,20}",
    "six digits": r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "held": r"(?!/|#|\w+://|mailto:|tel:).+",
    "pin": r"[0-9]{4,12}|(?=.*[0-9])[^\s{}\[\]<>\"]{16,512}",
    "interface": r"(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{8,256}",
    "place": r"[^\s{}<>].{1,100}",
    "station": r"(?!\{?[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}\}?\Z)[^\s{}<>].{1,100}",
    "species": r"(?=.*[^\W_])[^\s{}\[\]<>0-9]{1,64}|[0-9]{1,2}",
    "alpha2": r"[A-Z]{2}",
    "grouped": r"(?=(?:[0-9]-?){10,16}\Z)[0-9]{3,6}(?:-[0-9]{1,8}){2,3}",
    "called": r"[가-힣]{2,5}|[一-鿿]{2,4}"
    r"|[A-Z][a-z'’-]{1,24}(?: [A-Z][a-z.'’-]{0,24}){0,3}|[A-Z]{2,20}(?: [A-Z]{2,20}){1,3}",
    "subject": r"(?=.*[0-9])(?!\S*://)[^\s{}\[\]<>\"]{4,128}",
    "handle": r"(?=.*[^\W\d_])[^/{}<>]{2,64}",
    "latin": r"(?=.*[0-9A-Za-z])[ -~]{1,63}",
    "instructions": r"(?i:arm(?:64|eabi|v[678])?(?:[-_]?v[678]a?l?)?|aarch64|x86(?:[-_]64)?|i[3-6]86|amd64"
    r"|mips(?:64)?(?:el)?|riscv64)",
    "pixels": r"[1-9][0-9]{2,3}",
    "visited": r"(?!(?i:https?://(?:[a-z-]{1,16}\.)?facebook\.com/))(?:https?|[a-z][a-z0-9+.-]{1,20})://\S{3,}",
    "postcode": r"(?!(\d)\1+\Z)[0-9]{3,10}(?:-[0-9]{4})?|[0-9]{5}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[0-9]{4} ?[A-Z]{2}"
    r"|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}",
    "card": r"(?=(?:\D*[0-9]){4}|.{16})[^\s{}\[\]<>\"]{4,512}|(?:[0-9*]{4} ){3}[0-9*]{1,4}",
    "sought": r"(?!0?\.[0-9]+\Z|1\.0\Z|[0-9]{1,3}\Z|\*\Z)[^\s{}<>].{1,100}|[가-힣一-鿿]",
    "serial": r"(?=.*[0-9])[A-Za-z0-9._-]{3,64}",
    "build": r"[^\s/]+(?:/[^\s/]+){4,6}",
    "deed": r"(?!(?=.*[0-9])[0-9A-Fa-f-]{16,36}\Z|/)(?=.*[^\W_])[^\s{}\[\]<>]{1,64}",
    "resident": r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) ?-? ?[1-8][0-9*xX●•]{6}",
    "room": r"(?:[0-9]{1,5}[A-Za-z]?(?:-[0-9]{1,5})?|[A-Z]-?[0-9]{1,5})(?: ?[호동층])?",
    "house": r"(?=.*[^\W_])[^{}<>@]{1,60}",
    "numbered": r"[0-9]{5,20}|(?=.*[0-9])(?=.*[A-Za-z])[\w.-]{8,64}",
    "card part": r"[0-9]{1,4}|[0-9]{6}|[0-9]{1,2} ?[/-] ?(?:20)?[0-9]{2}|20[0-9]{2} ?[/-] ?[0-9]{1,2}",
    "holder": r"(?!.*(?i:card|bank|pay\b|credit|check|debit|visa|카드|은행|银行))"
    r"(?:[가-힣]{2,4}|[一-鿿]{2,4}|[A-Z][A-Za-z'’-]{1,24}(?: [A-Z][A-Za-z.'’-]{0,24}){1,3})",
    "pan": r"[0-9]{12,19}|(?:[0-9]{4}[ -]){3}[0-9]{1,7}",
    "android id": r"(?=.*[a-f])(?=.*[0-9])[0-9a-f]{16}",
    "build number": r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{4,20}(?:\.[A-Z0-9]{2,12}){0,4}",
    "depth": r"8|1[568]|24|3[02]|48",
    "page path": r"/(?!/)(?=.*[^\W_])[^\s<>\"{}]{1,1024}",
    "money": r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,9}(?:\.[0-9]{1,2})?",
    "machine": r"(?!(?i:ip)-[0-9]{1,3}(?:-[0-9]{1,3}){3})(?=.*[0-9A-Za-z])[ -~]{1,63}",
    "code name": r"(?=.*[0-9])"
    r"(?!(?:phone|tablet|device|mobile|desktop|node|[cgn]pu|tv|pc|item|prd|sku)[0-9_-])[a-z][a-z0-9_-]{1,31}",
    "release number": r"(?:[5-9]|[12][0-9])(?:\.[0-9]{1,3}){0,3}",
    "density bucket": r"(?i:(?:l|m|tv|h|x{1,3}h)dpi)",
    "permission": r"(?i:(?:not_?)?(?:granted|denied|authorized|determined|restricted|allowed)\w*|provisional|enabled"
    r"|disabled|always|when_?in_?use|fine|coarse|opted_?(?:in|out))",
    "standing": r"(?i:foreground(?:ed)?|background(?:ed)?|active|inactive|suspended|not_?running)",
    "korean mccmnc": r"450[-_, ]?(?:0[2-8]|1[12])",
    "decimals": r"-?[0-9]{1,5}\.[0-9]{1,17}",
    "named area": r"[A-Z][a-z]{1,20}(?:[ -][A-Z][a-z]{1,20}){1,3}|[가-힣]{2,8}(?: [가-힣]{1,8}){1,2}",
    "words": r"[^\s{}<>\[\]](?=.*\s)[^{}<>\[\]]{1,100}",
    "written": r"(?=.*\s.*)(?=.*[^\W\d_])[^{}<>]{4,300}|[가-힣一-鿿ぁ-ヿ][^{}<>]{2,300}",
    "reversed": r"\[?\"?(?:(?:com|net|org|kr|co|io|jp|cn|me|de|us|app|tv|viva)\.[A-Za-z]\w*(?:\.\w+)*[\",; |]*){1,99}"
    r"\]?",
}
_COMPILED = {kind: re.compile(pattern, re.DOTALL) for kind, pattern in _PATTERNS.items()}

# The kinds for which a bare 0, 1, true or false is what there is to know.
_TELLING = frozenset(
    (
        "flag",
        "choice",
        "measure",
        "digit",
        "measured",
        "integer",
        "network",
        "connectivity",
        "consent",
        "gender",
        "mnc",
        "state",
    )
)

_PERSON = re.compile(r"[^\W\d_][^\d_@/<>{}=:;\"\\|#$%&]{1,59}")
_ADDRESS_LIKE = re.compile(r"(?=.*[^\W\d_])[^{}<>@]{5,200}", re.DOTALL)
_ROOM = re.compile(r"(?:[0-9A-Z가-힣]{1,8}동 ?)?(?:B?[0-9]{1,4}호|B?[0-9]{1,3}층)")
_NOT_A_STREET = re.compile(
    r"[0-9A-Fa-f.:]+|[0-9A-Fa-fx-]+|\S+://.*|www\.\S+|[\w.-]+\.(?:com|net|kr|cn|io|org)(?:[:/].*)?|[a-z_]+", re.DOTALL
)
_SOUND = re.compile(
    rb"#!AMR|RIFF.{4}WAVE|\0\0\0.ftyp(?:M4[AB] |F4A )|OggS|ID3|fLaC|caff\0"
    rb"|\xff[\xf1\xf9][\x40-\xbf]|\xff[\xfa\xfb][\x10-\xef]|\x1aE\xdf\xa3.{0,40}webm",
    re.DOTALL,
).match
_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}(?:WEBP|AVI )|\0\0\0[\x14-\x40]ftyp", re.DOTALL).match
"""Films as well: of what is in a container only its brand tells, and sound has brands of its own."""
_LONGEST_PUSHED = 512
"""Characters of the address of a push message: Apple's have 200 at most, Google's some 160 to 250."""
_NO_MODEL = vocabulary("android ios mobile phone smartphone tablet desktop pc app web aos and native")
_MODEL = re.compile(r"(?=.*[A-Za-z])[^{}<>\[\]\"/:]{2,60}")


_HARDWARE = re.compile(
    r"(?=.*[0-9])(?=.*[A-Za-z])(?!.*[0-9a-f]{12})"
    r"(?!(?i:android|ios|ipados|windows|phone|tablet|tv)(?![A-Za-z])|[a-z]+ ?[0-9]\Z).{5,60}"
)

_IDENTIFIERS = vocabulary(
    "id passport subject print lettered opaque undivided session secret token credential uuid hex pin interface"
) | {"made up", "bank account"}
_ADDRESSES = frozenset(("page", "url", "origin", "visited"))
_OF_BYTES = frozenset(("any", "held"))
WHOLE = _IDENTIFIERS | {"any", "held", "label", "long number"}
"""The kinds of which a nameless piece of a value is none: the whole value fits as well, and is what the name names."""

# An app's own key, the same in every copy of it: Meta's app access token (``app id|client token``).
_APP_KEY = re.compile(r"[0-9]{5,20}\|[0-9A-Za-z_-]{16,64}")
_APP_SCHEME = re.compile(r"(?i:kakaoak|api-?key|x-api-key|client-id|key) ")
"""Schemes of Authorization whose credential is an app's (Kakao's REST API key)."""
_BASIC = re.compile(r"(?:Basic )?([A-Za-z0-9+/_-]{8,}={0,2})")


def is_of_app(text: str | bytes) -> bool:
    """Whether a header's value authorizes an app and nobody who uses it.

    >>> is_of_app("KakaoAK 0123456789abcdef0123456789abcdef"), is_of_app("Bearer 0123456789abcdef")
    (True, False)
    """
    return isinstance(text, str) and _APP_SCHEME.match(text) is not None


def _person(text: str) -> bool:
    return _PERSON.fullmatch(text) is not None and not is_organisation(text)


def _proper(text: str) -> bool:
    """A name written as one: with a capital, a space, or in another script."""
    return _person(text) and (not text.isascii() or text != text.lower() or " " in text)


def _full_name(text: str) -> bool:
    """A name that no program's own could be: of several words, or in another script."""
    return _person(text) and (not text.isascii() or " " in text)


def _street(text: str) -> bool:
    if _ROOM.fullmatch(text):
        return True
    return _ADDRESS_LIKE.fullmatch(text) is not None and _NOT_A_STREET.fullmatch(text) is None


def _model(text: str) -> bool:
    return _MODEL.fullmatch(text) is not None and text.lower() not in _NO_MODEL


def _hardware(text: str) -> bool:
    """A model under a name that says type of device: it has letters and digits, and is no system with its version."""
    return _model(text) and _HARDWARE.fullmatch(text) is not None


def _token(text: str) -> bool:
    return _COMPILED["token"].fullmatch(text) is not None and _APP_KEY.fullmatch(text) is None


def _credential(text: str) -> bool:
    """What authorizes, but for Basic without a password, which carries an app's own key (RFC 7617 section 2)."""
    return _token(text) and not (text.endswith(":") or _without_password(text))


def _without_password(text: str) -> bool:
    run = _BASIC.fullmatch(text)
    try:
        return run is not None and b64decode(run.group(1), validate=True)[-1:] == b":"
    except ValueError:
        return False


def _operator(text: str) -> bool:
    return _COMPILED["word"].fullmatch(text) is not None and is_telecom(text)


def _operators_name(text: str) -> bool:
    return _COMPILED["text"].fullmatch(text) is not None and is_telecom(text)


def _but(kind: str, other: Callable[[str], bool]) -> Callable[[str], bool]:
    """Give a kind of which some values are something else."""
    form = _COMPILED[kind].fullmatch
    return lambda text: form(text) is not None and not other(text)


_FUNCTIONS: dict[str, Callable[[str], bool]] = {
    "opaque": _but("id", is_numbered),
    "undivided": lambda text: "|" not in text and _FUNCTIONS["opaque"](text),
    "made up": _but("id", is_address),
    "print": _but("token", is_certificates),
    "session": _but("lettered", is_too_plain),
    "secret": _but("passphrase", is_no_secret),
    "maker": _but("word", is_no_maker),
    "phone": _but("phone", is_no_ones_phone),
    "email": _but("email", is_no_ones_mailbox),
    "token": _token,
    "push token": lambda text: len(text) <= _LONGEST_PUSHED and _token(text),
    "long token": lambda text: len(text) > _LONGEST_PUSHED and _token(text),
    "card account": card_number.is_card,
    "bank account": _but("id", card_number.is_card),
    "called": _but("called", is_organisation),
    "holder": _but("holder", is_organisation),
    "midnight": is_midnight,
    "credential": _credential,
    "person": _person,
    "proper": _proper,
    "full name": _full_name,
    "street": _street,
    "model": _model,
    "hardware": _hardware,
    "area": _but("country", is_of_screen),
    "operator": _operator,
    "operators name": _operators_name,
}

_FORMS: dict[str, Callable[[str], object]] = {kind: form.fullmatch for kind, form in _COMPILED.items()}
_FORMS.update(_FUNCTIONS)

_OF_FILES: dict[str, Callable[[bytes], bool]] = {
    "media": lambda raw: _PICTURES(raw) is not None and _SOUND(raw) is None,
    "sound": lambda raw: _SOUND(raw) is not None,
    "recording": lambda raw: _SOUND(raw) is not None or raw[4:8] == b"ftyp" or raw.startswith(b"\x1aE\xdf\xa3"),
}
KINDS = frozenset((*_FORMS, *_OF_FILES))
"""The kinds that ``keys.toml`` may name."""


def fits(kind: str, value: str | bytes) -> bool:
    """Whether a value is of a kind; bytes only of files, and of ``any`` or ``held`` where they are not all 0."""
    if isinstance(value, bytes):
        is_of = _OF_FILES.get(kind)
        return is_of(value[:_FILE_HEAD]) if is_of is not None else kind in _OF_BYTES and any(value[:LONGEST])
    if kind in _OF_FILES or len(value) > LONGEST:
        return False
    text = value.strip().strip('"')
    # The form first: most values have not the one that is asked for. To remember the answers takes as long as this.
    return bool(_FORMS[kind](text)) and _says_something(kind, text)


def _says_something(kind: str, text: str) -> bool:
    """Whether a text of the form of a kind is no stand-in for a value that there is not."""
    if kind in _IDENTIFIERS and stands_for_none(text):
        return False
    if kind in _ADDRESSES and TEMPLATE.search(text):
        return False
    telling = kind in _TELLING or (kind == "timezone" and text[-1:].isdigit())  # Greenwich is at 0
    return not is_nothing(text) or (telling and text.lower() not in EMPTY and text.strip("-:. ") != "")
