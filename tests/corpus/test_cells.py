"""The grid knows what can be planted, and says what never was."""

from dataclasses import replace
from pathlib import Path

from corpus import cells
from corpus.generate import Corpus
from corpus.taken import TAKEN


def test_every_encoding_and_every_depth_of_a_place_comes_up(corpus: Corpus) -> None:
    never = cells.missing(corpus.truths, list(corpus.values))
    assert never["place, depth"] == []
    encodings = {name for _, name in cells.grids(list(corpus.values))[2].cells} - TAKEN.keys()
    assert encodings <= {layer for truth in corpus.truths for layer in truth.layers}


def test_what_was_not_planted_is_named(corpus: Corpus) -> None:
    categories = list(corpus.values)
    without = [truth for truth in corpus.truths if (truth.category, truth.place) != ("email", "JSON")]
    assert ("email", "JSON") in cells.missing(without, categories)["category, place"]
    moved = [*without, replace(corpus.truths[0], category="email", place="JSON")]
    assert ("email", "JSON") not in cells.missing(moved, categories)["category, place"]
    assert "never" in cells.printed(without, categories)


def test_the_truth_of_somebody_elses_is_kept_apart(corpus: Corpus, tmp_path: Path) -> None:
    assert corpus.others
    assert corpus.others.isdisjoint(truth.position for truth in corpus.truths)
