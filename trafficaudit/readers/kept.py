"""The numbers that servers keep in a browser: which of a recording's cookies hold one, and whose they are.

A server that wants to know a browser again draws a number at random and leaves it there as a cookie (RFC 6265). Where
the same number goes to another site, that one has been told whom the first knows. Only what was drawn so that hardly
two browsers have the same counts: a setting, a time or a word says nothing of that. Sites are registrable domains.

Source: Acar et al., The Web Never Forgets (CCS 2014), section 5, for cookies that are handed on, and for leaving out
what is short or a time.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from trafficaudit.decode.base64_run import unpack
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.model import Exchange, Headers
from trafficaudit.readers.legible import is_legible

MOST_NUMBERS = 20_000
MOST_SITES = 64
"""Numbers that are kept of a recording, and sites of one."""
LONGEST = 2048
"""Bytes of one cookie's value that are looked at; servers keep whole documents there as well."""
_MOST_PIECES = 32

_SHORTEST, _LONG, _MOST = 10, 20, 256
_APART, _LESS = 0.35, 0.28
_PIECES = re.compile(r"""[&|:,;!"'{}()<>\[\]\s~$#]+|=(?=[^=&])""")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I).fullmatch
_WRITTEN = re.compile(r"[0-9A-Za-z+_-][0-9A-Za-z_.+/=*@-]*").fullmatch
_SIGNS = re.compile(r"[^0-9A-Za-z]+")
# Fewer digits are times, and numbers of orders.
_DIGITED = re.compile(r"(?<![0-9])[0-9]{17,40}(?![0-9])").search
_DATED = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|1[4-9][0-9]{8}0{8}").match
_DIFFERENT = 6
# ``7f.0.CAESEN...``, ``15546-638174151355862598``: whose number it is, and the number. The parts of a token that is
# signed are no numbers.
_WHOSE = re.compile(r"[0-9]{1,6}-(?=.{10})").match
_JOINED = re.compile(r"[^.]+").findall
_MIXED = re.compile(r"(?!eyJ)(?=[^0-9]*[0-9])(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])").match

_TOKEN = re.compile(rb"\beyJ[\w-]{4,2048}\.(eyJ[\w-]{4,4096})\.").search

_NOT_OF_BROWSERS = re.compile(
    # What a front keeps to lead a visit to one server, or to tell people from programs.
    r"aws(?:alb|elb)|bigip|arraffinity|gclb|serverid|server_?id|route|lb|sticky|sto-id|stickysession|ts01|incap_ses|"
    r"visid_incap|nlbi_|__?cf|cf_|ak_|bm_|_abck|datadome|_px|reese84|akaas|akacd|rdwr|"
    # What proves that a form is the server's own, who is logged in, or what was agreed to.
    r".*(?:test|csrf|xsrf|token|sess|auth|login|nonce|captcha|consent|gdpr|cmp|optanon|tcf|usprivacy|jwt|oauth|state|"
    r"remember|logged|sso|ticket|secret|api_?key)|"
    r"(?:.*[_.-])?sid(?:cc|ts)?(?:[_.-]|$)|.*code",
    re.I,
).match

_OF_MEMBERS = re.compile(
    r"(?:.*[_.-])?(?:(?:member|mbr|mem|customer|cust|shopper)[_.-]?(?:id|no|num|number|seq|idx|srl)"
    r"|user[_.-]?(?:no|num|number|seq|idx|srl))",
    re.I,
).fullmatch
"""Not ``userId``, nor ``buyerid``: services that know browsers, and buyers of advertising, call theirs so as well."""
_LOG_IN = re.compile(r".*(?:access|auth|login|refresh|id|member|user)[_.-]?token", re.I).fullmatch
_OF_USERS = re.compile(r"(?:.*[_.-])?user[_.-]?id|uid", re.I).fullmatch
"""A user id is a member's where the same server keeps the token of a log-in beside it: who knows browsers has none."""


def is_of_members(name: str) -> bool:
    """Whether a cookie or parameter of this name holds the number of a member, who is no browser.

    >>> [is_of_members(each) for each in ("memberNo", "cust_id", "x-mbr-seq", "userId", "buyerid", "membership")]
    [True, True, True, False, False, False]
    """
    return _OF_MEMBERS(name) is not None


def is_of_browsers(name: str) -> bool:
    """Whether a cookie or parameter of this name may hold a number that a browser is known by.

    >>> [is_of_browsers(each) for each in ("V", "buid_r_ppnt", "csrftoken", "AWSALB", "JSESSIONID")]
    [True, True, False, False, False]
    """
    return _NOT_OF_BROWSERS(name) is None


@lru_cache(maxsize=1 << 14)
def is_drawn(text: str) -> bool:
    """Whether a text was drawn at random: a UUID, many digits that are no time, letters and digits that make no words.

    >>> [is_drawn(each) for each in ("CfRp5bKbQVwh", "9186409297478360550", "844A0B2BD9E2C8E1E17FDA886E1E37BD")]
    [True, True, True]
    >>> [is_drawn(each) for each in ("1504447765416574", "darkThemeEnabled2", "2026-11-24T09", "20261124093015000123")]
    [False, False, False, False]
    """
    if not _SHORTEST <= len(text) <= _MOST or not _WRITTEN(text):
        return False
    if _UUID(text):
        return len(set(text)) > _DIFFERENT
    digits = _DIGITED(text)
    if digits is not None:
        return len(set(digits[0])) > 3 and _DATED(digits[0]) is None
    plain = _SIGNS.sub("", text)
    if len(plain) < _SHORTEST or plain.isdigit() or plain.isalpha() or len(set(plain)) <= _DIFFERENT:
        return False
    if _changes(plain) < (_APART if len(plain) < _LONG else _LESS) * (len(plain) - 1):
        return False
    return not is_legible(text, is_drawn)


def _changes(plain: str) -> int:
    """Count where the kind of sign changes; a capital before a small letter begins a word."""
    kinds = ["0" if sign.isdigit() else "A" if sign.isupper() else "a" for sign in plain]
    return sum(one != other and one + other != "Aa" for one, other in pairwise(kinds))


def numbers(value: str) -> Iterator[str]:
    """Give what was drawn at random in a cookie's value, which may hold several things and be escaped."""
    if len(value) > LONGEST:
        return
    if "%" in value:
        value = unquote(unquote(value))
    seen: set[str] = set()
    for piece in (value, *_PIECES.split(value, _MOST_PIECES)[:_MOST_PIECES]):
        for number in (piece, *_parts(piece)):
            if number not in seen and "://" not in number and is_drawn(number):
                seen.add(number)
                yield number


def _parts(piece: str) -> list[str]:
    """Give what dots join that may be a number by itself; names of hosts and signed tokens are joined so as well."""
    if len(piece) > _MOST or "://" in piece:
        return []
    if (whose := _WHOSE(piece)) is not None:
        return [piece[whose.end() :]]
    if "." not in piece:
        return []
    parts = _JOINED(piece)
    if any(part.startswith("eyJ") for part in parts):
        return []
    return [part for part in parts if _UUID(part) or _MIXED(part)]


def cookies(headers: Headers, *, sets: bool) -> Iterator[tuple[str, str]]:
    """Give name and value of the cookies of a request, or, with ``sets``, of those that an answer sets."""
    wanted = b"set-cookie" if sets else b"cookie"
    for name, raw in headers:
        if name.lower() == wanted:
            text = raw.decode("utf-8", "replace")
            for pair in text.split(";", 1)[:1] if sets else text.split(";"):
                key, equals, value = pair.strip().partition("=")
                if equals:
                    yield key, value.strip('"')


def logged_in(headers: Headers) -> Iterator[str]:
    """Give what was drawn at random in the token of a log-in that a request carries (RFC 7519; RFC 6750)."""
    for name, raw in headers:
        token = _TOKEN(raw) if name.lower() == b"authorization" else None
        said = unpack(token[1]) if token is not None else None
        if said:
            yield from numbers(said.decode("utf-8", "replace"))


@lru_cache(maxsize=1 << 12)
def site(host: str) -> str:
    """Give the site that a host belongs to."""
    return registrable_domain(host)


_PAGE = re.compile(rb"https?://(?:[^/?#@]*@)?([^/?#:@\[\]]+)", re.I).match


class Asking(NamedTuple):
    """Who made a browser ask: what it says of its sites and of what it asks for, and the site of the page."""

    fetch_site: bytes
    destination: bytes
    page: str


def asking(headers: Headers) -> Asking:
    """Give who made a browser ask (Fetch Metadata Request Headers; RFC 9110 section 10.1.3), as far as it says so."""
    said = {name.lower(): value for name, value in reversed(headers)}
    fetch_site, destination = (said.get(name, b"").strip().lower() for name in (b"sec-fetch-site", b"sec-fetch-dest"))
    page = _PAGE(said.get(b"referer", b""))
    return Asking(fetch_site, destination, site(page[1].decode("ascii", "replace")) if page is not None else "")


def is_asked_from_elsewhere(own: str, headers: Headers) -> bool:
    """Whether a page of another site made the browser ask: by what the browser says, else by the page's address.

    Args:
        own: the site that is asked.
        headers: of the request.
    """
    by = asking(headers)
    return by.fetch_site == b"cross-site" if by.fetch_site else by.page not in ("", own)


def is_embedded(own: str, headers: Headers) -> bool:
    """Whether a page of another site shows or loads what is asked for: who follows a link to a site is on its pages."""
    return asking(headers).destination != b"document" and is_asked_from_elsewhere(own, headers)


type _Sites = tuple[frozenset[str], frozenset[str]]
"""The sites that keep a number under names that say nothing against it, and under others."""

_NO_SITES: _Sites = (frozenset(), frozenset())


class Kept:
    """Gathers the numbers of a recording; ``full`` says that there were more than are kept."""

    def __init__(self) -> None:
        self._sites: dict[str, _Sites] = {}
        self._shared: dict[_Sites, _Sites] = {}  # thousands of numbers are kept by the same sites
        self._members: set[str] = set()
        self._embedded: set[str] = set()
        self.full = False

    def exchange(self, exchange: Exchange) -> None:
        """Take the cookies that an exchange sends and sets, and whether another site's page made it."""
        keeps = False
        for message, sets in ((exchange.request, False), (exchange.response, True)):
            if message is not None:
                keeps = self.take(exchange.host, message.headers, sets=sets) or keeps
        own = site(exchange.host)
        if keeps and exchange.request is not None and is_embedded(own, exchange.request.headers):
            if len(self._embedded) < MOST_NUMBERS:
                self._embedded.add(own)
            else:
                self.full = True

    def take(self, host: str, headers: Headers, *, sets: bool) -> bool:
        """Take the cookies among the headers of a message to or from a host, and who is logged in by them.

        Returns:
            Whether there is a number in one.
        """
        self._named(() if sets else logged_in(headers))
        found = list(cookies(headers, sets=sets))
        logged, keeps = any(_LOG_IN(name) for name, _ in found), False
        for name, value in found:
            other = not is_of_browsers(name)
            if is_of_members(name) or (logged and _OF_USERS(name)):
                self._named(numbers(value))
            for number in numbers(value):
                keeps = True
                known, of = self._sites.get(number, _NO_SITES), site(host)
                is_new = known is _NO_SITES and len(self._sites) >= MOST_NUMBERS
                if is_new or (len(known[other]) >= MOST_SITES and of not in known[other]):
                    self.full = True
                elif of not in known[other]:
                    more = (known[0], known[1] | {of}) if other else (known[0] | {of}, known[1])
                    self._sites[number] = self._shared.setdefault(more, more)
        return keeps

    def embedded(self) -> tuple[str, ...]:
        """Give the sites that were asked from pages of other sites, as far as they keep numbers, in order."""
        keeping = frozenset[str]().union(*(one for known in self._shared for one in known))
        return tuple(sorted(self._embedded & keeping))

    def _named(self, found: Iterable[str]) -> None:
        """Take numbers that a log-in or a name says to be a member's."""
        for member in found:
            if len(self._members) < MOST_NUMBERS:
                self._members.add(member)
            else:
                self.full = True

    def sorted(self) -> dict[str, tuple[str, ...]]:
        """Give the sites that keep each number, in order; none of one that is a member's or of a log-in as well."""
        given = {known: tuple(sorted(known[0])) if known[0] - known[1] else () for known in self._shared}
        return {number: () if number in self._members else given[self._sites[number]] for number in sorted(self._sites)}
