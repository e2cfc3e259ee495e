"""Whatever the tool opens is planted: no decoder is registered that the corpus does not know."""

from pathlib import Path

from corpus import covered
from corpus.generate import Corpus

from trafficaudit import decode


def test_every_registered_decoder_has_a_row_or_a_reason() -> None:
    registered = {decoder.NAME for decoder in decode.DECODERS}
    assert registered == covered.DECODERS.keys() | covered.EXCEPTIONS.keys()
    assert not covered.DECODERS.keys() & covered.EXCEPTIONS.keys()
    assert all(covered.EXCEPTIONS.values())
    modules = {path.stem for path in Path(decode.__file__).parent.rglob("*.py")}
    assert covered.WITHIN.keys() <= modules


def test_what_has_a_row_is_planted(corpus: Corpus) -> None:
    # A place that is a format names its own layer; places of documents are named after what they hold.
    planted = {each for truth in corpus.truths for each in (*truth.layers, truth.place)}
    rows = {name for row in (*covered.DECODERS.values(), *covered.WITHIN.values()) for name in row}
    assert rows <= planted, rows - planted
