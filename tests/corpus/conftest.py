"""One corpus for every test that asks what a draw holds: drawing it takes longer than all that is asked of it."""

import pytest
from corpus.generate import Corpus, generate

SIZE = 2_200


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return generate(tmp_path_factory.mktemp("corpus"), 14, SIZE)
