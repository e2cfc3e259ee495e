import pytest

from trafficaudit.plurals import several


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("gap",), "0 gaps"),
        (1, ("gap",), "1 gap"),
        (2, ("gap",), "2 gaps"),
        (1, ("entry", "entries"), "1 entry"),
        (21, ("exchange has", "exchanges have"), "21 exchanges have"),
    ],
)
def test_a_number_agrees_with_its_word(number: int, words: tuple[str, ...], said: str) -> None:
    assert several(number, *words) == said
