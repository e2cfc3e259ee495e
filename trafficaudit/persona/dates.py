"""How a date of birth is written.

With two-digit years, single digits before a year that stands last, digits alone with the year last, in pieces and as
epoch times only in a field. Midnight in Korea is 15:00 of the day before in UTC, as programs send a date that they keep
as a time; it was another hour in the summers of twelve years, and from 1954 to 1961 (IANA Time Zone Database,
Asia/Seoul, written down here, as the computer's own copy of it may be another one). Programs that add nine hours to UTC
whatever the day, instead of going by that, say 15:00 of those days as well.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

from trafficaudit.persona.form import Form

_DATE = re.compile(r"(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})\s*일?")
_CLOCKS = (
    (date.min, 9.0),
    *((date(1948, 6, 2), 10.0), (date(1948, 9, 13), 9.0), (date(1949, 4, 4), 10.0), (date(1949, 9, 11), 9.0)),
    *((date(1950, 4, 2), 10.0), (date(1950, 9, 10), 9.0), (date(1951, 5, 7), 10.0), (date(1951, 9, 9), 9.0)),
    *((date(1954, 3, 21), 8.5), (date(1955, 5, 6), 9.5), (date(1955, 9, 9), 8.5), (date(1956, 5, 21), 9.5)),
    *((date(1956, 9, 30), 8.5), (date(1957, 5, 6), 9.5), (date(1957, 9, 22), 8.5), (date(1958, 5, 5), 9.5)),
    *((date(1958, 9, 21), 8.5), (date(1959, 5, 4), 9.5), (date(1959, 9, 20), 8.5), (date(1960, 5, 2), 9.5)),
    *((date(1960, 9, 18), 8.5), (date(1961, 8, 11), 9.0), (date(1987, 5, 11), 10.0), (date(1987, 10, 12), 9.0)),
    *((date(1988, 5, 9), 10.0), (date(1988, 10, 10), 9.0)),
)
"""Days from whose first moment on Korea's clocks were so many hours ahead of UTC."""
_TODAY = 9.0
_WHOLE = 8
"""Digits of a date without signs between: of fewer nobody knows where the year ends."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MASKED = 6
"""Digits of a resident registration number behind the one that tells century and sex."""
_COCOA = 978_307_200
"""Seconds from 1970 to 2001, where Apple's Foundation begins to count."""

_NOTE = "in another date format"


def day_of(value: str) -> date | None:
    """Give the day that a date of birth says; ``None`` of what is no date, or has no year of four digits.

    >>> day_of("19901231"), day_of("901231")
    (datetime.date(1990, 12, 31), None)
    """
    found = None if value.isdecimal() and len(value) != _WHOLE else _DATE.fullmatch(value)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def birth_date(value: str) -> Iterator[Form]:
    """Give the other formats of a date; of what is no date, none."""
    day = day_of(value)
    if day is None:
        return
    yield from _year_first(day)
    yield from _year_last(day)
    yield from _in_english(day)
    if day > date.min:  # the day before has no name
        yield from _midnight(day)
        yield from _by_programs(day)
    yield from _pieces(day)


def _year_first(day: date) -> Iterator[Form]:
    y, m, d = day.year, day.month, day.day
    for joint in ("-", ".", "/", ""):
        yield Form(f"{y}{joint}{m:02}{joint}{d:02}", note=_NOTE, boundary="digit")
    plain = [f"{y}{joint}{m}{joint}{d}" for joint in "-./"]
    spaced = [f"{y}. {month}. {number}" for month, number in ((m, d), (f"{m:02}", f"{d:02}"))]
    for text in (*plain, *spaced, *(text + "." for text in spaced), f"{y}年{m}月{d}日", f"{y}{m:02}{d:02}000000"):
        yield Form(text, note=_NOTE, boundary="digit", wide=False)
    for text in (f"{y}년 {m}월 {d}일", f"{y}년{m}월{d}일", f"{y}년 {m:02}월 {d:02}일", f"{y}년{m:02}월{d:02}일"):
        yield Form(text, note=_NOTE, boundary="digit")
    for text in (f"{y},{m},{d}", f"{y}, {m}, {d}", f"--{m:02}{d:02}", f"--{m:02}-{d:02}"):  # vCard: RFC 6350, 4.3.1
        yield Form(text, note=_NOTE, typed_only=True, wide=False, hashed=False)
    yy = y % 100
    for text in (f"{yy:02}년 {m}월 {d}일", f"{yy:02}년 {m:02}월 {d:02}일", f"{yy:02}년{m:02}월{d:02}일"):
        yield Form(text, note=_NOTE, typed_only=True, wide=False, hashed=False)
    for text in (f"{yy:02}{m:02}{d:02}", *(f"{yy:02}{joint}{m:02}{joint}{d:02}" for joint in "./-")):
        yield Form(text, note=_NOTE, typed_only=True, hashed=text.isdigit())


def _year_last(day: date) -> Iterator[Form]:
    y, m, d = day.year, day.month, day.day
    month, number = f"{m:02}", f"{d:02}"
    for joint, (first, second) in product("/-.", ((number, month), (month, number))):
        yield Form(f"{first}{joint}{second}{joint}{y}", note=_NOTE, boundary="digit", wide=False, hashed=False)
    typed = {joint.join(pair) + f"{joint}{y}" for joint in "/-." for pair in ((f"{m}", f"{d}"), (f"{d}", f"{m}"))}
    for text in sorted({*typed, f"{month}{number}{y}", f"{number}{month}{y}"}):
        yield Form(text, note=_NOTE, typed_only=True, hashed=text.isdigit())


def _in_english(day: date) -> Iterator[Form]:
    """As Java, JavaScript and databases spell dates out: ``Mar 7, 1991``, ``Mar 07 1991``, ``07-Mar-1991``."""
    y, d, long = day.year, day.day, _MONTHS[day.month - 1]
    for month in dict.fromkeys((long[:3], long)):
        for text in (
            f"{month} {d}, {y}",
            f"{month} {d:02}, {y}",
            f"{month} {d:02} {y}",
            f"{d} {month} {y}",
            f"{d:02} {month} {y}",
        ):
            yield Form(text, note=_NOTE, caseless=True, wide=False, hashed=False)
    yield Form(f"{d:02}-{long[:3]}-{y}", note=_NOTE, caseless=True, wide=False, hashed=False)
    for year in (
        f"{y % 100:02}",
        f"{y}",
    ):  # as airlines write it (SSR DOCS): in capitals, which little else has beside digits
        yield Form(f"{d:02}{long[:3].upper()}{year}", note=_NOTE, wide=False, hashed=False)


def _midnight(day: date) -> Iterator[Form]:
    """The day's first moment, here and in UTC: as a time of the day before, and as epoch seconds and milliseconds."""
    for began in _beginnings(day):
        seconds = int(began.timestamp())
        for text in (f"{seconds}", f"{seconds * 1000}") if seconds else ():  # 0 is what stands where nothing was said
            yield Form(text, note=_NOTE, typed_only=True, hashed=len(text) >= 6 and text.isdigit())
        yield Form(f"/Date({seconds * 1000})/", note=_NOTE, typed_only=True, hashed=False)
        yield Form(f"/Date({seconds * 1000}+0900)/", note=_NOTE, typed_only=True, hashed=False)
        if began.tzinfo is not UTC:
            note = "as the time in UTC at which the day began in Korea"
            utc = began.astimezone(UTC)
            iso = f"{utc:%Y-%m-%dT%H:%M:%S}"
            for text in (iso, iso + "Z", iso + ".000Z", iso.replace("T", " ")):
                yield Form(text, note=note, boundary="digit", wide=False, hashed=False)


def _beginnings(day: date) -> Iterator[datetime]:
    """The day's first moment in UTC and in Korea, there by the clocks of the day and by those of today."""
    ahead = _CLOCKS[bisect_right(_CLOCKS, day, key=lambda clock: clock[0]) - 1][1]
    for zone in (UTC, *(timezone(timedelta(hours=hours)) for hours in dict.fromkeys((ahead, _TODAY)))):
        yield datetime(day.year, day.month, day.day, tzinfo=zone)


def _by_programs(day: date) -> Iterator[Form]:
    """Times as libraries write them: epoch seconds and milliseconds as doubles, seconds since 2001 (``JSONEncoder`` of
    Swift), CleverTap's ``$D_``, ``Date.toString`` of Java and ``asctime`` of C, and ``google.type.Date`` on the wire.
    """  # fmt: skip
    for began in _beginnings(day):
        seconds = int(began.timestamp())
        apple = seconds - _COCOA
        numbers = [each for each in (seconds, seconds * 1000, apple) if each]
        doubles = {write(each) for each in numbers for write in (_python, _java)}
        for text in sorted({*doubles, f"$D_{seconds}"} | ({f"{apple}"} if apple else set())):
            yield Form(text, note=_NOTE, typed_only=True, wide=False, hashed=False)
        for time in (began,) if began.tzinfo is UTC else (began, began.astimezone(UTC)):
            head = f"{_WEEKDAYS[time.weekday()]} {_MONTHS[time.month - 1][:3]} {time.day:02} {time:%H:%M:%S}"
            for zone in ("UTC ", "GMT ", "") if time.tzinfo is UTC else ("KST ", "KDT ", "GMT+09:00 ", ""):
                yield Form(f"{head} {zone}{time.year}", note=_NOTE, wide=False, hashed=False)
    year = bytes((day.year & 127 | 128, day.year >> 7))
    raw = b"\x08" + year + bytes((0x10, day.month, 0x18, day.day))
    yield Form("", raw=raw, note="as a message of year, month and day", boundary="none", hashed=False)


def _python(number: int) -> str:
    return repr(float(number))


def _java(number: int) -> str:
    """Write a double as ``Double.toString`` of Java does from ten millions on."""
    digits = str(abs(number))
    mantissa = f"{digits[0]}.{digits[1:].rstrip('0') or '0'}E{len(digits) - 1}"
    return ("-" if number < 0 else "") + mantissa


def _pieces(day: date) -> Iterator[Form]:
    """What logins of Kakao and Naver give apart: year, month and day; days since 1970; the seven digits asked for as
    the beginning of a resident registration number, the last of which tells the century, also before a masked rest.
    """  # fmt: skip
    y, m, d = day.year, day.month, day.day
    for text in (f"{y}", f"{m:02}{d:02}", f"{m:02}-{d:02}", f"{y}{m:02}", f"{y}-{m:02}"):
        yield Form(text, note="in part", typed_only=True, wide=False, hashed=False)
    if days := (day - date(1970, 1, 1)).days:
        yield Form(f"{days}", note="in days", typed_only=True, wide=False, hashed=False)
    for sex in (1, 2, 5, 6) if y < 2000 else (3, 4, 7, 8):
        for joint in ("", "-"):
            text = f"{y % 100:02}{m:02}{d:02}{joint}{sex}"
            yield Form(text, note="with the digit of century and sex", typed_only=True, wide=False, hashed=False)
            for mask in "*Xx":
                note = "before a masked rest of a resident registration number"
                yield Form(text + mask * _MASKED, note=note, boundary="digit", wide=False, hashed=False)
    for joint in ("", "-"):
        text = f"{y % 100:02}{m:02}{d:02}{joint}{'*' * (_MASKED + 1)}"
        yield Form(
            text,
            note="before a masked rest of a resident registration number",
            typed_only=True,
            wide=False,
            hashed=False,
        )
