"""Numbers that a site keeps in the browser and that reach another site, under whatever name: tracking cookies.

Two things show one, and no name has to:

- a cookie goes along with what a page of another site asked for, as ``Referer`` or ``Sec-Fetch-Site`` say, and holds a
  number drawn at random: its server knows the browser again wherever its pixels stand; so does a cookie with a number
  that another site keeps as well;
- a field of a request holds the number that the recording shows to be a cookie of another site: one has told the other
  whom it knows (cookie syncing). So has the same site, whose page asked for it from elsewhere.

The answer that sets such a cookie shows who gave the browser its number, before any request carries it.

What a front keeps to spread its load, and what proves a form, a log-in or an agreement, is none (``readers/kept.py``);
nor is a value that the test person was given as something else, or what is called a member's number where it is kept
or handed on.

Source: RFC 6265 section 7.1 (third-party cookies); Acar et al., The Web Never Forgets (CCS 2014), section 5.
"""

from collections.abc import Container, Iterator, Mapping

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.model import DIRECTIONS, Decoded, Direction, Exchange, Field, Finding
from trafficaudit.readers import kept
from trafficaudit.readers.legible import is_time

NAME = "crosssite"

_CATEGORY = "advertising_cookie"
_COOKIE, _HANDED, _OWN = 0.4, 0.7, 0.5
_DRAWN = "signs that look drawn at random, in a cookie that goes along with what another site's page asked for"
_DRAWN_SET = "signs that look drawn at random, in a cookie that the answer to what another site's page asked for sets"
_SHARED = "the number of this cookie is one that another site keeps in this browser as well: one has told the other"
_WHY = {
    _HANDED: "the number that another site keeps in this browser as a cookie: it was handed on",
    _OWN: "the number of this site's cookie, in what another site's page asked for",
}
_MESSAGE = ("protobuf",)


type _Known = Mapping[str, tuple[str, ...]]


def build(context: Context) -> Detect:
    """Give the detector; what the recording's cookies hold is taken from the context when an exchange asks."""
    seeded = seeded_otherwise(context)

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        if exchange.request is None or not exchange.protocol.startswith("http"):
            return
        own = kept.site(exchange.host)
        foreign = kept.is_asked_from_elsewhere(own, exchange.request.headers)
        known = context.kept.get(exchange.capture_id, {})
        fields = Fields.of(decoded.fields)
        if foreign or known:
            for direction in DIRECTIONS:
                yield from _cookies(fields, direction, known, seeded, foreign=foreign)
        if known:
            yield from _handed(fields, known, seeded, own, foreign=foreign)

    return detect


def seeded_otherwise(context: Context) -> frozenset[str]:
    """Give the person's values of other categories: a member's number is none that a browser is known by."""
    values = context.persona.values if context.persona else {}
    return frozenset([value for category, some in values.items() if category != _CATEGORY for value in some])


def _cookies(
    fields: Fields, direction: Direction, known: _Known, seeded: Container[str], *, foreign: bool
) -> Iterator[Finding]:
    """Give the cookies that are sent, or set, with a number in them; each once, with what holds the number.

    What was opened holds one where text came out of it; bytes in another form are one as they stand.
    """
    seen: set[str] = set()
    texts, drawn = _holding_text(fields, direction), _DRAWN if direction == "request" else _DRAWN_SET
    named: dict[int, str] = {}
    for index in _cookies_of(fields, direction):
        value = fields.values[index]
        cookie = fields[_cookie_of(fields, index)]
        is_attribute = named.setdefault(cookie.parent, cookie.path) != cookie.path and direction == "response"
        if index in texts or not isinstance(value, str) or is_attribute:
            continue
        if fields.group(index).layers[-1:] == _MESSAGE and is_time(value):
            continue
        if cookie.path in seen or not kept.is_of_browsers(cookie.key) or kept.is_of_members(cookie.key):
            continue
        of_browser = [() if each in seeded else known.get(each) for each in kept.numbers(value)]
        shared = any(sites is not None and len(sites) > 1 for sites in of_browser)
        if shared or (foreign and any(sites != () for sites in of_browser)):
            seen.add(cookie.path)
            yield _finding(fields[index], *((_HANDED, _SHARED) if shared else (_COOKIE, drawn)))


def _cookies_of(fields: Fields, direction: Direction) -> Iterator[int]:
    for group, start, end in fields.ranges():
        if group.part == "cookie" and group.direction == direction and "url" not in group.layers and group.parent >= 0:
            yield from range(start, end)


def _holding_text(fields: Fields, direction: Direction) -> set[int]:
    """Give the headers of cookies, and of what was opened in them that in which some text stands."""
    found: set[int] = set()
    for index in fields.of_part(direction, "cookie"):
        parent = fields.group(index).parent
        if parent < 0:
            found.add(index)
        is_text = index not in fields.inner and isinstance(fields.values[index], str)
        while is_text and parent >= 0 and parent not in found:
            found.add(parent)
            parent = fields.group(parent).parent
    return found


def _sent_beside_cookies(fields: Fields, known: _Known) -> Iterator[int]:
    """Give the fields of a request but for its cookies, by groups in which a value stands that is known."""
    numbers, values = known.keys(), fields.values
    for group, start, end in fields.ranges():
        if group.direction == "request" and group.part != "cookie" and not numbers.isdisjoint(values[start:end]):
            yield from range(start, end)


def _cookie_of(fields: Fields, index: int) -> int:
    """Give the field of the whole cookie that a field was found in."""
    while (parent := fields.group(index).parent) >= 0 and fields.group(parent).parent >= 0:
        index = parent
    return index


def _handed(fields: Fields, known: _Known, seeded: Container[str], own: str, *, foreign: bool) -> Iterator[Finding]:
    """Give the fields beside cookies whose whole value is a number that a site keeps."""
    for index in _sent_beside_cookies(fields, known):
        value = fields.values[index]
        sites = known.get(value) if isinstance(value, str) else None
        if not sites or value in seeded:
            continue
        elsewhere = any(each != own for each in sites)
        field = fields[index]
        is_browsers = kept.is_of_browsers(field.key) and not kept.is_of_members(field.key)
        if (elsewhere or foreign) and is_browsers:
            confidence = _HANDED if elsewhere and own not in sites else _OWN
            yield _finding(field, confidence, _WHY[confidence])


def _finding(field: Field, confidence: float, reasoning: str) -> Finding:
    return Finding(field, _CATEGORY, "pattern", field.layers, field.span, field.value, NAME, confidence, reasoning)
