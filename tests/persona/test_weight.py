import pytest

from trafficaudit.persona.weight import is_typed_only, width


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("표서림", 6), ("표a", 3), ("", 0)])
def test_a_wide_character_counts_as_two(text: str, expected: int) -> None:
    assert width(text) == expected


@pytest.mark.parametrize(
    ("category", "value", "expected"),
    [
        ("user_name", "dalbi", True),
        ("user_name", "dalbit", False),
        ("name", "표림", True),
        ("name", "표서림", False),
        ("gender", "unmistakable", True),
        ("postal_code", "64123", True),
        ("carrier", "SKTelecom", True),
        ("search_query", "노트북컴퓨터", True),
        ("search_query", "가온미르 달빛노을", False),
        ("device_model", "SM-S921N", False),
        ("user_name", "dalbitgaon", False),
    ],
)
def test_short_values_and_plain_words_stay_out_of_blobs(category: str, value: str, expected: bool) -> None:
    assert is_typed_only(category, value) is expected
