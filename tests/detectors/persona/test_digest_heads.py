"""Digests known by their beginnings: what one says is what it says in a table of all of them."""

import hashlib
from collections import defaultdict
from functools import cache

from support.personas import persona

from trafficaudit.detectors.persona import digest_heads
from trafficaudit.detectors.persona.digest_heads import HEAD, DigestHeads
from trafficaudit.persona import Digest, Persona, hashables

EMAIL = "Seorim.Pyo.7f3k@example.com"


@cache
def whose() -> Persona:
    return persona(email=EMAIL, user_id=EMAIL, phone_number="010-0234-5679", name="표서림", gender="F")


def table() -> dict[bytes, list[Digest]]:
    """Write every digest down, each value once."""
    found: defaultdict[bytes, dict[tuple[str, str], Digest]] = defaultdict(dict)
    for one in hashables(whose()):
        for raw, match, full in one.digests():
            found[raw].setdefault((one.category, one.value), one.means(match, full=full))
    return {raw: list(meant.values()) for raw, meant in found.items()}


def test_every_digest_says_what_it_says_in_the_table() -> None:
    heads, known = DigestHeads(hashables(whose())), table()
    assert len(known) > 5_000
    for raw, meant in known.items():
        assert raw[:HEAD] in heads.heads
        assert heads.exactly(raw) == meant
        assert raw in heads.wholes(raw[:HEAD])


def test_what_only_begins_like_one_is_told_as_cut_and_not_as_whole() -> None:
    heads, raw = DigestHeads(hashables(whose())), hashlib.sha256(EMAIL.encode()).digest()
    assert [one.category for one in heads.exactly(raw)] == ["email", "user_id"]
    assert heads.exactly(raw[:20]) == []
    cut = heads.from_beginning(raw[:20])
    assert [(one.category, one.match, one.full) for one in cut] == [
        ("email", "sha256[:40]", False), ("user_id", "sha256[:40]", False),
    ]  # fmt: skip
    assert heads.from_beginning(raw[:HEAD] + bytes(24)) == []


def test_a_strangers_digest_says_nothing() -> None:
    heads = DigestHeads(hashables(whose()))
    raw = hashlib.sha256(b"somebody@example.com").digest()
    assert raw[:HEAD] not in heads.heads
    assert (heads.exactly(raw), heads.from_beginning(raw), heads.wholes(raw[:HEAD])) == ([], [], [])


def test_more_met_than_are_kept_are_worked_out_again() -> None:
    digest_heads._digests.cache_clear()
    heads, known = DigestHeads(hashables(whose())), table()
    for raw in [*known][::9] * 2:
        assert heads.exactly(raw) == known[raw]
    held = digest_heads._digests.cache_info()
    assert held.currsize == held.maxsize == digest_heads._WORKED_OUT < held.misses
