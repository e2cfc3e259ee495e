import re
from pathlib import Path

import pytest

from trafficaudit.destinations.rangefile import RangeFile, pack
from trafficaudit.destinations.spread import REST, TABLE, Spread
from trafficaudit.destinations.spreading import LEAST, SIDE, lines, measure, measured

HEAD = {"name": "x", "kind": "country", "built": "2026-10-28", "licence": "none", "source": "none"}
NETWORK = "64500 Gaon Transit"


def _file(*labels: tuple[int, str]) -> RangeFile:
    """Make a database of blocks of addresses that follow each other from 0."""
    starts: list[tuple[int, str]] = []
    at = 0
    for size, label in labels:
        starts.append((at, label))
        at += size
    return RangeFile(Path("x"), pack(HEAD, [*starts, (at, "")], [(0, "")]))


def _measured(*pieces: tuple[int, str, str, str, str], network: str = NETWORK) -> dict[str, Spread]:
    """Measure one network, of pieces with their size, the registered country and what three databases say."""
    size = sum(piece[0] for piece in pieces)
    columns = zip(*(tuple((piece[0], text) for text in piece[1:]) for piece in pieces), strict=True)
    registry, *voters = (_file(*column) for column in columns)
    return measure(_file((size, network)), registry, voters).get(64500, {})


def test_a_share_is_of_the_addresses_that_one_database_contradicts() -> None:
    sides = [(SIDE, "US", "US", "US", code) for code in ("DE", "JP", "KR")]
    assert _measured((LEAST, "US", "US", "US", "US"), *sides) == {"US": Spread("US", 157, 3)}
    assert _measured((LEAST, "US", "US", "US", "US"), *sides[:2]) == {}  # two sides are no world
    few = [(SIDE - 1, "US", "US", "DE", "US"), *sides[1:]]
    assert _measured((LEAST, "US", "US", "US", "US"), *few) == {}  # less than a block has no side


def test_an_answer_of_one_database_alone_is_not_counted() -> None:
    unheard = (LEAST, "US", "DE", "", "")
    assert _measured(unheard, (LEAST, "US", "DE", "", "DE")) == {"US": Spread("US", 1000, 1)}
    assert _measured(unheard) == {}
    assert _measured((LEAST, "", "DE", "DE", "DE")) == {}
    assert _measured((LEAST, "US", "DE", "DE", "DE"), network="") == {}


def test_the_united_kingdom_has_two_codes_and_a_region_is_no_country() -> None:
    assert _measured((LEAST, "GB", "UK", "GB", "EU")) == {}
    assert _measured((LEAST, "EU", "DE", "DE", "DE")) == {}


def test_countries_with_too_few_addresses_are_measured_together() -> None:
    half = LEAST // 2
    rented = ((half, "DE", "US", "US", "US"), (half, "KR", "KR", "KR", "KR"))
    home = (LEAST, "FR", "FR", "FR", "FR")
    assert _measured(home, *rented) == {"FR": Spread("FR", 0, 0), REST: Spread("", 500, 1)}
    assert _measured(home, (half, "DE", "US", "US", "US")) == {}  # too few together, too


@pytest.mark.slow
def test_the_table_is_what_the_embedded_databases_give() -> None:
    assert "\n".join(lines(*measured())) + "\n" == TABLE.read_text(encoding="ascii")


def test_the_table_is_written_by_network_and_country() -> None:
    written = list(lines("2026-10-28", {7: {"US": Spread("US", 500, 1), REST: Spread("", 9, 2)}}))
    assert written[-3:] == ["# built 2026-10-28", "7 * 9 2", "7 US 500 1"]
    kept = [line for line in TABLE.read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"\d+ (\*|[A-Z]{2}) \d{1,4} \d{1,3}", line) for line in kept)
    assert kept == sorted(kept, key=lambda line: (int(line.split()[0]), line.split()[1]))
