"""How a person's own values are written: name, date of birth, postal and e-mail address."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

from trafficaudit.persona import romanise
from trafficaudit.persona.data import tables
from trafficaudit.persona.form import Form
from trafficaudit.persona.weight import width

_DATE = re.compile(r"(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})\s*일?")
_ROAD = re.compile(r"([가-힣][가-힣A-Za-z0-9·.]*(?:로|길))\s*(지하\s*)?(\d+(?:-\d+)?)(?!\d)")
_LOT = re.compile(r"([가-힣][가-힣0-9·.]*(?:동|리|가))\s+(산\s*)?(\d+(?:-\d+)?)(?:번지)?(?!\d|[동호층])")
_KOREA = timezone(timedelta(hours=9))
_PLAIN_JOINTS = (" ", "")


def name(value: str) -> Iterator[Form]:
    """Names: in Hangul with and without a space, and romanised in every spelling and order of the tables."""
    parts = romanise.split(value)
    if parts:
        family, given = parts
        yield Form(family + given, note="without a space", boundary="hangul")
        yield Form(f"{family} {given}", note="with a space", boundary="hangul")
        yield Form(f"{given} {family}", note="given name first", boundary="hangul")
        yield Form(given, note="by the given name alone", typed_only=True, wide=False)
        families, givens = romanise.surname(family), romanise.given(given)
    else:
        words = [word for word in re.split(r"[\s,]+", value) if word]
        if not 2 <= len(words) <= 3 or not all(re.fullmatch(r"[A-Za-z][A-Za-z'-]*", word) for word in words):
            return
        families, givens = _latin(words)
    # Two syllables in all are soon two words of English ("so soon").
    brief = all(len(spelled) == 1 and len(spelled[0]) <= 4 for spelled in givens)
    wide = set(romanise.variants(families, givens[:1], _PLAIN_JOINTS))
    hashed = set(romanise.variants(families, givens[:6], _PLAIN_JOINTS))
    for text in romanise.variants(families, givens):
        note = "in another romanisation or order"
        yield Form(text, "normalised", note, caseless=True, typed_only=brief, wide=text in wide, hashed=text in hashed)
    for spelled in givens:
        for joint in ("", "-", " "):
            note = "by the given name alone, romanised"
            yield Form(joint.join(spelled), note=note, typed_only=True, wide=False, hashed=not joint)


def _latin(words: list[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Find the surname in a romanised name: the word of the table, the first one where both or none are in it."""
    spelled = {latin.lower(): group for group in tables()["surnames"].values() for latin in group}
    last = words[-1].lower() in spelled and words[0].lower() not in spelled
    family, rest = (words[-1], words[:-1]) if last else (words[0], words[1:])
    families = [family, *spelled.get(family.lower(), [])]
    parts = [part for word in rest for part in word.split("-") if part]
    return families, [tuple(part.lower() for part in parts)] if parts else []


def email(value: str) -> Iterator[Form]:
    """Addresses whose domain is internationalised: in Unicode and in Punycode (RFC 3492)."""
    local, at, domain = value.rpartition("@")
    if not at:
        return
    try:
        coded = domain.encode("idna").decode("ascii")
    except UnicodeError:
        coded = domain
    if coded.lower() != domain.lower():
        yield Form(f"{local}@{coded}", note="with its domain in Punycode", caseless=True)
    elif "xn--" in domain.lower():
        try:
            yield Form(f"{local}@{domain.encode('ascii').decode('idna')}", note="with its domain in Unicode")
        except UnicodeError:
            return


def address(value: str) -> Iterator[Form]:
    """Addresses by road name (도로명) or by lot (지번): spaces, punctuation, provinces, and the parts forms ask for."""
    yield Form(value.replace(" ", ""), note="without spaces")
    bare = re.sub(r"\s+", " ", re.sub(r"\([^)]*\)|[,·]", " ", value)).strip()
    yield Form(bare, note="without punctuation")
    yield Form(bare.replace(" ", ""), note="without punctuation and spaces")
    for full, short in tables()["provinces"].items():
        for one, other in product((full, *short), (full, *short)):
            if value.startswith(one + " ") and one != other:
                yield Form(other + value[len(one) :], note="with the province written differently")
    for pattern in (_ROAD, _LOT):
        if hit := pattern.search(value):
            yield from _address_pieces(value, hit)


def _address_pieces(value: str, hit: re.Match[str]) -> Iterator[Form]:
    """The address up to the building number, the road or lot alone, and what follows: apps send them in two fields."""
    whole, place, number = value[: hit.end(3)], hit[1], (hit[2] or "").strip() + hit[3]
    for text in (whole, whole.replace(" ", "")):
        yield Form(text, note="up to the building or lot number")
    yield Form(f"{place} {number}", note="by its road or lot with the number", hashed=False)
    yield Form(f"{place}{number}", note="by its road or lot with the number", hashed=False)
    rest = value[hit.end() :].strip(" ,")
    telling = re.sub(r"[\W\d_]|[동호층]", "", rest)
    if rest:
        yield Form(rest, note="by its second line", typed_only=width(telling) < 6, hashed=False)


def birth_date(value: str) -> Iterator[Form]:
    """Dates in the usual formats.

    With two-digit years, single digits before a year that stands last, digits alone with the year last, and as epoch
    times only in a field.
    """
    found = _DATE.fullmatch(value)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        return
    y, m, d = day.year, day.month, day.day
    for joint in ("-", ".", "/", ""):
        yield Form(f"{y}{joint}{m:02}{joint}{d:02}", note="in another date format", boundary="digit")
    for text in (f"{y}-{m}-{d}", f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}. {m}. {d}.", f"{y}. {m:02}. {d:02}."):
        yield Form(text, note="in another date format", boundary="digit", wide=False)
    for text in (f"{y}년 {m}월 {d}일", f"{y}년{m}월{d}일", f"{y}년 {m:02}월 {d:02}일", f"{y}년{m:02}월{d:02}일"):
        yield Form(text, note="in another date format", boundary="digit")
    yy = y % 100
    typed = {f"{yy:02}{m:02}{d:02}", f"{yy:02}.{m:02}.{d:02}", f"{yy:02}-{m:02}-{d:02}"}
    for joint, (month, number) in product("/-.", ((f"{m}", f"{d}"), (f"{m:02}", f"{d:02}"))):
        typed |= {f"{month}{joint}{number}{joint}{y}", f"{number}{joint}{month}{joint}{y}"}
    for joint, (first, second) in product("/-.", ((f"{d:02}", f"{m:02}"), (f"{m:02}", f"{d:02}"))):
        text = f"{first}{joint}{second}{joint}{y}"
        typed.discard(text)
        yield Form(text, note="in another date format", boundary="digit", wide=False, hashed=False)
    typed |= {f"{m:02}{d:02}{y}", f"{d:02}{m:02}{y}"}
    for zone in (UTC, _KOREA):
        seconds = int(datetime(y, m, d, tzinfo=zone).timestamp())
        typed |= {f"{seconds}", f"{seconds * 1000}"}
    for text in sorted(typed):
        yield Form(text, note="in another date format", typed_only=True, hashed=len(text) >= 6 and text.isdigit())
