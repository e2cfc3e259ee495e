"""TC strings of IAB Europe's Transparency and Consent Framework: what an app or site says was consented, and to whom.

The core is 230 bits of fields and the vendors, as a bit each or in ranges; behind dots further segments may stand
(vendors that were disclosed, those that are allowed, what the publisher itself was consented). Version 1 has one
segment. Other Base64 is written with the same letters: a string counts where its version, two dates in their order,
the letters of language and country, and its length to the bit say the same.

Sources: IAB Tech Lab, "Consent string and vendor list formats v2" (TCF 2.0 to 2.3) and "v1.1 Final"; the child
``tcfcav1`` of GPP: IAB Canada TCF technical specification.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from trafficaudit.decode.consent.bits import Bits, between, bits
from trafficaudit.decode.node import Child, Node, Opened, member

NAME = "tcf"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = "-_.="

_WHOLE = re.compile(rb"[BC][\w-]{30,}+=?(?:\.[\w-]++=?){0,4}").fullmatch
_LONGEST = 1 << 14
_COST = 4
_FIRST, _LAST = datetime(2017, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
"""Version 1 was published in April 2018, drafts of it in 2017."""
_DISCLOSED, _ALLOWED, _PUBLISHER = 1, 2, 3
_MOST_TAIL = 96
"""Bits of nought behind the last field: encoders fill up bytes, or whole groups of letters."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a TC string says. Sets of numbers: bit *n* stands for the purpose, feature or vendor *n*.

    ``disclosed``, ``allowed`` and ``publisher`` (purposes that the publisher itself was consented) are ``None`` where
    no segment tells of them. ``restrictions`` are a purpose with how it is restricted (0 not allowed, 1 consent
    required, 2 legitimate interest required) and the vendors that this holds for.
    """

    version: int
    created: datetime
    updated: datetime
    cmp: int
    screen: int
    language: str
    vendor_list: int
    policy: int
    purposes: int
    interests: int
    features: int
    vendors: int
    vendor_interests: int
    restrictions: tuple[tuple[int, int, int], ...] = ()
    disclosed: int | None = None
    allowed: int | None = None
    publisher: int | None = None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw[:1] in (b"C", b"B") and len(node.raw) <= _LONGEST and _WHOLE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give a field for each thing that the string says, with its state in a word; the numbers: ``read``."""
    if not node.budget.spend(_COST * len(node.raw)):
        return
    consent = read(node.raw)
    if consent is not None:
        said = list(states(consent).items())
        yield Opened((NAME,), [_child(node, name, state) for name, state in said[: node.room]], sure=True)


def _child(node: Node, name: str, state: str) -> Child:
    # Without a key: what the spec calls such a field is no name that an app gave it.
    return member(node.prefix, name), "", state, 0, len(node.raw), False


def states(consent: Consent) -> dict[str, str]:
    """Give what stands in a string by its name in the specification: all, some or none of it."""
    told = {"purposes_consent": consent.purposes, "vendor_consents": consent.vendors}
    if consent.version > 1:
        told["special_feature_opt_ins"] = consent.features
    further = {
        "purposes_li_transparency": consent.interests or None,
        "vendor_legitimate_interests": consent.vendor_interests or None,
        "disclosed_vendors": consent.disclosed,
        "allowed_vendors": consent.allowed,
        "pub_purposes_consent": consent.publisher,
    }
    told |= {name: numbers for name, numbers in further.items() if numbers is not None}
    if consent.restrictions:
        told["pub_restrictions"] = 1
    return {name: "some" if numbers else "none" for name, numbers in told.items()}


@lru_cache(maxsize=64)
def read(raw: bytes) -> Consent | None:
    """Read a string; ``None`` where it is none."""
    core, *further = raw.split(b".")
    run = bits(core)
    if run is None or not _WHOLE(raw) or len(raw) > _LONGEST:
        return None
    found = _core(run) if core[:1] == b"C" else _first_version(run)
    if found is None or run.over or run.left > _MOST_TAIL or run.rest() or (further and found.version == 1):
        return None
    return _with_segments(found, further)


def _core(run: Bits) -> Consent | None:
    head = _head(run)
    policy = run.take(6)
    run.take(2)  # whether it holds for this service alone, and whether texts of one's own were shown
    features, purposes, interests = run.numbers(12), run.numbers(24), run.numbers(24)
    run.take(1)  # whether purpose 1 was not shown
    country = run.word()
    if head is None or not country or not policy:
        return None
    created, updated, cmp, screen, language, vendor_list = head
    vendors, vendor_interests = _vendors(run), _vendors(run)
    return Consent(
        2, created, updated, cmp, screen, language, vendor_list, policy, purposes, interests, features, vendors,
        vendor_interests, _restrictions(run),
    )  # fmt: skip


def _first_version(run: Bits) -> Consent | None:
    head = _head(run)
    purposes = run.numbers(24)
    if head is None:
        return None
    created, updated, cmp, screen, language, vendor_list = head
    return Consent(
        1, created, updated, cmp, screen, language, vendor_list, 0, purposes, 0, 0, _vendors(run, first=True), 0
    )


def _head(run: Bits) -> tuple[datetime, datetime, int, int, str, int] | None:
    """Read what the versions have in common, without the version; ``None`` where a date or letter cannot be one."""
    run.take(6)
    created, updated = run.instant(), run.instant()
    cmp, _, screen = run.take(12), run.take(12), run.take(6)
    language, vendor_list = run.word(), run.take(12)
    if run.over or not language or not _FIRST <= created <= updated < _LAST:
        return None
    return created, updated, cmp, screen, language, vendor_list


def _vendors(run: Bits, *, first: bool = False) -> int:
    """Read vendors: a bit for each, or ranges. In the first version a bit says what holds for all others."""
    most, ranged = run.take(16), run.take(1)
    if not ranged:
        return run.numbers(most)
    default = run.take(1) if first else 0
    listed = _ranges(run)
    return between(1, most) & ~listed if default else listed


def _ranges(run: Bits) -> int:
    found = 0
    for _ in range(run.take(12)):
        more, start = run.take(1), run.take(16)
        found |= between(start, run.take(16) if more else start)
        if run.over:
            break
    return found


def _restrictions(run: Bits) -> tuple[tuple[int, int, int], ...]:
    found: list[tuple[int, int, int]] = []
    for _ in range(run.take(12)):
        purpose, kind = run.take(6), run.take(2)
        found.append((purpose, kind, _ranges(run)))
        if run.over:
            break
    return tuple(found)


def _with_segments(found: Consent, further: list[bytes]) -> Consent | None:
    """Add what stands in further segments; ``None`` where one is no base64url."""
    told: dict[int, int] = {}
    for segment in further:
        run = bits(segment)
        if run is None:
            return None
        kind = run.take(3)
        if kind in (_DISCLOSED, _ALLOWED):
            numbers = _vendors(run)
        elif kind == _PUBLISHER:
            numbers = run.numbers(24)
        else:
            continue
        if not run.over:
            told[kind] = numbers
    if not told:
        return found
    return Consent(
        found.version, found.created, found.updated, found.cmp, found.screen, found.language, found.vendor_list,
        found.policy, found.purposes, found.interests, found.features, found.vendors, found.vendor_interests,
        found.restrictions, told.get(_DISCLOSED), told.get(_ALLOWED), told.get(_PUBLISHER),
    )  # fmt: skip


def read_canadian(raw: bytes) -> tuple[int, int] | None:
    """Read the section of IAB Canada: the purposes with express consent and with implied; ``None`` where it is none."""
    run = bits(raw.partition(b".")[0])
    head = _head(run) if run is not None else None
    if run is None or head is None:
        return None
    run.take(7 + 12)  # policy, texts of one's own, special features
    told = run.numbers(24), run.numbers(24)
    return None if run.over else told
