"""Machine readable zones as ICAO Doc 9303 lays them out, and ways as map services pack them: writers for tests."""

from collections.abc import Iterable

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def checked(field: str) -> str:
    """Put the check digit behind (Doc 9303-3, 4.9)."""
    total = sum((0 if sign == "<" else _SIGNS.index(sign)) * (7, 3, 1)[at % 3] for at, sign in enumerate(field))
    return f"{field}{total % 10}"


def passport(number: str, birth: str, sex: str, names: str, expires: str = "300101") -> str:
    """TD3: two lines of 44."""
    first = f"P<KOR{names}".ljust(44, "<")
    number, birth, expires, personal = map(checked, (number.ljust(9, "<"), birth, expires, "<" * 14))
    whole = checked(number + birth + expires + personal)[-1]
    return f"{first}\n{number}KOR{birth}{sex}{expires}{personal}{whole}"


def card(number: str, birth: str, sex: str, names: str, expires: str = "300101") -> str:
    """TD1: three lines of 30."""
    first = f"I<KOR{checked(number.ljust(9, '<'))}".ljust(30, "<")
    second = f"{checked(birth)}{sex}{checked(expires)}KOR".ljust(29, "<") + "0"
    return f"{first}\n{second}\n{names.ljust(30, '<')}"


def visa(number: str, birth: str, sex: str, names: str, expires: str = "300101") -> str:
    """TD2: two lines of 36."""
    first = f"V<KOR{names}".ljust(36, "<")
    return f"{first}\n{checked(number.ljust(9, '<'))}KOR{checked(birth)}{sex}{checked(expires)}".ljust(72, "<") + "0"


def polyline(points: Iterable[tuple[float, float]], places: int = 5) -> str:
    """Google's encoded polyline: steps, doubled, in groups of five bits."""
    out, before = "", (0, 0)
    for point in points:
        here = round(point[0] * 10**places), round(point[1] * 10**places)
        for now, then in zip(here, before, strict=True):
            step = now - then
            value = step * 2 if step >= 0 else -step * 2 - 1
            groups = []
            while True:
                groups.append(value & 31)
                value >>= 5
                if not value:
                    break
            out += "".join(chr(63 + group + 32) for group in groups[:-1]) + chr(63 + groups[-1])
        before = here
    return out
