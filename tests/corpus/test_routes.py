"""Each cell of the table tells rightly to whom, to which country and in which phase a planted value was sent."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from corpus.accuracy import by_way, shares
from corpus.routes import PHASES, Cell, Routes, generate
from corpus.score import cells
from corpus.ways import WAYS

SILENT = {"an answer", "never sent"}
"""Ways by which the app sends nothing to anybody."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Routes:
    return generate(tmp_path_factory.mktemp("routes"), 11)


@pytest.fixture(scope="module")
def told(corpus: Routes, tmp_path_factory: pytest.TempPathFactory) -> Counter[Cell]:
    return cells(corpus, tmp_path_factory.mktemp("results") / "made")


def test_the_same_seed_gives_the_same_bytes(corpus: Routes, tmp_path: Path) -> None:
    again, other = generate(tmp_path / "again", 11), generate(tmp_path / "other", 12)
    for name in ("capture", "persona", "phases", "recipients"):
        same, differs = getattr(again, name).read_bytes(), getattr(other, name).read_bytes()
        assert same == getattr(corpus, name).read_bytes()
        assert name == "phases" or differs != same
    assert [path.read_bytes() for path in again.geoip] == [path.read_bytes() for path in corpus.geoip]
    assert again.planted == corpus.planted != other.planted


def test_every_category_goes_every_way_in_every_phase(corpus: Routes) -> None:
    assert {*corpus.ways.values()} == {*WAYS}
    sent = {(corpus.ways[cell.host], cell.category) for cell in corpus.planted}
    categories = {category for _, category in sent}
    assert len(categories) >= 40
    assert sent == {(way, category) for way in {*WAYS} - SILENT for category in categories}
    assert {cell.phase for cell in corpus.planted} == {*PHASES}
    assert {cell.certainty for cell in corpus.planted} == {"established", "likely", "disputed", "edge", "unknown"}
    assert {cell.leaves_korea for cell in corpus.planted} == {"yes", "no", "undetermined"}


def test_every_value_stands_in_the_row_of_its_recipient_country_and_phase(corpus: Routes, told: Counter[Cell]) -> None:
    assert told - corpus.planted == Counter()
    assert corpus.planted - told == Counter()
    assert corpus.planted.total() > 1_000


def test_what_a_wrong_row_tells_rightly_counts_where_it_is_right(corpus: Routes, told: Counter[Cell]) -> None:
    cell = next(cell for cell in corpus.planted if corpus.ways[cell.host] == "a country for both databases")
    moved = Counter(told)
    count = moved.pop(cell)
    moved[replace(cell, country="BR", leaves_korea="yes")] += count
    total = corpus.planted.total()
    less = f"{(total - count) / total:.4f}"
    assert shares(corpus.planted, moved) == {
        "recipients": ("1.0000", "1.0000"),
        "countries": (less, less),
        "phases": ("1.0000", "1.0000"),
    }
    assert by_way(corpus, moved)["a country for both databases"] == (
        by_way(corpus, told)["a country for both databases"][0],
        by_way(corpus, told)["a country for both databases"][0] - count,
        count,
    )
    assert by_way(corpus, told)["never sent"] == by_way(corpus, told)["an answer"] == (0, 0, 0)
