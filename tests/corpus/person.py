"""The person whose values are planted, and how each value is written down: a table of its own, not the tool's.

Numbers of residents and foreigners are left out: programs that make them up are forbidden (주민등록법 제37조). Card
numbers are of the payment providers' test range.
"""

import base64
import hashlib
import random
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

type Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a value; ``hashed`` where services hash that form, ``pattern`` where the form alone may tell."""

    name: str
    data: bytes
    text: bool = True
    typed: bool = False
    hashed: bool = False
    pattern: bool = False


SURNAMES = {
    "이": ("Lee", "Yi", "Rhee"), "김": ("Kim", "Gim"), "박": ("Park", "Pak", "Bak"), "최": ("Choi", "Choe"),
    "정": ("Jung", "Jeong", "Chung"), "강": ("Kang", "Gang"), "조": ("Cho", "Jo"), "임": ("Lim", "Im"),
    "윤": ("Yoon", "Yun"), "표": ("Pyo",), "남궁": ("Namgung",),
}  # fmt: skip
SYLLABLES = {
    "서": ("seo",), "윤": ("yun", "yoon"), "하": ("ha",), "람": ("ram",), "준": ("jun", "joon"), "호": ("ho",),
    "민": ("min",), "지": ("ji", "jee"), "은": ("eun",), "수": ("su", "soo"), "현": ("hyeon", "hyun"),
    "영": ("yeong", "young"), "빈": ("bin",), "림": ("rim",),
}  # fmt: skip
ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
BASE64URL = ALNUM + "-_"


def person(draw: random.Random) -> tuple[Values, tuple[str, str]]:
    """Make up a person: one value a category, and the name as (surname, given name)."""
    family = draw.choice(list(SURNAMES))
    given = "".join(draw.sample(list(SYLLABLES), 2))

    def chars(alphabet: str, size: int) -> str:
        return "".join(draw.choices(alphabet, k=size))

    def digits(size: int) -> str:
        return chars("0123456789", size)

    def an_uuid() -> str:
        return str(uuid.UUID(int=draw.getrandbits(128), version=4))

    tag = chars("bcdfghjkmnpqrstvwxz", 3) + digits(4)
    values = {
        "name": family + given,
        "birth_date": f"{draw.randint(1970, 2003)}-{draw.randint(1, 12):02}-{draw.randint(13, 28)}",
        "gender": draw.choice("FM"),
        "email": f"{''.join(SYLLABLES[s][0] for s in given)}.{tag}@{chars('abcdefghkmnop', 6)}.example.com",
        "phone_number": f"010-{draw.randint(2000, 9999)}-{digits(4)}",
        "postal_address": f"서울특별시 강서구 {chars('가온미르달빛누리', 4)}로 {draw.randint(1000, 9998)}, {chars('새벽노을', 2)}빌라 {draw.randint(101, 999)}호",
        "postal_code": f"0{draw.randint(1000, 8999)}",
        "customs_clearance_code": f"P{draw.randint(11, 25)}{draw.randint(10**9, 10**10 - 1)}",
        "passport_number": f"M{draw.randint(100, 999)}{chars('ABCDEFGHJK', 1)}{digits(4)}",
        "driver_license_number": f"11-{draw.randint(10, 24)}-{draw.randint(100000, 999999)}-{draw.randint(10, 99)}",
        "bank_account": f"{draw.randint(110, 999)}-{draw.randint(100, 999)}-{draw.randint(100000, 999999)}",
        "connecting_information": base64.b64encode(draw.randbytes(64)).decode(),
        "card_number": card(draw),
        "user_id": f"u{chars('bcdfghjk', 2)}_{digits(8)}",
        "user_name": f"{chars('bcdfghjklm', 3)}quill{digits(3)}",
        "password": f"Ond{chars('bcdfghjk', 4)}!{digits(4)}",
        "session_id": chars(ALNUM, 26),
        "access_token": chars(BASE64URL[:-2], 40),
        "search_query": f"{chars('접이식캠핑의자', 4)} {chars('베이지보라색', 3)} {chars('방수천막', 3)}",
        "advertising_id": an_uuid(),
        "vendor_id": an_uuid().upper(),
        "installation_id": an_uuid(),
        "android_id": hex_id(draw, 16),
        "device_id": hex_id(draw, 32),
        "push_token": f"{chars(BASE64URL[:-2], 22)}:APA91b{chars(BASE64URL[:-2], 134)}",
        "device_fingerprint": chars(ALNUM, 32),
        "advertising_cookie": f"fb.1.{draw.randint(10**12, 2 * 10**12)}.{draw.randint(10**8, 10**9)}",
        "imei": luhn("35" + digits(12)),
        "imsi": f"45005{draw.randint(10**9, 10**10 - 1)}",
        "iccid": luhn("898205" + digits(12)),
        "serial_number": f"R3C{chars('BCDFGHJKLMNPQRSTVWXYZ0123456789', 8)}",
        "mac_address": mac(draw),
        "wifi_bssid": mac(draw),
        "wifi_ssid": f"sunrise_{chars('bcdfghjk', 4)}_5G",
        "ip_address": f"{draw.choice((211, 118, 175))}.{draw.randint(20, 250)}.{draw.randint(20, 250)}.{draw.randint(20, 250)}",
        "device_model": f"SM-{chars('BCDEFJKW', 1)}{draw.randint(100, 999)}{chars('BCDEKX', 1)}",
        "device_name": f"{given}의 Galaxy {draw.randint(20, 29)}{chars('xyz', 2)}",
        "carrier": "SKTelecom",
        "timezone": "Asia/Seoul",
        "locale": "ko-KR",
        "coordinates": f"{37 + draw.randint(100000, 899999) / 10**6:.6f},{126 + draw.randint(100000, 899999) / 10**6:.6f}",
        "message": f"{chars('내일저녁약속', 4)}에서 {chars('만나요잊지마', 5)}",
        "clipboard": f"{chars('복사한글자', 4)} {chars('bcdfgh', 4)}{digits(4)}",
        "foreign_identity_number": citizen(draw),
        "health_insurance_number": f"{draw.randint(1, 8)}{digits(10)}",
        "vehicle_identification_number": f"KMH{chars('ABCDEFGHJKLMNPRSTUVWXYZ', 5)}{digits(1)}P{chars('AU', 1)}{digits(6)}",
        "esim_id": mod97("89049032" + digits(22)),
        "organisation_number": f"{draw.randint(2005, 2024)}{chars('BCDFGHJK', 2)}{digits(5)}",
        "health": f"{chars('복숭아호두게', 3)} 알레르기 {chars('심함약간', 2)}",
        "occupation": f"{chars('도자기가구악기', 3)} 수리 {chars('기능장인', 2)}",
    }  # fmt: skip
    return values, (family, given)


def hex_id(draw: random.Random, size: int) -> str:
    """Give hexadecimal digits with letters and digits among them."""
    return "a" + "".join(draw.choices("0123456789abcdef", k=size - 2)) + "4"


def mac(draw: random.Random) -> str:
    """Give the address of one interface."""
    return ":".join(f"{byte:02x}" for byte in (0x3C, *draw.randbytes(4), draw.randint(0xA0, 0xFF)))


def card(draw: random.Random) -> str:
    """Give a number of the test range 4000 00, in groups of four."""
    digits = luhn("400000" + "".join(draw.choices("0123456789", k=9)))
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def citizen(draw: random.Random) -> str:
    """Give the number of a citizen of China (GB 11643): place, birth, serial, check character by ISO 7064 MOD 11-2."""
    born = f"{draw.randint(1950, 2003)}{draw.randint(1, 12):02}{draw.randint(10, 28)}"
    body = f"{draw.choice((110105, 310104, 440305, 330106))}{born}{draw.randint(100, 999)}"
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    return body + "0123456789X"[(12 - rest) % 11]


def mod97(body: str) -> str:
    """Put two check digits behind (ISO 7064 MOD 97-10)."""
    return f"{body}{98 - int(body) * 100 % 97:02}"


def luhn(body: str) -> str:
    """Put the check digit behind (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, char in enumerate(reversed(body)):
        doubled = int(char) * (2 - place % 2)
        total += doubled if doubled < 10 else doubled - 9
    return body + str(-total % 10)


def write(path: Path, values: Values) -> None:
    """Write a person as a persona file."""
    lines = [f'{category} = ["{text}"]' for category, text in values.items()]
    path.write_text("[values]\n" + "\n".join(lines) + "\n", encoding="utf-8")


def spellings(category: str, values: Values, name: tuple[str, str]) -> list[Spelling]:
    """Give every spelling of a category's value, by the list that the project was given of what apps do."""
    text = values[category]
    made = [_plain("verbatim", text, category in TYPED, hashed=category in HASHED, pattern=category in PATTERNS)]
    made += _SPECIAL.get(category, _none)(text, name)
    if "-" in text and len(text) == 36:
        made += _uuid(text)
    decomposed = unicodedata.normalize("NFD", text)
    if decomposed != text:
        made.append(_plain("NFD", decomposed))
        made.append(_plain("read as ISO 8859-1", text.encode().decode("iso-8859-1")))
    if not text.isascii():
        made += [Spelling(codec, text.encode(codec), text=False) for codec in ("cp949", "utf-16-le", "utf-16-be")]
    seen: dict[bytes, Spelling] = {}
    for spelling in made:
        seen.setdefault(spelling.data, spelling)
    return list(seen.values())


TYPED = frozenset({"gender", "postal_code", "carrier", "timezone", "locale"})
HASHED = frozenset({
    "name", "birth_date", "email", "phone_number", "postal_address", "customs_clearance_code", "card_number", "user_id",
    "user_name", "advertising_id", "vendor_id", "installation_id", "android_id", "device_id", "imei", "mac_address",
    "push_token", "serial_number",
})  # fmt: skip
PATTERNS = frozenset({
    "birth_date", "email", "phone_number", "postal_code", "customs_clearance_code", "passport_number", "bank_account",
    "driver_license_number", "connecting_information", "card_number", "session_id", "advertising_id", "vendor_id",
    "android_id", "push_token", "imei", "imsi", "iccid", "mac_address", "wifi_bssid", "ip_address", "coordinates",
    "foreign_identity_number", "esim_id",
})  # fmt: skip
"""Categories whose form a reader without the persona may recognise (with a key that names it, for most)."""


def _plain(name: str, text: str, typed: bool = False, hashed: bool = False, pattern: bool = False) -> Spelling:
    return Spelling(name, text.encode(), typed=typed, hashed=hashed, pattern=pattern)


def _none(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    return iter(())


def _email(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    yield _plain("upper case", text.upper(), pattern=True)
    yield _plain("capitalised", text.capitalize(), pattern=True)
    local, _, domain = text.partition("@")
    yield _plain("no dots", f"{local.replace('.', '')}@{domain}", hashed=True, pattern=True)


def _phone(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    first, middle, last = text.split("-")
    for joint, word in (("", "digits"), (" ", "spaces"), (".", "dots")):
        yield _plain(word, joint.join((first, middle, last)), hashed=not joint, pattern=True)
    for code in ("+82", "82", "0082"):
        for joint in ("", "-", " ") if code == "+82" else ("", "-"):
            written = f"{code}{joint}{first[1:]}{joint}{middle}{joint}{last}"
            yield _plain(f"{code} {joint or 'digits'}", written, hashed=not joint, pattern=True)
    yield _plain("+82 10-", f"+82 {first[1:]}-{middle}-{last}", pattern=True)
    yield _plain("bracket", f"({first}) {middle}-{last}", pattern=True)
    yield _plain("+82 (0)", f"+82 (0){first[1:]}-{middle}-{last}", pattern=True)


def _name(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    family, given = name
    yield _plain("spaced", f"{family} {given}", hashed=True)
    latin = [""]
    for syllable in given:
        latin = [head + "\0" + tail for head in latin for tail in SYLLABLES[syllable]]
    for surname in SURNAMES[family]:
        for syllables in latin:
            first, second = syllables[1:].split("\0")
            for joined in (first + second, f"{first}-{second}"):
                yield _plain(
                    "romanised, given first", f"{joined.capitalize()} {surname}", hashed=joined == first + second
                )
                yield _plain("romanised, surname first", f"{surname} {joined.capitalize()}")
            yield _plain("romanised upper", f"{surname} {first}{second}".upper())
            yield _plain("romanised lower", f"{surname}{first}{second}".lower())


def _address(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    yield _plain("no spaces", text.replace(" ", ""), hashed=True)
    yield _plain("no comma", text.replace(",", ""))
    yield _plain("to the building", text.partition(",")[0])
    yield _plain("short province", text.replace("서울특별시", "서울"))


def _birth(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    year, month, day = text.split("-")
    for joint in ("", ".", "/"):
        yield _plain(f"YMD {joint}", joint.join((year, month, day)), hashed=not joint, pattern=True)
    yield _plain("Korean", f"{year}년 {int(month)}월 {int(day)}일", pattern=True)
    month_name = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[int(month) - 1]
    yield _plain("Mmm D, YYYY", f"{month_name} {int(day)}, {year}")
    yield _plain("midnight in UTC", f"{year}-{month}-{int(day) - 1:02}T15:00:00.000Z")
    yield _plain("YYYYMMDD and zeros", f"{year}{month}{day}000000")
    yield _plain("YYMMDD", f"{year[2:]}{month}{day}", typed=True, pattern=True)
    yield _plain("DD/MM/YYYY", f"{day}/{month}/{year}")


def _card(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    yield _plain("hyphens", text.replace(" ", "-"), pattern=True)
    yield _plain("digits", text.replace(" ", ""), hashed=True, pattern=True)


def _mac(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    bare = text.replace(":", "")
    yield _plain("hyphens", text.replace(":", "-"), pattern=True)
    yield _plain("bare", bare, hashed=True, pattern=True)
    yield _plain("upper case", text.upper(), hashed=True, pattern=True)
    yield _plain("dotted", ".".join(bare[at : at + 4] for at in (0, 4, 8)))


def _uuid(text: str) -> Iterator[Spelling]:
    bare = text.replace("-", "")
    other = text.upper() if text == text.lower() else text.lower()
    yield _plain("no hyphens", bare, hashed=True, pattern=True)
    yield _plain("other case", other, hashed=True, pattern=True)
    yield _plain("no hyphens, other case", other.replace("-", ""), pattern=True)
    yield Spelling("16 bytes", bytes.fromhex(bare), text=False)


def _cased(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    yield _plain("upper case", text.upper(), hashed=True, pattern=True)


def _groups(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    yield _plain("bare", text.replace("-", ""), pattern=True)


def _place(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    latitude, longitude = text.split(",")
    yield _plain("spaced", f"{latitude}, {longitude}", pattern=True)
    yield _plain("longitude first", f"{longitude},{latitude}", pattern=True)
    north, east = ((int(part), (float(part) - int(part)) * 60) for part in map(float, (latitude, longitude)))
    yield _plain("NMEA", f"{north[0]}{north[1]:07.4f},N,{east[0]}{east[1]:07.4f},E", pattern=True)
    minutes = [(whole, int(rest), (rest - int(rest)) * 60) for whole, rest in (north, east)]
    first, second = (f"{whole}\u00b0{minute}'{seconds:.1f}\"" for whole, minute, seconds in minutes)
    yield _plain("degrees, minutes", f"{first}N {second}E", pattern=True)
    digits = (
        f"{whole:0{width}}{minute:02}{seconds:04.1f}"
        for (whole, minute, seconds), width in zip(minutes, (2, 3), strict=True)
    )
    yield _plain("ISO 6709", "+{}+{}/".format(*digits), pattern=True)
    yield _plain("four decimals", f"{float(latitude):.4f},{float(longitude):.4f}", pattern=True)


def _imei(text: str, name: tuple[str, str]) -> Iterator[Spelling]:
    yield _plain("IMEISV", f"{text[:-1]}78", pattern=True)


_SPECIAL: dict[str, Callable[[str, tuple[str, str]], Iterator[Spelling]]] = {
    "email": _email, "phone_number": _phone, "name": _name, "postal_address": _address, "birth_date": _birth,
    "card_number": _card, "mac_address": _mac, "wifi_bssid": _mac, "android_id": _cased, "device_id": _cased,
    "driver_license_number": _groups, "bank_account": _groups, "coordinates": _place,
    "imei": _imei,
}  # fmt: skip

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


def digests(spelling: Spelling) -> list[Spelling]:
    """Give the digests of one spelling: plain, of a digest, truncated; in hexadecimal, Base64 and as bytes."""
    made: list[Spelling] = []
    for outer in ALGORITHMS:
        made += _written(outer, hashlib.new(outer, spelling.data).digest())
        for inner in ("md5", "sha1", "sha256"):
            text = hashlib.new(inner, spelling.data).hexdigest()
            made.append(_plain(f"{outer}({inner})", hashlib.new(outer, text.encode()).hexdigest()))
    short = hashlib.sha256(spelling.data).digest()
    made += [_plain("sha256[:32]", short.hex()[:32]), _plain("md5[:16]", hashlib.md5(spelling.data).hexdigest()[:16])]
    return made


def _written(name: str, digest: bytes) -> Iterator[Spelling]:
    yield _plain(f"{name} hex", digest.hex())
    yield _plain(f"{name} HEX", digest.hex().upper())
    yield _plain(f"{name} base64", base64.b64encode(digest).decode())
    yield _plain(f"{name} base64url", base64.urlsafe_b64encode(digest).decode().rstrip("="))
    yield Spelling(f"{name} bytes", digest, text=False)
