from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.persona import phrases


def texts(value: str, *, typed: bool = False) -> set[str]:
    return {form.text for form in phrases.query(value) if form.typed_only is typed}


def test_search_words_are_joined_by_signs_or_by_nothing() -> None:
    assert texts("접이식 캠핑의자 방수") >= {
        "접이식캠핑의자방수", "접이식+캠핑의자+방수", "접이식-캠핑의자-방수", "접이식_캠핑의자_방수", "접이식|캠핑의자|방수",
    }  # fmt: skip
    assert "redtrailshoes82x" in texts("red trail shoes 82x")


def test_plain_words_that_are_joined_may_name_goods() -> None:
    assert texts("red shoes") == {"red  shoes", "red, shoes", "red+shoes"}
    assert texts("red shoes", typed=True) >= {"red-shoes", "redshoes", "red_shoes"}
    assert list(phrases.query("shoes")) == []


@given(st.text(max_size=60))
def test_any_text_gives_forms_that_hold_its_words(value: str) -> None:
    for form in phrases.query(value):
        assert all(word in form.text for word in value.split())
