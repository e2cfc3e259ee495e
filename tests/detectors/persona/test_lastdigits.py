import pytest
from support.personas import leaf

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.persona.lastdigits import NAMES, last_digits


def test_names_say_of_which_number() -> None:
    named = [leaf("1111", "card_last4"), leaf("5678", "phoneLast4"), leaf("5678", "휴대폰뒷자리"), leaf("5678", "x")]
    assert sorted(last_digits(Fields.of(named))) == [
        (0, "card_number", "1111"), (1, "phone_number", "5678"), (2, "phone_number", "5678"),
    ]  # fmt: skip
    assert NAMES["card_number"].isdisjoint(NAMES["phone_number"])


@pytest.mark.parametrize("value", ["567", "56789", "5a78", "٥٦٧٨", b"5678", ""])
def test_what_is_no_four_digits_is_none(value: str | bytes) -> None:
    assert list(last_digits(Fields.of([leaf(value, "phone_last4")]))) == []


def test_what_servers_show_is_not_looked_at() -> None:
    assert list(last_digits(Fields.of([leaf("5678", "phone_last4", direction="response")]))) == []
