"""The numbers of the user and of the device that a recording names, gathered before anything of it is examined.

Most exchanges repeat what was named before, so few are looked at closely: those whose bytes hold a name that tells
(``detectors/names/raw.py``) before a number that none before them had, and the first ones of each address whose body no
such name could be seen in, as it is packed. These are decoded, and the detectors that go by names, documents and number
formats say what they hold. A number counts that was drawn so that hardly anything else is the same.

An answer says who the user is where it is that to a log-in; others show other people. Where the requests of an app name
many users, nobody knows which one is in front of it.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.decode.packed.inflate import inflate
from trafficaudit.detectors import onekind
from trafficaudit.detectors.context import Detect
from trafficaudit.detectors.names.raw import introduced
from trafficaudit.detectors.names.words import words
from trafficaudit.detectors.recurring import CATEGORIES, OTHERS, is_time_like
from trafficaudit.model import Decoded, Exchange, Finding, Message
from trafficaudit.network import Introduced, Named
from trafficaudit.persona import Persona
from trafficaudit.persona.weight import is_withheld
from trafficaudit.quick import altering
from trafficaudit.readers.kept import is_drawn

LARGEST, _FARTHEST = 1 << 18, 1 << 22
"""Bytes of a body, as it stands and opened, that are looked at, and up to which names are looked for to say so."""
_MOST_LOOKED, _MOST_IN = 96, 32
"""Exchanges that are looked at closely whatever there are, and of how many one more is."""
_MOST_SEEN = 20_000
"""Numbers behind such names that are remembered."""
_MOST_NAMED = 96
"""Numbers of a recording that are looked for elsewhere."""
_MOST_USERS = 8
"""Users that requests name; of more, all but who logged in are others."""
_MOST_OF_NAME, _MOST_TIMES = 8, 2
"""Numbers under one name to one host that are looked at, and exchanges with one number under it that nobody names."""
_MOST_OF_ADDRESS, _MOST_OF_HOST = 2, 6
"""Exchanges with packed bodies that are looked at, by address and by host, once the first ones have been."""
_MOST_PACKED = 64
"""Exchanges up to which all with packed bodies are looked at: what a short recording has can be looked at whole."""

FEW = (
    "more packed bodies to an address, or numbers under a name, than are looked at for numbers of users or devices: "
    "what only the others name is not looked for where no name tells it"
)
FULL = "it names more numbers of users or devices than are looked for where no name tells them"
MANY = f"its requests name more than {_MOST_USERS} users: no user's number is looked for where no name tells it"
"""What is said where bounds are reached."""

_altered = altering(Exchange)
_SURE = 0.4
_PACKED = {b"gzip": "gzip", b"x-gzip": "gzip", b"deflate": "zlib", b"br": "br", b"zstd": "zstd"}
_GZIP = b"\x1f\x8b\x08"
_CLOSED = re.compile(rb"[0-9A-Za-z+/_-]{64}").search
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]").search
_PARTED = re.compile(r"[0-9]+|[0-9a-fA-F-]{16,}")
_LOG_IN = re.compile(
    r"(?:^|[/._-])(?:log-?in|log-?on|sign-?(?:in|on|up)|auth\w*|oauth2?|token|session|join|regist(?:er|ration)|me|my"
    r"|my-?(?:page|info|profile)|account|userinfo|whoami)(?:[/._-]|$)",
    re.IGNORECASE,
).search
_WRITTEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:=@+/-]{6,255}").fullmatch
_SHOWN = re.compile(r"[A-Za-z_$][\w.$\[\]-]{0,79}", re.ASCII).fullmatch
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]*").fullmatch
_ROUND = re.compile(r"[0-9]{1,8}00").fullmatch
_DIGITS, _FEW, _DIFFERENT, _FEWEST = 4, 3, 4, 10
_SHORT = re.compile(r"[1-9][0-9]{5}(?<!00)").fullmatch
"""A number of users of which there are a million: no round one, as prices are."""


def worth(category: str, value: str) -> bool:
    """Say whether a number is so drawn that what is the same elsewhere is it.

    >>> [worth("user_id", each) for each in ("8837120045", "41882233", "u-58213077-aq", "3f1c9a52b7d04e88")]
    [True, True, True, True]
    >>> [worth("user_id", each) for each in ("12345", "20261124", "1795000123", "seoyun.kim", "1111111112", "12900500")]
    [False, False, False, False, False, False]
    """
    if _WRITTEN(value) is None or is_withheld(category, value) or len(set(value)) < _FEW:
        return False
    if value.isdigit():
        return is_time_like(value) is None and _DATE(value) is None and _ROUND(value) is None
    return is_drawn(value) or (len(value) >= _FEWEST and sum(map(str.isdigit, value)) >= _DIGITS)


def worth_twice(category: str, value: str) -> bool:
    """Say whether a number counts where two places call it a user's.

    >>> [worth_twice("user_id", each) for each in ("897382", "1777704131", "129900", "12345", "20261124", "8837120045")]
    [True, True, False, False, False, False]
    """
    if is_withheld(category, value) or len(set(value)) < _DIFFERENT:
        return False
    return _SHORT(value) is not None or is_time_like(value) is not None


class Look:
    """Takes the exchanges of one recording in their order, and gives what they name.

    Args:
        detectors: those that say what a field is by its name, its form or its endpoint.
        persona: whose values are known already.
    """

    def __init__(self, detectors: Sequence[Detect], persona: Persona | None = None) -> None:
        self._detectors = detectors
        self._seeded = {value for values in persona.values.values() for value in values} if persona else set[str]()
        self._seen, self._names = Counter[tuple[str, bytes, bytes]](), Counter[tuple[str, bytes]]()
        self._addresses, self._hosts = Counter[str](), Counter[str]()
        self._named: dict[str, dict[str, Named]] = {}
        self._once: dict[str, str] = {}
        self._answered: set[str] = set()
        self._others: set[str] = set()
        self._looked = self._taken = 0
        self._full = False
        self._left_out: set[str] = set()
        self._is_closed = False

    def exchange(self, exchange: Exchange) -> None:
        """Take an exchange; it is looked at closely where it may name something new."""
        self._taken += 1
        if exchange.request is None or not self._may_name(exchange):
            return
        if self._looked >= _MOST_LOOKED + self._taken // _MOST_IN:
            self._full = True
            return
        self._looked += 1
        if not _is_log_in(exchange):
            exchange = _altered(exchange, response=None, wholes=())
        decoded = decode(exchange)
        all_told = onekind.settled(tuple([one for detect in self._detectors for one in detect(exchange, decoded)]))
        found = [one for one in all_told if one.confidence >= _SURE and isinstance(one.value, str)]
        for one in (*_sent(found), *_answered(exchange, found)):
            self._take(exchange, one)
        told = {(one.field.direction, one.field.path) for one in found if one.category in CATEGORIES}
        self._others.update(_numbering_others(decoded, self._named, told))

    def _may_name(self, exchange: Exchange) -> bool:
        texts = list(_texts(exchange))
        if len(texts[2]) >= LARGEST and exchange.request is not None:
            behind = _opened(exchange.request, _FARTHEST)[LARGEST:]
            self._leave_out(value.decode("latin-1") for _, value in introduced(behind))
        is_new = False
        for number, text in enumerate(texts):
            host = f"{exchange.host} {number}"
            for name, value in introduced(text):
                is_new |= self._is_new(host, name, value)
        return is_new or self._is_packed(exchange.host, f"{exchange.host}{_address(exchange)}", texts)

    def _is_new(self, host: str, name: bytes, value: bytes) -> bool:
        text = value.decode("latin-1")
        alone = worth("", text)
        if text in self._named or not (alone or worth_twice("", text)):
            return False
        place = ("" if alone else host, name, value)
        if place not in self._seen and len(self._seen) >= _MOST_SEEN:
            self._full = True
            return False
        if self._seen[place] >= _MOST_TIMES:
            return False
        if not self._seen[place]:
            self._names[host, name] += 1
        self._seen[place] += 1
        if self._names[host, name] <= _MOST_OF_NAME:
            return True
        self._leave_out([text])
        return False

    def _leave_out(self, values: Iterable[str]) -> None:
        """Note numbers that are not looked at; those that are named elsewhere do no harm."""
        if len(self._left_out) < _MOST_SEEN:
            self._left_out.update([each for each in values if worth("", each)])

    def _is_packed(self, host: str, address: str, texts: Sequence[bytes]) -> bool:
        """Whether it is one of the first to its address whose names cannot be seen."""
        if not any(_CLOSED(each) or _BINARY(each) for each in texts[::2]):
            return False
        over = self._addresses[address] >= _MOST_OF_ADDRESS or self._hosts[host] >= _MOST_OF_HOST
        if len(self._addresses) >= _MOST_SEEN or (over and self._looked >= _MOST_PACKED):
            self._is_closed = True
            return False
        self._addresses[address] += 1
        self._hosts[host] += 1
        return True

    def _take(self, exchange: Exchange, finding: Finding) -> None:
        value = str(finding.value).strip()
        if value in self._seeded or not (
            worth(finding.category, value) or self._is_again(exchange.host, finding, value)
        ):
            return
        if finding.field.direction == "response":
            self._answered.add(value)
        if value not in self._named and len(self._named) >= _MOST_SEEN:
            self._full = True
            return
        kinds = self._named.setdefault(value, {})
        known = kinds.get(finding.category)
        if known is None or finding.confidence > known.confidence:
            place = f"{finding.field.direction}: {_place(finding)}"
            kinds[finding.category] = Named(finding.category, value, exchange.id, place, finding.confidence)

    def _is_again(self, host: str, finding: Finding, value: str) -> bool:
        """Whether this is the second place that calls a short number a user's."""
        if finding.category != "user_id" or not worth_twice(finding.category, value):
            return False
        if value not in self._once and len(self._once) >= _MOST_SEEN:
            self._full = True
            return False
        field = finding.field
        place = f"{host} {field.direction} {field.part} {field.key.lower()}"
        return place != self._once.setdefault(value, place)

    def introduced(self) -> Introduced:
        """Give what was named, in the order in which it was, and which bounds were reached."""
        limits = [FULL] if self._full else []
        if self._is_closed or self._left_out - self._named.keys():
            limits.append(FEW)
        listed = [
            _surest(value, kinds)
            for value, kinds in self._named.items()
            if value not in self._others or not value.isdigit()
        ]
        users = {one.value for one in listed if one.category == "user_id"}
        if len(users - self._answered) > _MOST_USERS:
            limits.append(MANY)
            listed = [one for one in listed if one.category != "user_id" or one.value in self._answered]
        if len(listed) > _MOST_NAMED:
            limits = [FULL, *(each for each in limits if each != FULL)]
        return Introduced(tuple(listed[:_MOST_NAMED]), tuple(limits))


def _surest(value: str, kinds: Mapping[str, Named]) -> Named:
    """Give whose a number is that was called by several kinds: the user's where it may be, else by the surest name."""
    if onekind.users(value, kinds):
        return kinds["user_id"]
    return max(kinds.values(), key=lambda one: one.confidence)


def _texts(exchange: Exchange) -> Iterator[bytes]:
    """Give the address, the headers and the body of a request, and the body of an answer that may be to a log-in."""
    request, response = exchange.request, exchange.response
    yield exchange.url.encode("utf-8", "surrogatepass")
    yield b"\n".join([b"%b: %b" % each for each in request.headers]) if request else b""
    yield _opened(request) if request else b""
    if response is not None and _is_log_in(exchange):
        yield _opened(response)


def _is_log_in(exchange: Exchange) -> bool:
    """Whether an answer may say who the user is."""
    return _LOG_IN(f"/{_address(exchange)}") is not None


def _opened(message: Message, most: int = LARGEST) -> bytes:
    """Give a body without its content encoding, as far as it is looked at."""
    body = (message.body or b"")[:most]
    codings = [value.strip().lower() for name, value in message.headers if name.lower() == b"content-encoding"]
    coding = _PACKED.get(codings[0]) if len(codings) == 1 and message.body_form == "wire" else None
    if coding is None and body.startswith(_GZIP):
        coding = "gzip"
    return inflate(coding, body, most).data if coding and body else body


def _address(exchange: Exchange) -> str:
    """Give the path of an address without what varies in it."""
    rest = exchange.url.partition("://")[2].partition("/")[2]
    return _PARTED.sub("#", re.split(r"[?#]", rest, maxsplit=1)[0])[:128]


def _sent(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.field.direction == "request" and one.category in CATEGORIES]


def _answered(exchange: Exchange, found: Sequence[Finding]) -> list[Finding]:
    """Give whom an answer to a log-in names: one user, in no list."""
    if not _is_log_in(exchange):
        return []
    users = [one for one in found if one.field.direction == "response" and one.category == "user_id"]
    alone = len({one.value for one in users}) == 1
    return [one for one in users if alone and "[" not in one.field.path]


def _numbering_others(decoded: Decoded, named: Container[str], told: Container[tuple[str, str]]) -> Iterator[str]:
    """Give the numbers among those named that a name here says to be of something else; ``told`` are where they are."""
    fields = Fields.of(decoded.fields)
    for index, value in enumerate(fields.values):
        if isinstance(value, str) and value in named and not OTHERS.isdisjoint(words(fields.keys[index])):
            field = fields[index]
            if (field.direction, field.path) not in told:
                yield value


def _place(finding: Finding) -> str:
    """Give where a number is named, as far as that tells nobody anything."""
    field = finding.field
    for text in (field.path, field.key):
        if _SHOWN(text) and not re.search(r"[0-9]{4}", text) and str(finding.value) not in text:
            return f"{field.part} {text}"
    return field.part
