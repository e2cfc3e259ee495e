import pytest

from trafficaudit.detectors import notation

HERE = (37.514303, 127.062912)
TEXTS = [
    "37°30'51.5\"N 127°3'46.5\"E",
    "37°30′51.5″N, 127°3′46.5″E",
    "37° 30' 51.5\" N 127° 3' 46.5\" E",
    "N37°30'51.49\" E127°3'46.48\"",
    "37도 30분 51.5초 127도 3분 46.5초",
    "37°30.8582'N 127°3.7747'E",
    "37.514303N 127.062912E",
    "37.514303°N, 127.062912°E",
    "N37.514303 E127.062912",
    "+37.514303+127.062912",
    "+373051.5+1270346.5",
    "+373051.5+1270346.5/",
    "+3730.8582+12703.7747",
    "3730.8582,N,12703.7747,E",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_place_is_read_in_each_notation(text: str) -> None:
    assert notation.read(text) == pytest.approx(HERE, abs=1e-4)
    data = f"a {text}|".encode()
    assert (2, 2 + len(text.encode())) in [one[:2] for one in notation.places(data, 0, len(data))]
    found = notation.ANY.search(f"a {text}")
    assert found is not None
    assert found.group() == text


@pytest.mark.parametrize(
    "text",
    [
        *("37 127", "37.5 127.0", "37°127°", "37°60'00\"N 127°3'46\"E", "91°0'0\"N 127°3'46\"E", "10N 20", "+37-5"),
        *("3760.8582,N,12703.7747,E", "37°30'51\"E 127°3'46\"N", "+82+01012345678", "12:30:51 N"),
    ],
)
def test_what_is_no_place_is_not_read(text: str) -> None:
    assert notation.read(text) is None


def test_the_other_half_of_the_world() -> None:
    assert notation.read("33°51'24\"S 151°12'55\"E") == pytest.approx((-33.8567, 151.2153), abs=1e-3)
    assert notation.read("-3351.4-07112.9") == pytest.approx((-33.8567, -71.215), abs=1e-3)


@pytest.mark.parametrize("text", TEXTS)
def test_a_place_begins_as_is_told(text: str) -> None:
    heads = [*notation.beginnings(*HERE, 0.013), b"37.", b"127."]
    assert any(head in text.encode() for head in heads)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("37°45'19.4\"N 126°10'60.0\"E", (37.755389, 126.183333)),
        ("37°45'19\"N 126°10'60\"E", (37.755278, 126.183333)),
        ("37 45 19.4 N, 126 10 60.0 E", (37.755389, 126.183333)),
        ("+374519.4+1261060.0/", (37.755389, 126.183333)),
        ("+3745.3232+12660.0000/", (37.755387, 127.0)),
        ("3745.3232,N,12560.0000,E", (37.755387, 126.0)),
    ],
)
def test_sixty_is_what_a_program_rounded_to(text: str, place: tuple[float, float]) -> None:
    assert notation.read(text) == place


@pytest.mark.parametrize(
    "text", ["37°45'60.1\"N 126°10'9\"E", "37°60'01\"N 126°10'9\"E", "+376000.0+1261009.0/", "+374561.0+1261009.0/"]
)
def test_nothing_else_from_sixty_on_is_an_angle(text: str) -> None:
    assert notation.read(text) is None
