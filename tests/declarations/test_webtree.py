import pytest

from trafficaudit.declarations.webtree import tree_of
from trafficaudit.errors import ReadError


@pytest.mark.parametrize(
    "before",
    ["<font>" * 300, "<div>" * 2_000, f"<img src='data:image/png;base64,{'A' * 11_000_000}'>", f"<!--{'-x' * 6_000_000}-->"],
    ids=["tags that nobody closed", "levels", "a picture in the page", "a comment"],
)  # fmt: skip
def test_what_stands_behind_much_is_read(before: str) -> None:
    root = tree_of(f"<html><body>{before}<p>behind", "p.html")
    assert root is not None
    assert [each.text for each in root.iter("p")] == ["behind"]


def test_a_page_that_is_not_read_to_its_end_is_refused() -> None:
    with pytest.raises(ReadError, match=r"p\.html: has elements that stand deeper in each other than is read"):
        tree_of("<p>before</p>" + "<div>" * 3_000 + "<p>behind", "p.html")


def test_errors_that_pages_have_are_none() -> None:
    root = tree_of("<p a=1 a=2><b></p>&foo;</zz><svg><foo:bar/></svg>\0<table><p>x", "p.html")
    assert root is not None
    assert [each.text for each in root.iter("p")] == [None, "x"]
    assert tree_of("", "p.html") is None
