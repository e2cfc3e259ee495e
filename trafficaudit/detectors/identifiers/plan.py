"""Which number formats are looked for under a name: those that it names, and those that need none.

What a name makes of a number does not depend on the value, and the same names come again and again.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from trafficaudit.detectors.described import is_of_form
from trafficaudit.detectors.identifiers import coordinates
from trafficaudit.detectors.identifiers.verdict import Identifier
from trafficaudit.detectors.memo import Memo
from trafficaudit.detectors.names.places import JOINED, above, names_under, subject_around, words_around
from trafficaudit.detectors.names.words import compact, endings, vocabulary, words
from trafficaudit.model import Part

TRIGGERS = {
    "number": r"[0-9](?:(?:[,;|)] ?| ?- ?|[ .:])?[0-9]){9}",
    "at": "@",
    "pairs": r"[0-9A-Fa-f](?:[:-][0-9A-Fa-f]{2}){5}",
    "eyj": "eyJ",
    "machine": r"i(?:Phone|Pad|Pod)[0-9]|(?:release|test|dev)-keys",
    "apa91b": "APA91b",
    "hmac": "MC0GCCqGSIb3DQIJ",
    "hemispheres": r"[0-9][^0-9A-Za-z]{0,6}N[^0-9A-Za-z]{0,4}1[23]|N ?3[3-8][^0-9A-Za-z]|[+]3[3-8][0-9.]{3,14}[+]1[23]",
}
"""What must be in a text before it is searched without a key.

A number: ten digits, single separators between, spaces around a hyphen, one behind a comma, a bracket and the like.
"""

# Words in a field's own name under which a number is something else.
OTHERWISE = vocabulary(
    "order orders product item goods sku price amount amt total sum cost fee discount time timestamp ts date version "
    "ver build seq sequence count cnt size length offset trace span request req response transaction txn trx invoice "
    "tracking waybill shipment barcode ean gtin isbn upc catalog category campaign coupon banner image img file hash "
    "crc md5 sha checksum signature sign nonce random id ids idx index no num number code pid spm scm appkey key start "
    "end expire expires expiry ttl at created updated rev revision review ad creative event log batch page rank score "
    "url uri href path src etag ref range stock lot box part serial model barcodes "
    "주문번호 상품번호 가격 금액 运单号 dingdan dingdanhao shangpin"
)

# Words around a field that holds what somebody might enter.
_SAMPLES = vocabulary("hint example examples")
_HINTS = vocabulary("loginhint idtokenhint")
"""Who is to log in, whom a program knows already (OpenID Connect Core 1.0, 3.1.2.1)."""

type Find = Callable[[str], re.Match[str] | None]


class Bare(NamedTuple):
    """Formats that need no key: looked for where the trigger is, and where ``shape``, which fits any of them, is."""

    trigger: Find
    shape: Find
    modules: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is looked for under a name: the formats that it names and that count there, and the others.

    ``halves`` tells that one number of a pair of coordinates counts there.
    """

    counted: tuple[Identifier, ...]
    shape: Find
    halves: bool
    bare: tuple[Bare, ...]


class Plans:
    """The plans of a list of number formats, for any name at its place.

    Args:
        identifiers: the formats, in the order in which they are told.
    """

    def __init__(self, identifiers: Sequence[Identifier]) -> None:
        self._index: dict[str, list[Identifier]] = {}
        for module in identifiers:
            for key in dict.fromkeys(compact(key) for key in module.KEYS):
                self._index.setdefault(key, []).append(module)
        self._bare = tuple(
            (re.compile(trigger).search, tuple(module for module in identifiers if name == module.TRIGGER))
            for name, trigger in TRIGGERS.items()
        )
        self.may_name = Memo[str, bool](lambda key: key.lower() in JOINED or bool(self._lookup(endings(key))), 1 << 16)
        """Whether a name can name a format, by itself or together with the names above it."""
        self._plan = lru_cache(maxsize=1 << 14)(self._planned)
        # The same names stand at the same places in exchange after exchange.
        self.at = Memo[tuple[str, str, Part], Plan](lambda at: self._plan(at[1], above(at[0], at[2], at[1])), 1 << 15)
        """The plan for a path, a name and a part."""

    @property
    def nameless(self) -> Plan:
        """The plan for what has no name."""
        return self._plan("", ())

    def _planned(self, key: str, over: tuple[str, ...]) -> Plan:
        named = self._lookup(names_under(key, over))
        near, otherwise = subject_around(key, over), not OTHERWISE.isdisjoint(words(key))
        sample = not _SAMPLES.isdisjoint(words_around(key, over)) and compact(key) not in _HINTS
        if sample or is_of_form(key, over, languages=False):
            return Plan((), _any_of(()), halves=False, bare=())
        bare = []
        for trigger, modules in self._bare:
            fitting = tuple(
                module
                for module in modules
                if module not in named and (module.SELF_EVIDENT or not otherwise) and module.AVOID.isdisjoint(near)
            )
            if fitting:
                bare.append(Bare(trigger, _any_of(fitting), fitting))
        counted = tuple(module for module in named if module.AVOID.isdisjoint(near))
        return Plan(counted, _any_of(counted), coordinates in counted, tuple(bare))

    def _lookup(self, known_as: tuple[str, ...]) -> tuple[Identifier, ...]:
        found = {module.NAME: module for ending in known_as for module in self._index.get(ending, ())}
        return tuple(found.values())


@lru_cache(maxsize=1 << 10)
def _any_of(modules: tuple[Identifier, ...]) -> Find:
    """Give a search for what any of the formats could match."""
    return re.compile("|".join(f"(?:{module.CANDIDATE.pattern})" for module in modules)).search
