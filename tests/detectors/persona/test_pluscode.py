import doctest
import random

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.persona import pluscode


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(pluscode).failed == 0


def test_codes_of_the_specification_are_read() -> None:
    for code, latitude, longitude in (("7FG49QCJ+2V", 20.3700625, 2.7821875), ("8FVC2222+22", 47.0000625, 8.0000625)):
        assert [round(degrees, 7) for degrees in pluscode.decode(code)] == [latitude, longitude]
    ((start, end, *_),) = pluscode.places("to 7FG49QCJ+2VX.")
    assert (start, end) == (3, 15)


def test_the_beginnings_cover_the_square() -> None:
    draw = random.Random(4)
    heads = pluscode.around(37.514322, 127.062345, 0.013)
    for _ in range(200):
        place = 37.514322 + draw.uniform(-0.013, 0.013), 127.062345 + draw.uniform(-0.013, 0.013)
        assert pluscode._head(*place) in heads


@given(st.text(alphabet="23456789CFGHJMPQRVWX+ aI0", max_size=40))
def test_any_text_gives_places_on_earth(text: str) -> None:
    for start, end, latitude, longitude in pluscode.places(text):
        assert 0 <= start < end <= len(text)
        assert -90 <= latitude <= 310
        assert -180 <= longitude <= 220
