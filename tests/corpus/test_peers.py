"""The peers are asked about the same exchanges as we are, and their claims stand at the exchange that they are about."""

from pathlib import Path

import pytest
from corpus import accuracy, peers
from corpus.generate import Corpus, generate
from corpus.score import Claim

INSTALLED = Path("build/peers")
HAS_TRACKHAR = (INSTALLED / "node_modules" / "trackhar").is_dir()
HAS_PRESIDIO = bool(list(INSTALLED.glob("lib/*/site-packages/presidio_analyzer")))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    made = generate(tmp_path_factory.mktemp("corpus"), 20_261_127, 300)
    assert len(peers.positioned(made)) < made.exchanges, "DNS is asked for no name: no position could be wrong"
    return made


def test_an_exchange_keeps_its_position_where_dns_is_asked_before_it(corpus: Corpus) -> None:
    flows = dict(peers.positioned(corpus))
    plain = [
        truth for truth in corpus.truths if (truth.part, truth.spelling, truth.kind) == ("body", "verbatim", "verbatim")
    ]
    bodies = [(truth, flows[truth.position].request.raw_content) for truth in plain if truth.position in flows]
    held = [
        (truth.category, body[truth.start : truth.end].decode()) for truth, body in bodies if body
    ]  # the rest: messages
    assert len(held) > 10
    assert held == [(category, corpus.values[category]) for category, _ in held]


@pytest.mark.skipif(not HAS_TRACKHAR, reason="TrackHAR is not installed (make peers)")
def test_trackhar_finds_what_stands_as_it_is(corpus: Corpus) -> None:
    claims = peers.trackhar(corpus, INSTALLED)
    assert not isinstance(claims, str)
    assert accuracy.outcome("persona", corpus, claims).total.found > 50


@pytest.mark.skipif(not HAS_PRESIDIO, reason="presidio-analyzer is not installed (make peers)")
def test_presidio_finds_some(corpus: Corpus) -> None:
    claims = peers.presidio(corpus, INSTALLED)
    assert not isinstance(claims, str)
    assert accuracy.outcome("patterns", corpus, claims).total.found > 5


def test_what_is_said_twice_of_one_part_counts_once_and_two_categories_are_two() -> None:
    claims = [
        Claim(1, "body", "", category, "", "", "presidio", confidence, -1, -1)
        for category, confidence in (("email", 0.4), ("email", 0.9), ("phone_number", 0.4))
    ]
    kept = peers.once(claims)
    assert sorted((claim.category, claim.confidence) for claim in kept) == [("email", 0.9), ("phone_number", 0.4)]
