import pytest
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors import identifiers
from trafficaudit.detectors.context import Context
from trafficaudit.model import Message

DETECT = identifiers.build(Context())


def claims(key: str, text: str) -> list[tuple[str, str, float]]:
    made = exchange(
        url="https://api.shop.example/v1/a", request=Message(((f"x-{key}".encode(), text.encode()),)), response=None
    )
    return [(one.category, str(one.value), one.confidence) for one in DETECT(made, decode(made))]


@pytest.mark.parametrize(
    "text", ["37°30'51.5\"N 127°3'46.5\"E", "N37.514303 E127.062912", "3730.8582,N,12703.7747,E", "+37.5143+127.0629"]
)
def test_a_place_in_korea_needs_no_name_unless_it_has_another(text: str) -> None:
    assert claims("v", text) == [("coordinates", text, 0.6)]
    assert claims("location", text) == [("coordinates", text, 0.8)]
    assert claims("price", text) == claims("store-position", text) == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("N33.0000 E124.0000", True),
        ("N38.9999 E131.9999", True),
        ("N32.9999 E127.0000", False),
        ("N39.0000 E127.0000", False),
        ("N37.5000 E123.9999", False),
        ("N35.6894 E139.6917", False),  # Tokyo
        ("N37.5000 E132.0000", False),
    ],
)
def test_the_box_around_korea(text: str, *, inside: bool) -> None:
    assert bool(claims("location", text)) == inside


@pytest.mark.parametrize(
    "text",
    ["48°51'24\"N 2°21'8\"E", "37 N 127 X", "N37 E127x", "+37.5143-127.0629", "+3751+12706543x", "1234.5,N,123.4,E"],
)
def test_other_numbers_are_nothing(text: str) -> None:
    assert claims("v", text) == []
