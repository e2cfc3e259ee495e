import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.node import Hint, Names, item, join, member, step


@given(st.text(max_size=60))
def test_steps_are_told_apart(name: str) -> None:
    written = step(name)[0]
    if written.startswith("["):
        assert json.loads(written[1:-1]) == name
    else:
        assert written[1:] == name
        assert not set(name) & set(".[]\"'")
    assert member("", name) == (written if written.startswith("[") else name)
    assert member("a", name) == "a" + written


def test_long_names_and_paths_are_cut() -> None:
    assert len(step("x" * 10_000)[0]) < 200
    path = "a"
    for _ in range(5_000):
        path = join(path, ".abc")
    assert len(path) < 2_100


def test_names_that_look_like_data() -> None:
    assert [step(n)[1] for n in ("email", "kim@example.kr", "2026-1124 09", "x" * 33)] == [False, True, True, True]


def test_repeated_names() -> None:
    names = Names("q")
    assert [names.path("a"), names.path("b"), names.path("a"), item("q", 3)] == ["q.a", "q.b", "q.a[1]", "q[3]"]


@pytest.mark.parametrize(
    ("essence", "names"),
    [("application/json", True), ("application/json2", False), ("x/application/json", False), ("", False)],
)
def test_a_header_names_a_format_by_the_whole_media_type(essence: str, names: bool) -> None:
    assert Hint(essence).names(re.compile(r"application/json|")) is names
