"""The recorder's clock is held against itself and against the authorities; what contradicts is told, not rejected."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from support.packages import chained_anew, copied, put, sealed_anew, verified
from support.stampers import Stamper

from trafficaudit import evidence
from trafficaudit.evidence import keys
from trafficaudit.evidence.verdict import VALID

type Dating = Callable[[datetime], str]


def at(**later: float) -> Dating:
    return lambda now: (now + timedelta(**later)).isoformat(timespec="microseconds")


def told(package: Path, stamper: Stamper) -> tuple[str, str, str]:
    """Give the outcome and what was found by ours, and the line of the script."""
    found = evidence.verify(package, roots=[stamper.root], signer=keys.own().fingerprint).checks
    (ours,) = (each for each in found if each.id == "clock")
    codes = verified(package, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    (line,) = (line for line in codes.said.splitlines() if line.split()[1] == "clock")
    return str(ours.outcome), ours.found, line


@pytest.mark.parametrize(
    ("number", "dating", "outcome", "says"),
    [
        (2, at(seconds=-5), "ok", ""),
        (2, at(seconds=-6), "ok", ""),  # in one second with the link before
        (2, at(days=-900), "note", "link 2 goes back"),
        (0, at(hours=3), "note", "link 1 goes back"),
        (1, at(seconds=61), "note", "link 2 goes back, 61 s ahead of a time stamp"),
        (5, at(hours=2), "note", "7200 s ahead of a time stamp"),
        (2, lambda _: "2026-11-26T10:00:00.5", "note", "a time of the chain cannot be read"),
        (2, lambda _: "yesterday", "note", "a time of the chain cannot be read"),
        (2, lambda now: (now - timedelta(seconds=5)).astimezone(timezone(timedelta(hours=9))).isoformat(), "ok", ""),
        (2, lambda now: (now - timedelta(seconds=5)).astimezone(timezone(-timedelta(hours=9.5))).isoformat(), "ok", ""),
        (2, lambda _: "2026-W48-1T10:00:00+00:00", "note", "a time of the chain cannot be read"),
        (2, lambda _: "2026-02-29T10:00:00+00:00", "note", "a time of the chain cannot be read"),
        (2, lambda _: "2026-11-26T10:00:00Z", "note", "a time of the chain cannot be read"),
    ],
)
def test_what_contradicts_is_told(
    package: Path, stamper: Stamper, tmp_path: Path, number: int, dating: Dating, outcome: str, says: str
) -> None:
    mine, now = copied(package, tmp_path / "mine"), datetime.now(UTC).replace(microsecond=0)
    for link in sorted((mine / "bag/data/chain").iterdir()):
        said = dating(now) if int(link.stem) == number else (now + timedelta(seconds=int(link.stem) - 7)).isoformat()
        put(link, re.sub(rb'"at": "[^"]*"', f'"at": "{said}"'.encode(), link.read_bytes(), count=1))
    chained_anew(mine)
    sealed_anew(mine, stamper)
    ours, found, line = told(mine, stamper)
    assert ours == outcome
    assert line.startswith(f"{outcome:<7} clock")
    # The authority needs a moment, so that what is ahead of it is so by less.
    seconds = re.compile(r"\d+(?= s ahead)")
    assert seconds.sub("N", found) == seconds.sub("N", says)
    assert seconds.sub("N", line).endswith(seconds.sub("N", says or "어긋나지 않음"))
    for one, other in zip(seconds.findall(found), seconds.findall(says), strict=True):
        assert int(other) - 60 < int(one) <= int(other)
        assert one in line
