"""What is planted in pieces is found as what is planted whole: all of it, once, and where it was complete."""

from pathlib import Path

import pytest
from corpus.score import cut
from corpus.split import CHAINS, WAYS, Split, generate

LEAST = 0.995


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Split:
    return generate(tmp_path_factory.mktemp("split"), 11)


def test_the_same_seed_gives_the_same_bytes(corpus: Split, tmp_path: Path) -> None:
    assert generate(tmp_path, 11).capture.read_bytes() == corpus.capture.read_bytes()
    assert generate(tmp_path, 12).planted != corpus.planted
    assert {each.way for each in corpus.planted} == set(WAYS)
    assert {each.chain for each in corpus.planted} == set(CHAINS)
    assert len(corpus.planted) > 250


def test_what_is_cut_is_found_once_and_where_it_was_complete(corpus: Split) -> None:
    missed, wrong = cut(corpus)
    assert missed.total() <= (1 - LEAST) * len(corpus.planted), missed
    assert wrong.total() <= (1 - LEAST) * len(corpus.planted), wrong
