import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.yamltree import parse
from trafficaudit.errors import DeclarationError


def test_gives_text_and_lines_and_nothing_else() -> None:
    tree = parse('a: yes\nb: [1, "2"]\nc: NO\n', "d.yaml")
    assert isinstance(tree.value, dict)
    assert (tree.value["a"].value, tree.value["c"].value, tree.value["b"].line) == ("yes", "NO", 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x", "anchor or alias in line 1"),
        ("a: !!python/object/apply:os.system [x]", "a tag in line 1"),
        ("a: 1\na: 2", "names 'a' twice in line 2"),
        ("[a]: 1", "a name that is no text"),
        ("[" * 200, "holds more, or deeper"),
        ("a: [", "is not YAML in line 1"),
        ("a: 1\n---\nb: 2", "more than one"),
        ("", "holds no document"),
        ("a: \x01", "is not YAML"),
        ("\ta: 1", "is not YAML"),
    ],
)
def test_what_a_declaration_does_not_need_is_refused(text: str, said: str) -> None:
    with pytest.raises(DeclarationError, match=said) as caught:
        parse(text, "d.yaml")
    assert caught.value.remedy


def test_a_file_made_to_grow_or_to_take_long_does_neither() -> None:
    begun = time.process_time()
    for text in ("- a\n" * 500_000, "{a: " * 100_000, "- " * 100_000, "'" + "x\n" * 300_000):
        with pytest.raises(DeclarationError):
            parse(text, "d.yaml")
    assert time.process_time() - begun < 60


@given(st.text(alphabet=st.one_of(st.sampled_from("[]{}:,-#&*!|>'\"%@` \n?ab0"), st.characters()), max_size=200))
def test_any_text_gives_a_tree_or_our_error(text: str) -> None:
    try:
        parse(text, "d.yaml")
    except DeclarationError:
        return
