import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.trackers.paths import PathPattern, UrlPattern, glob, glob_matches, split_path


def render(steps: list[str | int]) -> str:
    """Write a path as the decoders do; the counterpart of ``split_path``."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif not step or any(c in '.[]"\\' or not c.isprintable() for c in step) or (step == "$" and not text):
            text += f"[{json.dumps(step)}]"
        else:
            text += f".{step}" if text else step
    return text


STEPS = st.lists(st.text(max_size=8) | st.integers(0, 10**6), min_size=1, max_size=8)


@given(STEPS)
def test_split_path_undoes_the_notation(steps: list[str | int]) -> None:
    if steps == ["$"]:
        return
    assert [step for step, _ in split_path(render(steps))] == steps


@given(STEPS)
def test_offsets_cut_the_path_at_its_steps(steps: list[str | int]) -> None:
    path = render(steps)
    for count, (_, end) in enumerate(split_path(path), 1):
        assert [step for step, _ in split_path(path[:end])] == [step for step, _ in split_path(path)][:count]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_path_and_a_pattern(pattern: str, path: str) -> None:
    assert PathPattern.parse(pattern).matches(path) in (True, False)


@given(STEPS)
def test_a_path_matches_itself_and_the_deep_wildcard(steps: list[str | int]) -> None:
    path = render(steps)
    if "*" not in path:
        assert PathPattern.parse(path).matches(path)
    assert PathPattern.parse("**").matches(path)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("adid", "adid", True),
        ("adid", "user.adid", False),
        ("events[*].params.lat", "events[12].params.lat", True),
        ("events[*].params.lat", "events.params.lat", True),
        ("events[*].params.lat", "events[1][2].params.lat", False),
        ("1[*].19", "1.19", True),
        ("1[*].19", "1[0].19", True),
        ("1[*].19", "1[0].191", False),
        ("[*].properties.id", "[0].properties.id", True),
        ("[*].properties.id", "properties.id", True),
        ("**.adid", "adid", True),
        ("**.adid", "a.b[0].adid", True),
        ("**.adid", "a.adid.b", False),
        ("url.**.uid", "url.query.uid", True),
        ("a.*.c", "a.b.c", True),
        ("a.*.c", "a[0].c", True),
        ("a.*.c", "a.c", False),
        ("query.eid_*_1", "query.eid_something_1", True),
        ("query.eid_*_1", "query.eid_something_2", False),
        ('query["tg_v.consent"]', 'query["tg_v.consent"]', True),
        ('a["x*"]', "a.xyz", False),
        ("extinfo[1]", "extinfo[1]", True),
        ("extinfo[1]", "extinfo[11]", False),
    ],
)
def test_patterns(pattern: str, path: str, expected: bool) -> None:
    assert PathPattern.parse(pattern).matches(path) is expected


def test_exact_patterns_and_last_names() -> None:
    assert PathPattern.parse("a.b[1]").exact
    assert not PathPattern.parse("a[*].b").exact
    assert PathPattern.parse("a[*].b[*]").last_name == "b"
    assert PathPattern.parse("a.promo*id").last_name is None
    assert PathPattern.parse("a.**").last_name is None


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/session", "/session", True),
        ("/session", "/session/", True),
        ("/session", "/session/x", False),
        ("/session", "/a/session", False),
        ("/v*/*/activities", "/v16.0/123/activities", True),
        ("/v*/*/activities", "/v16.0/123/4/activities", False),
        ("/usersync/**", "/usersync/a/b/c", True),
        ("/usersync/**", "/usersync", True),
        ("/usersync/**", "/other", False),
        ("/a?c", "/abc", True),
        ("/a[b]", "/a[b]", True),
        ("/a[b]", "/ab", False),
        ("/", "/", True),
        ("/", "/x", False),
        ("/**", "/x/y", True),
    ],
)
def test_url_patterns(pattern: str, path: str, expected: bool) -> None:
    assert UrlPattern.parse(pattern).matches(path) is expected


def test_globs() -> None:
    assert glob_matches((glob("device/*", ignore_case=True),), "DEVICE/x")
    assert not glob_matches((glob("device/*"),), "DEVICE/x")
    assert not glob_matches((), "x")
    assert glob("a*").match("a\nb")


def test_hostile_names_cost_little() -> None:
    start = time.process_time()
    PathPattern.parse("**.a.**.a.**.a.**.b").matches(".".join(["a"] * 2000))
    UrlPattern.parse("/a*a*a*a*a*b/**").matches("/" + "a" * 100_000)
    UrlPattern.parse("/v*/*/x").matches("/" * 1_000_000)
    glob_matches((glob("*a*a*a*a*a*b"),), "a" * 1_000_000)
    split_path("[" * 50_000)
    split_path('["' * 5_000)
    split_path("a[0]" * 20_000)
    assert time.process_time() - start < 8
