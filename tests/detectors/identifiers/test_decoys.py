"""Numbers of shops, packages and clocks that have the form of something personal: nothing is said of them."""

import pytest
from support.fields import identified


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("npm", "left-pad@1.3.0.tgz"),
        ("pkg", "core@v2.10.4-beta.example.com"),
        ("host", "user@build7.local"),
        ("css", "grid@media.print"),
        ("elapsed", "12:34:56:12:34:56"),
        ("slot", "10-20-30-40-50-60"),
        ("ratio", "33.422 125.511"),
        ("range", "37.332,127.117"),
    ],
)
def test_a_lookalike_without_a_name_is_nothing(key: str, value: str) -> None:
    assert identified(key, value) == {}


@pytest.mark.parametrize(
    ("key", "value", "category"),
    [
        ("v", "kim@mail.example.kr", "email"),
        ("v", "kim@1st.example.kr", "email"),
        ("v", "3c:5a:b4:01:02:03", "mac_address"),
        ("mac", "12:34:56:12:34:56", "mac_address"),
        ("v", "37.3321,127.1174", "coordinates"),
        ("location", "37.332,127.117", "coordinates"),
    ],
)
def test_what_is_really_one_still_counts(key: str, value: str, category: str) -> None:
    assert category in identified(key, value)
