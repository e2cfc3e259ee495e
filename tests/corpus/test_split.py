"""What is planted in pieces is found as what is planted whole: all of it, once, and where it was complete."""

from collections import Counter
from pathlib import Path

import pytest
from corpus.split import CHAINS, WAYS, Split, generate

from trafficaudit import readers
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange

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
    source = readers.open_capture(corpus.capture)
    examiner = Examiner(corpus.persona)
    assert examiner.learn(source) == ()
    told = Counter(
        (item.id, finding.category)
        for item in source.items()
        if isinstance(item, Exchange)
        for finding in examiner.examine(item, source.capture).findings
        if finding.detector == "persona" and finding.field.part == "body"
    )
    planted = Counter((each.exchange, each.category) for each in corpus.planted)
    missed = [each for each in corpus.planted if not told[each.exchange, each.category]]
    wrong = told - planted
    assert len(missed) <= (1 - LEAST) * len(corpus.planted), missed
    assert wrong.total() <= (1 - LEAST) * len(corpus.planted), wrong
